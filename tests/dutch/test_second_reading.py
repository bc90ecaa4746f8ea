"""What was learned has the last word over the rules, where it is sure."""

import datetime as dt
from decimal import Decimal

import pytest

from app.dutch import second_reading
from app.dutch.mention_context import named_days
from app.dutch.normalise import normalise
from app.dutch.promise import Promise
from app.dutch.promise_rules import RuleReading
from app.dutch.promises import OpenItem, find_promise
from app.dutch.second_reading import MentionWeights, reconsidered, shipped_weights

TODAY = dt.date(2026, 9, 8)  # a Tuesday
ITEMS = [OpenItem("10672", Decimal("1250.00"), due=TODAY, disputed=False)]


@pytest.fixture
def weights(monkeypatch: pytest.MonkeyPatch) -> dict[str, MentionWeights]:
    """Weights that a test fills in: chance one half for everything until then."""
    known = {"day": MentionWeights({}, 0.0), "sum": MentionWeights({}, 0.0)}
    monkeypatch.setattr(second_reading, "shipped_weights", lambda: known)
    return known


def read(text: str) -> tuple[Promise | None, Promise | None]:
    """The rules' promise, and the one after all."""
    reading = RuleReading(normalise(text), TODAY, ITEMS)
    judged = reading.promise()
    return judged, reconsidered(reading, judged)


def test_what_is_unsure_leaves_the_rules_alone(weights: dict[str, MentionWeights]) -> None:
    """A chance of one half neither takes away nor adds."""
    judged, after = read("ik betaal vrijdag vijfhonderd euro")
    assert judged is not None
    assert after == judged
    assert read("vrijdag komt mijn zus") == (None, None)


def test_another_day_takes_the_place_of_the_rules_day(weights: dict[str, MentionWeights]) -> None:
    """With its own flags, and the words that name it inside the span."""
    weights["day"] = MentionWeights({"said=vrijdag": -20.0, "said=maandag": 20.0}, 0.0)
    text = "ik betaal vrijdag vijfhonderd euro want maandag flonkert het"
    judged, after = read(text)
    assert judged is not None
    assert after is not None
    assert (judged.date, after.date) == (dt.date(2026, 9, 11), dt.date(2026, 9, 14))
    assert after.amount == Decimal("500.00")
    assert "maandag" in text[slice(*after.span)] == after.words


def test_a_promise_is_dropped_where_nothing_has_a_chance(weights: dict[str, MentionWeights]) -> None:
    """Neither day nor amount is left."""
    weights["day"] = weights["sum"] = MentionWeights({}, -6.0)
    judged, after = read("ik betaal vrijdag vijfhonderd euro")
    assert judged is not None
    assert after is None


def test_a_promise_is_found_where_the_rules_saw_none(weights: dict[str, MentionWeights]) -> None:
    """The day and its words come from what was named."""
    weights["day"] = weights["sum"] = MentionWeights({}, 6.0)
    judged, after = read("het flonkert vrijdag")
    assert judged is None
    assert after is not None
    assert (after.date, after.words) == (dt.date(2026, 9, 11), "vrijdag")


def test_what_the_rules_hold_against_it_asks_for_more(weights: dict[str, MentionWeights]) -> None:
    """A negation needs more than the usual chance."""
    weights["day"] = MentionWeights({}, 1.5)  # 0.82
    assert read("ik betaal vrijdag niet")[1] is None


def test_a_day_that_does_not_exist_stays_as_the_rules_found_it(weights: dict[str, MentionWeights]) -> None:
    """There is nothing to choose from."""
    weights["day"] = MentionWeights({}, -6.0)
    judged, after = read("ik betaal u op dertig februari")
    assert judged is not None
    assert judged.impossible
    assert after == judged


def test_a_pasted_page_is_left_to_the_rules(weights: dict[str, MentionWeights]) -> None:
    """What is learned looks at every word for every mention: on a page it is not asked."""
    weights["day"] = weights["sum"] = MentionWeights({}, 6.0)
    judged, after = read("het flonkert vrijdag " * 100)
    assert after == judged


def test_words_of_now_are_days_too() -> None:
    """They may be the day on which is paid."""
    reading = RuleReading(normalise("nu meteen doe ik de helft en vrijdag de rest"), TODAY, ITEMS)
    assert [(day.heard, day.date) for day in named_days(reading)] == [
        ("nu meteen", TODAY),
        ("vrijdag", dt.date(2026, 9, 11)),
    ]


def test_without_the_file_the_rules_decide(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A program whose resources were trimmed still understands promises."""
    monkeypatch.setattr(second_reading, "_FILE", tmp_path / "none.json")
    shipped_weights.cache_clear()
    try:
        promise = find_promise("ik betaal vrijdag vijfhonderd euro", TODAY, ITEMS)
    finally:
        shipped_weights.cache_clear()
    assert promise is not None
    assert promise.amount == Decimal("500.00")


def test_a_day_of_respite_in_another_clause_is_survived() -> None:
    """A partial once brought the program down."""
    text = "vandaag is het nog zondag maar morgenochtend om negen uur zit ik achter mijn bureau en dan gaat die duizend"
    for today in (dt.date(2026, 9, 6), TODAY):
        find_promise(text, today, ITEMS)
