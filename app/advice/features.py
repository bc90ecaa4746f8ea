"""The features of an utterance: what phrases are compared by, and what the classifiers and the network weigh.

Word stems, neighbouring stems, meanings with their polarity, and pairs of meanings that stand near each other. A clause
has the features whose words stand inside it, so those of the whole utterance are found once and looked up once; a
clause is only a choice among them.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from app.advice.heard import Heard
from app.advice.lexicon import Lexicon
from app.advice.vocabulary import MEANING, MEANINGS, NEIGHBOURS, WEIGHT, WORD

type Floats = NDArray[np.float32]

_REACH = 5
"""Meanings within this many words of each other make a pair."""


@dataclass(frozen=True, slots=True, eq=False)
class Bundle:
    """An utterance and its clauses by features."""

    numbers: NDArray[np.intp]
    """Of its features, see `Vocabulary`."""
    held: Floats
    """Which features are in it: the utterance itself (all) in the first row, then a row per clause; 1 or 0."""
    said: Floats
    """The same by words."""


def features(heard: Heard, lexicon: Lexicon) -> Mapping[str, float]:
    """Return the features of an utterance with their weight before rarity counts."""
    return {name: WEIGHT[kind] for name, kind in _Read(heard, lexicon, _kind).found.items()}


def bundle(heard: Heard, lexicon: Lexicon) -> Bundle:
    """Return an utterance and its clauses; kept for a moment, because matcher and guards ask for the same one."""
    return kept_bundle(heard, lexicon, len(lexicon.vocabulary))


@lru_cache(maxsize=16)
def kept_bundle(heard: Heard, lexicon: Lexicon, known: int) -> Bundle:
    """Return the same; see `bundle`.

    Args:
        heard: the utterance.
        lexicon: names its meanings and numbers its features.
        known: how many features are numbered; what was kept when there were fewer is of no use.
    """
    read = _Read(heard, lexicon, lexicon.vocabulary.number)
    numbers = np.array(list(read.found.values()), dtype=np.intp)
    parts = heard.parts()
    held = np.zeros((len(parts) + 1, len(numbers)), dtype=np.float32)
    said = np.zeros((len(parts) + 1, len(heard.words)), dtype=np.float32)
    held[0] = said[0] = 1.0
    if parts:
        firsts = np.array(read.firsts)
        columns = {name: column for column, name in enumerate(read.found)} if read.again else {}
        for row, (begin, end) in enumerate(parts, start=1):
            said[row, begin:end] = 1.0
            ending = slice(read.ends[begin], read.ends[end])
            held[row, ending] = firsts[ending] >= begin
            for name, first, last in read.again:
                if begin <= first and last < end:
                    held[row, columns[name]] = 1.0
    return Bundle(numbers, held, said)


def _kind(_: str, kind: int) -> int:
    return kind


class _Read:
    """All features in the order of their last words."""

    __slots__ = ("again", "ends", "firsts", "found")

    def __init__(self, heard: Heard, lexicon: Lexicon, number: Callable[[str, int], int]) -> None:
        """Read an utterance.

        Args:
            heard: the utterance.
            lexicon: names the meanings.
            number: from a feature and its kind.
        """
        self.found: dict[str, int] = {}
        """Feature to number."""
        self.firsts: list[int] = []
        """Place of the first word of each."""
        self.ends = [0]
        """How many end before each word, and before the end."""
        self.again: list[tuple[str, int, int]] = []
        """Those that come again, with the places of their first and last word."""
        found, firsts, again = self.found, self.firsts, self.again
        meanings: list[tuple[int, str]] = []
        near = 0
        previous = ""
        signed_names = lexicon.signed_names

        for place, (stem, mask, negated) in enumerate(zip(heard.stems, heard.masks, heard.negated, strict=True)):
            if stem in found:
                again.append((stem, place, place))
            else:
                found[stem] = number(stem, WORD)
                firsts.append(place)
            if previous:
                pair = f"{previous} {stem}"
                if pair in found:
                    again.append((pair, place - 1, place))
                else:
                    found[pair] = number(pair, NEIGHBOURS)
                    firsts.append(place - 1)
            previous = stem
            if mask:
                while near < len(meanings) and place - meanings[near][0] > _REACH:
                    near += 1
                for meaning in signed_names(mask, negated):
                    if meaning in found:
                        again.append((meaning, place, place))
                    else:
                        found[meaning] = number(meaning, MEANING)
                        firsts.append(place)
                    for other_place, other in meanings[near:]:
                        if other == meaning:
                            continue
                        pair = f"{other}&{meaning}" if other < meaning else f"{meaning}&{other}"
                        if pair in found:
                            again.append((pair, other_place, place))
                        else:
                            found[pair] = number(pair, MEANINGS)
                            firsts.append(other_place)
                    meanings.append((place, meaning))
            self.ends.append(len(firsts))
