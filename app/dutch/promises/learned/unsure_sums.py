"""Amounts that only what stands around them can tell from other numbers and things; only what is learned weighs them.

A bare "zestig" may be euros, an age or a time; "het saldo" may be what is paid or what is asked for; "het verschil" is
an amount that nobody has named. The rules leave them alone (`app.dutch.mention_context.named_sums`).
"""

from collections.abc import Sequence, Set
from dataclasses import replace
from decimal import Decimal
from typing import Final

from app.dutch.normalise import Normalised
from app.dutch.numbers.amounts import CENT, COUNTED, EURO, MONTHS, NumberMention, find_numbers
from app.dutch.numbers.shares import ShareMention
from app.dutch.numbers.words import SMALL

_HUNDRED: Final = Decimal(100)
_THOUSAND: Final = Decimal(1000)
_TEN: Final = 10
_SPOKEN_HUNDREDS: Final = 20
"""From this number on, two numbers in a row are euros and cents: few say "vierenzestig vijftig" for 6450."""
_CLOCK: Final = frozenset({"om", "half", "kwart", "rond", "na", "voor", "tegen", "tot", "vanaf", "zo'n"})
_NO_MONEY: Final = frozenset(
    """
    uur uurtje graden kinderen personen klanten prijzen kilometer centimeter liter jaren jarige huizen bakken paar
    minuten minuutjes seconden eeuw
    """.split()
)
_BECOMES: Final = frozenset("wordt word worden werd werden is ben bent was geworden".split())
_PERSONS: Final = frozenset(
    """
    zoon zoontje dochter dochtertje vrouw man moeder mama vader papa opa oma kind kleinzoon kleindochter broer zus
    vriend vriendin collega jongste oudste hij zij ik jij
    """.split()
)
_INVOICES: Final = frozenset({"facturen", "nota's", "notas", "rekeningen", "posten", "bonnen"})
_POINTING: Final = frozenset({"die", "deze", "de", "uw", "jullie", "alle"})
_OF_MANY: Final = frozenset({"andere", "eerste", "laatste", "onderste", "bovenste"})
_ALL: Final = frozenset(
    "hoofdsom saldo schuld achterstand openstaande geheel factuurbedrag totaalbedrag restschuld slotsom".split()
)
_WHOLLY: Final = frozenset({"compleet", "volledig", "ineens"})
_UNCLEAR: Final = frozenset("verschil btw aanbetaling slotfactuur bijdrage mijne".split())
_PORTIONS: Final = frozenset({"termijn", "deel", "stuk", "stukje", "schijf", "aflossing"})
_WHICH: Final = frozenset(
    "eerste tweede derde laatste mijn erkende vervallen betwiste onbetwiste resterende een".split()
)
_BEFORE_ALL: Final = frozenset("de het mijn uw die dat onze jullie hele kale oude volledige totale".split())
_OPEN: Final = frozenset({"openstaat", "openstond"})
_VAGUE: Final = frozenset({"honderd", "duizend", "honderden", "duizenden", "honderdjes", "tientjes"})
_NOUNS: Final = (
    _ALL | _WHOLLY | _UNCLEAR | _PORTIONS | _OPEN | _VAGUE | _INVOICES | {"staat", "die", "kleintjes", "kleine"}
)
_DESCRIBING: Final = frozenset({"rest", "oldest", "newest", "all", "unclear"})
_ONE: Final = Decimal(1)


def find_unsure_sums(
    norm: Normalised,
    named: Sequence[NumberMention | ShareMention],
    taken: frozenset[int],
    open_amounts: Sequence[Decimal],
    undisputed: int = 0,
) -> list[NumberMention | ShareMention]:
    """The amounts that may be meant, from left to right.

    Args:
        norm: the utterance.
        named: the amounts that are certainly amounts.
        taken: words of the days, amounts and invoices that were named.
        open_amounts: those of all open invoices; their total tells 12.50 from 1250, their number what "die twee" is.
        undisputed: how many of the invoices are not disputed; "die twee" may be those.
    """
    words = norm.words
    found: list[NumberMention | ShareMention] = []
    if any(word in SMALL or word[0].isdigit() or word.endswith(("half", "halve")) for word in words):
        found += _numbers(norm, named, taken, open_amounts, {len(open_amounts), undisputed})
    if not _NOUNS.isdisjoint(words):
        used = taken | {at for said in found for at in range(said.first, said.stop)}
        found += _nouns(words, used)
    return sorted(found, key=lambda mention: mention.first)


def _numbers(
    norm: Normalised,
    named: Sequence[NumberMention | ShareMention],
    taken: frozenset[int],
    open_amounts: Sequence[Decimal],
    counts: Set[int],
) -> list[NumberMention | ShareMention]:
    words = norm.words
    numbers = [n for n in find_numbers(norm) if taken.isdisjoint(range(n.first, n.stop))]
    found: list[NumberMention | ShareMention] = []
    skipped = -1
    for index, number in enumerate(numbers):
        following = numbers[index + 1] if index + 1 < len(numbers) else None
        if number.money or number.value >= _HUNDRED or number.first < skipped:
            continue
        after = words[number.stop] if number.stop < len(words) else ""
        if following is not None and following.first == number.stop and following.value < _HUNDRED:
            last = numbers[index + 2] if index + 2 < len(numbers) else None
            if following.value == 0 and last is not None and last.first == following.stop and last.value < _TEN:
                following = last  # "drieenzestig nul twee"
            skipped = following.stop
            if not _counts(words, following.stop):
                found.append(_priced(norm, number, following, sum(open_amounts, Decimal(0))))
            continue
        before = words[number.first - 1] if number.first else ""
        if after in _INVOICES and number.value < _TEN and number.value == int(number.value):
            found.append(_several(number, number.stop + 1, counts))
            continue
        if _counts(words, number.stop) or _is_age(words, number.first, taken):
            continue
        value = _scaled(number, named)
        if value is not None and before not in _CLOCK:
            found.append(NumberMention(value, number.span, number.first, number.stop, money=False))
        elif 1 < number.value < _TEN and number.value == int(number.value) and value is None:
            if before in _POINTING:
                found.append(_several(number, number.stop, counts))
            elif before in _OF_MANY:
                found.append(ShareMention("unclear", _ONE, 0, number.first, number.stop))
    return found


def _several(number: NumberMention, stop: int, counts: Set[int]) -> ShareMention:
    """So many invoices: clear only where that is all that are open, or all that nobody disputes."""
    count = int(number.value)
    return ShareMention("count" if count in counts else "unclear", _ONE, count, number.first, stop)


def _counts(words: tuple[str, ...], at: int) -> bool:
    """Whether the word after a number is what it counts."""
    after = words[at] if at < len(words) else ""
    return after in COUNTED or after in MONTHS or after in _NO_MONEY or after in EURO


def _is_age(words: tuple[str, ...], at: int, taken: frozenset[int]) -> bool:
    """Whether a person becomes or is so old: "mijn zoon wordt vrijdag achttien"."""
    look = at - 1
    while look > 0 and (look in taken or words[look] in ("al", "pas", "nu", "net", "in", "de")):
        look -= 1
    return look > 0 and words[look] in _BECOMES and not _PERSONS.isdisjoint(words[max(0, look - 2) : look])


def _priced(
    norm: Normalised, euros: NumberMention, cents: NumberMention, owed: Decimal
) -> NumberMention | ShareMention:
    """Two small numbers in a row: euros and cents, or hundreds and tens, or nobody can tell."""
    first, stop = euros.first, cents.stop
    price, hundreds = euros.value + cents.value / _HUNDRED, euros.value * _HUNDRED + cents.value
    too_much = owed > 0 and hundreds > owed
    if euros.value != int(euros.value) or (cents.value < _TEN and cents.first == euros.stop):
        return ShareMention("unclear", _ONE, 0, first, stop)
    if euros.value >= _SPOKEN_HUNDREDS or cents.value < _TEN or (too_much and price <= owed):
        return NumberMention(price.quantize(CENT), norm.span(first, stop), first, stop, money=True)
    return ShareMention("unclear", _ONE, 0, first, stop)


def _scaled(number: NumberMention, named: Sequence[NumberMention | ShareMention]) -> Decimal | None:
    """What a small number comes to: after "zevenduizend" four may be four thousand; alone it is no amount below ten."""
    before = [said.value for said in named if isinstance(said, NumberMention) and said.first < number.first]
    last = before[-1] if before else Decimal(0)
    if last >= _THOUSAND and last % _THOUSAND == 0 and number.value * _THOUSAND <= last * Decimal("1.5"):
        return (number.value * _THOUSAND).quantize(CENT)
    if number.value >= _TEN:
        return number.value.quantize(CENT)
    if _HUNDRED < last < _THOUSAND and last % _HUNDRED == 0 and number.value > 1:
        return (number.value * _HUNDRED).quantize(CENT)
    return None


def _nouns(words: tuple[str, ...], taken: frozenset[int]) -> list[NumberMention | ShareMention]:
    found: list[NumberMention | ShareMention] = []
    for at, word in enumerate(words):
        if word not in _NOUNS or at in taken:
            continue
        share = _noun(words, at, taken)
        if share is not None and (not found or share.first >= found[-1].stop):
            found.append(share)
    return found


def _noun(words: tuple[str, ...], at: int, taken: frozenset[int]) -> ShareMention | None:
    word = words[at]
    before = words[at - 1] if at and at - 1 not in taken else ""
    after = words[at + 1] if at + 1 < len(words) else ""
    if word in _ALL:
        part_of = words[max(0, at - 2) : at - 1] == ("van",) and at - 3 in taken  # "de helft van de hoofdsom"
        return ShareMention("all", _ONE, 0, at, at + 1) if before in _BEFORE_ALL and not part_of else None
    if word in _WHOLLY:
        return ShareMention("all", _ONE, 0, at, at + 1)
    if word in _OPEN or word == "staat":
        led = words[max(0, at - 3) : at]
        opens = word in _OPEN or after == "open"
        if opens and "wat" in led:
            first = at - led[::-1].index("wat") - 1
            if first - 1 in taken:
                return None  # "alles wat openstaat"
            return ShareMention("all", _ONE, 0, first, at + (1 if word in _OPEN else 2))
        return None
    if word == "die":
        of_month = after == "van" and words[at + 2 : at + 3] and words[at + 2] in MONTHS
        return ShareMention("unclear", _ONE, 0, at, at + 3) if of_month else None
    if word in ("kleintjes", "kleine"):
        return ShareMention("smallest", _ONE, 0, at, at + 1) if before in ("die", "de", "deze", "twee") else None
    if word in _VAGUE:
        return ShareMention("unclear", _ONE, 0, at, at + 1) if before in ("paar", "enkele") else None
    if word in _PORTIONS:
        return ShareMention("unclear", _ONE, 0, at - 1, at + 1) if before in _WHICH else None
    if word in _UNCLEAR:
        return ShareMention("unclear", _ONE, 0, at, at + 1) if before in _POINTING or before == "het" else None
    return None


def joined_with_number(
    words: tuple[str, ...], named: Sequence[NumberMention | ShareMention]
) -> list[NumberMention | ShareMention]:
    """The amounts, where a share and the number that says how much it is are one: "de resterende achthonderd"."""
    numbers = {said.first: said for said in named if isinstance(said, NumberMention)}
    described: set[int] = set()
    kept: list[NumberMention | ShareMention] = []
    for said in named:
        if isinstance(said, ShareMention) and said.kind in _DESCRIBING:
            start = said.stop + (words[said.stop : said.stop + 1] == ("van",))
            number = numbers.get(start)
            if number is not None:
                described.add(start)
                kept.append(replace(number, first=said.first))
                continue
        if said.first not in described:
            kept.append(said)
    return kept
