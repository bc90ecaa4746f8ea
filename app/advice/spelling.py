"""An utterance as pieces of its words, two to five letters long.

Pieces of words recognise what the words themselves don't: other endings, compounds that nobody listed
("betaalopdracht"), and what a recogniser wrote down almost right. The second classifier learns from them.
"""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from app.advice.classifier import Weights, size
from app.advice.heard import Heard

_SHORTEST = 2
_LONGEST = 5
_PIECE = 0.999
"""Weight of a piece; not that of a whole word, so that unknown pieces don't count as unknown words."""
_AGAIN = 0.4
"""What a piece counts for each further time that it comes."""


def pieces_of_words(heard: Heard) -> dict[str, float]:
    """Return the pieces of all words with their weights."""
    found: dict[str, float] = {}
    for word in heard.words:
        for piece in _pieces(word):
            found[piece] = _PIECE if piece not in found else found[piece] + _AGAIN
    return found


class SpellingClassifier:
    """Gives each class its share of an utterance by the pieces of its words."""

    def __init__(self, weights: Weights) -> None:
        """Keep the weights; the pieces of each word are looked up once."""
        self._weights = weights
        self.columns = {identity: number for number, identity in enumerate(weights.ids)}
        self._rows_of = lru_cache(maxsize=5_000)(self._look_up)

    def shares(self, heard: Heard) -> NDArray[np.float64]:
        """Return one number per class, together 1; the last is ordinary talk."""
        weights = self._weights
        places = np.concatenate([self._rows_of(word) for word in heard.words])
        if not places.size:
            nothing = np.zeros(len(weights.ids) + 1)
            nothing[-1] = 1.0
            return nothing
        rows, counts = _counted(places)
        scaled = ((_PIECE - _AGAIN) + _AGAIN * counts).astype(np.float32) * weights.rarity.take(rows)
        logits = (scaled / size(float(scaled @ scaled), 0)) @ weights.matrix.take(rows, 0).astype(np.float32)
        raised = np.exp((logits - logits.max()).astype(np.float64))
        shares: NDArray[np.float64] = raised / raised.sum()
        return shares

    def _look_up(self, word: str) -> NDArray[np.intp]:
        rows = self._weights.rows
        return np.array([rows[piece] for piece in _pieces(word) if piece in rows], dtype=np.intp)


def _counted(places: NDArray[np.intp]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return what `np.unique` returns with counts, for at least one place; thrice as fast on so few."""
    ordered = np.sort(places)
    first = np.ones(len(ordered), dtype=np.bool_)
    np.not_equal(ordered[1:], ordered[:-1], out=first[1:])
    begins = first.nonzero()[0]
    counts = np.empty_like(begins)
    np.subtract(begins[1:], begins[:-1], out=counts[:-1])
    counts[-1] = len(ordered) - begins[-1]
    return ordered[begins], counts


def _pieces(word: str) -> tuple[str, ...]:
    """Return the pieces of one word; its ends are marked, so that beginnings and endings differ from middles."""
    marked = f"<{word[:40]}>"
    return tuple(
        marked[start : start + length]
        for length in range(_SHORTEST, _LONGEST + 1)
        for start in range(len(marked) - length + 1)
    )
