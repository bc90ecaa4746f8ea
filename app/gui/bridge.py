"""From the threads of the engine to the thread of the window: one signal."""

from PySide6.QtCore import QObject, Qt, Signal


class EngineBridge(QObject):
    """Takes events from any thread and hands them over on the thread of the window.

    Signals:
        arrived: an event of the engine, on the window's thread.
    """

    arrived = Signal(object)
    _crossing = Signal(object)

    def __init__(self) -> None:
        """Live on the thread that makes it."""
        super().__init__()
        # Queued also from the window's own thread: the order of events stays that in which they were published.
        self._crossing.connect(self.arrived, Qt.ConnectionType.QueuedConnection)

    def publish(self, event: object) -> None:
        """Hand over an event; may be called from any thread and never waits."""
        self._crossing.emit(event)
