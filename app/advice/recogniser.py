"""The part that objections and warnings share: classes of phrases, rules over concepts, one score for both."""

import math
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from app.advice.catalogue_values import Catalogue
from app.advice.classifier import Classifier, load, softmax
from app.advice.evidence import PhraseIndex
from app.advice.features import bundle
from app.advice.heard import Heard, listen, plain
from app.advice.lexicon import Lexicon
from app.advice.mixture import COLUMN, WARNINGS, Mixture, Numbers, log_odds
from app.advice.network import Network, load_layers
from app.advice.patterns import CERTAIN, STRONG, WEAK, Rule, RuleBook, RuleHit

THRESHOLD = 0.5
_WORTH_TELLING = 0.05
_NO_TRACE = 0.03


@dataclass(frozen=True, slots=True)
class Kind:
    """One thing to recognise: its phrases and what only looks like it."""

    id: str
    phrases: Sequence[str]
    look_alikes: Sequence[str] = ()
    examples: Sequence[str] = ()
    """More of the same, never shown."""


_HEATED_TOO = frozenset({"call_annoyance", "flat_refusal", "dispute_as_leverage", "set_off", "legal_dispute"})
"""Objections whose examples may hold anger or an old matter as well."""


def objection_kinds(catalogue: Catalogue, examples: Mapping[str, Sequence[str]]) -> tuple[Kind, ...]:
    """Return what to recognise on the debtor's channel."""
    return tuple(
        Kind(one.id, one.phrases, one.look_alikes, examples.get(one.id, ())) for one in catalogue.objections.values()
    )


def coaching_kinds(catalogue: Catalogue, examples: Mapping[str, Sequence[str]]) -> tuple[Kind, ...]:
    """Return what to recognise on the controller's channel."""
    return tuple(
        Kind(one.id, one.phrases, one.look_alikes, examples.get(one.id, ()))
        for one in catalogue.warnings.values()
        if one.channel in {"controller", "either"}
    )


def guard_kinds(catalogue: Catalogue, examples: Mapping[str, Sequence[str]]) -> tuple[Kind, ...]:
    """Return the warnings that the debtor's words give away."""
    return tuple(
        Kind(one.id, one.phrases, one.look_alikes, examples.get(one.id, ()))
        for one in catalogue.warnings.values()
        if one.id in {"old_matter", "heated"}
    )


def debtor_talk(catalogue: Catalogue, examples: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Return what a debtor says that is no objection."""
    return (*catalogue.none_phrases, *examples.get("none", ()))


def guarded_talk(catalogue: Catalogue, examples: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Return what a debtor says that is neither angry nor old: ordinary talk, plain objections, what only looks so."""
    plain = (phrase for one in catalogue.objections.values() for phrase in one.phrases[::3])
    calm = (
        phrase
        for identity in catalogue.objections
        if identity not in _HEATED_TOO
        for phrase in examples.get(identity, ())[::3]
    )
    return (*debtor_talk(catalogue, examples), *plain, *calm, *examples.get("guard_none", ()))


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why something was or was not recognised, for the workbench."""

    id: str
    score: float
    span: tuple[int, int]
    phrase: str
    similarity: float
    rule: str
    """The rule that held, or empty."""
    fired: bool


class Recogniser:
    """Recognises some kinds of utterance among ordinary talk."""

    def __init__(
        self,
        kinds: Iterable[Kind],
        ordinary: Iterable[str],
        rules: Mapping[str, Iterable[Rule]],
        lexicon: Lexicon,
        weights: Path | None = None,
        network: Path | None = None,
        mixture: Mixture = WARNINGS,
    ) -> None:
        """Prepare phrases and rules.

        Args:
            kinds: what to recognise.
            ordinary: phrases that are none of these.
            rules: by id of a kind; a kind without rules has only its phrases.
            lexicon: what words mean.
            weights: file of the classifier; without it phrases and rules decide.
            network: file of the network, or None to do without.
            mixture: what the evidence weighs.
        """
        self._kinds = tuple(kinds)
        self._lexicon = lexicon
        self._mixture = mixture
        self._book = RuleBook({kind.id: rules.get(kind.id, ()) for kind in self._kinds})
        phrases: list[str] = []
        begins: list[int] = []
        for kind in self._kinds:
            begins.append(len(phrases))
            phrases += kind.phrases
            phrases += kind.examples
        self._ordinary_begins = len(phrases)
        for kind in self._kinds:
            phrases += kind.look_alikes
        phrases += ordinary
        for phrase in phrases:
            lexicon.learn(plain(phrase).split())
        self._begins = np.array(begins, dtype=np.intp)
        self._index = PhraseIndex(phrases, lexicon)
        self._numbers = {kind.id: number for number, kind in enumerate(self._kinds)}
        self._classifier: Classifier | None = None
        self._network: Network | None = None
        if weights is not None and weights.exists():
            self._classifier = Classifier(load(weights), lexicon.vocabulary)
        if network is not None and network.exists():
            self._network = Network(load_layers(network), lexicon)
        learned = self._classifier or self._network
        columns = learned.columns if learned else {}
        if self._network is not None and self._network.columns != columns:
            raise ValueError("classifier and network learned different kinds")
        self._columns = np.array([columns.get(kind.id, 0) for kind in self._kinds], dtype=np.intp)
        self._learned = np.array([kind.id in columns for kind in self._kinds])
        self._all_learned = bool(self._learned.all())
        self._said_in = lru_cache(maxsize=2_000)(self._look_up)

    @property
    def lexicon(self) -> Lexicon:
        """The words that this recogniser knows."""
        return self._lexicon

    def fired(self, text: str, outside: Mapping[str, float] | None = None) -> tuple[Explanation, ...]:
        """Return what was recognised, best first.

        One piece of text raises one card: what rests on likeness alone yields to a surer match in the same words.

        Args:
            text: the utterance.
            outside: evidence from elsewhere, by id: added to the log-odds of the score (0 says nothing).
        """
        heard = listen(text, self._lexicon)
        if not heard.words:
            return ()
        kept: list[Explanation] = []
        weighed = self._weigh(heard)
        found = self._explain(weighed, THRESHOLD, outside)
        if len(heard.words) >= _LONG:
            found = (*found, *self._in_clauses(weighed, {one.id for one in found}))
        for one in found:
            if one.rule or not any(_covers(better, one) for better in kept):
                kept.append(one)
        return tuple(kept)

    def _in_clauses(self, weighed: "_Weighed", known: Set[str]) -> list[Explanation]:
        """Return what single clauses of a long utterance hold by themselves, and very surely."""
        found: dict[str, Explanation] = {}
        for clause in self._promising(weighed, known):
            for one in self.explain_heard(clause, _SURE_ALONE):
                if one.id not in known and (one.id not in found or one.score > found[one.id].score):
                    found[one.id] = one
        return sorted(found.values(), key=lambda one: -one.score)

    def _promising(self, weighed: "_Weighed", known: Set[str]) -> list[Heard]:
        """Return the clauses in which the network hears a kind that is not known yet.

        Where a user has objections of his own, which the network can't know, all of them.
        """
        heard = weighed.heard
        parts = [
            (row, first, end)
            for row, (first, end) in enumerate(heard.parts(), start=1)
            if end - first >= _FEWEST_ALONE and heard.clauses[first] == heard.clauses[end - 1]
        ]
        if self._network is not None and self._all_learned and parts:
            new = [self._network.columns[kind.id] for kind in self._kinds if kind.id not in known]
            likely = weighed.heard_by_network[:, new].max(axis=1, initial=0.0) >= _LIKELY_ALONE
            parts = [part for part in parts if likely[part[0]]]
        return [heard.part(first, end) for _, first, end in parts]

    def explain(self, text: str) -> tuple[Explanation, ...]:
        """Return everything that has something for it, best first."""
        heard = listen(text, self._lexicon)
        return self.explain_heard(heard) if heard.words else ()

    def explain_heard(
        self, heard: Heard, least: float = _WORTH_TELLING, outside: Mapping[str, float] | None = None
    ) -> tuple[Explanation, ...]:
        """Return everything with a score of at least `least`, best first; for `outside` see `fired`."""
        return self._explain(self._weigh(heard), least, outside)

    def _explain(
        self, weighed: "_Weighed", least: float, outside: Mapping[str, float] | None = None
    ) -> tuple[Explanation, ...]:
        evidence = weighed.evidence
        scores = self._mixture.scores(evidence)
        if not self._all_learned:
            unlearned = combine_unlearned(
                evidence[:, _RULES] @ _RULE_EVIDENCE,
                evidence[:, _SIMILARITY],
                float(evidence[0, _ORDINARY]),
            )
            scores = np.where(self._learned, scores, unlearned)
        if outside:
            added = np.array([outside.get(kind.id, 0.0) for kind in self._kinds])
            # Words that dictation lost leave no trace: how little of one there is says nothing against the others.
            traced = np.where(added == 0.0, scores, np.clip(scores, _NO_TRACE, 1.0 - 1e-9))
            scores = np.where(added == 0.0, scores, 1.0 / (1.0 + (1.0 - traced) / traced * np.exp(-added)))
        order = sorted((scores >= least).nonzero()[0].tolist(), key=lambda number: -scores[number])
        return tuple(self._explanation(weighed, number, float(scores[number])) for number in order)

    def evidence(self, text: str) -> Numbers | None:
        """Return what speaks for each kind, kinds by columns of a mixture; None for a text without words."""
        heard = listen(text, self._lexicon)
        return self._weigh(heard).evidence if heard.words else None

    def _weigh(self, heard: Heard) -> "_Weighed":
        """Find all evidence."""
        some = bundle(heard, self._lexicon)
        near = self._index.similarities(some)
        hits = self._book.hits(heard)
        found = np.zeros((len(COLUMN), len(self._kinds)))
        logits = []
        if self._classifier is not None:
            # What weighs nothing need not be found out.
            logits.append(self._classifier.logits(some, clauses=self._mixture.clause_share != 0.0))
        if self._network is not None:
            logits.append(self._network.logits(heard.words, some))
        shares = softmax(np.concatenate(logits)) if logits else _NOTHING
        odds = log_odds(shares)
        by_kind = odds.take(self._columns, 1)
        begin = 0
        if self._classifier is not None:
            begin = len(logits[0])
            found[_BY_WORDS] = _whole_and_best(by_kind[:begin])
            found[_TALK] = odds[0, -1]
        if self._network is not None:
            found[_BY_NETWORK] = _whole_and_best(by_kind[begin:])
            found[_TALK_NETWORK] = odds[begin, -1]
        found[_SIMILARITY] = np.maximum.reduceat(near[: self._ordinary_begins], self._begins)
        found[_ORDINARY] = np.maximum.reduce(near[self._ordinary_begins :], initial=0.0)
        for identity, hit in hits.items():
            found[_RULE_COLUMN[hit.strength], self._numbers[identity]] = 1.0
        found[_LENGTH] = math.log(len(heard.words))
        found[_ALWAYS] = 1.0
        return _Weighed(heard, hits, near, shares[begin:], found.T)

    def _explanation(self, weighed: "_Weighed", number: int, score: float) -> Explanation:
        kind = self._kinds[number]
        hit = weighed.hits.get(kind.id)
        begin = int(self._begins[number])
        place = begin + int(weighed.near[begin : begin + len(kind.phrases)].argmax())
        phrase = self._index.phrases[place]
        heard = weighed.heard
        span = heard.span(hit.first, hit.last) if hit else self._decisive(heard, kind.id, phrase)
        return Explanation(
            kind.id,
            round(score, 4),
            span,
            phrase,
            round(float(weighed.evidence[number, _SIMILARITY]), 4),
            hit.line if hit else "",
            score >= THRESHOLD,
        )

    def _decisive(self, heard: Heard, identity: str, phrase: str) -> tuple[int, int]:
        """Return the place of the words that speak most for `identity`."""
        meant, together = self._said_in(phrase)
        worth = [
            rarity if stem in meant or mask & together else 0.0
            for stem, mask, rarity in zip(heard.stems, heard.masks, self._index.rarities(heard.stems), strict=True)
        ]
        if self._classifier is not None:
            names = self._lexicon.signed_names
            told = [
                (stem, *names(mask, negated))
                for stem, mask, negated in zip(heard.stems, heard.masks, heard.negated, strict=True)
            ]
            worth = [
                own + 2.0 * learned for own, learned in zip(worth, self._classifier.worth(told, identity), strict=True)
            ]
        most = max(worth)
        if most <= 0.0:
            return heard.span(0, len(heard.words) - 1)
        chosen = [place for place, value in enumerate(worth) if value >= _CLEAR * most]
        return heard.span(chosen[0], chosen[-1])

    def _look_up(self, phrase: str) -> tuple[frozenset[str], int]:
        """Return the stems of a phrase and all that it means."""
        heard = listen(phrase, self._lexicon)
        return frozenset(heard.stems), heard.together


@dataclass(frozen=True, slots=True, eq=False)
class _Weighed:
    """All evidence about an utterance."""

    heard: Heard
    hits: Mapping[str, RuleHit]
    near: Numbers
    """Likeness with every phrase."""
    heard_by_network: Numbers
    """Shares of the utterance and of each of its clauses."""
    evidence: Numbers
    """Kinds by columns of a mixture."""


_NOTHING: Numbers = np.zeros((1, 1))
_BY_WORDS = slice(COLUMN["share"], COLUMN["clause_share"] + 1)
_BY_NETWORK = slice(COLUMN["network"], COLUMN["clause_network"] + 1)
_TALK, _TALK_NETWORK = COLUMN["talk"], COLUMN["talk_network"]
_SIMILARITY, _ORDINARY = COLUMN["similarity"], COLUMN["ordinary"]
_LENGTH, _ALWAYS = COLUMN["length"], COLUMN["always"]
_LONG = 12
"""Words from which on an utterance may hold a second thought."""
_FEWEST_ALONE = 4
_SURE_ALONE = 0.9
"""What a clause must score by itself."""
_LIKELY_ALONE = 0.4
"""Share that the network must give a clause before all else is looked at."""
_CLEAR = 0.6
"""A word with this share of the most telling word's worth belongs to what fired the card."""


def _whole_and_best(odds: Numbers) -> Numbers:
    """Return two rows out of one for the utterance and one per clause: the utterance's, and the highest of each."""
    return odds if len(odds) == 1 else np.array((odds[0], np.maximum.reduce(odds)))


def _covers(better: Explanation, other: Explanation) -> bool:
    """Return whether `better` is clearly surer and rests on some of the same words."""
    overlaps = better.span[0] < other.span[1] and other.span[0] < better.span[1]
    return overlaps and better.score > other.score + _CLEARLY_SURER


_CLEARLY_SURER = 0.1


def combine_unlearned(rules: Numbers, similarity: Numbers, ordinary: float) -> Numbers:
    """Return the same for what the classifier has not learned: a user's own objection."""
    evidence = 14.0 * (similarity - _OWN_SIMILARITY) - 3.0 * np.maximum(0.0, ordinary - similarity) + rules
    return 1.0 / (1.0 + np.exp(-evidence))


_RULE_COLUMN = {CERTAIN: COLUMN["certain"], STRONG: COLUMN["strong"], WEAK: COLUMN["weak"]}
_RULES = list(_RULE_COLUMN.values())
_RULE_EVIDENCE = np.array([5.0, 2.2, 1.1])
"""What a rule adds for a user's own objection, in the order of `_RULES`."""
_OWN_SIMILARITY = 0.5
