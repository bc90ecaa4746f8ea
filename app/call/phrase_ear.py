"""Lets the recogniser of phrases hear what dictation hears; stops by itself where the machine is too slow for both."""

import logging
import queue
import threading
import time
from collections.abc import Callable

from app.audio.source import RATE
from app.call.beside import PhrasesHeard, Tell
from app.errors import UserError
from app.speech.recogniser import Heard, Recogniser, Word

_log = logging.getLogger(__name__)

MOST_WAITING = 3.0
"""Seconds of sound that may wait; with more it can't keep up, and it stops for the rest of the call."""
BUSY_SHARE = 0.6
"""Part of real time that hearing may take; above it the machine is too slow, and dictation comes first."""
_JUDGED_AFTER = 20.0
"""Seconds of sound after which that is judged; loading and the first words cost more."""

type _Work = bytes | tuple[Heard, float] | None


class PhraseEar:
    """Listens beside dictation on one channel."""

    def __init__(
        self,
        make_recogniser: Callable[[], Recogniser | None],
        *,
        live: bool = True,
        clock: Callable[[], float] = time.thread_time,
    ) -> None:
        """Prepare; the recogniser is made on the thread that uses it.

        Args:
            make_recogniser: gives None where the model can't be given phrases.
            live: hear on a thread of its own; False in the caller's time, for recordings.
            clock: seconds of work of this thread.
        """
        self._make = make_recogniser
        self._live = live
        self._clock = clock
        self._work: queue.Queue[_Work] = queue.Queue()
        self._waiting = 0
        self._recogniser: Recogniser | None = None
        self._thread: threading.Thread | None = None
        self._tell: Tell = lambda audio_time, opinion: None
        self._words: list[Word] = []
        self._heard_seconds = 0.0
        self._busy_seconds = 0.0
        self.stopped = False
        """True once it has given up: no model for it, or too slow a machine."""

    def begin(self, tell: Tell) -> None:
        """See `Beside.begin`."""
        self._tell = tell
        if self._live:
            self._thread = threading.Thread(target=self._run, name="phrases", daemon=True)
            self._thread.start()
        else:
            self._prepare()

    def take(self, samples: bytes) -> None:
        """See `Beside.take`."""
        if self.stopped or self._recogniser is None:
            return  # given up, or still being made: dictation has begun without it
        if not self._live:
            self._hear(samples)
        elif self._work.qsize() * 0.1 > MOST_WAITING:
            self._give_up("can't keep up")
        else:
            self._work.put(samples)

    def closed(self, heard: Heard, audio_time: float) -> None:
        """See `Beside.closed`."""
        if self.stopped:
            return
        if self._live:
            self._work.put((heard, audio_time))
        else:
            self._close(heard, audio_time)

    def end(self) -> None:
        """See `Beside.end`."""
        self._work.put(None)

    def join(self, timeout: float = 5.0) -> None:
        """Wait until the thread has ended; for tests, the call itself never waits."""
        if self._thread is not None:
            self._thread.join(timeout)

    def _run(self) -> None:
        self._prepare()
        while (work := self._work.get()) is not None and not self.stopped:
            if isinstance(work, bytes):
                self._hear(work)
            else:
                self._close(*work)
        self._recogniser = None

    def _prepare(self) -> None:
        try:
            self._recogniser = self._make()
        except UserError as error:
            _log.warning("no phrases: %s", error.code)
        if self._recogniser is None:
            self.stopped = True

    def _hear(self, samples: bytes) -> None:
        if self._recogniser is None:
            return
        before = self._clock()
        heard = self._recogniser.accept(samples)
        if heard is not None and heard.final:
            self._words += heard.words
        self._busy_seconds += self._clock() - before
        self._heard_seconds += len(samples) / 2 / RATE
        if self._live and self._heard_seconds >= _JUDGED_AFTER:
            if self._busy_seconds > BUSY_SHARE * self._heard_seconds:
                self._give_up("too slow")
            self._heard_seconds = self._busy_seconds = 0.0

    def _close(self, heard: Heard, audio_time: float) -> None:
        """End the utterance where dictation ended it, so that both speak of the same sound."""
        if self._recogniser is None:
            return
        last = self._recogniser.finish()
        words = (*self._words, *(last.words if last else ()))
        self._words = []
        if heard.text:
            self._tell(audio_time, PhrasesHeard(words))

    def _give_up(self, why: str) -> None:
        self.stopped = True
        _log.warning("phrases are no longer listened for: %s", why)
        self._work.put(None)
