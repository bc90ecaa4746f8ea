"""From words to objections: which one does the debtor raise, how sure is that, and in which words."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.advice.catalogue_values import Catalogue
from app.advice.language import Language, shipped_language
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
        )

    def match(self, text: str, confidences: Sequence[float] | None = None) -> tuple[Match, ...]:
        """Return the objections heard in `text`, best first; empty if none is above the threshold.

        Args:
            text: one utterance or the part of it that was heard so far.
            confidences: one number between 0 and 1 per word, as the recogniser gives them.
        """
        return tuple(Match(one.id, one.score, one.span, one.phrase) for one in self._recogniser.fired(text))

    def explain(self, text: str) -> tuple[Explanation, ...]:
        """Return every objection that has something for it, best first, near misses included."""
        return self._recogniser.explain(text)
