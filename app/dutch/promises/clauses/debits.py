"""Leave to collect the money: "u mag het vrijdag incasseren", "haal het maandag maar van mijn rekening"."""

from typing import Final

from app.dutch.promises.clauses import words as p
from app.dutch.promises.clauses.clause import Clause

_COLLECTING: Final = frozenset("incasseer incasseren incasso afschrijven afboeken innen domiciliering".split())
_ALLOWING: Final = frozenset({"mag", "moogt", "mogen", "kunt", "kun"})
DEBIT_ORDERS: Final = frozenset("incasseer schrijf haal int doe bied boek trek pak probeer start".split())
_LEAVE: Final = frozenset({"toestemming", "machtiging", "machtig", "akkoord"})
_RUNNING: Final = frozenset({"loopt", "gaat", "komt", "lopen", "probeer"})
_STOPPED: Final = frozenset("zitten zit stoppen stop mis fout terug over".split())
_COLLECTED: Final = frozenset({"afgeschreven", "geincasseerd", "afgeboekt", "geind"})
_COLLECTABLE: Final = frozenset("het die hij dat ie deze automatisch incasso factuur nota bedrag alles".split())
_OWN_ACCOUNT: Final = "van mijn rekening"
_OFF: Final = frozenset({"af", "van", "vanaf"})


def allows_debit(clause: Clause) -> bool:
    """Whether the debtor lets the money be taken from his account on a day, or lets an amount be taken."""
    present = frozenset(clause.words)
    if clause.dates and not present.isdisjoint({"wordt", "worden"}) and not present.isdisjoint(_COLLECTED):
        known = not present.isdisjoint(_COLLECTABLE) or _is_the_bill(clause)
        return present.isdisjoint(p.OTHER_PAYEES | {"toch"}) and known
    if {"af", "schrijven"} <= present and not present.isdisjoint(_LEAVE):
        return bool(clause.dates) and "nodig" not in present
    own_account = "rekening" in present and not present.isdisjoint({"mijn", "onze", "m'n"})
    if present.isdisjoint(_COLLECTING) and not (own_account and not present.isdisjoint(_OFF)):
        return False
    if not (clause.dates or clause.sums) or "als" in present:
        return False
    if not present.isdisjoint(_LEAVE):
        return present.isdisjoint({"nodig", "zonder"})
    if not present.isdisjoint({"ik", "we", "wij"}):
        return False
    if "incasso" in present and not present.isdisjoint(_RUNNING):
        return present.isdisjoint(_STOPPED)
    if not present.isdisjoint(_ALLOWING):
        return not present.isdisjoint(p.RECEIVER)
    first = next((word for word in clause.words if word not in p.FILLERS), "")
    return first in DEBIT_ORDERS


def _is_the_bill(clause: Clause) -> bool:
    """Whether an amount is the one they talk of: "vrijdag wordt de vierhonderd euro afgeschreven"."""
    for said in clause.sums:
        at, stop = said.first - clause.first, said.stop - clause.first
        led = at > 0 and clause.words[at - 1] in ("de", "die")
        if led and (clause.words[stop : stop + 1] != ("van",) or "rekening" in clause.words[stop:]):
            return True  # and not "de vierhonderd van de sportschool"
    ours = not p.RECEIVER.isdisjoint(clause.words) or _OWN_ACCOUNT in " ".join(clause.words)
    return bool(clause.sums) and ours
