"""On silence Whisper writes what nobody said; that must not reach a caption."""

from typing import Any

import pytest

from app.speech.careful_guards import doubt

FINE: dict[str, Any] = {"seconds": 3.0, "no_speech": 0.05, "logprob": -0.3, "compression": 1.0}
PROMPT = "Jansen BV, Arie ter Naad. factuur 10594 en factuur 10671."


@pytest.mark.parametrize(
    "text",
    [
        "Wij betalen altijd aan het einde van de maand.",
        "Ja, dat klopt.",
        "De muziek op de afdeling staat hard, ik bel u vanmiddag terug.",
        "Factuur 10594, Jansen BV.",
    ],
)
def test_an_ordinary_sentence_is_believed(text: str) -> None:
    """Also one that holds a word of a known phantom, or nothing but words of the prompt."""
    assert doubt(text, prompt=PROMPT, **FINE) == ""


@pytest.mark.parametrize(
    ("text", "measured", "reason"),
    [
        ("", {}, "empty"),
        ("...", {}, "empty"),
        ("Wij betalen morgen.", {"logprob": -1.3}, "unlikely"),
        ("ja ja ja ja ja ja ja ja", {"compression": 3.0}, "circles"),
        ("Wij betalen morgen.", {"no_speech": 0.8, "logprob": -0.7}, "silence"),
        ("een twee drie vier vijf zes zeven acht negen tien", {"seconds": 1.0}, "fast"),
        ("MUZIEK.", {}, "phantom"),
        ("Ondertiteld door de vrijwilligers van de omroep", {"no_speech": 0.5}, "phantom"),
        ("Bedankt voor het kijken!", {"no_speech": 0.4}, "phantom"),
        ("Jansen BV, Arie ter Naad, factuur 10671.", {"no_speech": 0.55}, "prompt"),
    ],
)
def test_what_can_not_be_believed_has_a_reason(text: str, measured: dict[str, float], reason: str) -> None:
    """Each guard by itself; the first two lines of silence were seen with Whisper base."""
    assert doubt(text, prompt=PROMPT, **{**FINE, **measured}) == reason
