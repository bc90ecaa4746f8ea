"""The figures of one evaluation, as a table and against a stored baseline."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TextIO

ALLOWED_DROP = 0.01
"""A change that costs more than one point of F1 is refused."""


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
    remarks: list[str] = field(default_factory=list)
    """What could not be measured, and why."""


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
    for remark in report.remarks:
        out.write(f"\n{remark}\n")
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
