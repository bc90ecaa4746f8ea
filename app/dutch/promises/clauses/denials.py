"""Where a denied amount begins or ends beside an offered one: "vrijdag duizend | die tweeduizend ineens lukt niet"."""

from collections.abc import Mapping
from typing import Final

from app.dutch.promises.clauses import words as p

_LEADS: Final = frozenset({"die", "de", "het", "dat", "alles", "dit"})
_BEFORE_LEAD: Final = frozenset(
    "op van voor en of maar want dus met in naar over aan dan niet geen bij uit tot".split()
)
_UNABLE: Final = frozenset(
    "lukt red redden haal halen gaat kan kunnen trek trekken zit heb hebben wordt krijg durf beloof betaal".split()
)
_REACH: Final = 10
_TAIL: Final = frozenset(
    "in niet mee uit trekken halen redden lukken opbrengen betalen missen ophoesten voldoen bolwerken".split()
)
"""Words with which a denial ends."""


def opens_denial(
    words: tuple[str, ...], index: int, start: int, dated: frozenset[int], named: Mapping[int, int]
) -> bool:
    """Whether an amount at or right after a word is denied in what follows, after another one was offered."""
    if words[index] not in _LEADS or words[index - 1] in _BEFORE_LEAD:
        return False
    offered = any(position in named and position not in dated for position in range(start, index))
    if not offered or not any(position in dated for position in range(start, index)):
        return False
    first = next((at for at in range(index, min(index + 3, len(words))) if at in named), None)
    if first is None or first in dated:
        return False
    after = words[named[first] : named[first] + _REACH]
    denied = next((at for at, word in enumerate(after) if word in p.NEGATION), None)
    return denied is not None and (after[denied] == "onmogelijk" or not _UNABLE.isdisjoint(after[:denied]))


def closes_denial(
    words: tuple[str, ...], index: int, start: int, dated: frozenset[int], named: Mapping[int, int]
) -> bool:
    """Whether an offer of a day and an amount begins at a word, after a denied amount."""
    if index not in named or index - 1 in named or words[index - 1] not in _TAIL:
        return False
    before = words[start:index]
    if p.NEGATION.isdisjoint(before) or _UNABLE.isdisjoint(before):
        return False
    if not any(position in named and position not in dated for position in range(start, index)):
        return False
    ahead = range(index, min(len(words), index + _REACH))
    return any(position in dated for position in ahead) and any(
        position in named and position not in dated for position in ahead
    )
