"""Learning which day and which amount are promised."""

import datetime as dt
from decimal import Decimal

import pytest

from app.advice.learning_promises import learn, mentions, read_all, read_marked
from app.advice.lexicon import language_folder
from app.dutch.mention_context import context, named_days
from app.dutch.normalise import normalise
from app.dutch.promise_rules import RuleReading
from app.dutch.second_reading import MentionWeights
from app.dutch.shares import OpenItem

TODAY = dt.date(2026, 9, 8)


def test_marks_are_taken_out_of_a_line() -> None:
    """Where they were is kept as characters of the bare text."""
    marked = read_marked("vrijdag kan niet maar {maandag} krijgt u <vijfhonderd euro>")
    assert marked.text == "vrijdag kan niet maar maandag krijgt u vijfhonderd euro"
    assert [marked.text[slice(*span)] for span in (*marked.days, *marked.sums)] == ["maandag", "vijfhonderd euro"]


@pytest.mark.parametrize("line", ["{vrijdag", "vrijdag}", "{vrij<dag>}"])
def test_a_mark_that_is_not_closed_is_named(line: str) -> None:
    """A slip in a file of utterances does not teach nonsense."""
    with pytest.raises(ValueError, match="mark"):
        read_marked(line)


def test_every_mention_tells_whether_it_is_promised() -> None:
    """What is not marked is an example of what is not promised."""
    items = [OpenItem("10672", Decimal("500.00"), due=TODAY, disputed=False)]
    marked = read_marked("vrijdag kan niet maar {maandag} krijgt u <vijfhonderd euro>")
    found = [(kind, known.promised) for kind, known in mentions(marked, TODAY, items)]
    assert found == [("day", False), ("day", True), ("sum", True)]


def test_what_was_shown_is_learned() -> None:
    """A build that no rule knows, in words that were marked."""
    shown = ["ik flonker {day}", "ik flonker {day} echt", "ik brommel day", "ik brommel day echt"]
    days = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag")
    learned = learn(read_marked(line.replace("day", day)) for day in days for line in shown)["day"]
    weights = MentionWeights(learned.features, learned.always)

    def chance(text: str) -> float:
        reading = RuleReading(normalise(text), TODAY, [])
        judged = reading.promise()
        return weights.chance(context(reading, judged, named_days(reading), 0, by_rules=False))

    assert chance("ik flonker zaterdag") > 0.7
    assert chance("ik brommel zaterdag") < 0.3


def test_the_shipped_utterances_are_well_marked() -> None:
    """None twice, some thousands, seven of ten with a promise."""
    said = read_all(language_folder() / "promises")
    assert len({marked.text for marked in said}) == len(said) > 3000
    assert 0.5 < sum(bool(marked.days or marked.sums) for marked in said) / len(said) < 0.8
