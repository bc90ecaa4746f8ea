"""Typed values, read as loosely as they are spoken."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.call.typed import typed_amount, typed_date, typed_time
from tests.call.people import TODAY


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("vrijdag", date(2026, 9, 11)), ("11-9", date(2026, 9, 11)), ("11-9-2026", date(2026, 9, 11)),
        ("11 september", date(2026, 9, 11)), ("morgen", date(2026, 9, 9)), ("over twee weken", date(2026, 9, 22)),
        ("", None), ("appel", None), ("31 februari", None), ("vrijdag of maandag", None),
    ],
)  # fmt: skip
def test_a_typed_day(text: str, day: date | None) -> None:
    """One day, or none."""
    assert typed_date(text, TODAY) == day


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("6.000", "6000.00"), ("6000", "6000.00"), ("2500,50", "2500.50"), ("2.500,50", "2500.50"), ("€ 12", "12.00"),
        ("zesduizend", "6000.00"), ("6000 euro", "6000.00"), ("", None), ("appel", None), ("€", None),
        ("99999999999999", None),
    ],
)  # fmt: skip
def test_a_typed_amount(text: str, amount: str | None) -> None:
    """Two decimals, or none."""
    assert typed_amount(text) == (None if amount is None else Decimal(amount))


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("16:30", "16:30"), ("16.30", "16:30"), ("14 uur", "14:00"), ("14", "14:00"), ("half vijf", "16:30"),
        ("kwart over drie", "15:15"), ("", None), ("appel", None), ("25:00", None),
    ],
)  # fmt: skip
def test_a_typed_time(text: str, clock: str | None) -> None:
    """Hours and minutes, or none."""
    assert typed_time(text) == clock


@given(st.text(max_size=30))
def test_anything_may_be_typed(text: str) -> None:
    """Nothing raises; an amount has two decimals, a time has five characters."""
    typed_date(text, TODAY)
    amount, clock = typed_amount(text), typed_time(text)
    assert amount is None or amount.as_tuple().exponent == -2
    assert clock is None or len(clock) == 5
