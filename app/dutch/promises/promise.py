"""A promise to pay, as it was understood."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from app.dutch.promises.instalments import Instalment


@dataclass(frozen=True, slots=True)
class Promise:
    """What the debtor promised.

    Attributes:
        date: the day, or None where none was named.
        amount: euros with two decimals, or None.
        invoices: numbers named, or implied by "alles", "beide" and the like with open items.
        instalments: two or more payments in order, else empty.
        method: "transfer", "ideal", "direct_debit", "cash", "card" or None.
        words: the part of the text that holds the promise.
        span: its characters [start, end) in the text.
        vague: the day is a period or derived from vague words, or the amount is a range.
        conflict: weekday and date disagree; `date` is then None.
        conditional: bound to a condition.
        hedged: softened ("ik denk", "ik probeer", "vrijdag of maandag").
        ambiguous: the date has two readings ("volgende vrijdag").
        impossible: a date that does not exist was named.
        deadline: "uiterlijk", "voor", "binnen": at the latest that day.
        earliest: first day of the period that was named, or the date.
        latest: last day of the period that was named, or the date.
    """

    date: dt.date | None
    amount: Decimal | None
    invoices: tuple[str, ...]
    instalments: tuple[Instalment, ...]
    method: str | None
    words: str
    span: tuple[int, int]
    vague: bool = False
    conflict: bool = False
    conditional: bool = False
    hedged: bool = False
    ambiguous: bool = False
    impossible: bool = False
    deadline: bool = False
    earliest: dt.date | None = None
    latest: dt.date | None = None

    def contract(self) -> dict[str, str | list[str] | None] | None:
        """The three members of the machine-readable contract: date, amount, invoices.

        None where neither a day nor an amount is known ("volgende week betaal ik"): such a promise
        is worth showing, but it promises nothing that can be checked.
        """
        if self.date is None and self.amount is None:
            return None
        return {
            "date": None if self.date is None else self.date.isoformat(),
            "amount": None if self.amount is None else str(self.amount),
            "invoices": list(self.invoices),
        }
