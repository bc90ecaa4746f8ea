"""Keeps a recording to the pace of real life."""

import time


class Pace:
    """Waits until the moment at which a block would have been complete; all channels share one start."""

    def __init__(self) -> None:
        """The clock starts with the first block that is asked for."""
        self._start: float | None = None

    def wait_until(self, seconds: float) -> None:
        """Sleep until `seconds` after the start; late blocks are not delayed further."""
        now = time.monotonic()
        if self._start is None:
            self._start = now - seconds
        ahead = self._start + seconds - now
        if ahead > 0:
            time.sleep(ahead)
