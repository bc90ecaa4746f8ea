"""The careful listener: hears an utterance once more when it is over, slower and better than dictation.

Whoever listens carefully does so away from the call: nothing waits for it, and without it everything works as before.
"""

from dataclasses import dataclass
from importlib.util import find_spec
from typing import Protocol

PACKAGE = "faster_whisper"
"""The package of the optional part; without it there is no careful listener."""


@dataclass(frozen=True, slots=True)
class CarefulHeard:
    """What was understood of one utterance.

    `text` has capitals, punctuation and digits; it is empty when there was nothing to hear or when it can't be trusted,
    and `doubt` then says why in a word. `confidence` lies between 0 and 1. `wall` and `cpu` are the seconds it took.
    """

    text: str
    confidence: float = 0.0
    doubt: str = ""
    wall: float = 0.0
    cpu: float = 0.0


class CarefulListener(Protocol):
    """Hears whole utterances."""

    def listen(self, samples: bytearray, prompt: str) -> CarefulHeard:
        """Hear one utterance; takes seconds. `samples` (16 kHz, 16 bit, mono) are zeroed afterwards.

        Args:
            samples: at most 30 seconds.
            prompt: names and numbers that may be said.

        Raises:
            UserError: `careful_failed`; it can't listen any more.
        """

    def close(self) -> None:
        """Let go of everything; a `listen` that is under way ends soon."""


def is_possible() -> bool:
    """True if the optional packages are installed; they are not loaded."""
    return find_spec(PACKAGE) is not None
