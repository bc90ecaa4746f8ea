"""Matching against bare rapidfuzz: one partial, ten thousand phrases, and whole lines through `analyse`."""

import json
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import MappingProxyType

import numpy as np
from rapidfuzz import fuzz, process

from app.advice.catalogue import Catalogue
from app.advice.matcher import Matcher
from app.bootstrap import Program
from app.call.analysis import Analyser
from app.call.case import bare_case
from tests.benchmarks.measure import Measurement

_EVALUATION = Path(__file__).resolve().parents[1] / "evaluation"
_MANY = 10_000


def matching(program: Program) -> list[Measurement]:
    """The shipped catalogue, a catalogue of ten thousand phrases, and lines per second."""
    advisers = program.advisers()
    catalogue = advisers.catalogue
    lines = _lines("debtor.jsonl")[:300]
    partials = _partials(lines)
    shipped = _times(advisers.matcher.match, partials)
    many = _with_many_phrases(catalogue, lines)
    matcher = Matcher(many)
    few = partials[::10]
    large = _times(matcher.match, few)
    phrases = [phrase for objection in many.objections.values() for phrase in objection.phrases]
    bare = _times(lambda text: process.extract(text, phrases, scorer=fuzz.WRatio, limit=5), few[:40])
    return [
        Measurement("matching one partial, median", float(np.median(shipped)) * 1e3, "ms", 0.5, stored=False),
        Measurement(
            "matching one partial, 95th percentile", float(np.percentile(shipped, 95)) * 1e3, "ms", 2.0, stored=False
        ),
        Measurement(
            f"matching against {len(phrases)} phrases, median", float(np.median(large)) * 1e3, "ms", 5.0, stored=False
        ),
        Measurement(
            f"the same, as part of {len(phrases)} x WRatio",
            float(np.median(large) / np.median(bare)),
            "x",
            0.1,
            "process.extract with WRatio",
        ),
        _lines_per_second(program, lines, catalogue),
    ]


def _lines_per_second(program: Program, lines: Sequence[str], catalogue: Catalogue) -> Measurement:
    """Time of `analyse` per line, over a bare WRatio loop over the same phrases in the same run."""
    analyser = Analyser(program.advisers(), bare_case("overdue", date(2026, 9, 8)))
    phrases = [phrase for objection in catalogue.objections.values() for phrase in objection.phrases]
    own = _times(lambda text: json.dumps(analyser.analyse("debtor", text)), lines)
    bare = _times(lambda text: max(fuzz.WRatio(text, phrase) for phrase in phrases), lines[:60])
    ratio = float(np.mean(own) / np.mean(bare))
    return Measurement(
        f"time of analyse per line ({1 / np.mean(own):.0f} lines/s)", ratio, "x", 0.2, "bare WRatio loop"
    )


def _lines(name: str) -> list[str]:
    return [json.loads(line)["text"] for line in (_EVALUATION / name).read_text(encoding="utf-8").splitlines()]


def _partials(lines: Sequence[str]) -> list[str]:
    """Growing beginnings, as a recogniser delivers them."""
    return [" ".join(words[:n]) for line in lines for words in [line.split()] for n in range(3, len(words) + 1, 3)]


def _with_many_phrases(catalogue: Catalogue, lines: Sequence[str]) -> Catalogue:
    """The catalogue grown to ten thousand phrases by joining halves of its own."""
    objections = dict(catalogue.objections)
    total = sum(len(objection.phrases) for objection in objections.values())
    each = -(-(_MANY - total) // len(objections))
    for identity, objection in objections.items():
        own = [phrase.split() for phrase in objection.phrases]
        made = [
            " ".join(own[n % len(own)][: 4 + n % 3] + own[(n * 7 + 1 + n // len(own)) % len(own)][-(3 + n % 4) :])
            for n in range(each)
        ]
        objections[identity] = replace(objection, phrases=(*objection.phrases, *made))
    return replace(catalogue, objections=MappingProxyType(objections))


def _times(work: Callable[[str], object], texts: Sequence[str]) -> list[float]:
    """Seconds of processor time per text: what else the machine does must not count."""
    work(texts[0])
    took = []
    for text in texts:
        before = time.process_time()
        work(text)
        took.append(time.process_time() - before)
    return took
