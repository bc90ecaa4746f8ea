"""Looking something up by words, over the window and not in a dialog: a card during a call, a debtor before it."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QWidget

from app.gui.editors import line_edit
from app.gui.labels import Words, column, row

type Found = Iterable[tuple[str, str]]
"""Id and title of what was found, best first."""

_WIDTH = 560
_HEIGHT = 400


class SearchOverlay(QFrame):
    """A line and a list in the middle of the window; Enter chooses, Esc goes back to where one was."""

    def __init__(self, parent: QWidget) -> None:
        """Stay hidden over `parent` until `open` is called."""
        super().__init__(parent)
        self.setProperty("kind", "overlay")
        self._search: Callable[[str], Found] = lambda _query: ()
        self._chosen: Callable[[str], None] = lambda _id: None
        self._before: QWidget | None = None
        self.query = line_edit("", "Zoekwoorden")
        self.found = QListWidget()
        self.found.setAccessibleName("Gevonden")
        self.found.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.found.setWordWrap(True)
        self.found.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.nothing = Words("Niets gevonden met deze woorden.", "quiet")
        self.nothing.hide()
        layout = column(margins=(16, 14, 16, 12), spacing=8)
        layout.addWidget(self.query)
        layout.addWidget(self.found, 1)
        layout.addWidget(self.nothing)
        foot = row()
        foot.addWidget(Words("Enter kiest  ·  ↑ ↓ loopt door de lijst  ·  Esc sluit", "small"), 1)
        layout.addLayout(foot)
        self.setLayout(layout)
        self.query.textChanged.connect(self._look)
        self.query.installEventFilter(self)
        self.found.itemClicked.connect(lambda _item: self._choose())
        self.hide()

    def open(self, title: str, search: Callable[[str], Found], chosen: Callable[[str], None]) -> None:
        """Ask for words.

        Args:
            title: what is looked for; it stands in the empty line.
            search: from words to what fits; no words give everything.
            chosen: called with the id of what was picked.
        """
        self.setAccessibleName(title)
        self.query.setPlaceholderText(title)
        self._search = search
        self._chosen = chosen
        window = self.window()
        self._before = window.focusWidget() if window is not None else None
        self.place()
        self.query.clear()
        self._look("")
        self.show()
        self.raise_()
        self.query.setFocus()

    def place(self) -> None:
        """Stand in the upper middle of the window."""
        parent = self.parentWidget()
        if parent is None:
            return
        width = min(_WIDTH, parent.width() - 32)
        height = min(_HEIGHT, parent.height() - 64)
        self.setGeometry((parent.width() - width) // 2, max(16, parent.height() // 9), width, height)

    def close_search(self) -> None:
        """Go away and give the focus back to where it was."""
        self.hide()
        if self._before is not None and self._before.isVisible():
            self._before.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the arrow keys walk through the list while one types."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                step = 1 if event.key() == Qt.Key.Key_Down else -1
                at = min(max(self.found.currentRow() + step, 0), self.found.count() - 1)
                self.found.setCurrentRow(at)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._choose()
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.close_search()
                return True
        return False

    def _look(self, query: str) -> None:
        self.found.clear()
        for code, title in self._search(query.strip()):
            item = QListWidgetItem(title)
            item.setData(Qt.ItemDataRole.UserRole, code)
            self.found.addItem(item)
        if self.found.count():
            self.found.setCurrentRow(0)
        self.nothing.setVisible(not self.found.count())

    def _choose(self) -> None:
        item = self.found.currentItem()
        if item is None:
            return
        chosen = str(item.data(Qt.ItemDataRole.UserRole))
        self.close_search()
        self._chosen(chosen)
