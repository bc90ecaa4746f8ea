"""A small neural network that gives each class its share of an utterance, from words, meanings and pieces of words.

The linear classifier adds up what single features say; the network also learns what they say together, and finds its
own likenesses between words ("stuk", "kapot", "doet het niet"). Pieces of words are among its features, so it
understands endings and compounds that nobody listed, and what a recogniser wrote down almost right.
`app.advice.learning_network` learns its weights; here it only multiplies.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from pathlib import Path
from sys import intern
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.advice.classifier import features, size
from app.advice.heard import Heard
from app.advice.lexicon import Lexicon
from app.advice.pieces import AGAIN, PIECE, pieces_of

type Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Layers:
    """What was learned."""

    ids: tuple[str, ...]
    """One per output; the last output is ordinary talk and has no id."""
    words: dict[str, int]
    """Feature of words and meanings to row."""
    pieces: dict[str, int]
    """Piece of a word to row."""
    rarity: Floats
    """Per row: how much the feature counts."""
    rows: NDArray[np.int8]
    """Features by hidden units, to be multiplied by `scale`."""
    scale: Floats
    """Per row."""
    inner: tuple[tuple[Floats, Floats], ...]
    """Weights and biases of the layers after the rows; the first has no weights but its biases."""


class Network:
    """Gives each class its share of an utterance and of its clauses."""

    def __init__(self, layers: Layers, lexicon: Lexicon) -> None:
        """Keep the weights; the pieces of each word are looked up once."""
        self._layers = layers
        self._lexicon = lexicon
        self.columns = {identity: number for number, identity in enumerate(layers.ids)}
        self._pieces_of = lru_cache(maxsize=5_000)(self._look_up)

    def shares(self, texts: Sequence[Heard]) -> NDArray[np.float64]:
        """Return texts by classes, each row together 1; the last column is ordinary talk."""
        (_, bias), *others = self._layers.inner
        hidden = np.array([self._first(text) for text in texts]) + bias
        for weights, bias in others:
            hidden = np.maximum(hidden, 0.0) @ weights + bias
        raised = np.exp((hidden - hidden.max(axis=1, keepdims=True)).astype(np.float64))
        shares: NDArray[np.float64] = raised / raised.sum(axis=1, keepdims=True)
        return shares

    def _first(self, text: Heard) -> Floats:
        """Return what the rows of an utterance add up to: its words and meanings, and the pieces of its words."""
        known = self._layers
        bundle = features(text, self._lexicon)
        found = list(map(known.words.get, bundle))
        places = np.array([row for row in found if row is not None], dtype=np.intp)
        values = np.array(
            [value for row, value in zip(found, bundle.values(), strict=True) if row is not None], dtype=np.float32
        ) * known.rarity.take(places)
        length = np.float32(size(float(values @ values), 0))
        words: Floats = (values * known.scale.take(places)) @ known.rows.take(places, 0).astype(np.float32)
        return words / length + self._pieces(text)

    def _pieces(self, text: Heard) -> Floats:
        """Return the part of the pieces: each word's is known beforehand; pieces that come again count less again."""
        total = np.zeros(self._layers.rows.shape[1], dtype=np.float32)
        squares = 0.0
        said = [self._pieces_of(word) for word in text.words]
        for _, sums, square in said:
            total += sums
            squares += square
        counts = Counter(chain.from_iterable(rows for rows, _, _ in said))
        again = [(row, count) for row, count in counts.items() if count > 1]
        if again:
            places = np.array([row for row, _ in again], dtype=np.intp)
            count = np.array([times for _, times in again], dtype=np.float32)
            rarity = self._layers.rarity.take(places)
            weight = (PIECE - AGAIN) + AGAIN * count
            squares += float(((weight * weight - count) * rarity * rarity).sum())
            less = (weight - count) * rarity * self._layers.scale.take(places)
            total += less @ self._layers.rows.take(places, 0).astype(np.float32)
        return total / np.float32(size(squares, 0))

    def _look_up(self, word: str) -> tuple[tuple[int, ...], Floats, float]:
        """Return the rows of a word's pieces, what they add up to, and the sum of their squares."""
        rows = tuple(row for piece in pieces_of(word) if (row := self._layers.pieces.get(piece)) is not None)
        places = np.array(rows, dtype=np.intp)
        rarity = PIECE * self._layers.rarity.take(places)
        sums: Floats = (rarity * self._layers.scale.take(places)) @ self._layers.rows.take(places, 0).astype(np.float32)
        return rows, sums, float(rarity @ rarity)


def save_layers(layers: Layers, file: Path) -> None:
    """Write a network, small enough to live among the resources."""
    parts: dict[str, NDArray[Any]] = {
        "ids": np.array(layers.ids),
        "words": np.array(list(layers.words)),
        "pieces": np.array(list(layers.pieces)),
        "rarity": layers.rarity.astype(np.float16),
        "rows": layers.rows,
        "scale": layers.scale,
    }
    for number, (weights, biases) in enumerate(layers.inner):
        parts[f"weights{number}"], parts[f"biases{number}"] = weights.astype(np.float16), biases.astype(np.float16)
    np.savez_compressed(file, allow_pickle=False, **parts)


def load_layers(file: Path) -> Layers:
    """Read a network.

    Raises:
        OSError: the file is missing.
    """
    with np.load(file, allow_pickle=False) as stored:
        words, pieces = stored["words"].tolist(), stored["pieces"].tolist()
        count = sum(name.startswith("biases") for name in stored.files)
        return Layers(
            tuple(stored["ids"].tolist()),
            # Interned, because the linear classifier and the index of phrases know the same features.
            {intern(feature): row for row, feature in enumerate(words)},
            {piece: row for row, piece in enumerate(pieces, start=len(words))},
            stored["rarity"].astype(np.float32),
            stored["rows"],
            stored["scale"],
            tuple(
                (stored[f"weights{number}"].astype(np.float32), stored[f"biases{number}"].astype(np.float32))
                for number in range(count)
            ),
        )
