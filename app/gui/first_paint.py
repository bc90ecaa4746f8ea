"""When the window has been drawn for the first time.

A timer of zero milliseconds is not enough: Windows draws only when it has nothing else to do, so the timer fires first
and the user looks at an empty frame for as long as the work behind it takes (seen under Wine).
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

_LATEST_MS = 1000
"""A window that starts minimised is not drawn; then the work begins all the same."""


class FirstPaint(QObject):
    """Calls once, when what a window drew first is on the screen."""

    def __init__(self, window: QWidget, then: Callable[[], None], *, latest_ms: int = _LATEST_MS) -> None:
        """Wait for the first paint of `window`, `latest_ms` at most; call before it is shown."""
        super().__init__(window)
        self._then: Callable[[], None] | None = then
        window.installEventFilter(self)
        QTimer.singleShot(latest_ms, self, self._call)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look for the paint; the timer fires when it has been flushed to the screen."""
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self, self._call)
        return False

    def _call(self) -> None:
        then, self._then = self._then, None
        if then is not None:
            then()
