"""One measurement and how it compares."""

from dataclasses import dataclass
from math import isnan


@dataclass(frozen=True, slots=True)
class Measurement:
    """A line of the table.

    `value` is a ratio or a quantity in `unit`; `goal` is the highest value that is good enough, None where there is
    none. `stored` says whether the baseline keeps it: ratios hold on other machines, quantities do not.
    """

    name: str
    value: float
    unit: str
    goal: float | None = None
    against: str = ""
    stored: bool = True

    @property
    def verdict(self) -> str:
        """`ok`, `MISSED`, or empty without a goal; a value that is no number could not be measured here."""
        if isnan(self.value):
            return "not measured"
        if self.goal is None:
            return ""
        return "ok" if self.value <= self.goal else "MISSED"
