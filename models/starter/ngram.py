"""A trigram language model, interpolated from several collections of sentences and a list of word frequencies.

Each collection gets a model of its own with interpolated Kneser-Ney smoothing (Chen & Goodman, 1999, one discount per
order); the models are mixed with fixed weights at each n-gram that any of them has seen, as SRILM's ``ngram -mix-lm``
does. The result is a back-off model, written as a transducer.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from models.starter.arcs import Arc

BEGIN, END = "<s>", "</s>"

type History = tuple[str, ...]


@dataclass(slots=True)
class Smoothed:
    """One collection's model: Kneser-Ney below the highest order, absolute discounting everywhere."""

    unigrams: Mapping[str, float]
    counts: dict[History, Counter[str]] = field(default_factory=dict)
    discounts: dict[int, float] = field(default_factory=dict)
    totals: dict[History, float] = field(default_factory=dict)

    def probability(self, history: History, word: str) -> float:
        """Return P(word | history); a history never seen counts as the shorter one."""
        if not history:
            return self.unigrams.get(word, 0.0)
        followers = self.counts.get(history)
        if not followers:
            return self.probability(history[1:], word)
        discount, total = self.discounts[len(history)], self.totals[history]
        left = discount * len(followers) / total
        return max(followers.get(word, 0) - discount, 0) / total + left * self.probability(history[1:], word)


def smoothed(sentences: Iterable[Sequence[str]], background: Mapping[str, float], trust: float = 0.9) -> Smoothed:
    """Return the trigram model of a collection.

    Args:
        sentences: the words of each sentence, all of them in ``background``.
        background: the probability of each word in general, ``</s>`` included.
        trust: how much the collection's own unigrams count against the background.
    """
    trigrams: dict[History, Counter[str]] = defaultdict(Counter)
    for sentence in sentences:
        words = [BEGIN, *sentence, END]
        trigrams[BEGIN,][words[1]] += 1
        for first, second, third in zip(words, words[1:], words[2:], strict=False):
            trigrams[first, second][third] += 1
    # Below the highest order a word counts as often as there are words before it (its continuation count).
    bigrams: dict[History, Counter[str]] = defaultdict(Counter)
    for history, followers in trigrams.items():
        if len(history) == 1:  # nothing stands before the beginning
            bigrams[history].update(followers)
            continue
        for word in followers:
            bigrams[history[1],][word] += 1
    unigrams: Counter[str] = Counter()
    for followers in bigrams.values():
        unigrams.update(dict.fromkeys(followers, 1))
    total = sum(unigrams.values()) or 1
    mixed = {word: trust * unigrams[word] / total + (1 - trust) * share for word, share in background.items()}
    counts = {history: followers for history, followers in trigrams.items() if len(history) == 2} | dict(bigrams)
    discounts = {}
    for order in (1, 2):
        spread = Counter(
            count for history, followers in counts.items() if len(history) == order for count in followers.values()
        )
        discounts[order] = spread[1] / (spread[1] + 2 * spread[2]) if spread[1] else 0.5
    return Smoothed(
        mixed, counts, discounts, {history: float(sum(followers.values())) for history, followers in counts.items()}
    )


_STRICTER = 1.04
"""One step of `settled`: one or two n-grams of a hundred less."""


@dataclass(slots=True)
class Mixture:
    """Several models with weights that sum to 1, as one back-off model."""

    parts: Sequence[tuple[float, Smoothed]]
    vocabulary: Sequence[str]
    seen: dict[History, dict[str, float]] = field(default_factory=dict)  # probabilities of the n-grams kept
    backoff: dict[History, float] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """How many n-grams are kept."""
        return sum(map(len, self.seen.values()))

    def mixed(self, history: History, word: str) -> float:
        """Return the interpolated probability."""
        return sum(weight * part.probability(history, word) for weight, part in self.parts)

    def settle(self, gain: float = 0.0) -> None:
        """Choose the n-grams to keep and work out the back-off weights.

        An n-gram is dropped when the text would hardly miss it: what it says better than backing off (natural
        logarithm), weighed by how often it is said, is less than `gain` (Seymore & Rosenfeld, "Scalable backoff
        language models", 1996). Pairs that a kept trigram begins with stay, because the model gets there only by them.
        """
        self.seen[()] = {word: self.mixed((), word) for word in [*self.vocabulary, END]}
        for order in (1, 2):
            histories = {history for _, part in self.parts for history in part.counts if len(history) == order}
            for history in sorted(histories):
                words = sorted({word for _, part in self.parts for word in part.counts.get(history, ())})
                found = {word: self.mixed(history, word) for word in words}
                if order == 2:
                    found = self._differing(history, found, gain)
                if found:
                    self._keep(history, found)
        needed = {history for history in self.seen if len(history) == 2}
        for history in [history for history in self.seen if len(history) == 1]:
            found = self.seen[history]
            kept = self._differing(history, found, gain).keys() | {word for word in found if (*history, word) in needed}
            self._keep(history, {word: share for word, share in found.items() if word in kept})
        for history in needed:  # what they back off to has changed
            self._keep(history, self.seen[history])

    def _differing(self, history: History, found: Mapping[str, float], gain: float) -> dict[str, float]:
        """Return those probabilities that the text would miss."""
        lower, often = history[1:], self._often(history)
        return {
            word: share
            for word, share in found.items()
            if often * share * abs(math.log(share / self.probability(lower, word))) > gain
        }

    def _often(self, history: History) -> float:
        """Return the share of the places in a text that have this history."""
        chance = 1.0
        for place, word in enumerate(history):
            chance *= self.mixed((), END) if word == BEGIN else self.mixed(history[:place], word)
        return chance

    def _keep(self, history: History, found: dict[str, float]) -> None:
        """Give a history its n-grams and the weight with which it backs off from them; without any it goes."""
        self.seen.pop(history, None)
        self.backoff.pop(history, None)
        if not found:
            return
        left = 1 - sum(found.values())
        lower = 1 - sum(self.probability(history[1:], word) for word in found)
        self.seen[history] = found
        self.backoff[history] = max(left, 1e-9) / max(lower, 1e-9)

    def longest(self, history: History) -> History:
        """Return the longest end of a history that the model has a state for."""
        history = history[-2:]
        while history and history not in self.seen:
            history = history[1:]
        return history

    def probability(self, history: History, word: str) -> float:
        """Return P(word | history) of the back-off model."""
        history = self.longest(history)
        found = self.seen[history].get(word)
        if found is not None:
            return found
        return self.backoff[history] * self.probability(history[1:], word)

    def perplexity(self, sentences: Iterable[Sequence[str]]) -> float:
        """Return the perplexity per word, ends of sentences included; words outside the vocabulary are skipped."""
        known = set(self.vocabulary)
        logs, count = 0.0, 0
        for sentence in sentences:
            words = [BEGIN, *[word for word in sentence if word in known], END]
            for place in range(1, len(words)):
                logs -= math.log(max(self.probability(tuple(words[:place]), words[place]), 1e-12))
                count += 1
        return math.exp(logs / max(count, 1))

    def transducer(self, word_ids: Mapping[str, int]) -> tuple[list[Arc], dict[int, float], int]:
        """Return arcs, final states and start of the model; backing off is an arc without a word."""
        states = {history: number for number, history in enumerate(self.seen)}
        arcs: list[Arc] = []
        finals: dict[int, float] = {}
        for history, found in self.seen.items():
            source = states[history]
            for word, share in found.items():
                cost = -math.log(max(share, 1e-12))
                if word == END:
                    finals[source] = cost
                else:
                    number = word_ids[word]
                    arcs.append((source, states[self.longest((*history, word))], number, number, cost))
            if history:
                arcs.append((source, states[self.longest(history[1:])], 0, 0, -math.log(self.backoff[history])))
        return arcs, finals, states[self.longest((BEGIN,))]


def settled(
    parts: Sequence[tuple[float, Smoothed]], vocabulary: Sequence[str], gain: float, most: int
) -> tuple[Mixture, float]:
    """Return a mixture of at most so many n-grams, and the gain that it took (see `Mixture.settle`).

    The gain goes up in small steps from the one given: more text has more n-grams that are worth it, and the model must
    not grow with it. The words themselves always stay, so `most` must be more than these.
    """
    while True:
        mixture = Mixture(parts, vocabulary)
        mixture.settle(gain)
        if mixture.size <= most or mixture.size == len(mixture.seen[()]):
            return mixture, gain
        gain *= _STRICTER
