"""Advice on a phrase that a user wants to add: is it long enough, telling enough, and nobody else's?"""

from dataclasses import dataclass
from typing import Literal

from app.advice.heard import listen
from app.advice.language import Language, shipped_language
from app.advice.matcher import Matcher

MINIMAL_WORDS = 3
MAXIMAL_WORDS = 20

LintKind = Literal["too_short", "too_long", "too_common", "collides", "known"]


@dataclass(frozen=True, slots=True)
class LintFinding:
    """One piece of advice about a phrase; the window turns the code into a sentence."""

    kind: LintKind
    objection_id: str = ""
    """For `collides` and `known`: the objection that has it already."""
    phrase: str = ""
    """For `collides` and `known`: the phrase that it resembles."""
    score: float = 0.0


class PhraseLint:
    """Checks phrases against the catalogue that a matcher was made of."""

    def __init__(self, matcher: Matcher, language: Language | None = None) -> None:
        """Use the matcher that will listen for the phrase."""
        self._matcher = matcher
        self._language = language or shipped_language()

    def check(self, phrase: str, objection_id: str) -> tuple[LintFinding, ...]:
        """Return what is wrong with adding `phrase` to `objection_id`; empty if nothing is."""
        lexicon = self._language.lexicon
        heard = listen(phrase, lexicon)
        found: list[LintFinding] = []
        if len(heard.words) < MINIMAL_WORDS:
            found.append(LintFinding("too_short"))
        elif not any(
            (len(word) > _EVERYDAY and (mask or not lexicon.is_common(word))) or word in _SHORT_TELLING
            for word, mask in zip(heard.words, heard.masks, strict=True)
        ):
            found.append(LintFinding("too_common"))
        if len(heard.words) > MAXIMAL_WORDS:
            found.append(LintFinding("too_long"))
        for one in self._matcher.explain(phrase):
            if one.id == objection_id and one.similarity >= _SAME:
                found.append(LintFinding("known", one.id, one.phrase, one.score))
            elif one.id != objection_id and one.fired:
                found.append(LintFinding("collides", one.id, one.phrase, one.score))
        return tuple(found)


_EVERYDAY = 4
"""Words up to this many letters tell nothing apart."""

_SHORT_TELLING = frozenset("bank btw geld ziek kas rood post mail dood huur".split())

_SAME = 0.98
"""A phrase this much alike is the same one."""
