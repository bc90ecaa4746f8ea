"""Any text becomes plain words that know where they stood."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.dutch.normalise import fold, normalise


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Ik maak het vrijdag over.", "ik maak het vrijdag over"),
        ("één café, tweeënhalf", "een cafe tweeenhalf"),
        ("e\u0301e\u0301n", "een"),
        ("’s middags om 14.30 uur", "s middags om 14.30 uur"),
        ("'t is zo'n factuur", "het is zo'n factuur"),
        ("btw-nummer; 'm", "btw nummer hem"),
        ("€ 6.000,00!", "euro 6.000,00"),
        ("op 8-9-2026, of 15e", "op 8-9-2026 of 15e"),
        ("50% van 6k", "50 procent van 6k"),
        ("10594.", "10594"),
        ("", ""),
        ("😀\x00\u202e ...", ""),
    ],
)
def test_text_becomes_plain_words(text: str, words: str) -> None:
    """Case, accents and punctuation go; digits keep their separators."""
    assert normalise(text).text == words


@given(st.text(max_size=300))
def test_spans_point_into_the_original_text(text: str) -> None:
    """Each word folds back from exactly its own characters, in order."""
    norm = normalise(text)
    previous = 0
    for index in range(len(norm)):
        start, end = norm.span(index, index + 1)
        assert previous <= start < end <= len(text)
        previous = end
        raw = text[start:end]
        assert fold(raw) == norm.words[index] or raw in "€%" or raw[0] in "'’‘`´ʼ"


@given(st.text(max_size=200))
def test_normalising_twice_changes_nothing(text: str) -> None:
    """A normalised text is returned as it is."""
    norm = normalise(text)
    assert normalise(norm) is norm


@pytest.mark.parametrize("piece", ["a", "\u0301\u0316", "1.1,", "'s", "😀", "é", "\x00", "a'", "zes ", "ﬁ"])
def test_hostile_text_stays_linear(piece: str) -> None:
    """Ten thousand hostile characters take milliseconds, also in one word."""
    text = ("a" + piece * 10_000)[:10_000]
    began = time.perf_counter()
    normalise(text)
    assert time.perf_counter() - began < 0.25
