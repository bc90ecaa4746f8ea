"""How fast partials are matched, with the shipped catalogue and with ten thousand phrases."""

import time
from collections.abc import Callable, Sequence
from dataclasses import replace

from app.advice.catalogue_values import Catalogue
from app.advice.evaluation_data import Said
from app.advice.evaluation_report import Report
from app.advice.garble import garble
from app.advice.matcher import Matcher
from app.advice.scoring import bare_extract

_PARTIAL_WORDS = 4
_MANY = 10_000


def partials(debtor: Sequence[Said], limit: int = 400) -> list[str]:
    """Return growing starts of utterances, as a recogniser sends them."""
    found: list[str] = []
    for said in debtor:
        words = said.text.split()
        found += [" ".join(words[:count]) for count in range(_PARTIAL_WORDS, len(words) + 1, _PARTIAL_WORDS)]
    return found[:: max(len(found) // limit, 1)]


def measure_speed(debtor: Sequence[Said], catalogue: Catalogue, matcher: Matcher, report: Report) -> None:
    """Add milliseconds per partial, beside those of `process.extract` with WRatio over the same phrases."""
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
