"""Sets of features as a sparse matrix to learn from, and the weights that come out of it as a file."""

import json
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

import numpy as np
from scipy import sparse


class FeatureTable:
    """Rows of features as a sparse matrix.

    Attributes:
        columns: feature to column; features that are too rare have none.
        matrix: one row for each set of features.
    """

    def __init__(self, rows: Sequence[Collection[str]], *, fewest: int, size: float | None = None) -> None:
        """Number the features and fill the matrix.

        Args:
            rows: the sets of features.
            fewest: rows in which a feature must occur.
            size: scale of rows that are weighed by the root of their length (`app.dutch.promises.learned.weighing`);
                None where each feature counts as it is.
        """
        counts = Counter(feature for row in rows for feature in row)
        often = sorted(feature for feature, count in counts.items() if count >= fewest)
        self.columns = {feature: number for number, feature in enumerate(often)}
        held = [sorted(self.columns[feature] for feature in row if feature in self.columns) for row in rows]
        values = [1.0 if size is None else size / np.sqrt(len(row) + 1) for row in held for _ in row]
        places = np.cumsum([0, *map(len, held)])
        flat = [column for row in held for column in row]
        self.matrix = sparse.csr_matrix((values, flat, places), shape=(len(rows), len(self.columns)))

    def named(self, weights: np.ndarray, *, smallest: float) -> dict[str, float]:
        """The weights of at least this size, by feature."""
        return {f: round(float(weights[at]), 3) for f, at in self.columns.items() if abs(weights[at]) >= smallest}


def write_weights(weights: Mapping[str, object], file: Path) -> None:
    """Write weights so that a change shows line by line."""
    text = json.dumps(weights, ensure_ascii=False, sort_keys=True, indent=0)
    file.write_text(text + "\n", encoding="utf-8")
