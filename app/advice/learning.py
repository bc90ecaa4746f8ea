"""How the weights of a classifier are learned; only for making them, the program itself never learns.

SciPy multiplies the sparse sentences; only the modules called `learning` need it, and it is not shipped.
"""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from scipy import sparse

from app.advice.classifier import Weights, size
from app.advice.vocabulary import WEIGHT, WORD

_SPEED = 0.2
_MOMENTUM = 0.9
_DECAY = 1e-4
_PUSH = 50.0
_USUAL = 2300.0
"""Number of sentences for which speed and push were chosen."""


def learn(
    labelled: Iterable[tuple[Mapping[str, float], int]],
    ids: Sequence[str],
    *,
    rounds: int,
    fewest: int = 2,
    written: int | None = None,
) -> Weights:
    """Learn weights by softmax regression, gradient descent with momentum, stopped early.

    Args:
        labelled: features and class number; `len(ids)` is ordinary talk.
        ids: the classes.
        rounds: steps of gradient descent.
        fewest: sentences in which a feature must occur to get weights.
        written: only so many first sentences count for that, all if None. What comes after them are mishearings: their
            odd words would treble what the program keeps in memory, and it meets such words as strangers anyway.
    """
    pairs = list(labelled)
    counts: dict[str, int] = {}
    for bundle, _ in pairs[:written]:
        for feature in bundle:
            counts[feature] = counts.get(feature, 0) + 1
    rows = {feature: row for row, feature in enumerate(sorted(f for f, count in counts.items() if count >= fewest))}
    often = np.array([counts[feature] for feature in rows])
    rarity = np.sqrt(np.log(1.0 + len(pairs[:written]) / often)).astype(np.float32)
    sentences = weighed_rows([bundle for bundle, _ in pairs], rows, rarity)
    turned = sentences.T.tocsr()
    wanted = np.eye(len(ids) + 1, dtype=np.float32)[[number for _, number in pairs]]
    weights = np.zeros((len(rows), len(ids) + 1), dtype=np.float32)
    speed = np.zeros_like(weights)
    for _ in range(rounds):
        logits = sentences @ weights
        shares = np.exp(logits - logits.max(axis=1, keepdims=True))
        shares /= shares.sum(axis=1, keepdims=True)
        slope = (turned @ (shares - wanted)) * (_PUSH / len(pairs)) + _DECAY * weights
        speed = _MOMENTUM * speed - _SPEED * slope * (len(pairs) / _USUAL)
        weights += speed
    return Weights(tuple(ids), rows, rarity, weights)


def weighed_rows(
    bundles: Sequence[Mapping[str, float]], rows: Mapping[str, int], rarity: np.ndarray, *, strangers: bool = True
) -> sparse.csr_matrix:
    """Return sentences by features, weighed and scaled as the classifier and the network do it.

    Args:
        bundles: features of each sentence.
        rows: the columns of the features that are known.
        rarity: what each of them counts.
        strangers: whether words that have no column make the rest count for less, as for the classifier.
    """
    places: list[int] = []
    values: list[np.ndarray] = []
    ends = [0]
    for bundle in bundles:
        known = [feature for feature in bundle if feature in rows]
        at = [rows[feature] for feature in known]
        scaled = np.array([bundle[feature] for feature in known], dtype=np.float32) * rarity[at]
        strange = sum(value == WEIGHT[WORD] and feature not in rows for feature, value in bundle.items())
        values.append(scaled / np.float32(size(float(scaled @ scaled), strange if strangers else 0)))
        places += at
        ends.append(len(places))
    return sparse.csr_matrix((np.concatenate(values), places, ends), (len(bundles), len(rows)), dtype=np.float32)
