"""The phases of the call and what can be said in the present one; quiet as soon as a card is up."""

from collections.abc import Callable, Iterable
from typing import Protocol

from PySide6.QtWidgets import QPushButton, QWidget

from app.call.text import TextPart
from app.gui.labels import Words, column, empty, framed, row
from app.gui.sentence import SentenceLabel
from app.gui.theme import Theme

_QUESTIONS = 2


class StepLike(Protocol):
    """A phase of the script; `app.call.session.ScriptStep` is one."""

    @property
    def code(self) -> str:
        """Code of the phase."""

    @property
    def title(self) -> str:
        """Dutch title."""

    @property
    def say(self) -> Iterable[TextPart]:
        """What can be said."""

    @property
    def questions(self) -> tuple[str, ...]:
        """Questions that fit."""

    @property
    def current(self) -> bool:
        """True for the present phase."""

    @property
    def done(self) -> bool:
        """True for a phase that has been."""


class ScriptPanel(QWidget):
    """The sentence of the present phase, while no card is up; `phases` is the line with all phases."""

    def __init__(self, theme: Theme, choose: Callable[[str], None]) -> None:
        """Call `choose(code)` when the controller picks a phase."""
        super().__init__()
        self._choose = choose
        self._shown: tuple[StepLike, ...] = ()
        self._steps = row(spacing=2)
        self.sentence = SentenceLabel(theme)
        self.questions = [Words("", "plain") for _ in range(_QUESTIONS)]
        inside = column(margins=(16, 12, 18, 14), spacing=8)
        self.title = Words("", "strong")
        inside.addWidget(self.title)
        inside.addWidget(self.sentence)
        for label in self.questions:
            inside.addWidget(label)
        self.say = framed("panel", inside)
        self.phases = QWidget()
        self.phases.setLayout(self._steps)
        self.phases.setAccessibleName("Fasen van het gesprek")
        layout = column()
        layout.addWidget(self.say)
        self.setLayout(layout)
        self.setAccessibleName("Belscript")

    def show_script(self, steps: tuple[StepLike, ...]) -> None:
        """Show the phases; the present one gives the sentence."""
        if steps == self._shown:
            return
        self._shown = steps
        empty(self._steps)
        for number, step in enumerate(steps, start=1):
            self._steps.addWidget(self._step(number, step))
        self._steps.addStretch(1)
        for step in steps:
            if step.current:
                self.title.setText(step.title)
                self.sentence.show_sentence(step.say)
                for at, label in enumerate(self.questions):
                    label.setText(f"{at + 1}. {step.questions[at]}" if at < len(step.questions) else "")
                    label.setVisible(at < len(step.questions))

    def set_quiet(self, quiet: bool) -> None:
        """Leave the sentence away, because a card is up."""
        self.setVisible(not quiet)

    def _step(self, number: int, step: StepLike) -> QPushButton:
        button = QPushButton(f"✓ {step.title}" if step.done and not step.current else step.title)
        button.setProperty("kind", "phase")
        button.setCheckable(True)
        button.setChecked(step.current)
        button.setAccessibleName(f"Fase {number}: {step.title}, toets Ctrl {number}")
        button.setToolTip(f"Ctrl {number}")
        button.clicked.connect(lambda: self._choose(step.code))
        return button
