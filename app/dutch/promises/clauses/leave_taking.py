"""Good-byes, which name "nu" or a day as well: "nou dan ga ik nu ophangen", "ik moet er vandaag vandoor"."""

from typing import Final

from app.dutch.promises.clauses import words as p

_GOING: Final = frozenset({"ga", "gaan", "moet", "moeten", "ben", "zijn"})
_LEAVING: Final = frozenset(
    """
    ophangen hangen inleggen afleggen vandoor ervandoor weg stoppen afronden afsluiten opstappen vertrekken rennen eten
    slapen rijden verder huis slag werk bus tram trein kinderen hond uit
    """.split()
)
_THINGS: Final = frozenset(
    """
    het dat die deze hem ze alles allebei beide factuur facturen nota rekening rekeningen geld centen betaling bedrag
    bank contant pinnen
    """.split()
)
"""With one of these it may be the money that goes."""


def takes_leave(words: tuple[str, ...]) -> bool:
    """Whether a clause without an amount only says that the speaker goes."""
    present = frozenset(words)
    if present.isdisjoint(_LEAVING) or present.isdisjoint(p.SELF) or present.isdisjoint(_GOING):
        return False
    return present.isdisjoint(_THINGS) and present.isdisjoint(p.PAY)
