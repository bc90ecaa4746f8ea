"""Times of payment that are no date: at once, within the hour, after the holidays; only what is learned weighs them.

"Binnen het uur", "per omgaande" and "na de lunch" are today; "na de kermis" and "een dezer dagen" name no day. People
say them as often about other things, so the rules leave them alone (`app.dutch.mention_context.named_days`).
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from app.dutch.dates import words as w
from app.dutch.dates.around import EVENTS, PART_OF_TODAY
from app.dutch.dates.beside import ORDERED_THINGS
from app.dutch.dates.find import DateMention
from app.dutch.normalise import Normalised
from app.dutch.numbers.amounts import COUNTED, EURO, MONTHS
from app.dutch.numbers.words import MULTIPLIERS, ORDINALS, SMALL

_NOW: Final = frozenset(
    "nu direct meteen gelijk onmiddellijk vandaag zo dadelijk subiet straks terstond ogenblikkelijk aanstonds "
    "sebiet seffens zometeen dalijk strakkies".split()
)
_SHORT: Final = frozenset(
    "uur uurtje uren halfuur halfuurtje kwartier kwartiertje minuut minuutje minuten minuutjes seconden tel".split()
)
_OVER: Final = frozenset({"over", "binnen", "in"})
_PHRASES: Final[tuple[tuple[str, ...], ...]] = (
    ("per", "omgaande"), ("per", "ommegaande"), ("op", "dit", "moment"), ("right", "now"), ("op", "staande", "voet"),
    ("zodra", "ik", "ophang"), ("zodra", "u", "ophangt"), ("zodra", "we", "ophangen"), ("zodra", "ik", "thuis", "ben"),
    ("zodra", "ik", "geparkeerd", "sta"),
    ("terwijl", "we", "bellen"), ("terwijl", "ik", "u", "spreek"), ("terwijl", "we", "praten"),
)  # fmt: skip
_NO_DAY: Final[tuple[tuple[str, ...], ...]] = (
    ("een", "dezer", "dagen"), ("een", "van", "de", "komende", "dagen"), ("in", "de", "loop", "van", "de", "week"),
    ("van", "de", "week"), ("voor", "die", "tijd"),
)  # fmt: skip
_LEADING: Final = frozenset({"na", "voor"})
_DETERMINERS: Final = frozenset({"de", "het", "mijn", "dit", "deze", "die", "onze", "sint", "m'n"})
_AT_ONCE: Final = frozenset({"meteen", "direct", "gelijk", "onmiddellijk"})
_SAME_BREATH: Final = 5
_FIRST_DAYS: Final = 4
"""Ordinals up to here count things more often than days."""
_OPENERS: Final = (
    _NOW
    | _OVER
    | _LEADING
    | frozenset(phrase[0] for phrase in (*_PHRASES, *_NO_DAY))
    | frozenset(MONTHS)
    | {"de", "dag", "tussen"}
)


def find_soon(norm: Normalised, today: dt.date, taken: frozenset[int]) -> list[DateMention]:
    """The times of payment that are no date, from left to right.

    Args:
        norm: the utterance.
        today: the day of the call.
        taken: words of the days and amounts that were named.
    """
    words = norm.words
    if _OPENERS.isdisjoint(words):
        return []
    found: list[DateMention] = []
    at = 0
    while at < len(words):
        if words[at] not in _OPENERS or at in taken:
            at += 1
            continue
        said = _at(words, at, today, taken)
        if said is None or not taken.isdisjoint(range(at, said[0])):
            at += 1
            continue
        stop, earliest, latest = said
        day = earliest if earliest == latest else None
        span = norm.span(at, stop)
        heard = norm.original[span[0] : span[1]]
        mention = DateMention(day, span, heard, at, stop, "about", "future", earliest, latest)
        found.append(mention if day is not None else replace(mention, precision="period"))
        at = stop
    return found


def means_day_before(words: tuple[str, ...], said: DateMention, ends: Sequence[int]) -> bool:
    """Whether "at once" is on a day named before: "hij komt vrijdag en maakt het dan meteen over", "dus ook nu".

    Args:
        words: all words.
        said: a time that is no date.
        ends: where the days stop that were named.
    """
    if said.stop != said.first + 1:
        return False
    word, before = words[said.first], words[max(0, said.first - _SAME_BREATH) : said.first]
    if word in _AT_ONCE and "dan" in before and "nu" not in before:
        at = said.first - 1 - before[::-1].index("dan")
    elif word == "nu" and before[-2:] in (("dus", "ook"), ("is", "ook"), ("en", "ook")):
        at = said.first
    else:
        return False
    return any(end <= at for end in ends)


type _Read = tuple[int, dt.date, dt.date | None]
"""The index after the words, and the first and last day."""


def _at(words: tuple[str, ...], at: int, today: dt.date, taken: frozenset[int]) -> _Read | None:
    stop = at
    while stop < len(words) and words[stop] in _NOW and stop not in taken:
        stop += 1
    if stop > at:
        later = _beside_event(words, stop, today) if words[stop : stop + 1] == ("na",) else None
        if later is not None and later[2] is not None:
            stop = later[0]  # "direct na dit gesprek"
        return None if words[at:stop] == ("zo",) else (stop, today, today)
    for phrase in _PHRASES:
        if words[at : at + len(phrase)] == phrase:
            return at + len(phrase), today, today
    for phrase in _NO_DAY:
        if words[at : at + len(phrase)] == phrase:
            return at + len(phrase), today, None
    word = words[at]
    if word in _OVER or words[at : at + 3] == ("tussen", "nu", "en"):
        within = _short_while(words, at + (3 if word == "tussen" else 1))
        if within:
            return within, today, today
    if word in _LEADING or words[at : at + 2] == ("dag", "van"):
        return None if at - 1 in taken else _beside_event(words, at, today)  # "vanavond na de training"
    if word in MONTHS:
        return _whole_month(words, at, today)
    return _early_day(words, at, today) if word == "de" else None


def _short_while(words: tuple[str, ...], at: int) -> int:
    """Index after "het uur", "een half uur", "vijf minuten", or 0."""
    while words[at : at + 1] and words[at] in ("de", "het", "een", "half", "paar", "goed", "klein", "kwartier"):
        if words[at] == "kwartier":
            return at + 1
        at += 1
    if words[at : at + 1] and (words[at] in SMALL or words[at].isdigit()):
        at += 1
    return at + 1 if words[at : at + 1] and words[at] in _SHORT else 0


def _beside_event(words: tuple[str, ...], at: int, today: dt.date) -> _Read | None:
    start = at + 1 + (words[at] == "dag")
    if words[start : start + 1] and words[start] in _DETERMINERS:
        start += 1
    thing = words[start] if start < len(words) else ""
    if thing in PART_OF_TODAY:
        of_another = words[start + 1 : start + 2] == ("van",)
        return None if of_another else (start + 1, today, today)
    if thing not in EVENTS:
        return None
    return start + 1, today, None


def _whole_month(words: tuple[str, ...], at: int, today: dt.date) -> _Read | None:
    """A month that opens an utterance, or the months from it on: "augustus krijgt u hem", "vanaf februari"."""
    if at and words[at - 1] != "vanaf":
        return None
    month = MONTHS[words[at]]
    first = dt.date(today.year + (month < today.month), month, 1)
    return at + 1, max(first, today), w.last_day_of_month(first.year, month)


def _early_day(words: tuple[str, ...], at: int, today: dt.date) -> _Read | None:
    """Such as "de eerste", "de derde", where nothing that can be counted follows."""
    word = words[at + 1] if at + 1 < len(words) else ""
    day = ORDINALS.get(word, 0)
    after = words[at + 2] if at + 2 < len(words) else ""
    if not day or (day > _FIRST_DAYS and after != "is"):
        return None
    if (after in ORDERED_THINGS and after != "is") or after in w.PAPERS or after in w.UNITS or after in COUNTED:
        return None
    if after in EURO or after in MULTIPLIERS or after in w.WEEKDAYS:
        return None
    start = dt.date(today.year, today.month, 1)
    month = w.add_months(start, 1 if day < today.day else 0)
    found = month.replace(day=day) if day <= w.last_day_of_month(month.year, month.month).day else None
    return (at + 2, found, found) if found is not None else None
