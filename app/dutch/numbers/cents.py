"""Cents that are said without "euro" or "cent": "honderdtwintig vijftig", "twaalf vijftig"."""

from collections.abc import Collection
from decimal import Decimal
from typing import Final

_HUNDRED: Final = Decimal(100)


def with_cents(euros: Decimal, cents: Decimal, known: Collection[Decimal]) -> Decimal | None:
    """What two numbers in a row come to, or None where nobody can tell.

    Two small numbers are as often hundreds and tens as euros and cents ("twaalf vijftig" is 12.50 and 1250): then only
    an amount that is known decides.

    Args:
        euros: the first number.
        cents: the second, 10 up to and including 99.
        known: amounts of the open invoices and their total.
    """
    if euros != int(euros) or cents != int(cents) or not 10 <= cents <= 99:
        return None
    priced = euros + cents / _HUNDRED
    if euros >= _HUNDRED:
        return priced if euros % _HUNDRED else None
    fitting = [value for value in (priced, euros * _HUNDRED + cents) if value in known]
    return fitting[0] if len(fitting) == 1 else None
