"""How long work is told to stop, from another thread."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager


class Stopped(Exception):  # noqa: N818 - not an error: somebody asked for it
    """The work ended because somebody asked for it."""


class StopSign:
    """Set by one thread, looked at by the one that works."""

    def __init__(self) -> None:
        """Nothing is stopped yet."""
        self._event = threading.Event()
        self._lock = threading.Lock()
        self._wake: Callable[[], object] | None = None

    @property
    def is_set(self) -> bool:
        """True once somebody asked."""
        return self._event.is_set()

    def set(self) -> None:
        """Ask the work to stop; what it waits for is ended too."""
        self._event.set()
        with self._lock:
            wake = self._wake
        if wake is not None:
            wake()

    def check(self) -> None:
        """Raises `Stopped` once somebody asked."""
        if self._event.is_set():
            raise Stopped

    def wait(self, seconds: float) -> None:
        """Pause, but no longer than until somebody asks; then raises `Stopped`."""
        self._event.wait(seconds)
        self.check()

    @contextmanager
    def waking(self, wake: Callable[[], object]) -> Iterator[None]:
        """While inside, `wake` is called on the thread that asks, so that a wait for something else ends."""
        with self._lock:
            self._wake = wake
        if self.is_set:
            wake()
        try:
            yield
        finally:
            with self._lock:
                self._wake = None
