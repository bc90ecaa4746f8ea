"""A word or two is a promise or none by what was asked before it."""

import datetime as dt
from decimal import Decimal

import pytest

from app.dutch.promises import OpenItem, find_promise
from app.dutch.promises import asked as questions
from app.dutch.promises.asked import Asked, asked, features

TODAY = dt.date(2026, 9, 8)  # a Tuesday
FRIDAY = dt.date(2026, 9, 11)
ITEMS = [OpenItem("10672", Decimal("1250.00"), due=TODAY, disputed=False)]


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("wanneer kunt u het betalen", "payment"),
        ("en wanneer kan ik het geld verwachten", "payment"),
        ("hoeveel kunt u vandaag overmaken", "payment"),
        ("welke datum zal ik noteren voor de betaling", "payment"),
        ("wanneer is uw directeur weer op kantoor", "other"),
        ("wanneer heeft u de factuur ontvangen", "other"),
        ("op welke dag zijn de goederen geleverd", "other"),
        ("u gaat dus betalen maar wanneer is uw directeur terug", "other"),
        ("", None),
        ("eh ja nou", None),
    ],
)
def test_a_question_is_known_for_what_it_asks(text: str, about: Asked | None) -> None:
    """By its own words first, and then by those before it."""
    assert asked(text) == about


def test_an_unsure_question_is_left_open(monkeypatch: pytest.MonkeyPatch) -> None:
    """Weights that say little, or none at all, decide nothing."""
    monkeypatch.setattr(questions, "shipped_weights", lambda: {"q:betaalt": 0.1})
    assert asked("wanneer betaalt u") is None
    monkeypatch.setattr(questions, "shipped_weights", dict)
    assert asked("wanneer betaalt u") is None


def test_the_last_question_is_what_counts() -> None:
    """What stands before it counts apart, and days and numbers look alike."""
    found = features("ik stuur vrijdag de kopie en wanneer betaalt u die tweehonderd")
    assert {"q:betaalt", "b:kopie", "b:<day>", "q:<number>"} <= found
    assert not found & {"q:kopie", "b:betaalt"}


@pytest.mark.parametrize(
    ("text", "day", "amount"),
    [
        ("vrijdag", FRIDAY, None),
        ("Vrijdag denk ik.", FRIDAY, None),
        ("nee eh vrijdag", FRIDAY, None),
        ("die van vrijdag", FRIDAY, None),
        ("uiterlijk vrijdag", FRIDAY, None),
        ("vijfhonderd euro", None, Decimal("500.00")),
        ("vijfhonderd", None, Decimal("500.00")),
        ("ja vrijdag vijfhonderd", FRIDAY, Decimal("500.00")),
    ],
)
def test_an_answer_is_a_promise_where_a_payment_was_asked_for(
    text: str, day: dt.date | None, amount: Decimal | None
) -> None:
    """And none where the question was about something else; the words are those that were said."""
    found = find_promise(text, TODAY, ITEMS, asked="payment")
    assert found is not None
    assert (found.date, found.amount) == (day, amount)
    assert text[slice(*found.span)] == found.words
    assert find_promise(text, TODAY, ITEMS, asked="other") is None


@pytest.mark.parametrize("text", ["vijfhonderd euro", "eh tweehonderd", "drieduizend euro"])
def test_an_amount_by_itself_is_no_promise(text: str) -> None:
    """It may be what the invoice says; only the question makes it one."""
    assert find_promise(text, TODAY, ITEMS) is None
    assert find_promise(text, TODAY, ITEMS, asked="payment") is not None


def test_a_doubt_goes_with_the_answer() -> None:
    """`hedged` tells it."""
    found = find_promise("vrijdag denk ik", TODAY, ITEMS, asked="payment")
    assert found is not None
    assert found.hedged
    assert find_promise("misschien vrijdag", TODAY, ITEMS, asked="payment") is None


@pytest.mark.parametrize("about", [None, "payment", "other"])
def test_who_says_more_is_read_by_what_he_says(about: Asked | None) -> None:
    """Whatever was asked."""
    found = find_promise("ik betaal u vrijdag vijfhonderd euro", TODAY, ITEMS, asked=about)
    assert found is not None
    assert (found.date, found.amount) == (FRIDAY, Decimal("500.00"))
    assert find_promise("vrijdag komt mijn zus", TODAY, ITEMS, asked=about) is None
    assert find_promise("gisteren", TODAY, ITEMS, asked=about) is None
