"""What a controller types into a field, read as loosely as he speaks."""

from datetime import date
from decimal import Decimal

from app.dutch.dates import find_dates
from app.dutch.dates.times import find_times
from app.dutch.numbers import find_amounts, typed_number

_CENT = Decimal("0.01")


def typed_date(text: str, today: date) -> date | None:
    """A day such as `vrijdag`, `11-9` or `over twee weken`; None when none is meant."""
    found = [mention.date for mention in find_dates(text, today) if mention.date is not None]
    return found[0] if len(found) == 1 else None


def typed_amount(text: str) -> Decimal | None:
    """Euros such as `6.000`, `2500,50` or `zesduizend`; None when none is meant."""
    bare = text.replace("€", " ").replace("euro", " ").strip()
    number = typed_number(bare) if bare and " " not in bare else None
    if number is None:
        amounts = find_amounts(text)
        number = amounts[0].value if len(amounts) == 1 else None
    return number.quantize(_CENT) if number is not None and abs(number) < 10**10 else None


def typed_time(text: str) -> str | None:
    """A time as `HH:MM`, from `half 5`, `16.30` or `kwart over drie`; None when none is meant."""
    bare = text.strip()
    found = find_times(bare) or find_times(f"om {bare} uur")
    return f"{found[0].time:%H:%M}" if found else None
