"""The day of a round of payments that always comes: "elke donderdag een run, en u zit in die van volgende week"."""

import calendar
import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from app.dutch.dates.find import DateMention

_ROUNDS: Final = frozenset(
    "die deze run ronde batch betaalrun betaalronde betaalbatch lijst betaallijst betaling".split()
)
_WEEK: Final = dt.timedelta(days=7)


def with_round_days(words: tuple[str, ...], dates: Sequence[DateMention]) -> tuple[DateMention, ...]:
    """The dates, with the day of the round in place of the week or month that says which round.

    Args:
        words: the utterance.
        dates: the dates in it, in order.
    """
    found: list[DateMention] = []
    rhythm: DateMention | None = None
    for mention in dates:
        day = _in_period(rhythm, mention) if rhythm is not None and _says_which(words, mention) else None
        if day is not None:
            mention = replace(mention, date=day, precision="day", earliest=day, latest=day)
        elif mention.recurring or words[mention.stop - 2 : mention.stop] == ("de", "maand"):
            rhythm = mention
        found.append(mention)
    return tuple(found)


def _says_which(words: tuple[str, ...], mention: DateMention) -> bool:
    """Whether a period follows "die van", "de run van"."""
    return mention.date is None and words[mention.first - 1] == "van" and words[mention.first - 2] in _ROUNDS


def _in_period(rhythm: DateMention, period: DateMention) -> dt.date | None:
    """The day of the rhythm that lies in a week or a month, None where it has gone by or there is none."""
    if rhythm.date is None or period.earliest is None or period.latest is None:
        return None
    if period.latest - period.earliest < _WEEK:
        if not rhythm.weekday_said:
            return None
        day = period.latest - dt.timedelta(days=(period.latest.weekday() - rhythm.date.weekday()) % 7)
    elif rhythm.weekday_said:
        return None
    else:
        year, month = period.latest.year, period.latest.month
        day = dt.date(year, month, min(rhythm.date.day, calendar.monthrange(year, month)[1]))
    return day if day >= period.earliest else None
