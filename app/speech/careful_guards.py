"""When not to believe Whisper: on silence and noise it writes sentences that nobody said."""

import re

MOST_WORDS_PER_SECOND = 6.0
"""Fast Dutch has about four words a second; more was made up."""
LEAST_LOGPROB = -1.0
"""Average log-probability of a word piece below which nothing is believed (the library's own default)."""
MOST_COMPRESSION = 2.4
"""Text that compresses better than this goes round in circles (the library's own default)."""
SILENCE = 0.6
"""Probability of no speech from which a line must be likely otherwise to be believed (the library's own default)."""
SURE_LOGPROB = -0.5
DOUBTFUL_SILENCE = 0.3
"""From this probability of no speech on, lines that Whisper is known to make up are not believed."""

_PHANTOMS = (
    "ondertiteld door",
    "ondertiteling door",
    "ondertitels ingediend door",
    "ondertitels door",
    "tv gelderland",
    "omroep gelderland",
    "amara org",
    "npo",
    "bedankt voor het kijken",
    "bedankt voor het luisteren",
    "dank u voor het kijken",
    "dankjewel voor het kijken",
    "tot de volgende keer",
    "tot de volgende video",
    "vergeet niet te abonneren",
    "abonneer",
    "beelden van",
    "muziek",
    "applaus",
    "gelach",
    "www",
)
"""Lines of subtitles that stand under silence in what Whisper learned from (seen in public reports and here)."""
_PHANTOM_REST = 6
"""Words beside such a line that make it part of a sentence after all."""
_WORD = re.compile(r"[^\W_]+")


def doubt(
    text: str, *, seconds: float, no_speech: float, logprob: float, compression: float, prompt: str = ""
) -> str:
    """Tell in one word why a text is not believed; empty when it is.

    Args:
        text: what was written.
        seconds: how long the sound was.
        no_speech: probability that nobody spoke.
        logprob: average log-probability of the word pieces.
        compression: length of the text by its compressed length.
        prompt: what Whisper was told to expect; on silence it repeats that.
    """
    words = _WORD.findall(text.lower())
    if not words:
        return "empty"
    if logprob < LEAST_LOGPROB:
        return "unlikely"
    if compression > MOST_COMPRESSION:
        return "circles"
    if no_speech > SILENCE and logprob < SURE_LOGPROB:
        return "silence"
    if len(words) > 2 + MOST_WORDS_PER_SECOND * seconds:
        return "fast"
    if _is_phantom(words) and (no_speech > DOUBTFUL_SILENCE or seconds < 1.0 or len(words) <= 3):
        return "phantom"
    if no_speech > DOUBTFUL_SILENCE and _repeats(words, prompt):
        return "prompt"
    return ""


def _is_phantom(words: list[str]) -> bool:
    line = f" {' '.join(words)} "
    return any(
        f" {phantom} " in line and len(words) - len(phantom.split()) <= _PHANTOM_REST for phantom in _PHANTOMS
    )


def _repeats(words: list[str], prompt: str) -> bool:
    told = set(_WORD.findall(prompt.lower()))
    return bool(told) and all(word in told for word in words)
