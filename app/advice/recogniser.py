"""The part that objections and warnings share: classes of phrases, rules over concepts, one score for both."""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from app.advice.catalogue_values import Catalogue
from app.advice.classifier import Classifier, features, load
from app.advice.evidence import PhraseIndex
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
        phrase for identity in catalogue.objections.keys() - _HEATED_TOO for phrase in examples.get(identity, ())[::3]
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
        self._classifier = Classifier(load(weights)) if weights is not None and weights.exists() else None
        columns = self._classifier.columns if self._classifier else {}
        self._columns = np.array([columns.get(kind.id, 0) for kind in self._kinds], dtype=np.intp)
        self._learned = np.array([kind.id in columns for kind in self._kinds])
        self._network = Network(load_layers(network), lexicon) if network is not None and network.exists() else None
        outputs = self._network.columns if self._network else {}
        self._outputs = np.array([outputs.get(kind.id, 0) for kind in self._kinds], dtype=np.intp)

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
        found = self.explain_heard(heard, THRESHOLD, outside)
        if len(heard.words) >= _LONG:
            found = (*found, *self._in_clauses(heard, {one.id for one in found}))
        for one in found:
            if one.rule or not any(_covers(better, one) for better in kept):
                kept.append(one)
        return tuple(kept)

    def _in_clauses(self, heard: Heard, known: Set[str]) -> list[Explanation]:
        """Return what single clauses of a long utterance hold by themselves, and very surely."""
        found: dict[str, Explanation] = {}
        pieces = [
            piece for piece in heard.pieces() if len(piece.words) >= _FEWEST_ALONE and len(set(piece.clauses)) == 1
        ]
        for piece in self._promising(pieces, known):
            for one in self.explain_heard(piece, _SURE_ALONE):
                if one.id not in known and (one.id not in found or one.score > found[one.id].score):
                    found[one.id] = one
        return sorted(found.values(), key=lambda one: -one.score)

    def _promising(self, pieces: Sequence[Heard], known: Set[str]) -> list[Heard]:
        """Return the clauses in which the network, asked once for all, hears a kind that is not known yet.

        Where a user has objections of his own, which the network can't know, all of them.
        """
        if self._network is None or not self._learned.all() or not pieces:
            return list(pieces)
        new = [self._network.columns[kind.id] for kind in self._kinds if kind.id not in known]
        likely = self._network.shares(pieces)[:, new].max(axis=1, initial=0.0) >= _LIKELY_ALONE
        return [piece for piece, is_likely in zip(pieces, likely, strict=True) if is_likely]

    def explain(self, text: str) -> tuple[Explanation, ...]:
        """Return everything that has something for it, best first."""
        heard = listen(text, self._lexicon)
        return self.explain_heard(heard) if heard.words else ()

    def explain_heard(
        self, heard: Heard, least: float = _WORTH_TELLING, outside: Mapping[str, float] | None = None
    ) -> tuple[Explanation, ...]:
        """Return everything with a score of at least `least`, best first; for `outside` see `fired`."""
        hits = self._book.hits(heard)
        near = self._index.similarities(features(heard, self._lexicon))
        evidence = self._evidence(heard, hits, near)
        own = evidence[:, COLUMN["similarity"]]
        scores = self._mixture.scores(evidence)
        if not self._learned.all():
            unlearned = combine_unlearned(
                evidence[:, _RULES] @ _RULE_EVIDENCE, own, float(evidence[0, COLUMN["ordinary"]])
            )
            scores = np.where(self._learned, scores, unlearned)
        if outside:
            added = np.array([outside.get(kind.id, 0.0) for kind in self._kinds])
            # Words that dictation lost leave no trace: how little of one there is says nothing against the others.
            traced = np.where(added == 0.0, scores, np.clip(scores, _NO_TRACE, 1.0 - 1e-9))
            scores = np.where(added == 0.0, scores, 1.0 / (1.0 + (1.0 - traced) / traced * np.exp(-added)))
        order = [int(number) for number in np.argsort(-scores) if scores[number] >= least]
        return tuple(
            self._explanation(
                heard,
                number,
                float(scores[number]),
                float(own[number]),
                hits.get(self._kinds[number].id),
                near,
            )
            for number in order
        )

    def evidence(self, text: str) -> Numbers | None:
        """Return what speaks for each kind, kinds by columns of a mixture; None for a text without words."""
        heard = listen(text, self._lexicon)
        if not heard.words:
            return None
        near = self._index.similarities(features(heard, self._lexicon))
        return self._evidence(heard, self._book.hits(heard), near)

    def _evidence(self, heard: Heard, hits: Mapping[str, RuleHit], near: Numbers) -> Numbers:
        found: Numbers = np.zeros((len(self._kinds), len(COLUMN)))
        pieces = heard.pieces()
        if (words := self._classifier) is not None:
            whole = words.shares(features(heard, self._lexicon))
            best = whole
            if pieces and self._mixture.clause_share:  # what weighs nothing need not be found out
                best = np.maximum.reduce([whole, *(words.shares(features(one, self._lexicon)) for one in pieces)])
            found[:, _WORDS] = log_odds(np.array([whole, best]).take(self._columns, 1)).T
            found[:, COLUMN["talk"]] = log_odds(whole[-1:])
        if self._network is not None:
            shares = self._network.shares([heard, *pieces])
            both = np.array([shares[0], shares.max(axis=0) if pieces else shares[0]])
            found[:, _NETWORK] = log_odds(both.take(self._outputs, 1)).T
            found[:, COLUMN["talk_network"]] = log_odds(shares[0, -1:])
        found[:, COLUMN["similarity"]] = np.maximum.reduceat(near[: self._ordinary_begins], self._begins)
        found[:, COLUMN["ordinary"]] = near[self._ordinary_begins :].max(initial=0.0)
        for identity, hit in hits.items():
            found[self._numbers[identity], COLUMN[_RULE_COLUMN[hit.strength]]] = 1.0
        found[:, COLUMN["length"]] = np.log(len(heard.words))
        found[:, COLUMN["always"]] = 1.0
        return found

    def _explanation(
        self,
        heard: Heard,
        number: int,
        score: float,
        similarity: float,
        hit: RuleHit | None,
        near: NDArray[np.float64],
    ) -> Explanation:
        kind = self._kinds[number]
        begin = int(self._begins[number])
        place = begin + int(near[begin : begin + len(kind.phrases)].argmax())
        phrase = self._index.phrases[place]
        span = heard.span(hit.first, hit.last) if hit else self._decisive(heard, kind.id, phrase)
        return Explanation(
            kind.id,
            round(score, 4),
            span,
            phrase,
            round(similarity, 4),
            hit.line if hit else "",
            score >= THRESHOLD,
        )

    def _decisive(self, heard: Heard, identity: str, phrase: str) -> tuple[int, int]:
        """Return the place of the words that speak most for `identity`."""
        worth = [0.0] * len(heard.words)
        meant = {
            *(listened := listen(phrase, self._lexicon)).stems,
        }
        together = listened.together
        for place, stem in enumerate(heard.stems):
            if stem in meant or heard.masks[place] & together:
                worth[place] = self._index.rarity(stem)
            if self._classifier is not None:
                worth[place] += 2.0 * self._classifier.worth(
                    (stem, *self._lexicon.signed_names(heard.masks[place], heard.negated[place])),
                    identity,
                )
        most = max(worth)
        if most <= 0.0:
            return heard.span(0, len(heard.words) - 1)
        chosen = [place for place, value in enumerate(worth) if value >= _CLEAR * most]
        return heard.span(chosen[0], chosen[-1])


_WORDS = [COLUMN["share"], COLUMN["clause_share"]]
_NETWORK = [COLUMN["network"], COLUMN["clause_network"]]
_LONG = 12
"""Words from which on an utterance may hold a second thought."""
_FEWEST_ALONE = 4
_SURE_ALONE = 0.9
"""What a clause must score by itself."""
_LIKELY_ALONE = 0.4
"""Share that the network must give a clause before all else is looked at."""
_CLEAR = 0.6
"""A word with this share of the most telling word's worth belongs to what fired the card."""


def _covers(better: Explanation, other: Explanation) -> bool:
    """Return whether `better` is clearly surer and rests on some of the same words."""
    overlaps = better.span[0] < other.span[1] and other.span[0] < better.span[1]
    return overlaps and better.score > other.score + _CLEARLY_SURER


_CLEARLY_SURER = 0.1


def combine_unlearned(rules: Numbers, similarity: Numbers, ordinary: float) -> Numbers:
    """Return the same for what the classifier has not learned: a user's own objection."""
    evidence = 14.0 * (similarity - _OWN_SIMILARITY) - 3.0 * np.maximum(0.0, ordinary - similarity) + rules
    return 1.0 / (1.0 + np.exp(-evidence))


_RULE_COLUMN = {CERTAIN: "certain", STRONG: "strong", WEAK: "weak"}
_RULES = [COLUMN[name] for name in _RULE_COLUMN.values()]
_RULE_EVIDENCE = np.array([5.0, 2.2, 1.1])
"""What a rule adds for a user's own objection, in the order of `_RULES`."""
_OWN_SIMILARITY = 0.5
