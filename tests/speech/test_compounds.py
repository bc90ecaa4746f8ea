"""Two words that Dutch writes as one."""

from pathlib import Path

import pytest

from app.speech.compounds import FILE, Compounds
from app.speech.recogniser import Word

LISTED = sorted(["garagepoort", "betaalgeschil", "ijsbeer", "wijnglas", "eënbeer", "keukenkastje"], key=str.encode)


@pytest.fixture
def compounds() -> Compounds:
    return Compounds("".join(f"{word}\n" for word in LISTED).encode())


@pytest.mark.parametrize("word", LISTED)
def test_every_word_of_the_list_is_found(compounds: Compounds, word: str) -> None:
    """The first and the last too, and those with letters of two bytes."""
    assert word in compounds


@pytest.mark.parametrize("word", ["", "garage", "poort", "garagepoorten", "aaaa", "zzzz", "garagepoor", "\n"])
def test_nothing_else_is_found(compounds: Compounds, word: str) -> None:
    """Neither beginnings nor longer words, nor what would stand before or after the list."""
    assert word not in compounds


@pytest.mark.parametrize(
    ("heard", "written"),
    [
        ("Waar staat het keuken kastje?", "Waar staat het keukenkastje?"),
        ("Garage poort, wijn glas.", "Garagepoort, wijnglas."),
        ("In de garage. Poort dicht!", "In de garage. Poort dicht!"),
    ],
)
def test_text_with_capitals_and_punctuation_is_joined_too(compounds: Compounds, heard: str, written: str) -> None:
    """That is how the careful listener writes; a full stop between two words keeps them apart."""
    assert compounds.text(heard) == written


@pytest.mark.parametrize("count", range(1, 9))
def test_lists_of_every_length_are_searched_whole(count: int) -> None:
    """Halving must not lose an edge, with and without a last line end."""
    words = [f"woord{number}" for number in range(count)]
    for end in ("\n", ""):
        found = Compounds(("\n".join(words) + end).encode())
        assert [word in found for word in words] == [True] * count
        assert "woord" not in found
        assert "woord9" not in found


def test_a_text_is_written_as_dutch_does(compounds: Compounds) -> None:
    """Only what the list has is put together."""
    assert compounds.text("de garage poort is open") == "de garagepoort is open"
    assert compounds.text("onze garage heeft een poort") == "onze garage heeft een poort"
    assert compounds.text("") == ""


def test_a_word_is_used_once() -> None:
    """In "wijn glas poort" the glass belongs to the wine, not to the gate as well."""
    compounds = Compounds(b"glaspoort\nwijnglas\n")
    assert compounds.text("wijn glas poort glas poort") == "wijnglas poort glaspoort"


def test_times_and_confidences_follow(compounds: Compounds) -> None:
    """A compound lasts from its first part to its last and is as sure as the less sure one."""
    heard = (Word("de", 0.0, 0.1), Word("garage", 0.1, 0.5, 0.9), Word("poort", 0.6, 0.9, 0.4), Word("open", 1.0, 1.2))
    assert compounds.words(heard) == (heard[0], Word("garagepoort", 0.1, 0.9, 0.4), heard[3])


def test_a_model_without_a_list_joins_nothing(tmp_path: Path) -> None:
    """The official models have none."""
    assert Compounds.of(tmp_path).text("garage poort") == "garage poort"
    (tmp_path / FILE).write_bytes(b"garagepoort\r\n")
    assert Compounds.of(tmp_path).text("garage poort") == "garagepoort"
