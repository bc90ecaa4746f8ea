"""A payment that the controller proposes, and that the debtor makes his own by saying yes."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from app.call.case import Case
from app.dutch.dates import find_dates
from app.dutch.normalise import normalise
from app.dutch.numbers import find_amounts
from app.dutch.numbers.invoice_numbers import find_invoice_numbers

ANSWER_TIME = 8.0
"""Seconds in which a yes answers the proposal."""
_PAYING = frozenset([
    "betalen", "betaalt", "betaling", "betaald", "overmaken", "overmaakt", "overboeken", "overboekt", "voldoen",
    "voldoet", "overmaking", "meenemen", "binnen", "bijgeschreven", "rekening", "termijn", "termijnen",
])  # fmt: skip


@dataclass(frozen=True, slots=True)
class Proposal:
    """What was proposed, and in which words."""

    date: date
    amount: Decimal | None
    invoices: tuple[str, ...]
    words: str


def find_proposal(text: str, case: Case) -> Proposal | None:
    """The one future day on which the controller proposes a payment; None when he names none or more than one."""
    norm = normalise(text)
    if _PAYING.isdisjoint(norm.words):
        return None
    days = [
        m for m in find_dates(norm, case.today) if m.date is not None and m.precision == "day" and m.sense == "future"
    ]
    if len({m.date for m in days}) != 1 or days[0].date is None or days[0].conflict or days[0].belongs_to_paper:
        return None
    numbers = find_invoice_numbers(norm, tuple(item.number for item in case.open_items))
    taken = (*((m.first, m.stop) for m in days), *((m.first, m.stop) for m in numbers))
    amounts = find_amounts(norm, taken)
    amount = amounts[-1].value if amounts else None
    return Proposal(days[0].date, amount, tuple(dict.fromkeys(m.number for m in numbers)), text)
