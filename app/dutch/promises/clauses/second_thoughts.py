"""Plans that are overtaken in the same breath: "ik zou het vrijdag doen maar het wordt maandag"."""

from collections.abc import Sequence
from typing import Final

from app.dutch.promises.clauses.clause import Clause

PLANNED: Final = frozenset("zou zouden wilde wou wilden ging gingen was had hadden dacht".split())
"""With these a day is one that had been planned."""


def overtake(items: Sequence[Clause]) -> None:
    """Take the day, and the amount where it is named anew, from a plan that a later clause replaces."""
    for index, clause in enumerate(items):
        if not clause.dates or PLANNED.isdisjoint(clause.words):
            continue
        later = _replacement(items[index + 1 :])
        if later is None:
            continue
        clause.dates = []
        if later.sums:
            clause.amounts, clause.shares = [], []


def _replacement(after: Sequence[Clause]) -> Clause | None:
    """The clause after a "maar" that promises another day."""
    if any(share.kind == "rest" for clause in after for share in clause.shares):
        return None  # "... maar maandag de rest"
    turned = False
    for clause in after:
        turned = turned or clause.words[0] == "maar"
        if turned and clause.promising and any(day.date is not None for day in clause.dates):
            return clause
    return None
