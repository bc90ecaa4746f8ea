"""Who pays whom: whether a clause tells of somebody else's payment, or of money that the debtor gets."""

from typing import Final

from app.dutch.dates.words import BILLS
from app.dutch.promises.clauses import words as p
from app.dutch.promises.clauses.clause import Clause
from app.dutch.promises.clauses.offer_words import MONEY, OPENERS
from app.dutch.tense import HAVE

_BODIES: Final = frozenset({"gemeente", "provincie", "waterschap"})
_PAYING: Final = frozenset("betaalt betalen voldoet voldoen stort storten maakt maken boekt boeken".split())
_TO_DEBTOR: Final = frozenset({"mij", "me", "ons", "subsidie", "uit", "terug"})
_INNER_LEADS: Final = frozenset("de een mijn onze uw".split())
_NOUN_LEADS: Final = _INNER_LEADS | {"het", "jullie"}
_OBJECTS: Final = frozenset("het dat hem ze alles allemaal".split())
_OUTSIDERS: Final = frozenset(
    """
    rechter kantonrechter rechtbank advocaat curator deurwaarder notaris makelaar aannemer loodgieter monteur chauffeur
    koerier transporteur fabriek fabrikant leverancier inspecteur taxateur architect dokter verzekeraar
    """.split()
)
_PAYING_SUBJECTS: Final = (
    MONEY
    | BILLS
    | p.OWN_PEOPLE
    | p.RUNS
    | p.SCHEDULED
    | p.PAY
    | frozenset({"rest", "boel", "centen", "bakker", "streven", "plan", "bedoeling", "streefdatum"})
)
_PEOPLE: Final = p.OTHERS | p.OWN_PEOPLE
_STANDING_FOR: Final = frozenset({"die", "hij", "zij", "ze"})
"""Of somebody named before: "mijn zoon neemt het over en die betaalt u vrijdag"."""
_TOWARDS: Final = frozenset({"aan", "naar"})
_INCOMING: Final = frozenset({"krijg", "krijgen", "ontvang", "ontvangen", "vang", "verwacht"})
_ASKED_OF_OTHERS: Final = frozenset(
    {"stuur", "stuurt", "mail", "mailt", "bel", "belt", "lever", "levert", "haal", "breng"}
)
_PLACES: Final = frozenset(
    {"eind", "einde", "begin", "balie", "kassa", "loket", "hand", "deur", "rekening", "hele", "telefoon", "bank",
     "computer", "hoofdsom", "bel", "lijn", "kant", "gang", "slag", "beurt", "achterstand", "andere", "volgende",
     "factuur"}
)  # fmt: skip
_BEFORE_US: Final = frozenset({"van", "voor", "bij", "namens", "door", "tussen", "met", "in", "op", "uit"})
_ADDRESSED_PAYS: Final = frozenset({"betaalt", "betalen", "betaal", "overmaakt", "maakt"})


def foreign(words: tuple[str, ...], present: frozenset[str], *, counted: bool) -> bool:
    """Whether somebody else pays, or the debtor is the one who is paid.

    Args:
        words: the words of the clause.
        present: the same as a set.
        counted: whether an amount is named in it.
    """
    own = not present.isdisjoint(p.SELF)
    if _pays_others(words, present):
        return True
    if not own and words[0] in _ASKED_OF_OTHERS:
        return True
    if not present.isdisjoint(p.OTHERS) and present.isdisjoint({"overmaken", "betaal", "overmaak", "maak"}):
        return not (counted and _pays_us(words, present))
    if not own and (_is_done_to_us(words) or _should_others(words, present)):
        return True
    for index, word in enumerate(words):
        after = words[index + 1] if index + 1 < len(words) else ""
        before = words[index - 1] if index else ""
        if word in _INCOMING and (after in p.SELF or before in p.SELF or before == "zelf"):
            return True
        if (
            before in _PEOPLE
            or (before in _STANDING_FOR and _is_receiver(words, index))
            or (index > 1 and words[index - 2] in _NOUN_LEADS and before not in p.RECEIVER)
        ):
            continue  # "mijn dochter betaalt u": u is who gets it
        if word in _ADDRESSED_PAYS and not own and (before in ("u", "jullie", "je") or after in ("u", "jullie", "je")):
            return True
        if word in ("word", "worden") and (after in p.SELF or before in p.SELF):
            return True
        if word in ("moet", "moeten", "kunt", "mag", "wilt", "dient") and not own:
            addressed = before in ("u", "jullie", "je") or after in ("u", "jullie", "je")
            if addressed and not present.isdisjoint({"betalen", "overmaken", "voldoen"}):
                return True
    return False


def _is_receiver(words: tuple[str, ...], verb: int) -> bool:
    """Whether "u" after a verb gets the money: "die betaalt u maandag", and not "die betaalt u zelf maar"."""
    return words[verb + 2 : verb + 3] not in (("zelf",), ("maar",))


def pays_along(words: tuple[str, ...]) -> bool:
    """Whether the wages or the taxes only tell with what the bill is paid: "samen met de lonen"."""
    for index, word in enumerate(words):
        if word in p.OTHER_PAYEES:
            before = words[max(0, index - 2) : index]
            return "met" in before and not p.TOGETHER.isdisjoint(words)
    return False


def _pays_us(words: tuple[str, ...], present: frozenset[str]) -> bool:
    """Whether an outsider pays the controller: "mijn klant betaalt u rechtstreeks", "vrijdag voldoet de gemeente".

    A public body or an association is a customer like any other, so it pays us where nothing is said of the debtor.
    """
    if not present.isdisjoint(_TO_DEBTOR) or not present.isdisjoint(HAVE) or present.isdisjoint(_PAYING):
        return False
    for index, word in enumerate(words[1:], 1):
        if word in p.RECEIVER and (words[index - 1] in _TOWARDS or words[index - 1] in _PAYING):
            return True
    return present & p.OTHERS <= _BODIES


def _pays_others(words: tuple[str, ...], present: frozenset[str]) -> bool:
    """Whether the money goes "aan de drukker", "aan mijn personeel"."""
    if not present.isdisjoint(p.RECEIVER):
        return False
    return any(
        word == "aan" and words[index + 1] in ("de", "een", "mijn", "onze") and words[index + 2] not in _PLACES
        for index, word in enumerate(words[:-2])
    )


def _is_done_to_us(words: tuple[str, ...]) -> bool:
    """Whether the debtor is at the receiving end: "jullie sturen mij", but not "van mij"."""
    for index, word in enumerate(words):
        before = words[index - 1] if index else ""
        if word == "mij" and before not in _BEFORE_US:
            return True
        if word == "ons" and (before in p.VERBS or before in p.RECEIVER or before == "aan"):
            if words[index + 1 : index + 2] and words[index + 1] in p.OWN_PEOPLE:
                continue  # "vrijdag betaalt ons kantoor"
            return True  # and not "in ons systeem", "van ons"
    return False


def _should_others(words: tuple[str, ...], present: frozenset[str]) -> bool:
    """Such as "jullie zouden vrijdag sturen": what the other side was to do."""
    if present.isdisjoint({"zou", "zouden"}) or not present.isdisjoint({"krijgen", "hebben", "ontvangen", "kunnen"}):
        return False
    return any(word in ("u", "jullie", "je") and not {"zou", "zouden"}.isdisjoint(words[max(0, index - 1) : index + 2])
               for index, word in enumerate(words))  # fmt: skip


def speaks_of_another(clause: Clause) -> bool:
    """Whether somebody or something that neither pays nor is paid is the subject: "de rechter doet dan uitspraak"."""
    words = clause.words
    at = _subject_at(clause)
    if at is None or not p.SELF.isdisjoint(words):
        return False
    nouns = [
        word for index, word in enumerate(words[at + 1 : at + 3], clause.first + at + 1) if index not in clause.covered
    ]
    if not nouns or nouns[0] in p.VERBS:
        return False
    if not _OBJECTS.isdisjoint(words[at + 2 :]):  # "mijn zus regelt dat", and not "mijn advocaat regelt dat"
        return not _OUTSIDERS.isdisjoint(nouns) and not clause.strong
    return _PAYING_SUBJECTS.isdisjoint(nouns)


def _subject_at(clause: Clause) -> int | None:
    """Where a determiner opens the clause, or follows the verb after a day that opens it."""
    at = next((index for index, word in enumerate(clause.words) if word not in OPENERS), len(clause.words))
    leads = _NOUN_LEADS
    if clause.dates and clause.dates[0].first - clause.first - at in (0, 1):  # "op negen mei doet de rechter"
        at = clause.dates[0].stop - clause.first + 1
        leads = _INNER_LEADS
    if at < len(clause.words) and clause.words[at] in leads and clause.first + at not in clause.covered:
        return at
    return None
