"""How fast something goes and how long it will take."""

import time
from collections import deque
from collections.abc import Callable

_WINDOW = 8.0
"""Seconds over which the speed is taken: long enough to be steady, short enough to follow a change."""
_STEP = 0.25


class Pace:
    """Watches a number of bytes grow."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Nothing has been seen yet; `clock` gives seconds."""
        self._clock = clock
        self._seen: deque[tuple[float, int]] = deque()

    def add(self, done: int) -> None:
        """So many bytes are there now; fewer than before begins anew."""
        now = self._clock()
        if self._seen and done < self._seen[-1][1]:
            self._seen.clear()
        if not self._seen or now - self._seen[-1][0] >= _STEP:
            self._seen.append((now, done))
        while self._seen and now - self._seen[0][0] > _WINDOW and len(self._seen) > 2:
            self._seen.popleft()

    @property
    def now(self) -> float:
        """The clock's seconds."""
        return self._clock()

    @property
    def speed(self) -> float:
        """Bytes a second; 0.0 until it can be told."""
        if len(self._seen) < 2:
            return 0.0
        (first, before), (last, after) = self._seen[0], self._seen[-1]
        return (after - before) / (last - first)

    def left(self, done: int, total: int) -> float | None:
        """Seconds until `total` bytes are there; None when it can't be told."""
        speed = self.speed
        return (total - done) / speed if speed > 0 and total >= done and total > 0 else None
