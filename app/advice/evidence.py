"""How much an utterance resembles each phrase of the catalogue.

A phrase is a bundle of features: word stems, meanings with their polarity, and neighbouring pairs of these.
Rare features
weigh more than common ones (inverse document frequency), so "wij hebben de" weighs next to nothing. All phrases are
compared at once through an inverted index, which keeps ten thousand of them within milliseconds.
"""

import math
from array import array
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from app.advice.features import Bundle, Floats, features
from app.advice.heard import listen
from app.advice.lexicon import Lexicon
from app.advice.vocabulary import KINDS, MEANING, WORD, Rows


class PhraseIndex:
    """All phrases of the catalogue, ready to be compared with an utterance.

    The index stands in a few arrays, one stretch per feature: tens of thousands of small objects would take ten times
    the memory.
    """

    def __init__(self, phrases: Sequence[str], lexicon: Lexicon) -> None:
        """Index the phrases."""
        self._lexicon = lexicon
        self.phrases = tuple(phrases)
        rows: dict[str, int] = {}
        said, sizes = self._read(rows)
        self._vocabulary = lexicon.vocabulary
        self._rows = Rows(rows, lexicon.vocabulary)
        total = max(len(self.phrases), 1)
        counts = np.bincount(said, minlength=len(rows))
        rarity = np.log(1.0 + total / counts)
        # A feature weighs the same wherever it is said, so the product is known beforehand.
        values = (self._rows.weights() * rarity) ** 2
        phrase_of = np.repeat(np.arange(len(self.phrases)), sizes)
        self._places = phrase_of[np.argsort(said, kind="stable")].astype(np.min_scalar_type(total))
        norms = np.ones(total)
        norms[: len(self.phrases)] = np.sqrt(np.bincount(phrase_of, values[said], len(self.phrases)))
        norms[norms == 0.0] = 1.0
        self._scale = 1.0 / norms
        # What many phrases have stands as a value per phrase, 0 where it is not: adding rows beats counting.
        begins = np.cumsum(counts) - counts
        common = (counts * _COMMON > total).nonzero()[0]
        self._common: list[Floats] = [
            np.float32(values[row])
            * np.bincount(self._places[begins[row] :][: counts[row]], minlength=total).astype(np.float32)
            for row in common
        ]
        slots = np.full(len(counts), -1)
        slots[common] = np.arange(len(common))
        # Unknown neighbours say little; an unknown word or meaning says that this is about something else.
        strange = float(np.log(1.0 + total)) ** 2 * 0.25
        self._rarity = np.append(rarity, np.zeros(KINDS))
        self._values = np.append(values, [strange if kind in _TELLING else 0.0 for kind in range(-KINDS, 0)])
        self._slots = np.append(slots, np.full(KINDS, -1))
        self._begins = np.append(begins, np.zeros(KINDS, dtype=np.intp))
        self._counts = np.append(np.where(slots < 0, counts, 0), np.zeros(KINDS, dtype=np.intp))

    def _read(self, rows: dict[str, int]) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        """Number the features, and return those of all phrases in a row, and the count per phrase."""
        said, sizes = array("i"), array("i")
        for phrase in self.phrases:
            names = features(listen(phrase, self._lexicon), self._lexicon)
            for name in names:
                said.append(rows.setdefault(name, len(rows)))
            sizes.append(len(names))
        return np.array(said, dtype=np.int32), np.array(sizes, dtype=np.int32)

    def rarities(self, features: Sequence[str]) -> list[float]:
        """Return how rare each feature is among the phrases, 0 if it does not occur."""
        number = self._vocabulary.number
        rows = self._rows.of(np.array([number(feature, WORD) for feature in features], dtype=np.intp))
        found: list[float] = self._rarity.take(rows).tolist()
        return found

    def similarities(self, some: Bundle) -> NDArray[np.float64]:
        """Return the cosine (0 to 1) of an utterance with every phrase."""
        rows = self._rows.of(some.numbers)
        counts = self._counts.take(rows)
        values = self._values.take(rows)
        ends = counts.cumsum()
        where = (self._begins.take(rows) - ends + counts).repeat(counts)
        where += np.arange(len(where))
        slots = self._slots.take(rows)
        common = np.zeros(len(self._scale), dtype=np.float32)
        for slot in slots[slots >= 0].tolist():
            common += self._common[slot]
        scores: NDArray[np.float64] = common + np.bincount(
            self._places.take(where), values.repeat(counts), minlength=len(common)
        )
        scores *= self._scale
        scores *= 1.0 / math.sqrt(np.add.reduce(values) or 1.0)
        return scores


_COMMON = 12
"""A feature that more than one phrase in so many has is common."""
_TELLING = (WORD, MEANING)
