"""A microphone or loopback that survives its device: it notices, says so, waits, and goes on.

`blocks()` ends only at `close`. While there is no device it yields silence by the clock, so that the recogniser
finishes the last utterance; when the device comes back, or another is chosen, sound goes on where silence was.

What counts as trouble differs. A microphone that works is never exactly zero for seconds (muted, blocked or dead); a
loopback is, whenever nothing plays. A microphone that delivers nothing for a second is dead; a loopback may sleep, so
there only an error counts, or that the system no longer lists it. The list is also needed because PulseAudio moves the
recording of a device that went to another one, without a word.
"""

import threading
import time
from collections.abc import Callable, Iterator

from app.audio.capture import Capture, Piece, Sound
from app.audio.devices import Device, Kind, choose, find
from app.audio.framing import Framer
from app.audio.source import Block
from app.errors import UserError

READ_SECONDS = 0.05
LOOK_SECONDS = 0.5
"""How often the list of devices is looked at."""
RETRY_SECONDS = 1.0
"""How often a lost device is tried again."""
STALLED_SECONDS = 1.0
OPENING_SECONDS = 2.5
"""So long may a device take from being opened to its first sound: PulseAudio wakes a source in up to 2 s."""
SILENT_SECONDS = 2.5
"""Short enough to be told within 3 s, long enough for headsets that shut a gate between two words."""
LOSSLESS_SECONDS = 10.0
"""So long without a loss, and losing blocks is over."""
SLEEP_GRACE = 0.25
"""A loopback is later than this only when it sleeps; made shorter, a busy machine would cut silence into speech."""
ASLEEP_GRACE = 0.05
"""Once it sleeps, silence keeps this close to the clock."""

type OnTrouble = Callable[[str, str], None]
"""Called with `silent`, `unplugged`, `losing_blocks` or `recovered`, and the name of the device."""


class WatchedSource:
    """A `Source` on whatever device is there."""

    def __init__(
        self,
        kind: Kind,
        sound: Sound,
        device_id: str | None,
        on_trouble: OnTrouble,
        *,
        clock: Callable[[], float] = time.monotonic,
        wait: Callable[[float], object] | None = None,
    ) -> None:
        """Nothing is opened before `blocks` is asked for the first one.

        Args:
            kind: a microphone, or an output whose sound is listened to.
            sound: lists and opens devices.
            device_id: the stored choice; None, or a device that isn't there at the start, means the system's own.
            on_trouble: called from the thread that reads `blocks`.
            clock: seconds, from any start.
            wait: waits so many seconds while there is no device; by default until then, or a switch or the end.
        """
        self._kind: Kind = kind
        self._sound = sound
        self._wanted = device_id
        self._on_trouble = on_trouble
        self._clock = clock
        self._wake = threading.Event()
        self._wait = wait or self._wake.wait
        self._closed = False
        self._switch: str | None = None
        self._device: Device | None = None
        self._capture: Capture | None = None
        self._trouble = ""
        self._try_at = self._look_at = self._heard_at = self._alive_at = 0.0
        self._lossless_at = 0.0

    @property
    def device(self) -> Device | None:
        """The device that is listened to, or that is waited for; None before the first one was found."""
        return self._device

    def switch_to(self, device_id: str) -> None:
        """Go on with another device; `blocks` does not end. May be called from any thread."""
        self._switch = device_id
        self._wake.set()

    def close(self) -> None:
        """Stop; see `Source.close`."""
        self._closed = True
        self._wake.set()

    def blocks(self) -> Iterator[Block]:
        """Yield blocks until closed, at the pace of real time."""
        framer = Framer(self._clock())
        try:
            while not self._closed:
                self._look()
                if self._capture is None and not self._reopen(framer):
                    yield from framer.fill(self._clock(), 0.0)
                    self._wait(READ_SECONDS)
                    continue
                yield from self._listen(framer)
        finally:
            self._let_go()

    def _listen(self, framer: Framer) -> Iterator[Block]:
        assert self._capture is not None
        try:
            piece = self._capture.read(READ_SECONDS)
        except UserError:
            self._lose()
            return
        now = self._clock()
        if piece is not None:
            self._judge(piece, now)
            yield from framer.feed(piece)
        elif self._kind == "output":
            yield from framer.fill(now, ASLEEP_GRACE if framer.filling else SLEEP_GRACE)
        elif now - self._alive_at >= STALLED_SECONDS:
            self._lose()

    def _judge(self, piece: Piece, now: float) -> None:
        """See whether the piece tells of trouble, or of its end."""
        self._alive_at = now
        if self._kind == "output" or piece.frames.any():
            self._heard_at = now
        if piece.lost:
            self._lossless_at = now + LOSSLESS_SECONDS
        if now - self._heard_at >= SILENT_SECONDS:
            self._report("silent")
        elif now < self._lossless_at:
            self._report("losing_blocks")
        elif self._trouble:
            if self._trouble == "unplugged" and self._heard_at != now:
                return  # it is back, but whether it works is known only when it sounds or stays silent
            self._report("recovered")

    def _look(self) -> None:
        """Follow the user's choice, and once a second see whether the device is still listed."""
        now = self._clock()
        if self._switch is not None:
            self._wanted, self._switch = self._switch, None
            self._wake.clear()
            self._let_go()
            self._device = None
            self._try_at = now
        if now < self._look_at:
            return
        self._look_at = now + LOOK_SECONDS
        if self._capture is not None and self._device is not None:
            known = self._sound.known(self._kind)
            if find(known, self._device.id) is None:
                self._lose()

    def _reopen(self, framer: Framer) -> bool:
        """Try to open the device, at most once a second; True when it is open."""
        now = self._clock()
        if now < self._try_at:
            return False
        self._try_at = now + RETRY_SECONDS
        known = self._sound.known(self._kind)
        # Once found, only that one is waited for; any other is for the user to choose.
        device = find(known, self._device.id) if self._device else choose(known, self._wanted)
        if device is None:
            self._report("unplugged")
            return False
        self._device = device
        try:
            self._capture = self._sound.open(device)
        except UserError:
            self._report("unplugged")
            return False
        now = self._clock()
        framer.start_device(self._capture.rate)
        self._heard_at = now
        self._alive_at = now + OPENING_SECONDS - STALLED_SECONDS
        self._look_at = now + LOOK_SECONDS
        return True

    def _lose(self) -> None:
        self._let_go()
        self._try_at = self._clock() + RETRY_SECONDS
        self._report("unplugged")

    def _let_go(self) -> None:
        if self._capture is not None:
            self._capture.close()
            self._capture = None

    def _report(self, kind: str) -> None:
        if kind != self._trouble and (kind != "recovered" or self._trouble):
            self._trouble = "" if kind == "recovered" else kind
            self._on_trouble(kind, self._device.name if self._device else "")
