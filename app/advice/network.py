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
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.advice.classifier import sizes
from app.advice.features import Bundle, Floats
from app.advice.lexicon import Lexicon
from app.advice.pieces import AGAIN, PIECE, pieces_of
from app.advice.vocabulary import KINDS, Rows, packed, unpacked


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


_MORE = AGAIN * AGAIN
_LESS = 2.0 * AGAIN * PIECE - PIECE * PIECE
"""A piece that comes n times more counts `PIECE + n * AGAIN`, which squared is this much from `(1 + n) * PIECE**2`: n
times `_MORE * n + _LESS`."""


class Network:
    """Gives each class its share of an utterance and of its clauses."""

    def __init__(self, layers: Layers, lexicon: Lexicon) -> None:
        """Keep the weights; the pieces of each word are looked up once."""
        self._inner = layers.inner
        self._table = layers.rows
        self._rows = Rows(layers.words, lexicon.vocabulary)
        values = self._rows.weights().astype(np.float32) * layers.rarity[: len(layers.words)]
        unknown = np.zeros(KINDS, dtype=np.float32)
        self._values = np.append(values * layers.scale[: len(values)], unknown)
        """What the row of each feature of words counts for."""
        self._squares = np.append(values * values, unknown)
        self._pieces = layers.pieces
        self._piece_values = layers.rarity * layers.scale
        self._piece_squares = layers.rarity * layers.rarity
        self.columns = {identity: number for number, identity in enumerate(layers.ids)}
        self._pieces_of = lru_cache(maxsize=5_000)(self._look_up)

    def logits(self, words: Sequence[str], some: Bundle) -> Floats:
        """Return a row for the utterance and one for each of its clauses; the last column is ordinary talk.

        Args:
            words: of the utterance.
            some: its features.
        """
        (_, bias), *others = self._inner
        hidden = self._of_words(some)
        hidden += self._of_pieces(words, some.said)
        hidden += bias
        for weights, bias in others:
            np.maximum(hidden, 0.0, out=hidden)
            hidden = hidden @ weights
            hidden += bias
        return hidden

    def _of_words(self, some: Bundle) -> Floats:
        """Return what the rows of words and meanings add up to, per utterance or clause."""
        rows = self._rows.of(some.numbers)
        values = some.held * self._values.take(rows)
        sums: Floats = values @ self._table.take(rows, 0, mode="clip").astype(np.float32)
        sums /= sizes(some.held @ self._squares.take(rows))[:, None]
        return sums

    def _of_pieces(self, words: Sequence[str], said: Floats) -> Floats:
        """Return the part of the pieces: each word's is known beforehand; pieces that come again count less again.

        Args:
            words: of the whole utterance.
            said: which of them are in it or in a clause, a row each.
        """
        looked = list(map(self._pieces_of, words))
        all_sums: Floats = said @ np.concatenate([one.sums for one in looked]).reshape(len(looked), -1)
        sums, squares = all_sums[:, :-1], all_sums[:, -1]
        rows = np.concatenate([one.rows for one in looked])
        order = rows.argsort()
        rows = rows.take(order)
        alike = np.zeros(len(rows) + 1, dtype=np.bool_)
        np.equal(rows[1:], rows[:-1], out=alike[1:-1])
        again = (alike[1:] | alike[:-1]).nonzero()[0]
        if len(again):
            places = np.arange(len(looked)).repeat([len(one.rows) for one in looked]).take(order.take(again))
            begins = (~alike.take(again)).nonzero()[0]
            found = rows.take(again.take(begins))
            more = np.add.reduceat(said.take(places, 1), begins, axis=1) - 1.0  # times more than once
            np.maximum(more, 0.0, out=more)
            less = more * ((PIECE - AGAIN) * self._piece_values.take(found))
            sums -= less @ self._table.take(found, 0).astype(np.float32)
            squares += (more * (_MORE * more + _LESS)) @ self._piece_squares.take(found)
        sums /= sizes(squares)[:, None]
        return sums

    def _look_up(self, word: str) -> "_Pieces":
        known = [row for piece in pieces_of(word) if (row := self._pieces.get(piece)) is not None]
        rows = np.array(known, dtype=np.intp)
        sums = (PIECE * self._piece_values.take(rows)) @ self._table.take(rows, 0).astype(np.float32)
        squares = PIECE * PIECE * self._piece_squares.take(rows).sum()
        return _Pieces(rows.astype(np.int32), np.append(sums, squares))


@dataclass(frozen=True, slots=True)
class _Pieces:
    """What is known about the pieces of one word."""

    rows: NDArray[np.int32]
    sums: Floats
    """What the rows add up to, and at the end the sum of their squares."""


def save_layers(layers: Layers, file: Path) -> None:
    """Write a network, small enough to live among the resources."""
    parts: dict[str, NDArray[Any]] = {
        "ids": np.array(layers.ids),
        "words": packed(layers.words),
        "pieces": packed(layers.pieces),
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
        words, pieces = unpacked(stored["words"]), unpacked(stored["pieces"])
        count = sum(name.startswith("biases") for name in stored.files)
        return Layers(
            tuple(stored["ids"].tolist()),
            {feature: row for row, feature in enumerate(words)},
            {piece: row for row, piece in enumerate(pieces, start=len(words))},
            stored["rarity"].astype(np.float32),
            stored["rows"],
            stored["scale"],
            tuple(
                (stored[f"weights{number}"].astype(np.float32), stored[f"biases{number}"].astype(np.float32))
                for number in range(count)
            ),
        )
