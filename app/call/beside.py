"""Who listens beside dictation, and what they think was said in an utterance that dictation has finished.

Dictation never waits for them. They are given the same sound on the same thread, return at once, and tell later.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from app.speech.recogniser import Heard, Word


@dataclass(frozen=True, slots=True)
class PhrasesHeard:
    """What the recogniser of phrases understood of an utterance; `[unk]` stands for sound that is none of them."""

    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        """The words as one line."""
        return " ".join(word.text for word in self.words)


@dataclass(frozen=True, slots=True)
class HeardAgain:
    """What the careful listener wrote for an utterance; `confidence` between 0 and 1."""

    text: str
    confidence: float = 1.0


type Opinion = PhrasesHeard | HeardAgain
type Tell = Callable[[float, Opinion], None]
"""Gets the `audio_time` of the final that the opinion is about, and the opinion; from any thread."""


class Beside(Protocol):
    """Somebody who listens to the same channel. All methods but `join` return at once."""

    def begin(self, tell: Tell) -> None:
        """Sound is about to come; `tell` takes the opinions."""

    def take(self, samples: bytes) -> None:
        """A block of sound, as the recogniser of dictation gets it."""

    def closed(self, heard: Heard, audio_time: float) -> None:
        """Dictation finished an utterance; the sound taken so far belongs to it."""

    def end(self) -> None:
        """There is no more sound; what is under way may still be told."""
