"""Counting the objections that were found."""

from models.starter.measure_objections import counted


def test_an_objection_counts_when_it_is_the_first_one_found():
    """The card that is shown is the best one."""
    found, _ = counted(["no_money", "no_money", "no_money"], [["no_money"], ["set_off", "no_money"], []])
    assert found == 1 / 3


def test_a_find_in_a_sentence_without_objection_is_a_false_one():
    """Cards that nobody asked for cost trust."""
    _, false = counted(["-", "-", "no_money"], [["set_off"], [], ["no_money"]])
    assert false == 0.5
