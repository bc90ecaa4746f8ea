"""What is given to Vosk as a grammar: words that the model knows, and nothing that nobody says."""

from pathlib import Path

import pytest

from app.speech.phrases import FILLERS, UNKNOWN, grammar
from app.speech.vosk_recogniser import SpeechModel

ROOT = Path(__file__).resolve().parents[2]
DYNAMIC = sorted(path.parents[1] for path in (ROOT / "models").glob("*/graph/HCLr.fst"))
STATIC = ROOT / "models" / "prototype-nl"


def knows_all_but(*unknown: str) -> "Words":
    return Words(frozenset(unknown))


class Words:
    """A vocabulary by what it lacks."""

    def __init__(self, unknown: frozenset[str]) -> None:
        self._unknown = unknown

    def __call__(self, word: str) -> bool:
        return word not in self._unknown


def test_a_phrase_is_cut_at_a_word_that_the_model_lacks() -> None:
    """Leaving the word out would make neighbours of words that nobody says after one another."""
    found = grammar(["wij wachten op de creditnota van jullie"], knows_all_but("creditnota"))
    assert found[:2] == ("wij wachten op de", "van jullie")


def test_a_lone_word_between_unknown_ones_is_left_out() -> None:
    """It says nothing by itself."""
    assert "de" not in grammar(["creditnota de voorvork", "wij betalen"], knows_all_but("creditnota", "voorvork"))


def test_a_phrase_of_one_word_stays() -> None:
    """A name of this call may be all that is said."""
    assert "jansen" in grammar(["Jansen", "wij betalen"], knows_all_but())


def test_capitals_digits_and_punctuation_are_no_words() -> None:
    """Names come from the dossier as they are written; digits are given as spoken by whoever knows them."""
    assert grammar(["Jansen BV, factuur 10594!"], knows_all_but())[0] == "jansen bv factuur"


def test_anything_else_is_possible_where_the_model_has_a_word_for_it() -> None:
    """Without it every sound would become a phrase."""
    phrases = [f"wij betalen op dag {number}" for number in range(100)]
    assert grammar(phrases, knows_all_but()).count(UNKNOWN) == 2
    assert UNKNOWN not in grammar(phrases, knows_all_but(UNKNOWN))


def test_fillers_are_in_it() -> None:
    """They stand around every sentence."""
    assert set(FILLERS) <= set(grammar(["wij betalen"], knows_all_but()))


def test_nothing_known_is_no_grammar() -> None:
    """A model of another language hears no phrases."""
    assert grammar(["wij betalen"], lambda word: False) == ()


@pytest.mark.model
@pytest.mark.skipif(not STATIC.is_dir(), reason="models/prototype-nl is not there")
def test_a_fixed_graph_takes_no_phrases() -> None:
    """Vosk would silently use the general graph, and call dictation's words a phrase."""
    assert SpeechModel(STATIC).phrase_recogniser(["wij betalen niet"]) is None


@pytest.mark.model
@pytest.mark.skipif(not DYNAMIC, reason="no model with a dynamic graph (graph/HCLr.fst) in models/")
def test_a_dynamic_graph_chooses_among_the_phrases() -> None:
    """Real sound, the real recogniser: nothing but words of the grammar comes out."""
    import soundfile

    model = SpeechModel(DYNAMIC[0])
    recogniser = model.phrase_recogniser(["wij betalen altijd aan het einde van de maand", "xqzwrt betalen"])
    assert recogniser is not None
    samples, _ = soundfile.read(str(ROOT / "resources" / "rehearsal" / "selftest.flac"), dtype="int16")
    sound = samples.astype("<i2").tobytes()
    heard = [recogniser.accept(sound[at : at + 3_200]) for at in range(0, len(sound), 3_200)]
    words = " ".join(one.text for one in (*heard, recogniser.finish()) if one is not None and one.final).split()
    allowed = {word for piece in grammar(["wij betalen altijd aan het einde van de maand"], model.knows)
               for word in piece.split()}  # fmt: skip
    assert len(words) >= 5
    assert set(words) <= allowed | {"betalen"}
