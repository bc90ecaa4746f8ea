"""Working days in the Netherlands.

Monday to Friday, without the public holidays. Those stand in `resources/calendar/netherlands.txt`, which is made from
the library `holidays` (`make_calendar.py` beside it says why). Choices that follow from it: King's Day moves to
Saturday the 26th where 27 April is a Sunday; 5 May is free only in lustrum years (2025, 2030 ...), as most collective
agreements have it; Good Friday counts as free, because the European payment system (TARGET) is closed and many offices
are.
"""

from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Final

_DAY: Final = timedelta(days=1)
_LIST: Final = Path(__file__).resolve().parents[3] / "resources" / "calendar" / "netherlands.txt"


def public_holidays(year: int) -> frozenset[date]:
    """The public holidays of one year; years outside 2000..2099 give an empty set."""
    return _all_holidays().get(year, frozenset())


@cache
def _all_holidays() -> dict[int, frozenset[date]]:
    found = {}
    for line in _LIST.read_text(encoding="utf-8").splitlines():
        year, *days = line.split()
        found[int(year)] = frozenset(date.fromisoformat(f"{year}-{day}") for day in days)
    return found


def prepare() -> None:
    """Read the holidays, so that the first "na pasen" in a call does not wait for the disk."""
    _all_holidays()


def easter_sunday(year: int) -> date:
    """Easter Sunday, by way of the holiday list; 4 April where the year is outside the list."""
    for day in sorted(public_holidays(year)):
        if day.weekday() == 6 and day.month in (3, 4) and day + _DAY in public_holidays(year):
            return day
    return date(year, 4, 4)


def is_working_day(day: date) -> bool:
    """Whether offices and banks work on a day."""
    return day.weekday() < 5 and day not in public_holidays(day.year)


def next_working_day(day: date) -> date:
    """The first working day after a day."""
    return add_working_days(day, 1)


def previous_working_day(day: date) -> date:
    """The last working day before a day."""
    return add_working_days(day, -1)


def working_day_from(day: date) -> date:
    """The day itself where it is a working day, otherwise the next one."""
    return day if is_working_day(day) else next_working_day(day)


def add_working_days(day: date, count: int) -> date:
    """The working day `count` working days after (before, if negative) a day.

    Zero gives the day itself, also where it is not a working day. At most 1000 either way
    (ValueError), because nobody means more.
    """
    if abs(count) > 1000:
        raise ValueError(f"at most 1000 working days, not {count}")
    step = _DAY if count > 0 else -_DAY
    for _ in range(abs(count)):
        day += step
        while not is_working_day(day):
            day += step
    return day
