"""Days and amounts that only their surroundings can tell; what was learned weighs them."""

import datetime as dt
from decimal import Decimal

import pytest

from app.dutch.normalise import normalise
from app.dutch.promises import OpenItem
from app.dutch.promises.learned.context import named_days, named_sums
from app.dutch.promises.rules import RuleReading

TODAY = dt.date(2026, 9, 8)  # a Tuesday
ITEMS = [
    OpenItem("10594", Decimal("4000.00"), due=dt.date(2026, 8, 1), disputed=False),
    OpenItem("10671", Decimal("2000.00"), due=dt.date(2026, 8, 20), disputed=False),
]


def reading(text: str) -> RuleReading:
    """The utterance taken apart."""
    return RuleReading(normalise(text), TODAY, ITEMS)


@pytest.mark.parametrize(
    ("text", "heard", "day"),
    [
        ("seffens zet ik het klaar", "seffens", TODAY),
        ("dat regelen wij per omgaande", "per omgaande", TODAY),
        ("ik tik het op dit moment in", "op dit moment", TODAY),
        ("het staat er binnen het kwartier", "binnen het kwartier", TODAY),
        ("over een half uurtje zit ik achter de computer", "over een half uurtje", TODAY),
        ("in tien minuten is het gepiept", "in tien minuten", TODAY),
        ("zodra ik ophang maak ik het over", "zodra ik ophang", TODAY),
        ("na de lunch pak ik het op", "na de lunch", TODAY),
        ("direct na het telefoontje", "direct na het telefoontje", TODAY),
        ("nog voor vijven is hij weg", "voor vijven", TODAY),
        ("na de kermis krijgt u het", "na de kermis", None),
        ("een dezer dagen komt het", "een dezer dagen", None),
        ("vanaf november wordt het beter", "november", None),
        ("de derde zet ik hem klaar", "de derde", dt.date(2026, 10, 3)),
        ("de twaalfde is hij voor u", "de twaalfde", dt.date(2026, 9, 12)),
    ],
)
def test_a_time_of_payment_that_is_no_date(text: str, heard: str, day: dt.date | None) -> None:
    """Within the hour is today; an event names no day; a low ordinal may be a day of the month."""
    (mention,) = named_days(reading(text))
    assert (mention.heard, mention.date) == (heard, day)
    assert (mention.precision == "period") == (day is None)


@pytest.mark.parametrize("text", ["de tweede factuur", "over vijf facturen", "de eerste honderd euro", "voor de deur"])
def test_what_is_counted_is_no_time(text: str) -> None:
    """Ordinals of things and counts stay what they are."""
    assert named_days(reading(text)) == []


def test_a_time_beside_a_day_is_not_another_day() -> None:
    """ "Vanavond na het eten" is one day."""
    assert len(named_days(reading("vanavond na het eten doe ik het"))) == 1


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("zestig en dan is het klaar", ["60.00"]),
        ("u krijgt er vijfentachtig van mij", ["85.00"]),
        ("van die achtduizend krijgt u er vijf", ["8000.00", "5000.00"]),
        ("u vroeg zeshonderd maar het worden er vier", ["600.00", "400.00"]),
        ("de raming was elfduizend en ik betaal twaalf", ["11000.00", "12000.00"]),
        ("achtenveertig vijfennegentig voor die bloemen", ["48.95"]),
        ("vijfentachtig nul vijf staat er", ["85.05"]),
        ("zestien zestig staat er", [None]),
        ("de hoofdsom krijgt u", ["6000.00"]),
        ("het saldo zuiveren wij aan", ["6000.00"]),
        ("wat er nog openstaat", ["6000.00"]),
        ("het verschil maak ik over", [None]),
        ("het verschil van tachtig euro", ["80.00"]),
        ("de btw komt vast", [None]),
        ("de eerste termijn", [None]),
        ("die van maart doe ik", [None]),
        ("die twee facturen", ["6000.00"]),
        ("die drie", [None]),
        ("de resterende vijftienhonderd", ["1500.00"]),
        ("een paar honderd", [None]),
    ],
)
def test_an_amount_that_its_surroundings_tell(text: str, values: list[str | None]) -> None:
    """Right where the open items or what was said before decide it, and None where nobody can tell."""
    read = reading(text)
    expected = [Decimal(value) if value else None for value in values]
    assert [read.value(said) for said in named_sums(read)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "mijn dochter wordt zaterdag dertien",
        "ik ben nu zestig",
        "zestig jaar",
        "om half tien",
        "twintig minuten",
        "het is uw schoonvader",
        "drie keer",
    ],
)
def test_what_is_counted_is_no_amount(text: str) -> None:
    """Ages, clock times and counts are no money."""
    assert named_sums(reading(text)) == []


def test_the_rules_leave_them_alone() -> None:
    """What only the surroundings can tell is among the amounts of the learned reading, and not of the rules."""
    read = reading("zestig vrijdag")
    assert read.sums == []
    assert len(named_sums(read)) == 1
