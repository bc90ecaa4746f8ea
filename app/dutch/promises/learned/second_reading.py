"""The last word on a promise: the rules' reading, weighed by what was learned from utterances with marked promises.

Rules say what a sentence of a known build means; people build sentences that nobody foresaw. For each day and each
amount that was named, and for each pair of them, weights that were learned (`app.advice.learning_promises`) give the
chance that just these are promised (`choices`); what the rules say is among the things they weigh. Where the
chances are clear, they overrule the rules.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from app.dutch.dates.find import DateMention
from app.dutch.promises.clauses.leave_taking import takes_leave
from app.dutch.promises.clauses.words import FILLERS, NEGATION, PAY
from app.dutch.promises.learned.choices import Choices, Pair, Value, shipped_weights
from app.dutch.promises.learned.context import Sum
from app.dutch.promises.promise import Promise
from app.dutch.promises.rules import RuleReading

_TAKEN: Final = 1.5
"""So many times the chance of the rules' day and amount others must have to take their place."""
_DROPPED: Final = 0.85
"""Chance that nothing is promised, from which the rules' promise is dropped."""
_FOUND: Final = 0.7
"""Chance that something is promised, from which there is a promise where the rules found none."""
_FOUND_AGAINST: Final = 0.9
"""The same where they found something that speaks against it, or only a week or a month in which is paid."""
_LONGEST: Final = 200
"""Words. Nobody says more in one breath, nothing so long was learned from, and each mention looks at all words: a
pasted page would take minutes."""
_MOST_PAIRS: Final = 400
"""Pairs of a day and an amount; a list has more than anybody can promise."""
_GOODBYE_WORDS: Final = 10
_GOODBYE: Final = FILLERS | frozenset("tot he dag doei salut ciao houdoe bedankt weer misschien en wel".split())
_NOTHING: Final[Value] = (None, None)


def reconsidered(reading: RuleReading, judged: Promise | None) -> Promise | None:
    """The promise after all.

    Args:
        reading: the utterance, after its rules were applied.
        judged: what they found.
    """
    weights = shipped_weights()
    if weights is None or len(reading.norm) > _LONGEST or _settled(judged):
        return judged
    choices = Choices(reading, judged)
    if not 1 < len(choices.pairs) <= _MOST_PAIRS or (judged is None and _parts_until(reading.norm.words, choices.days)):
        return judged
    chances = choices.chances(weights)
    values = [choices.value(pair) for pair in choices.pairs]
    together: dict[Value, float] = {}
    for value, chance in zip(values, chances, strict=True):
        together[value] = together.get(value, 0.0) + chance
    value = max(together, key=together.__getitem__)
    pair = choices.pairs[max((at for at, one in enumerate(values) if one == value), key=chances.__getitem__)]
    if choices.by_rules == _NOTHING:
        against = judged is not None or _spoken_against(reading, choices, pair)
        sure = 1.0 - chances[0] >= (_FOUND_AGAINST if against else _FOUND)
        barred = _refuses(reading) or _is_amount_alone(reading, pair) or _takes_leave(reading, choices, pair)
        return _put_together(reading, judged, choices, pair) if sure and not barred and pair != (None, None) else judged
    by_rules = together.get(choices.by_rules, 0.0)
    sure = together[value] >= (_DROPPED if value == _NOTHING else _TAKEN * by_rules)
    return _put_together(reading, judged, choices, pair) if sure and value != choices.by_rules else judged


def _spoken_against(reading: RuleReading, choices: Choices, pair: Pair) -> bool:
    day, amount = pair
    firsts = [] if day is None else [choices.days[day].first]
    firsts += [] if amount is None else [choices.sums[amount].first]
    holding = (one for one in reading.clauses if any(one.first <= first < one.stop for first in firsts))
    return any(clause.spoken_against or clause.withheld for clause in holding)


def _refuses(reading: RuleReading) -> bool:
    """Whether all that is said is that it will not be paid: "ik betaal niet aan het eind van de maand"."""
    if len(reading.clauses) != 1 or not reading.clauses[0].negative:
        return False
    return any(verb in PAY and no in NEGATION for verb, no in pairwise(reading.norm.words))


def _is_amount_alone(reading: RuleReading, pair: Pair) -> bool:
    """Whether an amount is all that is said: what it is, only the question tells (`app.dutch.promises.answers`)."""
    return pair[0] is None and len(reading.clauses) == 1 and reading.clauses[0].verbless


def _takes_leave(reading: RuleReading, choices: Choices, pair: Pair) -> bool:
    """Whether the day is one on which the speaker goes, and no amount is named: "ik ga nu ophangen"."""
    day, amount = pair
    if day is None or amount is not None:
        return False
    first = choices.days[day].first
    return any(takes_leave(clause.words) for clause in reading.clauses if clause.first <= first < clause.stop)


def _parts_until(words: tuple[str, ...], days: Sequence[DateMention]) -> bool:
    """Whether all that is said is good-bye, and when they will speak again: "oke tot vrijdag dan he"."""
    if "tot" not in words or len(words) > _GOODBYE_WORDS:
        return False
    named = {at for day in days for at in range(day.first, day.stop)}
    return {word for at, word in enumerate(words) if at not in named} <= _GOODBYE


def _settled(judged: Promise | None) -> bool:
    """Whether there is nothing to choose from: a day that does not exist, or a contradiction."""
    return judged is not None and (judged.conflict or judged.impossible)


def _put_together(reading: RuleReading, judged: Promise | None, choices: Choices, pair: Pair) -> Promise | None:
    """The rules' promise with another day or amount, or a promise that they did not see."""
    when, euros = choices.value(pair)
    day: DateMention | None = None if pair[0] is None else choices.days[pair[0]]
    amount: Sum | None = None if pair[1] is None else choices.sums[pair[1]]
    made = judged or _blank(reading)
    if judged is None or when != made.date:
        made = _on(made, day) if day is not None else _without_day(made)
    if judged is None or euros != made.amount:
        invoices = () if amount is None else reading.implied_invoices(amount)
        made = replace(made, amount=euros, invoices=invoices, instalments=())
    if made.date is None and made.amount is None and made.earliest is None and made.latest is None:
        return None
    spans = [made.span] if judged is not None else []
    spans += [day.span] if day is not None else []
    spans += [reading.norm.span(amount.first, amount.stop)] if amount is not None else []
    start, end = min(span[0] for span in spans), max(span[1] for span in spans)
    return replace(made, span=(start, end), words=reading.norm.original[start:end])


def _without_day(made: Promise) -> Promise:
    return replace(made, date=None, earliest=None, latest=None, deadline=False, instalments=())


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
