"""How much an utterance resembles each phrase of the catalogue.

A phrase is a bundle of features: word stems, meanings with their polarity, and neighbouring pairs of these.
Rare features
weigh more than common ones (inverse document frequency), so "wij hebben de" weighs next to nothing. All phrases are
compared at once through an inverted index, which keeps ten thousand of them within milliseconds.
"""

from array import array
from collections.abc import Mapping, Sequence
from sys import intern

import numpy as np
from numpy.typing import NDArray

from app.advice.classifier import features
from app.advice.heard import listen
from app.advice.lexicon import Lexicon


class PhraseIndex:
    """All phrases of the catalogue, ready to be compared with an utterance.

    The index stands in a few arrays, one stretch per feature: tens of thousands of small objects would take ten times
    the memory.
    """

    def __init__(self, phrases: Sequence[str], lexicon: Lexicon) -> None:
        """Index the phrases."""
        self._lexicon = lexicon
        self.phrases = tuple(phrases)
        self._rows: dict[str, int] = {}
        said, before_rarity, sizes = self._read()
        total = max(len(self.phrases), 1)
        counts = np.bincount(said, minlength=len(self._rows))
        self._rarity: NDArray[np.float64] = np.log(1.0 + total / counts)
        self._unknown = float(np.log(1.0 + total))
        # A feature weighs the same wherever it is said, so the product is known beforehand.
        weights = before_rarity * self._rarity
        values = weights * weights
        # Arrays of the standard library where single numbers are asked for, which numpy is slow at.
        self._values = array("d", values.tobytes())
        self._begins = array("i", [0, *np.cumsum(counts).tolist()])
        phrase_of = np.repeat(np.arange(len(self.phrases)), sizes)
        self._places = phrase_of[np.argsort(said, kind="stable")].astype(np.min_scalar_type(total))
        self._norms = np.ones(total)
        self._norms[: len(self.phrases)] = np.sqrt(np.bincount(phrase_of, values[said], len(self.phrases)))
        self._norms[self._norms == 0.0] = 1.0

    def _read(self) -> tuple[NDArray[np.int32], NDArray[np.float64], NDArray[np.int32]]:
        """Number the features, and return those of all phrases in a row, their weights, and the count per phrase."""
        rows = self._rows
        said, sizes, weights = array("i"), array("i"), array("d")
        for phrase in self.phrases:
            bundle = features(listen(phrase, self._lexicon), self._lexicon)
            for feature, weight in bundle.items():
                row = rows.get(feature)
                if row is None:
                    row = rows[intern(feature)] = len(rows)
                    weights.append(weight)
                said.append(row)
            sizes.append(len(bundle))
        return np.array(said, dtype=np.int32), np.array(weights), np.array(sizes, dtype=np.int32)

    def rarity(self, feature: str) -> float:
        """Return how rare a feature is among the phrases, 0 if it does not occur."""
        row = self._rows.get(feature)
        return 0.0 if row is None else float(self._rarity[row])

    def similarities(self, bundle: Mapping[str, float]) -> NDArray[np.float64]:
        """Return the cosine (0 to 1) of a bundle of features with every phrase."""
        begins, places = self._begins, self._places
        found = list(map(self._rows.get, bundle))
        known = [row for row in found if row is not None]
        if not known:
            return np.zeros(len(self._norms))
        values = [self._values[row] for row in known]
        stretches = [places[begins[row] : begins[row + 1]] for row in known]
        total = sum(values)
        if len(known) < len(found):
            # An unknown pair says little; an unknown word says that this is about something else.
            strange = (feature for feature, row in zip(bundle, found, strict=True) if row is None)
            words = sum(" " not in feature and "&" not in feature for feature in strange)
            total += words * self._unknown * self._unknown * 0.25
        scores: NDArray[np.float64] = np.bincount(
            np.concatenate(stretches), np.repeat(values, list(map(len, stretches))), minlength=len(self._norms)
        )
        scores /= self._norms
        scores /= np.sqrt(total)
        return scores
