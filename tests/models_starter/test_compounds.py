"""Which words are two of the model's own put together."""

import pytest

from app.speech.compounds import Compounds
from models.starter.compounds import compounds, splits

KNOWN = frozenset("garage poort deur een handig voor jaren wijn glas kop zorg kopzorg ijs en".split())


def listed(*words: str, common: str = "", apart: frozenset[tuple[str, str]] = frozenset()) -> list[str]:
    return compounds(words, KNOWN, frozenset(common.split()), apart)


def test_two_known_words_make_a_compound():
    """The graph knows both parts and not the whole."""
    assert listed("garagepoort", "wijnglas", "garagevloer", "poort") == ["garagepoort", "wijnglas"]


def test_a_compound_that_the_graph_knows_is_listed_too():
    """A rare word loses against two common ones, although the graph has it."""
    assert listed("kopzorg") == ["kopzorg"]


def test_small_words_are_no_parts():
    """A number or article before a word is no compound: "een handig ding", "voor jaren"."""
    assert listed("eenhandig", "voorjaren", common="een voor") == []


def test_what_is_written_apart_stays_apart():
    """The project's own texts say "wijn glas" apart here, so it is not put together."""
    assert listed("wijnglas", apart=frozenset({("wijn", "glas")})) == []


def test_parts_have_three_letters_or_more():
    """Short ends would find "en" everywhere."""
    assert list(splits("poorten", KNOWN)) == []
    assert list(splits("wijnglas", KNOWN)) == [("wijn", "glas")]


def test_the_list_is_sorted_by_its_bytes():
    """The program searches it by halves."""
    known = frozenset({"één", "deur", "zee", "ster"})
    assert compounds(["zeester", "ééndeur", "deurzee"], known, frozenset(), frozenset()) == [
        "deurzee",
        "zeester",
        "ééndeur",
    ]


@pytest.mark.parametrize(
    ("heard", "written"),
    [
        ("de garage poort", "de garagepoort"),
        ("garage poort deur", "garagepoort deur"),
        ("poort garage", "poort garage"),
        ("", ""),
    ],
)
def test_what_is_heard_is_measured_as_the_program_writes_it(heard: str, written: str):
    """`measure` takes the program's own rule."""
    assert Compounds(b"garagepoort\npoortdeur\n").text(heard) == written
