"""Compounds that a recogniser heard as two words.

Dutch writes compounds as one word and makes new ones every day, so every vocabulary lacks some and hears "garage
poort". A model may come with a list of the words that are two of its own put together; then they are written as Dutch
does. What stands in the list is decided where the model is made (models/starter/compounds.py).
"""

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from app.speech.recogniser import Word

FILE = "compounds.txt"
_SHORTEST = 3
"""Letters of a part; the list has no shorter ones."""
_BEHIND = ".,;:?!"


class Compounds:
    """A list of compounds, kept as the bytes of its file: a tenth of what a set of strings would take."""

    def __init__(self, listed: bytes = b"") -> None:
        """Take the words, one a line, UTF-8, sorted by their bytes."""
        self._listed = b"\n" + listed.replace(b"\r", b"") if listed else b""
        # Each partial repeats the words of the one before it.
        self._found = lru_cache(maxsize=2_000)(self._searched)

    @classmethod
    def of(cls, folder: Path) -> "Compounds":
        """Read the list of a model; a model without one, or one that can't be read, joins nothing."""
        try:
            return cls((folder / FILE).read_bytes())
        except OSError:
            return cls()

    def __contains__(self, word: str) -> bool:
        """True if the word stands in the list."""
        return self._found(word)

    def _searched(self, word: str) -> bool:
        """Search by halves: some twenty comparisons in a list of 150,000 words."""
        wanted = word.encode()
        low, high = 0, len(self._listed)
        while low < high:
            begin = self._listed.rfind(b"\n", low, (low + high) // 2 + 1)
            begin = low if begin < 0 else begin + 1
            end = self._listed.find(b"\n", begin)
            end = len(self._listed) if end < 0 else end
            found = self._listed[begin:end]
            if found == wanted:
                return True
            if found < wanted:
                low = end + 1
            elif begin <= low:
                return False
            else:
                high = begin - 1
        return False

    def pairs(self, words: Sequence[str]) -> list[int]:
        """Return the places of the words that belong to the one after them; no word belongs to both its neighbours.

        A capital and what stands behind the second word (as the careful listener writes them) make no difference.
        """
        found: list[int] = []
        if not self._listed:
            return found
        for place, (one, other) in enumerate(pairwise(words)):
            taken = bool(found) and found[-1] == place - 1
            if taken or min(len(one), len(other)) < _SHORTEST:
                continue
            if f"{one}{other.rstrip(_BEHIND)}".lower() in self:
                found.append(place)
        return found

    def text(self, text: str) -> str:
        """Return a text with its compounds as one word; other blanks stay as they are."""
        words = text.split(" ")
        for place in reversed(self.pairs(words)):
            words[place : place + 2] = [words[place] + words[place + 1]]
        return " ".join(words)

    def words(self, words: Sequence[Word]) -> tuple[Word, ...]:
        """Return words with those of a compound as one, from start to end, as sure as the less sure of both."""
        joined = list(words)
        for place in reversed(self.pairs([word.text for word in joined])):
            one, other = joined[place : place + 2]
            sure = min(one.confidence, other.confidence)
            joined[place : place + 2] = [Word(one.text + other.text, one.start, other.end, sure)]
        return tuple(joined)
