"""A thread that owns a sound library.

PortAudio and SoundCard are not made for many threads (COM on Windows; a half-loaded device list), and a driver may
hang. So each library is loaded and asked on one thread of its own, and who asks waits only so long.
"""

import queue
import threading
from collections.abc import Callable


class DeviceThread:
    """Does one thing after another, on a daemon thread that starts with the first."""

    def __init__(self, name: str) -> None:
        """Name the thread, for logs."""
        self._name = name
        self._work: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        self._starting = threading.Lock()

    def post(self, work: Callable[[], None]) -> None:
        """Have something done soon; it must not raise."""
        with self._starting:
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name=self._name, daemon=True)
                self._thread.start()
        self._work.put(work)

    def call[T](self, work: Callable[[], T], timeout: float) -> T:
        """Have something done and return its result, or raise what it raises.

        Raises:
            TimeoutError: not done within `timeout` seconds; it may still be done later.
        """
        answers: queue.SimpleQueue[tuple[T] | BaseException] = queue.SimpleQueue()

        def answer() -> None:
            try:
                answers.put((work(),))
            except BaseException as error:  # noqa: BLE001 - raised again on the thread that asked
                answers.put(error)

        if threading.current_thread() is self._thread:
            return work()
        self.post(answer)
        try:
            found = answers.get(timeout=timeout)
        except queue.Empty:
            raise TimeoutError(f"{self._name} did not answer within {timeout} s") from None
        if isinstance(found, BaseException):
            raise found
        return found[0]

    def _run(self) -> None:
        while True:
            self._work.get()()
