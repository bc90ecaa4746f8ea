"""What the other side has to do first: "eerst de creditnota en dan betaal ik", "krijg ik korting dan betaal ik".

A condition with the verb in front is one as much as "als ik korting krijg".
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from app.dutch.promises.clauses import words as p
from app.dutch.promises.clauses.clause import Clause
from app.dutch.promises.clauses.conditions import is_doubtful, withhold_after

_VERBS_IN_FRONT: Final = frozenset(
    """
    stuurt sturen krijg krijgen krijgt betaalt betalen komt komen levert leveren geeft geven doet wordt worden is zijn
    gaat gaan valt heb hebben verkoop verkopen win winnen keert scheldt schrapt haalt laat laten repareert lost
    """.split()
)
_SUBJECTS: Final = p.PRONOUNS | frozenset("de het een mijn onze uw ge gij mij iemand alles".split())
_ORDERS: Final = frozenset("stuur mail lever geef los haal repareer maak kom breng crediteer".split())
_WANTING: Final = frozenset({"wil", "willen", "moet", "moeten", "zult", "dient"})
_HAVING: Final = frozenset("zien hebben ontvangen krijgen horen weten sturen leveren oplossen maken herstellen".split())
_THINGS: Final = frozenset(
    """
    creditnota creditfactuur korting pakbon bon specificatie factuur kopie handtekening reparatie herstel levering
    excuses excuus uitleg antwoord bewijs onderdelen monteur fiets machine goederen
    """.split()
)
_THEN: Final = frozenset({"dan", "daarna", "pas"})


def withhold_demanded(items: Sequence[Clause]) -> None:
    """Take away the promise from what comes only after a demand."""
    for index, (clause, after) in enumerate(pairwise(items)):
        if not _THEN.isdisjoint(after.words[:2]) and (_demands(clause) or _is_inverted_condition(clause)):
            clause.withheld = True
            withhold_after(items, index)


def _demands(clause: Clause) -> bool:
    """Such as "eerst wil ik die fiets zien", "stuur eerst de creditnota", "eerst de pakbon"."""
    words = [word for word in clause.words if word not in p.FILLERS - {"eerst"}]
    if "eerst" not in words[:5] or clause.dates or clause.sums:
        return False
    present = frozenset(words)
    if words[0] in _ORDERS:
        return present.isdisjoint({"ik", "we", "wij"})
    asked = not present.isdisjoint(p.RECEIVER) or not present.isdisjoint({"wil", "willen"})
    if not present.isdisjoint(_WANTING):
        return asked and not present.isdisjoint(_HAVING)
    return words[0] == "eerst" and len(words) <= 4 and words[-1] in _THINGS


def _is_inverted_condition(clause: Clause) -> bool:
    """Such as "krijg ik korting", "betaalt mijn klant vrijdag", where that may never come true."""
    words = tuple(word for word in clause.words if word not in p.FILLERS)
    if len(words) < 3 or words[0] not in _VERBS_IN_FRONT or words[1] not in _SUBJECTS or clause.negative:
        return False
    return is_doubtful(("als", *words[1:], words[0]), "")
