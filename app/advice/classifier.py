"""A linear classifier over the same features as the phrases, learned from the catalogue alone.

It generalises where single phrases do not: "boekhouder" next to "regelt" speaks for one objection whatever
stands between
them. The weights are learned by `app.advice.training` from the shipped phrases, look-alikes and ordinary talk,
and stored in
`resources/language/weights.npz`; objections that a user adds later have no column in it and rest on their phrases.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from sys import intern

import numpy as np
from numpy.typing import NDArray

from app.advice.heard import Heard
from app.advice.lexicon import Lexicon

WORD = 1.0
"""Weight of a whole word before rarity counts; no other feature has it."""
_PAIR = 0.6
_MEANING = 0.99
_MEANINGS = 0.35
_REACH = 5
"""Meanings within this many words of each other make a pair."""


@lru_cache(maxsize=64)
def features(heard: Heard, lexicon: Lexicon) -> Mapping[str, float]:
    """Return the features of an utterance with their weight before rarity counts.

    Stems, neighbouring stems, meanings with their polarity, and pairs of meanings that stand near each other. Kept for
    a moment, because matcher and guards ask about the same utterance and its clauses.
    """
    found: dict[str, float] = {}
    meanings: list[tuple[int, str]] = []
    previous = ""
    names = lexicon.signed_names
    for place, stem in enumerate(heard.stems):
        found[stem] = WORD
        if previous:
            found[f"{previous} {stem}"] = _PAIR
        previous = stem
        mask = heard.masks[place]
        if mask:
            for name in names(mask, heard.negated[place]):
                found[name] = _MEANING
                for other_place, other in meanings:
                    if place - other_place <= _REACH and other != name:
                        found[f"{other}&{name}" if other < name else f"{name}&{other}"] = _MEANINGS
                meanings.append((place, name))
    return found


_STRANGE = 6.0
_FLOOR = 40.0


def size(squares: float, strange: int) -> float:
    """Return what to divide by: words that were never seen and very short utterances make less sure.

    Args:
        squares: sum of the squared known features.
        strange: number of words that were never seen.
    """
    return math.sqrt(max(squares + _STRANGE * strange, _FLOOR))


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

    def __init__(self, weights: Weights) -> None:
        """Keep the weights."""
        self._weights = weights
        self.columns = {identity: number for number, identity in enumerate(weights.ids)}

    def shares(self, bundle: Mapping[str, float]) -> NDArray[np.float64]:
        """Return one number per class, together 1; the last is ordinary talk."""
        weights = self._weights
        found = list(map(weights.rows.get, bundle))
        places = [row for row in found if row is not None]
        values = [value for row, value in zip(found, bundle.values(), strict=True) if row is not None]
        strange = sum(value == WORD for row, value in zip(found, bundle.values(), strict=True) if row is None)
        if not places:
            shares = np.zeros(len(weights.ids) + 1)
            shares[-1] = 1.0
            return shares
        rows = np.array(places)
        scaled = np.array(values, dtype=np.float32) * weights.rarity.take(rows)
        logits = (scaled / size(float(scaled @ scaled), strange)) @ weights.matrix.take(rows, 0).astype(np.float32)
        raised = np.exp((logits - logits.max()).astype(np.float64))
        shares_now: NDArray[np.float64] = raised / raised.sum()
        return shares_now

    def worth(self, some: Iterable[str], identity: str) -> float:
        """Return how much these features speak for a class, at least 0."""
        column = self.columns.get(identity)
        if column is None:
            return 0.0
        rows = self._weights.rows
        total = 0.0
        for feature in some:
            row = rows.get(feature)
            if row is not None:
                total += float(self._weights.matrix[row, column]) * float(self._weights.rarity[row])
        return max(total, 0.0)


def save(weights: Weights, file: Path) -> None:
    """Write weights, small enough to live among the resources."""
    np.savez_compressed(
        file,
        ids=np.array(weights.ids),
        features=np.array(list(weights.rows)),
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
            # Interned, because the index of phrases and the other classifiers know the same features.
            {intern(feature): row for row, feature in enumerate(stored["features"].tolist())},
            stored["rarity"].astype(np.float32),
            stored["matrix"],
        )
