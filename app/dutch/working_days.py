"""Working days in the Netherlands; the only door to the library `holidays`.

Monday to Friday, without the days that `holidays` lists as public in the Netherlands. Choices
that follow from it: King's Day moves to Saturday the 26th where 27 April is a Sunday; 5 May is
free only in lustrum years (2025, 2030 ...), as most collective agreements have it; Good Friday
counts as free, because the European payment system (TARGET) is closed and many offices are.
"""

from datetime import date, timedelta
from functools import lru_cache
from typing import Final

import holidays

_DAY: Final = timedelta(days=1)


@lru_cache(maxsize=32)
def public_holidays(year: int) -> frozenset[date]:
    """The public holidays of one year; years outside 1901..2099 give an empty set."""
    if not 1901 <= year <= 2099:
        return frozenset()
    return frozenset(holidays.country_holidays("NL", years=[year]))


def prepare(today: date) -> None:
    """Load the holidays of this year and the next; the first time takes about half a second.

    To be called while the program starts, so that the first "na pasen" in a call does not wait.
    """
    public_holidays(today.year)
    public_holidays(today.year + 1)


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
