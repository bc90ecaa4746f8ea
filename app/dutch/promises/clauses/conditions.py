"""Conditions: what must happen first, and whether a promise that hangs on it is one.

"Als u de creditnota stuurt betaal ik vrijdag" is a promise that the controller can make come true, and
"als ik terug ben" only names a time; both count. "Als mijn klant betaalt", "mocht de subsidie komen" and
"ik betaal pas als ..." leave everything open: nothing is promised.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from app.dutch.promises.clauses import words as p
from app.dutch.promises.clauses.clause import Clause

_HYPOTHESES: Final = frozenset({"mocht", "mochten", "gesteld", "veronderstel", "ingeval"})
_AFTER_STEL: Final = frozenset({"dat", "nou", "nu", "eens", "je", "u", "even", "dus"})
_TEMPORAL: Final = frozenset({"zodra", "wanneer", "voordat", "nadat", "totdat", "zolang"})
_NOT_A_ROLE: Final = p.PRONOUNS | frozenset(
    "ge gij de een mijn onze ons uw jouw alles alle allebei beide iemand niemand ze zij men".split()
)
_ONLY: Final = frozenset({"pas", "alleen", "enkel", "slechts", "uitsluitend"})
_AFTERWARDS: Final = frozenset({("pas", "daarna"), ("daarna", "pas"), ("pas", "dan")})
_SURE: Final = frozenset({"is", "zie", "heb", "lees", "onthouden", "vergis", "kijk", "zit"})
_OPENING: Final = p.CONDITION - {"voordat", "totdat"}
_THIRD_PARTY: Final = frozenset({"de", "het", "dat", "die", "een", "er", "mijn", "m'n", "onze", "ons"})
_MONEY_FROM_ELSEWHERE: Final = p.OTHERS | frozenset(
    """
    subsidie subsidies uitkering uitkeert uitbetaalt uitbetaald krediet kredieten lening financiering financier
    investeerder investeerders hypotheek opdracht opdrachten klus klussen aanbesteding aanbestedingen deal binnenhaal
    binnenhalen win winnen quitte kwijtraak kwijtraken verdien verdienen draai draaien
    erfenis vakantiegeld toeslag toeslagen teruggave kas geld centen verkocht
    verkoop verkopen koper verhuurd salaris loon vordering schadevergoeding voorschot bonus dividend omzet opbrengst
    binnenkomt
    """.split()
)
_ROUTINE: Final = frozenset(
    """
    terug thuis klaar dicht open bed slapen slaapt wakker weer rustig kantoor zaak bereikbaar moet kan mag goed weg erop
    wilt opengaat opengaan sluit sluiten dichtgaat
    """.split()
)
"""What only tells the moment: "als de winkel dicht is", "als de kinderen slapen"."""
_OWN_PART: Final = (
    p.RECEIVER
    | p.OTHER_BUSINESS - {"bank"}
    | frozenset(
        "uw jouw factuur facturen nota rekening geleverd opgelost hersteld gerepareerd vervangen akkoord aangepast "
        "gecorrigeerd klopt geregeld".split()
    )
)
"""What the controller and his firm have in hand."""
_CONCESSIONS: Final = frozenset(
    """
    korting kwijtscheldt kwijtschelden kwijtgescholden schrapt schrappen schrap laten laat eraf afdoet afdoen afhaalt
    afhalen halveert verlaagt verlagen zakt zakken tegemoetkomt tegemoet tegemoetkomen matst coulant vergoedt vergoeden
    compenseert compensatie goedkoper vermindering
    """.split()
)
"""What the controller would have to give up."""
_ANYHOW: Final = frozenset({"maar", "sowieso", "anders"})
_LINKS: Final = p.FILLERS | _ONLY | frozenset({"en", "want", "dus", "maar"})


def is_condition(body: tuple[str, ...]) -> bool:
    """Whether a clause, its fillers left out, opens with a condition."""
    if not body:
        return False
    first, second = body[0], body[1] if len(body) > 1 else ""
    if first in _HYPOTHESES or (first == "stel" and second in _AFTER_STEL):
        return True
    if first == "stel" and second in ("ik", "we", "wij") and "voor" not in body:
        return True
    if first == "voor" and second in ("ik", "we", "wij"):
        return True  # "voor ik iets kan toezeggen"
    if first not in p.CONDITION or _is_remark(body):
        return False
    return not (first == "wanneer" and second in p.VERBS)


def _is_remark(body: tuple[str, ...]) -> bool:
    """Whether it only says how sure somebody is: "als het goed is", "als ik het goed zie", "als ik me niet vergis"."""
    if body[:4] in (("als", "ik", "me", "niet"), ("als", "ik", "mij", "niet"), ("als", "ik", "het", "goed")):
        return not _SURE.isdisjoint(body[4:6])
    return body[:4] == ("als", "het", "goed", "is") or body[:4] == ("als", "ik", "goed", "kijk")


def is_role(body: tuple[str, ...]) -> bool:
    """Whether a verbless clause with "als" says in what capacity: "als ondernemer", "als uitvoerdatum"."""
    return body[0] == "als" and len(body) > 1 and body[1] not in _NOT_A_ROLE


def is_doubtful(body: tuple[str, ...], before: str) -> bool:
    """Whether a condition leaves open if there will ever be a payment.

    Args:
        body: the words of the condition.
        before: the word right before it.
    """
    first, second = body[0], body[1] if len(body) > 1 else ""
    present = frozenset(body)
    if first in _HYPOTHESES or first == "stel" or before in _ONLY:
        return True
    if _demands(present, second):
        return True
    if first == "zolang":
        return False  # "zolang die niet betaalt geef ik u alvast ..."
    if not present.isdisjoint(_MONEY_FROM_ELSEWHERE) and present.isdisjoint(p.RECEIVER):
        return True
    if first in _TEMPORAL or second not in _THIRD_PARTY:
        return False
    return present.isdisjoint(_OWN_PART | _ROUTINE)


def _demands(present: frozenset[str], subject: str) -> bool:
    """Whether the other side has to give something up, or to act first: "als u korting geeft", "als u eerst ..."."""
    if "eerst" in present and subject not in p.SELF:
        return True
    if not present.isdisjoint({"laat", "laten"}) and present.isdisjoint({"vallen", "zakken"}):
        present -= {"laat", "laten"}
    return not present.isdisjoint(_CONCESSIONS)


def waits(words: tuple[str, ...]) -> bool:
    """Whether a clause says "pas als", "alleen wanneer", "pas daarna": nothing comes before that."""
    if _ONLY.isdisjoint(words):
        return False
    return any(
        (only in _ONLY and opening in _OPENING)
        or ((only, opening) in _AFTERWARDS and words[at + 2 : at + 3] != ("wel",))  # "de negende pas, dan wel alles"
        for at, (only, opening) in enumerate(pairwise(words))
    )


def carry_conditions_on(items: Sequence[Clause]) -> None:
    """Let "en alles werkt" take part in the condition that it goes on with, where "dan" comes only after it."""
    for before, clause, after in zip(items, items[1:], items[2:], strict=False):
        if not before.condition or clause.words[0] != "en" or after.words[0] != "dan":
            continue
        if not clause.dates and not clause.strong and not clause.amounts:
            clause.condition, clause.topic = True, False
            clause.doubtful = clause.doubtful or before.doubtful


def withhold_dependents(items: Sequence[Clause]) -> None:
    """Take away the promise from clauses that hang on a doubtful condition."""
    for index, clause in enumerate(items):
        if not clause.doubtful:
            continue
        clause.withheld = True
        leads = all(set(before.words) <= _LINKS for before in items[:index]) or set(items[index - 1].words) <= _LINKS
        if not leads:
            _withhold_before(items, index)
        if leads or (index + 1 < len(items) and items[index + 1].words[0] == "dan"):
            withhold_after(items, index)


def _withhold_before(items: Sequence[Clause], index: int) -> None:
    for clause in reversed(items[:index]):
        clause.withheld = True
        if clause.topic or clause.words[0] in _ANYHOW:
            return


def withhold_after(items: Sequence[Clause], index: int) -> None:
    """Take away the promise from all clauses after one, up to "maar" or "sowieso"."""
    for clause in items[index + 1 :]:
        if clause.words[0] in _ANYHOW:
            return
        clause.withheld = True
