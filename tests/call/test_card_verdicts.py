"""Which phrases hurt, on the shipped catalogue."""

from dataclasses import replace
from types import MappingProxyType

import pytest

from app.advice.catalogue import Catalogue, load_catalogue, shipped_folder
from app.call.card_verdicts import PhraseVerdict, judge
from app.ledger.records import CardFeedback

OWN = "een zin van onszelf"


@pytest.fixture(scope="module")
def shipped() -> Catalogue:
    return load_catalogue(shipped_folder())


@pytest.fixture(scope="module")
def catalogue(shipped: Catalogue) -> Catalogue:
    run = shipped.objections["payment_run"]
    own = replace(run, phrases=(*run.phrases, OWN))
    return replace(shipped, objections=MappingProxyType({**shipped.objections, "payment_run": own}))


def verdict(fits: int, does_not_fit: int) -> PhraseVerdict:
    return PhraseVerdict("payment_run", "Betaalronde", OWN, fits, does_not_fit, "keep")


def test_what_surely_hurts_stands_above_what_may_be_chance(catalogue: Catalogue, shipped: Catalogue) -> None:
    """Six of seven weighs more than one of one, and both more than one of ten."""
    phrases = shipped.objections["payment_run"].phrases
    lines = (
        CardFeedback("payment_run", phrases[0], 9, 1),
        CardFeedback("payment_run", phrases[1], 0, 1),
        CardFeedback("payment_run", OWN, 1, 6),
    )
    assert [(v.fits, v.does_not_fit) for v in judge(lines, catalogue, shipped)] == [(1, 6), (0, 1), (9, 1)]


@pytest.mark.parametrize(
    ("card", "phrase", "fits", "does_not_fit", "suggestion"),
    [
        ("payment_run", OWN, 1, 2, "remove"),
        ("payment_run", "tussendoor betalen doen wij niet", 0, 3, "look_alike"),
        ("payment_run", OWN, 0, 2, "watch"),
        ("payment_run", OWN, 3, 2, "keep"),
        ("payment_run", "een zin die er niet meer is", 0, 9, "gone"),
        ("kaart_van_vroeger", OWN, 0, 9, "gone"),
    ],
)
def test_each_phrase_gets_what_can_be_done_about_it(
    catalogue: Catalogue,
    shipped: Catalogue,
    card: str,
    phrase: str,
    fits: int,
    does_not_fit: int,
    suggestion: str,
) -> None:
    """Own phrases can go, shipped ones get a look-alike, and little is said about few verdicts."""
    assert judge((CardFeedback(card, phrase, fits, does_not_fit),), catalogue, shipped)[0].suggestion == suggestion


def test_the_sure_share_is_that_of_wilson() -> None:
    """Known values of the 95 % interval: 3 of 3 has 0.438 as its lower end, 1 of 1 0.207, 0 of 5 nothing."""
    assert verdict(0, 3).certain_share == pytest.approx(0.4385, abs=1e-4)
    assert verdict(0, 1).certain_share == pytest.approx(0.2065, abs=1e-4)
    assert verdict(5, 0).certain_share == pytest.approx(0.0, abs=1e-9)
    assert verdict(1, 3).share == 0.75
