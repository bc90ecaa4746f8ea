"""One speech model on the page with models: what it is, what it is good for, and what can be done with it."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QFrame, QProgressBar, QSizePolicy, QVBoxLayout, QWidget

from app.call.model_desk import ModelLine, ModelWork
from app.gui.buttons import KeyButton
from app.gui.flow import FlowLayout
from app.gui.labels import Chip, Words, column
from app.gui.theme import Theme

_STEPS = 1_000
_INSTALL = {"absent": "Installeren", "part": "Hervatten", "damaged": "Herstellen", "installed": "Installeren"}


class WorkLine(QWidget):
    """How a piece of work goes: a sentence, a bar, how much and how long, and a button to break it off."""

    def __init__(self, theme: Theme, cancel: Callable[[], None]) -> None:
        """Call `cancel` when the user breaks the work off."""
        super().__init__()
        self._theme = theme
        self.sentence = Words("", "strong")
        self.details = Words("", "quiet")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.cancel = KeyButton(theme, "Afbreken", "", "small")
        self.cancel.clicked.connect(lambda: cancel())
        layout = column(spacing=6)
        for part in (self.sentence, self.bar, self.details, self.cancel):
            layout.addWidget(part)
        self.setLayout(layout)
        self.hide()

    def show_work(self, work: ModelWork | None) -> None:
        """Show this work; None hides the line."""
        self.setVisible(work is not None)
        if work is None:
            return
        self.sentence.setText(work.sentence)
        self.details.setText(work.details)
        self.details.setVisible(bool(work.details))
        unknown = work.share is None and not self._theme.still()
        self.bar.setRange(0, 0 if unknown else _STEPS)  # without a range it moves to and fro
        if not unknown:
            self.bar.setValue(round((work.share or 0.0) * _STEPS))
        # The button stays pressable while the work stops: disabled it would lose the focus to another place.
        self.bar.setAccessibleName(f"Voortgang. {work.sentence} {work.details}".strip())


class ModelRow(QFrame):
    """A model with its buttons."""

    def __init__(
        self,
        theme: Theme,
        line: ModelLine,
        *,
        install: Callable[[str], None],
        use: Callable[[str], None],
        check: Callable[[str], None],
        remove: Callable[[str], None],
        cancel: Callable[[], None],
    ) -> None:
        """Show `line`; each of the actions gets the id of the model."""
        super().__init__()
        self.setProperty("kind", "panel")
        self.id = line.id
        self._remove = remove
        self.name = Words("", "name")
        self.used = Chip("in gebruik", "done")
        self.trial = Chip("proefmodel", "careful")
        self.damaged = Chip("beschadigd", "late")
        self.part = Chip("deels opgehaald", "plain")
        self.facts = Words("", "small")
        self.good_for = Words("", "plain")
        self.limits = Words("", "quiet")
        self._notes = column(spacing=2)
        self.install = KeyButton(theme, "", "", "small")
        self.use = KeyButton(theme, "Gebruiken", "", "small")
        self.check = KeyButton(theme, "Controleren", "", "small")
        self.remove = KeyButton(theme, "Verwijderen", "", "small")
        self.install.clicked.connect(lambda: install(self.id))
        self.use.clicked.connect(lambda: use(self.id))
        self.check.clicked.connect(lambda: check(self.id))
        self.remove.clicked.connect(self._ask_or_remove)
        self.remove.installEventFilter(self)
        self.work = WorkLine(theme, cancel)
        self._sure = False
        self.line = line
        self.setLayout(self._built())
        self.show_line(line, busy=False)

    @property
    def buttons(self) -> tuple[KeyButton, ...]:
        """From left to right."""
        return (self.install, self.use, self.check, self.remove)

    @property
    def offered(self) -> tuple[KeyButton, ...]:
        """What can be pressed now: breaking off, or else what can be done with the model."""
        if not self.work.isHidden():
            return (self.work.cancel,)
        return tuple(button for button in self.buttons if not button.isHidden() and button.isEnabled())

    def show_line(self, line: ModelLine, *, busy: bool) -> None:
        """Show the model as it is now; while something is done with a model, nothing else can be begun."""
        self.line = line
        self.name.setText(line.name)
        self.used.setVisible(line.used)
        self.trial.setVisible(line.trial)
        self.damaged.setVisible(line.presence == "damaged")
        self.part.setVisible(line.presence == "part")
        self.facts.setText(" · ".join(line.facts))
        self.good_for.setText(line.good_for)
        self.limits.setText(line.limits)
        self.limits.setVisible(bool(line.limits))
        for at in range(self._notes.count()):
            item = self._notes.itemAt(at)
            note = item.widget() if item is not None else None
            if isinstance(note, Words):
                note.setText(line.notes[at] if at < len(line.notes) else "")
                note.setVisible(at < len(line.notes))
        self._sure = False
        for button, label, possible in (
            (self.install, _INSTALL[line.presence], line.can_install),
            (self.use, "Gebruiken", line.can_use),
            (self.check, "Controleren", line.can_check),
            (self.remove, "Verwijderen", line.can_remove),
        ):
            self._label(button, label)
            button.setVisible(possible)
            button.setEnabled(not busy)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Who goes on to something else did not mean to remove it."""
        if watched is self.remove and event.type() == QEvent.Type.FocusOut and self._sure:
            self._sure = False
            self._label(self.remove, "Verwijderen")
        return super().eventFilter(watched, event)

    def _ask_or_remove(self) -> None:
        """The first press asks, the second removes: there are no boxes that ask."""
        if self._sure:
            self._sure = False
            self._remove(self.id)
            return
        self._sure = True
        self._label(self.remove, "Ja, verwijderen")

    def _label(self, button: KeyButton, label: str) -> None:
        button.set_label(label)
        button.setAccessibleName(f"{label}: {self.line.name}")

    def _built(self) -> QVBoxLayout:
        chips = FlowLayout(spacing=8)
        for part in (self.used, self.trial, self.damaged, self.part):
            chips.addWidget(part)
        buttons = FlowLayout(spacing=6)
        for button in self.buttons:
            buttons.addWidget(button)
        for _ in range(3):  # as many as a model ever has
            self._notes.addWidget(Words("", "caution"))
        layout = column(margins=(16, 14, 16, 14), spacing=6)
        layout.addWidget(self.name)
        layout.addLayout(chips)
        layout.addWidget(self.facts)
        layout.addWidget(self.good_for)
        layout.addWidget(self.limits)
        layout.addLayout(self._notes)
        layout.addLayout(buttons)
        layout.addWidget(self.work)
        return layout
