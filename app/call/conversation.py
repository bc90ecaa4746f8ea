"""Words in, events out: what a call makes of what is said. No threads, no clock, no Qt.

The channel says who speaks. A partial may raise a card before the sentence is over; the final confirms it or takes it
back. Whoever listens beside dictation may do both a moment later.
"""

from collections import deque
from collections.abc import Iterator, Set
from dataclasses import dataclass, field

from app.call.advisers import Advisers
from app.call.agreements import Agreements, Utterance
from app.call.beside import HeardAgain, Opinion, PhrasesHeard
from app.call.cards import READING_TIME
from app.call.case import Case
from app.call.echo import EchoFilter
from app.call.events import (
    Channel,
    ChannelTrouble,
    Corrected,
    Event,
    Final,
    ObjectionHeard,
    ObjectionUnknown,
    Partial,
    WarningRaised,
    Withdrawn,
)
from app.call.findings import Finding, find
from app.call.listening_mode import Mode
from app.call.outside_evidence import outside_evidence
from app.speech.recogniser import Heard

COOLDOWN = 60.0
"""Seconds in which the same objection brings up no second card (issue of the first call; field notes, section 2)."""
WARNING_COOLDOWN = 15.0
"""Seconds in which the same warning is not repeated."""
FEWEST_WORDS = 4
"""A partial of fewer words raises nothing: the first words of a sentence change most while it is being said."""
PARTIAL_SCORE = 0.7
"""What an objection or a warning must score in a partial to be raised; a final needs only the matcher's threshold."""
SURE_SCORE = 0.75
"""From this score on, an objection need not settle first."""
SETTLED = 3
"""Blocks of 100 ms in which a partial must hold the same objection before its card comes; a final needs none."""
WARNING_SETTLED = 6
"""The same for a warning, however sure: what is misheard is mostly taken back within half a second."""
FEWEST_UNKNOWN_WORDS = 6
"""An utterance of fewer words is no objection unless a card knows it."""
CONTEXT = 5.0
"""Seconds that may lie between two utterances for an objection or promise to run over both."""
CONTEXT_WORDS = 25
SECONDS_PER_WORD = 0.4
BELIEVED = 0.6
"""From this confidence on, the careful listener's words take the place of dictation's; below it they are a hint."""
_REMEMBERED = 6
"""Finished utterances of a channel on which somebody may still have an opinion."""


@dataclass(slots=True)
class _Utterance:
    """What the running utterance of a channel holds and has raised so far."""

    began: float | None = None
    words: int = 0
    found: dict[str, Finding] = field(default_factory=dict)
    """What the newest words hold."""
    settled: dict[str, int] = field(default_factory=dict)
    """For how many blocks it was there."""
    raised: dict[str, Finding] = field(default_factory=dict)
    timed: set[str] = field(default_factory=set)
    """Objections whose cooldown began here; that of an earlier utterance stays when this one was misheard."""
    repeated: set[str] = field(default_factory=set)


@dataclass(slots=True)
class _Finished:
    """An utterance that is over, as dictation heard it, and what others think of it."""

    at: float
    dictated: str
    confidences: tuple[float, ...]
    context: str
    utterance: _Utterance
    phrases: PhrasesHeard | None = None
    again: HeardAgain | None = None

    @property
    def text(self) -> str:
        """The best words there are."""
        return self.again.text if self.again and self.corrected else self.dictated

    @property
    def corrected(self) -> bool:
        """Whether the careful listener's words are better than those of dictation."""
        return self.again is not None and self.again.confidence >= BELIEVED


@dataclass(slots=True)
class _Side:
    """What one channel said: the running utterance and the ones before."""

    utterance: _Utterance = field(default_factory=_Utterance)
    before: str = ""
    before_at: float = float("-inf")
    finished: deque[_Finished] = field(default_factory=lambda: deque(maxlen=_REMEMBERED))

    def context(self, audio_time: float, text: str) -> str:
        """The end of the previous utterance, if it belongs to this one in time."""
        length = len(text.split()) * SECONDS_PER_WORD
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
        self._unknown_at = float("-inf")
        self._repeated: set[str] = set()
        self._agreements = Agreements(case)

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
            self._echo.debtor_said(text, audio_time, final=heard.final)
        utterance = self._sides[channel].utterance
        if text and utterance.began is None:
            spoken = len(text.split()) * SECONDS_PER_WORD if heard.final else 0.0
            utterance.began = audio_time - spoken
        if channel == "controller" and self._echo.is_echo(text, audio_time, utterance.began or 0.0):
            return list(self._echoed(audio_time))
        events: list[Event] = [Final(channel, audio_time, text) if heard.final else Partial(channel, audio_time, text)]
        side = self._sides[channel]
        self._look(channel, text, heard, audio_time)
        if heard.final:
            concluded = side.utterance
            events += self._conclude(channel, audio_time)
            if text:
                said = Utterance(channel, text, audio_time, side.context(audio_time, text))
                events += self._agreements.listen(said, promises=self._raises_objections(channel))
                events += self._unknown(said, events, concluded)
                confidences = tuple(word.confidence for word in heard.words)
                side.finished.append(_Finished(audio_time, text, confidences, said.context, concluded))
                side.before, side.before_at = text, audio_time
        else:
            events += self._settle(channel, audio_time)
        return events

    def still(self, channel: Channel, audio_time: float) -> list[Event]:
        """A block passed without new words: what the partial holds has settled a little more."""
        return list(self._settle(channel, audio_time)) if self._sides[channel].utterance.found else []

    def reconsider(self, channel: Channel, at: float, opinion: Opinion, audio_time: float) -> list[Event]:
        """Take what somebody else heard in a finished utterance.

        Args:
            channel: who spoke.
            at: `audio_time` of the utterance's final.
            opinion: what was heard.
            audio_time: now.

        Returns:
            What changes: a better caption, cards that were missed, cards that are withdrawn, a promise put right.
        """
        side = self._sides[channel]
        finished = next((one for one in side.finished if one.at == at), None)
        if finished is None or not self._raises_objections(channel):
            return []
        before = finished.text
        if isinstance(opinion, PhrasesHeard):
            finished.phrases = opinion
        else:
            finished.again = opinion
        events: list[Event] = []
        better = finished.text != before
        if better:
            events.append(Corrected(channel, audio_time, finished.at, before, finished.text))
            if side.before == before:
                side.before = finished.text
        events += self._look_again(channel, finished, audio_time)
        if better:
            said = Utterance(channel, finished.text, finished.at, finished.context)
            events += self._agreements.listen_again(said, audio_time, promises=True)
        return events

    def _look_again(self, channel: Channel, finished: _Finished, audio_time: float) -> Iterator[Event]:
        text, again, corrected = finished.text, finished.again, finished.corrected
        found = find(
            self._advisers,
            self.case,
            channel,
            text,
            context=finished.context,
            confidences=() if corrected else finished.confidences,
            objections=True,
            outside=outside_evidence(
                self._advisers.matcher,
                text,
                phrases=finished.phrases,
                again=None if corrected else again,
                dictated=finished.dictated if corrected else None,
            ),
        )
        utterance = finished.utterance
        kept = {finding.id for finding in found}
        yield from self._take_back(channel, utterance, kept, audio_time)
        for finding in found:
            yield from self._raise(channel, utterance, finding, audio_time)

    def forget(self, objection_id: str) -> None:
        """The controller said that a card does not fit: it may come again later without a pause."""
        self._shown_at.pop(objection_id, None)

    def _raises_objections(self, channel: Channel) -> bool:
        return channel == "debtor" or self.mode == "microphone"

    def _echoed(self, audio_time: float) -> Iterator[Event]:
        side = self._sides["controller"]
        for finding_id in side.utterance.raised:
            yield Withdrawn("controller", audio_time, finding_id)
        # The words that were shown before it was clear that they are a copy are wiped from the captions.
        yield Partial("controller", audio_time, "")
        side.utterance = _Utterance()
        if not self._echo_told:
            self._echo_told = True
            yield ChannelTrouble("controller", audio_time, "echo")

    # Objections and warnings

    def _look(self, channel: Channel, text: str, heard: Heard, audio_time: float) -> None:
        """Note what the newest words hold."""
        side = self._sides[channel]
        utterance = side.utterance
        utterance.words = len(text.split())
        found: tuple[Finding, ...] = ()
        if text and (heard.final or utterance.words >= FEWEST_WORDS):
            found = find(
                self._advisers,
                self.case,
                channel,
                text,
                # Looking across two utterances costs as much again, so it is done once, for the final.
                context=side.context(audio_time, text) if heard.final else "",
                confidences=tuple(word.confidence for word in heard.words),
                objections=self._raises_objections(channel),
            )
        utterance.found = {finding.id: finding for finding in found}
        utterance.settled = {i: utterance.settled.get(i, 0) for i in utterance.found}

    def _settle(self, channel: Channel, audio_time: float) -> Iterator[Event]:
        """Raise what a partial has held for long enough."""
        utterance = self._sides[channel].utterance
        for finding in tuple(utterance.found.values()):
            utterance.settled[finding.id] += 1
            objection = finding.kind == "objection"
            sure = objection and finding.score >= SURE_SCORE
            settled = sure or utterance.settled[finding.id] >= (SETTLED if objection else WARNING_SETTLED)
            if settled and finding.score >= PARTIAL_SCORE:
                yield from self._raise(channel, utterance, finding, audio_time)

    def _conclude(self, channel: Channel, audio_time: float) -> Iterator[Event]:
        """Raise what the final holds, withdraw what it does not confirm, and start a new utterance."""
        side = self._sides[channel]
        utterance = side.utterance
        yield from self._take_back(channel, utterance, utterance.found.keys(), audio_time)
        for finding in utterance.found.values():
            yield from self._raise(channel, utterance, finding, audio_time)
        side.utterance = _Utterance()

    def _unknown(self, said: Utterance, events: list[Event], concluded: _Utterance) -> Iterator[Event]:
        """An objection that nothing else was made of, once a minute at most."""
        made = concluded.raised or any(not isinstance(event, Final | Withdrawn) for event in events)
        if made or not self._raises_objections(said.channel) or len(said.text.split()) < FEWEST_UNKNOWN_WORDS:
            return
        if said.audio_time - self._unknown_at < COOLDOWN or not self._advisers.matcher.sounds_like_objection(said.text):
            return
        self._unknown_at = said.audio_time
        yield ObjectionUnknown(said.channel, said.audio_time, said.text)

    def _take_back(
        self, channel: Channel, utterance: _Utterance, kept: Set[str], audio_time: float
    ) -> Iterator[Event]:
        """Withdraw what the utterance raised and what is not kept."""
        for finding in tuple(utterance.raised.values()):
            if finding.id in kept:
                continue
            del utterance.raised[finding.id]
            if finding.id in utterance.timed:
                self._shown_at.pop(finding.id, None)
            self._warned_at.pop(finding.id, None)
            yield Withdrawn(channel, audio_time, finding.id)
            if finding.id in utterance.repeated:
                self._repeated.discard(finding.id)
                yield Withdrawn(channel, audio_time, "repeated_objection")

    def _raise(
        self, channel: Channel, utterance: _Utterance, finding: Finding, audio_time: float
    ) -> Iterator[Event]:
        if finding.id in utterance.raised:
            return
        if finding.kind == "objection":
            utterance.raised[finding.id] = finding
            yield from self._objection(channel, utterance, finding, audio_time)
        elif audio_time - self._warned_at.get(finding.id, float("-inf")) >= WARNING_COOLDOWN:
            utterance.raised[finding.id] = finding
            self._warned_at[finding.id] = audio_time
            yield WarningRaised(
                channel, audio_time, finding.id, finding.text, finding.span, finding.rewrite, finding.subject
            )

    def _objection(
        self, channel: Channel, utterance: _Utterance, finding: Finding, audio_time: float
    ) -> Iterator[Event]:
        cooling = audio_time - self._shown_at.get(finding.id, float("-inf")) < COOLDOWN
        busy = self.pinned or audio_time - self._last_shown < READING_TIME
        shown = not cooling and not busy
        if not cooling:
            self._shown_at[finding.id] = audio_time
            utterance.timed.add(finding.id)
        if shown:
            self._last_shown = audio_time
        before = self.case.earlier.get(finding.id, 0)
        yield ObjectionHeard(
            channel,
            audio_time,
            id=finding.id,
            score=finding.score,
            phrase=finding.phrase,
            text=finding.text,
            span=finding.span,
            shown=shown,
            times_before=before,
        )
        if before and finding.id not in self._repeated:
            self._repeated.add(finding.id)
            utterance.repeated.add(finding.id)
            yield WarningRaised(
                channel, audio_time, "repeated_objection", finding.text, finding.span, subject=finding.id
            )
