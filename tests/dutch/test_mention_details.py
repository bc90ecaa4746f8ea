"""Details of days and amounts on which a promise hangs."""

from datetime import date
from decimal import Decimal

import pytest

from app.dutch.dates import find_dates
from app.dutch.normalise import normalise
from app.dutch.numbers import find_amounts
from app.dutch.promises import OpenItem, find_promise
from app.dutch.shares import find_shares
from app.dutch.soon import find_soon

MONDAY = date(2026, 9, 7)


def test_todays_weekday_after_a_later_day_is_a_week_on() -> None:
    """Said on a Monday: by itself "maandag" may be today, after "zaterdag" it never is."""
    named = [mention.date for mention in find_dates(normalise("zaterdag verkoop ik hem en maandag betaal ik"), MONDAY)]
    assert named == [date(2026, 9, 12), date(2026, 9, 14)]
    assert [mention.date for mention in find_dates(normalise("ik doe het maandag"), MONDAY)] == [MONDAY]


@pytest.mark.parametrize(
    ("text", "value"),
    [("een ruggetje kan ik missen", Decimal(1000)), ("twee ruggetjes morgen", Decimal(2000)), ("zes k", Decimal(6000))],
)
def test_everyday_words_for_a_thousand(text: str, value: Decimal) -> None:
    """A "ruggetje" is a thousand, also with "een" before it."""
    assert [mention.value for mention in find_amounts(text)] == [value]


@pytest.mark.parametrize("text", ["met een k in het midden", "papier van honderdzestig gram", "driehonderd liter melk"])
def test_letters_and_measures_are_no_amounts(text: str) -> None:
    """A letter that is spelled out and what is weighed or measured."""
    assert find_amounts(text) == ()


def test_a_half_after_an_amount_may_open_a_month() -> None:
    """ "Zeshonderd en half januari" names an amount and a day."""
    norm = normalise("zeshonderd en half januari de rest")
    assert [mention.value for mention in find_amounts(norm)] == [Decimal(600)]


@pytest.mark.parametrize("text", ["honderd procent zeker", "tien procent korting", "in de tweede helft van de maand"])
def test_no_share_of_the_debt(text: str) -> None:
    """How sure it is, how much less is asked, and a part of the month."""
    assert find_shares(normalise(text)) == ()


def test_between_now_and_half_an_hour_is_today() -> None:
    """ "Tussen nu en een halfuur" ends today."""
    said = find_soon(normalise("tussen nu en een halfuur staat het erop"), MONDAY, frozenset())
    assert [mention.date for mention in said] == [MONDAY]


def test_thinking_aloud_is_no_question() -> None:
    """ "Moet ik even rekenen" only fills the pause, and what was counted is promised."""
    items = [OpenItem("1", Decimal(2000), disputed=False, due=MONDAY)]
    promise = find_promise("moet ik even rekenen een kwart dat kan ik vrijdag betalen", MONDAY, items)
    assert promise is not None
    assert (promise.date, promise.amount) == (date(2026, 9, 11), Decimal("500.00"))
