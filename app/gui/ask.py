"""A question asked in the bar at the bottom of the window, in place of a dialog.

It stands where the buttons were, so nothing in the window moves, and goes away with Esc.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from app.call.text import Sentence
from app.gui.buttons import KeyButton
from app.gui.editors import line_edit
from app.gui.flow import FlowLayout
from app.gui.labels import Words, column, empty, row
from app.gui.sentence import SentenceLabel
from app.gui.theme import Theme


@dataclass(frozen=True, slots=True)
class Blank:
    """One thing to fill in.

    Attributes:
        label: what is asked.
        read: from the words typed to the value, None where they can't be read.
        refusal: the sentence for what can't be read.
        text: what already stands there.
        required: an empty answer is refused with `refusal`.
        stretch: how wide, compared with the others.
    """

    label: str
    read: Callable[[str], Any]
    refusal: str = ""
    text: str = ""
    required: bool = True
    stretch: int = 1


class ChoiceLine(QWidget):
    """Asks to pick one of a few; each has a number as its key."""

    def __init__(self, theme: Theme) -> None:
        """Ask nothing yet."""
        super().__init__()
        self.setObjectName("bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme = theme
        self._answer: Callable[[str], None] = lambda _code: None
        self._leave: Callable[[], None] = lambda: None
        self._codes: tuple[str, ...] = ()
        self.explain = Words()
        self.question = Words("", "strong", wrap=False)
        self._places = FlowLayout()
        self.cancel = KeyButton(theme, "Toch niet", "Esc")
        self.cancel.clicked.connect(lambda: self._leave())
        layout = column(margins=(20, 10, 20, 10), spacing=6)
        layout.addWidget(self.explain)
        line = row(spacing=10)
        line.addWidget(self.question)
        line.addLayout(self._places, 1)
        line.addWidget(self.cancel)
        layout.addLayout(line)
        self.setLayout(layout)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def choose(
        self,
        question: str,
        options: tuple[tuple[str, str], ...],
        answer: Callable[[str], None],
        leave: Callable[[], None],
        *,
        explain: str = "",
        careful: bool = False,
    ) -> None:
        """Ask a question.

        Args:
            question: what it is about.
            options: code and words of each.
            answer: called with the code that was picked.
            leave: called when the question goes away, answered or not.
            explain: what the answer brings about, where that has to be read first.
            careful: Enter leaves the question instead of doing nothing.
        """
        self._answer = answer
        self._leave = leave
        self._codes = tuple(code for code, _words in options)
        self.question.setText(question)
        self.setAccessibleName(question)
        self.setAccessibleDescription(explain)
        self.explain.setText(explain)
        self.explain.setVisible(bool(explain))
        self.cancel.setAccessibleDescription(f"{question} {explain}" if careful else "")
        empty(self._places)
        for number, (code, words) in enumerate(options, start=1):
            button = KeyButton(self._theme, words, str(number))
            button.clicked.connect(lambda _checked=False, code=code: self._pick(code))
            self._places.addWidget(button)
            button.show()
        if careful:
            self.cancel.setFocus()
        else:
            self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A number picks, Esc leaves."""
        number = event.key() - Qt.Key.Key_1
        if 0 <= number < len(self._codes):
            self._pick(self._codes[number])
        elif event.key() == Qt.Key.Key_Escape:
            self._leave()
        else:
            super().keyPressEvent(event)

    def _pick(self, code: str) -> None:
        self._leave()
        self._answer(code)


class AskLine(QWidget):
    """Asks one thing at a time."""

    def __init__(self, theme: Theme) -> None:
        """Ask nothing yet."""
        super().__init__()
        self.setObjectName("bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme = theme
        self._blanks: tuple[Blank, ...] = ()
        self._edits: list[QLineEdit] = []
        self._answer: Callable[..., None] = lambda *_values: None
        self._leave: Callable[[], None] = lambda: None
        self.question = Words("", "strong", wrap=False)
        self.say = SentenceLabel(theme, 15)
        self.refusal = Words("", "careful")
        self._places = row()
        self.confirm = KeyButton(theme, "", "Enter", "primary")
        self.cancel = KeyButton(theme, "Toch niet", "Esc")
        self.confirm.clicked.connect(self._confirm)
        self.cancel.clicked.connect(self._cancel)
        layout = column(margins=(20, 10, 20, 10), spacing=6)
        layout.addWidget(self.say)
        line = row(spacing=10)
        line.addWidget(self.question)
        line.addLayout(self._places, 1)
        line.addWidget(self.cancel)
        line.addWidget(self.confirm)
        layout.addLayout(line)
        layout.addWidget(self.refusal)
        self.setLayout(layout)

    @property
    def edits(self) -> tuple[QLineEdit, ...]:
        """The lines to type in, in order."""
        return tuple(self._edits)

    def ask(
        self,
        question: str,
        blanks: tuple[Blank, ...],
        confirm: str,
        answer: Callable[..., None],
        leave: Callable[[], None],
        say: Sentence = (),
    ) -> None:
        """Ask a question.

        Args:
            question: what it is about.
            blanks: what to fill in.
            confirm: words on the button.
            answer: called with one value per blank.
            leave: called when the question goes away, answered or not.
            say: a sentence that the controller can say meanwhile.
        """
        self._blanks = blanks
        self._answer = answer
        self._leave = leave
        self.question.setText(question)
        self.setAccessibleName(question)
        self.say.show_sentence(say)
        self.say.setVisible(bool(say))
        self.refusal.hide()
        self.confirm.set_label(confirm)
        empty(self._places)
        self._edits = []
        for blank in blanks:
            edit = line_edit(blank.label, f"{question}: {blank.label}")
            edit.setText(blank.text)
            self._edits.append(edit)
            self._places.addWidget(edit, blank.stretch)
        if self._edits:
            # The layout shows new lines later; a line that is not shown can't have the focus.
            for edit in self._edits:
                edit.show()
            self._edits[0].setFocus()
            self._edits[0].selectAll()
        else:
            self.confirm.setFocus()

    def answer_by_key(self) -> None:
        """Enter: answer, or leave when the cursor is on the button that leaves."""
        if self.cancel.hasFocus():
            self._cancel()
        else:
            self._confirm()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter answers, Esc leaves."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.answer_by_key()
        elif event.key() == Qt.Key.Key_Escape:
            self._cancel()
        else:
            super().keyPressEvent(event)

    def _confirm(self) -> None:
        values = []
        for blank, edit in zip(self._blanks, self._edits, strict=True):
            text = edit.text().strip()
            value = blank.read(text) if text else None
            if value is None and (text or blank.required):
                self.refusal.setText(blank.refusal)
                self.refusal.show()
                edit.setFocus()
                return
            values.append(value)
        self._leave()
        self._answer(*values)

    def _cancel(self) -> None:
        self._leave()
