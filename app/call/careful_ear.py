"""Gives finished utterances to the careful listener, keeps their sound no longer than that, and skips what is too much.

Sound is kept in memory only, in one bounded buffer, and is overwritten with zeros when it was heard or is too old.
"""

import logging
import queue
import threading
import time
from array import array
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from app.audio.source import RATE
from app.call.beside import HeardAgain, Tell
from app.errors import UserError
from app.speech.careful import CarefulHeard, CarefulListener
from app.speech.recogniser import Heard

_log = logging.getLogger(__name__)

KEPT_SECONDS = 20.0
"""Seconds of an utterance that are kept; of a longer one the last."""
SHORTEST_SECONDS = 0.5
"""Less sound than this is hardly a word, and Whisper makes up the rest."""
FEWEST_WORDS = 2
"""What dictation wrote fewer words for is not heard again: a yes is a yes."""
WAITING = 2
"""Utterances that may wait for their turn; the oldest is skipped when more come."""
OLDEST_SECONDS = 15.0
"""An utterance that waited this long is of no use any more."""
_QUIET = 120
"""Mean size of the samples of a quiet block (of 32,768): -49 dBFS."""
_BLOCK = RATE // 10
_MARGIN = 3
"""Quiet blocks of 100 ms that are kept on both sides of the voice."""

type CarefulState = Literal["listening", "behind", "failed"]


@dataclass(slots=True)
class _Job:
    audio_time: float
    samples: bytearray
    since: float


class CarefulEar:
    """Listens beside dictation on one channel."""

    def __init__(
        self,
        make_listener: Callable[[], CarefulListener],
        prompt: str = "",
        *,
        live: bool = True,
        on_state: Callable[[CarefulState], None] | None = None,
        on_heard: Callable[[float, CarefulHeard], None] | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Prepare; nothing is kept before `begin`.

        Args:
            make_listener: makes the listener on the thread that will use it.
            prompt: names and numbers of this call.
            live: listen on a thread of its own; False hears each utterance at once, in the caller's time, for
                recordings.
            on_state: told when it falls behind, keeps up again, or gives up.
            on_heard: told the seconds of sound and what came of each utterance, for measuring.
            clock: monotonic seconds.
        """
        self._make = make_listener
        self._prompt = prompt
        self._live = live
        self._on_state = on_state or (lambda state: None)
        self._on_heard = on_heard or (lambda seconds, heard: None)
        self._clock = clock
        self._sound = bytearray()
        self._jobs: queue.Queue[_Job | None] = queue.Queue()
        self._listener: CarefulListener | None = None
        self._thread: threading.Thread | None = None
        self._tell: Tell = lambda audio_time, opinion: None
        self._state: CarefulState = "listening"

    def begin(self, tell: Tell) -> None:
        """See `Beside.begin`."""
        self._tell = tell
        if self._live:
            self._thread = threading.Thread(target=self._work, name="careful", daemon=True)
            self._thread.start()

    def take(self, samples: bytes) -> None:
        """See `Beside.take`."""
        if self._state == "failed":
            return
        self._sound += samples
        spare = len(self._sound) - int(KEPT_SECONDS * RATE) * 2
        if spare > 0:
            _wipe(self._sound, spare)

    def closed(self, heard: Heard, audio_time: float) -> None:
        """See `Beside.closed`."""
        sound, self._sound = self._sound, bytearray()
        wanted = len(heard.text.split()) >= FEWEST_WORDS
        voice = _voice(sound) if wanted and self._state != "failed" else bytearray()
        _wipe(sound, len(sound))
        if len(voice) < SHORTEST_SECONDS * RATE * 2:
            _wipe(voice, len(voice))
            return
        job = _Job(audio_time, voice, self._clock())
        if not self._live:
            self._hear(job)
            return
        if self._jobs.qsize() >= WAITING and self._drop_oldest():
            self._become("behind")
        self._jobs.put(job)

    def end(self) -> None:
        """See `Beside.end`."""
        _wipe(self._sound, len(self._sound))
        if not self._live:
            self._let_go()
            return
        while self._drop_oldest():
            continue
        self._jobs.put(None)

    def join(self, timeout: float = 5.0) -> None:
        """Wait until the thread has ended; for tests, the call itself never waits."""
        if self._thread is not None:
            self._thread.join(timeout)

    def _drop_oldest(self) -> bool:
        try:
            job = self._jobs.get_nowait()
        except queue.Empty:
            return False
        if job is not None:
            _wipe(job.samples, len(job.samples))
        return job is not None

    def _work(self) -> None:
        while (job := self._jobs.get()) is not None:
            if self._clock() - job.since > OLDEST_SECONDS:
                _wipe(job.samples, len(job.samples))
                self._become("behind")
                continue
            self._hear(job)
        self._let_go()

    def _hear(self, job: _Job) -> None:
        if self._state == "failed":
            _wipe(job.samples, len(job.samples))
            return
        try:
            if self._listener is None:
                self._listener = self._make()
            seconds = len(job.samples) / 2 / RATE
            heard = self._listener.listen(job.samples, self._prompt)
        except UserError as error:
            _log.warning("the careful listener gave up: %s", error.code)
            self._become("failed")
            self._let_go()
            return
        finally:
            _wipe(job.samples, len(job.samples))
        self._on_heard(seconds, heard)
        if heard.text:
            self._tell(job.audio_time, HeardAgain(heard.text, heard.confidence))
        if self._jobs.empty():
            self._become("listening")

    def _let_go(self) -> None:
        listener, self._listener = self._listener, None
        if listener is not None:
            listener.close()

    def _become(self, state: CarefulState) -> None:
        if state != self._state and self._state != "failed":
            self._state = state
            self._on_state(state)


def _wipe(sound: bytearray, count: int) -> None:
    """Zero the first `count` bytes and drop them."""
    sound[:count] = bytes(count)
    del sound[:count]


def _voice(sound: bytearray) -> bytearray:
    """A copy without the silence before and after the voice."""
    samples = array("h")
    samples.frombytes(bytes(sound[: len(sound) // 2 * 2]))
    loud = [
        at // _BLOCK
        for at in range(0, len(samples), _BLOCK)
        if sum(map(abs, samples[at : at + _BLOCK : 4])) > _QUIET * len(samples[at : at + _BLOCK : 4])
    ]
    if not loud:
        return bytearray()
    first, last = max(0, loud[0] - _MARGIN), loud[-1] + 1 + _MARGIN
    return bytearray(sound[first * _BLOCK * 2 : last * _BLOCK * 2])
