"""The meters of both channels: how loud, and whether anything comes in at all."""

import math

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.gui.theme import SMALL, Theme, interface_font

_FLOOR_DB = -60.0
_BAR = 54


def share(rms: float) -> float:
    """Where a root mean square between 0 and 1 stands on the meter, 0 to 1, by its decibels."""
    if rms <= 0:
        return 0.0
    return min(1.0, max(0.0, 1 - 20 * math.log10(min(rms, 1.0)) / _FLOOR_DB))


class LevelMeter(QWidget):
    """A word and a bar; amber with a mark when the channel is in trouble."""

    def __init__(self, theme: Theme, label: str, *, bar: int = _BAR) -> None:
        """Show an empty bar behind `label`."""
        super().__init__()
        self._theme = theme
        self._label = label
        self._bar = bar
        self._share = 0.0
        self._trouble = ""
        self._off = False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"Geluid {label}")
        theme.changed.connect(self.update)

    @property
    def level(self) -> float:
        """How far the bar is filled, 0 to 1."""
        return self._share

    def set_rms(self, rms: float) -> None:
        """Show a new level; falls slower than it rises so that the eye can follow."""
        self._share = max(share(rms), self._share * 0.8)
        self.update()

    def set_trouble(self, sentence: str) -> None:
        """Turn amber with this sentence as explanation, or back with an empty one."""
        if sentence != self._trouble:
            self._trouble = sentence
            self.setToolTip(sentence)
            self.setAccessibleDescription(sentence)
            self.update()

    def set_off(self, off: bool) -> None:
        """Show that this channel is not listened to."""
        if off != self._off:
            self._off = off
            self._share = 0.0
            self.setAccessibleDescription("uit" if off else "")
            self.update()

    def sizeHint(self) -> QSize:
        """Word, gap, bar, and air at both ends."""
        return QSize(round(self._words_width()) + self._bar + 29, 28)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the pill, the word and the bar."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        tone = "careful" if self._trouble else "quiet" if self._off else "done"
        surface = "ground" if self._off and not self._trouble else f"{tone}_tint"
        painter.setBrush(self._theme.colour(surface))
        painter.drawRoundedRect(QRectF(self.rect()), 14, 14)
        painter.setFont(self._font())
        painter.setPen(self._theme.colour(tone))
        words = self._words_width()
        area = QRectF(11, 0, words + 2, self.height())
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self._words())
        painter.setPen(Qt.PenStyle.NoPen)
        bar = QRectF(11 + words + 6, self.height() / 2 - 4, self._bar, 8)
        painter.setBrush(self._theme.colour("line"))
        painter.drawRoundedRect(bar, 4, 4)
        if self._share > 0.02:
            painter.setBrush(self._theme.colour("careful" if self._trouble else "ours"))
            filled = QRectF(bar.left(), bar.top(), max(8.0, bar.width() * self._share), bar.height())
            painter.drawRoundedRect(filled, 4, 4)
        painter.end()

    def _words(self) -> str:
        return f"⚠ {self._label}" if self._trouble else self._label

    def _words_width(self) -> float:
        # The mark has its place from the start, so that nothing moves when it appears.
        metrics = QFontMetricsF(self._font())
        return max(metrics.horizontalAdvance(self._label), metrics.horizontalAdvance(self._words()))

    def _font(self) -> QFont:
        return interface_font(SMALL)
