"""What the words of an utterance promise: to pay, to call back, or a yes to what was proposed."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from app.call.case import Case
from app.call.events import CallbackHeard, Channel, Event, PromiseHeard, PromiseTakenBack
from app.call.proposal import ANSWER_TIME, Proposal, find_proposal
from app.dutch.affirmation import is_affirmation
from app.dutch.callbacks import find_callback
from app.dutch.promises import Promise, find_promise
from app.dutch.promises.asked import Asked, asked

QUESTION_TIME = 10.0
"""Seconds in which an answer in a word or two belongs to the question before it."""

type _Known = tuple[object, ...] | None


@dataclass(frozen=True, slots=True)
class Utterance:
    """A finished utterance: who speaks, its words, when it ended, and the end of the one before where that belongs."""

    channel: Channel
    text: str
    audio_time: float
    context: str = ""


@dataclass(frozen=True, slots=True)
class _Before:
    """What was known before an utterance was listened to, and what it added."""

    promise: _Known
    proposal: tuple[Proposal, float] | None
    question: tuple[Asked | None, float] | None
    heard: PromiseHeard | None
    callback: CallbackHeard | None


class Agreements:
    """Follows what is promised in one call."""

    def __init__(self, case: Case) -> None:
        """Start with nothing promised."""
        self._case = case
        self._promised: dict[Channel, _Known] = {"debtor": None, "controller": None}
        self._proposal: tuple[Proposal, float] | None = None
        self._question: tuple[Asked | None, float] | None = None
        self._last: dict[Channel, tuple[float, _Before]] = {}

    def listen(self, said: Utterance, *, promises: bool) -> list[Event]:
        """Find what an utterance agrees to.

        Args:
            said: the utterance.
            promises: whether a promise on this channel is one of the debtor.
        """
        known, proposal, question = self._promised[said.channel], self._proposal, self._question
        events = list(self._find(said, said.audio_time, promises=promises))
        heard = next((event for event in events if isinstance(event, PromiseHeard)), None)
        callback = next((event for event in events if isinstance(event, CallbackHeard)), None)
        self._last[said.channel] = (said.audio_time, _Before(known, proposal, question, heard, callback))
        return events

    def listen_again(self, said: Utterance, audio_time: float, *, promises: bool) -> list[Event]:
        """Find what an utterance agrees to now that it was understood better.

        Only the newest utterance of a channel is looked at again: what was said later counts for more.

        Args:
            said: the utterance with its better words and the time at which it ended.
            audio_time: now.
            promises: see `listen`.
        """
        at, before = self._last.get(said.channel, (None, None))
        if before is None or at != said.audio_time:
            return []
        old = before.heard
        self._promised[said.channel] = before.promise
        newer, self._proposal = self._proposal, before.proposal
        newer_question, self._question = self._question, before.question
        found = list(self._find(said, audio_time, promises=promises))
        if said.channel != "controller":
            self._proposal = newer or self._proposal
            self._question = newer_question
        new = next((event for event in found if isinstance(event, PromiseHeard)), None)
        callback = next((event for event in found if isinstance(event, CallbackHeard)), None)
        self._last[said.channel] = (at, replace(before, heard=new, callback=callback or before.callback))
        events: list[Event] = []
        if old is not None and (new is None or _content(old) != _content(new)):
            events.append(PromiseTakenBack(said.channel, audio_time, old.words or old.text))
        if new is not None and (old is None or _content(old) != _content(new)):
            events.append(new)
        if callback is not None and (before.callback is None or _when(callback) != _when(before.callback)):
            events.insert(0, callback)
        return events

    def _find(self, said: Utterance, audio_time: float, *, promises: bool) -> Iterator[Event]:
        channel, text = said.channel, said.text
        question = self._question
        if channel == "controller":
            self._question = (asked(f"{said.context} {text}"), said.audio_time)
        callback = find_callback(text, self._case.today)
        if callback is not None and (callback.date or callback.time):
            speaker_calls = callback.caller == "debtor"  # find_callback takes every speaker for the debtor
            yield CallbackHeard(
                channel,
                audio_time,
                callback.date,
                f"{callback.time:%H:%M}" if callback.time else "",
                callback.words,
                by_us=speaker_calls == (channel == "controller"),
            )
        if channel == "controller":
            proposal = find_proposal(text, self._case)
            self._proposal = (proposal, said.audio_time) if proposal is not None else None
        if not promises:
            return
        promise = self._promise(said, _still(question, said.audio_time))
        if promise is None or (promise.contract() is None and not promise.conflict):
            yield from self._accepted(said, audio_time)
            return
        known = (promise.date, promise.amount, promise.invoices, promise.instalments)
        if known == self._promised[channel]:
            return
        self._promised[channel] = known
        yield PromiseHeard(
            channel,
            audio_time,
            promise.date,
            promise.amount,
            promise.invoices,
            text,
            promise.words,
            tuple((part.date, part.amount) for part in promise.instalments),
            promise.words if promise.conflict else "",
            promise.conditional,
        )

    def _accepted(self, said: Utterance, audio_time: float) -> Iterator[Event]:
        """A yes to what the controller just proposed is a promise of the debtor."""
        if self._proposal is None or said.channel == "controller":
            return
        proposal, proposed_at = self._proposal
        if said.audio_time - proposed_at > ANSWER_TIME or not is_affirmation(said.text):
            return
        self._proposal = None
        known = (proposal.date, proposal.amount, proposal.invoices, ())
        if known == self._promised[said.channel]:
            return
        self._promised[said.channel] = known
        yield PromiseHeard(
            said.channel, audio_time, proposal.date, proposal.amount, proposal.invoices, said.text, proposal.words
        )

    def _promise(self, said: Utterance, question: Asked | None) -> Promise | None:
        """The promise in this utterance, completed by the end of the previous one where that says more."""
        items, today = self._case.open_items, self._case.today
        promise = find_promise(said.text, today, items, asked=question)
        if said.context and (promise is None or promise.date is None or promise.amount is None):
            joined = find_promise(f"{said.context} {said.text}", today, items, asked=question)
            if joined is not None and joined.span[1] > len(said.context) and _says_more(joined, promise):
                return joined
        return promise


def _still(question: tuple[Asked | None, float] | None, audio_time: float) -> Asked | None:
    """What was asked, unless that was too long ago."""
    return None if question is None or audio_time - question[1] > QUESTION_TIME else question[0]


def _content(promise: PromiseHeard) -> tuple[object, ...]:
    return promise.date, promise.amount, promise.invoices, promise.instalments, promise.conditional


def _when(callback: CallbackHeard) -> tuple[object, ...]:
    return callback.date, callback.time, callback.by_us


def _says_more(joined: Promise, single: Promise | None) -> bool:
    if single is None:
        return True
    kept = single.date in (None, joined.date) and single.amount in (None, joined.amount)
    filled = (joined.date is not None) + (joined.amount is not None)
    return kept and filled > (single.date is not None) + (single.amount is not None)
