"""What can happen during a call, as small frozen values.

`publish(event)` is the only way out of the engine: tests pass `list.append`, the window passes a Qt signal, `replay`
prints a JSON line. Times are seconds; `audio_time` counts from the first sample of the recording or of the call.
"""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Channel = Literal["debtor", "controller"]


@dataclass(frozen=True, slots=True)
class Event:
    """The common part of every event."""

    channel: Channel
    audio_time: float
    """Seconds of sound that this channel had heard when the event arose."""


@dataclass(frozen=True, slots=True)
class Partial(Event):
    """Words heard so far of an utterance that goes on; each one replaces the one before."""

    text: str


@dataclass(frozen=True, slots=True)
class Final(Event):
    """The words of a finished utterance."""

    text: str


@dataclass(frozen=True, slots=True)
class ObjectionHeard(Event):
    """The debtor (or, in microphone-only mode, the controller who repeats him) raised an objection."""

    id: str
    score: float
    """Between 0 and 1, comparable between objections."""
    phrase: str
    """The catalogue phrase that it resembles most."""
    text: str
    """The words in which it was heard."""
    span: tuple[int, int]
    """The part of `text` that fired it, in characters."""
    shown: bool
    """False where the cooldown or the queue holds the card back."""
    times_before: int = 0
    """How often this debtor used it in earlier calls."""


@dataclass(frozen=True, slots=True)
class ObjectionUnknown(Event):
    """The debtor objects to something, and no card answers it; for the base formula."""

    text: str


@dataclass(frozen=True, slots=True)
class Withdrawn(Event):
    """An objection that a partial raised and the final did not confirm, or that was not there when heard again."""

    id: str


@dataclass(frozen=True, slots=True)
class WarningRaised(Event):
    """Something to be careful with; `id` is one of the warnings of the catalogue."""

    id: str
    text: str
    span: tuple[int, int] = (0, 0)
    rewrite: str = ""
    """For the controller's own words: how it can be said instead."""
    subject: str = ""
    """For an old matter or a blocked invoice: what it is about, from the dossier."""


@dataclass(frozen=True, slots=True)
class PromiseHeard(Event):
    """The debtor promised to pay; every member may be empty."""

    date: dt.date | None
    amount: Decimal | None
    invoices: tuple[str, ...]
    text: str = ""
    words: str = ""
    """The words that say date or amount."""
    instalments: tuple[tuple[dt.date | None, Decimal | None], ...] = ()
    conflict: str = ""
    """Set when weekday and date disagree: the words that clash."""
    conditional: bool = False


@dataclass(frozen=True, slots=True)
class Corrected(Event):
    """A finished utterance was heard again and understood better; `of` is the `audio_time` of its final."""

    of: float
    before: str
    text: str


@dataclass(frozen=True, slots=True)
class PromiseTakenBack(Event):
    """Heard again, an utterance holds no such promise; `words` are those of the `PromiseHeard`."""

    words: str


@dataclass(frozen=True, slots=True)
class Keeping(Event):
    """How the careful listener keeps up with the call: it does, it skips utterances, or it gave up."""

    state: Literal["listening", "behind", "failed"]


@dataclass(frozen=True, slots=True)
class CallbackHeard(Event):
    """A time to call back was named."""

    date: dt.date | None
    time: str
    """`HH:MM` or empty."""
    words: str
    by_us: bool = True


@dataclass(frozen=True, slots=True)
class Level(Event):
    """How loud a channel is, for its meter: root mean square between 0 and 1, about ten times a second."""

    rms: float


TroubleKind = Literal["silent", "unplugged", "losing_blocks", "echo", "recogniser", "recovered"]


@dataclass(frozen=True, slots=True)
class ChannelTrouble(Event):
    """A channel stopped delivering, or delivers again (`recovered`)."""

    kind: TroubleKind
    device: str = ""


@dataclass(frozen=True, slots=True)
class Stopped(Event):
    """The sound of this channel has ended; `error` is None, or the code of a user error."""

    error: str | None = None
