"""One calibrated score from all evidence for a kind of utterance.

The evidence is a row of numbers per kind; a mixture weighs them in the log-odds of the score. For objections the
weights are those of a logistic regression on sentences that the classifiers had not learned (`app.advice.training`); of
the shipped ones `share` and `always` were set on the development half when clauses by words alone were dropped.
"""

import json
from dataclasses import asdict, dataclass, fields
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

type Numbers = NDArray[np.float64]

_CERTAIN_EVIDENCE = 1.5
"""Log-odds that a rule which is certain gives at least."""
_LITERAL = 0.97
_LITERAL_EVIDENCE = 1.0
"""A phrase of the catalogue that is said as it stands always brings its card: whoever added it expects that."""


@dataclass(frozen=True)
class Mixture:
    """What each piece of evidence weighs; the fields are the columns of the evidence, in this order."""

    share: float = 0.35
    """Log-odds that the classifier of words gives the whole utterance."""
    clause_share: float = 0.62
    """The same for the clause that gives most."""
    network: float = 0.0
    """Log-odds that the network gives the whole utterance."""
    clause_network: float = 0.0
    similarity: float = 11.0
    """With the nearest phrase of the kind, 0 to 1."""
    ordinary: float = -3.6
    """Similarity with the nearest phrase that is nothing of these."""
    certain: float = 5.0
    """1 where a rule that is certain holds, else 0."""
    strong: float = 2.2
    weak: float = 1.1
    talk: float = 0.0
    """Log-odds of ordinary talk by words."""
    talk_network: float = 0.0
    length: float = 0.0
    """Logarithm of the number of words."""
    always: float = -3.6
    """1 for everything: the rest of the log-odds."""

    @cached_property
    def weights(self) -> Numbers:
        """The fields as numbers, one per column."""
        return np.array([getattr(self, column) for column in COLUMN])

    def scores(self, evidence: Numbers) -> Numbers:
        """Return a score between 0 and 1 per kind.

        Args:
            evidence: kinds by columns.
        """
        odds = evidence @ self.weights
        alike = evidence[:, COLUMN["similarity"]]
        if np.maximum.reduce(alike) >= _LITERAL:
            said = (alike >= _LITERAL) & (alike > evidence[:, COLUMN["ordinary"]])
            np.maximum(odds, _LITERAL_EVIDENCE, out=odds, where=said)
        np.maximum(odds, _CERTAIN_EVIDENCE, out=odds, where=evidence[:, COLUMN["certain"]] > 0.0)
        scores: Numbers = 1.0 / (1.0 + np.exp(-odds))
        return scores


COLUMN = {field.name: number for number, field in enumerate(fields(Mixture))}
"""The place of each piece of evidence in its row."""

WARNINGS = Mixture(always=-4.1)
"""For warnings: a logistic regression on the development half of the evaluation set, half a unit stricter because most
of what is said in a call deserves none."""

DEBTOR_WARNINGS = Mixture(
    share=0.85, clause_share=0.0, similarity=5.73, ordinary=-7.15, certain=4.29, strong=1.51, weak=1.90,
    talk=-0.357, length=2.98, always=-7.6,
)  # fmt: skip
"""For old matters and anger: the same on the development half and one writer's 240 lines (`others/warnings_first`), a
third of a unit stricter."""


def log_odds(share: Numbers) -> Numbers:
    """Return the log-odds of shares between 0 and 1, neither end infinite."""
    return np.log((share + 1e-4) / (1.0001 - share))


def load_mixture(file: Path) -> Mixture:
    """Read a mixture.

    Raises:
        OSError: the file is missing.
    """
    return Mixture(**json.loads(file.read_text(encoding="utf-8")))


def save_mixture(mixture: Mixture, file: Path) -> None:
    """Write a mixture."""
    file.write_text(json.dumps(asdict(mixture), indent=1) + "\n", encoding="utf-8")


def fit_mixture(evidence: Numbers, wanted: NDArray[np.bool_], *, rounds: int = 40, ridge: float = 1e-3) -> Mixture:
    """Return the mixture that explains best which kinds were wanted: logistic regression by Newton's method.

    Args:
        evidence: rows by columns, of many utterances and all kinds.
        wanted: one per row.
        rounds: steps of Newton's method.
        ridge: keeps weights small that the rows say nothing about, on columns of deviation 1.
    """
    deviation = evidence.std(axis=0)
    scale = np.where(deviation > 0.0, deviation, 1.0)
    used = np.append(deviation[:-1] > 0.0, True)
    rows = (evidence / scale)[:, used]
    weights = np.zeros(rows.shape[1])
    target = wanted.astype(np.float64)
    for _ in range(rounds):
        chance = 1.0 / (1.0 + np.exp(-rows @ weights))
        slope = rows.T @ (target - chance) - ridge * weights
        bend = (rows * (chance * (1.0 - chance))[:, None]).T @ rows + ridge * np.eye(len(weights))
        weights += np.linalg.solve(bend, slope)
    learned = WARNINGS.weights.copy()
    learned[used] = weights / scale[used]
    return Mixture(**dict(zip(COLUMN, (round(float(one), 4) for one in learned), strict=True)))
