"""Appointments to call back."""

from datetime import date, time

import pytest

from app.dutch.callbacks import find_callback

TODAY = date(2026, 9, 8)


@pytest.mark.parametrize(
    ("text", "caller", "day", "clock"),
    [
        ("bel me donderdag om half vijf terug", "controller", date(2026, 9, 10), time(16, 30)),
        ("ik bel u morgen terug", "debtor", date(2026, 9, 9), None),
        ("u mag vrijdag na drie uur terugbellen", "controller", date(2026, 9, 11), time(15)),
        ("mijn collega belt u morgen tussen negen en tien", "debtor", date(2026, 9, 9), time(9)),
        ("vanmiddag bel ik u terug om kwart over drie", "debtor", TODAY, time(15, 15)),
        ("u kunt me om vier uur bellen", "controller", TODAY, time(16)),
        ("ik neem donderdag contact met u op", "debtor", date(2026, 9, 10), None),
        ("ik bel u terug", "debtor", None, None),
        ("kunt u maandag terugbellen", "controller", date(2026, 9, 14), None),
    ],
)
def test_a_callback_has_a_caller_a_day_and_a_time(text: str, caller: str, day: date | None, clock: time | None) -> None:
    """Who calls, when, as far as it was said."""
    callback = find_callback(text, TODAY)
    assert callback is not None
    assert (callback.caller, callback.date, callback.time) == (caller, day, clock)
    assert text[slice(*callback.span)] == callback.words


@pytest.mark.parametrize(
    "text",
    ["u zou mij vrijdag terugbellen", "ik heb u vrijdag gebeld", "u hoeft niet te bellen",
     "ik betaal vrijdag", "", "bellen doe ik niet"],
)  # fmt: skip
def test_missed_past_and_refused_calls_are_none(text: str) -> None:
    """A call that was or will not be made is no appointment."""
    assert find_callback(text, TODAY) is None
