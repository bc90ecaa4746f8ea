"""What the other listeners add to the score of an objection, so that one calibrated number remains, whoever heard it.

Each of them is asked which objections its words hold. What it says is added to the log-odds of the text that is shown,
weighed and bounded: nobody alone can raise what the others have no trace of, nor take away what they are sure of.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log

from app.advice.matcher import Matcher
from app.call.beside import HeardAgain, PhrasesHeard
from app.speech.phrases import UNKNOWN
from app.speech.recogniser import Word

_LEAST, _MOST = 0.05, 0.95
"""Scores beyond these say no more: the first is what the matcher still tells."""
_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Weight:
    """How much a listener counts: `slope` times the log-odds of its score, plus `offset`."""

    slope: float
    offset: float = 0.0


PHRASES = Weight(0.4, 0.6)
CAREFUL = Weight(0.5, 0.5)
DICTATION = Weight(0.5, 0.5)


def outside_evidence(
    matcher: Matcher,
    *,
    phrases: PhrasesHeard | None = None,
    again: HeardAgain | None = None,
    dictated: str | None = None,
) -> Mapping[str, float]:
    """Log-odds to add per objection; empty when nobody else listened.

    Args:
        matcher: knows the objections.
        phrases: what the recogniser of phrases heard.
        again: what the careful listener wrote, when the text that is matched is that of dictation.
        dictated: what dictation wrote, when the text that is matched is that of the careful listener.
    """
    added: dict[str, float] = {}
    voices: list[tuple[Weight, Mapping[str, float]]] = []
    if phrases is not None and phrases.words:
        voices.append((PHRASES, _of_words(matcher, phrases.words)))
    if again is not None:
        trusted = {one.id: one.score * again.confidence for one in matcher.explain(again.text)}
        voices.append((CAREFUL, trusted))
    if dictated is not None:
        voices.append((DICTATION, {one.id: one.score for one in matcher.explain(dictated)}))
    heard = {identity for _, scores in voices for identity in scores}
    for weight, scores in voices:
        for identity in heard:
            added[identity] = added.get(identity, 0.0) + _worth(weight, scores.get(identity, 0.0))
    return added


def _of_words(matcher: Matcher, words: Sequence[Word]) -> dict[str, float]:
    """Scores of what phrases hold; words that were heard uncertainly, or between other sounds, count for less."""
    said = ["," if word.text == UNKNOWN else word.text for word in words]
    text = " ".join(said)
    places = [found.span() for found in _WORD.finditer(text)]
    scores = {}
    for one in matcher.explain(text):
        inside = [
            0.0 if word.text == UNKNOWN else word.confidence
            for word, (start, end) in zip(words, places, strict=True)
            if start < one.span[1] and one.span[0] < end
        ]
        scores[one.id] = one.score * (sum(inside) / len(inside) if inside else 0.0)
    return scores


def _worth(weight: Weight, score: float) -> float:
    bounded = min(max(score, _LEAST), _MOST)
    return weight.slope * log(bounded / (1.0 - bounded)) + weight.offset
