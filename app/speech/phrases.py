"""What the recogniser of phrases may choose from, in words that the model knows.

Vosk makes a language model of pairs of words from the phrases: a speaker may go from one phrase to another, and
anything else is the garbage word `[unk]`. A word that the model doesn't know would be skipped silently, and its
neighbours would look like a pair that somebody says; so a phrase is cut there instead.
"""

import re
from collections.abc import Callable, Iterable

UNKNOWN = "[unk]"
"""Vosk's word for any other sound."""
_UNKNOWN_SHARE = 0.02
"""How often anything else is said, by phrase: enough for `[unk]` to be reached from everywhere."""
_FEWEST = 2
"""A lone word between two unknown ones is no phrase."""
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")

FILLERS = (
    "ja", "nee", "ja maar", "nou ja", "nou", "eh", "uh", "uhm", "even kijken", "goed", "oké", "prima", "dat klopt",
    "klopt", "goedemorgen", "goedemiddag", "met", "u spreekt met", "zegt u het maar", "moment", "een ogenblik",
    "ja hoor", "nee hoor", "dat weet ik niet", "precies", "natuurlijk", "dank u", "dank u wel", "tot ziens", "dag",
)  # fmt: skip
"""What is said around every sentence."""


def grammar(phrases: Iterable[str], knows: Callable[[str], bool]) -> tuple[str, ...]:
    """Return what to give to Vosk: phrases without words that the model lacks, fillers, and `[unk]`.

    Args:
        phrases: what may be said, as it is written; digits and punctuation separate.
        knows: whether the model has a word (lower case).

    Returns:
        Each piece once or as often as it is said; empty when nothing of the phrases is known.
    """
    pieces = [piece for phrase in phrases for piece in _pieces(phrase, knows)]
    if not pieces:
        return ()
    fillers = [piece for filler in FILLERS for piece in _pieces(filler, knows, fewest=1)]
    unknown = [UNKNOWN] * max(1, round(len(pieces) * _UNKNOWN_SHARE)) if knows(UNKNOWN) else []
    return (*pieces, *fillers, *unknown)


def _pieces(phrase: str, knows: Callable[[str], bool], fewest: int = _FEWEST) -> Iterable[str]:
    words = [word.replace("’", "'") for word in _WORD.findall(phrase.lower())]
    known: list[str] = []
    for word in (*words, None):
        if word is not None and knows(word):
            known.append(word)
            continue
        if len(known) >= min(fewest, len(words)):
            yield " ".join(known)
        known = []
