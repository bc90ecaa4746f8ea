"""Ordinals that count payments and are no day of the month: "drie termijnen, de eerste vrijdag"."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from app.dutch.dates.find import DateMention
from app.dutch.promises.instalments import COUNT_NOUNS

_EVERY: Final = frozenset({"elke", "iedere", "per"})
_ORDINALS: Final = frozenset({"eerste", "tweede", "derde", "vierde"})
_LEADING_TO_A_DAY: Final = frozenset({"op", "per", "vanaf", "uiterlijk", "rond", "voor", "tegen", "telkens", "elke"})


def without_ordinals(words: tuple[str, ...], dates: Sequence[DateMention]) -> tuple[DateMention, ...]:
    """The dates without those that only count a payment; a weekday beside such a word keeps its own day."""
    if _ORDINALS.isdisjoint(words):
        return tuple(dates)
    kept: list[DateMention] = []
    for index, mention in enumerate(dates):
        if not _counts_payments(words, mention):
            kept.append(mention)
        elif mention.weekday_said:
            kept.append(_on_weekday(mention))
        elif not (dates[index + 1 :] or _follows(dates[:index], mention)):
            kept.append(mention)
    return tuple(kept)


def _counts_payments(words: tuple[str, ...], mention: DateMention) -> bool:
    """Whether a date is "de eerste" or "vrijdag de eerste" after words of paying in parts."""
    at = mention.stop - 2
    if at < 0 or words[at] != "de" or words[at + 1] not in _ORDINALS:
        return False
    if mention.weekday_said:
        return mention.conflict and len(mention.candidates) == 2 and _in_parts(words[:at])
    if not mention.day_of_month or words[at - 1] in _LEADING_TO_A_DAY:
        return False
    return _in_parts(words[:at]) or _numbers_bills(words, mention)


def _numbers_bills(words: tuple[str, ...], mention: DateMention) -> bool:
    """Whether "de eerste" is one of two bills: "de eerste betaal ik morgen de tweede vrijdag"."""
    at = mention.stop - 1
    if words[at] == "eerste":
        after = words[mention.stop :]
        return after[:1] not in (("of",), ("en",)) and ("de", "tweede") in pairwise(after)
    return words[at] == "tweede" and ("de", "eerste") in pairwise(words[: at - 2])


def _in_parts(words: tuple[str, ...]) -> bool:
    return not COUNT_NOUNS.isdisjoint(words) or not _EVERY.isdisjoint(words)


def _on_weekday(mention: DateMention) -> DateMention:
    day: dt.date = mention.candidates[1]
    return replace(mention, date=day, earliest=day, latest=day, conflict=False, candidates=())


def _follows(before: Sequence[DateMention], mention: DateMention) -> bool:
    """Whether another day stands right before it: "vrijdag dan de eerste"."""
    return bool(before) and not before[-1].recurring and mention.first - before[-1].stop <= 1
