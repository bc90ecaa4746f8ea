"""Detours while somebody looks something up: "duizend nee wacht ik kijk even | vijftienhonderd".

What stands after the detour goes on with, or corrects, what stands before it.
"""

from collections.abc import Mapping
from typing import Final

from app.dutch.promises.clauses import words as p

_LOOKING: Final = frozenset(
    """
    kijk kijken zie zien pak pakken zoek zoeken reken rekenen tel tellen lees lezen blader open nakijken checken
    moment momentje secondje ogenblik ogenblikje seconde wacht wachten
    """.split()
)
_ASIDE: Final = frozenset(
    """
    ik even eens er erbij hier op in de het mijn agenda rekening computer scherm papier papieren lijst lijstje factuur
    eerst nog wel zit verkeerd te hoor u een voor me mij bij heb had mis fout dat is
    """.split()
)
_LEADING_ON: Final = frozenset("van op voor de het die een of dat naar aan met in per tot over om en a".split())
_LONGEST: Final = 9


def is_detour(words: tuple[str, ...]) -> bool:
    """Whether a clause only says that somebody looks or thinks for a moment: "wacht ik pak mijn agenda"."""
    if len(words) > _LONGEST or _LOOKING.isdisjoint(words):
        return False
    return all(word in _LOOKING or word in _ASIDE or word in p.FILLERS or word in p.CORRECTION for word in words)


def ends_detour(words: tuple[str, ...], index: int, start: int, named: Mapping[int, int]) -> bool:
    """Whether the detour in which a day or amount begins is over there, and something was named before it."""
    if index not in named or index - 1 in named or words[index - 1] in _LEADING_ON:
        return False
    return is_detour(words[start:index]) and any(position < start for position in named)
