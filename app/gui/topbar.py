"""The bar at the top: who, where in the call, and the levels of both sides."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QButtonGroup, QPushButton, QWidget

from app.gui.labels import Chip, Words, column, row, rule
from app.gui.levels import LevelMeter
from app.gui.theme import Theme

_WIDE = 1150
MOMENTS = ("prepare", "live", "finish")
_NAMES = {"prepare": "Voorbereiden", "live": "In gesprek", "finish": "Afronden"}


class TopBar(QWidget):
    """Title and subtitle on the left, the three moments and the meters on the right."""

    def __init__(self, theme: Theme, go: Callable[[str], None]) -> None:
        """Call `go(moment)` when one of the moments is picked."""
        super().__init__()
        self.setObjectName("bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.title = Words("Belmaat", "name", wrap=False)
        self.subtitle = Words("", "quiet")
        self.trial = Chip("proefmodel", "careful")
        self.trial.setToolTip("Dit spraakmodel is een proefmodel: reken op meer fouten in de meegelezen tekst.")
        self.trial.setAccessibleName("Proefmodel: reken op meer fouten in de meegelezen tekst")
        self.trial.hide()
        self.golden = Chip("", "done")
        self.golden.hide()
        self.debtor = LevelMeter(theme, "Debiteur")
        self.controller = LevelMeter(theme, "U")
        self._moments: dict[str, QPushButton] = {}
        self._group = QButtonGroup(self)
        line = row(margins=(20, 4, 20, 4), spacing=10)
        self._names = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._names.setContentsMargins(0, 0, 0, 0)
        self._names.addWidget(self.title)
        self._names.addWidget(self.subtitle, 1)
        line.addLayout(self._names, 1)
        line.addWidget(self.trial)
        for code in MOMENTS:
            button = QPushButton(_NAMES[code])
            button.setProperty("kind", "moment")
            button.setCheckable(True)
            button.setAccessibleName(_NAMES[code])
            button.clicked.connect(lambda _checked=False, code=code: go(code))
            self._group.addButton(button)
            self._moments[code] = button
            line.addWidget(button)
        line.addSpacing(4)
        line.addWidget(self.golden)
        line.addWidget(self.debtor)
        line.addWidget(self.controller)
        layout = column(spacing=0)
        holder = QWidget()
        holder.setObjectName("flat")
        holder.setLayout(line)
        layout.addWidget(holder, 1)
        layout.addWidget(rule())
        self.setLayout(layout)
        self.setFixedHeight(60)
        self.show_moment("prepare", reachable=("prepare",))

    def show_moment(self, moment: str, reachable: tuple[str, ...]) -> None:
        """Mark the present moment and say which others can be picked."""
        for code, button in self._moments.items():
            button.setChecked(code == moment)
            button.setEnabled(code == moment or code in reachable)
        in_call = moment == "live"
        self.debtor.setVisible(in_call)
        self.controller.setVisible(in_call)
        if in_call:
            self.golden.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the second line under the first, in smaller letters, where there is little width."""
        wide = self.width() >= _WIDE
        self._names.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)
        self._names.setSpacing(14 if wide else 0)
        self.title.set_kind("name" if wide else "strong")
        self.subtitle.set_kind("quiet" if wide else "small")
        super().resizeEvent(event)

    def show_clock(self, seconds: float | None) -> None:
        """Show how long the call has lasted; None leaves the clock away."""
        label = _NAMES["live"] if seconds is None else f"{_NAMES['live']} {clock(seconds)}"
        if self._moments["live"].text() != label:
            self._moments["live"].setText(label)

    def show_golden(self, text: str, *, inside: bool) -> None:
        """Show the hint about the hour; an empty text hides it."""
        self.golden.setText(text)
        self.golden.set_tone("done" if inside else "careful")
        self.golden.setVisible(bool(text))


class Clock(QTimer):
    """Calls something four times a second, for the clock of the call and for waiting cards."""

    def __init__(self, parent: QWidget, tick: Callable[[], None]) -> None:
        """Be ready; `start` makes it run."""
        super().__init__(parent)
        self.setInterval(250)
        self.timeout.connect(tick)


def clock(seconds: float) -> str:
    """Minutes and seconds of a call: `04:12`."""
    whole = max(0, int(seconds))
    return f"{whole // 60:02d}:{whole % 60:02d}"
