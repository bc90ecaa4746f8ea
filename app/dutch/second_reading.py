"""The last word on a promise: the rules' reading, weighed by what was learned from utterances with marked promises.

Rules say what a sentence of a known build means; people build sentences that nobody foresaw. For each day and each
amount that was named, weights that were learned (`app.advice.learning_promises`) give the chance that it is the
promised one; what the rules say is among the things they weigh. Where the chances are clear, they overrule the rules.
"""

import json
from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from functools import cache
from math import exp, sqrt
from pathlib import Path
from typing import Final

from app.dutch.dates import DateMention
from app.dutch.mention_context import Sum, context, named_days, named_sums
from app.dutch.promise import Promise
from app.dutch.promise_rules import RuleReading

_FILE: Final = Path(__file__).resolve().parents[2] / "resources" / "language" / "weights_promises.json"

_TAKEN: Final = 0.6
"""Chance from which another mention than the rules' takes the place of theirs, ..."""
_LEFT: Final = 0.3
"""... whose own chance is no more than this."""
_DROPPED: Final = 0.1
"""The rules' mention is dropped when no mention has so much."""
_FOUND: Final = 0.8
"""Chance from which a mention is a promise where the rules found none, ..."""
_FOUND_AGAINST: Final = 0.9
"""... where they found something that speaks against it in its clause, ..."""
_FOUND_BESIDE: Final = 0.4
"""... and where it is an amount beside a day that is promised."""
_LONGEST: Final = 200
"""Words. Nobody says more in one breath, nothing so long was learned from, and each mention looks at all words: a
pasted page would take minutes."""
SIZE: Final = 4.0
"""Scale of the sum; the same while learning."""


@dataclass(frozen=True, slots=True)
class MentionWeights:
    """Log-odds by feature, and what is added to all."""

    features: dict[str, float]
    always: float

    def chance(self, found: Set[str]) -> float:
        """The chance that a mention with these features is the promised one, 0 to 1.

        Long sentences have more features: the sum is divided by the root of their number.
        """
        known = [weight for feature in found if (weight := self.features.get(feature)) is not None]
        return 1.0 / (1.0 + exp(-(SIZE * sum(known) / sqrt(len(known) + 1) + self.always)))


@cache
def shipped_weights() -> dict[str, MentionWeights]:
    """The weights for a `day` and for a `sum`; empty where the file is not there."""
    if not _FILE.exists():
        return {}
    read = json.loads(_FILE.read_text(encoding="utf-8"))
    return {kind: MentionWeights(one["features"], one["always"]) for kind, one in read.items()}


def prepare() -> None:
    """Read the weights, so that the first promise in a call does not wait for the disk."""
    shipped_weights()


def reconsidered(reading: RuleReading, judged: Promise | None) -> Promise | None:
    """The promise after all.

    Args:
        reading: the utterance, after its rules were applied.
        judged: what they found.
    """
    if len(reading.norm) > _LONGEST:
        return judged
    weights = shipped_weights()
    days, sums = named_days(reading), named_sums(reading)
    if not weights or not (days or sums) or _settled(judged):
        return judged
    day: DateMention | bool = True
    amount: Sum | bool = True
    by_rules = day_by_rules(judged, days)
    if judged is None or judged.date is None or by_rules is not None:  # else a day put together of several mentions
        day = _picked(weights["day"], reading, judged, days, by_rules)
    by_rules = sum_by_rules(reading, judged, sums)
    if judged is None or judged.amount is None or by_rules is not None:
        promised = isinstance(day, DateMention) or (day and judged is not None and judged.date is not None)
        amount = _picked(weights["sum"], reading, judged, sums, by_rules, found=_FOUND_BESIDE if promised else _FOUND)
    return _put_together(reading, judged, day, amount)


def _settled(judged: Promise | None) -> bool:
    """Whether there is nothing to choose from: a day that does not exist, a contradiction, a period, instalments."""
    if judged is None:
        return False
    period = judged.date is None and judged.earliest is not None
    return judged.conflict or judged.impossible or period or bool(judged.instalments)


def day_by_rules(judged: Promise | None, days: Sequence[DateMention]) -> int | None:
    """Which of the days the rules promised."""
    if judged is None or judged.date is None:
        return None
    return next((number for number, one in enumerate(days) if one.date == judged.date), None)


def sum_by_rules(reading: RuleReading, judged: Promise | None, sums: Sequence[Sum]) -> int | None:
    """Which of the amounts the rules promised."""
    if judged is None or judged.amount is None:
        return None
    alike = next((number for number, one in enumerate(sums) if reading.value(one) == judged.amount), None)
    if alike is None and len(reading.sums) == 1 and reading.sums[0] in sums:
        return sums.index(reading.sums[0])
    return alike


def _picked[M: (DateMention, Sum)](
    weights: MentionWeights,
    reading: RuleReading,
    judged: Promise | None,
    mentions: Sequence[M],
    rules: int | None,
    *,
    found: float = _FOUND,
) -> M | bool:
    """The mention that is promised in place of the rules' choice; True to leave that as it is, False for none."""
    if not mentions:
        return True
    chances = [
        weights.chance(context(reading, judged, mentions, number, by_rules=number == rules))
        for number in range(len(mentions))
    ]
    best = max(range(len(mentions)), key=chances.__getitem__)
    if rules is None:
        least = _FOUND_AGAINST if _spoken_against(reading, mentions[best]) else found
        return mentions[best] if chances[best] >= least else False
    if best != rules and chances[best] >= _TAKEN and chances[rules] <= _LEFT:
        return mentions[best]
    return chances[best] >= _DROPPED


def _spoken_against(reading: RuleReading, mention: DateMention | Sum) -> bool:
    own = (clause for clause in reading.clauses if clause.first <= mention.first < clause.stop)
    return any(clause.spoken_against or clause.withheld for clause in own)


def _put_together(
    reading: RuleReading, judged: Promise | None, day: DateMention | bool, amount: Sum | bool
) -> Promise | None:
    """The rules' promise with another day or amount, or a promise that they did not see."""
    if isinstance(day, bool) and isinstance(amount, bool) and (judged is None or (day and amount)):
        return judged
    made = judged or _blank(reading)
    if isinstance(day, DateMention):
        made = _on(made, day)
    elif not day and made.date is not None:
        made = replace(made, date=None, earliest=None, latest=None, deadline=False, instalments=())
    if not isinstance(amount, bool):
        made = replace(made, amount=reading.value(amount), invoices=reading.implied_invoices(amount), instalments=())
    elif not amount and made.amount is not None:
        made = replace(made, amount=None, invoices=(), instalments=())
    if made.date is None and made.amount is None and made.earliest is None and made.latest is None:
        return None
    spans = [made.span] if judged is not None else []
    spans += [day.span] if isinstance(day, DateMention) else []
    spans += [reading.norm.span(amount.first, amount.stop)] if not isinstance(amount, bool) else []
    start, end = min(span[0] for span in spans), max(span[1] for span in spans)
    return replace(made, span=(start, end), words=reading.norm.original[start:end])


def _on(made: Promise, day: DateMention) -> Promise:
    return replace(
        made,
        date=day.date,
        instalments=(),
        vague=day.date is None or day.precision != "day",
        conflict=day.conflict,
        ambiguous=day.ambiguous,
        impossible=day.impossible,
        deadline=day.deadline,
        earliest=day.earliest,
        latest=day.latest,
    )


def _blank(reading: RuleReading) -> Promise:
    return Promise(
        date=None,
        amount=None,
        invoices=(),
        instalments=(),
        method=reading.method,
        words="",
        span=(0, 0),
        conditional=any(clause.condition for clause in reading.clauses),
        hedged=any(clause.hedged for clause in reading.clauses),
    )
