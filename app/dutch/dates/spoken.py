"""Months that are said as a number: "op vijftien negen"."""

from typing import Final

from app.dutch.numbers.amounts import COUNTED, EURO
from app.dutch.numbers.words import MULTIPLIERS, SMALL

LEADING: Final = frozenset({"op", "per", "uiterlijk", "vanaf", "tegen"})
"""What leads to a day that is said in numbers only."""
_MONTHS_IN_A_YEAR: Final = 12


def spoken_month(words: tuple[str, ...], first: int, at: int) -> tuple[int, int] | None:
    """The month and the index after it, where a bare number follows a day that "op" and the like lead to.

    Args:
        words: the utterance.
        first: index of the first word of the day.
        at: index after the day.
    """
    before, word = words[first - 1 : first], words[at] if at < len(words) else ""
    month = SMALL.get(word, 0)
    if not before or before[0] not in LEADING or not 1 <= month <= _MONTHS_IN_A_YEAR or words[first][0].isdigit():
        return None
    following = words[at + 1] if at + 1 < len(words) else ""
    if following in COUNTED or following in EURO or following in MULTIPLIERS or following in SMALL or following == "en":
        return None
    return month, at + 1
