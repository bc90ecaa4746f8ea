"""Numbered features: each of its users finds its own rows, whoever else numbers features before or after."""

import numpy as np

from app.advice.vocabulary import MEANING, MEANINGS, NEIGHBOURS, WORD, Rows, Vocabulary

SAID = (("geld", WORD), ("geen geld", NEIGHBOURS), ("!geld", MEANING), ("+betalen&!geld", MEANINGS))


def test_each_finds_its_own_rows() -> None:
    """Known to one, to the other, to both."""
    vocabulary = Vocabulary()
    one = Rows({"geld": 0, "!geld": 1}, vocabulary)
    other = Rows({"geen geld": 0, "geld": 1}, vocabulary)
    numbers = np.array([vocabulary.number(*said) for said in SAID])
    assert one.of(numbers).tolist() == [0, NEIGHBOURS, 1, MEANINGS]
    assert other.of(numbers).tolist() == [1, 0, MEANING, MEANINGS]


def test_what_others_number_later_is_unknown_by_its_kind() -> None:
    """A catalogue that is read again numbers more: for those before it an unknown word stays an unknown word."""
    vocabulary = Vocabulary()
    one = Rows({"geld": 0}, vocabulary)
    before = [one.of(np.array([vocabulary.number(*said)]))[0] for said in SAID]
    Rows({name: row for row, (name, _) in enumerate(SAID)}, vocabulary)
    assert [one.of(np.array([vocabulary.number(*said)]))[0] for said in SAID] == before == [0, -3, -2, -4]


def test_a_feature_weighs_by_its_kind() -> None:
    """In the order of the rows."""
    rows = Rows({name: row for row, (name, _) in enumerate(SAID)}, Vocabulary())
    assert rows.weights().tolist() == [1.0, 0.6, 0.99, 0.35]
