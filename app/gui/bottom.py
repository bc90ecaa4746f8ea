"""The bar at the bottom of a page: its buttons, and over them a question while one is asked.

A question lies over the bar and may stick out above it; nothing in the page moves for it.
"""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

from app.gui.labels import column, rule


class BottomBar(QWidget):
    """Buttons, with room for one widget at a time over them."""

    def __init__(self, page: QWidget, buttons: QWidget) -> None:
        """Be the bar of `page`."""
        super().__init__()
        self._page = page
        self._over: QWidget | None = None
        layout = column(spacing=0)
        layout.addWidget(rule())
        layout.addWidget(buttons)
        self.setLayout(layout)
        self._buttons = buttons
        page.installEventFilter(self)

    @property
    def covered_by(self) -> QWidget | None:
        """What lies over the buttons now."""
        return self._over

    def cover(self, widget: QWidget) -> None:
        """Lay a widget over the buttons."""
        if self._over is not None and self._over is not widget:
            self._over.hide()
        self._over = widget
        widget.setParent(self._page)
        self._buttons.setEnabled(False)
        widget.show()
        self._place()
        widget.raise_()

    def uncover(self) -> None:
        """Show the buttons again."""
        self._buttons.setEnabled(True)
        if self._over is not None:
            self._over.hide()
            self._over = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay at the bottom when the page changes its size."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            self._place()
        return False

    def _place(self) -> None:
        if self._over is None:
            return
        width = self._page.width()
        layout = self._over.layout()
        needed = layout.heightForWidth(width) if layout is not None and layout.hasHeightForWidth() else 0
        height = max(needed, self._over.sizeHint().height() if needed <= 0 else 0, self.height())
        self._over.setGeometry(0, self._page.height() - height, width, height)
