"""A small neural network that gives each class its share of an utterance, from words, meanings and pieces of words.

The linear classifier adds up what single features say; the network also learns what they say together, and finds its
own likenesses between words ("stuk", "kapot", "doet het niet"). Pieces of words are among its features, so it
understands endings and compounds that nobody listed, and what a recogniser wrote down almost right.
`app.advice.learning_network` learns its weights; here it only multiplies.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
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
        self._rows_of = lru_cache(maxsize=5_000)(self._look_up)

    def shares(self, texts: Sequence[Heard]) -> NDArray[np.float64]:
        """Return texts by classes, each row together 1; the last column is ordinary talk."""
        hidden = np.stack([self._first(text) for text in texts])
        biases = [bias for _, bias in self._layers.inner]
        hidden = np.maximum(hidden + biases[0], 0.0)
        last = len(self._layers.inner) - 1
        for number, (weights, bias) in enumerate(self._layers.inner[1:], start=1):
            hidden = hidden @ weights + bias
            if number < last:
                hidden = np.maximum(hidden, 0.0)
        raised = np.exp((hidden - hidden.max(axis=1, keepdims=True)).astype(np.float64))
        shares: NDArray[np.float64] = raised / raised.sum(axis=1, keepdims=True)
        return shares

    def _first(self, text: Heard) -> Floats:
        """Return what the rows of an utterance add up to."""
        known = self._layers
        bundle = features(text, self._lexicon)
        found = list(map(known.words.get, bundle))
        places = np.array([row for row in found if row is not None], dtype=np.intp)
        values = [value for row, value in zip(found, bundle.values(), strict=True) if row is not None]
        pieces, counts = _counted(np.concatenate([self._rows_of(word) for word in text.words]))
        where = np.concatenate([places, pieces])
        much = np.concatenate([np.array(values, dtype=np.float32), (PIECE - AGAIN) + AGAIN * counts])
        much *= known.rarity.take(where)
        for block in (much[: len(places)], much[len(places) :]):
            block /= size(float(block @ block), 0)
        much *= known.scale.take(where)
        total: Floats = much @ known.rows.take(where, 0).astype(np.float32)
        return total

    def _look_up(self, word: str) -> NDArray[np.intp]:
        rows = self._layers.pieces
        return np.array([rows[piece] for piece in pieces_of(word) if piece in rows], dtype=np.intp)


def _counted(places: NDArray[np.intp]) -> tuple[NDArray[np.intp], Floats]:
    """Return the places once, in order, and how often each came: `np.unique`, thrice as fast on so few."""
    ordered = np.sort(places)
    first = np.ones(len(ordered), dtype=np.bool_)
    np.not_equal(ordered[1:], ordered[:-1], out=first[1:])
    begins = first.nonzero()[0]
    counts = np.empty(len(begins), dtype=np.float32)
    if len(begins):
        np.subtract(begins[1:], begins[:-1], out=counts[:-1])
        counts[-1] = len(ordered) - begins[-1]
    return ordered[begins], counts


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
