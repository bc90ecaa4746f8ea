"""Working days with the Dutch holidays."""

from datetime import date

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.dutch.dates.working_days import (
    add_working_days,
    easter_sunday,
    is_working_day,
    next_working_day,
    previous_working_day,
    public_holidays,
    working_day_from,
)

DAYS = st.dates(min_value=date(2020, 1, 1), max_value=date(2040, 12, 31))


@pytest.mark.parametrize(
    ("day", "following"),
    [
        (date(2026, 9, 11), date(2026, 9, 14)),
        (date(2026, 4, 2), date(2026, 4, 7)),  # Good Friday and Easter Monday
        (date(2025, 4, 25), date(2025, 4, 28)),  # King's Day on Saturday 26 April
        (date(2026, 4, 24), date(2026, 4, 28)),  # King's Day on a Monday
        (date(2025, 5, 2), date(2025, 5, 6)),  # 5 May in a lustrum year
        (date(2026, 5, 4), date(2026, 5, 5)),  # 5 May in another year
        (date(2026, 12, 24), date(2026, 12, 28)),
        (date(2026, 12, 31), date(2027, 1, 4)),
    ],
)
def test_the_next_working_day_skips_weekends_and_holidays(day: date, following: date) -> None:
    """The traps of the Dutch calendar."""
    assert next_working_day(day) == following


def test_the_list_is_what_the_library_of_holidays_says() -> None:
    """A newer library may know of another law: run `resources/calendar/make_calendar.py`."""
    for year in range(2000, 2100):
        assert public_holidays(year) == frozenset(holidays.country_holidays("NL", years=[year])), year


def test_years_outside_the_list_have_no_holidays() -> None:
    """A date that is a slip of the pen is no error here; who asks about it marks it."""
    assert public_holidays(1999) == public_holidays(2100) == frozenset()


def test_easter_is_found_for_each_year() -> None:
    """Easter Sundays of five years, from the almanac."""
    found = [easter_sunday(year) for year in range(2024, 2029)]
    assert found == [
        date(2024, 3, 31), date(2025, 4, 20), date(2026, 4, 5), date(2027, 3, 28),
        date(2028, 4, 16),
    ]  # fmt: skip


@given(DAYS, st.integers(min_value=1, max_value=40))
def test_adding_and_taking_away_working_days_meet(day: date, count: int) -> None:
    """From a working day, forwards and back again is where one began."""
    start = working_day_from(day)
    ahead = add_working_days(start, count)
    assert is_working_day(ahead)
    assert ahead > start
    assert add_working_days(ahead, -count) == start


@given(DAYS)
def test_the_previous_working_day_is_before(day: date) -> None:
    """The previous working day is one, and nothing lies between."""
    before = previous_working_day(day)
    assert before < day
    assert next_working_day(before) >= day


def test_absurd_counts_are_refused() -> None:
    """More than a thousand working days is an error of the caller."""
    with pytest.raises(ValueError, match="1000"):
        add_working_days(date(2026, 1, 1), 1001)
