"""What an utterance may promise: each pair of a day and an amount that were named, or none of either.

A day and an amount are not promised apart: "duizend vandaag en de rest vrijdag" has two of each, and only two of the
pairs make sense. So pairs are what is weighed, by the features of the day, those of the amount and those of both
together. The chances of all pairs add up to one.
"""

import datetime as dt
import json
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from math import exp
from pathlib import Path
from typing import Final

from app.dutch.dates.find import DateMention
from app.dutch.promises.learned.context import Sum, context, named_days, named_sums, signs_of
from app.dutch.promises.learned.weighing import weigh
from app.dutch.promises.promise import Promise
from app.dutch.promises.rules import RuleReading

_FILE: Final = Path(__file__).resolve().parents[4] / "resources" / "language" / "weights_promises.json"

SIZE: Final = 4.0
"""Scale of the sum over the features of a mention; the same while learning."""
_MOST: Final = 3
_FARTHEST: Final = 8
"""Words between day and amount; more says no more."""
_BESIDE: Final = 4
"""Words between them of which the wording counts."""

type Pair = tuple[int | None, int | None]
"""Index of the day and of the amount, None for none."""
type Value = tuple[dt.date | None, Decimal | None]
"""The day and the euros of a promise."""


@dataclass(frozen=True, slots=True)
class PromiseWeights:
    """What a feature adds to the score of a pair.

    Attributes:
        day: of the day that was named.
        sum: of the amount that was named.
        pair: of both together.
    """

    day: dict[str, float]
    sum: dict[str, float]
    pair: dict[str, float]


@cache
def shipped_weights() -> PromiseWeights | None:
    """The weights that were learned; None where the file is not there."""
    if not _FILE.exists():
        return None
    read = json.loads(_FILE.read_text(encoding="utf-8"))
    return PromiseWeights(read["day"], read["sum"], read["pair"])


class Choices:
    """The days, the amounts and their pairs in one utterance.

    Attributes:
        days: all days that may be meant, in order.
        sums: all amounts that may be meant, in order.
        pairs: all that may be promised, so no day that has been; the first is nothing at all.
        rules: the pair that the rules chose; an index is None too where theirs is no single mention.
        by_rules: day and euros of the rules, None where they found none.
    """

    def __init__(self, reading: RuleReading, judged: Promise | None) -> None:
        self._reading = reading
        self._judged = judged
        self.days: list[DateMention] = named_days(reading)
        self.sums: list[Sum] = named_sums(reading)
        self._euros = [reading.value(one) for one in self.sums]
        self._signs = signs_of(reading)
        self._firsts = [one.first for one in (*self.days, *self.sums)]
        self._cuts = [clause.first for clause in reading.clauses[1:]]
        self.by_rules: Value = (None, None) if judged is None else (judged.date, judged.amount)
        self.rules: Pair = (self._day_by_rules(), self._sum_by_rules())
        self._verdict = _verdict(judged)
        ahead = [at for at, day in enumerate(self.days) if day.date is None or day.date >= reading.today]
        self.pairs: list[Pair] = [(day, amount) for day in (None, *ahead) for amount in (None, *range(len(self.sums)))]

    def _day_by_rules(self) -> int | None:
        day = self.by_rules[0]
        return None if day is None else next((at for at, one in enumerate(self.days) if one.date == day), None)

    def _sum_by_rules(self) -> int | None:
        amount = self.by_rules[1]
        if amount is None:
            return None
        alike = next((at for at, euros in enumerate(self._euros) if euros == amount), None)
        if alike is None and len(self._reading.sums) == 1 and self._reading.sums[0] in self.sums:
            return self.sums.index(self._reading.sums[0])
        return alike

    def value(self, pair: Pair) -> Value:
        """The day and the euros that a pair comes to.

        A day or an amount that the rules put together of several mentions ("duizend en nog vijfhonderd") stays, and so
        does what they made of the one amount ("zesduizend in drie termijnen").
        """
        day, amount = pair
        when = None if day is None else self.days[day].date
        euros = None if amount is None else self._euros[amount]
        if self.rules[0] is None and self.by_rules[0] is not None:
            when = self.by_rules[0]
        if self.by_rules[1] is not None and self.rules[1] in (None, amount):
            euros = self.by_rules[1]
        return when, euros

    def features_of_day(self, at: int) -> set[str]:
        """What stands around a day."""
        return context(self._reading, self._signs, self._judged, self.days, at, by_rules=at == self.rules[0])

    def features_of_sum(self, at: int) -> set[str]:
        """What stands around an amount."""
        return context(self._reading, self._signs, self._judged, self.sums, at, by_rules=at == self.rules[1])

    def features_of_pair(self, pair: Pair) -> list[str]:
        """How a day and an amount stand to one another, and to what the rules chose."""
        day, amount = pair
        named = f"{'d' if day is not None else '-'}{'s' if amount is not None else '-'}"
        days, sums = min(len(self.days), _MOST), min(len(self.sums), _MOST)
        same = f"d{'=' if day == self.rules[0] else '!'} s{'=' if amount == self.rules[1] else '!'}"
        found = [named, f"{named} n={days} {sums}", f"rules={same} {self._verdict}"]
        if day is not None and amount is not None:
            found += self._between(self.days[day], self.sums[amount])
        return found

    def _between(self, day: DateMention, amount: Sum) -> list[str]:
        leads = day.first < amount.first
        start, stop = (day.stop, amount.first) if leads else (amount.stop, day.first)
        inner = min(len([first for first in self._firsts if start <= first < stop]), 2)
        apart = min(len([first for first in self._cuts if start <= first <= stop]), _MOST)
        gap = min(max(stop - start, 0), _FARTHEST)
        order = "day first" if leads else "sum first"
        found = [f"{order} gap={gap}", f"inner={inner}", f"clauses={apart}", f"{order} inner={inner} clauses={apart}"]
        if gap <= _BESIDE:
            found.append(f"{order}: {' '.join(self._reading.norm.words[start:stop])}")
        return found

    def chances(self, weights: PromiseWeights) -> list[float]:
        """The chance of each pair, 0 to 1, together 1."""
        days = [weigh(weights.day, self.features_of_day(at), SIZE) for at in range(len(self.days))]
        sums = [weigh(weights.sum, self.features_of_sum(at), SIZE) for at in range(len(self.sums))]
        scores: list[float] = []
        for pair in self.pairs:
            day, amount = pair
            score = sum(weights.pair.get(feature, 0.0) for feature in self.features_of_pair(pair))
            score += days[day] if day is not None else 0.0
            score += sums[amount] if amount is not None else 0.0
            scores.append(score)
        highest = max(scores)
        odds = [exp(score - highest) for score in scores]
        total = sum(odds)
        return [one / total for one in odds]


def _verdict(judged: Promise | None) -> str:
    """What kind of promise the rules found."""
    if judged is None:
        return "none"
    if judged.instalments:
        return "instalments"
    return "period" if judged.date is None and judged.earliest is not None else "one"
