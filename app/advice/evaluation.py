"""How well objections, warnings and promises are heard: the yardstick of `./run app evaluate`.

Objections are measured on both halves of the set: the development half, which may be looked at, and the held-out half.
That is done on clean text, on text that a noise model garbled, and on what the real recogniser made of it when
synthetic voices said it.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TextIO

from app.advice.catalogue_values import Catalogue
from app.advice.coaching import CallType, Coach
from app.advice.evaluation_data import EvaluationSet, Promised, Said, read_evaluation_set
from app.advice.evaluation_obvious import compare_with_the_obvious
from app.advice.evaluation_report import Report, Score, print_table, worse_than
from app.advice.evaluation_speed import measure_speed
from app.advice.garble import garble
from app.advice.guards import Guards
from app.advice.matcher import Matcher
from app.dutch.promises import OpenItem, find_promise
from app.dutch.promises.asked import asked

WORDS_PER_MINUTE = 150
_SEEDS = (1, 2)


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
    for said in data.heard_debtor:
        _by_half(report, f"objections, spoken by {said.voice}", said, said.objections, cards(said.text))
    for said in data.others:
        report.scores.setdefault("objections, other writers", Score()).add(said.objections, cards(said.text))
    for said in data.third:
        name = f"objections, third writer, {said.manner}"
        report.scores.setdefault(name, Score()).add(said.objections, cards(said.text))
    report.numbers["false cards per 10 minutes"] = _false_cards(data.small_talk, cards)
    report.numbers["false cards per 10 minutes, other writers"] = _false_cards(data.other_talk, cards)
    if speed:
        report.numbers["cards on the first partial that can"] = _on_time(data.debtor, matcher)
    _warnings(data, catalogue, report)
    report.numbers["promises: date and amount right"] = _promises(data.promises)
    for writer, promises in data.other_promises:
        report.numbers[f"promises, {writer} other writer"] = _promises(promises)
    report.numbers["questions known for what they ask"] = _questions(data.questions)
    report.numbers["promises, spoken by espeak"] = _promises(data.heard_promises)
    if compare:
        compare_with_the_obvious(data.debtor, catalogue, report)
    if speed:
        measure_speed(data.debtor, catalogue, matcher, report)
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

    The decisive words are the span of the match on the whole utterance: the card has to be there on the partial that
    ends with them, and on every later one.
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
    for said in (*data.controller, *data.heard_controller):
        call: CallType = "service" if said.call_type == "service" else "overdue"
        got = {hit.id for hit in coach.check(said.text, call)}
        spoken = f", spoken by {said.voice}" if said.voice else ""
        _by_half(report, f"warnings, controller{spoken}", said, said.warnings, got)
    for said in data.debtor:
        got = {hit.id for hit in guards.check(said.text)}
        _by_half(report, "warnings, debtor", said, said.warnings, got)
    for writer, lines in data.other_warnings:
        score = report.scores.setdefault(f"warnings, debtor, {writer} other writer", Score())
        for said in lines:
            score.add(said.warnings, {hit.id for hit in guards.check(said.text)})
    talk = (*data.small_talk, *data.other_talk)
    report.numbers["false warnings per 10 minutes, debtor"] = _false_cards(
        talk, lambda text: {hit.id for hit in guards.check(text)}
    )


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


def _questions(questions: Sequence[tuple[str, bool]]) -> float:
    """The share of which is known whether they ask for a payment; to leave it open counts as wrong."""
    right = sum(asked(text) == ("payment" if payment else "other") for text, payment in questions)
    return right / max(len(questions), 1)


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
