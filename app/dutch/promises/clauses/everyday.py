"""Everyday ways to say that money comes: "het komt vrijdag", "maandag zijn we quitte", "hij staat op de lijst"."""

from typing import Final

from app.dutch.promises.clauses import words as p
from app.dutch.promises.clauses.clause import Clause

_ENOUGH: Final = tuple(
    map(frozenset, (("het", "komt"), ("het", "zal", "zijn"), ("het", "blijft"), ("dat", "zal", "zijn")))
)
"""With a day, and nothing else but fillers."""
_READY: Final = p.RECEIVER | p.SELF | frozenset("heb hebben het dat geld voor wel zeker gewoon klaar".split())
_AIMING: Final = frozenset({"mik", "mikken"})
_FEW: Final = 4
_QUITS: Final = frozenset({"quitte", "kiet"})
_LISTED: Final = frozenset({"staat", "staan", "zet", "gezet", "komt"})
_ITEMS: Final = frozenset("hij die deze ie hem factuur nota rekening ze beide allebei".split())
_IN_ROUND: Final = frozenset({"zit", "zitten", "staat", "staan", "valt", "vallen", "hoort"})
_PLANS: Final = frozenset({"streven", "streefdatum", "plan", "voorstel", "bedoeling"})
_AROUND_PLAN: Final = frozenset({"mijn", "ons", "onze", "het", "de", "is", "blijft", "wordt", "nog", "steeds"})
_BOOKED: Final = frozenset({"het", "hem", "die", "dat", "ze"})


def says_so_idly(clause: Clause, present: frozenset[str]) -> bool:
    """Whether a clause with a day means that it is paid then, in words that by themselves say little.

    Args:
        clause: the clause.
        present: its words outside days and amounts.
    """
    own = present - p.FILLERS
    if own in _ENOUGH or is_listed(present) or _is_in_round(clause) or _is_plan(own) or _goes_out(clause, present):
        return True
    if not own.isdisjoint(_AIMING) and not own.isdisjoint(p.SELF):
        return "op" in own and len(own) <= _FEW  # "wij mikken op de achttiende"
    if own == {"het", "is"}:
        return clause.dates[0].deadline  # "het is voor morgen"
    if own <= _READY and {"heb", "voor"} <= own and not own.isdisjoint(p.RECEIVER):
        return True  # "ik heb het maandag voor u"
    if not own.isdisjoint(_QUITS):
        return not own.isdisjoint({"zijn", "staan", "zijt", "staat"})
    booking = not own.isdisjoint({"boek", "boeken"}) and not own.isdisjoint(p.SELF)
    return booking and "in" not in own and own <= p.SELF | _BOOKED | {"boek", "boeken", "dan", "zelf", "nog", "gelijk"}


def _is_in_round(clause: Clause) -> bool:
    """Such as "u zit in die van donderdag", "uw factuur valt in de run van de tiende"."""
    for at, word in enumerate(clause.words[:-2]):
        led = word in ("in", "bij") and clause.words[at + 1] in ("die", "de", "dat")
        rounded = clause.words[at + 2] == "van" or clause.words[at + 2] in p.RUNS
        if led and rounded and not _IN_ROUND.isdisjoint(clause.words[:at]):
            return not (_ITEMS | p.RECEIVER).isdisjoint(clause.words[:at])
    return False


def _is_plan(own: frozenset[str]) -> bool:
    """Such as "mijn streven is donderdag", "het voorstel blijft de vijftiende"."""
    return not own.isdisjoint(_PLANS) and own <= _PLANS | _AROUND_PLAN


def _goes_out(clause: Clause, present: frozenset[str]) -> bool:
    """Such as "het geld staat apart | en gaat maandag automatisch naar u"."""
    elided = clause.words[0] == "en" and clause.words[1:2] in (("gaat",), ("gaan",))
    return elided and "naar" in present and not present.isdisjoint(p.RECEIVER)


def brings_it(present: frozenset[str]) -> bool:
    """Such as "ik kom het vrijdag contant brengen", "ik pin het maandag bij u in de winkel".

    Args:
        present: the words of a clause outside days and amounts.
    """
    if "naar" in present or not present.isdisjoint(p.NEGATION):
        return False
    if not present.isdisjoint({"pin", "pinnen"}):
        return not present.isdisjoint(p.SELF) and not present.isdisjoint(_BOOKED)
    if present.isdisjoint({"breng", "brengen", "brengt", "langsbrengen", "afgeven"}):
        return False
    return not present.isdisjoint({"contant", "cash", "geld", "centen", "enveloppe", "envelop"})


def is_listed(present: frozenset[str]) -> bool:
    """Such as "hij staat op de lijst voor maandag"."""
    return {"op", "lijst"} <= present and not (present.isdisjoint(_LISTED) or present.isdisjoint(_ITEMS))
