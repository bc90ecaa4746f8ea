"""One card that a sentence raises or nearly raises: how sure, by which words, and what speaks against adding it."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.call.workbench import Candidate, in_dutch
from app.gui.buttons import KeyButton
from app.gui.labels import Amount, Words, column, row, rule
from app.gui.theme import Theme

_BAR = QSize(120, 8)
_THRESHOLD = 0.5


class ScoreBar(QWidget):
    """How sure, between 0 and 1; the tick in the middle is where a card comes."""

    def __init__(self, theme: Theme) -> None:
        """Show an empty bar."""
        super().__init__()
        self._theme = theme
        self._score = 0.0
        self.setFixedSize(_BAR.width(), 22)
        theme.changed.connect(self.update)

    @property
    def score(self) -> float:
        """What the bar shows."""
        return self._score

    def show_score(self, score: float) -> None:
        """Fill the bar this far."""
        self._score = score
        self.setAccessibleName(f"Zekerheid {in_dutch(score)} van 1; de kaart komt vanaf {in_dutch(_THRESHOLD)}")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the bar and the tick."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        top = (self.height() - _BAR.height()) / 2
        bar = QRectF(0, top, _BAR.width(), _BAR.height())
        painter.setBrush(self._theme.colour("line"))
        painter.drawRoundedRect(bar, 4, 4)
        painter.setBrush(self._theme.colour("ours" if self._score >= _THRESHOLD else "quiet"))
        filled = QRectF(0, top, max(8.0, bar.width() * min(self._score, 1.0)), bar.height())
        painter.drawRoundedRect(filled, 4, 4)
        painter.setBrush(self._theme.colour("ink"))
        painter.drawRect(QRectF(bar.width() * _THRESHOLD, top - 3, 1, bar.height() + 6))
        painter.end()


class CandidateRow(QWidget):
    """A card with its score and a button that adds the sentence to it.

    Signals:
        entered: the focus came to this row; carries the candidate, whose words are marked in the sentence.
    """

    entered = Signal(object)

    def __init__(self, theme: Theme, add: Callable[[str], None], *, key: str = "") -> None:
        """Show nothing yet; `add` is called with the id of the card, also by `key` where there is one."""
        super().__init__()
        self.candidate: Candidate | None = None
        self.heading = Words("", "heading")
        self.title = Words("", "strong")
        self.why = Words("", "small")
        self.doubts = Words("", "careful")
        self.bar = ScoreBar(theme)
        self.score = Amount("")
        self.score.setFixedWidth(40)
        self.add = _RowButton(theme, self._enter, key)
        # As wide as the widest of them, so that the bars stand in line.
        self.add.setFixedWidth(KeyButton(theme, "Toch toevoegen", "Ctrl Enter", "small").sizeHint().width())
        self.add.clicked.connect(lambda: add(self.candidate.id) if self.candidate else None)
        for label in (self.title, self.why, self.doubts):
            label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        words = column(spacing=3)
        words.addWidget(self.title)
        words.addWidget(self.why)
        words.addWidget(self.doubts)
        line = row(margins=(0, 6, 0, 8), spacing=12)
        line.addLayout(words, 1)
        for widget in (self.bar, self.score, self.add):
            line.addWidget(widget, 0, Qt.AlignmentFlag.AlignTop)
        layout = column(spacing=4)
        layout.addWidget(self.heading)
        layout.addWidget(rule())
        layout.addLayout(line)
        self.setLayout(layout)
        self.hide()

    def show_candidate(self, candidate: Candidate | None, heading: str = "") -> None:
        """Show a card, under a heading where it is the first of its kind; None hides the row."""
        self.candidate = candidate
        self.setVisible(candidate is not None)
        if candidate is None:
            return
        self.heading.setText(heading)
        self.heading.setVisible(bool(heading))
        self.title.setText(candidate.title)
        self.title.set_kind("strong" if candidate.fires else "quiet")
        self.why.setText(why(candidate))
        self.doubts.setText(" ".join(doubt.text for doubt in candidate.doubts))
        self.doubts.setVisible(bool(candidate.doubts))
        self.bar.show_score(candidate.score)
        self.score.setText(in_dutch(candidate.score))
        refused = any(doubt.refuses for doubt in candidate.doubts)
        self.add.setEnabled(not refused)
        self.add.set_label("Toch toevoegen" if candidate.doubts and not refused else "Zin toevoegen")
        self.add.setAccessibleName(f"{self.add.label} aan de kaart {candidate.title}")
        self.add.setAccessibleDescription(self.doubts.text())

    def _enter(self) -> None:
        if self.candidate is not None:
            self.entered.emit(self.candidate)


class _RowButton(KeyButton):
    """Tells when it gets the focus."""

    def __init__(self, theme: Theme, entered: Callable[[], None], key: str) -> None:
        super().__init__(theme, "Zin toevoegen", key, "small")
        self._entered = entered

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Have the words of this card marked."""
        super().focusInEvent(event)
        self._entered()


def why(candidate: Candidate) -> str:
    """By which words, and which phrase of the card it is like."""
    alike = f"lijkt voor {candidate.similarity * 100:.0f}% op “{candidate.phrase}”"
    return f"Door “{candidate.words}”, {'de betekenis telt mee, ' if candidate.by_rule else ''}{alike}."
