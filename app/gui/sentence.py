"""Text with tinted pieces: the sentence to say with the facts of this debtor, the caption with the words that fired.

Qt's rich text can colour a background but leaves it hard against the letters; here it is a rounded box around them.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.call.text import TextPart, plain
from app.gui.theme import SENTENCE, Theme, interface_font

_AIR = "\u202f"
"""A narrow no-break space on both sides of a fact, so that its tint does not touch the neighbours."""
_LEADING = 1.4
"""Height of a line over the size of its letters."""


@dataclass(frozen=True, slots=True)
class Tint:
    """A stretch of characters with a rounded background."""

    start: int
    end: int
    role: str
    """A role of the palette, for example `ours_tint`."""


class TintedText:
    """A laid-out paragraph with tints, ready to be painted at any place."""

    def __init__(self, text: str, font: QFont, width: float, tints: tuple[Tint, ...] = ()) -> None:
        """Lay out `text` in `width` pixels."""
        self._tints = tints
        self._layout = QTextLayout(text, font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._layout.setTextOption(option)
        self._layout.beginLayout()
        at = 0.0
        self.text_width = 0.0
        while True:
            line = self._layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(max(width, 1.0))
            step = max(line.height(), font.pixelSize() * _LEADING)
            line.setPosition(QPointF(0, at + (step - line.height()) / 2))
            at += step
            self.text_width = max(self.text_width, line.naturalTextWidth())
        self._layout.endLayout()
        self.height = math.ceil(at)

    def paint(self, painter: QPainter, at: QPointF, colour: QColor, theme: Theme) -> None:
        """Draw the tints and then the words, with the top left corner at `at`."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for tint in self._tints:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour(tint.role))
            for box in self._boxes(tint):
                painter.drawRoundedRect(box.translated(at), 4, 4)
        painter.setPen(colour)
        self._layout.draw(painter, at)

    def _boxes(self, tint: Tint) -> Iterable[QRectF]:
        for number in range(self._layout.lineCount()):
            line = self._layout.lineAt(number)
            first = max(tint.start, line.textStart())
            last = min(tint.end, line.textStart() + line.textLength())
            if first >= last:
                continue
            left = _x(line.cursorToX(first))
            right = _x(line.cursorToX(last))
            yield QRectF(left, line.y() - 1, right - left, line.height() + 2)


def _x(answer: object) -> float:
    """Read what `cursorToX` gives: the place alone, or the place with the cursor."""
    return float(answer[0]) if isinstance(answer, tuple) else float(answer)  # type: ignore[arg-type]


class SentenceLabel(QWidget):
    """A sentence to say: wraps, tints the facts, and is read out whole by a screen reader."""

    def __init__(self, theme: Theme, pixels: int = SENTENCE, *, quotes: bool = True, role: str = "ink") -> None:
        """Show nothing yet.

        Args:
            theme: where the colours come from.
            pixels: size of the letters.
            quotes: put the sentence between quotation marks, because it is meant to be spoken.
            role: colour of the words.
        """
        super().__init__()
        self._theme = theme
        self._font = interface_font(pixels)
        self._quotes = quotes
        self._role = role
        self._text = ""
        self._tints: tuple[Tint, ...] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.changed.connect(self.update)

    @property
    def text(self) -> str:
        """The words as they are shown."""
        return self._text

    def show_sentence(self, sentence: Iterable[TextPart], prefix: str = "") -> None:
        """Show `sentence`; facts are tinted. `prefix` stands before the quotation mark."""
        pieces: list[str] = [prefix]
        tints: list[Tint] = []
        parts = tuple(sentence)
        if self._quotes and parts:
            pieces.append("“")
        for part in parts:
            if part.fact:
                start = sum(map(len, pieces))
                # A fact stays on one line where it can; long ones may break at their spaces.
                words = part.text.replace(" ", "\u00a0") if len(part.text) < 30 else part.text
                pieces.append(f"{_AIR}{words}{_AIR}")
                tints.append(Tint(start, start + len(pieces[-1]), "ours_tint"))
            else:
                pieces.append(part.text)
        if self._quotes and parts:
            pieces.append("”")
        self._text = "".join(pieces)
        self._tints = tuple(tints)
        self.setAccessibleName(prefix + plain(parts))
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        """Yes: more width needs fewer lines."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Pixels that the sentence needs at this width."""
        return TintedText(self._text, self._font, width, self._tints).height if self._text else 0

    def sizeHint(self) -> QSize:
        """As wide as there is room, as high as needed."""
        width = self.width() if self.width() > 100 else 400
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Narrow enough for every column."""
        return QSize(120, self.heightForWidth(max(self.width(), 120)))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the words."""
        laid = TintedText(self._text, self._font, self.width(), self._tints)
        painter = QPainter(self)
        laid.paint(painter, QPointF(0, 0), self._theme.colour(self._role), self._theme)
        painter.end()
