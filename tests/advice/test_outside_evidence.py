"""What another listener heard is added to the score, and nothing else changes."""

import pytest

from app.advice.catalogue import Catalogue
from app.advice.matcher import THRESHOLD, Matcher

SAID = "wij betalen altijd aan het einde van de maand"
GARBLED = "hier met alle aan de lijn er van de maan"


@pytest.fixture(scope="module")
def matcher(catalogue: Catalogue) -> Matcher:
    return Matcher(catalogue)


def test_evidence_of_nothing_changes_nothing(matcher: Matcher) -> None:
    """Zero log-odds, or an objection that nobody knows."""
    assert matcher.match(SAID, None, {"payment_run": 0.0, "moving_house": 5.0}) == matcher.match(SAID)


def test_evidence_raises_what_the_words_alone_do_not(matcher: Matcher) -> None:
    """As much as another listener may add, where dictation lost the words."""
    assert matcher.match(GARBLED) == ()
    (found,) = matcher.match(GARBLED, None, {"payment_run": 3.9})
    assert found.id == "payment_run"
    assert THRESHOLD <= found.score < 0.7
    assert 0 <= found.span[0] < found.span[1] <= len(GARBLED)
    assert matcher.match(GARBLED, None, {"payment_run": 3.0}) == ()


def test_evidence_against_takes_away_what_is_unsure_and_not_what_is_sure(matcher: Matcher) -> None:
    """Others heard nothing of it."""
    sure = matcher.match(SAID, None, {"payment_run": -2.0})
    assert [one.id for one in sure] == ["payment_run"]
    assert matcher.match(SAID, None, {"payment_run": -20.0}) == ()
