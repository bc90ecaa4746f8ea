"""How well objections, warnings and promises are heard: the yardstick of `./run app evaluate`.

Objections are measured on both halves of the set: the development half, which may be looked at, and the
held-out half. The
same is done for garbled text, for two bare rapidfuzz scorers, for warnings and promises. Speed is measured on partials.
"""

import json
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TextIO

from app.advice.catalogue_values import Catalogue
from app.advice.coaching import CallType, Coach
from app.advice.evaluation_data import EvaluationSet, Promised, Said, read_evaluation_set
from app.advice.garble import garble
from app.advice.guards import Guards
from app.advice.heard import plain
from app.advice.matcher import Matcher
from app.advice.scoring import bare_extract, whole_sentence_scores
from app.dutch.promises import OpenItem, find_promise

WORDS_PER_MINUTE = 150
ALLOWED_DROP = 0.01
"""A change that costs more than one point of F1 is refused."""

_PARTIAL_WORDS = 4
_MANY = 10_000
_SEEDS = (1, 2)


@dataclass(slots=True)
class Score:
    """Counts of right, wrong and missed ids, with what follows from them."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def add(self, wanted: Iterable[str], got: Iterable[str]) -> None:
        """Count one utterance."""
        expected, found = set(wanted), set(got)
        self.right += len(expected & found)
        self.wrong += len(found - expected)
        self.missed += len(expected - found)

    @property
    def precision(self) -> float:
        """Share of the cards that were right."""
        return self.right / max(self.right + self.wrong, 1)

    @property
    def recall(self) -> float:
        """Share of the objections that got their card."""
        return self.right / max(self.right + self.missed, 1)

    @property
    def f1(self) -> float:
        """Harmonic mean of the two."""
        return 2 * self.right / max(2 * self.right + self.wrong + self.missed, 1)


@dataclass(slots=True)
class Report:
    """All figures of one run."""

    scores: dict[str, Score] = field(default_factory=dict)
    """By name of the measurement, for example `objections held out`."""
    per_objection: dict[str, Score] = field(default_factory=dict)
    confusions: list[tuple[str, str, int]] = field(default_factory=list)
    """(wanted, got instead, how often)."""
    numbers: dict[str, float] = field(default_factory=dict)
    """Everything that is no precision and recall."""


def evaluate(data: EvaluationSet, catalogue: Catalogue, *, compare: bool = True, speed: bool = True) -> Report:
    """Measure everything.

    Args:
        data: the evaluation set.
        catalogue: what to recognise.
        compare: also measure the bare scorers, which takes some seconds.
        speed: also measure times, and whether cards come on time.
    """
    matcher = Matcher(catalogue)
    report = Report()

    def cards(text: str) -> set[str]:
        return {one.id for one in matcher.match(text)}

    _objections(data.debtor, cards, report)
    for seed in _SEEDS:
        for said in data.debtor:
            got = cards(garble(said.text, seed))
            _by_half(report, "objections, garbled", said, said.objections, got)
    report.numbers["false cards per 10 minutes"] = _false_cards(data.small_talk, cards)
    if speed:
        report.numbers["cards on the first partial that can"] = _on_time(data.debtor, matcher)
    _warnings(data, catalogue, report)
    report.numbers["promises: date and amount right"] = _promises(data.promises)
    if compare:
        _baselines(data.debtor, catalogue, report)
    if speed:
        _speed(data.debtor, catalogue, matcher, report)
    return report


def _by_half(report: Report, name: str, said: Said, wanted: Iterable[str], got: Iterable[str]) -> None:
    for part in ("all", "held out" if said.held_out else "development"):
        report.scores.setdefault(f"{name}, {part}", Score()).add(wanted, got)


def _objections(debtor: Sequence[Said], cards: Callable[[str], set[str]], report: Report) -> None:
    confusions: Counter[tuple[str, str]] = Counter()
    for said in debtor:
        got = cards(said.text)
        _by_half(report, "objections", said, said.objections, got)
        for identity in said.objections | got:
            one = report.per_objection.setdefault(identity, Score())
            one.add({identity} & said.objections, {identity} & got)
        for wanted in said.objections - got or {"none"} - got if got - said.objections else ():
            for instead in got - said.objections:
                confusions[wanted, instead] += 1
    report.confusions = [(*pair, count) for pair, count in confusions.most_common(12)]


def _false_cards(talk: Sequence[str], cards: Callable[[str], set[str]]) -> float:
    words = sum(len(line.split()) for line in talk)
    false = sum(len(cards(line)) for line in talk)
    return false / max(words / (10 * WORDS_PER_MINUTE), 1e-9)


def _on_time(debtor: Sequence[Said], matcher: Matcher) -> float:
    """Return the share of the true cards that come when their decisive words are heard, and stay.

    The decisive words are the span of the match on the whole utterance: the card has to be there on the
    partial that ends
    with them, and on every later one.
    """
    due = right = 0
    for said in debtor:
        for match in matcher.match(said.text):
            if match.id not in said.objections:
                continue
            due += 1
            ends = [place for place, letter in enumerate(said.text + " ") if letter == " " and place >= match.span[1]]
            right += all(any(one.id == match.id for one in matcher.match(said.text[:end])) for end in ends)
    return right / max(due, 1)


def _warnings(data: EvaluationSet, catalogue: Catalogue, report: Report) -> None:
    coach, guards = Coach(catalogue), Guards(catalogue)
    for said in data.controller:
        call: CallType = "service" if said.call_type == "service" else "overdue"
        got = {hit.id for hit in coach.check(said.text, call)}
        _by_half(report, "warnings, controller", said, said.warnings, got)
    for said in data.debtor:
        got = {hit.id for hit in guards.check(said.text)}
        _by_half(report, "warnings, debtor", said, said.warnings, got)


def _promises(promises: Sequence[Promised]) -> float:
    right = 0
    for one in promises:
        items = [
            OpenItem(number=number, amount=amount, due=one.today, disputed=disputed)
            for number, amount, disputed in one.open_items
        ]
        found = find_promise(one.text, one.today, items)
        got = (None, None) if found is None else (found.date, found.amount)
        right += got == (one.date, one.amount)
    return right / max(len(promises), 1)


def _baselines(debtor: Sequence[Said], catalogue: Catalogue, report: Report) -> None:
    phrases = {key: one.phrases for key, one in catalogue.objections.items()}
    for scorer in ("WRatio", "token_set_ratio"):
        best = [(said, *(whole_sentence_scores(plain(said.text), phrases, scorer)[0])) for said in debtor]

        def score(cut: int, held: bool, best: list[tuple[Said, str, float]] = best) -> Score:
            total = Score()
            for said, identity, value in best:
                if said.held_out is held:
                    total.add(said.objections, {identity} if value >= cut else ())
            return total

        cut = max(range(50, 100), key=lambda cut: score(cut, held=False).f1)
        report.scores[f"bare {scorer} from {cut}, held out"] = score(cut, held=True)


def partials(debtor: Sequence[Said], limit: int = 400) -> list[str]:
    """Return growing starts of utterances, as a recogniser sends them."""
    found: list[str] = []
    for said in debtor:
        words = said.text.split()
        found += [" ".join(words[:count]) for count in range(_PARTIAL_WORDS, len(words) + 1, _PARTIAL_WORDS)]
    return found[:: max(len(found) // limit, 1)]


def _speed(debtor: Sequence[Said], catalogue: Catalogue, matcher: Matcher, report: Report) -> None:
    texts = partials(debtor)
    times = _times(texts, matcher.match)
    report.numbers["match, median ms"] = times[len(times) // 2]
    report.numbers["match, 95th percentile ms"] = times[int(len(times) * 0.95)]
    large = _enlarged(catalogue)
    many = [phrase for one in large.objections.values() for phrase in one.phrases]
    some = texts[:60]
    large_matcher = Matcher(large)
    report.numbers[f"match over {len(many)} phrases, median ms"] = _median(_times(some, large_matcher.match))
    report.numbers["bare WRatio over the same, median ms"] = _median(
        _times(some, lambda text: bare_extract(text, many))
    )


def _enlarged(catalogue: Catalogue) -> Catalogue:
    """Return the catalogue with garbled copies of its phrases, about ten thousand in all."""
    each = _MANY // max(len(catalogue.objections), 1) + 1
    enlarged = {}
    for key, one in catalogue.objections.items():
        copies = [
            garble(one.phrases[number % len(one.phrases)], number, rate=0.4)
            for number in range(max(each - len(one.phrases), 0))
        ]
        enlarged[key] = replace(one, phrases=(*one.phrases, *copies))
    return replace(catalogue, objections=enlarged)


def _median(times: Sequence[float]) -> float:
    return times[len(times) // 2]


def _times(texts: Sequence[str], function: Callable[[str], object]) -> list[float]:
    found = []
    for text in texts:
        begin = time.perf_counter()
        function(text)
        found.append((time.perf_counter() - begin) * 1000)
    return sorted(found)


def print_table(report: Report, out: TextIO) -> None:
    """Write the figures as aligned lines."""
    out.write(f"{'what':50} {'precision':>9} {'recall':>9} {'F1':>9}\n")
    for name, score in report.scores.items():
        out.write(f"{name:50} {score.precision:9.3f} {score.recall:9.3f} {score.f1:9.3f}\n")
    out.write("\n")
    for name, value in report.numbers.items():
        out.write(f"{name:50} {value:9.3f}\n")
    out.write(f"\n{'objection':50} {'precision':>9} {'recall':>9} {'F1':>9}\n")
    for name, score in sorted(report.per_objection.items(), key=lambda pair: pair[1].f1):
        out.write(f"{name:50} {score.precision:9.3f} {score.recall:9.3f} {score.f1:9.3f}\n")
    out.write("\nmost confused (wanted, got instead, how often)\n")
    for wanted, got, count in report.confusions:
        out.write(f"  {wanted:30} {got:30} {count}\n")


def worse_than(report: Report, baseline: dict[str, float]) -> list[str]:
    """Return which F1 figures are more than one point below the stored ones."""
    return [
        f"{name}: {report.scores[name].f1:.3f}, was {stored:.3f}"
        for name, stored in baseline.items()
        if name in report.scores and report.scores[name].f1 < stored - ALLOWED_DROP
    ]


def run_evaluation(folder: Path, catalogue: Catalogue, out: TextIO, *, save: bool = False) -> int:
    """Measure, print, and compare with `baseline.json` in the folder.

    Returns:
        1 if an F1 fell by more than one point, else 0.
    """
    report = evaluate(read_evaluation_set(folder), catalogue)
    print_table(report, out)
    file = folder / "baseline.json"
    if save:
        stored = {name: round(score.f1, 4) for name, score in report.scores.items()}
        file.write_text(json.dumps(stored, indent=1) + "\n", encoding="utf-8")
        out.write("\nstored as the new baseline\n")
        return 0
    if not file.exists():
        out.write("\nno baseline to compare with\n")
        return 0
    worse = worse_than(report, json.loads(file.read_text(encoding="utf-8")))
    out.write("\n" + ("\n".join(f"WORSE {line}" for line in worse) or "no worse than the baseline") + "\n")
    return 1 if worse else 0
