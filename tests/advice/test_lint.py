"""A user's new phrase gets advice before it is added."""

import pytest

from app.advice.lint import PhraseLint
from app.advice.matcher import Matcher


@pytest.mark.parametrize(
    ("phrase", "kind"),
    [
        ("ja hoor", "too_short"),
        ("ik ga dat zo doen", "too_common"),
        ("wij hebben de factuur nooit ontvangen", "collides"),
        (" ".join(["woord"] * 21), "too_long"),
    ],
)
def test_doubtful_phrase_is_pointed_out(matcher: Matcher, phrase: str, kind: str) -> None:
    """Too short, too common, too long, or somebody else's."""
    kinds = {finding.kind for finding in PhraseLint(matcher).check(phrase, "payment_run")}
    assert kind in kinds


def test_phrase_that_is_there_already_is_known(matcher: Matcher) -> None:
    """The same phrase twice helps nobody."""
    shipped = "die factuur hebben wij al betaald"
    kinds = {finding.kind for finding in PhraseLint(matcher).check(shipped, "already_paid")}
    assert "known" in kinds


def test_sound_phrase_gets_no_advice(matcher: Matcher) -> None:
    """A telling phrase of the objection itself is fine."""
    phrase = "onze betaalbatch draait pas op de laatste donderdag"
    assert PhraseLint(matcher).check(phrase, "payment_run") == ()
