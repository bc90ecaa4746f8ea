"""Payments that are made while they speak: "ik doe het nu meteen via de app"."""

from collections.abc import Container, Mapping
from typing import Final

from app.dutch.promises.clauses import words as p
from app.dutch.promises.clauses.clause import Clause

_OBJECTS: Final = frozenset({"het", "dat", "die", "hem", "ze", "allebei", "alles"})
_ACTING: Final = frozenset({"doe", "doen", "regel", "regelen", "fiks", "fiksen"})
_OPENED: Final = frozenset({"app", "bankapp", "ideal", "internetbankieren", "computer", "laptop", "scherm"})
_DETERMINERS: Final = frozenset({"de", "het", "een", "al", "alvast", "maar"})
_REACH: Final = 6
_PROVISO: Final = frozenset({"dan", "als", "zodra"})


def said_at_once(clause: Clause, words: tuple[str, ...]) -> int | None:
    """The word that says "now" in a clause in which the debtor pays, or None.

    Args:
        clause: a judged clause without a date.
        words: the whole utterance.
    """
    if not (clause.strong or clause.sums or _does_it(clause)):
        return None
    if not p.PROOF.isdisjoint(clause.words):
        return None  # "ik stuur u zo meteen een schermafdruk van de betaling"
    later = "dan" in clause.words[:2]  # "stuur maar op dan betaal ik meteen"
    sums = {mention.first for mention in clause.sums}
    ends = {mention.stop for mention in clause.sums}
    last = clause.stop - 1
    for at in range(clause.first, clause.stop):
        if words[at : at + 2] in p.IMMEDIATE and ("nu" in clause.words or not later):
            return at
        if words[at] != "nu":
            continue
        if words[at + 1 : at + 2] == ("via",) and not p.SELF.isdisjoint(clause.words):
            return at
        closing = at == last and clause.strong and not p.SELF.isdisjoint(clause.words)  # "ik betaal het nu"
        led = at + 2 in sums and words[at + 1] in _DETERMINERS  # "nu de helft"
        if at + 1 in sums or led or at in ends or closing:
            return at
    return None


def ends_now(words: tuple[str, ...], index: int, start: int, dated: Container[int], named: Mapping[int, int]) -> bool:
    """Whether what is paid now is complete before a word: "nu de helft | eind van de maand", "duizend nu | honderd"."""
    if index not in named:
        return False
    opening = next((at for at in range(start, index) if words[at] not in p.FILLERS - {"nu"}), index)
    if index in dated:
        return words[opening] == "nu" and index - 1 in named and index - 1 not in dated and index - opening <= _REACH
    return words[index - 1] == "nu" and index - 2 in named and index - 2 not in dated


def _does_it(clause: Clause) -> bool:
    """Whether the debtor does "it" himself, and nothing in the clause says that it is something else."""
    present = frozenset(clause.words)
    if p.SELF.isdisjoint(present) or _ACTING.isdisjoint(present) or _OBJECTS.isdisjoint(present):
        return False
    served = "voor u" in " ".join(clause.words)  # a service, and not a payment
    if served or not present.isdisjoint(p.OTHER_BUSINESS | _PROVISO) or clause.words[-1] in ("na", "mee", "even"):
        return False
    return "nu" in present or not _OPENED.isdisjoint(present)
