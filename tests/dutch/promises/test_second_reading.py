"""What was learned has the last word over the rules, where it is sure."""

import datetime as dt
from decimal import Decimal

import pytest

from app.dutch.normalise import normalise
from app.dutch.promises import OpenItem, find_promise
from app.dutch.promises.learned import choices, second_reading
from app.dutch.promises.learned.choices import Choices, PromiseWeights, shipped_weights
from app.dutch.promises.learned.context import named_days
from app.dutch.promises.learned.second_reading import reconsidered
from app.dutch.promises.promise import Promise
from app.dutch.promises.rules import RuleReading

TODAY = dt.date(2026, 9, 8)  # a Tuesday
FRIDAY = dt.date(2026, 9, 11)
ITEMS = [OpenItem("10672", Decimal("1250.00"), due=TODAY, disputed=False)]


@pytest.fixture
def weights(monkeypatch: pytest.MonkeyPatch) -> PromiseWeights:
    """Weights that a test fills in: all pairs are as likely until then."""
    known = PromiseWeights({}, {}, {})
    monkeypatch.setattr(second_reading, "shipped_weights", lambda: known)
    return known


def read(text: str) -> tuple[Promise | None, Promise | None]:
    """The rules' promise, and the one after all."""
    reading = RuleReading(normalise(text), TODAY, ITEMS)
    judged = reading.promise()
    return judged, reconsidered(reading, judged)


def chosen(text: str) -> Choices:
    """What may be promised in an utterance."""
    reading = RuleReading(normalise(text), TODAY, ITEMS)
    return Choices(reading, reading.promise())


def test_what_is_unsure_leaves_the_rules_alone(weights: PromiseWeights) -> None:
    """Where all is as likely, nothing is taken away or added."""
    judged, after = read("ik betaal vrijdag vijfhonderd euro")
    assert judged is not None
    assert after == judged
    assert read("vrijdag komt mijn zus") == (None, None)


def test_another_day_takes_the_place_of_the_rules_day(weights: PromiseWeights) -> None:
    """With its own flags, and the words that name it inside the span."""
    weights.day.update({"said=vrijdag": -20.0, "said=maandag": 20.0})
    weights.pair["ds"] = 20.0
    text = "ik betaal vrijdag vijfhonderd euro want maandag flonkert het"
    judged, after = read(text)
    assert judged is not None
    assert after is not None
    assert (judged.date, after.date) == (FRIDAY, dt.date(2026, 9, 14))
    assert after.amount == Decimal("500.00")
    assert "maandag" in text[slice(*after.span)] == after.words


def test_a_promise_is_dropped_where_nothing_has_a_chance(weights: PromiseWeights) -> None:
    """Neither day nor amount is left."""
    weights.pair["--"] = 6.0
    judged, after = read("ik betaal vrijdag vijfhonderd euro")
    assert judged is not None
    assert after is None


def test_a_promise_is_found_where_the_rules_saw_none(weights: PromiseWeights) -> None:
    """The day and its words come from what was named."""
    weights.pair["d-"] = 6.0
    judged, after = read("het flonkert vrijdag")
    assert judged is None
    assert after is not None
    assert (after.date, after.words) == (FRIDAY, "vrijdag")


def test_a_period_that_is_found_has_no_day(weights: PromiseWeights) -> None:
    """It is worth showing, though there is nothing to hold the debtor to."""
    weights.pair["d-"] = 6.0
    judged, after = read("het flonkert volgende week")
    assert judged is None
    assert after is not None
    assert (after.date, after.vague, after.contract()) == (None, True, None)


def test_half_a_chance_finds_nothing(weights: PromiseWeights) -> None:
    """More than half is asked where the rules saw no promise."""
    weights.pair["d-"] = 0.5  # 0.62
    assert read("het flonkert vrijdag") == (None, None)


def test_an_amount_is_left_out_and_the_day_stays(weights: PromiseWeights) -> None:
    """The invoices and instalments that came with it go too."""
    weights.pair["d-"] = 6.0
    judged, after = read("ik betaal vrijdag vijfhonderd euro")
    assert judged is not None
    assert after is not None
    assert (after.date, after.amount, after.invoices) == (judged.date, None, ())


def test_an_amount_of_several_mentions_stays(weights: PromiseWeights) -> None:
    """No single mention has it, so there is none to prefer."""
    weights.pair["d-"] = 6.0
    _, after = read("ik betaal vrijdag vijfhonderd en driehonderd euro")
    assert after is not None
    assert after.amount == Decimal("800.00")


def test_a_day_that_does_not_exist_stays_as_the_rules_found_it(weights: PromiseWeights) -> None:
    """There is nothing to choose from."""
    weights.pair["--"] = 6.0
    judged, after = read("ik betaal u op dertig februari")
    assert judged is not None
    assert judged.impossible
    assert after == judged


def test_a_pasted_page_is_left_to_the_rules(weights: PromiseWeights) -> None:
    """What is learned looks at every word for every mention: on a page it is not asked."""
    weights.pair["d-"] = 6.0
    judged, after = read("het flonkert vrijdag " * 100)
    assert after == judged


def test_many_amounts_are_left_to_the_rules(weights: PromiseWeights) -> None:
    """A list of days and amounts has more pairs than anybody can promise."""
    weights.pair["ds"] = 6.0
    judged, after = read("maandag vijfhonderd dinsdag zeshonderd " * 15)
    assert after == judged


def test_words_of_now_are_days_too() -> None:
    """They may be the day on which is paid."""
    reading = RuleReading(normalise("nu meteen doe ik de helft en vrijdag de rest"), TODAY, ITEMS)
    assert [(day.heard, day.date) for day in named_days(reading)] == [("nu meteen", TODAY), ("vrijdag", FRIDAY)]


def test_each_day_is_paired_with_each_amount_and_with_none() -> None:
    """Nothing at all is the first pair; all chances together are one."""
    named = chosen("vrijdag vijfhonderd euro en maandag de rest")
    assert named.pairs[0] == (None, None)
    assert len(named.pairs) == len(set(named.pairs)) == 9
    assert sum(named.chances(PromiseWeights({}, {}, {}))) == pytest.approx(1.0)


def test_a_day_that_has_been_is_never_promised() -> None:
    """It is no choice at all, whatever is learned."""
    assert [pair for pair in chosen("gisteren vijfhonderd euro").pairs if pair[0] is not None] == []


def test_a_pair_knows_what_stands_between_its_members() -> None:
    """The words where they are few, other mentions, and how far apart they are."""
    named = chosen("vrijdag krijgt u vijfhonderd euro en maandag de rest")
    near, far = named.features_of_pair((0, 0)), named.features_of_pair((0, 1))
    assert {"day first: krijgt u", "day first gap=2", "inner=0"} <= set(near)
    assert "inner=2" in far


def test_without_the_file_the_rules_decide(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A program whose resources were trimmed still understands promises."""
    monkeypatch.setattr(choices, "_FILE", tmp_path / "none.json")
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


def test_what_the_rules_made_of_the_only_amount_is_its_value() -> None:
    """A total that is paid in terms counts as one of them."""
    named = chosen("negenduizend in drie termijnen te beginnen vrijdag")
    assert named.value((0, 0)) == (FRIDAY, Decimal("3000.00"))
