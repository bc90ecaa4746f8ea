"""Text as a recogniser writes it."""

from pathlib import Path

import pytest

from models.starter import sentences

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ja, ik betaal 'm morgen!", "ja ik betaal 'm morgen"),
        ("Het is € 6.000,00 meneer.", "het is zesduizend euro meneer"),
        ("Factuur 10594", "factuur tienduizend vijfhonderd vierennegentig"),
        ("bel 0612345678", "bel nul zes een twee drie vier vijf zes zeven acht"),
        ("zo’n e-mail", "zo'n e-mail"),
        ("‘s morgens", "'s morgens"),
    ],
)
def test_text_becomes_words_as_they_are_heard(text, expected):
    """Lower case, no punctuation, numbers and amounts spelt out, apostrophes of words kept."""
    assert " ".join(sentences.words(text)) == expected


def test_a_text_is_split_at_the_end_of_sentences_and_loses_its_placeholders():
    """The language model learns sentences, not paragraphs."""
    assert [" ".join(found) for found in sentences.split("Goedendag[, {aanhef}]. Ik bel over {factuur}?")] == [
        "goedendag",
        "ik bel over",
    ]


def test_only_what_is_said_is_taken_of_a_card():
    """Titles, sources and explanations are read by people, not spoken."""
    card = {"titel": "Nee", "zinnen": ["een", "twee"], "antwoord": {"zacht": "drie", "noot": "nee"}, "uitleg": "nee"}
    assert list(sentences.texts(card)) == ["een", "twee", "drie"]


def test_the_held_out_sentences_are_in_no_text_that_the_model_learns_from():
    """Measuring on what was learnt would measure nothing."""
    learnt = {
        " ".join(sentence)
        for part in (sentences.examples(ROOT), sentences.catalogue(ROOT), sentences.general())
        for sentence in part
    }
    assert learnt.isdisjoint(" ".join(sentences.words(words)) for _, words in sentences.held_out())
