"""Money and dates as a Dutch reader expects them (Babel knows the rules; the words come from CLDR, not from us)."""

from datetime import date
from decimal import Decimal

_LOCALE = "nl_NL"
# Babel is imported where it is used: it takes a tenth of a second that the first paint of the window need not wait for.


def money(amount: Decimal) -> str:
    """Euros, for example `€ 6.000,00`, with no-break spaces so that it stays on one line."""
    from babel.numbers import format_currency

    return str(format_currency(amount, "EUR", locale=_LOCALE))


def long_date(day: date) -> str:
    """A date with its weekday, for example `vrijdag 11 september`."""
    return _written(day, "EEEE d MMMM")


def date_with_year(day: date, today: date) -> str:
    """Like `long_date`, with the year when it is not this year's."""
    pattern = "EEEE d MMMM" if day.year == today.year else "EEEE d MMMM y"
    return _written(day, pattern)


def short_date(day: date) -> str:
    """Day and short month, for example `20 aug`."""
    return _written(day, "d MMM").rstrip(".")


def _written(day: date, pattern: str) -> str:
    from babel.dates import format_date

    return str(format_date(day, pattern, locale=_LOCALE))


def listing(items: tuple[str, ...], conjunction: str) -> str:
    """Join as in speech: `a`, `a en b`, `a, b en c`; the conjunction is given, since it is Dutch text."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {conjunction} {items[-1]}"
