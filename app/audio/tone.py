"""The test tone of the sound check, and an ear for it."""

import numpy as np

from app.audio.resample import Samples
from app.audio.source import BLOCK_SAMPLES, RATE

TONE_RATE = 48_000
_NOTES = (660.0, 880.0)
"""Hertz; a fourth apart, in the middle of what any headset and any call codec lets through."""
_NOTE_SECONDS = 0.5
_FADE_SECONDS = 0.03
_AMPLITUDE = 0.141
"""-20 dBFS: soft, and far above any noise."""
_SHARE = 0.25
"""Part of a block's energy that must lie on the note. Speech and music reach it for a moment, not for three blocks of
one note and then three of the other."""
_BLOCKS = 3
_QUIETEST = 1e-9
"""Energy per sample below which nothing is a tone (-90 dBFS)."""


def two_notes() -> Samples:
    """The two notes, 1 s at 48 kHz, mono."""
    times = np.arange(int(_NOTE_SECONDS * TONE_RATE)) / TONE_RATE
    fade = np.clip(np.minimum(times, times[::-1]) / _FADE_SECONDS, 0.0, 1.0)
    notes = [_AMPLITUDE * fade * np.sin(2 * np.pi * note * times) for note in _NOTES]
    return np.concatenate(notes).astype(np.float32)


class ToneEar:
    """Hears whether the two notes come by, one after the other, however soft and whatever else sounds."""

    def __init__(self) -> None:
        """Nothing heard yet."""
        self._counts = [0, 0]

    @property
    def heard(self) -> bool:
        """True once both notes were heard in their order."""
        return all(count >= _BLOCKS for count in self._counts)

    def feed(self, samples: bytes) -> None:
        """Listen to a block of 16-bit 16 kHz mono samples."""
        block = np.frombuffer(samples, "<i2").astype(np.float32) / 32768.0
        for number, note in enumerate(_NOTES):
            if share(block, note) >= _SHARE and (number == 0 or self._counts[0] >= _BLOCKS):
                self._counts[number] += 1


def share(block: Samples, hertz: float) -> float:
    """Part of a block's energy that is a tone of this frequency, between 0 and 1 (Goertzel's measure)."""
    energy = float(np.dot(block, block))
    if energy <= _QUIETEST * max(1, block.size):
        return 0.0
    turns = np.exp(-2j * np.pi * hertz / RATE * np.arange(block.size))
    return min(1.0, 2.0 * abs(complex(np.dot(block, turns))) ** 2 / (block.size * energy))


assert BLOCK_SAMPLES * _NOTES[0] % RATE == 0, "whole waves in a block keep the two notes apart"
