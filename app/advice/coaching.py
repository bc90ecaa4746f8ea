"""What the controller had better not say, and how it can be said instead.

Which warning holds depends on the type of call: asking whether the invoice arrived is right before the due date and
gives an excuse after it.
"""

from dataclasses import dataclass
from typing import Literal

from app.advice.catalogue_values import Catalogue, Warning
from app.advice.language import Language, shipped_language
from app.advice.recogniser import Recogniser, coaching_kinds

CallType = Literal["overdue", "service"]


@dataclass(frozen=True, slots=True)
class CoachingHit:
    """One warning about the controller's own words."""

    id: str
    span: tuple[int, int]
    """The words meant, in characters."""
    phrase: str
    """Those words, or the catalogue phrase that they resemble."""
    rewrite: str
    """How it can be said instead, with placeholders."""
    score: float = 1.0
    """How sure, between 0.5 and 1."""


class Coach:
    """Listens to the controller's channel."""

    def __init__(self, catalogue: Catalogue, language: Language | None = None) -> None:
        """Prepare the warnings that belong to the controller."""
        words = language or shipped_language()
        self._warnings = {
            warning.id: warning
            for warning in catalogue.warnings.values()
            if warning.channel in {"controller", "either"}
        }
        self._recogniser = Recogniser(
            coaching_kinds(catalogue, words.examples),
            words.examples.get("controller_none", ()),
            words.rules,
            words.lexicon,
            words.weights("coaching"),
        )

    def check(
        self, text: str, call_type: CallType, *, formal: bool = True, avoid_service: bool = False
    ) -> tuple[CoachingHit, ...]:
        """Return the warnings for one utterance of the controller, the surest first.

        Args:
            text: what the controller said (so far).
            call_type: `overdue` after the due date, `service` before it.
            formal: the dossier says u, so je and jij deserve a warning.
            avoid_service: the dossier says not to bring up service.
        """
        hits = []
        for one in self._recogniser.fired(text):
            warning = self._warnings[one.id]
            if warning.call == "overdue" and call_type != "overdue":
                continue
            if (one.id == "informal_address" and not formal) or (one.id == "raises_service" and not avoid_service):
                continue
            said = text[slice(*one.span)]
            hits.append(CoachingHit(one.id, one.span, said, best_rewrite(warning, text), one.score))
        return tuple(hits)


def best_rewrite(warning: Warning, text: str) -> str:
    """Return the rewrite whose trigger words occur most in `text`; the general sentence if none does."""
    said = set(text.lower().split())
    best, most = warning.sentence, 0.0
    for rewrite in warning.rewrites:
        wanted = rewrite.triggers.lower().split()
        share = sum(word in said for word in wanted) / max(len(wanted), 1)
        if share > most and share > _ENOUGH_TRIGGERS:
            best, most = rewrite.text, share
    return best


_ENOUGH_TRIGGERS = 0.5
