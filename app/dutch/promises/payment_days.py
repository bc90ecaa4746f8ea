"""Which of the days and amounts that were named are those of the payment: corrections, choices, other things' days."""

import datetime as dt
import itertools
from dataclasses import replace
from typing import Final

from app.dutch.dates.find import DateMention
from app.dutch.dates.words import WEEKDAYS
from app.dutch.numbers.amounts import NumberMention
from app.dutch.numbers.shares import ShareMention
from app.dutch.promises.clauses import words as p

_REPLACING: Final = frozenset({("doe", "maar"), ("maak", "er"), ("toch", "maar"), ("dan", "maar")})


def pays(mention: DateMention, words: tuple[str, ...]) -> bool:
    """Whether a date can be a payment date at all; "tot vrijdag" is how long something lasts."""
    if mention.sense == "past" or mention.belongs_to_paper or _is_of_another_thing(mention, words):
        return False
    if mention.weekday_said and words[max(0, mention.first - 2) : mention.first] == ("de", "laatste"):
        return False  # "op de laatste dinsdag": of which month is not said
    return words[mention.first] != "tot" or "uiterlijk" in words


def _is_of_another_thing(mention: DateMention, words: tuple[str, ...]) -> bool:
    """Such as "de markt van zaterdag", "in plaats van vrijdag", but not "de betaalronde van vrijdag"."""
    at = mention.first
    if at < 3 or words[at - 1] != "van" or not mention.weekday_said:
        return False
    if words[at - 3 : at - 1] in (("in", "die"), ("bij", "die")):
        return False  # "u zit in die van donderdag"
    return words[at - 3] in ("de", "het", "een", "die", "dat", "mijn", "onze", "in") and words[at - 2] not in p.RUNS


def corrected[M: DateMention | NumberMention | ShareMention](words: tuple[str, ...], mentions: list[M]) -> list[M]:
    """Drop what a correction right after it replaces."""
    kept: list[M] = []
    for mention in mentions:
        if kept:
            between = words[kept[-1].stop : mention.first]
            pairs = set(itertools.pairwise(between))
            marked = not p.CORRECTION.isdisjoint(between) or not _REPLACING.isdisjoint(pairs)
            repair = (
                bool(between)
                and all(word in p.FILLERS or word in p.CORRECTION for word in between)
                and not set(between) <= {"en", "zeg", "dan", "maar", "nu"}
            )
            if marked or repair:
                kept[-1] = mention
                continue
        kept.append(mention)
    return kept


def settled(words: tuple[str, ...], dates: list[DateMention]) -> tuple[list[DateMention], bool]:
    """One mention per payment day, and whether a choice between days was left open."""
    kept: list[DateMention] = []
    alternatives = False
    for mention in dates:
        before = kept[-1] if kept else None
        if before is None:
            kept.append(mention)
            continue
        between = words[before.stop : mention.first]
        inside = _in_period(before, mention, words)
        if inside is not None:
            kept[-1] = inside
        elif before.date is None and "tussen" in words[max(0, before.first - 1) : before.stop]:
            kept[-1] = replace(before, latest=mention.latest)  # "tussen kerst en nieuwjaar"
        elif before.date is None and not before.conflict and not before.impossible:
            kept[-1] = mention
        elif (mention.date is None and not mention.conflict and not mention.impossible) or (
            mention.date == before.date and mention.date is not None
        ):
            continue
        elif (
            set(between) & {"of", "tot", "a", "anders"}
            or words[mention.first] == "uiterlijk"
            or (words[max(0, before.first - 1)] == "tussen" or words[before.first] == "tussen")
        ):
            kept[-1] = mention
            alternatives = "of" in between
        else:
            kept.append(mention)
    return kept, alternatives


def _in_period(period: DateMention, day: DateMention, words: tuple[str, ...]) -> DateMention | None:
    """A bare weekday after "volgende week": the day in that week, else None."""
    if period.date is not None or period.earliest is None or period.latest is None:
        return None
    if day.stop - day.first > 2 or words[day.stop - 1] not in WEEKDAYS or day.date is None:
        return None
    if (period.latest - period.earliest).days > 6:
        return None
    if day.first - period.stop > 4:
        return None
    moved = period.latest - dt.timedelta(days=(period.latest.weekday() - day.date.weekday()) % 7)
    if moved < period.earliest:
        return None
    return DateMention(
        moved, day.span, day.heard, period.first, day.stop, "day", "future", moved, moved,
        weekday_said=True, deadline=day.deadline,
    )  # fmt: skip
