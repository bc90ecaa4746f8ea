"""Amounts without a number: the half, everything, the rest, the oldest invoice."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from app.dutch.normalise import Normalised, normalise
from app.dutch.numbers.amounts import CENT, COUNTED, could_be_number, find_numbers

ZERO: Final = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class OpenItem:
    """An invoice that is still open.

    Attributes:
        number: as it stands on the invoice.
        amount: what is still to be paid, in euros, two decimals.
        disputed: True where the invoice is blocked; it then counts in no total.
        due: the day on which it had to be paid.
    """

    number: str
    amount: Decimal
    disputed: bool
    due: date


@dataclass(frozen=True, slots=True)
class ShareMention:
    """A share of what is open.

    Attributes:
        kind: "fraction", "all", "rest", "oldest", "newest", "largest", "smallest", "count" or "unclear".
        fraction: the part for "fraction" and 1 otherwise.
        count: number of invoices for "count" (beide, alle drie) and "oldest" and the like (de oudste twee), else 0.
        first: index of its first word.
        stop: index after its last word.
    """

    kind: str
    fraction: Decimal
    count: int
    first: int
    stop: int


_WHOLE: Final = frozenset(
    {"hele", "volledige", "totale", "gehele", "complete", "openstaande", "volle", "integrale", "ganse", "verschuldigde"}
)
_SUM: Final = frozenset(
    [
        "bedrag",
        "som",
        "boel",
        "zwik",
        "handel",
        "factuurbedrag",
        "openstaande",
        "saldo",
        "totaal",
        "schuld",
        "post",
        "zooi",
        "rekening",
        "bups",
        "santenkraam",
        "vordering",
        "zaak",
        "zootje",
        "zwikje",
        "boeltje",
        "spul",
        "mikmak",
        "rataplan",
        "hap",
        "klap",
        "pakket",
        "stapel",
        "pot",
        "openstaand",
        "pond",
        "mep",
        "mik",
        "zaakje",
        "zooitje",
        "achterstand",
    ]
)
_COUNTS: Final = {"twee": 2, "drie": 3, "vier": 4, "vijf": 5, "2": 2, "3": 3, "4": 4}
_INVOICES: Final = frozenset({"facturen", "nota's", "notas", "rekeningen", "posten", "bedragen"})
_ENTIRETY: Final = frozenset({"geheel", "totaliteit", "volledigheid"})
_ITS: Final = frozenset({"zijn", "z'n", "hun", "haar", "d'r", "zen"})
_ONE_INVOICE: Final = frozenset({"factuur", "nota", "rekening"})
_UNDISPUTED: Final = _INVOICES | {"deel", "gedeelte", "bedrag", "stuk", "som"}
_REST: Final = frozenset({"rest", "restant", "restje", "restbedrag", "overige", "resterende"})
_THIRD: Final = Decimal(1) / Decimal(3)
_PARTS: Final = {"vierde": 4, "vijfde": 5, "zesde": 6, "achtste": 8, "tiende": 10}
_PART_COUNTS: Final = {"een": 1, "twee": 2, "drie": 3, "vier": 4}
_GLUED_PARTS: Final = {"tweederde": _THIRD * 2, "driekwart": Decimal("0.75"), "drievierde": Decimal("0.75")}
_PARTS_OF_TIME: Final = frozenset(
    ("van", the, unit) for the in ("de", "deze", "volgende") for unit in ("week", "maand", "dag", "middag")
)
"""After these "helft" is a part of time: "in de tweede helft van de week"."""
_NO_SHARE: Final = frozenset(
    """
    zeker zekerheid garantie gegarandeerd akkoord eens gelijk korting minder rente btw eraf goedkoper marge provisie
    betalingskorting
    """.split()
)
_PLACED: Final = {
    "oudste": "oldest", "nieuwste": "newest", "jongste": "newest", "recentste": "newest",
    "grote": "largest", "kleine": "smallest",
    "grootste": "largest", "hoogste": "largest", "kleinste": "smallest", "laagste": "smallest",
}  # fmt: skip
SHARE_WORDS: Final = (
    frozenset(
        [
            "helft",
            "derde",
            "kwart",
            "alles",
            "allemaal",
            "beide",
            "allebei",
            "alle",
            "oudste",
            "nieuwste",
            "jongste",
            "grootste",
            "kleinste",
            "hoogste",
            "laagste",
            "totale",
            "totaal",
            "totaalbedrag",
            "procent",
            "volledig",
            "volledige",
            "hele",
            "gehele",
            "complete",
            "helemaal",
            "heel",
            "gans",
            "onbetwiste",
            "betwiste",
            "andere",
            "geheel",
            "totaliteit",
            "volledigheid",
        ]
    )
    | _REST
    | _WHOLE
    | frozenset(_PLACED)
    | frozenset(_PARTS)
    | frozenset(_GLUED_PARTS)
)


def find_shares(norm: Normalised) -> tuple[ShareMention, ...]:
    """Shares named in a text, from left to right."""
    words = norm.words
    if SHARE_WORDS.isdisjoint(words):
        return ()
    found: list[ShareMention] = []
    for at in range(len(words)):
        if words[at] not in SHARE_WORDS or (found and at < found[-1].stop):
            continue
        share = _share(words, at)
        if share is not None:
            found.append(share)
    return tuple(found)


def _share(words: tuple[str, ...], at: int) -> ShareMention | None:
    word = words[at]
    after = words[at + 1] if at + 1 < len(words) else ""
    before = words[at - 1] if at else ""
    one = Decimal(1)
    if word == "helft":
        if words[at + 1 : at + 4] in _PARTS_OF_TIME:
            return None
        if before == "andere" or (before in ("tweede", "laatste")):
            return ShareMention("rest", one, 0, at - 1, at + 1)
        return ShareMention("fraction", Decimal("0.5"), 0, at, at + 1)
    if word == "andere" and words[max(0, at - 2) : at] == ("al", "het"):
        return ShareMention("all", one, 0, at - 2, at + 1)
    if word == "derde" and before == "eerste" and after == "deel":
        return ShareMention("fraction", _THIRD, 0, at - 1, at + 2)
    if word == "derde" and before in ("een", "twee", "1/3"):
        return ShareMention("fraction", _THIRD * (2 if before == "twee" else 1), 0, at - 1, at + 1)
    if word in _PARTS and before in _PART_COUNTS and not (after in COUNTED or after in _ONE_INVOICE):
        count = _PART_COUNTS[before]
        part = Decimal(count) / _PARTS[word]
        return ShareMention("fraction", part, 0, at - 1, at + 1) if part < 1 else None
    if word == "kwart" and before in ("een", "drie") and not _tells_time(words, at + 1):
        part = Decimal("0.75") if before == "drie" else Decimal("0.25")
        return ShareMention("fraction", part, 0, at - 1, at + 1)
    if word in _GLUED_PARTS:
        return ShareMention("fraction", _GLUED_PARTS[word], 0, at, at + 1)
    if word == "procent":
        return _percentage(words, at)
    if word in _REST:
        return ShareMention("rest", one, 0, at, at + 1)
    if word in ("alles", "totaalbedrag", "allemaal"):
        return ShareMention("all", one, 0, at, at + 1)
    if word in _ENTIRETY:  # "dat betaal ik in zijn geheel"
        led = before in _ITS and words[max(0, at - 2) : at - 1] == ("in",)
        return ShareMention("all", one, 0, at - 2, at + 1) if led and after not in ("niet", "genomen") else None
    if word == "totaal" and before in ("het", "een") and after not in ("van", "aan"):
        return ShareMention("all", one, 0, at, at + 1)
    if word in _WHOLE and after in _SUM:
        return ShareMention("all", one, 0, at, at + 2)
    if word in ("onbetwiste", "betwiste") and (word == "onbetwiste" or before == "niet") and after in _UNDISPUTED:
        return ShareMention("all", one, 0, at - (word == "betwiste"), at + 2)
    if word in _WHOLE and word != "openstaande" and after in _ONE_INVOICE:
        return ShareMention("count", one, 1, at, at + 2)
    if word in _WHOLE and after in _WHOLE:
        stop = at + 3 if words[at + 2 : at + 3] and words[at + 2] in _SUM else at + 2
        return ShareMention("all", one, 0, at, stop)
    if word in ("heel", "gans") and after in ("het", "de", "dat", "die"):
        if at + 2 < len(words) and words[at + 2] in _SUM:
            return ShareMention("all", one, 0, at, at + 3)
        return None
    if word == "alle" and after in _COUNTS:
        return ShareMention("count", one, _COUNTS[after], at, at + 2)
    if word == "alle" and after in _INVOICES | {"betreffende", "openstaande"}:
        return ShareMention("all", one, 0, at, at + 2)
    if word in ("beide", "allebei"):
        return ShareMention("count", one, 2, at, at + 1)
    if word in ("grote", "kleine"):
        named = before in ("de", "die") and after in _ONE_INVOICE and words[at - 2 : at - 1] != ("van",)
        return ShareMention(_PLACED[word], one, 0, at, at + 1) if named else None
    if word in _PLACED:
        if before in _COUNTS:
            return ShareMention(_PLACED[word], one, _COUNTS[before], at - 1, at + 1)
        several = _COUNTS.get(after, 0)
        return ShareMention(_PLACED[word], one, several, at, at + 1 + bool(several))
    return None


def _tells_time(words: tuple[str, ...], at: int) -> bool:
    """Whether "over drie" or "voor vier" follows "kwart"."""
    if words[at : at + 1] not in (("over",), ("voor",)):
        return False
    return at + 1 < len(words) and could_be_number(words[at + 1])


def _percentage(words: tuple[str, ...], at: int) -> ShareMention | None:
    """The share before "procent", unless it says how sure somebody is or how much less he wants to pay."""
    if words[at + 1 : at + 2] and words[at + 1] in _NO_SHARE:
        return None
    tail = words[max(0, at - 4) : at]
    numbers = find_numbers(normalise(" ".join(tail)))
    if not numbers or numbers[-1].stop != len(tail) or not 0 < numbers[-1].value <= 100:
        return None
    width = numbers[-1].stop - numbers[-1].first
    return ShareMention("fraction", numbers[-1].value / 100, 0, at - width, at + 1)


def money(value: Decimal) -> Decimal:
    """A value in euros with two decimals, half cents upwards."""
    return value.quantize(CENT, rounding=ROUND_HALF_UP)


def resolve(
    share: ShareMention, items: Sequence[OpenItem], named: Sequence[OpenItem], spent: Decimal
) -> tuple[Decimal | None, tuple[str, ...]]:
    """The amount of a share and the invoices it names by itself.

    Args:
        share: what was said.
        items: the open invoices; disputed ones are left out, except when the count said is that
            of all of them.
        named: the invoices that were named beside the share; the share is then of those.
        spent: what was promised before "de rest" in the same breath.
    """
    undisputed = [item for item in items if not item.disputed]
    if share.kind == "count":
        chosen = _counted(share.count, items, undisputed)
        if not chosen:
            return None, ()
        return sum((i.amount for i in chosen), ZERO), tuple(i.number for i in chosen)
    if not undisputed or share.kind == "unclear":
        return None, ()
    if share.kind in ("oldest", "newest", "largest", "smallest"):
        placed = _placed(share.kind, undisputed)[: share.count or 1]
        if len(placed) < share.count:
            return None, ()
        return sum((item.amount for item in placed), ZERO), tuple(item.number for item in placed)
    base = list(named) or undisputed
    total = sum((item.amount for item in base), ZERO)
    numbers = tuple(item.number for item in base) if share.kind == "all" else ()
    if share.kind == "rest":
        left = sum((item.amount for item in undisputed), ZERO) - spent
        return (money(left) if left > 0 else None), ()
    return money(total * share.fraction), numbers


def _counted(count: int, items: Sequence[OpenItem], undisputed: list[OpenItem]) -> list[OpenItem]:
    if len(undisputed) == count:
        return undisputed
    return list(items) if len(items) == count else []


def _placed(kind: str, items: list[OpenItem]) -> list[OpenItem]:
    """The open invoices with the one that is meant first."""
    if kind in ("oldest", "newest"):
        return sorted(items, key=lambda item: (item.due, item.number), reverse=kind == "newest")
    return sorted(items, key=lambda item: item.amount, reverse=kind == "largest")
