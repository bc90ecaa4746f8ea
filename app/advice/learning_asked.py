"""Learn what a question of the controller is about: `python -m app.advice.learning_asked`.

Reads `resources/language/questions/*.txt`: what she says before an answer in a word or two, with `+` in front where
that answer promises a payment and `-` where it means something else. The weights are those of a logistic regression.
"""

import logging
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from scipy import optimize

from app.advice.learning_table import FeatureTable, write_weights
from app.advice.lexicon import language_folder
from app.dutch.promises.asked import BASE, SIZE, features

_log = logging.getLogger(__name__)

_FEWEST = 2
"""Questions in which a feature must occur."""
_RIDGE = 1.0
_SMALL = 0.03
"""Weights below this are left out: a tenth of the file, and nothing of what is found."""
_LABELS = {"+": 1.0, "-": -1.0}

type Labelled = tuple[str, float]
"""What was said, and 1 where it asks for a payment, -1 where it does not."""


def read_questions(folder: Path) -> list[Labelled]:
    """Return all questions of a folder.

    Raises:
        ValueError: a line has no label.
    """
    found: list[Labelled] = []
    for file in sorted(folder.glob("*.txt")):
        for line in file.read_text(encoding="utf-8").splitlines():
            label, _, text = line.partition(" ")
            if label not in _LABELS:
                raise ValueError(f"{file.name}: neither + nor - in front of {line!r}")
            found.append((text, _LABELS[label]))
    return found


def learn(questions: Sequence[Labelled]) -> dict[str, float]:
    """Return the weights by feature."""
    table = FeatureTable([features(text) for text, _ in questions], fewest=_FEWEST, size=SIZE)
    labels = np.array([label for _, label in questions])

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        margins = labels * (table.matrix @ weights[:-1] + weights[-1])
        pull = -labels / (1.0 + np.exp(margins))
        value = np.logaddexp(0.0, -margins).sum() + 0.5 * _RIDGE * weights[:-1] @ weights[:-1]
        return float(value), np.append(table.matrix.T @ pull + _RIDGE * weights[:-1], pull.sum())

    found = optimize.minimize(loss, np.zeros(len(table.columns) + 1), jac=True, method="L-BFGS-B").x
    return {BASE: round(float(found[-1]), 3)} | table.named(found, smallest=_SMALL)


def main() -> None:
    """Learn from the shipped questions and write the weights."""
    folder = language_folder()
    learned = learn(read_questions(folder / "questions"))
    write_weights(learned, folder / "weights_asked.json")
    _log.info("%d weights", len(learned))


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    main()
