"""More than one payment in a promise: "vrijdag de helft en maandag de rest", "drie keer tweeduizend"."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from app.dutch.dates.find import DateMention
from app.dutch.dates.words import add_months
from app.dutch.numbers.amounts import NumberMention, read_number
from app.dutch.numbers.invoice_numbers import InvoiceMention
from app.dutch.numbers.shares import ZERO, OpenItem, ShareMention, money
from app.dutch.promises.clauses.clause import Clause

_WEEK: Final = dt.timedelta(days=7)
COUNT_NOUNS: Final = frozenset(
    {"keer", "maal", "x", "termijnen", "termijn", "betalingen", "delen", "gedeeltes", "stukken",
     "porties", "etappes", "maanden", "weken", "maandtermijnen"}
)  # fmt: skip
_LATER: Final = frozenset({"daarna", "vervolgens", "erna"})
_EVERY: Final = frozenset({"elke", "iedere", "maandelijks", "wekelijks", "telkens"})
_MONTHLY: Final = frozenset({"maandelijks", "maandelijkse"})
_WEEKLY: Final = frozenset({"wekelijks", "wekelijkse"})


@dataclass(frozen=True, slots=True)
class Instalment:
    """One of several payments; either member may be unknown."""

    date: dt.date | None
    amount: Decimal | None


class InstalmentReader:
    """Reads the payments of one utterance."""

    def __init__(self, words: tuple[str, ...], items: Sequence[OpenItem], invoices: tuple[InvoiceMention, ...]) -> None:
        self.words = words
        self.items = items
        self.invoices = invoices

    def read(
        self,
        chosen: list[Clause],
        dates: list[DateMention],
        amounts: list[NumberMention | ShareMention],
        resolved: list[Decimal | None],
    ) -> tuple[Instalment, ...]:
        """The payments in order, or nothing where there is only one."""
        plain = [a for a in amounts if isinstance(a, NumberMention)]
        if len(plain) <= 1 and len(dates) <= 1:
            repeated = self._repeated(chosen, dates, plain, resolved)
            if repeated:
                return repeated
        if len(dates) >= 2 and len(dates) == len(amounts):
            return tuple(Instalment(day.date, value) for day, value in zip(dates, resolved, strict=True))
        if len(dates) >= 2 and len(amounts) == 1 and _parted(chosen, dates[0], amounts[0]):
            return tuple(Instalment(day.date, resolved[0] if index else None) for index, day in enumerate(dates))
        if len(dates) >= 2 and not amounts:
            by_invoice = self._by_invoice(dates)
            if by_invoice:
                return by_invoice
        if len(plain) == 2 and len(dates) == 1 and self._comes_later(plain[0], plain[1]):
            return (Instalment(dates[0].date, resolved[0]), Instalment(None, resolved[1]))
        if len(amounts) >= 2 and len(dates) == 1 and _vaguely_later(chosen, dates[0], amounts):
            return (Instalment(dates[0].date, resolved[0]), *(Instalment(None, value) for value in resolved[1:]))
        if len(amounts) == 2 and len(dates) == 1:
            second = amounts[1]
            if isinstance(second, ShareMention) and second.kind == "rest":
                return (Instalment(dates[0].date, resolved[0]), Instalment(None, resolved[1]))
        if len(dates) >= 2 and len(amounts) == 1:
            return tuple(Instalment(day.date, None if index else resolved[0]) for index, day in enumerate(dates))
        return ()

    def _comes_later(self, first: NumberMention, second: NumberMention) -> bool:
        """Such as "duizend vrijdag en daarna vijfhonderd", "... en dan elke maand vijfhonderd erbij"."""
        between = self.words[first.stop : second.first]
        after = self.words[second.stop : second.stop + 2]
        repeated = not _EVERY.isdisjoint(between) or "per" in after[:1] or not _EVERY.isdisjoint(after)
        return not _LATER.isdisjoint(between) or repeated

    def _by_invoice(self, dates: list[DateMention]) -> tuple[Instalment, ...]:
        if len(self.invoices) != len(dates):
            return ()
        known = {item.number: item.amount for item in self.items}
        return tuple(
            Instalment(day.date, known.get(invoice.number)) for day, invoice in zip(dates, self.invoices, strict=True)
        )

    def _repeated(
        self,
        chosen: list[Clause],
        dates: list[DateMention],
        plain: list[NumberMention],
        resolved: list[Decimal | None],
    ) -> tuple[Instalment, ...]:
        """Such as "drie keer tweeduizend", "in twee termijnen van drieduizend"."""
        first, stop = chosen[0].first, chosen[-1].stop
        count = self._count(first, stop)
        if count is None:
            return ()
        amount = resolved[0] if resolved else None
        if amount is None or (not plain and resolved):
            whole = self._total()
            total = amount if amount is not None else whole
            part = money(total / count) if total is not None else None
            named = amount is not None and whole is not None and amount == money(whole / count)
            amount = amount if named else part  # "drie gelijke delen, het eerste derde deel": it is divided already
        elif self._is_total(plain[0]):
            amount = money(amount / count)
        start = dates[0].date if dates else None
        words = set(self.words[first:stop])
        step = 0
        joined = " ".join(self.words[first:stop])
        if words & _MONTHLY or "per maand" in joined or "maand" in words:
            step = 1
        weekly = bool(words & _WEEKLY) or "per week" in joined or ("week" in words and bool(words & {"elke", "iedere"}))
        if dates and dates[0].recurring and dates[0].weekday_said:
            weekly = True
        found: list[Instalment] = []
        for index in range(count):
            day = start if index == 0 else None
            if start is not None and weekly:
                day = start + index * _WEEK
            elif start is not None and step:
                day = add_months(start, index)
            found.append(Instalment(day, amount))
        return tuple(found)

    def _count(self, first: int, stop: int) -> int | None:
        words = self.words
        for at in range(first, stop):
            noun = words[at + 1] if at + 1 < len(words) else ""
            if noun.endswith("e") and noun not in COUNT_NOUNS and at + 2 < len(words):
                noun = words[at + 2]  # "drie gelijke termijnen"
            if noun not in COUNT_NOUNS:
                continue
            if noun in ("maanden", "weken") and not (
                words[at - 1] in ("in", "verdeeld", "gedurende", "elke") if at else False
            ):
                continue
            read = read_number(words[at : at + 1], 0)
            if read is not None and read[0] == int(read[0]) and 2 <= read[0] <= 60:
                return int(read[0])
        return None

    def _is_total(self, amount: NumberMention) -> bool:
        """Such as "zesduizend in drie termijnen" names the total, "drie keer tweeduizend" each part."""
        after = self.words[amount.stop : amount.stop + 6]
        return any(word in ("termijnen", "delen", "etappes", "stukken") for word in after)

    def _total(self) -> Decimal | None:
        undisputed = [item.amount for item in self.items if not item.disputed]
        return sum(undisputed, ZERO) if undisputed else None


def _parted(chosen: list[Clause], day: DateMention, amount: NumberMention | ShareMention) -> bool:
    """Whether an amount comes after the first day, and not in a clause of its own with that day."""
    if amount.first < day.first:
        return False
    home = next((clause for clause in chosen if clause.first <= day.first < clause.stop), None)
    return home is None or len(home.dates) > 1 or not home.first <= amount.first < home.stop


def _vaguely_later(chosen: list[Clause], day: DateMention, amounts: list[NumberMention | ShareMention]) -> bool:
    """Whether the second payment has only a period: "duizend vrijdag en vijfhonderd in oktober"."""
    complete = max(day.stop, amounts[0].stop)
    if amounts[1].first < complete:
        return False
    return any(late.date is None and late.first >= complete for clause in chosen for late in clause.dates)
