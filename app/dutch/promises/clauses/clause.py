"""One clause of an utterance, and what is known of it."""

from dataclasses import dataclass

from app.dutch.dates.find import DateMention
from app.dutch.numbers.amounts import NumberMention
from app.dutch.numbers.shares import ShareMention


@dataclass(slots=True)
class Clause:
    """One clause and what it says.

    Attributes:
        first: index of its first word.
        stop: index after its last word.
        topic: it is about the debtor paying, whatever it says of it.
        strong: a word of paying itself is in it, not only "doen" or "lukt".
        negative, past, question, condition, foreign, habit, hedged: as named; foreign means that
            somebody else pays or is paid.
        doubtful: a condition that may never come true.
        withheld: taken back, or bound to a doubtful condition.
        verbless: a fragment that leans on its neighbour.
        dates, amounts, shares: what is named in it.
        covered: indexes of the words of those.
    """

    first: int
    stop: int
    words: tuple[str, ...]
    dates: list[DateMention]
    amounts: list[NumberMention]
    shares: list[ShareMention]
    topic: bool = False
    strong: bool = False
    negative: bool = False
    past: bool = False
    question: bool = False
    condition: bool = False
    foreign: bool = False
    habit: bool = False
    hedged: bool = False
    doubtful: bool = False
    withheld: bool = False
    verbless: bool = False
    covered: frozenset[int] = frozenset()

    @property
    def promising(self) -> bool:
        """Whether this clause by itself commits the debtor."""
        return self.topic and not (self.withheld or self.spoken_against)

    @property
    def spoken_against(self) -> bool:
        """Whether something in it keeps it from being a promise."""
        return self.negative or self.past or self.question or self.condition or self.foreign or self.habit

    @property
    def sums(self) -> list[NumberMention | ShareMention]:
        """Amounts and shares in the order in which they were said."""
        both: list[NumberMention | ShareMention] = [*self.amounts, *self.shares]
        if self.amounts and self.shares:
            both.sort(key=lambda mention: mention.first)
        return both

    @property
    def empty(self) -> bool:
        """Whether it names no date, amount or share."""
        return not (self.dates or self.amounts or self.shares)
