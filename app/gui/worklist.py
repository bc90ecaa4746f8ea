"""Today's list: our own promises first, then who to call."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from app.call.formats import money
from app.gui import words
from app.gui.buttons import KeyButton
from app.gui.keys import PREPARE_KEYS, shown
from app.gui.labels import Amount, Chip, Column, Words, column, empty, row, rule
from app.gui.theme import Theme
from app.gui.ticks import Tick
from app.ledger.dossier import FollowUp, Worklist, WorklistItem


class _Entry(QPushButton):
    """One debtor on the list: name and amount, and why."""

    def __init__(self, item: WorklistItem, today: date) -> None:
        super().__init__()
        self.debtor_id = item.debtor_id
        self.setProperty("kind", "entry")
        self.setCheckable(True)
        why = words.reason(item, today)
        self.setAccessibleName(f"{item.debtor_name}, {money(item.amount)}, {why}")
        waits = self._waits = item.reason == "promise_running"
        layout = column(margins=(10, 8, 10, 8), spacing=1)
        first = row()
        self._name = Words(item.debtor_name, "quiet" if waits else "plain")
        first.addWidget(self._name, 1)
        first.addWidget(Amount(money(item.amount), quiet=waits))
        layout.addLayout(first)
        line = f"{why} · voorbeeld" if item.example else why
        layout.addWidget(Words(line, "late" if item.reason == "promise_broken" else "small"))
        self.setLayout(layout)
        for label in self.findChildren(QWidget):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        layout = self.layout()
        return layout.sizeHint() if layout is not None else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        layout = self.layout()
        return layout.minimumSize() if layout is not None else super().minimumSizeHint()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        layout = self.layout()
        return layout.heightForWidth(width) if layout is not None else super().heightForWidth(width)

    def mark(self, chosen: bool) -> None:
        """Show whether this debtor is the one that is prepared."""
        self.setChecked(chosen)
        if not self._waits:
            self._name.set_kind("strong" if chosen else "plain")

    def nextCheckState(self) -> None:
        """A click chooses; a second click does not undo it."""
        self.setChecked(True)


class WorklistPanel(Column):
    """The left column before the call."""

    def __init__(
        self,
        theme: Theme,
        today: date,
        choose: Callable[[int], None],
        complete: Callable[[int], None],
        bank: Callable[[], None],
        *,
        width: int,
    ) -> None:
        """Make the column.

        Args:
            theme: where the colours come from.
            today: the day of the list.
            choose: called with the id of a debtor that is picked.
            complete: called with the id of a follow-up that is done.
            bank: asks until which day the bank has been processed.
            width: pixels.
        """
        self._theme = theme
        self._bank = bank
        self._today = today
        self._choose = choose
        self._complete = complete
        self._entries: list[_Entry] = []
        self._group: QButtonGroup | None = None
        self._layout = column(margins=(8, 16, 8, 16), spacing=2)
        super().__init__(self._layout, width=width)
        self.setAccessibleName("Bellijst")

    @property
    def debtor_ids(self) -> tuple[int, ...]:
        """Who stands on the list, in order."""
        return tuple(entry.debtor_id for entry in self._entries)

    def show_worklist(self, worklist: Worklist, chosen: int | None) -> None:
        """Show the list and mark the debtor that is chosen."""
        had_focus = any(entry.hasFocus() for entry in self._entries)
        if had_focus:
            self.setFocus()  # else it would go on to the goal for a moment, and the page would scroll to show it
        empty(self._layout)
        self._entries = []
        self._group = QButtonGroup(self)
        if worklist.own_promises:
            self._heading("Eerst uw eigen toezeggingen")
            for promise in worklist.own_promises:
                self._layout.addLayout(self._promise(promise))
                self._layout.addWidget(_inset(rule()))
            self._layout.addSpacing(12)
        if worklist.to_check:
            self._heading("Vandaag nakijken")
            for action in worklist.to_check:
                self._layout.addLayout(self._promise(action))
                self._layout.addWidget(_inset(rule()))
            self._layout.addSpacing(12)
        self._heading("Bellijst")
        for item in worklist.items:
            entry = _Entry(item, self._today)
            entry.clicked.connect(lambda _checked=False, debtor_id=item.debtor_id: self._choose(debtor_id))
            self._group.addButton(entry)
            self._entries.append(entry)
            self._layout.addWidget(entry)
        if not worklist.items:
            self._layout.addWidget(_inset(Words("Vandaag staat er niemand op de bellijst.", "quiet")))
        self._layout.addStretch(1)
        bank = KeyButton(self._theme, "Bank verwerkt", shown(PREPARE_KEYS["bank"]), "small")
        bank.setToolTip("Tot en met welke dag de bank is verwerkt. Toezeggingen worden pas daarna beoordeeld.")
        bank.clicked.connect(lambda: self._bank())
        line = row(margins=(10, 0, 10, 0))
        line.addWidget(bank)
        line.addStretch(1)
        self._layout.addLayout(line)
        self.mark(chosen)
        if had_focus:
            self.take_focus()

    def mark(self, chosen: int | None) -> None:
        """Mark the debtor that is chosen."""
        for entry in self._entries:
            entry.mark(entry.debtor_id == chosen)

    def take_focus(self) -> None:
        """Bring the focus to the chosen debtor, or the first."""
        for entry in self._entries:
            if entry.isChecked():
                entry.setFocus()
                return
        if self._entries:
            self._entries[0].setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrow keys walk through the list."""
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if step is None or not self._entries:
            super().keyPressEvent(event)
            return
        here = next((at for at, entry in enumerate(self._entries) if entry.isChecked()), -1)
        entry = self._entries[min(max(here + step, 0), len(self._entries) - 1)]
        entry.setFocus()
        self.ensureWidgetVisible(entry)
        entry.click()

    def _heading(self, text: str) -> None:
        self._layout.addWidget(_inset(Words(text, "heading")))
        self._layout.addSpacing(4)

    def _promise(self, promise: FollowUp) -> QHBoxLayout:
        line = row(margins=(8, 6, 8, 6))
        box = Tick()
        box.setAccessibleName(f"{promise.text}, {promise.debtor_name}: klaar")
        box.setToolTip("Klaar")
        box.clicked.connect(lambda: self._complete(promise.id))
        box.setFixedWidth(24)
        line.addWidget(box, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(Words(f"{promise.text} ({promise.debtor_name})"), 1)
        late = promise.due < self._today
        due = "te laat" if late else words.near_day(promise.due, self._today)
        line.addWidget(Chip(due, "late" if late else "careful"), 0, Qt.AlignmentFlag.AlignTop)
        return line


def _inset(widget: QWidget) -> QWidget:
    """Line a widget up with the text of the entries."""
    holder = QWidget()
    layout = row(margins=(10, 0, 10, 0))
    layout.addWidget(widget)
    holder.setLayout(layout)
    return holder
