"""Invoice numbers as people dictate them, and back again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.dutch.numbers.aloud import said_aloud
from app.dutch.numbers.invoice_numbers import find_invoice_numbers


def test_five_digits_are_said_in_three_ways() -> None:
    """Digit by digit, with a pair in front, and with a pair at both ends."""
    assert said_aloud("10594") == (
        "een nul vijf negen vier",
        "tien vijf negen vier",
        "tien vijf vierennegentig",
    )


def test_an_even_number_of_digits_goes_in_pairs() -> None:
    """A pair that begins with zero is said as two digits."""
    assert said_aloud("2408") == ("twee vier nul acht", "vierentwintig nul acht")


def test_letters_and_signs_are_left_out() -> None:
    """F-2024/17 is dictated by its digits."""
    assert said_aloud("F-2024/17") == said_aloud("202417")


@pytest.mark.parametrize("number", ["", "7", "F-", "12345678901"])
def test_what_nobody_dictates_has_no_way_to_say_it(number: str) -> None:
    """One digit, none, or more than ten."""
    assert said_aloud(number) == ()


@given(st.integers(10_000, 99_999).map(str))
def test_every_way_is_understood_as_the_number(number: str) -> None:
    """The grammar offers nothing that the program would not read back as this invoice."""
    for way in said_aloud(number):
        found = find_invoice_numbers(f"factuur {way}", [number])
        assert [mention.number for mention in found] == [number], way
