"""Sound in, events out: the part of a call that runs beside the window.

`run()` is an ordinary method that works through recordings in the caller's own thread, both channels in step. `start()`
gives each channel a thread of its own, for live sound. Everything that comes out goes through `publish`.
"""

import logging
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from app.audio.source import RATE, Block, Source
from app.call.beside import Beside, Opinion
from app.call.conversation import Conversation
from app.call.events import Channel, ChannelTrouble, Event, Level, Stopped
from app.errors import UserError
from app.speech.recogniser import Heard, Recogniser

type Publish = Callable[[Event], None]

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Ear:
    """One channel: where its sound comes from and what makes words of it."""

    channel: Channel
    source: Source
    make_recogniser: Callable[[], Recogniser]
    """Called on the thread that will use the recogniser."""
    beside: tuple[Beside, ...] = ()
    """Who else listens to this channel; they are given each block first, so that the first opinion is not late."""


class Engine:
    """Listens to one call."""

    def __init__(
        self,
        ears: Sequence[Ear],
        conversation: Conversation,
        publish: Publish,
        *,
        levels: bool = True,
        lock: threading.Lock | None = None,
        start: float = 0.0,
    ) -> None:
        """Join the parts.

        Args:
            ears: one per channel that is listened to.
            conversation: turns words into advice; guarded by a lock here, since it sees both channels.
            publish: called with each event, from the thread that found it.
            levels: publish the loudness of each block for the meters.
            lock: guards the conversation; shared when one engine takes over from another in the same call.
            start: seconds that the call had been heard before; `audio_time` goes on from there.
        """
        self._ears = tuple(ears)
        self._conversation = conversation
        self._publish = publish
        self._levels = levels
        self._lock = lock or threading.Lock()
        self._silenced = False
        self._start = start
        self.heard_until = start
        """Seconds of sound on the channel that is furthest; the next engine of the call starts there."""
        self._threads: list[threading.Thread] = []
        self._paused = threading.Event()

    def run(self) -> bool:
        """Work through all sources in this thread, in step with one another, until each has ended.

        Returns:
            True if every source was read whole.
        """
        running = [_Listening(self, ear) for ear in self._ears]
        whole = True
        while running:
            for listening in tuple(running):
                if not listening.step():
                    whole = whole and listening.error is None
                    running.remove(listening)
        return whole

    def start(self) -> None:
        """Listen on one thread per channel."""
        for ear in self._ears:
            thread = threading.Thread(target=self._listen, args=(ear,), name=f"ear-{ear.channel}", daemon=True)
            self._threads.append(thread)
            thread.start()

    def stop(self, timeout: float = 5.0) -> None:
        """Close the sources and wait for the threads; the last words are still published."""
        for ear in self._ears:
            ear.source.close()
        for thread in self._threads:
            if thread is not threading.current_thread():
                thread.join(timeout)
        self._threads.clear()

    @property
    def first_sample(self) -> int:
        """The number that the first sample of this engine has in the call."""
        return int(self._start * RATE)

    def silence(self) -> None:
        """Publish nothing more; for an engine that is being replaced."""
        self._silenced = True

    def pause(self, on: bool) -> None:
        """On hold: sound is thrown away unheard until the pause ends."""
        if on:
            self._paused.set()
        else:
            self._paused.clear()

    @property
    def paused(self) -> bool:
        """True while on hold."""
        return self._paused.is_set()

    def _listen(self, ear: Ear) -> None:
        listening = _Listening(self, ear)
        while listening.step():
            pass

    def deliver(self, channel: Channel, heard: Heard, audio_time: float) -> None:
        """Hand words to the conversation and publish what follows from them, in order."""
        with self._lock:
            if self._silenced:
                return
            for event in self._conversation.hear(channel, heard, audio_time):
                self._publish(event)

    def reconsider(self, channel: Channel, at: float, opinion: Opinion) -> None:
        """Hand the conversation what somebody else heard in a finished utterance; from any thread."""
        with self._lock:
            if self._silenced:
                return
            for event in self._conversation.reconsider(channel, at, opinion, self.heard_until):
                self._publish(event)

    def still(self, channel: Channel, audio_time: float) -> None:
        """Tell the conversation that a block brought no new words."""
        with self._lock:
            if not self._silenced:
                for event in self._conversation.still(channel, audio_time):
                    self._publish(event)

    def publish(self, event: Event) -> None:
        """Publish an event that does not come from words."""
        if isinstance(event, Level) and not self._levels:
            return
        with self._lock:
            if not self._silenced:
                self._publish(event)


class _Listening:
    """The state of one channel while it is listened to."""

    def __init__(self, engine: Engine, ear: Ear) -> None:
        self._engine = engine
        self._ear = ear
        self._blocks: Iterator[Block] | None = None
        self._recogniser: Recogniser | None = None
        self._samples = engine.first_sample
        self._held = False
        self.error: str | None = None

    def step(self) -> bool:
        """Take one block; False when the source has ended or failed."""
        try:
            if self._blocks is None:
                self._recogniser = self._ear.make_recogniser()
                self._begin_beside()
                self._blocks = self._ear.source.blocks()
            block = next(self._blocks, None)
            if block is None:
                self._finish()
                return False
            self._take(block)
        except UserError as error:
            self._end_beside()
            self._stopped(error.code)
            return False
        except Exception:  # noqa: BLE001 - whatever our own fault is
            # Our own fault must not end the call: this channel falls silent, and the window says so.
            _log.exception("channel %s failed", self._ear.channel)
            self._end_beside()
            self._stopped("internal")
            return False
        return True

    def _take(self, block: Block) -> None:
        engine, channel = self._engine, self._ear.channel
        self._samples += len(block.samples) // 2
        now = self._samples / RATE
        engine.heard_until = max(engine.heard_until, now)
        if engine.paused:
            if not self._held:
                self._held = True
                self._deliver(self._recogniser.finish() if self._recogniser else None, now)
            engine.publish(Level(channel, now, 0.0))
            return
        self._held = False
        engine.publish(Level(channel, now, block.rms))
        if self._recogniser is None:
            return
        for other in self._ear.beside:
            other.take(block.samples)
        heard = self._recogniser.accept(block.samples)
        if heard is None:
            engine.still(channel, now)
        else:
            self._deliver(heard, now)

    def _deliver(self, heard: Heard | None, now: float) -> None:
        if heard is None:
            return
        self._engine.deliver(self._ear.channel, heard, now)
        if heard.final:
            for other in self._ear.beside:
                other.closed(heard, now)

    def _begin_beside(self) -> None:
        engine, channel = self._engine, self._ear.channel
        for other in self._ear.beside:
            other.begin(lambda at, opinion: engine.reconsider(channel, at, opinion))

    def _end_beside(self) -> None:
        for other in self._ear.beside:
            other.end()

    def _finish(self) -> None:
        now = self._samples / RATE
        if self._recogniser is not None:
            self._deliver(self._recogniser.finish(), now)
        self._end_beside()
        self._engine.publish(Stopped(self._ear.channel, now))

    def _stopped(self, code: str) -> None:
        self.error = code
        now = self._samples / RATE
        self._engine.publish(ChannelTrouble(self._ear.channel, now, "recogniser"))
        self._engine.publish(Stopped(self._ear.channel, now, code))
