"""Names and numbers of this call, for the grammar and for the careful listener."""

from app.call.call_words import call_words
from tests.call.people import ARIE, jansen


def test_names_numbers_and_matters_are_told() -> None:
    """Numbers as digits in the prompt, as spoken in the grammar."""
    words = call_words(jansen(), ARIE, "Ab de Vries", "Vliegensvlug BV")
    assert {"Jansen BV", "Arie ter Naad", "tien vijf negen vier", "factuur tien zes zeven twee"} <= set(words.phrases)
    assert words.prompt == (
        "Jansen BV, Arie ter Naad, Ab de Vries, Vliegensvlug BV. factuur 10594 en factuur 10671 en factuur 10672. "
        "transportschade aan een racefiets."
    )


def test_without_anything_known_there_is_no_prompt() -> None:
    """An empty prompt is none."""
    words = call_words(jansen(name="", invoices=(), disputes=()), None)
    assert words.phrases == ()
    assert words.prompt == ""


def test_a_long_dossier_does_not_make_a_long_prompt() -> None:
    """It would make Whisper slower, and it would repeat it."""
    assert len(call_words(jansen(name="J" * 900), ARIE).prompt) <= 300
