"""What a recogniser does, whatever is inside it."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Word:
    """A recognised word; times in seconds since the first sample, confidence between 0 and 1."""

    text: str
    start: float
    end: float
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Heard:
    """What was understood so far. A partial is replaced by the next; a final stands.

    `words` has times and confidences in a final; in a partial only where the recogniser gives them.
    """

    text: str
    final: bool
    words: tuple[Word, ...] = ()


class Recogniser(Protocol):
    """Turns one channel's sound into words; belongs to one thread."""

    def accept(self, samples: bytes) -> Heard | None:
        """Take a block of 16-bit 16 kHz mono samples.

        Returns:
            The newest words when they changed, else None. A final may have an empty text: what the partials promised
            turned out to be nothing.
        """

    def finish(self) -> Heard | None:
        """Close the running utterance, for the end of a call or a pause."""
