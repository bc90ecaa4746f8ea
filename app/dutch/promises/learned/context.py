"""What stands around a day or an amount that was named, as features for the learned weights."""

import itertools
from collections.abc import Mapping, Sequence

from app.dutch.dates.find import DateMention
from app.dutch.dates.soon import find_soon, means_day_before
from app.dutch.normalise import Normalised
from app.dutch.numbers.amounts import NumberMention
from app.dutch.numbers.shares import ShareMention
from app.dutch.promises.clauses.clause import Clause
from app.dutch.promises.learned.unsure_sums import find_unsure_sums, joined_with_number
from app.dutch.promises.promise import Promise
from app.dutch.promises.rules import RuleReading

type Sum = NumberMention | ShareMention
type Signs = Mapping[int, tuple[str, int]]
"""First word of a mention to its sign and the index after it."""

_NEAR = 7
"""Words to either side that count as near."""
_STEM = 5
_SMALL = 100
"""Below this a number without "euro" is as often something else."""
_MOST = 3
"""Counts beyond this say no more."""
_FLAGS = (
    "topic", "strong", "negative", "past", "question", "condition", "foreign", "habit", "hedged", "doubtful",
    "withheld", "verbless", "promising",
)  # fmt: skip
_JUDGEMENTS = tuple((flag, (f"{flag}=False", f"{flag}=True")) for flag in _FLAGS)


def named_days(reading: RuleReading) -> list[DateMention]:
    """All days that may be meant, in order: the dates, and what is no date: "nu meteen", "binnen het uur"."""
    taken = frozenset(at for said in (*reading.dates, *reading.sums) for at in range(said.first, said.stop))
    soon = find_soon(reading.norm, reading.today, taken)
    if soon and reading.dates:
        ends = [day.stop for day in reading.dates]
        soon = [said for said in soon if not means_day_before(reading.norm.words, said, ends)]
    return sorted((*reading.dates, *soon), key=lambda mention: mention.first)


def named_sums(reading: RuleReading) -> list[Sum]:
    """All amounts that may be meant, in order: those of the rules, and those that only their surroundings can tell."""
    sums = reading.sums
    taken = frozenset(at for said in (*reading.dates, *sums, *reading.invoices) for at in range(said.first, said.stop))
    undisputed = sum(not item.disputed for item in reading.items)
    unsure = find_unsure_sums(reading.norm, sums, taken, [item.amount for item in reading.items], undisputed)
    return joined_with_number(reading.norm.words, sorted((*sums, *unsure), key=lambda said: said.first))


def context(
    reading: RuleReading,
    signs: Signs,
    judged: Promise | None,
    mentions: Sequence[DateMention] | Sequence[Sum],
    number: int,
    *,
    by_rules: bool,
) -> set[str]:
    """Return the features of one of several mentions of a kind.

    Args:
        reading: the utterance, its clauses judged.
        signs: what its mentions are to one another (`signs_of`).
        judged: what the rules made of it.
        mentions: all days or all sums, in order.
        number: which of them is meant.
        by_rules: whether it is the one that the rules chose.
    """
    mention = mentions[number]
    before, after = _around(reading.norm.words, signs, mention)
    found = {
        f"n={min(len(mentions), _MOST + 1)}",
        f"fromleft={min(number, _MOST)}",
        f"fromright={min(len(mentions) - 1 - number, _MOST)}",
        f"sums={min(len(reading.sums), _MOST)}",
        f"dates={min(len(reading.dates), _MOST)}",
        f"len={min(len(reading.norm.words) // 6, 6)}",
    }
    found.update(_neighbours(before, after))
    found.update(_surroundings(before, after))
    found.update(_kind(reading.norm, mention))
    for clause in reading.clauses:
        if clause.first <= mention.first < clause.stop:
            found.update(_judgement(clause))
            found.update(_own_words(clause))
            break
    other = judged is not None and (judged.date if isinstance(mention, DateMention) else judged.amount) is not None
    verdict = "this" if by_rules else "none" if judged is None else "other" if other else "not named"
    found.update((f"rules={verdict}", f"rules={verdict}|n={min(len(mentions), _MOST)}"))
    if judged is not None:
        found.add(f"day={judged.date is not None} sum={judged.amount is not None} if={judged.conditional}")
    return found


def signs_of(reading: RuleReading) -> Signs:
    """One sign for each day, amount and invoice, so that they look alike to one another."""
    signs: dict[int, tuple[str, int]] = {}
    for sign, mentions in (("<d>", reading.dates), ("<a>", reading.sums), ("<i>", reading.invoices)):
        for one in mentions:
            signs[one.first] = (sign, one.stop)
    return signs


def _around(words: tuple[str, ...], signs: Signs, mention: DateMention | Sum) -> tuple[list[str], list[str]]:
    """The words before and after, each other mention as one sign."""
    sides: tuple[list[str], list[str]] = ([], [])
    for side, at, end in ((sides[0], 0, mention.first), (sides[1], mention.stop, len(words))):
        while at < end:
            sign, stop = signs.get(at, (words[at], at + 1))
            side.append(sign)
            at = max(stop, at + 1)
    return sides


def _neighbours(before: list[str], after: list[str]) -> list[str]:
    l3, l2, l1 = ["^", "^", "^", *before][-3:]
    r1, r2, r3 = [*after, "$", "$", "$"][:3]
    return [
        f"l1={l1}", f"l2={l2}", f"l3={l3}", f"r1={r1}", f"r2={r2}", f"r3={r3}",
        f"l12={l2} {l1}", f"r12={r1} {r2}", f"lr={l1}|{r1}", f"l123={l3} {l2} {l1}", f"r123={r1} {r2} {r3}",
    ]  # fmt: skip


def _surroundings(before: list[str], after: list[str]) -> list[str]:
    found = [f"any:{word}" for word in (*before, *after)]
    for name, near, far in (("L", before[-_NEAR:], before[:-_NEAR]), ("R", after[:_NEAR], after[_NEAR:])):
        found += [f"{name}:{word}" for word in near]
        found += [f"{name}{name}:{word}" for word in far]
        found += [f"{name}2:{first} {second}" for first, second in itertools.pairwise(near)]
        found += [f"{name}5:{word[:_STEM]}" for word in near if len(word) > _STEM]
    return found


def _kind(norm: Normalised, mention: DateMention | Sum) -> list[str]:
    if not isinstance(mention, DateMention):
        if isinstance(mention, ShareMention):
            return [f"kind={mention.kind}"]
        return ["kind=sum", f"small={mention.value < _SMALL}", f"euro={mention.money}"]
    return [
        f"said={' '.join(norm.words[mention.first : mention.stop])}",
        f"precision={mention.precision}",
        f"sense={mention.sense}",
        f"weekday={mention.weekday_said}",
        f"paper={mention.belongs_to_paper}",
        f"recurring={mention.recurring}",
        f"no day={mention.date is None}",
        f"deadline={mention.deadline}",
    ]


def _own_words(clause: Clause) -> list[str]:
    """The words of its clause, however far away, and how that opens: who acts, and what is done, stands there."""
    own = [word for index, word in enumerate(clause.words, clause.first) if index not in clause.covered]
    named = f"days={min(len(clause.dates), 2)} sums={min(len(clause.sums), 2)} promising={clause.promising}"
    return [named, *(f"c:{word}" for word in own), *(f"c0:{word}" for word in own[:2])]


def _judgement(clause: Clause) -> list[str]:
    return [names[bool(getattr(clause, flag))] for flag, names in _JUDGEMENTS]
