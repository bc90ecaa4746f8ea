"""The small pieces of which every panel is made: labels, chips, rows and rules."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from app.gui.theme import BASE, GAP, figures_font


class Words(QLabel):
    """A label in one of the kinds of the style sheet; wraps unless told otherwise."""

    def __init__(self, text: str = "", kind: str = "plain", *, wrap: bool = True) -> None:
        """Show `text` as plain text, whatever it holds."""
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("kind", kind)
        self.setWordWrap(wrap)
        self.setText(text)
        policy = self.sizePolicy()
        policy.setHorizontalPolicy(QSizePolicy.Policy.Preferred)
        if wrap:
            policy.setVerticalPolicy(QSizePolicy.Policy.Minimum)
        self.setSizePolicy(policy)

    def set_kind(self, kind: str) -> None:
        """Change the kind, and with it colour and size."""
        if self.property("kind") != kind:
            self.setProperty("kind", kind)
            restyle(self)


class Amount(QLabel):
    """Money: right-aligned figures of equal width."""

    def __init__(self, text: str = "", *, bold: bool = False, quiet: bool = False) -> None:
        """Show `text`, an amount that is already formatted."""
        super().__init__(text)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        self.setProperty("kind", "quiet" if quiet else "strong" if bold else "plain")
        self.setFont(figures_font(BASE, bold=bold))


class Chip(QLabel):
    """A word in a rounded tint: `vandaag`, `Goed beluur tot 11.30`."""

    def __init__(self, text: str = "", tone: str = "plain") -> None:
        """Show `text` in a tone: plain, careful, done or late."""
        super().__init__(text)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("kind", "chip")
        self.setProperty("tone", tone)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def set_tone(self, tone: str) -> None:
        """Change the tint."""
        if self.property("tone") != tone:
            self.setProperty("tone", tone)
            restyle(self)


def restyle(widget: QWidget) -> None:
    """Make the style sheet look again after a property changed."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


def rule(*, vertical: bool = False) -> QFrame:
    """A line of one pixel."""
    line = QFrame()
    line.setObjectName("rule")
    if vertical:
        line.setFixedWidth(1)
    else:
        line.setFixedHeight(1)
    return line


def column(*, margins: tuple[int, int, int, int] = (0, 0, 0, 0), spacing: int = GAP) -> QVBoxLayout:
    """A vertical layout with these margins."""
    layout = QVBoxLayout()
    layout.setContentsMargins(*margins)
    layout.setSpacing(spacing)
    return layout


def row(*, margins: tuple[int, int, int, int] = (0, 0, 0, 0), spacing: int = GAP * 2) -> QHBoxLayout:
    """A horizontal layout with these margins."""
    layout = QHBoxLayout()
    layout.setContentsMargins(*margins)
    layout.setSpacing(spacing)
    return layout


def empty(layout: QLayout) -> None:
    """Take everything out of a layout."""
    while layout.count():
        item = layout.takeAt(0)
        if item is None:
            break
        widget = item.widget()
        inner = item.layout()
        if widget is not None:
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()
        elif inner is not None:
            empty(inner)


def framed(kind: str, layout: QLayout) -> QFrame:
    """A frame of a kind of the style sheet around a layout."""
    frame = QFrame()
    frame.setProperty("kind", kind)
    frame.setLayout(layout)
    return frame


class Column(QScrollArea):
    """A column of the window: scrolls when there is too little height, never sideways."""

    def __init__(self, layout: QLayout, *, width: int | None = None) -> None:
        """Put `layout` in a column of `width` pixels, or of what is left."""
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = _Scrolled()
        inside.setObjectName("scrolled")
        inside.setLayout(layout)
        self.setWidget(inside)
        if width is not None:
            self.setFixedWidth(width)

    def minimumSizeHint(self) -> QSize:
        """A column may become low, because it scrolls."""
        return QSize(80, 80)


class _Scrolled(QWidget):
    """As high as its contents are at this width: not as high as they would be in the narrowest column."""

    def minimumSizeHint(self) -> QSize:
        """The height that the lines need when they wrap at the present width."""
        hint, layout = super().minimumSizeHint(), self.layout()
        if layout is None or not layout.hasHeightForWidth():
            return hint
        return QSize(hint.width(), min(hint.height(), layout.heightForWidth(max(self.width(), hint.width()))))


class Notice(QFrame):
    """One line that tells something in the window itself; there are no message boxes."""

    def __init__(self) -> None:
        """Stay hidden until there is something to tell."""
        super().__init__()
        self.setProperty("kind", "notice")
        self.setProperty("tone", "careful")
        self._words = Words("", "caution")
        layout = row(margins=(12, 8, 12, 8))
        layout.addWidget(self._words, 1)
        self.setLayout(layout)
        self.hide()

    @property
    def text(self) -> str:
        """What is told, or an empty string."""
        return self._words.text()

    def tell(self, sentence: str, *, tone: str = "careful") -> None:
        """Show a sentence; an empty one hides the line."""
        self._words.setText(sentence)
        self.setAccessibleName(sentence)
        if self.property("tone") != tone:
            self.setProperty("tone", tone)
            restyle(self)
            restyle(self._words)
        self.setVisible(bool(sentence))
