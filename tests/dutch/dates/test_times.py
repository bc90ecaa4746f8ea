"""Clock times as an office means them."""

from datetime import time

import pytest

from app.dutch.dates.times import find_times


@pytest.mark.parametrize(
    ("text", "hour", "minute"),
    [
        ("bel me om half vijf", 16, 30), ("om kwart over drie", 15, 15), ("14.30 uur", 14, 30),
        ("om 14:30", 14, 30), ("om drie uur", 15, 0), ("rond een uur of drie", 15, 0),
        ("tien over half drie", 14, 40), ("vijf voor half drie", 14, 25), ("half een", 12, 30),
        ("kwart voor vijf", 16, 45), ("na drieën", 15, 0), ("om vier", 16, 0), ("om 9.00", 9, 0),
        ("om acht uur 's avonds", 20, 0), ("morgenochtend om acht uur", 8, 0), ("10u30", 10, 30),
        ("om twaalf uur", 12, 0), ("om negen uur dertig", 9, 30), ("om 16 uur", 16, 0),
    ],
)  # fmt: skip
def test_a_time_is_found(text: str, hour: int, minute: int) -> None:
    """The time in office hours, and the words it came from."""
    (mention,) = find_times(text)
    assert mention.time == time(hour, minute)
    assert mention.heard in text


def test_a_window_has_a_beginning_and_an_end() -> None:
    """ "Tussen negen en tien" is one mention."""
    (mention,) = find_times("tussen negen en tien")
    assert (mention.time, mention.until) == (time(9), time(10))


@pytest.mark.parametrize(
    "text", ["half september", "zes duizend euro", "in drie termijnen", "over drie uur", "", "een"]
)
def test_what_is_no_time_is_left_alone(text: str) -> None:
    """Halves of months, amounts and counts are not times."""
    assert find_times(text) == ()
