"""How the network's weights are learned; only for making them, the program itself never learns.

Gradient descent with Adam (Kingma & Ba, 2015) on the cross entropy. Rows of features that a batch does not hold are
left alone, so a step costs what the batch holds and not what the vocabulary holds. Features, hidden units and labels
are blurred (dropout, label smoothing), and utterances are also learned as a recogniser might garble them.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from app.advice.features import Floats
from app.advice.learning import weighed_rows
from app.advice.network import Layers

type Bundle = Mapping[str, float]

_FEWEST_WORDS, _FEWEST_PIECES = 3, 3
"""Utterances in which a feature must occur to get a row."""
_WIDTHS = (96, 128)
"""Hidden units."""
_ROUNDS = 12
_BATCH = 128
_SPEED, _SLOWEST = 2e-3, 1e-4
_DECAY = 1e-2
_START = 0.1
_FEATURES_LOST, _UNITS_LOST = 0.3, 0.4
_SMOOTHING = 0.05
_GARBLED = 0.4
"""Share of the utterances that are learned garbled, drawn anew in each round."""


@dataclass(frozen=True, slots=True)
class Example:
    """One utterance: features of its words and its pieces, as written first and then garbled; and its classes."""

    versions: tuple[tuple[Bundle, Bundle], ...]
    numbers: tuple[int, ...]
    """Classes; none is ordinary talk."""


def learn_network(examples: Sequence[Example], ids: Sequence[str], *, rounds: int = _ROUNDS, seed: int = 1) -> Layers:
    """Return a network for `ids` and ordinary talk; the same examples and seed give the same network."""
    words = _counted((one.versions[0][0] for one in examples), _FEWEST_WORDS)
    pieces = _counted((one.versions[0][1] for one in examples), _FEWEST_PIECES)
    counts = np.array([*words.values(), *pieces.values()])
    rarity = np.sqrt(np.log(1.0 + len(examples) / counts)).astype(np.float32)
    versions = [
        sparse.hstack(
            [
                _rows([one[0] for one in said], words, rarity[: len(words)]),
                _rows([one[1] for one in said], pieces, rarity[len(words) :]),
            ],
            format="csr",
        )
        for said in zip(*(one.versions for one in examples), strict=True)
    ]
    network = _Learner(versions[0].shape[1], len(ids) + 1, np.random.default_rng(seed))
    network.learn(versions, _wanted(examples, len(ids)), rounds)
    rows, first, inner, second, outer, last = network.parts
    scale = (np.abs(rows).max(axis=1) / 127.0).clip(1e-9).astype(np.float32)
    return Layers(
        tuple(ids),
        {feature: row for row, feature in enumerate(words)},
        {piece: row for row, piece in enumerate(pieces, start=len(words))},
        rarity,
        np.round(rows / scale[:, None]).astype(np.int8),
        scale,
        ((np.zeros((0, 0), np.float32), first), (inner, second), (outer, last)),
    )


def _counted(bundles: Iterable[Bundle], fewest: int) -> dict[str, int]:
    """Return in how many bundles each feature occurs, sorted, rare ones left out."""
    counts = Counter(feature for bundle in bundles for feature in bundle)
    return {feature: counts[feature] for feature in sorted(counts) if counts[feature] >= fewest}


def _rows(bundles: Sequence[Bundle], features: Iterable[str], rarity: Floats) -> sparse.csr_matrix:
    columns = {feature: number for number, feature in enumerate(features)}
    return weighed_rows(bundles, columns, rarity, strangers=False)


def _wanted(examples: Sequence[Example], classes: int) -> Floats:
    """Return the labels, blurred; an utterance of two classes is half of each."""
    wanted = np.zeros((len(examples), classes + 1), np.float32)
    for row, example in enumerate(examples):
        numbers = list(example.numbers or (classes,))
        wanted[row, numbers] = 1.0 / len(numbers)
    return wanted * np.float32(1.0 - _SMOOTHING) + np.float32(_SMOOTHING / (classes + 1))


class _Adam:
    """Moves one array of weights against its slope, at a speed that each weight finds for itself."""

    _MOMENTUM, _SPREAD, _TINY = 0.9, 0.999, 1e-8

    def __init__(self, weights: Floats, decay: float = 0.0) -> None:
        self.weights = weights
        self._decay = np.float32(decay)
        self._mean, self._square = np.zeros_like(weights), np.zeros_like(weights)
        self._steps = 0

    def move(self, slope: Floats, speed: float, rows: NDArray[np.intp] | slice = slice(None)) -> None:
        """Take one step; with `rows`, only these rows, to which the slope belongs."""
        self._steps += 1
        mean = self._mean[rows] = self._MOMENTUM * self._mean[rows] + (1 - self._MOMENTUM) * slope
        square = self._square[rows] = self._SPREAD * self._square[rows] + (1 - self._SPREAD) * slope * slope
        even = speed * np.sqrt(1 - self._SPREAD**self._steps) / (1 - self._MOMENTUM**self._steps)
        self.weights[rows] *= 1 - np.float32(speed) * self._decay
        self.weights[rows] -= np.float32(even) * mean / (np.sqrt(square) + np.float32(self._TINY))


class _Learner:
    """Two hidden layers and a softmax, learned in batches."""

    def __init__(self, features: int, classes: int, random: np.random.Generator) -> None:
        self._random = random
        first, second = _WIDTHS

        def drawn(rows: int, columns: int, spread: float) -> Floats:
            return (random.standard_normal((rows, columns)) * spread).astype(np.float32)

        self._rows = _Adam(drawn(features, first, _START))
        self._dense = [
            _Adam(np.zeros(first, np.float32)),
            _Adam(drawn(first, second, (2 / first) ** 0.5), _DECAY),
            _Adam(np.zeros(second, np.float32)),
            _Adam(drawn(second, classes, (1 / second) ** 0.5), _DECAY),
            _Adam(np.zeros(classes, np.float32)),
        ]

    @property
    def parts(self) -> tuple[Floats, ...]:
        """The rows, then biases, weights and biases of one layer after the other."""
        return (self._rows.weights, *(part.weights for part in self._dense))

    def learn(self, versions: Sequence[sparse.csr_matrix], wanted: Floats, rounds: int) -> None:
        """Go through all utterances so many times, ever slower."""
        count = len(wanted)
        everything = sparse.vstack(versions, format="csr")
        for number in range(rounds):
            speed = _SPEED * (1 - number / rounds) + _SLOWEST
            drawn = self._random.integers(1, max(2, len(versions)), count) % len(versions)
            version = np.where(self._random.random(count) < _GARBLED, drawn, 0)
            order = self._random.permutation(count)
            for start in range(0, count, _BATCH):
                chosen = order[start : start + _BATCH]
                self._step(everything[chosen + count * version[chosen]], wanted[chosen], speed)

    def _kept(self, shape: tuple[int, ...], lost: float) -> Floats:
        return ((self._random.random(shape, dtype=np.float32) >= lost) / np.float32(1 - lost)).astype(np.float32)

    def _step(self, said: sparse.csr_matrix, wanted: Floats, speed: float) -> None:
        # The square root keeps the size of what features add up to, which is what rests of them when some are lost.
        said.data *= self._kept(said.data.shape, _FEATURES_LOST) * np.float32((1 - _FEATURES_LOST) ** 0.5)
        first_bias, inner, second_bias, outer, last_bias = (part.weights for part in self._dense)
        first = said @ self._rows.weights + first_bias
        first_open = (first > 0) * self._kept(first.shape, _UNITS_LOST)
        first *= first_open
        second = first @ inner + second_bias
        second_open = (second > 0) * self._kept(second.shape, _UNITS_LOST)
        second *= second_open
        logits = second @ outer + last_bias
        raised = np.exp(logits - logits.max(axis=1, keepdims=True))
        off = (raised / raised.sum(axis=1, keepdims=True) - wanted) / np.float32(len(wanted))
        second_off = (off @ outer.T) * second_open
        first_off = (second_off @ inner.T) * first_open
        slopes = (first_off.sum(0), first.T @ second_off, second_off.sum(0), second.T @ off, off.sum(0))
        turned = said.T.tocsr()
        used = np.flatnonzero(np.diff(turned.indptr))
        self._rows.move(turned[used] @ first_off, speed, used)
        for part, slope in zip(self._dense, slopes, strict=True):
            part.move(slope, speed)
