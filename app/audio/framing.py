"""From the pieces of a device to even blocks of 100 ms, with silence where the clock went on and the device did not.

Vosk needs silence to finish an utterance. A monitor that sleeps, or a headset that was pulled out, delivers nothing at
all: without silence the debtor's last words would never become final.
"""

from collections.abc import Iterator

import numpy as np

from app.audio.capture import Piece
from app.audio.resample import Resampler, Samples, loudness, mono, sane, to_pcm
from app.audio.source import BLOCK_SAMPLES, RATE, Block


class Framer:
    """Joins pieces and silence into blocks that keep pace with the clock, give or take one block."""

    def __init__(self, now: float) -> None:
        """Begin at this time of the clock, in seconds."""
        self._resampler = Resampler(RATE)
        self._rate = float(RATE)
        self._rest = np.zeros(0, np.float32)
        self._until = now
        """Up to this time of the clock, sound was delivered."""
        self.filling = False
        """True while silence stands in for sound that does not come."""
        self._ahead = 0
        """Samples of silence that were made up although the real ones came after all, only late."""
        self._lost = 0

    def start_device(self, rate: float) -> None:
        """Another device, or the same one again: forget the filter's past."""
        self._resampler = Resampler(rate)
        self._rate = rate

    def feed(self, piece: Piece) -> Iterator[Block]:
        """Add a piece; yields the blocks that it completes."""
        self._lost += piece.lost
        samples = self._resampler.feed(mono(sane(piece.frames)))
        if self.filling:
            gap = round((piece.at - self._until - len(piece.frames) / self._rate) * RATE)
            if gap > 0:
                self._add(np.zeros(gap, np.float32))
            else:
                self._ahead -= gap
            self.filling = False
        if self._ahead and not samples.any():
            dropped = min(self._ahead, samples.size)
            self._ahead -= dropped
            samples = samples[dropped:]
        self._until = max(self._until, piece.at)
        self._add(samples)
        return self._cut()

    def fill(self, now: float, grace: float) -> Iterator[Block]:
        """Add silence up to `grace` seconds before `now`, as far as no sound came; yields what that completes."""
        missing = int((now - grace - self._until) * RATE)
        if missing > 0:
            self._add(np.zeros(missing, np.float32))
            self._until += missing / RATE
            self.filling = True
        return self._cut()

    def _add(self, samples: Samples) -> None:
        self._rest = np.concatenate((self._rest, samples)) if self._rest.size else samples

    def _cut(self) -> Iterator[Block]:
        while self._rest.size >= BLOCK_SAMPLES:
            samples, self._rest = self._rest[:BLOCK_SAMPLES], self._rest[BLOCK_SAMPLES:]
            lost, self._lost = self._lost, 0
            yield Block(to_pcm(samples), loudness(samples), lost)
