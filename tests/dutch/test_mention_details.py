"""Details of days and amounts on which a promise hangs."""

from datetime import date
from decimal import Decimal

import pytest

from app.dutch.dates import find_dates
from app.dutch.dates.soon import find_soon
from app.dutch.normalise import normalise
from app.dutch.numbers import find_amounts, find_numbers
from app.dutch.numbers.shares import find_shares
from app.dutch.promises import OpenItem, find_promise

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


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("uiterlijk met kerst", date(2026, 12, 25)),
        ("tegen pasen", date(2027, 3, 28)),
        ("eerste pinksterdag", date(2027, 5, 16)),
        ("op eerste kerstdag", date(2026, 12, 25)),
        ("met prinsjesdag", date(2026, 9, 15)),
        ("eind derde kwartaal", date(2026, 9, 30)),
        ("voor het eind van het eerste kwartaal", date(2027, 3, 31)),
    ],
)
def test_feasts_and_quarters_that_end_a_term(text: str, day: date) -> None:
    """A feast as a deadline is its first day, and so is that where it is named; a quarter goes by its number."""
    assert [mention.date for mention in find_dates(text, MONDAY)] == [day]


def test_a_feast_of_several_days_is_a_period() -> None:
    """ "Met kerst" may be either day."""
    (mention,) = find_dates("met kerst", MONDAY)
    assert (mention.date, mention.earliest, mention.latest) == (None, date(2026, 12, 25), date(2026, 12, 26))


def test_a_full_stop_ends_a_typed_number() -> None:
    """Thousands are typed with a space, but not across sentences."""
    assert [number.value for number in find_numbers("Nee, geen 400. 250 euro.")] == [Decimal(400), Decimal("250.00")]
    assert [number.value for number in find_numbers("Het is 4 250 euro.")] == [Decimal("4250.00")]


@pytest.mark.parametrize(
    ("text", "kind", "fraction"),
    [
        ("al het andere", "all", Decimal(1)),
        ("het niet betwiste deel", "all", Decimal(1)),
        ("de onbetwiste facturen", "all", Decimal(1)),
        ("de gehele vordering", "all", Decimal(1)),
        ("de volledige nota", "count", Decimal(1)),
        ("het eerste derde deel", "fraction", Decimal(1) / 3),
    ],
)
def test_other_words_for_shares(text: str, kind: str, fraction: Decimal) -> None:
    """What is left beside a disputed bill, and a part by its number."""
    assert [(share.kind, share.fraction) for share in find_shares(normalise(text))] == [(kind, fraction)]
