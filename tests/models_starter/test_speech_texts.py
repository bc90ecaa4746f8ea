"""The sentences that voices say for training."""

import pytest

from models.starter.speech_texts import call_sentences, phrases, plain, word_rows


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("Wij betalen vrijdag, hoor.", "wij betalen vrijdag hoor"),
        ("Zo\u2019n factuur?", "zo'n factuur"),
        ("factuur 10594 graag", ""),
        ("ja", ""),
    ],
)
def test_sentences_become_what_is_spoken(written: str, spoken: str):
    """Punctuation goes; a sentence with digits or of one word is left out."""
    assert plain(written) == spoken


def test_only_texts_in_lists_are_phrases():
    """A title beside a list is no phrase; lists in lists are read."""
    card = {"titel": "Kop", "zinnen": ["een", ["twee"]], "kaart": {"meer": ["drie"]}}
    assert list(phrases(card)) == ["een", "twee", "drie"]


def test_the_products_own_phrases_are_spoken():
    """Resources give thousands of sentences, each once, in a fixed order."""
    found = call_sentences()
    assert len(found) > 3000
    assert found == sorted(set(found))


def test_rows_of_words_are_the_same_for_the_same_seed():
    """Drawn by weight, four to ten words long."""
    rows = word_rows(["huis", "boom"], [1.0, 3.0], 20, seed=7)
    assert rows == word_rows(["huis", "boom"], [1.0, 3.0], 20, seed=7)
    assert all(4 <= len(row.split()) <= 10 for row in rows)
