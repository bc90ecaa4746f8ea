"""Trying the cards out: what does a sentence raise, what only just not, and what should be heard from now on.

The controller types what a debtor said, or takes words that were kept during a call. What is missing goes into the
catalogue of his own and counts at once. No Qt; everything but `try_sentence` may take seconds and belongs on a thread.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from app.advice.catalogue import Catalogue, CatalogueProblem
from app.advice.lint import LintFinding, PhraseLint
from app.advice.matcher import THRESHOLD, Matcher
from app.call.advisers import Advisers
from app.call.own_catalogue import Change, NewCard, OwnCatalogue
from app.errors import UserError
from app.wording import Wording

MOST_CANDIDATES = 6
LONGEST = 300
"""Characters of a sentence to try; a debtor says less in one breath."""
_SPOKEN = re.compile(r"[^\W_]+(?:['’][^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why a sentence may not do well as a phrase of a card; `text` says it in Dutch."""

    code: str
    text: str

    @property
    def refuses(self) -> bool:
        """True when adding it would change nothing."""
        return self.code == "known"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A card that has something to do with a sentence."""

    id: str
    title: str
    score: float
    """Between 0 and 1; `fires` from `THRESHOLD` on."""
    fires: bool
    span: tuple[int, int]
    """The telling words, in characters of the sentence."""
    words: str
    """Those words."""
    phrase: str
    """The phrase of the card that is most like the sentence."""
    similarity: float
    """How much like it, between 0 and 1."""
    by_rule: bool
    """True when it is the meaning of the words that decided, not a phrase."""
    doubts: tuple[Doubt, ...]
    """About adding the sentence to this card."""


@dataclass(frozen=True, slots=True)
class Trial:
    """What became of a sentence, best card first; the ones that do not fire are near misses."""

    sentence: str
    candidates: tuple[Candidate, ...] = ()

    @property
    def firing(self) -> tuple[Candidate, ...]:
        """The cards that come."""
        return tuple(one for one in self.candidates if one.fires)

    @property
    def near(self) -> tuple[Candidate, ...]:
        """The cards that just do not come."""
        return tuple(one for one in self.candidates if not one.fires)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a change did; `text` tells it in Dutch, `fires` is whether the card comes at the sentence now."""

    text: str
    change: Change
    fires: bool
    score: float


class Workbench:
    """Tries sentences and grows the user's own catalogue."""

    def __init__(
        self,
        *,
        catalogue: Callable[[], Catalogue],
        advisers: Callable[[], Advisers],
        reload: Callable[[], tuple[CatalogueProblem, ...]],
        own: OwnCatalogue,
        wording: Wording,
    ) -> None:
        """Join the parts; `prepare` makes it ready.

        Args:
            catalogue: the catalogue that is in use.
            advisers: the advisers of that catalogue; waits for them if need be.
            reload: reads the catalogue again and returns what is wrong with it.
            own: where additions are written.
            wording: Dutch texts.
        """
        self._catalogue = catalogue
        self._advisers = advisers
        self._reload = reload
        self._own = own
        self._wording = wording
        self._matcher: Matcher | None = None
        self._changes: list[Change] = []

    @property
    def ready(self) -> bool:
        """True once sentences can be tried."""
        return self._matcher is not None

    @property
    def last(self) -> Change | None:
        """The addition that `undo` would take back."""
        return self._changes[-1] if self._changes else None

    @property
    def titles(self) -> tuple[tuple[str, str], ...]:
        """Id and title of every card, by title."""
        found = ((one.id, one.title) for one in self._catalogue().objections.values())
        return tuple(sorted(found, key=lambda pair: pair[1].lower()))

    def prepare(self) -> None:
        """Take the advisers of the present catalogue; waits until they are made.

        Raises:
            UserError: the catalogue can't be read.
        """
        self._matcher = self._advisers().matcher

    def try_sentence(self, sentence: str) -> Trial:
        """Return what a sentence raises and what it nearly raises; nothing before `prepare`.

        Args:
            sentence: as a debtor says it; only the first `LONGEST` characters count.
        """
        sentence = sentence[:LONGEST]
        matcher = self._matcher
        if matcher is None or not as_spoken(sentence):
            return Trial(sentence)
        objections = self._catalogue().objections
        found = [one for one in matcher.explain(sentence) if one.id in objections][:MOST_CANDIDATES]
        return Trial(
            sentence,
            tuple(
                Candidate(
                    id=one.id,
                    title=objections[one.id].title,
                    score=one.score,
                    fires=one.score >= THRESHOLD,
                    span=one.span,
                    words=sentence[slice(*one.span)],
                    phrase=one.phrase,
                    similarity=one.similarity,
                    by_rule=bool(one.rule),
                    doubts=self.doubts(one.id, sentence),
                )
                for one in found
            ),
        )

    def doubts(self, objection_id: str, sentence: str) -> tuple[Doubt, ...]:
        """Return what speaks against adding a sentence to a card, the reasons that forbid it first."""
        if self._matcher is None:
            return ()
        findings = PhraseLint(self._matcher).check(as_spoken(sentence), objection_id)
        doubts = (Doubt(one.kind, self._told(one)) for one in findings)
        return tuple(sorted(doubts, key=lambda doubt: not doubt.refuses))

    def add(self, objection_id: str, sentence: str) -> Outcome:
        """Add a sentence to a card in the user's own catalogue; from now on it counts.

        Raises:
            UserError: `own_phrase_empty`, `own_phrase_known`, or what `OwnCatalogue.add_phrase` raises. Nothing is
                changed then.
        """
        phrase = self._phrase(sentence)
        objection = self._catalogue().objections[objection_id]
        if phrase in objection.phrases:
            raise UserError("own_phrase_known", kaart=objection.title)
        return self._settle(self._own.add_phrase(objection_id, phrase), "added")

    def add_card(self, title: str, sentence: str) -> Outcome:
        """Make a card of the user's own that comes at a sentence; its words are placeholders to be completed.

        Raises:
            UserError: `own_phrase_empty`, or what `OwnCatalogue.add_card` raises. Nothing is changed then.
        """
        card = NewCard(title, self._phrase(sentence), self._wording.text("workbench.card.gentle"))
        return self._settle(self._own.add_card(card), "made")

    def undo(self) -> str:
        """Take the last addition back; returns what was done, in Dutch, empty when there was nothing.

        Raises:
            UserError: `own_card_changed` when its file was edited since.
        """
        if not self._changes:
            return ""
        change = self._changes.pop()  # what can't be taken back now can't be later either
        self._own.take_back(change)
        self._reload()
        self.prepare()
        return self._wording.sentence("workbench.outcome.undone", {"zin": change.phrase})

    def _settle(self, change: Change, outcome: str) -> Outcome:
        problems = self._reload()
        if problems:
            self._own.take_back(change)
            self._reload()
            first = problems[0]
            raise UserError("own_card_damaged", bestand=first.file, regel=first.line, probleem=first.problem)
        self.prepare()
        self._changes.append(change)
        heard = [one for one in self._explained(change.phrase) if one[0] == change.objection_id]
        score = heard[0][1] if heard else 0.0
        fires = score >= THRESHOLD
        title = self._catalogue().objections[change.objection_id].title
        text = self._wording.sentence(
            f"workbench.outcome.{outcome if fires else 'added_weak'}", {"kaart": title, "score": in_dutch(score)}
        )
        return Outcome(text, change, fires, score)

    def _explained(self, phrase: str) -> list[tuple[str, float]]:
        return [(one.id, one.score) for one in self._matcher.explain(phrase)] if self._matcher is not None else []

    def _phrase(self, sentence: str) -> str:
        phrase = as_spoken(sentence[:LONGEST])
        if not phrase:
            raise UserError("own_phrase_empty")
        return phrase

    def _told(self, finding: LintFinding) -> str:
        objection = self._catalogue().objections.get(finding.objection_id)
        facts = {"kaart": objection.title if objection else "", "zin": finding.phrase}
        return self._wording.sentence(f"workbench.lint.{finding.kind}", facts)


def as_spoken(sentence: str) -> str:
    """A sentence as a recogniser writes it: lower case, no punctuation, single spaces; may be empty."""
    return " ".join(word.replace("’", "'") for word in _SPOKEN.findall(sentence.lower()))


def in_dutch(score: float) -> str:
    """A score between 0 and 1 with two decimals and a comma."""
    return f"{score:.2f}".replace(".", ",")
