"""A linear classifier over the same features as the phrases, learned from the catalogue alone.

It generalises where single phrases do not: "boekhouder" next to "regelt" speaks for one objection whatever
stands between
them. The weights are learned by `app.advice.training` from the shipped phrases, look-alikes and ordinary talk,
and stored in
`resources/language/weights.npz`; objections that a user adds later have no column in it and rest on their phrases.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from app.advice.features import Bundle, Floats
from app.advice.vocabulary import KINDS, WORD, Rows, Vocabulary, packed, unpacked

_STRANGE = 6.0
_FLOOR = 40.0


def size(squares: float, strange: int) -> float:
    """Return what to divide by: words that were never seen and very short utterances make less sure.

    Args:
        squares: sum of the squared known features.
        strange: number of words that were never seen.
    """
    return math.sqrt(max(squares + _STRANGE * strange, _FLOOR))


def sizes(squares: Floats) -> Floats:
    """Return the same for several at once, whose strange words are in the sum already."""
    found: Floats = np.sqrt(np.maximum(squares, _FLOOR))
    return found


@dataclass(frozen=True, slots=True)
class Weights:
    """What was learned."""

    ids: tuple[str, ...]
    """One per column; the last column is ordinary talk and has no id."""
    rows: dict[str, int]
    """Feature to row."""
    rarity: NDArray[np.float32]
    matrix: NDArray[np.float32] | NDArray[np.float16]
    """Features by classes; as it was stored, so in half the memory."""


class Classifier:
    """Gives each class its share of an utterance."""

    def __init__(self, weights: Weights, vocabulary: Vocabulary) -> None:
        """Keep the weights, and of each feature once for all what it is worth and adds to the size."""
        self._vocabulary = vocabulary
        self._rows = Rows(weights.rows, vocabulary)
        self._matrix = weights.matrix
        self._rarity = np.append(weights.rarity, np.zeros(KINDS, dtype=np.float32))
        scaled = self._rows.weights().astype(np.float32) * weights.rarity
        self._values = np.append(scaled, np.zeros(KINDS, dtype=np.float32))
        self._squares = self._values * self._values
        self._squares[WORD] = _STRANGE
        """Words that were never seen make less sure."""
        self.columns = {identity: number for number, identity in enumerate(weights.ids)}

    def logits(self, some: Bundle, *, clauses: bool = True) -> Floats:
        """Return a row with one number per class, see `softmax`; the last is ordinary talk.

        Args:
            some: an utterance.
            clauses: also for each of its clauses, a row each after the first.
        """
        held = some.held if clauses else some.held[:1]
        rows = self._rows.of(some.numbers)
        values = held * self._values.take(rows)
        logits: Floats = values @ self._matrix.take(rows, 0, mode="clip").astype(np.float32)
        logits /= sizes(held @ self._squares.take(rows))[:, None]
        known = np.logical_or.reduce(values, axis=1)
        if not np.logical_and.reduce(known):
            logits[~known, :-1] = -np.inf  # of what nobody knows, all is ordinary talk
        return logits

    def worth(self, words: Sequence[Sequence[str]], identity: str) -> list[float]:
        """Return how much the features of each word speak for a class, at least 0."""
        column = self.columns.get(identity)
        if column is None:
            return [0.0] * len(words)
        number = self._vocabulary.number
        rows = self._rows.of(np.array([number(feature, WORD) for word in words for feature in word], dtype=np.intp))
        single = self._matrix.take(rows, 0, mode="clip")[:, column].astype(np.float64) * self._rarity.take(rows)
        worths = iter(single.tolist())
        return [max(sum(islice(worths, len(word))), 0.0) for word in words]


def softmax(logits: Floats) -> NDArray[np.float64]:
    """Return each row as the shares of the classes, together 1."""
    raised: NDArray[np.float64] = np.exp(logits - np.maximum.reduce(logits, axis=1, keepdims=True), dtype=np.float64)
    raised /= np.add.reduce(raised, axis=1, keepdims=True)
    return raised


def save(weights: Weights, file: Path) -> None:
    """Write weights, small enough to live among the resources."""
    np.savez_compressed(
        file,
        ids=np.array(weights.ids),
        features=packed(weights.rows),
        rarity=weights.rarity.astype(np.float16),
        matrix=weights.matrix.astype(np.float16),
    )


def load(file: Path) -> Weights:
    """Read weights.

    Raises:
        OSError: the file is missing.
    """
    with np.load(file, allow_pickle=False) as stored:
        return Weights(
            tuple(stored["ids"].tolist()),
            {feature: row for row, feature in enumerate(unpacked(stored["features"]))},
            stored["rarity"].astype(np.float32),
            stored["matrix"],
        )
