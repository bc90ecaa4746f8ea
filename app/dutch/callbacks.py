"""Appointments to call back: who calls whom, on which day and at what time."""

import datetime as dt
from dataclasses import dataclass
from typing import Final, Literal

from app.dutch.dates.find import DateMention, find_dates
from app.dutch.dates.times import TimeMention, find_times
from app.dutch.normalise import Normalised, normalise
from app.dutch.tense import BE, HAVE

type Caller = Literal["debtor", "controller"]

_CALL: Final = frozenset({"bel", "bellen", "belt", "terugbellen", "terugbel", "terugbelt", "opbellen", "nabellen"})
_CALLED: Final = frozenset({"gebeld", "teruggebeld", "belde", "belden", "opgebeld"})
_CONTACT: Final = frozenset({"contact", "opnemen"})
_SELF: Final = frozenset({"ik", "we", "wij"})
_YOU: Final = frozenset({"u", "jullie", "je", "jij"})
_ME: Final = frozenset({"me", "mij", "ons", "mijn", "m'n"})
_OWN: Final = frozenset({"boekhouder", "collega", "directeur", "baas", "administratie", "boekhouding", "hij", "zij"})
_NEGATION: Final = frozenset({"niet", "geen", "nooit", "hoeft"})
_MISSED: Final = frozenset({"zou", "zouden", "had", "hadden", "wou"})


@dataclass(frozen=True, slots=True)
class Callback:
    """An appointment to call back.

    Attributes:
        caller: "debtor" where the debtor will call, "controller" where we are asked to.
        date: the day, or None where none was said; today where only a time was said.
        time: the (first) time, or None.
        until: the end in "tussen negen en tien", else None.
        daypart: "morning", "afternoon", "evening" or None.
        words: the whole utterance from its calling word to the end of what was found.
        span: the characters [start, end) of those words.
        vague: no day, or a period instead of a day.
    """

    caller: Caller
    date: dt.date | None
    time: dt.time | None
    until: dt.time | None
    daypart: str | None
    words: str
    span: tuple[int, int]
    vague: bool


def find_callback(text: str | Normalised, today: dt.date) -> Callback | None:
    """The appointment to call back in an utterance of the debtor, or None; cheap without one.

    Missed calls ("u zou mij vrijdag terugbellen"), the past and a negation give None. A time that
    is said without a day is today's.
    """
    norm = normalise(text)
    words = norm.words
    call = _calling(words)
    if call is None:
        return None
    near = words[max(0, call - 8) : call + 8]
    if not _NEGATION.isdisjoint(near) or not _MISSED.isdisjoint(near):
        return None
    if not _CALLED.isdisjoint(near) and not (HAVE | BE).isdisjoint(near):
        return None
    dates = [m for m in find_dates(norm, today) if m.sense == "future"]
    times = find_times(norm)
    day = _nearest(dates, call)
    clock = _nearest(times, call)
    marks = [m for m in (day, clock) if m is not None]
    first = min([call, *(m.first for m in marks)])
    stop = max([call + 1, *(m.stop for m in marks)])
    span = norm.span(first, stop)
    when = day.date if day is not None else (today if clock is not None else None)
    return Callback(
        caller=_caller(words, call),
        date=when,
        time=clock.time if clock is not None else None,
        until=clock.until if clock is not None else None,
        daypart=day.daypart if day is not None else None,
        words=norm.original[span[0] : span[1]],
        span=span,
        vague=when is None,
    )


def _calling(words: tuple[str, ...]) -> int | None:
    for index, word in enumerate(words):
        if word in _CALL:
            return index
        if word == "teruggebeld" and "worden" in words:
            return index
        if word in _CONTACT and not {"neem", "nemen", "opnemen", "op"}.isdisjoint(words):
            return index
    return None


def _nearest[M: (DateMention, TimeMention)](mentions: list[M] | tuple[M, ...], at: int) -> M | None:
    """The mention closest to a word, the later one if two are equally near."""
    return min(mentions, key=lambda m: (abs(m.first - at), -m.first), default=None)


def _caller(words: tuple[str, ...], call: int) -> Caller:
    before = words[max(0, call - 6) : call]
    after = words[call + 1 : call + 4]
    if words[call] == "teruggebeld":
        return "controller"
    if words[call] == "bel" and after[:1] in (("me",), ("mij",), ("ons",)):
        return "controller"
    if after and after[0] in _SELF:
        return "debtor"
    for word in reversed(before):
        if word in _SELF or word in _OWN:
            return "debtor"
        if word in _YOU:
            asked = {"kunt", "kun", "wilt", "wil", "mag", "kan", "moet", "zou", "belt"}
            return "controller" if not asked.isdisjoint(words) else "debtor"
    if not _YOU.isdisjoint(after[:1]):
        return "controller" if words[call] == "belt" else "debtor"
    return "controller" if _ME.isdisjoint(before) or words[call] == "bel" else "debtor"
