"""Days on which something else happens: "zaterdag trouwt mijn dochter", "er gaan donderdag koeien weg"."""

from typing import Final

from app.dutch.dates.words import BILLS
from app.dutch.promises.clauses import words as p
from app.dutch.promises.clauses.clause import Clause
from app.dutch.promises.clauses.offer_words import MONEY

_SUBJECT_LEADS: Final = frozenset({"mijn", "onze", "m'n", "de", "het", "een", "er", "hij", "zij"})
_NO_VERBS: Final = p.FILLERS | frozenset(
    """
    direct meteen eerst misschien liefst gewoon vast alvast want met niet tot sinds echt toch van aan in voor samen
    buiten boven onder tegen tussen binnen zonder minstens hooguit tenslotte omtrent eigen allen alleen ergens
    maximaal uiterlijk tegelijk inderdaad laat exact rond
    """.split()
)
_POINTING: Final = frozenset("het hij die ie ze dat deze alles u uw jullie beide allebei wat iets eentje".split())
_PAYING: Final = MONEY | BILLS | p.PAY | p.REST | frozenset({"centen", "helft", "boel"})


def tells_event(clause: Clause) -> bool:
    """Whether a verb that is not known as one, and its subject, follow the day that opens a clause."""
    if not clause.dates or clause.sums:
        return False
    at = next((index for index, word in enumerate(clause.words) if word not in p.FILLERS), 0)
    day = clause.dates[0]
    if day.first - clause.first - at not in (0, 1):
        return False
    verb, lead, noun = (*clause.words[day.stop - clause.first :][:3], "", "", "")[:3]
    if not verb.endswith(("t", "en")) or verb in _NO_VERBS or lead not in _SUBJECT_LEADS:
        return False
    return noun not in _PAYING


def others_leave(clause: Clause, present: frozenset[str]) -> bool:
    """Whether it is other things that go: "vrijdag gaan er twee paarden weg", and not "er gaat een betaling uit"."""
    if clause.sums or present.isdisjoint({"gaat", "gaan"}) or "er" not in present:
        return False
    at = next(index for index, word in enumerate(clause.words) if word in ("gaat", "gaan"))
    if "er" not in (clause.words[at - 1] if at else "", *clause.words[at + 1 : at + 2]):
        return False
    return present.isdisjoint(_POINTING) and present.isdisjoint(_PAYING)
