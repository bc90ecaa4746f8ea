"""Days that a debtor asks for or looks ahead to, and on which he will then pay: "geef me tot dinsdag dan betaal ik"."""

from collections.abc import Callable, Sequence
from datetime import date
from itertools import pairwise
from typing import Final

from app.dutch.dates.find import DateMention
from app.dutch.dates.reading import counted_from_today
from app.dutch.normalise import Normalised
from app.dutch.promises.clauses import words as p
from app.dutch.promises.clauses.clause import Clause

_ASKING_TIME: Final = frozenset(
    """
    geef geeft geven gun gunt gunnen wacht wachten nodig uitstel mag krijg krijgen respijt tijd geduld laat even
    heb hebben loopt
    """.split()
)
_GRANTING: Final = frozenset({"geef", "geeft", "gun", "gunt", "nodig", "uitstel", "respijt", "wacht"})
_CHECKING: Final = frozenset("bellen bel kijken kijk checken check controleren nakijken nabellen mailen".split())
_SETTING_RIGHT: Final = frozenset({"dat", "het", "die", "moet", "zijn", "worden"})
_LEFT: Final = frozenset({"nog", "slapen", "geduld", "wachten", "wacht"})
_TIME_LEFT: Final = 6
"""Words in which the time that is left is said: "nog een weekje geduld"."""
_BACK: Final = frozenset({"terug", "weer", "kantoor", "zaak", "thuis", "computer", "bureau", "laptop"})
_OPENING: Final = p.FILLERS | {"en", "dan"}


def days_of_respite(
    norm: Normalised,
    items: Sequence[Clause],
    dates: Sequence[DateMention],
    today: date,
    judge: Callable[[Clause], None],
) -> None:
    """Give a clause that opens with "dan" the day from the clause before it, where that makes it a promise.

    Args:
        norm: the utterance.
        items: the clauses of the utterance, judged.
        dates: all days that were named.
        today: the day of the call.
        judge: judges a clause anew.
    """
    said = [clause for clause in items if clause.words != ("want",)]
    for before, clause in pairwise(said):
        if clause.dates or not _opens_with_then(clause):
            continue
        day = _granted(before, dates) or _time_asked(norm, before, today) or _looked_ahead(before) or _alone(before)
        day = day or _set_right(before)
        if day is None and norm.words[clause.first - 1] == "want":
            day = _looked_up(before)
        if day is None:
            continue
        clause.dates = [day]
        judge(clause)
        if not clause.promising:
            clause.dates = []
            judge(clause)


def _opens_with_then(clause: Clause) -> bool:
    opening = next((at for at, word in enumerate(clause.words) if word not in _OPENING), 0)
    return "dan" in clause.words[:opening]


def _granted(clause: Clause, dates: Sequence[DateMention]) -> DateMention | None:
    """The day until which the debtor asks to be given time."""
    if _ASKING_TIME.isdisjoint(clause.words) or clause.negative or clause.past:
        return None
    for mention in dates:
        inside = clause.first <= mention.first < clause.stop
        if inside and clause.words[mention.first - clause.first] == "tot" and mention.sense == "future":
            return mention
    return None


def _time_asked(norm: Normalised, clause: Clause, today: date) -> DateMention | None:
    """The end of the time that the debtor asks for: "geef me een week", "ik heb nog twee dagen nodig"."""
    left = len(clause.words) <= _TIME_LEFT and not _LEFT.isdisjoint(clause.words)  # "tien dagen nog | dan betaal ik"
    if (_GRANTING.isdisjoint(clause.words) and not left) or not clause.empty or clause.negative or clause.past:
        return None
    for at in range(clause.first, clause.stop - 1):
        read = counted_from_today(norm.words, at, today)
        if read is not None and norm.words[at - 1] not in ("een", "binnen", "over"):
            day, stop = read
            span = norm.span(at, stop)
            heard = norm.original[span[0] : span[1]]
            return DateMention(day, span, heard, at, stop, "about", "future", day, day, deadline=True)
    return None


def _set_right(clause: Clause) -> DateMention | None:
    """The day to which another was corrected: "dat moet vrijdag zijn | dan wordt het overgemaakt"."""
    own = {word for at, word in enumerate(clause.words, clause.first) if at not in clause.covered} - p.FILLERS
    if clause.spoken_against or not clause.dates or not own <= _SETTING_RIGHT or "moet" not in own:
        return None
    return clause.dates[-1] if len({day.date for day in clause.dates}) == 1 else None


def _looked_up(clause: Clause) -> DateMention | None:
    """The day on which he may look or need not call: "u hoeft vrijdag niet te bellen want dan is het er"."""
    if clause.past or clause.question or clause.sums or _CHECKING.isdisjoint(clause.words):
        return None
    return next((day for day in clause.dates if day.precision != "period"), None)


def _alone(clause: Clause) -> DateMention | None:
    """The day that is all that was said: "uiterlijk vrijdag | dan is hij betaald"."""
    if not clause.verbless or clause.spoken_against or clause.sums or not clause.dates:
        return None
    bare = all(word in p.FILLERS for at, word in enumerate(clause.words, clause.first) if at not in clause.covered)
    return clause.dates[0] if bare and clause.dates[0].precision != "period" else None


def _looked_ahead(clause: Clause) -> DateMention | None:
    """The day on which the debtor is back where he can pay."""
    if clause.spoken_against or clause.withheld or _BACK.isdisjoint(clause.words):
        return None
    return next((day for day in clause.dates if day.precision != "period"), None)
