"""Which phrases hurt: what controllers said about the cards that came up, per card and phrase, worst first."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt
from typing import Literal

from app.advice.catalogue import Catalogue
from app.ledger.records import CardFeedback

Suggestion = Literal["keep", "watch", "remove", "look_alike", "gone"]

ENOUGH = 3
"""Verdicts below which nothing is concluded: one misheard sentence is no reason to change a card."""
HURTS = 0.5
"""Share of `does not fit` from which a phrase costs more trust than it earns."""
_CONFIDENCE = 1.96
"""Standard deviations of a 95 % interval."""


@dataclass(frozen=True, slots=True)
class PhraseVerdict:
    """What was said about one phrase of one card."""

    card_id: str
    title: str
    """The Dutch title; the id when the card is gone."""
    phrase: str
    fits: int
    does_not_fit: int
    suggestion: Suggestion

    @property
    def share(self) -> float:
        """Share of the verdicts that say it does not fit, 0 to 1."""
        return self.does_not_fit / max(self.fits + self.does_not_fit, 1)

    @property
    def certain_share(self) -> float:
        """Lower end of the 95 % interval of that share (Wilson, 1927): three of three weighs more than one of one."""
        total = self.fits + self.does_not_fit
        if not total:
            return 0.0
        square = _CONFIDENCE**2
        middle = self.share + square / (2 * total)
        spread = _CONFIDENCE * sqrt(self.share * (1 - self.share) / total + square / (4 * total**2))
        return max(0.0, (middle - spread) / (1 + square / total))


def judge(feedback: Iterable[CardFeedback], catalogue: Catalogue, shipped: Catalogue) -> tuple[PhraseVerdict, ...]:
    """Return the verdicts, the phrase that surely hurts most first.

    Args:
        feedback: from the ledger.
        catalogue: what is in use, own phrases included.
        shipped: the same without them; a phrase that is only in `catalogue` can be removed by the user himself.
    """
    verdicts = (
        PhraseVerdict(
            line.card_id,
            catalogue.objections[line.card_id].title if line.card_id in catalogue.objections else line.card_id,
            line.phrase,
            line.fits,
            line.does_not_fit,
            _suggestion(line, catalogue, shipped),
        )
        for line in feedback
    )
    return tuple(sorted(verdicts, key=lambda v: (-v.certain_share, -v.does_not_fit, v.fits, v.card_id, v.phrase)))


def _suggestion(line: CardFeedback, catalogue: Catalogue, shipped: Catalogue) -> Suggestion:
    if not _has(catalogue, line):
        return "gone"
    total = line.fits + line.does_not_fit
    if line.does_not_fit < HURTS * total:
        return "keep"
    if total < ENOUGH:
        return "watch"
    return "look_alike" if _has(shipped, line) else "remove"


def _has(catalogue: Catalogue, line: CardFeedback) -> bool:
    objection = catalogue.objections.get(line.card_id)
    return objection is not None and line.phrase in objection.phrases
