"""The ways in which a word is said."""

from models.starter.pronunciation import variants


def said(word: str, reading: str) -> dict[str, float]:
    """The variants of a word with their costs, phones as one text."""
    return {" ".join(phones): cost for phones, cost in variants(word, tuple(reading.split())).items()}


def test_the_reading_itself_costs_nothing_and_comes_first():
    """The decoder prefers what the dictionary says."""
    found = said("factuur", "f ɑ k t y r")
    assert found == {"f ɑ k t y r": 0.0}


def test_the_n_after_a_final_schwa_may_be_dropped():
    """Betale for betalen."""
    assert "b ə t aː l ə" in said("betalen", "b ə t aː l ə n")


def test_a_short_word_keeps_its_n():
    """The article een would lose all but its vowel."""
    assert "ə" not in said("en", "ə n")


def test_a_schwa_may_slip_in_before_the_last_consonant():
    """Mellek for melk."""
    assert "m ɛ l ə k" in said("melk", "m ɛ l k")


def test_a_voiced_fricative_at_the_start_may_lose_its_voice_in_every_variant():
    """Seven and seve for zeven."""
    assert {"z eː v ə", "s eː v ə n", "s eː v ə"} <= set(said("zeven", "z eː v ə n"))


def test_small_words_have_their_reduced_forms():
    """Ze is mostly heard where zij is meant."""
    assert "z ə" in said("zij", "z ɛɪ")


def test_the_d_of_small_words_may_harden():
    """The d of "is de" and "met dat" is a t after a voiceless sound; other words with d keep it."""
    assert ("t", "ə") in variants("de", ("d", "ə"))
    assert ("t", "ɑ") in variants("dat", ("d", "ɑ", "t"))
    assert all(found[0] == "d" for found in variants("dak", ("d", "ɑ", "k")))
