"""Sound as a device hands it over: pieces of any length, through a bounded queue.

The device's own thread must never wait: it copies the piece, stamps it and puts it in the queue. When the queue is
full, the piece is dropped and counted, and the count travels with the next piece, so that a loss is always seen.
"""

import queue
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from app.audio.devices import Device, Kind
from app.errors import UserError

_MOST_PIECES = 250
"""Five seconds in pieces of 20 ms: longer than any recogniser stalls, shorter than anyone would notice in memory."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of sound from a device.

    `frames` are floats between -1 and 1, shape (n,) or (n, channels). `at` is when it arrived, by the capture's clock.
    `lost` counts the pieces dropped just before it.
    """

    frames: NDArray[np.float32]
    at: float = 0.0
    lost: int = 0


class Capture(Protocol):
    """A device that is open and delivers sound."""

    rate: float
    """Frames per second of its pieces."""

    def read(self, timeout: float) -> Piece | None:
        """Wait for the next piece; None when none came within `timeout` seconds.

        Raises:
            UserError: the device is gone or failed; no piece will follow.
        """

    def close(self) -> None:
        """Let go of the device. May be called more than once and from another thread."""


class Sound(Protocol):
    """The sound system as the rest of this layer sees it; tests put a headset made of numbers here."""

    def known(self, kind: Kind) -> tuple[Device, ...]:
        """The devices that were there about a second ago; never waits."""

    def open(self, device: Device) -> Capture:
        """Start listening to a microphone, or to what an output plays.

        Raises:
            UserError: `device_missing`, `device_busy`, `device_blocked` or `no_sound_system`.
        """


class PieceQueue:
    """Between the thread of the device and the one that listens."""

    def __init__(self, most: int = _MOST_PIECES, clock: Callable[[], float] = time.monotonic) -> None:
        """Hold at most `most` pieces."""
        self._queue: queue.Queue[Piece | UserError] = queue.Queue(most)
        self._clock = clock
        self._lost = 0

    def put(self, frames: NDArray[np.float32], lost: int = 0) -> None:
        """Add a piece without ever waiting; called on the device's thread. `lost` pieces the driver itself dropped."""
        lost += self._lost
        try:
            self._queue.put_nowait(Piece(frames, self._clock(), lost))
            self._lost = 0
        except queue.Full:
            self._lost = lost + 1

    def fail(self, error: UserError) -> None:
        """Say that no piece will follow; waiting pieces are given up so that the news always fits."""
        while True:
            try:
                self._queue.put_nowait(error)
            except queue.Full:
                self._queue.get_nowait()
            else:
                return

    def get(self, timeout: float) -> Piece | None:
        """The next piece, or None after `timeout` seconds.

        Raises:
            UserError: what `fail` was given, now and at every later call.
        """
        try:
            found = self._queue.get(timeout=timeout) if timeout > 0 else self._queue.get_nowait()
        except queue.Empty:
            return None
        if isinstance(found, UserError):
            self.fail(found)
            raise found
        return found
