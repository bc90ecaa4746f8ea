"""The cards: what the controller may say to an objection, and which card is up.

One card at a time. A newer card waits until the present one has been up for four seconds, or while it is pinned; that
is the time an eye needs to read it (design rules).
"""

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass

from app.advice.catalogue import Objection
from app.call.text import Sentence, fill, plain

READING_TIME = 4.0
"""Seconds for which a card stays up before another may take its place."""


@dataclass(frozen=True, slots=True)
class Card:
    """One objection with its advice, the facts of this debtor filled in."""

    objection_id: str
    title: str
    short_title: str
    gentle: Sentence
    firm: Sentence
    questions: tuple[str, ...]
    closing: Sentence
    verify: Sentence
    avoid: str
    action_kind: str
    action_text: str
    source: str
    heard: str = ""
    """The words that fired it; empty for a card that was looked up."""
    phrase: str = ""
    """The catalogue phrase that the words resemble, for feedback."""
    times_before: int = 0
    start_firm: bool = False
    own: bool = False


def make_card(
    objection: Objection,
    facts: Mapping[str, str],
    *,
    heard: str = "",
    phrase: str = "",
    times_before: int = 0,
    promise_broken: bool = False,
) -> Card:
    """Fill the texts of an objection with the facts of this debtor.

    The firmer variant comes first when this debtor used the objection before and did not keep what he promised then.
    """
    return Card(
        objection_id=objection.id,
        title=objection.title,
        short_title=objection.short_title or objection.title,
        gentle=fill(objection.gentle, facts),
        firm=fill(objection.firm, facts),
        questions=tuple(plain(fill(question, facts)) for question in objection.questions),
        closing=fill(objection.closing_question, facts),
        verify=fill(objection.verify, facts),
        avoid=plain(fill(objection.avoid, facts)),
        action_kind=objection.action.kind if objection.action else "",
        action_text=objection.action.text if objection.action else "",
        source=objection.source,
        heard=heard,
        phrase=phrase,
        times_before=times_before,
        start_firm=promise_broken and times_before > 0,
        own=objection.origin == "own",
    )


class CardDeck:
    """The card that is up and the ones that wait, oldest first."""

    def __init__(self) -> None:
        """Start empty."""
        self.active: Card | None = None
        self.pinned = False
        self.firm = False
        self._since = 0.0
        self._waiting: deque[Card] = deque()
        self._put_back: deque[Card] = deque()
        """Cards that the user went past with `next`; they never come up by themselves."""

    @property
    def waiting(self) -> tuple[Card, ...]:
        """The other cards, in the order in which `next` brings them up; those that were up already come last."""
        return (*self._waiting, *self._put_back)

    @property
    def position(self) -> tuple[int, int]:
        """Which card of how many is up, counting the waiting ones: (1, 2) reads as "1 van 2"."""
        return (1, 1 + len(self.waiting)) if self.active else (0, len(self.waiting))

    def may_show(self, now: float) -> bool:
        """True if a new card would come up at once."""
        return self.active is None or (not self.pinned and now - self._since >= READING_TIME)

    def put(self, card: Card, now: float) -> bool:
        """Show a card, or let it wait. A card of the same objection is replaced where it stands.

        Returns:
            True if it is up now.
        """
        if self.active and self.active.objection_id == card.objection_id:
            self.active = card
            return True
        self._drop(card.objection_id)
        if self.may_show(now):
            self.show(card, now)
            return True
        self._waiting.append(card)
        return False

    def show(self, card: Card, now: float) -> None:
        """Bring a card up now, whatever is there (the user asked for it)."""
        self._drop(card.objection_id)
        self.active = card
        self.firm = card.start_firm
        self.pinned = False
        self._since = now

    def withdraw(self, objection_id: str, now: float) -> None:
        """Take back a card that turned out wrong; a pinned one stays."""
        self._drop(objection_id)
        if self.active and self.active.objection_id == objection_id and not self.pinned:
            self.dismiss(now)

    def dismiss(self, now: float) -> None:
        """Put the card away; the next waiting one comes up."""
        self.active = None
        self.pinned = False
        self.next(now)

    def next(self, now: float) -> None:
        """Bring up the next waiting card, if there is one; the present one goes to the back."""
        others = self._waiting or self._put_back
        if not others:
            return
        card = others.popleft()
        before = self.active
        self.show(card, now)
        if before:
            self._put_back.append(before)

    def pin(self) -> None:
        """Keep the card up until it is unpinned or dismissed."""
        self.pinned = bool(self.active) and not self.pinned

    def toggle_firm(self) -> None:
        """Switch between the gentle and the firmer sentence."""
        self.firm = not self.firm

    def tick(self, now: float) -> bool:
        """Let a waiting card come up when the present one has been read.

        Returns:
            True if another card is up.
        """
        if not self._waiting or not self.may_show(now):
            return False
        self.show(self._waiting.popleft(), now)
        return True

    def _drop(self, objection_id: str) -> None:
        self._waiting = deque(c for c in self._waiting if c.objection_id != objection_id)
        self._put_back = deque(c for c in self._put_back if c.objection_id != objection_id)
