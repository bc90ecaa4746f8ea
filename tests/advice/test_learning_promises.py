"""Learning which day and which amount are promised."""

import datetime as dt
from decimal import Decimal

import pytest

from app.advice.learning_promises import choices, learn, read_all, read_marked
from app.advice.lexicon import language_folder
from app.dutch.normalise import normalise
from app.dutch.numbers.shares import OpenItem
from app.dutch.promises.learned.choices import Choices
from app.dutch.promises.rules import RuleReading

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


def test_every_pair_tells_whether_it_is_promised() -> None:
    """What is not marked is an example of what is not promised."""
    items = [OpenItem("10672", Decimal("500.00"), due=TODAY, disputed=False)]
    marked = read_marked("vrijdag kan niet maar {maandag} krijgt u <vijfhonderd euro>")
    one = choices(marked, TODAY, items)
    assert (len(one.days), len(one.sums), len(one.pairs)) == (2, 1, len(one.pairings))
    assert [pair for pair, promised in zip(one.pairings, one.promised, strict=True) if promised] == [(1, 0)]


def test_a_mark_on_what_is_no_mention_leaves_the_others_open() -> None:
    """Nothing is learned against days only because the marked one was not found."""
    one = choices(read_marked("vrijdag of {ooit} krijgt u <vijfhonderd euro>"), TODAY, [])
    assert [pair for pair, promised in zip(one.pairings, one.promised, strict=True) if promised] == [(None, 0), (0, 0)]


def test_what_was_shown_is_learned() -> None:
    """A build that no rule knows, in words that were marked."""
    shown = ["ik flonker {day}", "ik flonker {day} echt", "ik brommel day", "ik brommel day echt"]
    days = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag")
    weights = learn(read_marked(line.replace("day", day)) for day in days for line in shown)

    def chance(text: str) -> float:
        reading = RuleReading(normalise(text), TODAY, [])
        nothing, day = Choices(reading, reading.promise()).chances(weights)
        assert nothing + day == pytest.approx(1.0)
        return day

    assert chance("ik flonker zaterdag") > 0.7
    assert chance("ik brommel zaterdag") < 0.3


def test_the_shipped_utterances_are_well_marked() -> None:
    """None twice, some thousands, seven of ten with a promise."""
    said = read_all(language_folder() / "promises")
    assert len({marked.text for marked in said}) == len(said) > 3000
    assert 0.5 < sum(bool(marked.days or marked.sums) for marked in said) / len(said) < 0.8
