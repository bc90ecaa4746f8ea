"""Learn which day and which amount of an utterance are promised: `python -m app.advice.learning_promises`.

Reads `resources/language/promises/*.txt`: utterances in which `{...}` marks the promised day and `<...>` the promised
amount. The weights are those of a logistic regression over all pairs of a day and an amount in an utterance, of which
the marked one is right; today and the open items are drawn anew for every utterance, because the words decide and not
the calendar.

Tried and left out: classes of words as features (no better on writers who were kept out), and a recurrent network over
the words, blended with these weights (a tenth fewer mistakes on sentences that were never seen, for a second reader of
half a million numbers).
"""

import logging
import random
from collections.abc import Collection, Iterable, Sequence, Set
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import numpy as np
from scipy import optimize, sparse

from app.advice.learning_table import FeatureTable, write_weights
from app.advice.lexicon import language_folder
from app.dutch.dates import DateMention
from app.dutch.normalise import normalise
from app.dutch.numbers.shares import OpenItem
from app.dutch.promises.learned.choices import SIZE, Choices, Pair, PromiseWeights
from app.dutch.promises.learned.context import Sum
from app.dutch.promises.rules import RuleReading

_log = logging.getLogger(__name__)

_SEED = 1
_FEWEST = 5
"""Mentions in which a feature must occur, those of the same utterance on another day counted."""
_DRAWS = 2
"""Times that each utterance is read, on another day and with other open items."""
_RIDGE = 1.0
_ROUNDS = 200
_TINY = 1e-300
_SMALL = 0.08
"""Weights below this are left out: a quarter of the file, 1.5 MB of memory, and nothing of what is found."""
_FIRST_DAY = date(2026, 1, 1)
_DAYS = 600
_AMOUNTS = (Decimal(400), Decimal("1250.50"), Decimal(3000), Decimal("812.40"))
_MARKS = {"{": "}", "<": ">"}


@dataclass(frozen=True, slots=True)
class Marked:
    """An utterance, and the characters [start, end) of what is promised in it."""

    text: str
    days: tuple[tuple[int, int], ...]
    sums: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """One utterance as it is learned from.

    Attributes:
        days: features of each day.
        sums: features of each amount.
        pairings: index of day and amount of each pair.
        pairs: features of each pair.
        promised: whether a pair is what is promised, in the order of the pairs.
    """

    days: Sequence[Collection[str]]
    sums: Sequence[Collection[str]]
    pairings: Sequence[Pair]
    pairs: Sequence[Collection[str]]
    promised: Sequence[bool]


def read_marked(line: str) -> Marked:
    """Take the marks out of a line.

    Raises:
        ValueError: a mark is not closed.
    """
    text = ""
    spans: dict[str, list[tuple[int, int]]] = {mark: [] for mark in _MARKS}
    opened, start = "", 0
    for letter in line.strip():
        if letter in _MARKS and not opened:
            opened, start = letter, len(text)
        elif opened and letter == _MARKS[opened]:
            spans[opened].append((start, len(text)))
            opened = ""
        elif letter in "{}<>":
            raise ValueError(f"a mark too many: {line}")
        else:
            text += letter
    if opened:
        raise ValueError(f"a mark is not closed: {line}")
    return Marked(text, tuple(spans["{"]), tuple(spans["<"]))


def choices(marked: Marked, today: date, items: Sequence[OpenItem]) -> Choice:
    """Return the features of all days, amounts and pairs in an utterance, and which pairs are what is promised.

    Where the marked day or amount is not found as a mention, any other may stand for it.
    """
    reading = RuleReading(normalise(marked.text), today, items)
    named = Choices(reading, reading.promise())
    days = _promised(reading, named.days, marked.days)
    sums = _promised(reading, named.sums, marked.sums)
    return Choice(
        [named.features_of_day(at) for at in range(len(named.days))],
        [named.features_of_sum(at) for at in range(len(named.sums))],
        named.pairs,
        [named.features_of_pair(pair) for pair in named.pairs],
        [day in days and amount in sums for day, amount in named.pairs],
    )


def _promised(
    reading: RuleReading, said: Sequence[DateMention] | Sequence[Sum], wanted: Sequence[tuple[int, int]]
) -> Set[int | None]:
    """The mentions that are marked, {None} where nothing is."""
    if not wanted:
        return {None}
    spans = [reading.norm.span(one.first, one.stop) for one in said]
    found = {at for at, (start, end) in enumerate(spans) if any(start < b and a < end for a, b in wanted)}
    return found or {None, *range(len(said))}


def read_all(folder: Path) -> list[Marked]:
    """Return all utterances of a folder."""
    files = sorted(folder.glob("*.txt"))
    return [read_marked(line) for file in files for line in file.read_text(encoding="utf-8").splitlines() if line]


def learn(utterances: Iterable[Marked], *, seed: int = _SEED) -> PromiseWeights:
    """Return the weights."""
    draw = random.Random(seed)
    known: list[Choice] = []
    for marked in [*utterances] * _DRAWS:
        today = _FIRST_DAY + timedelta(days=draw.randrange(_DAYS))
        items = [
            OpenItem(str(draw.randrange(10_000, 99_999)), draw.choice(_AMOUNTS), due=today, disputed=False)
            for _ in range(draw.choice([0, 1, 2, 2]))
        ]
        one = choices(marked, today, items)
        if any(one.promised):  # not where the promised day has been, by the today that was drawn
            known.append(one)
    return _regression(known)


def _regression(known: Sequence[Choice]) -> PromiseWeights:
    """Fit the weights so that the pairs that are promised get the most of the chance in each utterance."""
    days = FeatureTable([features for one in known for features in one.days], fewest=_FEWEST, size=SIZE)
    sums = FeatureTable([features for one in known for features in one.sums], fewest=_FEWEST, size=SIZE)
    pairs = FeatureTable([features for one in known for features in one.pairs], fewest=_FEWEST)
    of_days, of_sums = _incidence(known)
    right = np.concatenate([one.promised for one in known])
    starts = np.cumsum([0, *(len(one.promised) for one in known)])[:-1]
    own = np.repeat(np.arange(len(known)), [len(one.promised) for one in known])
    cuts = np.cumsum([len(days.columns), len(sums.columns)])

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        day, amount, pair = np.split(weights, cuts)
        scores = of_days @ (days.matrix @ day) + of_sums @ (sums.matrix @ amount) + pairs.matrix @ pair
        odds = np.exp(scores - np.maximum.reduceat(scores, starts)[own])
        all_odds, right_odds = np.add.reduceat(odds, starts), np.add.reduceat(odds * right, starts) + _TINY
        pull = odds / all_odds[own] - odds * right / right_odds[own]
        value = (np.log(all_odds) - np.log(right_odds)).sum() + 0.5 * _RIDGE * weights @ weights
        slope = [days.matrix.T @ (of_days.T @ pull), sums.matrix.T @ (of_sums.T @ pull), pairs.matrix.T @ pull]
        return float(value), np.concatenate(slope) + _RIDGE * weights

    start = np.zeros(cuts[-1] + len(pairs.columns))
    found = optimize.minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": _ROUNDS}).x
    day, amount, pair = np.split(found, cuts)
    tables = ((days, day), (sums, amount), (pairs, pair))
    return PromiseWeights(*(table.named(weights, smallest=_SMALL) for table, weights in tables))


def _incidence(known: Sequence[Choice]) -> tuple[sparse.csr_matrix, sparse.csr_matrix]:
    """Matrices that lead from days and from amounts to the pairs that they are in."""
    made = []
    for side in (0, 1):
        rows, places, base, row = [], [], 0, 0
        for one in known:
            for pair in one.pairings:
                at = pair[side]
                if at is not None:
                    rows.append(row)
                    places.append(base + at)
                row += 1
            base += len(one.sums if side else one.days)
        made.append(sparse.csr_matrix((np.ones(len(rows)), (rows, places)), shape=(row, base)))
    return made[0], made[1]


def main() -> None:
    """Learn from the shipped utterances and write the weights."""
    folder = language_folder()
    learned = learn(read_all(folder / "promises"))
    write_weights(asdict(learned), folder / "weights_promises.json")
    _log.info("%s", {kind: len(weights) for kind, weights in asdict(learned).items()})


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    main()
