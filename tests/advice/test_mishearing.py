"""A recogniser's mistakes, learned from what it really wrote."""

from pathlib import Path

import pytest

from app.advice.lexicon import shipped_examples
from app.advice.mishearing import Mishearings
from app.advice.recognised import read_recognised

HEARD = {
    "de factuur is al betaald": "de vak tuur is al betaald",
    "de factuur klopt": "de vak tuur klopt",
    "wij betalen vrijdag": "wij betalen vrijdag",
}


def test_what_was_heard_goes_before_what_might_be() -> None:
    """Real recognition is not made up a second time."""
    assert Mishearings(HEARD).of("de factuur klopt", 1) == "de vak tuur klopt"


def test_mistakes_are_carried_over_to_other_utterances() -> None:
    """A word that was always misheard is misheard elsewhere, one that was always understood is not."""
    known = Mishearings(HEARD)
    assert known.of("wij betalen de factuur vrijdag", 1) == "wij betalen de vak tuur vrijdag"


def test_words_that_were_never_spoken_are_garbled_and_the_same_seed_does_the_same() -> None:
    """Rare words are not always understood only because no recogniser was asked."""
    known = Mishearings(HEARD)
    said = [known.of("de hijskraanmachinist betaalt", seed) for seed in range(20)]
    assert said == [known.of("de hijskraanmachinist betaalt", seed) for seed in range(20)]
    assert len(set(said)) > 3


def test_nothing_is_never_the_answer() -> None:
    """An utterance of which every word is lost stays as it was."""
    assert Mishearings({"ja hoor": "hoor"}).of("ja", 1) == "ja"
    assert Mishearings({}).of("", 1) == ""


def test_what_was_heard_is_read_and_silence_left_out(tmp_path: Path) -> None:
    """A line without anything heard teaches nothing."""
    file = tmp_path / "recognised" / "recognised.tsv"
    file.parent.mkdir()
    file.write_text("één twee\teen twee\nja\t\n", encoding="utf-8")
    assert read_recognised(tmp_path) == {"één twee": "een twee"}


def test_a_line_of_another_form_is_an_error(tmp_path: Path) -> None:
    """A fault of whoever made the file is not learned from."""
    file = tmp_path / "recognised" / "recognised.tsv"
    file.parent.mkdir()
    file.write_text("geen tab\n", encoding="utf-8")
    with pytest.raises(ValueError, match="unpack"):
        read_recognised(tmp_path)


def test_only_examples_were_spoken() -> None:
    """Nothing of tests/evaluation is learned from by way of its sound."""
    said = set(read_recognised())
    examples = {phrase for listed in shipped_examples(all_of_them=True).values() for phrase in listed}
    assert len(said) > 4_000
    assert said <= examples
