"""How learned weights are added up."""

from collections.abc import Iterable, Mapping
from math import sqrt


def weigh(weights: Mapping[str, float], features: Iterable[str], size: float) -> float:
    """Sum of the weights of features, times a scale; long sentences have more: divided by the root of their number."""
    known = [weights[feature] for feature in features if feature in weights]
    return size * sum(known) / sqrt(len(known) + 1)
