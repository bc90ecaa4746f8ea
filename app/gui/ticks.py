"""A box to tick that looks the same on every system, in both themes, and wraps nothing away."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QCheckBox, QSizePolicy

_BOX = 17
_GAP = 8


class Tick(QCheckBox):
    """A check box drawn from the palette, which the theme sets."""

    def __init__(self, text: str = "", name: str = "") -> None:
        """Show `text`; `name` says more to a screen reader than the text does."""
        super().__init__(text)
        self.setAccessibleName(name or text)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Box, gap and text."""
        words = QFontMetricsF(self.font()).horizontalAdvance(self.text()) + _GAP if self.text() else 0.0
        return QSize(round(_BOX + words) + 6, 24)

    def minimumSizeHint(self) -> QSize:
        """Never cut off."""
        return self.sizeHint()

    def hitButton(self, pos: object) -> bool:
        """The text can be clicked as well as the box."""
        return self.rect().contains(pos)  # type: ignore[call-overload, no-any-return]

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the box, the mark and the text."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette, role = self.palette(), QPalette.ColorRole
        box = QRectF(2.5, (self.height() - _BOX) / 2 + 0.5, _BOX - 1, _BOX - 1)
        ticked = self.isChecked()
        focused = self.hasFocus()
        painter.setPen(
            QPen(palette.color(role.Highlight if ticked or focused else role.PlaceholderText), 2 if focused else 1)
        )
        painter.setBrush(palette.color(role.Highlight if ticked else role.Base))
        painter.drawRoundedRect(box, 4, 4)
        if ticked:
            painter.setPen(QPen(palette.color(role.HighlightedText), 2.2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            left, top, size = box.left(), box.top(), box.width()
            painter.drawPolyline(
                [
                    QPointF(left + size * 0.22, top + size * 0.54),
                    QPointF(left + size * 0.42, top + size * 0.74),
                    QPointF(left + size * 0.78, top + size * 0.28),
                ]
            )
        if self.text():
            painter.setPen(palette.color(role.Text if self.isEnabled() else role.PlaceholderText))
            painter.setFont(self.font())
            area = QRectF(_BOX + _GAP, 0, self.width() - _BOX - _GAP + 2, self.height())
            painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.text())
        painter.end()
