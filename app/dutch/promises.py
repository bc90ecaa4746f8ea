"""Promises to pay in what a debtor says.

A promise is a commitment of the debtor to pay later, with a date (or a period such as "volgende
week") or an amount. What is past, asked, refused, done by somebody else or a habit ("wij betalen
altijd op vrijdag") is none. "Ik betaal zo snel mogelijk" names neither date nor amount and gives
None; the objection catalogue deals with it.

Decisions:

* With more than one payment ("vierduizend vrijdag en de rest maandag", "drie keer tweeduizend")
  `instalments` holds them all, and `date` and `amount` are those of the first.
* "Vrijdag of maandag": the later day, because the controller can only hold him to that one.
* A correction ("vrijdag... nee maandag") replaces what it corrects, date or amount apart.
* Shares ("de helft", "alles", "de oudste factuur") are counted over the undisputed open items;
  without open items the amount stays None.
* A condition ("als ik de creditnota heb betaal ik vrijdag") leaves a promise that is marked
  `conditional`; dates inside the condition are not payment dates, except "als ik maandag terug ben".
* A weekday that does not fit its date gives `conflict` and no date.
"""

import datetime as dt
import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from app.dutch import promise_words as p
from app.dutch.clauses import clauses
from app.dutch.commitment import Clause, judge
from app.dutch.date_words import DATE_WORDS, WEEKDAYS, add_months
from app.dutch.dates import DateMention, find_dates
from app.dutch.invoice_numbers import InvoiceMention, find_invoice_numbers
from app.dutch.normalise import Normalised, normalise
from app.dutch.number_words import number_word
from app.dutch.numbers import NumberMention, find_amounts, read_number
from app.dutch.shares import (
    SHARE_WORDS,
    ZERO,
    OpenItem,
    ShareMention,
    find_shares,
    money,
    resolve,
)

__all__ = ["Instalment", "OpenItem", "Promise", "find_promise"]

type _Said = DateMention | NumberMention | ShareMention | InvoiceMention

_WEEK: Final = dt.timedelta(days=7)
_TRIGGERS: Final = DATE_WORDS | SHARE_WORDS | {"nu", "direct", "gelijk", "onmiddellijk"}
_METHODS: Final = {
    "ideal": "ideal", "betaallink": "ideal", "tikkie": "ideal", "incasso": "direct_debit",
    "incasseren": "direct_debit", "afschrijven": "direct_debit", "overboeking": "transfer",
    "spoedoverboeking": "transfer", "spoedbetaling": "transfer", "telebanking": "transfer",
    "overmaken": "transfer", "overmaak": "transfer", "overboeken": "transfer",
    "internetbankieren": "transfer", "contant": "cash", "pinnen": "card", "pin": "card",
}  # fmt: skip
_COUNT_NOUNS: Final = frozenset(
    {"keer", "maal", "x", "termijnen", "termijn", "betalingen", "delen", "gedeeltes", "stukken",
     "porties", "etappes", "maanden", "weken", "maandtermijnen"}
)  # fmt: skip
_REPLACING: Final = frozenset({("doe", "maar"), ("maak", "er"), ("toch", "maar"), ("dan", "maar")})
_MONTHLY: Final = frozenset({"maandelijks", "maandelijkse"})
_WEEKLY: Final = frozenset({"wekelijks", "wekelijkse"})


@dataclass(frozen=True, slots=True)
class Instalment:
    """One of several payments; either member may be unknown."""

    date: dt.date | None
    amount: Decimal | None


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


def find_promise(text: str | Normalised, today: dt.date, open_items: Sequence[OpenItem] = ()) -> Promise | None:
    """The promise in one utterance of the debtor, or None; cheap where there is none."""
    norm = normalise(text)
    if not _worth_reading(norm.words):
        return None
    return _Reading(norm, today, open_items).promise()


def _worth_reading(words: tuple[str, ...]) -> bool:
    if not _TRIGGERS.isdisjoint(words):
        return True
    return any(word[0].isdigit() or number_word(word) is not None for word in words)


class _Reading:
    """One utterance taken apart."""

    def __init__(self, norm: Normalised, today: dt.date, items: Sequence[OpenItem]) -> None:
        self.norm = norm
        self.today = today
        self.items = items
        dates = find_dates(norm, today)
        numbers = [item.number for item in items]
        self.invoices: tuple[InvoiceMention, ...] = tuple(
            invoice for invoice in find_invoice_numbers(norm, numbers) if invoice.known or not _overlaps(invoice, dates)
        )
        fixed: tuple[_Said, ...] = (*dates, *self.invoices)
        used = tuple((m.first, m.stop) for m in fixed)
        amounts = find_amounts(norm, used)
        shares = tuple(s for s in find_shares(norm) if not _overlaps(s, dates))
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
                [d for d in dates if first <= d.first < stop and _pays(d, norm.words)],
                [a for a in amounts if first <= a.first < stop],
                [s for s in shares if first <= s.first < stop],
            )
            judge(norm, clause, today)
            if not clause.dates and (clause.strong or clause.sums):
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
        words = self.norm.words
        sums = {mention.first for mention in clause.sums}
        ends = {mention.stop for mention in clause.sums}
        for at in range(clause.first, clause.stop):
            if words[at : at + 2] in p.IMMEDIATE or (words[at] == "nu" and (at + 1 in sums or at in ends)):
                span = self.norm.span(at, at + 1)
                return [DateMention(self.today, span, words[at], at, at + 1, "about", "future", self.today, self.today)]
        return []

    # ---- which clauses promise

    def promise(self) -> Promise | None:
        """The promise, or None."""
        self._lean()
        chosen = [clause for clause in self.clauses if clause.promising]
        if not chosen:
            return None
        if all(clause.empty for clause in chosen) or not any(clause.dates for clause in chosen):
            chosen = self._with_earlier(chosen)
        elif not any(clause.amounts or clause.shares for clause in chosen):
            chosen = self._with_amount_before(chosen)
        return self._assemble(chosen)

    def _lean(self) -> None:
        """Let fragments without a verb take part in what their neighbours say."""
        items = self.clauses
        if all(clause.verbless for clause in items):
            self._lean_alone()
            return
        for index, clause in enumerate(items):
            if not clause.verbless or clause.topic or clause.condition or index == 0:
                continue
            before = items[index - 1]
            refused = any(c.negative and (c.topic or c is before) for c in items[:index])
            if refused and clause.dates and "wel" in clause.words:
                clause.topic = True  # "dat lukt niet. Maandag wel."
                continue
            if before.past or before.question or before.condition or before.foreign:
                if before.past and clause.shares and clause.dates:
                    clause.topic = True  # "... betaald en de rest vrijdag"
                continue
            if not before.topic:
                continue
            clause.topic = True
            clause.habit = clause.habit or before.habit
            clause.hedged = clause.hedged or before.hedged
            contrast = clause.words[0] in ("maar", "wel") or "wel" in clause.words
            if before.negative and not clause.negative and not contrast:
                contrast = bool(clause.dates and (before.dates or clause.amounts))
                clause.negative = not before.verbless and not contrast
        promised = False
        for clause in reversed(items):
            if clause.verbless and not clause.topic and promised and not clause.empty:
                clause.topic = clause.words[0] not in ("van", "sinds")
            elif not clause.condition and not set(clause.words) <= p.FILLERS:
                promised = clause.promising

    def _lean_alone(self) -> None:
        """No verb anywhere: "zesduizend vrijdag" is a promise, a bare "vrijdag" is not."""
        dates = any(not day.ambiguous for clause in self.clauses for day in clause.dates)
        amounts = any(clause.amounts or clause.shares for clause in self.clauses)
        latest = any(day.deadline for clause in self.clauses for day in clause.dates)
        agreed = (
            (latest and len(self.norm.words) <= 6)
            or any(clause.topic for clause in self.clauses)
            or not p.AGREEING.isdisjoint(self.norm.words)
        )
        if dates and (amounts or agreed or self.invoices):
            for clause in self.clauses:
                clause.topic = True

    def _with_earlier(self, chosen: list[Clause]) -> list[Clause]:
        """Add the date from a clause before ("donderdag ben ik terug, dan maak ik het over")."""
        first = chosen[0]
        for clause in reversed([c for c in self.clauses if c.first < first.first]):
            if clause.negative or clause.past or clause.question or not clause.dates:
                continue
            back = not frozenset(clause.words).isdisjoint({"terug", "weer", "kantoor", "zaak"})
            linked = first.words[0] == "dan" or "dan" in first.words[:3]
            if (clause.condition and back) or (linked and not clause.condition) or (not clause.condition and back):
                return [clause, *chosen]
        for clause in self.clauses:
            back = not frozenset(clause.words).isdisjoint({"terug", "weer", "kantoor", "zaak"})
            if clause.first > first.first and clause.condition and back and clause.dates:
                return [*chosen, clause]
        return chosen

    def _with_amount_before(self, chosen: list[Clause]) -> list[Clause]:
        """Add an amount that a clause right before names ("het is zesduizend, dat betaal ik")."""
        first = chosen[0]
        if not set(first.words[:2]) & {"dat", "die", "dan", "en", "dus"}:
            return chosen
        for clause in self.clauses:
            most = "meer dan" in " ".join(clause.words)  # "meer dan tweeduizend zit er niet in"
            usable = not ((clause.negative and not most) or clause.past or clause.question or clause.foreign)
            if clause.stop == first.first and usable and clause.amounts and not clause.dates:
                return [clause, *chosen]
        return chosen

    # ---- putting it together

    def _assemble(self, chosen: list[Clause]) -> Promise | None:
        words = self.norm.words
        chosen = sorted(chosen, key=lambda clause: clause.first)
        dates = _corrected(words, [d for c in chosen for d in c.dates])
        dates, alternatives = self._settled(dates)
        amounts = _corrected(words, [a for c in chosen for a in c.sums])
        strong = any(clause.strong for clause in chosen)
        if not dates and not amounts:
            return None
        if not dates and not strong and all(isinstance(a, ShareMention) for a in amounts):
            return None
        named_invoices = self._named(chosen, amounts)
        resolved, share_invoices = self._amounts(amounts, named_invoices)
        instalments = self._instalments(chosen, dates, amounts, resolved)
        day = dates[0] if dates else None
        amount = self._single_amount(amounts, resolved, named_invoices)
        when = day.date if day is not None else None
        if instalments:
            when, amount = instalments[0].date, instalments[0].amount
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
            method=next((_METHODS[w] for w in words if w in _METHODS), None),
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

    def _settled(self, dates: list[DateMention]) -> tuple[list[DateMention], bool]:
        """One mention per payment day, and whether a choice between days was left open."""
        words = self.norm.words
        kept: list[DateMention] = []
        alternatives = False
        for mention in dates:
            before = kept[-1] if kept else None
            if before is None:
                kept.append(mention)
                continue
            between = words[before.stop : mention.first]
            inside = _in_period(before, mention, words)
            if inside is not None:
                kept[-1] = inside
            elif before.date is None and "tussen" in words[max(0, before.first - 1) : before.stop]:
                kept[-1] = replace(before, latest=mention.latest)  # "tussen kerst en nieuwjaar"
            elif before.date is None and not before.conflict and not before.impossible:
                kept[-1] = mention
            elif (mention.date is None and not mention.conflict and not mention.impossible) or (
                mention.date == before.date and mention.date is not None
            ):
                continue
            elif (
                set(between) & {"of", "tot", "a"}
                or words[mention.first] == "uiterlijk"
                or (words[max(0, before.first - 1)] == "tussen" or words[before.first] == "tussen")
            ):
                kept[-1] = mention
                alternatives = "of" in between
            else:
                kept.append(mention)
        return kept, alternatives

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

    def _amounts(
        self, amounts: list[NumberMention | ShareMention], named: tuple[str, ...]
    ) -> tuple[list[Decimal | None], tuple[str, ...]]:
        """Each amount in euros, and the invoices that shares bring along."""
        base = [item for item in self.items if item.number in named]
        resolved: list[Decimal | None] = []
        invoices: list[str] = []
        spent = ZERO
        for amount in amounts:
            if isinstance(amount, NumberMention):
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
                and len(between) <= 4
                and len(values) == len(numbers)
                and all(isinstance(a, NumberMention) for a, _ in numbers)
            ):
                return sum(values, ZERO)
            spoken = [v for a, v in numbers if isinstance(a, NumberMention)]
            return spoken[-1] if spoken else numbers[0][1]
        return numbers[0][1]

    # ---- more than one payment

    def _instalments(
        self,
        chosen: list[Clause],
        dates: list[DateMention],
        amounts: list[NumberMention | ShareMention],
        resolved: list[Decimal | None],
    ) -> tuple[Instalment, ...]:
        plain = [a for a in amounts if isinstance(a, NumberMention)]
        if len(plain) <= 1 and len(dates) <= 1:
            repeated = self._repeated(chosen, dates, plain, resolved)
            if repeated:
                return repeated
        if len(dates) >= 2 and len(dates) == len(amounts):
            return tuple(Instalment(day.date, value) for day, value in zip(dates, resolved, strict=True))
        if len(dates) >= 2 and len(amounts) == 1 and dates[0].first < amounts[0].first:
            return tuple(Instalment(day.date, resolved[0] if index else None) for index, day in enumerate(dates))
        if len(dates) >= 2 and not amounts:
            by_invoice = self._by_invoice(dates)
            if by_invoice:
                return by_invoice
        if len(amounts) == 2 and len(dates) == 1:
            second = amounts[1]
            if isinstance(second, ShareMention) and second.kind == "rest":
                return (Instalment(dates[0].date, resolved[0]), Instalment(None, resolved[1]))
        if len(dates) >= 2 and len(amounts) == 1:
            return tuple(Instalment(day.date, None if index else resolved[0]) for index, day in enumerate(dates))
        return ()

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
            total = amount if amount is not None else self._total()
            amount = money(total / count) if total is not None else None
        elif self._is_total(plain[0]):
            amount = money(amount / count)
        start = dates[0].date if dates else None
        words = set(self.norm.words[first:stop])
        step = 0
        joined = " ".join(self.norm.words[first:stop])
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
        words = self.norm.words
        for at in range(first, stop):
            noun = words[at + 1] if at + 1 < len(words) else ""
            if noun.endswith("e") and noun not in _COUNT_NOUNS and at + 2 < len(words):
                noun = words[at + 2]  # "drie gelijke termijnen"
            if noun not in _COUNT_NOUNS:
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
        after = self.norm.words[amount.stop : amount.stop + 6]
        return any(word in ("termijnen", "delen", "etappes", "stukken") for word in after)

    def _total(self) -> Decimal | None:
        undisputed = [item.amount for item in self.items if not item.disputed]
        return sum(undisputed, ZERO) if undisputed else None

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


def _pays(mention: DateMention, words: tuple[str, ...]) -> bool:
    """Whether a date can be a payment date at all; "tot vrijdag" is how long something lasts."""
    if mention.sense == "past" or mention.belongs_to_paper:
        return False
    return words[mention.first] != "tot" or "uiterlijk" in words


def _asks_or_tells_habit(words: tuple[str, ...]) -> bool:
    """Whether the end asks leave ("gaat dat", "is dat goed") or it has been so for years."""
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


def _corrected[M: DateMention | NumberMention | ShareMention](words: tuple[str, ...], mentions: list[M]) -> list[M]:
    """Drop what a correction right after it replaces."""
    kept: list[M] = []
    for mention in mentions:
        if kept:
            between = words[kept[-1].stop : mention.first]
            pairs = set(itertools.pairwise(between))
            marked = not p.CORRECTION.isdisjoint(between) or not _REPLACING.isdisjoint(pairs)
            repair = (
                bool(between)
                and all(word in p.FILLERS or word in p.CORRECTION for word in between)
                and not set(between) <= {"en", "zeg", "dan", "maar"}
            )
            if marked or repair:
                kept[-1] = mention
                continue
        kept.append(mention)
    return kept


def _in_period(period: DateMention, day: DateMention, words: tuple[str, ...]) -> DateMention | None:
    """A bare weekday after "volgende week": the day in that week, else None."""
    if period.date is not None or period.earliest is None or period.latest is None:
        return None
    if day.stop - day.first > 2 or words[day.stop - 1] not in WEEKDAYS or day.date is None:
        return None
    if (period.latest - period.earliest).days > 6:
        return None
    if day.first - period.stop > 4:
        return None
    moved = period.latest - dt.timedelta(days=(period.latest.weekday() - day.date.weekday()) % 7)
    if moved < period.earliest:
        return None
    return DateMention(
        moved, day.span, day.heard, period.first, day.stop, "day", "future", moved, moved,
        weekday_said=True, deadline=day.deadline,
    )  # fmt: skip
