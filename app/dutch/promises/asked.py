"""What the controller asked last, as far as it decides what a bare "vrijdag" or "vijfhonderd" means.

A debtor answers in a word or two. Whether that is a promise hangs on the question: "wanneer betaalt u" or "wanneer is
uw directeur terug". People ask in more ways than rules foresee, so it was learned from some 1,800 written examples
(`app.advice.learning_asked`), by logistic regression. Where it is unsure the answer is read by itself.
"""

import json
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Final, Literal

from app.dutch.dates.words import WEEKDAYS
from app.dutch.normalise import normalise
from app.dutch.numbers.amounts import could_be_number
from app.dutch.promises.clauses.words import FILLERS, INTERROGATIVE
from app.dutch.promises.learned.weighing import weigh
from app.dutch.tense import BE, HAVE, SIMPLE_PAST, is_participle

type Asked = Literal["payment", "other"]

SIZE: Final = 3.0
"""Scale of the sum over the features; the same while learning."""
BASE: Final = ""
"""The feature that everything has."""
_FILE: Final = Path(__file__).resolve().parents[3] / "resources" / "language" / "weights_asked.json"
_SURE: Final = 0.5
"""Log-odds from which it is believed. Of 316 questions by writers whose lines were never learned from, nine in ten are
known for what they are; at this figure one in nine stays open and 92 % of the rest are right."""
_WHEN: Final = INTERROGATIVE - {"waar", "wie", "waarom", "hoezo", "sinds"}
_TOLD: Final = 10
"""Words at the end that count as the question where nothing is asked."""
_BEFORE: Final = 14
"""Words before the question that count."""
_SHORT: Final = 4
"""A question of so few words is about what was said before it: "en wanneer dan"."""
_JUST_BEFORE: Final = 6
_LONGEST: Final = 8
_STEM: Final = 5


@cache
def shipped_weights() -> dict[str, float]:
    """The weights that were learned, by feature; empty where the file is not there."""
    return dict(json.loads(_FILE.read_text(encoding="utf-8"))) if _FILE.exists() else {}


def asked(text: str) -> Asked | None:
    """What an answer in a word or two would be about, or None where that is open.

    Args:
        text: the last words of the controller, a question or not.
    """
    weights = shipped_weights()
    found = features(text)
    if not found:
        return None
    odds = weights.get(BASE, 0.0) + weigh(weights, found, SIZE)
    return None if abs(odds) < _SURE else "payment" if odds > 0 else "other"


def features(text: str) -> set[str]:
    """What is looked at: the words of the last question, and those before it."""
    words = [_sign(word) for word in normalise(text).words if word not in FILLERS]
    if not words:
        return set()
    at = max((index for index, word in enumerate(words) if word in _WHEN), default=None)
    cut = max(len(words) - _TOLD, 0) if at is None else at
    question, before = words[cut:], words[max(cut - _BEFORE, 0) : cut]
    kind = "told" if at is None else "asked"
    found = {kind, f"{kind} n={min(len(question), _LONGEST)}"}
    for side, said in (("q", question), ("b", before)):
        found.update(f"{side}:{word}" for word in said)
        found.update(f"{side}5:{word[:_STEM]}" for word in said if len(word) > _STEM)
    found.update(f"q2:{one} {other}" for one, other in pairwise(question))
    if len(question) <= _SHORT:
        found.update(f"short:{word}" for word in before[-_JUST_BEFORE:])
    if not SIMPLE_PAST.isdisjoint(question):
        found.add("past")
    if any(map(is_participle, question)):
        found.add("participle")
        if not (HAVE | BE).isdisjoint(question):
            found.add("perfect")
    return found


def _sign(word: str) -> str:
    """Days look alike, and so do numbers."""
    return "<number>" if could_be_number(word) else "<day>" if word in WEEKDAYS else word
