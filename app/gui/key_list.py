"""All keys of a page, over the window: F1."""

from collections.abc import Iterable

from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from app.gui.keys import NAMES, shown
from app.gui.labels import Column, Words, column

_WIDTH = 720
_HEIGHT = 390
_PER_COLUMN = 11


class KeyList(QFrame):
    """Lists keys and what they do; the same key, Esc or a click puts it away. It never has the focus."""

    def __init__(self, parent: QWidget, keys: Iterable[tuple[str, str]]) -> None:
        """Stay hidden over `parent`; `keys` are pairs of action and key."""
        super().__init__(parent)
        self.setProperty("kind", "overlay")
        self.setAccessibleName("Toetsen")
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(6)
        listed = [(NAMES[action], shown(key)) for action, key in keys if action in NAMES]
        for at, (what, key) in enumerate(listed):
            line, pair = at % _PER_COLUMN, at // _PER_COLUMN
            grid.addWidget(Words(key, "strong", wrap=False), line, 2 * pair)
            grid.addWidget(Words(what, "plain", wrap=False), line, 2 * pair + 1)
            grid.setColumnStretch(2 * pair + 1, 1)
        layout = column(margins=(20, 16, 20, 16), spacing=10)
        layout.addWidget(Words("Toetsen", "heading"))
        layout.addLayout(grid)
        layout.addWidget(Words("F1 of Esc sluit", "small"))
        layout.addStretch(1)
        inside = Column(layout)
        self._inside = layout
        outer = column(margins=(2, 2, 2, 2))
        outer.addWidget(inside)
        self.setLayout(outer)
        self.hide()

    def toggle(self) -> None:
        """Show the list, or put it away."""
        parent = self.parentWidget()
        if self.isVisible() or parent is None:
            self.hide()
            return
        width = min(_WIDTH, parent.width() - 32)
        height = min(_HEIGHT, self._inside.sizeHint().height() + 6, parent.height() - 48)
        self.setGeometry((parent.width() - width) // 2, 24, width, height)
        self.show()
        self.raise_()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click puts it away."""
        self.hide()
