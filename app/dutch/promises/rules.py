"""What the rules make of an utterance of the debtor: which clauses promise, and what they promise together."""

import datetime as dt
import itertools
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from app.dutch.dates.find import DateMention, find_dates
from app.dutch.dates.round_days import with_round_days
from app.dutch.normalise import Normalised
from app.dutch.numbers.amounts import NumberMention, find_amounts
from app.dutch.numbers.invoice_numbers import InvoiceMention, find_invoice_numbers
from app.dutch.numbers.shares import ZERO, OpenItem, ShareMention, find_shares, money, resolve
from app.dutch.promises.amount_roles import excepted, without_wholes
from app.dutch.promises.clauses import words as p
from app.dutch.promises.clauses.approval import withhold_unapproved
from app.dutch.promises.clauses.arrivals import withhold_arrivals
from app.dutch.promises.clauses.at_once import said_at_once
from app.dutch.promises.clauses.clause import Clause
from app.dutch.promises.clauses.commitment import judge
from app.dutch.promises.clauses.conditions import carry_conditions_on, withhold_dependents
from app.dutch.promises.clauses.demands import withhold_demanded
from app.dutch.promises.clauses.leaning import completed, lean, take_back
from app.dutch.promises.clauses.second_thoughts import overtake
from app.dutch.promises.clauses.split import clauses
from app.dutch.promises.instalment_ordinals import without_ordinals
from app.dutch.promises.instalments import InstalmentReader
from app.dutch.promises.payment_days import corrected, pays, settled
from app.dutch.promises.promise import Promise
from app.dutch.promises.respite import days_of_respite

type _Said = DateMention | NumberMention | ShareMention | InvoiceMention

_METHODS: Final = {
    "ideal": "ideal", "betaallink": "ideal", "tikkie": "ideal", "incasso": "direct_debit",
    "incasseren": "direct_debit", "afschrijven": "direct_debit", "overboeking": "transfer",
    "spoedoverboeking": "transfer", "spoedbetaling": "transfer", "telebanking": "transfer",
    "overmaken": "transfer", "overmaak": "transfer", "overboeken": "transfer",
    "internetbankieren": "transfer", "contant": "cash", "pinnen": "card", "pin": "card",
}  # fmt: skip
_SEEKING_LEAVE: Final = frozenset({"haalbaar", "wat", "iets", "voldoende", "genoeg", "bespreekbaar", "werkbaar"})


class RuleReading:
    """One utterance taken apart.

    Attributes:
        norm, today, items: what was said, when, and what is open.
        dates: the days that were named, in order, whatever of.
        sums: the amounts and shares that were named, in order, whatever of.
        invoices: the invoices that were named.
        clauses: what is known of each clause.
    """

    def __init__(self, norm: Normalised, today: dt.date, items: Sequence[OpenItem]) -> None:
        self.norm = norm
        self.today = today
        self.items = items
        dates = with_round_days(norm.words, without_ordinals(norm.words, find_dates(norm, today)))
        numbers = [item.number for item in items]
        self.invoices: tuple[InvoiceMention, ...] = tuple(
            invoice for invoice in find_invoice_numbers(norm, numbers) if invoice.known or not _overlaps(invoice, dates)
        )
        self.dates = dates
        self._plan = InstalmentReader(norm.words, items, self.invoices)
        fixed: tuple[_Said, ...] = (*dates, *self.invoices)
        used = tuple((m.first, m.stop) for m in fixed)
        owed = {item.amount for item in items}
        amounts = find_amounts(norm, used, owed | {sum(owed, ZERO)})
        shares = tuple(s for s in find_shares(norm) if not _overlaps(s, dates))
        self.sums: list[NumberMention | ShareMention] = sorted((*amounts, *shares), key=lambda mention: mention.first)
        left_out = excepted(norm.words, self.sums)
        if left_out:
            self.items = [item for item in items if item.amount not in left_out]
        spoken: tuple[_Said, ...] = (*dates, *amounts, *shares)
        named: tuple[_Said, ...] = (*spoken, *self.invoices)
        inner = frozenset(i for m in named for i in range(m.first + 1, m.stop))
        dated = frozenset(i for m in dates for i in range(m.first, m.stop))
        self.clauses: list[Clause] = []
        every = {i: m.stop for m in spoken for i in range(m.first, m.stop)}
        for first, stop in clauses(norm, dated, inner, every):
            clause = Clause(
                first,
                stop,
                norm.words[first:stop],
                [d for d in dates if first <= d.first < stop and pays(d, norm.words)],
                [a for a in amounts if first <= a.first < stop],
                [s for s in shares if first <= s.first < stop],
            )
            judge(norm, clause, today)
            if not clause.dates:
                clause.dates = self._at_once(clause)
                if clause.dates:
                    judge(norm, clause, today)
            if clause.question and self.clauses and self.clauses[-1].words[0] in p.CONDITION:
                clause.question = clause.words[0] in p.INTERROGATIVE  # "als ..., kan ik ..."
            self.clauses.append(clause)
        if _asks_or_tells_habit(norm.words):
            for clause in self.clauses:
                clause.question = True

    def _at_once(self, clause: Clause) -> list[DateMention]:
        """Today, where a clause says that it is done while they speak ("nu meteen")."""
        at = said_at_once(clause, self.norm.words)
        if at is None:
            return []
        span, word = self.norm.span(at, at + 1), self.norm.words[at]
        return [DateMention(self.today, span, word, at, at + 1, "about", "future", self.today, self.today)]

    # ---- which clauses promise

    def promise(self) -> Promise | None:
        """The promise, or None."""
        days_of_respite(
            self.norm, self.clauses, self.dates, self.today, lambda clause: judge(self.norm, clause, self.today)
        )
        carry_conditions_on(self.clauses)
        withhold_dependents(self.clauses)
        withhold_arrivals(self.clauses)
        withhold_demanded(self.clauses)
        lean(self.clauses, self.norm.words, invoices=bool(self.invoices))
        overtake(self.clauses)
        take_back(self.clauses)
        withhold_unapproved(self.clauses)
        chosen = [clause for clause in self.clauses if clause.promising]
        return self._assemble(completed(chosen, self.clauses)) if chosen else None

    # ---- putting it together

    def _assemble(self, chosen: list[Clause]) -> Promise | None:
        words = self.norm.words
        chosen = sorted(chosen, key=lambda clause: clause.first)
        dates = corrected(words, [d for c in chosen for d in c.dates])
        dates, alternatives = settled(words, dates)
        amounts = without_wholes(words, corrected(words, [a for c in chosen for a in c.sums]))
        strong = any(clause.strong for clause in chosen)
        if not dates and not amounts:
            return None
        if not dates and not strong and all(isinstance(a, ShareMention) for a in amounts):
            return None
        named_invoices = self._named(chosen, amounts)
        resolved, share_invoices = self._amounts(amounts, named_invoices)
        instalments = self._plan.read(chosen, dates, amounts, resolved)
        day = dates[0] if dates else None
        amount = self._single_amount(amounts, resolved, named_invoices)
        when = day.date if day is not None else None
        if instalments:
            when, amount = instalments[0].date, instalments[0].amount
        elif day is not None and amount is not None:
            amount = self._beside_first_day(chosen, day, list(zip(amounts, resolved, strict=True))) or amount
        if day is None and when is None and amount is None:
            return None
        invoices = tuple(dict.fromkeys([*named_invoices, *share_invoices]))
        first, stop = self._extent(chosen, dates, amounts)
        span = self.norm.span(first, stop)
        ranged = any(isinstance(a, NumberMention) and a.upper is not None for a in amounts)
        return Promise(
            date=when,
            amount=amount,
            invoices=invoices,
            instalments=instalments,
            method=self.method,
            words=self.norm.original[span[0] : span[1]],
            span=span,
            vague=ranged or when is None or (day is not None and day.precision != "day"),
            conflict=any(d.conflict for d in dates),
            conditional=any(c.condition for c in self.clauses),
            hedged=alternatives or any(c.hedged for c in chosen),
            ambiguous=day is not None and day.ambiguous,
            impossible=any(d.impossible for d in dates),
            deadline=day is not None and day.deadline,
            earliest=day.earliest if day is not None else when,
            latest=day.latest if day is not None else when,
        )

    def _beside_first_day(
        self,
        chosen: list[Clause],
        day: DateMention,
        amounts: list[tuple[NumberMention | ShareMention, Decimal | None]],
    ) -> Decimal | None:
        """The amount in the clause of the first day, where several clauses name a day and an amount each."""
        full = [clause for clause in chosen if len(clause.dates) == 1 and len(clause.sums) == 1]
        if len(full) < 2 or full[0].dates[0] is not day:
            return None
        return next((value for said, value in amounts if said is full[0].sums[0]), None)

    def _named(self, chosen: list[Clause], amounts: list[NumberMention | ShareMention]) -> tuple[str, ...]:
        """Invoice numbers of the promise, and invoices named by their amount."""
        excluded = [c for c in self.clauses if c.past or c.negative or c.condition]
        numbers = [
            i.number for i in self.invoices if not any(c.first <= i.first < c.stop for c in excluded if c not in chosen)
        ]
        words = self.norm.words
        for amount in amounts:
            if not isinstance(amount, NumberMention) or amount.first < 1:
                continue
            if words[amount.first - 1] != "van" or not set(words[max(0, amount.first - 3) : amount.first - 1]) & {
                "die",
                "factuur",
                "facturen",
                "nota",
                "rekening",
            }:
                continue
            fitting = [i for i in self.items if i.amount == amount.value and not i.disputed]
            if len(fitting) == 1:
                numbers.append(fitting[0].number)
        return tuple(dict.fromkeys(numbers))

    def value(self, said: NumberMention | ShareMention) -> Decimal | None:
        """What one amount or share comes to in euros, None where that is not known."""
        return self._amounts([said], ())[0][0]

    def implied_invoices(self, said: NumberMention | ShareMention) -> tuple[str, ...]:
        """The invoices that an amount or share speaks for ("alles", "de oudste")."""
        return self._amounts([said], ())[1]

    @property
    def method(self) -> str | None:
        """How it is to be paid, where that was said."""
        return next((_METHODS[word] for word in self.norm.words if word in _METHODS), None)

    def _amounts(
        self, amounts: list[NumberMention | ShareMention], named: tuple[str, ...]
    ) -> tuple[list[Decimal | None], tuple[str, ...]]:
        """Each amount in euros, and the invoices that shares bring along."""
        base = [item for item in self.items if item.number in named]
        of_which = _whole_of_share(self.norm.words, amounts)
        resolved: list[Decimal | None] = []
        invoices: list[str] = []
        spent = ZERO
        value: Decimal | None
        for amount in amounts:
            if of_which is not None and isinstance(amount, ShareMention) and amount.kind == "fraction":
                value = money(of_which * amount.fraction)
            elif isinstance(amount, NumberMention):
                value = None if amount.upper is not None else amount.value
            else:
                value, extra = resolve(amount, self.items, base, spent)
                invoices += extra
            resolved.append(value)
            spent += value or ZERO
        return resolved, tuple(invoices)

    def _single_amount(
        self,
        amounts: list[NumberMention | ShareMention],
        resolved: list[Decimal | None],
        named: tuple[str, ...],
    ) -> Decimal | None:
        if not amounts:
            known = [item for item in self.items if item.number in named]
            if named and len(known) == len(named):
                return sum((item.amount for item in known), ZERO)
            return None
        numbers = [
            (a, v) for a, v in zip(amounts, resolved, strict=True) if isinstance(a, NumberMention) or v is not None
        ]
        if not numbers:
            return None
        if len(numbers) > 1:
            between = self.norm.words[numbers[0][0].stop : numbers[1][0].first]
            values = [v for _, v in numbers if v is not None]
            if (
                "en" in between
                and not any(numbers[0][0].stop <= day.first < numbers[1][0].first for day in self.dates)
                and len(between) <= 4
                and len(values) == len(numbers)
                and all(isinstance(a, NumberMention) for a, _ in numbers)
            ):
                return sum(values, ZERO)
            if _whole_of_share(self.norm.words, amounts) is not None:
                return next(v for a, v in numbers if isinstance(a, ShareMention))
            spoken = [v for a, v in numbers if isinstance(a, NumberMention)]
            return spoken[-1] if spoken else numbers[0][1]
        return numbers[0][1]

    def _extent(
        self,
        chosen: list[Clause],
        dates: list[DateMention],
        amounts: list[NumberMention | ShareMention],
    ) -> tuple[int, int]:
        """Words [first, stop) from the first to the last clause that carries the promise."""
        telling = [c for c in chosen if c.strong or not c.empty] or chosen
        first, stop = telling[0].first, telling[-1].stop
        while first < stop - 1 and self.norm.words[first] in p.FILLERS - {"nu"}:
            first += 1
        return first, stop


def _overlaps(mention: InvoiceMention | ShareMention, others: Sequence[DateMention]) -> bool:
    return any(o.first < mention.stop and mention.first < o.stop for o in others)


def _asks_or_tells_habit(words: tuple[str, ...]) -> bool:
    """Whether the end asks leave ("gaat dat", "is dat goed") or it has been so for years."""
    if any(words[at : at + 2] == ("is", "dat") and words[at + 2] in _SEEKING_LEAVE for at in range(len(words) - 2)):
        return True
    tail = words[-4:]
    for index, word in enumerate(tail[:-1]):
        following = tail[index + 1 :]
        if word in ("kan", "gaat", "mag", "lukt") and following in (
            ("dat",), ("dat", "ook"), ("dat", "zo"), ("het",), ("dat", "wel")):  # fmt: skip
            return True
        leave = word in ("is", "zou", "vindt", "vind") and following[:1] in (("dat",), ("u",), ("je",))
        if leave and set(following) & {"goed", "oke", "akkoord", "mogelijk", "kunnen", "mogen", "prima"}:
            return True
    return any(pair in (("al", "jaren"), ("al", "jarenlang"), ("zoals", "altijd"))
               for pair in itertools.pairwise(words))  # fmt: skip


def _whole_of_share(words: tuple[str, ...], amounts: Sequence[NumberMention | ShareMention]) -> Decimal | None:
    """The amount of which a part is named: "van die vierduizend de helft", "een derde van drieduizend"."""
    if len(amounts) != 2:
        return None
    whole = next((amount for amount in amounts if isinstance(amount, NumberMention)), None)
    parted = any(isinstance(amount, ShareMention) and amount.kind == "fraction" for amount in amounts)
    if whole is None or not parted or "van" not in words[max(0, whole.first - 2) : whole.first]:
        return None
    return whole.value
