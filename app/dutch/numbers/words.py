"""One Dutch number word at a time: its value and what may still be added to it.

text2num 3.1 (alpha2digit, "nl") was compared. It is fast (23 us a sentence) and knows
"vijfentwintighonderd", "vijf en twintig honderd" and "honderdtwintigduizend", but reads
"anderhalf duizend" as "anderhalf 1000", "tweeënhalf duizend" as "tweeënhalf 1000", "vijf komma
vijf duizend" as "5,5000", leaves "zes mille" and "twee en een halve ton" half done, and gives no
positions in the text, which the marks in the captions need. Those are everyday speech in this
trade, so the grammar is our own.
"""

from decimal import Decimal
from functools import lru_cache
from typing import Final, NamedTuple

_UNITS: Final = ("nul", "een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen")
_TEENS: Final = (
    "tien",
    "elf",
    "twaalf",
    "dertien",
    "veertien",
    "vijftien",
    "zestien",
    "zeventien",
    "achttien",
    "negentien",
)
_TENS: Final = {
    20: "twintig",
    30: "dertig",
    40: "veertig",
    50: "vijftig",
    60: "zestig",
    70: "zeventig",
    80: "tachtig",
    90: "negentig",
}

HALF: Final = Decimal("0.5")


def _small() -> dict[str, int]:
    table = {word: value for value, word in enumerate(_UNITS + _TEENS)}
    for tens, name in _TENS.items():
        table[name] = tens
        for unit in range(1, 10):
            table[f"{_UNITS[unit]}en{name}"] = tens + unit
    return table


SMALL: Final = _small()
"""Words for 0 up to and including 99."""

_HALVES: Final = {"anderhalf": Decimal("1.5"), "anderhalve": Decimal("1.5")} | {
    f"{_UNITS[unit]}{middle}{half}": unit + HALF
    for unit in range(2, 10)
    for middle in ("en", "eneen")
    for half in ("half", "halve")
}

MULTIPLIERS: Final = {
    "honderd": 100,
    "duizend": 1000,
    "miljoen": 1_000_000,
    "mille": 1000,
    "k": 1000,
    "ruggen": 1000,
    "rug": 1000,
    "ruggetje": 1000,
    "ruggetjes": 1000,
    "ton": 100_000,
    "tientje": 10,
    "tientjes": 10,
    "honderdje": 100,
    "duizendje": 1000,
}
"""Words that multiply what stands before them; mille, ruggen, ton and tientjes are always money."""

_INNER: Final = (("miljoen", 1_000_000), ("duizend", 1000), ("honderd", 100))


class NumberWord(NamedTuple):
    """One number word.

    Attributes:
        value: what it is worth by itself ("duizend" is 1000).
        room: a following number below this may be added ("zesduizend" has room for 999); 0
            when nothing may follow.
        multiplier: True where it multiplies what stands before it.
    """

    value: Decimal
    room: int
    multiplier: bool


@lru_cache(maxsize=4096)
def number_word(word: str) -> NumberWord | None:
    """What a folded word is worth as a number, or None; digits are not handled here."""
    if word in SMALL:
        return NumberWord(Decimal(SMALL[word]), 0, multiplier=False)
    if word in MULTIPLIERS:
        return NumberWord(Decimal(MULTIPLIERS[word]), MULTIPLIERS[word], multiplier=True)
    if word in _HALVES:
        return NumberWord(_HALVES[word], 0, multiplier=False)
    if len(word) > 80 or not ("honderd" in word or "duizend" in word or "miljoen" in word):
        return None
    compound = _compound(word)
    if compound is None:
        return None
    value, room = compound
    return NumberWord(value, room, multiplier=False)


def _compound(word: str) -> tuple[Decimal, int] | None:
    """Value and room of a glued number ("tienduizendvijfhonderdvierennegentig")."""
    if not word:
        return Decimal(0), 0
    if word in SMALL:
        return Decimal(SMALL[word]), 0
    for name, scale in _INNER:
        left, found, right = word.partition(name)
        if not found:
            continue
        factor = Decimal(1)
        if left:
            inner = (_HALVES[left], 0) if left in _HALVES else _compound(left)
            if inner is None or inner[0] <= 0 or inner[0] >= scale * 10:
                return None
            factor = inner[0]
        rest = _compound(right.removeprefix("en") if right not in SMALL else right)
        if rest is None or rest[0] >= scale:
            return None
        room = scale if not right else rest[1]
        return factor * scale + rest[0], room
    return None


def _ordinals() -> dict[str, int]:
    table: dict[str, int] = {}
    special = {1: "eerste", 3: "derde", 8: "achtste"}
    for word, value in SMALL.items():
        if not 1 <= value <= 31:
            continue
        if value in special:
            table[special[value]] = value
        elif value >= 20:
            table[word + "ste"] = value
        else:
            table[word + "de"] = value
    return table


ORDINALS: Final = _ordinals()
"""Words for "the first" up to "the thirty-first"."""
