"""Money that has left already: the day on which it arrives is no promise ("vanochtend betaald, u heeft het morgen")."""

from collections.abc import Sequence
from typing import Final

from app.dutch.promises.clauses import words as p
from app.dutch.promises.clauses.clause import Clause
from app.dutch.promises.clauses.payers import speaks_of_another
from app.dutch.tense import BE

_ARRIVING: Final = frozenset(
    "heeft hebt hebben staat is komt krijgt ontvangt ziet verschijnt zal zou moet kunt".split()
)
_GONE: Final = p.PAY | frozenset(
    "deur weg eruit onderweg verstuurd weggestuurd afgeschreven uitgevoerd verzonden vertrokken weggegaan".split()
)
_ORDERS: Final = frozenset({"opdracht", "betaling", "overboeking", "overschrijving"})
_ACTORS: Final = p.SELF | p.OWN_PEOPLE
_OTHERS: Final = frozenset({"andere", "rest", "tweede", "volgende", "overige", "restant"})
_JUST: Final = frozenset("net zonet zojuist daarnet al gisteren vanochtend vanmorgen".split())
_RENEWED: Final = frozenset({"alsnog", "opnieuw", "nogmaals"})


def withhold_arrivals(items: Sequence[Clause]) -> None:
    """Take away the promise from clauses that only say when a payment made before will arrive."""
    paid = False
    for clause in items:
        if _tells_of_payment(clause):
            paid = True
        elif clause.negative or clause.words[0] in ("maar", "nee") or not _RENEWED.isdisjoint(clause.words):
            paid = False  # it has not been paid after all
        elif paid and _only_arrives(clause):
            clause.withheld = True


def _tells_of_payment(clause: Clause) -> bool:
    """Whether a clause says that money has gone, all of it as far as one hears."""
    if "gelukt" in clause.words and not _ORDERS.isdisjoint(clause.words):
        return not clause.negative  # "de overboeking is gelukt"
    if "onderweg" in clause.words and not (clause.dates or clause.sums or clause.negative):
        return True
    if not clause.past or clause.negative or clause.question or clause.condition:
        return False
    if not {"zou", "zouden", "moeten", "had", "hadden", "dacht", "dachten"}.isdisjoint(clause.words):
        return False
    active = {"heeft", "hebben"} & set(clause.words)
    told = active or not BE.isdisjoint(clause.words)  # and not "vanochtend overgemaakt"
    if told and (_ACTORS if active else _ACTORS | BE).isdisjoint(clause.words):
        return False  # "de ouders hebben betaald"
    just = "gedaan" in clause.words and not _JUST.isdisjoint(clause.words)  # "ik heb het net gedaan"
    gone = just or not _GONE.isdisjoint(clause.words)
    return gone and not (clause.sums or speaks_of_another(clause))


def _only_arrives(clause: Clause) -> bool:
    words = frozenset(clause.words)
    if clause.sums or not p.SELF.isdisjoint(words - {"ik"}) or not _OTHERS.isdisjoint(words):
        return False
    if "van" in clause.words[:4] or not words.isdisjoint(p.SCHEDULED):
        return False  # "die van september heeft u vrijdag": another one
    thinking = {"denk", "hoop", "verwacht", "neem", "vermoed"}
    acting = "ik" in words and thinking.isdisjoint(words)
    return not acting and not _ARRIVING.isdisjoint(words)
