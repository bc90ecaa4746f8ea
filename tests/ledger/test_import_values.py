"""Amounts, dates and texts as Dutch lists write them."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.ledger.import_values import (
    Cell,
    UnclearError,
    as_amount,
    as_date,
    as_level,
    as_text,
    decimal_mark,
    month_first,
)


@pytest.mark.parametrize(
    ("cell", "euros"),
    [
        ("1.234,56", "1234.56"),
        ("€ 1.234,56-", "-1234.56"),
        ("1234.56", "1234.56"),
        ("(12,50)", "-12.50"),
        ("1 234,56", "1234.56"),
        ("€\u00a01.234,56", "1234.56"),
        ("-/- 12,50", "-12.50"),
        ("\u221212,50", "-12.50"),
        ("+12,50", "12.50"),
        ("-12,50-", "12.50"),
        ("12,50 CR", "-12.50"),
        ("12,50 D", "12.50"),
        ("EUR 12", "12.00"),
        ("12,5", "12.50"),
        ("12,-", "12.00"),
        ("12,--", "12.00"),
        ("1.234", "1234.00"),
        ("1.234.567", "1234567.00"),
        ("1,234.56", "1234.56"),
        ("0,00", "0.00"),
        ("1'234,50", "1234.50"),
        (1234.56, "1234.56"),
        (0.1 + 0.2, "0.30"),
        (12, "12.00"),
        (Decimal("1.005"), "1.00"),
    ],
)
def test_an_amount_is_read(cell: Cell, euros: str) -> None:
    """Signs before, behind and as brackets; both decimal marks; money words."""
    assert as_amount(cell) == Decimal(euros)


@pytest.mark.parametrize("cell", [None, "", "  ", "-", "€", True])
def test_an_empty_amount_is_none(cell: Cell) -> None:
    """Nothing is not zero."""
    assert as_amount(cell) is None


@pytest.mark.parametrize(
    "cell",
    [
        "twaalf",
        "1,2,3",
        "12,345",
        "1.23.456",
        "1,234,5.6",
        "12.50.",
        "=1+1",
        "#REF!",
        "1e5",
        "12 euro 50",
        float("nan"),
        float("inf"),
        date(2026, 9, 8),
        "٣٤",
    ],
)
def test_an_unclear_amount_is_said_to_be_so(cell: Cell) -> None:
    """Never guessed: money that is read wrongly is worse than money that is not read."""
    with pytest.raises(UnclearError) as error:
        as_amount(cell)
    assert error.value.code == "amount_unclear"


def test_an_amount_beyond_reason_is_refused() -> None:
    """A bank account number in the amount column."""
    with pytest.raises(UnclearError) as error:
        as_amount("12345678901234")
    assert error.value.code == "amount_too_large"


@pytest.mark.parametrize(
    ("cells", "mark"),
    [
        (["1.234,56", "12"], ","),
        (["1234.56", "12.50", "1.234"], "."),
        (["1,234", "12.50"], "."),
        (["1.234"], ","),
        (["1.234.567"], ","),
        (["1,234,567"], "."),
        ([], ","),
        ([12.5, None], ","),
    ],
)
def test_the_whole_column_tells_the_decimal_mark(cells: list[Cell], mark: str) -> None:
    """One clear value settles the unclear ones; Dutch where nothing does."""
    assert decimal_mark(cells) == mark


def test_thousands_follow_the_mark_of_the_column() -> None:
    """With decimal points, a comma and three digits are thousands; in a Dutch list unclear."""
    assert as_amount("1,234", ".") == Decimal("1234.00")
    with pytest.raises(UnclearError):
        as_amount("1,234", ",")
    with pytest.raises(UnclearError):
        as_amount("1.234", ".")


@given(st.decimals(min_value=-10_000_000, max_value=10_000_000, places=2))
def test_every_amount_in_dutch_notation_is_read_back(euros: Decimal) -> None:
    """Written the Dutch way with thousands and with the minus behind, any amount comes back."""
    english = f"{abs(euros):,.2f}"
    dutch = english.translate(str.maketrans(",.", ".,"))
    assert as_amount(f"€ {dutch}{'-' if euros < 0 else ''}") == euros
    assert as_amount(("-" if euros < 0 else "") + english, ".") == euros


@pytest.mark.parametrize(
    "cell",
    [
        "20-07-2026",
        "20/7/26",
        "20.7.2026",
        "20 07 2026",
        "2026-07-20",
        "20260720",
        "2026-07-20T00:00:00",
        "20-07-2026 00:00",
        "2026-07-20 12:30:00.000",
        "2026-07-20T00:00:00Z",
        "20 juli 2026",
        "20-jul-26",
        "20-Jul-2026",
        " 20-7-2026 ",
        "46223",
        "46223.5",
        46223,
        46223.0,
        date(2026, 7, 20),
        datetime(2026, 7, 20, 23, 59),
    ],
)
def test_a_date_is_read(cell: Cell) -> None:
    """Dutch, ISO, in words, and as workbooks store it."""
    assert as_date(cell) == date(2026, 7, 20)


@pytest.mark.parametrize("cell", [None, "", "-", "0000-00-00", False])
def test_an_empty_date_is_none(cell: Cell) -> None:
    """What programs write when there is none."""
    assert as_date(cell) is None


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("31-02-2026", "date_unclear"),
        ("07-20-2026", "date_unclear"),
        ("volgende week", "date_unclear"),
        ("20-07", "date_unclear"),
        ("=TODAY()", "date_unclear"),
        ("01-01-1900", "date_unlikely"),
        ("20-07-2206", "date_unlikely"),
        (date(1899, 12, 31), "date_unlikely"),
    ],
)
def test_an_unclear_date_is_said_to_be_so(cell: Cell, code: str) -> None:
    """A day that does not exist, words, a slip in the year."""
    with pytest.raises(UnclearError) as error:
        as_date(cell)
    assert error.value.code == code


@pytest.mark.parametrize(
    ("cells", "american"),
    [
        (["07/20/2026", "08/19/2026", "01/02/2026"], True),
        (["20/07/2026", "08/19/2026"], False),
        (["01/02/2026"], False),
        ([46223, None, "2026-07-20"], False),
    ],
)
def test_the_whole_column_tells_the_order_of_a_date(cells: list[Cell], american: bool) -> None:
    """Month first only where nothing else fits every value."""
    assert month_first(cells) is american


def test_a_date_with_the_month_first_is_read_so() -> None:
    """When the column says it."""
    assert as_date("07/20/2026", american=True) == date(2026, 7, 20)


@pytest.mark.parametrize(
    ("cell", "level"),
    [
        ("2", 2),
        (2.0, 2),
        ("2e herinnering", 2),
        ("A1", 1),
        ("geen", 0),
        (None, 0),
        ("", 0),
        ("20-07-2026", 0),
        (date(2026, 7, 20), 0),
    ],
)
def test_a_reminder_level_is_read(cell: Cell, level: int) -> None:
    """The digit counts; a date is no level."""
    assert as_level(cell) == level


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("  Jansen \u00a0 BV\r\n", "Jansen BV"),
        ("a\x00b\x1b[31m", "a b [31m"),
        (10594.0, "10594"),
        (10594, "10594"),
        ("'=HYPERLINK(1)", "=HYPERLINK(1)"),
        ("'t Fietsje", "'t Fietsje"),
        (True, "ja"),
        (None, ""),
        ("fiets\u200bje", "fiets je"),
    ],
)
def test_a_text_is_one_clean_line(cell: Cell, text: str) -> None:
    """No control characters, no invisible ones, no quote that our own export put there."""
    assert as_text(cell) == text
