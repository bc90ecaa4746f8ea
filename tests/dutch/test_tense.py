"""Words that put a sentence in the past."""

import pytest

from app.dutch.normalise import normalise
from app.dutch.tense import past_sense


@pytest.mark.parametrize(
    "text",
    ["ik heb vrijdag betaald", "dat is vorige week overgemaakt", "toen ook al", "in 2008",
     "in tweeduizend acht", "destijds", "drie jaar geleden", "vorig jaar", "was ook al zo",
     "we hebben dat gemeld", "afgelopen zomer"],
)  # fmt: skip
def test_the_past_is_heard(text: str) -> None:
    """Participles, years and adverbs tell of the past."""
    assert past_sense(normalise(text))


@pytest.mark.parametrize(
    "text",
    ["ik betaal vrijdag", "dat wordt betaald", "dan heeft u het vrijdag", "we hebben geld",
     "volgende week", "is goed", "tweeduizend euro"],
)  # fmt: skip
def test_present_and_future_are_not_past(text: str) -> None:
    """Having, being and what will be done are not past."""
    assert not past_sense(normalise(text))


def test_this_year_is_not_past_when_the_year_is_known() -> None:
    """With `this_year` only earlier years count."""
    assert not past_sense(normalise("in 2026"), this_year=2026)
    assert past_sense(normalise("in 2025"), this_year=2026)
