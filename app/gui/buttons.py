"""Buttons that show their key."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStyle, QStyleOptionButton, QStylePainter

from app.gui.labels import restyle
from app.gui.theme import BASE, SMALL, Theme, interface_font

_CAP_SIZE = 12
_CAP_PAD = 5
_GAP = 7


class KeyButton(QPushButton):
    """A button with its label and, in a little frame, the key that does the same.

    A screen reader hears the label and the key.
    """

    def __init__(self, theme: Theme, label: str, key: str = "", kind: str = "plain-button") -> None:
        """Make a button.

        Args:
            theme: where the colours come from.
            label: what it does, in Dutch.
            key: the key as it stands on the keyboard, for example `F6`; empty for none.
            kind: kind of the style sheet: `primary`, `small`, or the ordinary one.
        """
        super().__init__()
        self._theme = theme
        self._label = label
        self._key = key
        self.setProperty("kind", kind)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._name()
        theme.changed.connect(self.update)

    @property
    def label(self) -> str:
        """What the button says, without its key."""
        return self._label

    @property
    def key(self) -> str:
        """The key on the button, or an empty string."""
        return self._key

    def set_label(self, label: str, *, kind: str | None = None) -> None:
        """Change what the button says."""
        if kind is not None and kind != self.property("kind"):
            self.setProperty("kind", kind)
            restyle(self)
        if label != self._label:
            self._label = label
            self._name()
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        """Room for the label and the key."""
        pad = 8 if self.property("kind") == "small" else 13
        width = self._label_width() + 2 * pad
        if self._key:
            width += _GAP + self._cap_width()
        return QSize(round(width) + 1, 28 if self.property("kind") == "small" else 38)

    def minimumSizeHint(self) -> QSize:
        """Never cut off."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the frame as the style does, then label and key."""
        painter = QStylePainter(self)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        total = self._label_width() + (_GAP + self._cap_width() if self._key else 0)
        left = (self.width() - total) / 2
        colour = self._colour()
        painter.setFont(self._font())
        painter.setPen(self._theme.colour(colour))
        area = QRectF(left, 0, self._label_width() + 2, self.height())
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self._label)
        if self._key:
            self._paint_cap(painter, left + self._label_width() + _GAP, colour)
        painter.end()

    def _paint_cap(self, painter: QPainter, left: float, colour: str) -> None:
        height = 20.0
        box = QRectF(left + 0.5, (self.height() - height) / 2 + 0.5, self._cap_width() - 1, height - 1)
        primary = self.property("kind") == "primary"
        painter.setPen(QPen(self._theme.colour(colour if primary else "line"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, 4, 4)
        painter.setFont(interface_font(_CAP_SIZE))
        painter.setPen(self._theme.colour(colour if primary else "quiet"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._key)

    def _colour(self) -> str:
        if self.property("kind") == "primary":
            return "on_ours" if self.isEnabled() else "ink"
        if self.isChecked():
            return "ours"
        return "ink" if self.isEnabled() else "quiet"

    def _font(self) -> QFont:
        small = self.property("kind") == "small"
        font = interface_font(SMALL if small else BASE)
        font.setWeight(QFont.Weight.Medium)
        return font

    def _label_width(self) -> float:
        return QFontMetricsF(self._font()).horizontalAdvance(self._label)

    def _cap_width(self) -> float:
        return QFontMetricsF(interface_font(_CAP_SIZE)).horizontalAdvance(self._key) + 2 * _CAP_PAD

    def _name(self) -> None:
        self.setAccessibleName(f"{self._label}, toets {self._key}" if self._key else self._label)


def link(label: str, name: str = "") -> QPushButton:
    """A button that looks like a link; `name` says more to a screen reader than the label does."""
    button = QPushButton(label)
    button.setProperty("kind", "link")
    button.setAutoDefault(False)
    button.setAccessibleName(name or label)
    button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    return button
