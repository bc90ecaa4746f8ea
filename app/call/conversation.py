"""Words in, events out: what a call makes of what is said. No threads, no clock, no Qt.

The channel says who speaks. A partial may raise a card before the sentence is over; the final confirms it or takes it back.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from app.advice.matcher import Match
from app.call.advisers import Advisers
from app.call.case import Case
from app.call.cards import READING_TIME
from app.call.echo import EchoFilter
from app.call.events import (
    CallbackHeard,
    Channel,
    ChannelTrouble,
    Event,
    Final,
    ObjectionHeard,
    Partial,
    PromiseHeard,
    WarningRaised,
    Withdrawn,
)
from app.call.listening_mode import Mode
from app.dutch.promises import Promise, find_callback, find_promise
from app.speech.recogniser import Heard

COOLDOWN = 60.0
"""Seconds in which the same objection brings up no second card (issue of the first call; field notes, section 2)."""
WARNING_COOLDOWN = 15.0
"""Seconds in which the same warning is not repeated."""
CONTEXT = 5.0
"""Seconds that may lie between two utterances for an objection or promise to run over both."""
CONTEXT_WORDS = 25

Evidence = Literal["objection", "warning"]


@dataclass(slots=True)
class _Utterance:
    """What the running utterance of a channel has raised so far."""

    objections: dict[str, ObjectionHeard] = field(default_factory=dict)
    warnings: set[str] = field(default_factory=set)


@dataclass(slots=True)
class _Side:
    """What one channel said: the running utterance and the one before."""

    utterance: _Utterance = field(default_factory=_Utterance)
    before: str = ""
    before_at: float = float("-inf")
    promise: tuple[object, ...] | None = None

    def context(self, audio_time: float, text: str) -> str:
        """The end of the previous utterance, if it belongs to this one in time."""
        length = len(text.split()) * 0.4
        if not self.before or audio_time - length - self.before_at > CONTEXT:
            return ""
        return " ".join(self.before.split()[-CONTEXT_WORDS:])


class Conversation:
    """Follows one call."""

    def __init__(self, advisers: Advisers, case: Case, mode: Mode = "both") -> None:
        """Start a call.

        Args:
            advisers: matcher, coach and guards, shared between calls.
            case: what is known about this debtor and this call.
            mode: how it is listened to; with `microphone` the controller's own voice raises objections.
        """
        self._advisers = advisers
        self.case = case
        self.mode: Mode = mode
        self.pinned = False
        """Set by the window while a card is pinned: nothing else is shown meanwhile."""
        self._sides: dict[Channel, _Side] = {"debtor": _Side(), "controller": _Side()}
        self._echo = EchoFilter()
        self._echo_told = False
        self._shown_at: dict[str, float] = {}
        self._last_shown = float("-inf")
        self._warned_at: dict[str, float] = {}
        self._repeated: set[str] = set()

    def hear(self, channel: Channel, heard: Heard, audio_time: float) -> list[Event]:
        """Take the newest words of a channel.

        Args:
            channel: who speaks.
            heard: a partial or a final.
            audio_time: seconds of sound heard on this channel.

        Returns:
            The events, in the order in which they are to be published.
        """
        text = heard.text.strip()
        if channel == "debtor" and text:
            self._echo.debtor_said(text, audio_time)
        if channel == "controller" and self._echo.is_echo(text, audio_time):
            return list(self._echoed(heard, audio_time))
        events: list[Event] = [
            Final(channel, audio_time, text) if heard.final else Partial(channel, audio_time, text)
        ]
        side = self._sides[channel]
        confidences = tuple(word.confidence for word in heard.words)
        if self._raises_objections(channel):
            events += self._objections(channel, text, confidences, heard.final, audio_time)
        if text:
            events += self._warnings(channel, text, heard.final, audio_time)
            if heard.final:
                events += self._agreements(channel, text, audio_time)
        if heard.final:
            side.utterance = _Utterance()
            if text:
                side.before, side.before_at = text, audio_time
        return events

    def forget(self, objection_id: str) -> None:
        """The controller said that a card does not fit: it may come again later without a pause."""
        self._shown_at.pop(objection_id, None)

    def _raises_objections(self, channel: Channel) -> bool:
        return channel == "debtor" or self.mode == "microphone"

    def _echoed(self, heard: Heard, audio_time: float) -> Iterator[Event]:
        side = self._sides["controller"]
        for warning in sorted(side.utterance.warnings):
            yield Withdrawn("controller", audio_time, warning)
        # The words that were shown before it was clear that they are a copy are wiped from the captions.
        yield Partial("controller", audio_time, "")
        side.utterance = _Utterance()
        if not self._echo_told:
            self._echo_told = True
            yield ChannelTrouble("controller", audio_time, "echo")

    # Objections

    def _objections(
        self, channel: Channel, text: str, confidences: Sequence[float], final: bool, audio_time: float
    ) -> Iterator[Event]:
        side = self._sides[channel]
        found = {match.id: (match, text) for match in self._advisers.matcher.match(text, confidences or None)} if text else {}
        context = side.context(audio_time, text) if text else ""
        if context:
            for match, words in self._across(context, text):
                if match.id not in found and not self._fresh(match.id, audio_time):
                    found[match.id] = (match, words)
        raised = side.utterance.objections
        if final:
            for objection_id in [i for i in raised if i not in found]:
                del raised[objection_id]
                self._shown_at.pop(objection_id, None)
                yield Withdrawn(channel, audio_time, objection_id)
        for objection_id, (match, words) in found.items():
            if objection_id in raised:
                continue
            event = self._objection(channel, match, words, audio_time)
            raised[objection_id] = event
            yield event
            if event.times_before and objection_id not in self._repeated:
                self._repeated.add(objection_id)
                yield WarningRaised(
                    channel, audio_time, "repeated_objection", words, match.span, subject=objection_id
                )

    def _across(self, context: str, text: str) -> Iterator[tuple[Match, str]]:
        """Objections that need the end of the previous utterance and the start of this one."""
        words = f"{context} {text}"
        border = len(context)
        for match in self._advisers.matcher.match(words):
            start, end = match.span
            if start < border < end - 1:
                yield match, words

    def _fresh(self, objection_id: str, audio_time: float) -> bool:
        return audio_time - self._shown_at.get(objection_id, float("-inf")) < COOLDOWN

    def _objection(self, channel: Channel, match: Match, words: str, audio_time: float) -> ObjectionHeard:
        cooling = self._fresh(match.id, audio_time)
        busy = self.pinned or audio_time - self._last_shown < READING_TIME
        shown = not cooling and not busy
        if not cooling:
            self._shown_at[match.id] = audio_time
        if shown:
            self._last_shown = audio_time
        return ObjectionHeard(
            channel,
            audio_time,
            id=match.id,
            score=match.score,
            phrase=match.phrase,
            text=words,
            span=match.span,
            shown=shown,
            times_before=self.case.earlier.get(match.id, 0),
        )

    # Warnings

    def _warnings(self, channel: Channel, text: str, final: bool, audio_time: float) -> Iterator[Event]:
        utterance = self._sides[channel].utterance
        found: dict[str, WarningRaised] = {}
        if channel == "controller":
            for hit in self._advisers.coach.check(
                text,
                self.case.call_type,
                formal=self.case.formal,
                avoid_service=self.case.avoid_service,
            ):
                found.setdefault(
                    hit.id, WarningRaised(channel, audio_time, hit.id, text, hit.span, rewrite=hit.rewrite)
                )
        else:
            for guard in self._advisers.guards.check(text, self.case.facts):
                found.setdefault(
                    guard.id, WarningRaised(channel, audio_time, guard.id, text, guard.span, subject=guard.subject)
                )
        if final:
            for warning_id in sorted(utterance.warnings - found.keys()):
                utterance.warnings.discard(warning_id)
                self._warned_at.pop(warning_id, None)
                yield Withdrawn(channel, audio_time, warning_id)
        for warning_id, event in found.items():
            if warning_id in utterance.warnings:
                continue
            if audio_time - self._warned_at.get(warning_id, float("-inf")) < WARNING_COOLDOWN:
                continue
            utterance.warnings.add(warning_id)
            self._warned_at[warning_id] = audio_time
            yield event

    # Promises

    def _agreements(self, channel: Channel, text: str, audio_time: float) -> Iterator[Event]:
        callback = find_callback(text, self.case.today)
        if callback is not None:
            yield CallbackHeard(
                channel,
                audio_time,
                callback.date,
                f"{callback.time:%H:%M}" if callback.time else "",
                callback.words,
                by_us=channel == "controller",
            )
        if not self._raises_objections(channel):
            return
        side = self._sides[channel]
        promise = self._promise(side, text, audio_time)
        if promise is None:
            return
        known = (promise.date, promise.amount, promise.invoices, promise.instalments)
        if known == side.promise:
            return
        side.promise = known
        yield PromiseHeard(
            channel,
            audio_time,
            promise.date,
            promise.amount,
            promise.invoices,
            text,
            promise.words,
            tuple((part.date, part.amount) for part in promise.instalments),
            promise.conflict or "",
            promise.conditional,
        )

    def _promise(self, side: _Side, text: str, audio_time: float) -> Promise | None:
        """The promise in this utterance, completed by the end of the previous one where that says more."""
        items, today = self.case.open_items, self.case.today
        promise = find_promise(text, today, items)
        context = side.context(audio_time, text)
        if context and (promise is None or promise.date is None or promise.amount is None):
            joined = find_promise(f"{context} {text}", today, items)
            if joined is not None and joined.span[1] > len(context) and _says_more(joined, promise):
                return joined
        return promise


def _says_more(joined: Promise, single: Promise | None) -> bool:
    if single is None:
        return True
    kept = single.date in (None, joined.date) and single.amount in (None, joined.amount)
    filled = (joined.date is not None) + (joined.amount is not None)
    return kept and filled > (single.date is not None) + (single.amount is not None)
