"""Learn which day and which amount of an utterance are promised: `python -m app.advice.learning_promises`.

Reads `resources/language/promises/*.txt`: utterances in which `{...}` marks the promised day and `<...>` the promised
amount. The weights are those of a logistic regression for each kind of mention; today and the open items are drawn anew
for every utterance, because the words decide and not the calendar.
"""

import json
import logging
import random
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import numpy as np
from scipy import optimize, sparse

from app.advice.lexicon import language_folder
from app.dutch.dates import DateMention
from app.dutch.mention_context import Sum, context, named_days, named_sums
from app.dutch.normalise import normalise
from app.dutch.promise_rules import RuleReading
from app.dutch.second_reading import SIZE, MentionWeights, day_by_rules, sum_by_rules
from app.dutch.shares import OpenItem

_log = logging.getLogger(__name__)

_SEED = 1
_FEWEST = 3
"""Mentions in which a feature must occur."""
_RIDGE = 3.0
_ROUNDS = 300
_SMALL = 0.02
"""Weights below this are left out: a part of the file, and nothing of what is found."""
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
class Known:
    """The features of one mention, and whether it is what is promised."""

    features: Set[str]
    promised: bool


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


def mentions(marked: Marked, today: date, items: Sequence[OpenItem]) -> Iterator[tuple[str, Known]]:
    """Yield (`day` or `sum`, what is known) of each mention in an utterance."""
    reading = RuleReading(normalise(marked.text), today, items)
    judged = reading.promise()
    days, sums = named_days(reading), named_sums(reading)
    chosen: tuple[tuple[str, Sequence[DateMention] | Sequence[Sum], int | None, tuple[tuple[int, int], ...]], ...] = (
        ("day", days, day_by_rules(judged, days), marked.days),
        ("sum", sums, sum_by_rules(reading, judged, sums), marked.sums),
    )
    for kind, said, rules, wanted in chosen:
        for number, mention in enumerate(said):
            start, end = reading.norm.span(mention.first, mention.stop)
            promised = any(start < last and first < end for first, last in wanted)
            yield kind, Known(context(reading, judged, said, number, by_rules=number == rules), promised)


def read_all(folder: Path) -> list[Marked]:
    """Return all utterances of a folder."""
    files = sorted(folder.glob("*.txt"))
    return [read_marked(line) for file in files for line in file.read_text(encoding="utf-8").splitlines() if line]


def learn(utterances: Iterable[Marked], *, seed: int = _SEED) -> dict[str, MentionWeights]:
    """Return the weights for days and sums."""
    draw = random.Random(seed)
    known: dict[str, list[Known]] = {"day": [], "sum": []}
    for marked in utterances:
        today = _FIRST_DAY + timedelta(days=draw.randrange(_DAYS))
        items = [
            OpenItem(str(draw.randrange(10_000, 99_999)), draw.choice(_AMOUNTS), due=today, disputed=False)
            for _ in range(draw.choice([0, 1, 2, 2]))
        ]
        for kind, one in mentions(marked, today, items):
            known[kind].append(one)
    return {kind: _regression(examples) for kind, examples in known.items()}


def _regression(examples: Sequence[Known]) -> MentionWeights:
    counts = Counter(feature for one in examples for feature in one.features)
    columns = {feature: number for number, feature in enumerate(sorted(f for f, n in counts.items() if n >= _FEWEST))}
    rows, places, values = [], [], []
    for row, one in enumerate(examples):
        held = [columns[feature] for feature in one.features if feature in columns]
        rows += [row] * len(held)
        places += held
        values += [SIZE / np.sqrt(len(held) + 1)] * len(held)
    matrix = sparse.csr_matrix((values, (rows, places)), shape=(len(examples), len(columns)))
    sign = np.where([one.promised for one in examples], 1.0, -1.0)

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        odds = sign * (matrix @ weights[:-1] + weights[-1])
        pull = -sign / (1.0 + np.exp(odds))
        value = np.logaddexp(0.0, -odds).sum() + 0.5 * _RIDGE * weights[:-1] @ weights[:-1]
        return float(value), np.append(matrix.T @ pull + _RIDGE * weights[:-1], pull.sum())

    found = optimize.minimize(
        loss, np.zeros(len(columns) + 1), jac=True, method="L-BFGS-B", options={"maxiter": _ROUNDS}
    ).x
    kept = {feature: round(float(found[at]), 4) for feature, at in columns.items() if abs(found[at]) >= _SMALL}
    return MentionWeights(kept, round(float(found[-1]), 4))


def main() -> None:
    """Learn from the shipped utterances and write the weights."""
    folder = language_folder()
    learned = learn(read_all(folder / "promises"))
    kept = {kind: asdict(weights) for kind, weights in learned.items()}
    text = json.dumps(kept, ensure_ascii=False, sort_keys=True, indent=0)
    (folder / "weights_promises.json").write_text(text + "\n", encoding="utf-8")
    _log.info("%s", {kind: len(weights.features) for kind, weights in learned.items()})


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    main()
