"""Money, dates and lists as a Dutch reader expects them."""

from datetime import date
from decimal import Decimal

import pytest

from app.call.formats import date_with_year, listing, long_date, money, short_date


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        ("6000.00", "€\u00a06.000,00"), ("0.5", "€\u00a00,50"), ("1234567.89", "€\u00a01.234.567,89"),
        ("-5.00", "€\u00a0-5,00"), ("0", "€\u00a00,00"),
    ],
)  # fmt: skip
def test_money_has_points_a_comma_and_stays_on_one_line(amount: str, text: str) -> None:
    """With a no-break space after the sign."""
    assert money(Decimal(amount)) == text


def test_dates_are_written_out() -> None:
    """With weekday, without year unless it differs."""
    assert long_date(date(2026, 9, 11)) == "vrijdag 11 september"
    assert date_with_year(date(2026, 9, 11), date(2026, 1, 1)) == "vrijdag 11 september"
    assert date_with_year(date(2027, 1, 1), date(2026, 12, 31)) == "vrijdag 1 januari 2027"
    assert short_date(date(2026, 8, 20)) == "20 aug"
    assert short_date(date(2026, 5, 3)) == "3 mei"


@pytest.mark.parametrize(
    ("items", "text"), [((), ""), (("a",), "a"), (("a", "b"), "a en b"), (("a", "b", "c"), "a, b en c")]
)
def test_a_list_is_joined_as_in_speech(items: tuple[str, ...], text: str) -> None:
    """A comma between, a word before the last."""
    assert listing(items, "en") == text
