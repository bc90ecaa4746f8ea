"""From words to objections: which one does the debtor raise, how sure is that, and in which words."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from app.advice.catalogue_values import Catalogue
from app.advice.language import Language, shipped_language
from app.advice.mixture import COLUMN
from app.advice.recogniser import THRESHOLD, Explanation, Recogniser, debtor_talk, objection_kinds

__all__ = ["THRESHOLD", "Explanation", "Match", "Matcher"]


@dataclass(frozen=True, slots=True)
class Match:
    """One objection that was heard."""

    id: str
    score: float
    """Between 0 and 1, comparable between objections."""
    span: tuple[int, int]
    """The words that fired it, in characters of the text given."""
    phrase: str
    """The catalogue phrase that it resembles most."""


class Matcher:
    """Matches utterances against one catalogue; build it once, call it on every partial."""

    def __init__(self, catalogue: Catalogue, language: Language | None = None) -> None:
        """Prepare the phrases and rules of the catalogue."""
        words = language or shipped_language()
        self._recogniser = Recogniser(
            objection_kinds(catalogue, words.examples),
            debtor_talk(catalogue, words.examples),
            words.rules,
            words.lexicon,
            words.weights("objections"),
            words.network("objections"),
            words.mixture("objections"),
        )

    def match(
        self,
        text: str,
        confidences: Sequence[float] | None = None,
        outside: Mapping[str, float] | None = None,
    ) -> tuple[Match, ...]:
        """Return the objections heard in `text`, best first; empty if none is above the threshold.

        Args:
            text: one utterance or the part of it that was heard so far.
            confidences: one number between 0 and 1 per word, as the recogniser gives them.
            outside: what others heard in the same utterance, by objection: added to the log-odds of its score.
        """
        found = (Match(one.id, one.score, one.span, one.phrase) for one in self._recogniser.fired(text, outside))
        if confidences is None:
            return tuple(found)
        trusted = (replace(one, score=one.score * _trust(text, one.span, confidences)) for one in found)
        kept = [one for one in trusted if one.score >= THRESHOLD]
        return tuple(sorted(kept, key=lambda one: -one.score))

    def sounds_like_objection(self, text: str) -> bool:
        """Return whether the words are clearly no ordinary talk, whatever they are: some objection that has no card.

        Both classifiers have to doubt it. Measured on sentences that they had not learned: a quarter of the objections
        that match nothing, and one in fifty of ordinary sentences that were written to look like objections.
        """
        evidence = self._recogniser.evidence(text)
        return evidence is not None and float(evidence[0, _TALK].sum()) < _NO_TALK

    def explain(self, text: str) -> tuple[Explanation, ...]:
        """Return every objection that has something for it, best first, near misses included."""
        return self._recogniser.explain(text)


_TALK = [COLUMN["talk"], COLUMN["talk_network"]]
_NO_TALK = -5.0
"""Log-odds of ordinary talk, of both classifiers together."""
_WORD = re.compile(r"\S+")


def _trust(text: str, span: tuple[int, int], confidences: Sequence[float]) -> float:
    """Return a factor between 0.6 and 1 from the recogniser's confidence in the words of the span."""
    inside = [
        confidence
        for word, confidence in zip(_WORD.finditer(text), confidences, strict=False)
        if word.start() < span[1] and span[0] < word.end()
    ]
    return min(1.0, 0.6 + 0.5 * sum(inside) / len(inside)) if inside else 1.0
