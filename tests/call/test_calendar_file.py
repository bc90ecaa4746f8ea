"""Follow-ups as a calendar file, read back by a calendar library."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from icalendar import Calendar

from app.call.calendar_file import calendar
from app.call.follow_up import FollowUpPlan

KEY = UUID(int=7)
NOW = datetime(2026, 9, 8, 8, 0, tzinfo=UTC)
CHECK = FollowUpPlan(
    "check_bank", date(2026, 9, 14), "Rekening controleren; € 6.000,00, als de bank is verwerkt\nregel twee"
)
BACK = FollowUpPlan("callback", date(2026, 9, 11), "Terugbellen", "14:00")


def read(*plans: FollowUpPlan, debtor: str = "Jansen & Zoë; BV") -> list[Any]:
    return list(Calendar.from_ical(calendar(plans, debtor, KEY, NOW)).walk("VEVENT"))


def test_a_day_and_a_time_come_back_as_they_are() -> None:
    """All day for a look at the bank, a quarter of an hour for a call."""
    whole_day, call = read(CHECK, BACK)
    assert (whole_day["DTSTART"].dt, whole_day["DTEND"].dt) == (date(2026, 9, 14), date(2026, 9, 15))
    assert whole_day["TRANSP"] == "TRANSPARENT"
    assert str(whole_day["SUMMARY"]) == f"Jansen & Zoë; BV: {CHECK.text}"
    assert call["DTSTART"].dt.isoformat() == "2026-09-11T14:00:00+02:00"
    assert call["DTEND"].dt - call["DTSTART"].dt == timedelta(minutes=15)
    assert call["DTSTART"].params["TZID"] == "Europe/Amsterdam"


@pytest.mark.parametrize(
    ("day", "utc"),
    [
        (date(2026, 10, 23), "2026-10-23T07:30:00+00:00"),  # summer time
        (date(2026, 10, 26), "2026-10-26T08:30:00+00:00"),  # the Monday after the clock went back
        (date(2027, 3, 26), "2027-03-26T08:30:00+00:00"),
        (date(2027, 3, 30), "2027-03-30T07:30:00+00:00"),
    ],
)
def test_times_are_those_on_the_wall_in_amsterdam(day: date, utc: str) -> None:
    """Half past nine stays half past nine when summer time ends or begins."""
    (event,) = read(FollowUpPlan("callback", day, "Terugbellen", "09:30"))
    assert event["DTSTART"].dt.astimezone(UTC).isoformat() == utc


def test_importing_twice_gives_no_double_entries() -> None:
    """The identity belongs to the action, not to its place in the list."""
    first = [str(event["UID"]) for event in read(CHECK, BACK)]
    second = [str(event["UID"]) for event in read(BACK, CHECK)]
    assert first == second[::-1]
    assert len(set(first)) == 2


def test_the_file_brings_its_time_zone_along() -> None:
    """Outlook wants the rules in the file."""
    content = calendar((BACK,), "Jansen BV", KEY, NOW)
    assert b"BEGIN:VTIMEZONE" in content
    assert content.startswith(b"BEGIN:VCALENDAR\r\n")
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))


def test_a_name_can_not_bring_in_an_entry() -> None:
    """Line ends in a name are escaped."""
    assert len(read(CHECK, debtor="Jansen\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\n")) == 1


def test_without_follow_ups_the_calendar_is_empty_and_valid() -> None:
    """A file with nothing in it does no harm."""
    assert read() == []
