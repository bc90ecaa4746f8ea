"""Any text becomes plain lower-case words that remember where they stood.

Runs on every partial of the recogniser, so it is one pass of one regular expression: linear in
the length of the text, whatever the text contains.
"""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

# Digits keep their separators (6.000,00 and 8-9-2026 are one word each); a word keeps an
# apostrophe inside it (zo'n, foto's); a hyphen splits (btw-nummer), as a recogniser would.
_TOKEN: Final = re.compile(
    r"[0-9]+(?:[.,:/\-][0-9]+)*(?:(?:ste|de|e|k|K|u[0-9]{2})(?![^\W_]))?"
    r"|(?:[^\W\d_][\u0300-\u036f]*)+(?:['’ʼ](?:[^\W\d_][\u0300-\u036f]*)+)*"
    r"|['’‘`´ʼ][sStTnNmMkK](?![^\W_])"
    r"|[€%]"
)

# What a clipped word or a sign is called when it is spoken.
_SPOKEN: Final = {
    "€": "euro",
    "%": "procent",
    "'s": "s",
    "'t": "het",
    "'n": "een",
    "'m": "hem",
    "'k": "ik",
}


class _Fold(dict[int, str]):
    """Character code to what is left without accents; filled while it is used.

    One character at a time on purpose: normalising a whole string sorts its combining marks,
    which takes quadratic time on a hostile input.
    """

    def __missing__(self, code: int) -> str:
        """Fold one character and remember it (the table is bounded by Unicode itself)."""
        plain = unicodedata.normalize("NFKD", chr(code))
        folded = "".join(c for c in plain if not unicodedata.combining(c)).lower()
        self[code] = folded
        return folded


_FOLD: Final = _Fold({ord(c): "'" for c in "’‘`´ʼ"})


@dataclass(frozen=True, slots=True)
class Normalised:
    """A text as words.

    Attributes:
        original: the text as it was given.
        words: lower-case words without accents or punctuation; digits keep their separators.
        starts: for each word the index of its first character in `original`.
        ends: for each word the index after its last character in `original`.
    """

    original: str
    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    @property
    def text(self) -> str:
        """The words joined by single spaces."""
        return " ".join(self.words)

    def span(self, first: int, stop: int) -> tuple[int, int]:
        """Characters [start, end) in `original` of the words [first, stop); not empty."""
        return self.starts[first], self.ends[stop - 1]

    def __len__(self) -> int:
        """The number of words."""
        return len(self.words)


def normalise(text: str | Normalised) -> Normalised:
    """Split a text into plain words; a text that was normalised before is returned as it is."""
    if isinstance(text, Normalised):
        return text
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    spoken = _SPOKEN
    for match in _TOKEN.finditer(text):
        raw = match.group()
        word = raw.lower() if raw.isascii() else raw.translate(_FOLD)
        if len(word) <= 2:
            word = spoken.get(word, word)
        if not word:
            continue
        words.append(word)
        starts.append(match.start())
        ends.append(match.end())
    return Normalised(text, tuple(words), tuple(starts), tuple(ends))


def fold(word: str) -> str:
    """One word or phrase in lower case without accents, otherwise unchanged."""
    return word.lower() if word.isascii() else word.translate(_FOLD)
