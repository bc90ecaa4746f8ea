"""Numbers in words, for the language model."""

import pytest

from models.starter import numbers


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "nul"),
        (7, "zeven"),
        (22, "tweeëntwintig"),
        (45, "vijfenveertig"),
        (100, "honderd"),
        (350, "driehonderd vijftig"),
        (1000, "duizend"),
        (4200, "vierduizend tweehonderd"),
        (12_345, "twaalfduizend driehonderd vijfenveertig"),
        (250_000, "tweehonderd vijftig duizend"),
    ],
)
def test_numbers_are_spelt_with_hundreds_and_thousands_apart(number, words):
    """Every part is a word of its own, so that few words make all numbers."""
    assert numbers.spoken(number) == words


@pytest.mark.parametrize("number", [-1, 1_000_000])
def test_numbers_out_of_range_are_refused(number):
    """Nobody owes that much in one sentence."""
    with pytest.raises(ValueError, match="not between"):
        numbers.spoken(number)


def test_ordinals_of_days_are_regular_from_twenty_on():
    """The first twenty are listed, the others end in -ste."""
    assert [numbers.ordinal(day) for day in (1, 8, 20, 21, 30)] == [
        "eerste",
        "achtste",
        "twintigste",
        "eenentwintigste",
        "dertigste",
    ]
