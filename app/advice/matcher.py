"""From words to objections: which tegenwerping does the debtor raise, how sure is that, and in which words."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from app.advice.catalogue_values import Catalogue
from app.advice.evidence import PhraseIndex, features
from app.advice.heard import Heard, listen
from app.advice.lexicon import Lexicon, shipped_lexicon
from app.advice.patterns import RuleBook, RuleHit, read_rules

THRESHOLD = 0.5
"""A card comes from this score on."""


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


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why an objection did or did not match, for the workbench."""

    id: str
    score: float
    span: tuple[int, int]
    phrase: str
    similarity: float
    rule: str
    """The rule that held, or empty."""
    fired: bool


class Matcher:
    """Matches utterances against one catalogue; build it once, call it on every partial."""

    def __init__(self, catalogue: Catalogue, lexicon: Lexicon | None = None) -> None:
        """Prepare the phrases and rules of the catalogue."""
        self._catalogue = catalogue
        self._lexicon = lexicon or shipped_lexicon()
        rules = read_rules(self._lexicon)
        self._book = RuleBook({key: rules.get(key, ()) for key in catalogue.objections})
        self._ids = tuple(catalogue.objections)
        phrases: list[str] = []
        owners: list[int] = []
        for number, objection in enumerate(catalogue.objections.values()):
            phrases += objection.phrases
            owners += [number] * len(objection.phrases)
            phrases += objection.look_alikes
            owners += [-1 - number] * len(objection.look_alikes)
        phrases += catalogue.none_phrases
        owners += [-1 - len(self._ids)] * len(catalogue.none_phrases)
        for phrase in phrases:
            self._lexicon.learn(phrase.lower().split())
        self._index = PhraseIndex(phrases, self._lexicon)
        self._owners = np.array(owners)

    def match(
        self, text: str, confidences: Sequence[float] | None = None
    ) -> tuple[Match, ...]:
        """Return the objections heard in `text`, best first.

        Args:
            text: one utterance or the part of it that was heard so far.
            confidences: one number between 0 and 1 per word, as the recogniser gives them.
        """
        return tuple(
            Match(found.id, found.score, found.span, found.phrase)
            for found in self.explain(text)
            if found.fired
        )

    def explain(self, text: str) -> tuple[Explanation, ...]:
        """Return every objection that has something for it, best first."""
        heard = listen(text, self._lexicon)
        if not heard.words:
            return ()
        hits = self._book.hits(heard)
        bundle = features(heard, self._lexicon)
        near = self._index.similarities(bundle)
        found = []
        for number, identity in enumerate(self._ids):
            own = np.where(self._owners == number, near, 0.0)
            place = int(own.argmax()) if len(own) else 0
            similarity = float(own[place]) if len(own) else 0.0
            hit = hits.get(identity)
            score = self._score(similarity, hit)
            if score < 0.05:
                continue
            span = heard.span(hit.first, hit.last) if hit else (0, len(text))
            found.append(
                Explanation(
                    identity,
                    round(score, 4),
                    span,
                    self._index.phrases[place],
                    round(similarity, 4),
                    hit.line if hit else "",
                    score >= THRESHOLD,
                )
            )
        return tuple(sorted(found, key=lambda one: -one.score))

    def _score(self, similarity: float, hit: RuleHit | None) -> float:
        strength = hit.strength if hit else 0.0
        return float(1 / (1 + np.exp(-(6.0 * (similarity - 0.55) + 3.0 * strength - 0.5))))
