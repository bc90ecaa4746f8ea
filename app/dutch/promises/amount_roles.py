"""Which of two amounts is paid, and which is only the sum that it is paid on: "duizend op die vijfduizend"."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from app.dutch.numbers.amounts import NumberMention
from app.dutch.numbers.shares import ShareMention

_LEADS: Final = frozenset({"op", "van", "voor", "bij", "naast", "bovenop"})
_POINTING: Final = frozenset({"die", "de", "dat", "deze", "uw", "jullie", "onze", "het"})
_PILES: Final = frozenset(
    "totaal totaalbedrag rekening factuur nota bedrag schuld som saldo post achterstand openstaande".split()
)
_EXCEPT: Final = frozenset({"behalve", "uitgezonderd", "zonder", "exclusief", "buiten", "minus"})
_PAYMENTS: Final = frozenset("betaling aanbetaling deelbetaling overboeking overschrijving storting termijn".split())


def without_wholes(
    words: tuple[str, ...], amounts: Sequence[NumberMention | ShareMention]
) -> list[NumberMention | ShareMention]:
    """The amounts that are paid; an amount that stands alone is always one of them.

    A whole of which a fraction is named stays, because the fraction is counted over it.
    """
    amounts = [amount for amount in amounts if not _is_named_rest(words, amount, amounts)]
    if any(isinstance(amount, ShareMention) and amount.kind == "all" for amount in amounts):
        amounts = [a for a in amounts if isinstance(a, ShareMention) or not _is_excepted(words, a)]
    if len(amounts) < 2 or any(isinstance(amount, ShareMention) and amount.kind == "fraction" for amount in amounts):
        return list(amounts)
    paid = [amount for amount in amounts if isinstance(amount, ShareMention) or not _is_whole(words, amount.first)]
    return paid if any(isinstance(amount, NumberMention) for amount in paid) else list(amounts)


def excepted(words: tuple[str, ...], amounts: Sequence[NumberMention | ShareMention]) -> frozenset[Decimal]:
    """The amounts of the bills that are left out of "alles"."""
    if not any(isinstance(amount, ShareMention) and amount.kind == "all" for amount in amounts):
        return frozenset()
    return frozenset(a.value for a in amounts if isinstance(a, NumberMention) and _is_excepted(words, a))


def _is_excepted(words: tuple[str, ...], amount: NumberMention) -> bool:
    """Whether it only says which bill is left out of all: "op die van zeshonderd na", "behalve die van zeshonderd"."""
    before = words[max(0, amount.first - 4) : amount.first]
    if before[-2:] not in (("die", "van"), ("nota", "van"), ("factuur", "van"), ("rekening", "van")):
        return False
    led = before[:-2]
    after = words[amount.stop : amount.stop + 1]
    return not _EXCEPT.isdisjoint(led) or (led[-1:] in (("op",), ("de",)) and after == ("na",))


def _is_named_rest(
    words: tuple[str, ...],
    amount: NumberMention | ShareMention,
    amounts: Sequence[NumberMention | ShareMention],
) -> bool:
    """Whether the number of a rest follows it, so that both are one: "de resterende vijftienhonderd"."""
    if not isinstance(amount, ShareMention) or amount.kind != "rest":
        return False
    start = amount.stop + (words[amount.stop : amount.stop + 1] == ("van",))
    return any(isinstance(other, NumberMention) and other.first == start for other in amounts)


def _is_whole(words: tuple[str, ...], first: int) -> bool:
    """Whether "op die", "van de", "op het totaal van" leads to the amount at a word."""
    before = words[max(0, first - 4) : first]
    if before[-1:] == ("van",) and before[-2:-1] and before[-2] in _PILES:
        return not _LEADS.isdisjoint(before[:-2])
    if before[-1:] and before[-1] in _POINTING:
        return before[-2:-1] != () and before[-2] in _LEADS and _PAYMENTS.isdisjoint(before[:-2])
    return False
