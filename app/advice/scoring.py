"""The one door to rapidfuzz: how much two words, or two rows of words, sound alike.

Whole-sentence scorers are of no use here: against "ik wil mijn contract opzeggen" the bare "ik wil" scores 100 by
`partial_ratio` and `token_set_ratio` and 90 by `WRatio`. Words are compared with words instead, on a spelling by sound.
"""

import re
from collections.abc import Mapping, Sequence

from rapidfuzz import fuzz, process

_SOUNDS = (
    (re.compile(r"sch\b"), "s"),
    (re.compile(r"ij|ei"), "y"),
    (re.compile(r"ou|au"), "w"),
    (re.compile(r"ch"), "g"),
    (re.compile(r"ck|kk|c(?=[eiy])|c"), "k"),
    (re.compile(r"ph"), "f"),
    (re.compile(r"x"), "ks"),
    (re.compile(r"z"), "s"),
    (re.compile(r"v"), "f"),
    (re.compile(r"th"), "t"),
    (re.compile(r"d\b"), "t"),
    (re.compile(r"dt\b"), "t"),
    (re.compile(r"b\b"), "p"),
    (re.compile(r"(.)\1+"), r"\1"),
    (re.compile(r"en\b"), "e"),
)


def sound(word: str) -> str:
    """Return a rough spelling by sound of one lower-case Dutch word: ei is ij, z is s, a final d is t."""
    for pattern, replacement in _SOUNDS:
        word = pattern.sub(replacement, word)
    return word


def nearest(sounded: str, vocabulary: Sequence[str], cutoff: float) -> tuple[str, float] | None:
    """Return the member of `vocabulary` nearest to `sounded` and its score (0 to 100), or None below `cutoff`."""
    best = process.extractOne(sounded, vocabulary, scorer=fuzz.ratio, score_cutoff=cutoff)
    return (best[0], best[1]) if best is not None else None


def whole_sentence_scores(text: str, phrases: Mapping[str, Sequence[str]], scorer: str) -> list[tuple[str, float]]:
    """Return per objection its best score (0 to 100) by a bare rapidfuzz scorer, best first.

    This is what anyone would try first; the evaluation compares with it.

    Args:
        text: what was heard, lower case.
        phrases: objection id to its phrases.
        scorer: `WRatio`, `token_set_ratio` or `partial_ratio`.
    """
    function = {
        "WRatio": fuzz.WRatio,
        "token_set_ratio": fuzz.token_set_ratio,
        "partial_ratio": fuzz.partial_ratio,
    }[scorer]
    found = []
    for identity, some in phrases.items():
        best = process.extractOne(text, some, scorer=function)
        if best is not None:
            found.append((identity, float(best[1])))
    return sorted(found, key=lambda pair: -pair[1])


def bare_extract(text: str, phrases: Sequence[str], limit: int = 5) -> list[tuple[str, float, int]]:
    """Return what `rapidfuzz.process.extract` with WRatio makes of it: the yardstick for speed."""
    return process.extract(text, phrases, scorer=fuzz.WRatio, limit=limit)
