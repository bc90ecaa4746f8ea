"""Where sound comes from: one interface for a microphone, a loopback and a recording.

All sources deliver blocks of 100 ms, 16 kHz, mono, 16 bit, whatever the device runs at.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

RATE = 16_000
"""Samples per second that the recogniser wants."""
BLOCK_SECONDS = 0.1
BLOCK_SAMPLES = 1_600
BLOCK_BYTES = 2 * BLOCK_SAMPLES


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of sound.

    `samples` are little-endian 16-bit mono samples at 16 kHz, 1,600 of them except in the last block of a recording.
    `rms` is the loudness between 0 and 1. `lost` counts the device blocks that were dropped just before this one.
    """

    samples: bytes
    rms: float = 0.0
    lost: int = 0


class Source(Protocol):
    """Something that delivers sound until it ends or is closed."""

    def blocks(self) -> Iterator[Block]:
        """Yield blocks in order; a live source waits for each, a recording does not.

        Raises:
            UserError: the device or the file can't be opened or read.
        """

    def close(self) -> None:
        """Stop; `blocks` ends soon afterwards. May be called from another thread and more than once."""
