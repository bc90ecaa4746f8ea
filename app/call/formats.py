"""Money and dates as a Dutch reader expects them (Babel knows the rules; the words come from CLDR, not from us)."""

from datetime import date
from decimal import Decimal

from babel.dates import format_date
from babel.numbers import format_currency

_LOCALE = "nl_NL"


def money(amount: Decimal) -> str:
    """Euros, for example `€ 6.000,00`, with no-break spaces so that it stays on one line."""
    return str(format_currency(amount, "EUR", locale=_LOCALE))


def long_date(day: date) -> str:
    """A date with its weekday, for example `vrijdag 11 september`."""
    return str(format_date(day, "EEEE d MMMM", locale=_LOCALE))


def date_with_year(day: date, today: date) -> str:
    """Like `long_date`, with the year when it is not this year's."""
    pattern = "EEEE d MMMM" if day.year == today.year else "EEEE d MMMM y"
    return str(format_date(day, pattern, locale=_LOCALE))


def short_date(day: date) -> str:
    """Day and short month, for example `20 aug`."""
    return str(format_date(day, "d MMM", locale=_LOCALE)).rstrip(".")


def listing(items: tuple[str, ...], conjunction: str) -> str:
    """Join as in speech: `a`, `a en b`, `a, b en c`; the conjunction is given, since it is Dutch text."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {conjunction} {items[-1]}"
