"""A model of a recogniser's mistakes that is learned from real ones: which words become which.

Few examples can be spoken and heard; with what recognisers made of those, all others are written as they might have
been heard. Only for learning the weights: the matcher is measured on real recognition and on `garble`.
"""

import random
from collections import Counter
from collections.abc import Mapping
from difflib import SequenceMatcher

from app.advice.garble import garble

_LONGEST = 3
"""Words of a passage that is misheard as a whole; what is longer is too rare to come again."""
_STRONGER = 1.5
"""Mistakes come so many times as often as they were noted: long ones and added words are not noted at all."""
_RATE_OF_STRANGERS = 0.9
"""Share of words never heard by a recogniser that `garble` touches: rare words are misheard more often than others."""


class Mishearings:
    """What became of words and short passages, with how often they were said."""

    def __init__(self, recognised: Mapping[str, str]) -> None:
        """Learn.

        Args:
            recognised: what was heard, by what was said; words separated by spaces.
        """
        self._recognised = recognised
        self._said: Counter[tuple[str, ...]] = Counter()
        self._heard: dict[tuple[str, ...], list[str]] = {}
        for said, heard in recognised.items():
            self._learn(said.lower().split(), heard.lower().split())

    def of(self, text: str, seed: int) -> str:
        """Return a text as it was heard, or else as it might be; the same seed gives the same result."""
        if text in self._recognised:
            return self._recognised[text]
        chance = random.Random(f"{seed} {text}")
        words = text.lower().split()
        result: list[str] = []
        place = 0
        while place < len(words):
            length, heard = self._drawn(words, place, chance)
            result.append(heard)
            place += length
        return " ".join(" ".join(result).split()) or text

    def _drawn(self, words: list[str], place: int, chance: random.Random) -> tuple[int, str]:
        """Return how many words from a place on are replaced by what; the longest passage that is drawn."""
        for length in range(min(_LONGEST, len(words) - place), 0, -1):
            passage = tuple(words[place : place + length])
            ways = self._heard.get(passage)
            if ways and chance.random() < _STRONGER * len(ways) / self._said[passage]:
                return length, chance.choice(ways)
        word = words[place]
        if (word,) not in self._said:
            return 1, garble(word, chance.getrandbits(32), _RATE_OF_STRANGERS)
        return 1, word

    def _learn(self, said: list[str], heard: list[str]) -> None:
        for length in range(1, _LONGEST + 1):
            self._said.update(tuple(said[at : at + length]) for at in range(len(said) - length + 1))
        for kind, begin, end, other, last in SequenceMatcher(None, said, heard, autojunk=False).get_opcodes():
            if kind in ("replace", "delete") and end - begin <= _LONGEST:
                self._heard.setdefault(tuple(said[begin:end]), []).append(" ".join(heard[other:last]))
