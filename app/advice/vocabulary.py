"""Every feature that some classifier, network or index of phrases knows, numbered.

An utterance looks each of its features up once; who weighs them has arrays by that number. That is quicker than a
dictionary of each one's own, and a feature is in memory once.
"""

from array import array
from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

type Numbers = NDArray[np.intp]

WORD, MEANING, NEIGHBOURS, MEANINGS = -1, -2, -3, -4
"""Kinds of feature, each also the number of all unknown features of its kind. Tables end with a place for each."""
KINDS = 4
WEIGHT = {WORD: 1.0, MEANING: 0.99, NEIGHBOURS: 0.6, MEANINGS: 0.35}
"""What a feature weighs before rarity counts; no two kinds the same."""
_WEIGHTS = np.array([WEIGHT[kind] for kind in range(-KINDS, 0)])


class Vocabulary:
    """Features by number; only grows."""

    def __init__(self) -> None:
        """Start without features."""
        self._numbers: dict[str, int] = {}
        self._kinds = array("b")
        self.number = self._numbers.get
        """Called with a feature and its kind: its number, or the kind if it is unknown."""

    def __len__(self) -> int:
        """Return how many features are known."""
        return len(self._numbers)

    def add(self, features: Iterable[str]) -> Numbers:
        """Return the numbers of features, which are known from then on."""
        known, kinds = self._numbers, self._kinds
        found = []
        for feature in features:
            number = known.get(feature)
            if number is None:
                kinds.append(_kind_of(feature))
                number = known[feature] = len(known)
            found.append(number)
        return np.array(found, dtype=np.intp)

    def kinds(self) -> NDArray[np.int8]:
        """Return the kind of every feature, by number."""
        return np.array(self._kinds, dtype=np.int8)


def packed(features: Iterable[str]) -> NDArray[np.uint8]:
    """Return features as they are stored: UTF-8, a line each. An array of strings takes ten times as much to read."""
    return np.frombuffer("\n".join(features).encode(), dtype=np.uint8)


def unpacked(stored: NDArray[np.uint8]) -> list[str]:
    """Return stored features, in the same order."""
    return stored.tobytes().decode().split("\n") if stored.size else []


def _kind_of(feature: str) -> int:
    if "&" in feature:
        return MEANINGS
    if " " in feature:
        return NEIGHBOURS
    return MEANING if feature.startswith(("+", "!")) else WORD


class Rows:
    """Which row of somebody's tables belongs to which feature."""

    def __init__(self, rows: Mapping[str, int], vocabulary: Vocabulary) -> None:
        """Number the features.

        Args:
            rows: feature to row, from 0 without gaps.
            vocabulary: knows them from then on.
        """
        self._vocabulary = vocabulary
        self._numbers = np.empty(len(rows), dtype=np.intp)
        """Of the feature of each row."""
        self._numbers[np.fromiter(rows.values(), dtype=np.intp, count=len(rows))] = vocabulary.add(rows)
        self._by_number = self._arranged()

    def weights(self) -> NDArray[np.float64]:
        """Return for each row what its feature weighs before rarity counts."""
        return _WEIGHTS.take(self._vocabulary.kinds().take(self._numbers) + KINDS)

    def of(self, numbers: Numbers) -> Numbers:
        """Return the row of each feature; of what is unknown here its kind, so that it is counted from the end."""
        by_number = self._by_number
        if len(by_number) < len(self._vocabulary) + KINDS:  # somebody knows more since
            by_number = self._by_number = self._arranged()
        return by_number.take(numbers).astype(np.intp)

    def _arranged(self) -> NDArray[np.int32]:
        kinds = self._vocabulary.kinds()
        found = np.concatenate((kinds, range(-KINDS, 0)), dtype=np.int32, casting="unsafe")
        found[self._numbers] = np.arange(len(self._numbers))
        return found
