"""What the other listeners add to the score of an objection, so that one calibrated number remains, whoever heard it.

Each of them is asked which objections its words hold. What it says is added to the log-odds of the text that is shown,
weighed and bounded: nobody alone can raise what the others have no trace of, nor take away what they are sure of.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from math import log

from app.advice.matcher import Matcher
from app.call.beside import HeardAgain, PhrasesHeard
from app.speech.phrases import UNKNOWN
from app.speech.recogniser import Word

_LEAST, _MOST = 0.05, 0.95
"""Scores beyond these say no more: the first is what the matcher still tells."""
_WORD = re.compile(r"\S+")
_LETTERS = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Weight:
    """How much a listener counts: `slope` times the log-odds of its score, plus `offset`, and no less than `least`."""

    slope: float
    offset: float
    least: float = float("-inf")

    def worth(self, score: float) -> float:
        """Log-odds to add for a score between 0 and 1."""
        bounded = min(max(score, _LEAST), _MOST)
        return max(self.least, self.slope * log(bounded / (1.0 - bounded)) + self.offset)


# Chosen on 841 recordings of sentences of resources/language (kept out of grammar and index), dictation by
# models/prototype-nl: with phrases recall went from 0.59 to 0.80 (espeak-ng), from 0.32 to 0.56 (Kokoro), wrong cards
# from 42 to 46 and from 11 to 10. Without `least` there were 37 and 6, but then the phrases took away, with a model
# whose dictation knows this talk (models/starter-nl), 4 of 16 cards that dictation had right. With that model as it is
# now they bring 209 of 228 objections instead of 204, and 8 wrong cards in 46 minutes instead of 6.
PHRASES = Weight(1.0, 1.0, least=-0.3)
DICTATION = Weight(0.5, 1.0)
"""Where the careful listener's words took the place of dictation's."""
CAREFUL = Weight(1.0, 1.5, least=0.0)
"""Where they did not, because it was unsure: a hint, and no reason to withdraw anything."""
ALIKE = 0.5
"""Share of letters that dictation and an unsure careful listener must have in common to have heard the same. Measured
where dictation was half right: 0.67 and more for four of five sentences; where it was wrong in nearly every word (real
voices, muffled, models/prototype-nl): 0.44 and less."""
DISAGREED = -3.0
"""Where they have not, one of them made it up; of 45 such sentences without objection 3 raised a card, now 1."""


_UNLIKE = Weight(CAREFUL.slope, CAREFUL.offset + DISAGREED, least=DISAGREED)


def outside_evidence(
    matcher: Matcher,
    text: str,
    *,
    phrases: PhrasesHeard | None = None,
    again: HeardAgain | None = None,
    dictated: str | None = None,
) -> Mapping[str, float]:
    """Log-odds to add per objection; empty when nobody else listened.

    Args:
        matcher: knows the objections.
        text: the words that are matched; what only they hold counts for less when others listened and heard nothing.
        phrases: what the recogniser of phrases heard.
        again: what the careful listener wrote, when `text` is that of dictation.
        dictated: what dictation wrote, when `text` is that of the careful listener.
    """
    voices: list[tuple[Weight, Mapping[str, float]]] = []
    if phrases is not None and phrases.words:
        voices.append((PHRASES, _of_words(matcher, phrases.words)))
    if again is not None:
        scores = {one.id: one.score * again.confidence for one in matcher.explain(again.text)}
        voices.append((CAREFUL if _alike(text, again.text) else _UNLIKE, scores))
    if dictated is not None:
        voices.append((DICTATION, {one.id: one.score for one in matcher.explain(dictated)}))
    if not voices:
        return {}
    known = {one.id for one in matcher.explain(text)}.union(*(scores for _, scores in voices))
    return {identity: sum(weight.worth(scores.get(identity, 0.0)) for weight, scores in voices) for identity in known}


def _alike(text: str, other: str) -> bool:
    """True if both have enough letters in common, in the same order; spaces split words and say little."""
    first, second = ("".join(_LETTERS.findall(one.lower())) for one in (text, other))
    return SequenceMatcher(None, first, second, autojunk=False).ratio() >= ALIKE


def _of_words(matcher: Matcher, words: Sequence[Word]) -> dict[str, float]:
    """Scores of what phrases hold; words that were heard uncertainly, or other sounds among them, count for less."""
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
