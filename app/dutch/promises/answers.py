"""Answers in a word or two: "vrijdag", "eh nee maandag denk ik", "vijfhonderd euro", "die van woensdag".

By themselves they say little; what was asked (`app.dutch.promises.asked`) makes them a promise or none.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from app.dutch.normalise import Normalised, normalise
from app.dutch.numbers.shares import OpenItem
from app.dutch.promises.asked import Asked
from app.dutch.promises.clauses.words import FILLERS
from app.dutch.promises.learned.second_reading import reconsidered
from app.dutch.promises.promise import Promise
from app.dutch.promises.rules import RuleReading

_ASKED: Final = "ik betaal"
"""What the answer leaves out."""
_LONGEST: Final = 8
_AROUND: Final = FILLERS | frozenset(
    """
    ik denk geloof ergens of waarschijnlijk zeker vast gewoon ook zeg zet vul hou houd schrijf doe in maar op
    om met het die van de een pas wel liever uiterlijk tot en voor vanaf per rond was wordt is euro dat zo nog weer
    alvast graag lukt kan werkt past mij me klopt inderdaad precies denken
    """.split()
)
"""Words that leave an answer bare."""
_KEPT: Final = frozenset({"of", "en", "uiterlijk", "op", "om", "per", "voor", "de", "een", "euro", "die", "het", "van"})
"""Those of them that belong to the day or the amount."""
_DOUBTS: Final = frozenset({"denk", "geloof", "waarschijnlijk"})


def is_bare(norm: Normalised, today: dt.date, items: Sequence[OpenItem]) -> bool:
    """Whether an utterance names a day or an amount and says nothing else."""
    if not 0 < len(norm.words) <= _LONGEST:
        return False
    reading = RuleReading(normalise(f"{_ASKED} {norm.original}"), today, items)
    left = len(_ASKED.split())
    named = (*reading.dates, *reading.sums)
    covered = frozenset(at for one in named for at in range(one.first, one.stop))
    around = [word for at, word in enumerate(reading.norm.words) if at >= left and at not in covered]
    return bool(named) and _AROUND.issuperset(around)


def answer(norm: Normalised, today: dt.date, items: Sequence[OpenItem], asked: Asked) -> Promise | None:
    """The promise in a bare answer, None where the question was about something else.

    Args:
        norm: an utterance that `is_bare`.
        today: the day of the call.
        items: what is open.
        asked: what the question was about.
    """
    if asked == "other":
        return None
    said = [word for word in norm.words if word not in _AROUND or word in _KEPT]
    reading = RuleReading(normalise(f"{_ASKED} {' '.join(said)}"), today, items)
    promise = reconsidered(reading, reading.promise())
    if promise is None:
        return None
    hedged = promise.hedged or not _DOUBTS.isdisjoint(norm.words)
    span = (norm.starts[0], norm.ends[-1])
    return replace(promise, words=norm.original[slice(*span)], span=span, hedged=hedged)
