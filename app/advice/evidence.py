"""How much an utterance resembles each phrase of the catalogue.

A phrase is a bundle of features: word stems, meanings with their polarity, and neighbouring pairs of these.
Rare features
weigh more than common ones (inverse document frequency), so "wij hebben de" weighs next to nothing. All phrases are
compared at once through an inverted index, which keeps ten thousand of them within milliseconds.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from app.advice.classifier import features
from app.advice.heard import listen
from app.advice.lexicon import Lexicon


class PhraseIndex:
    """All phrases of the catalogue, ready to be compared with an utterance."""

    def __init__(self, phrases: Sequence[str], lexicon: Lexicon) -> None:
        """Index the phrases."""
        self._lexicon = lexicon
        self.phrases = tuple(phrases)
        bundles = [features(listen(phrase, lexicon), lexicon) for phrase in phrases]
        counts: dict[str, int] = {}
        for bundle in bundles:
            for feature in bundle:
                counts[feature] = counts.get(feature, 0) + 1
        total = max(len(bundles), 1)
        self._rarity = {feature: float(np.log(1.0 + total / count)) for feature, count in counts.items()}
        self._unknown = float(np.log(1.0 + total))
        postings: dict[str, tuple[list[int], list[float]]] = {}
        norms = np.ones(total)
        for number, bundle in enumerate(bundles):
            weights = {f: w * self._rarity[f] for f, w in bundle.items()}
            norms[number] = np.sqrt(sum(w * w for w in weights.values())) or 1.0
            for feature, weight in weights.items():
                # A feature weighs the same wherever it is said, so the product is known beforehand.
                places, values = postings.setdefault(feature, ([], []))
                places.append(number)
                values.append(weight * weight)
        self._norms = norms
        self._postings: dict[str, tuple[NDArray[np.intp], NDArray[np.float64], float]] = {
            feature: (np.array(places, dtype=np.intp), np.array(values), values[0])
            for feature, (places, values) in postings.items()
        }

    def rarity(self, feature: str) -> float:
        """Return how rare a feature is among the phrases, 0 if it does not occur."""
        return self._rarity.get(feature, 0.0)

    def similarities(self, bundle: dict[str, float]) -> NDArray[np.float64]:
        """Return the cosine (0 to 1) of a bundle of features with every phrase."""
        places: list[NDArray[np.intp]] = []
        values: list[NDArray[np.float64]] = []
        total = 0.0
        for feature in bundle:
            posting = self._postings.get(feature)
            if posting is None:
                # An unknown pair says little; an unknown word says that this is about something else.
                if " " not in feature and "&" not in feature:
                    total += self._unknown * self._unknown * 0.25
                continue
            places.append(posting[0])
            values.append(posting[1])
            total += posting[2]
        if not places:
            return np.zeros(len(self._norms))
        scores: NDArray[np.float64] = np.bincount(
            np.concatenate(places), np.concatenate(values), minlength=len(self._norms)
        )
        scores /= self._norms
        scores /= np.sqrt(total)
        return scores
