"""The part that objections and warnings share: classes of phrases, rules over concepts, one score for both."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from app.advice.evidence import PhraseIndex, features
from app.advice.heard import Heard, listen
from app.advice.lexicon import Lexicon
from app.advice.patterns import Rule, RuleBook, RuleHit

THRESHOLD = 0.5
_WORTH_TELLING = 0.05


@dataclass(frozen=True, slots=True)
class Kind:
    """One thing to recognise: its phrases and what only looks like it."""

    id: str
    phrases: Sequence[str]
    look_alikes: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why something was or was not recognised, for the workbench."""

    id: str
    score: float
    span: tuple[int, int]
    phrase: str
    similarity: float
    rule: str
    """The rule that held, or empty."""
    fired: bool


class Recogniser:
    """Recognises some kinds of utterance among ordinary talk."""

    def __init__(
        self,
        kinds: Iterable[Kind],
        ordinary: Iterable[str],
        rules: Mapping[str, Iterable[Rule]],
        lexicon: Lexicon,
    ) -> None:
        """Prepare phrases and rules.

        Args:
            kinds: what to recognise.
            ordinary: phrases that are none of these.
            rules: by id of a kind; a kind without rules has only its phrases.
            lexicon: what words mean.
        """
        self._kinds = tuple(kinds)
        self._lexicon = lexicon
        self._book = RuleBook({kind.id: rules.get(kind.id, ()) for kind in self._kinds})
        phrases: list[str] = []
        owners: list[int] = []
        for number, kind in enumerate(self._kinds):
            phrases += kind.phrases
            owners += [number] * len(kind.phrases)
            phrases += kind.look_alikes
            owners += [-1] * len(kind.look_alikes)
        for phrase in ordinary:
            phrases.append(phrase)
            owners.append(-1)
        self._index = PhraseIndex(phrases, lexicon)
        self._owners = np.array(owners, dtype=np.intp)

    @property
    def lexicon(self) -> Lexicon:
        """The words that this recogniser knows."""
        return self._lexicon

    def explain(self, text: str) -> tuple[Explanation, ...]:
        """Return everything that has something for it, best first."""
        heard = listen(text, self._lexicon)
        return self.explain_heard(heard) if heard.words else ()

    def explain_heard(self, heard: Heard) -> tuple[Explanation, ...]:
        """Return everything that has something for it, best first."""
        hits = self._book.hits(heard)
        near = self._index.similarities(features(heard, self._lexicon))
        found = []
        for number, kind in enumerate(self._kinds):
            own = np.where(self._owners == number, near, 0.0)
            place = int(own.argmax())
            similarity = float(own[place])
            hit = hits.get(kind.id)
            score = self._score(similarity, hit)
            if score < _WORTH_TELLING:
                continue
            span = heard.span(hit.first, hit.last) if hit else (0, len(heard.text))
            found.append(
                Explanation(
                    kind.id,
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
