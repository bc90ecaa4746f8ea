"""The sound check before the first call: proves that both ends of the headset are heard.

A soft melody is played in the headset and must come back through the loopback; then the user says a few words, which
must come in through the microphone. Everything is bounded in time and can be stopped; nothing here knows a window.
"""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Literal, Protocol

from app.audio.capture import Capture, Sound
from app.audio.devices import Device, partner
from app.audio.framing import Framer
from app.audio.privacy import microphone_blocked
from app.audio.resample import Samples
from app.audio.source import Block
from app.audio.tone import TONE_RATE, ToneEar, two_notes
from app.errors import UserError

TONE_SECONDS = 4.0
"""So long may the tone take to come back; players start within a second, Bluetooth within two."""
VOICE_SECONDS = 8.0
"""So long after the tone the user has to say something, if he did not do so before."""
ZERO_SECONDS = 2.0
"""A microphone that works is never exactly zero for so long."""
VOICE_RMS = 0.004
"""-48 dBFS: a soft voice on a headset that is set too low; rooms and headset noise stay under -55 dBFS."""
VOICE_BLOCKS = 4
_READ_SECONDS = 0.02
_BLOCKS_AFTER = 4
_MOST_PIECES = 10
"""At once; so that one end does not keep the other waiting."""

Verdict = Literal[
    "ok",
    "echo",
    "muted",
    "blocked",
    "wrong_device",
    "no_signal",
    "unplugged",
    "busy",
    "tone_not_heard",
    "no_device",
]
"""The sentence for each stands in `resources/texts/sound.yaml`."""
CheckStep = Literal["tone", "voice"]
CheckChannel = Literal["debtor", "controller"]


@dataclass(frozen=True, slots=True)
class CheckLevel:
    """How loud one end is, about ten times a second; root mean square between 0 and 1."""

    channel: CheckChannel
    rms: float


@dataclass(frozen=True, slots=True)
class CheckStarted:
    """What is being tested now, so that the user can be asked to listen or to speak."""

    step: CheckStep


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What was found; `ok` when a call can be heard, `verdict` says what is wrong or else worth knowing.

    `microphone_ok` and `loopback_ok` say what is proved so far: a voice came in, the tone came back. A part that was
    not to be tested counts as proved. `echo` means that the microphone hears the headset.
    """

    ok: bool
    verdict: Verdict
    microphone_ok: bool
    loopback_ok: bool
    echo: bool = False
    device: str = ""
    """Name of the device that the verdict is about."""


CheckEvent = CheckLevel | CheckStarted | CheckResult
_VERDICTS: dict[str, Verdict] = {
    "device_blocked": "blocked",
    "device_busy": "busy",
    "device_missing": "unplugged",
    "no_sound_system": "no_device",
}


class PlayingSound(Sound, Protocol):
    """A sound system that can also play."""

    def play(self, output: Device, sound: Samples, rate: int) -> None:
        """Play mono sound on an output and wait until it was heard.

        Raises:
            UserError: it can't be played.
        """


def _on_a_thread(work: Callable[[], None]) -> None:
    threading.Thread(target=work, name="test-tone", daemon=True).start()


class SoundCheck:
    """Listens to one pair of devices until it is stopped."""

    def __init__(
        self,
        sound: PlayingSound,
        microphone: Device | None,
        output: Device | None,
        publish: Callable[[CheckEvent], None],
        *,
        test_microphone: bool = True,
        test_output: bool = True,
        clock: Callable[[], float] = time.monotonic,
        blocked: Callable[[], bool] = microphone_blocked,
        in_background: Callable[[Callable[[], None]], None] = _on_a_thread,
    ) -> None:
        """Prepare; `start` or `run` listens.

        Args:
            sound: opens and plays.
            microphone: the chosen one, None when there is none.
            output: the chosen output, None when there is none.
            publish: takes levels, steps and results, on the thread that listens.
            test_microphone: False for a call in which only the debtor is listened to.
            test_output: False for a call in which only the microphone is listened to.
            clock: seconds, from any start.
            blocked: True if the system keeps programs from the microphone.
            in_background: does something while this thread goes on; playing takes its time.
        """
        self._sound = sound
        self._microphone = microphone
        self._output = output
        self._publish = publish
        self._wanted: tuple[CheckChannel, ...] = (
            *(("debtor",) if test_output else ()),
            *(("controller",) if test_microphone else ()),
        )
        self._clock = clock
        self._blocked = blocked
        self._in_background = in_background
        self._stopped = threading.Event()
        self._asked = threading.Event()
        self._thread: threading.Thread | None = None
        self._ends: dict[CheckChannel, _End] = {}
        self._melody: _Melody | None = None
        self._voice_until: float | None = None
        self._voiced = 0
        self._echo = self._tone_heard = False
        self._told_silent = False
        self._result: CheckResult | None = None

    def start(self) -> None:
        """Listen on a thread of its own."""
        self._thread = threading.Thread(target=self.run, name="sound-check", daemon=True)
        self._thread.start()

    def play_tone(self) -> None:
        """Play the tone; one `CheckResult` follows, within 15 s at most. May be called from any thread.

        Where listening had ended, because a device was gone or refused, it begins again.
        """
        self._asked.set()
        if self._thread is not None and self.ended() and not self._stopped.is_set():
            self.start()

    def stop(self, timeout: float = 3.0) -> None:
        """Stop listening and let go of the devices."""
        self._stopped.set()
        if self._thread is not threading.current_thread():
            self.ended(timeout)

    def ended(self, timeout: float = 0.0) -> bool:
        """True if nobody listens any more, or within so many seconds."""
        if self._thread is not None:
            self._thread.join(timeout)
        return self._thread is None or not self._thread.is_alive()

    def run_once(self) -> CheckResult | None:
        """Play the tone and check in this thread; returns what was published as the result, None when stopped."""
        self.play_tone()
        self.run(once=True)
        return self._result

    def run(self, *, once: bool = False) -> None:
        """Listen in this thread until stopped, or until the first result."""
        self._result = None
        try:
            if self._open():
                while not self._stopped.is_set() and not (once and self._result):
                    self._step()
        except UserError as error:
            self._tell(_VERDICTS.get(error.code, "no_signal"), str(error.facts.get("apparaat", "")))
        finally:
            for end in self._ends.values():
                end.capture.close()
            self._ends = {}
            self._melody = self._voice_until = None

    def _open(self) -> bool:
        devices: dict[CheckChannel, Device | None] = {"debtor": self._output, "controller": self._microphone}
        for channel in self._wanted:
            device = devices[channel]
            if device is None:
                self._tell("no_device")
                return False
            self._ends[channel] = _End(self._sound.open(device), self._clock)
        return True

    def _step(self) -> None:
        """Take what came in at each end, and see what follows from it."""
        now = self._clock()
        if self._asked.is_set() and self._melody is None:
            self._asked.clear()
            self._voice_until = None
            if "debtor" in self._ends and self._output is not None:
                self._publish(CheckStarted("tone"))
                self._melody = _Melody(tuple(self._ends), now)
                self._in_background(partial(self._melody.play, self._sound, self._output))
            else:
                self._wait_for_voice(now)
        for channel, end in self._ends.items():
            for block in end.read(now):
                self._publish(CheckLevel(channel, block.rms))
                if self._melody is not None:
                    self._melody.feed(channel, block.samples)
                elif channel == "controller" and block.rms >= VOICE_RMS:
                    self._voiced += 1
        self._tell_silence(now)
        if self._melody is not None and self._melody.over(now):
            self._judge_tone(now)
        if self._voice_until is not None:
            self._judge_voice(now)

    def _judge_tone(self, now: float) -> None:
        melody = self._melody
        assert melody is not None
        self._melody = None
        self._echo = melody.heard_by("controller")
        self._tone_heard = melody.heard_by("debtor")
        if not self._tone_heard:
            self._tell("tone_not_heard", self._name(self._output))
        else:
            self._wait_for_voice(now)

    def _wait_for_voice(self, now: float) -> None:
        self._voice_until = now + VOICE_SECONDS
        if "controller" in self._ends and self._voiced < VOICE_BLOCKS:
            self._publish(CheckStarted("voice"))

    def _judge_voice(self, now: float) -> None:
        assert self._voice_until is not None
        end = self._ends.get("controller")
        if end is None or self._voiced >= VOICE_BLOCKS:
            self._tell("echo" if self._echo else "ok")
        elif now >= self._voice_until or end.silent(now):
            self._tell(self._without_voice(end), self._name(self._microphone))
        else:
            return
        self._voice_until = None

    def _without_voice(self, end: "_End") -> Verdict:
        if not end.delivered:
            return "no_signal"
        if not end.sounding:
            return "blocked" if self._blocked() else "muted"
        half = partner(self._output, self._sound.known("microphone")) if self._output is not None else None
        if half is not None and self._microphone is not None and half.id != self._microphone.id:
            return "wrong_device"  # the headset that plays has a microphone of its own
        return "no_signal"

    def _tell_silence(self, now: float) -> None:
        """Tell at once, without waiting for the tone, that a microphone is muted or blocked."""
        end = self._ends.get("controller")
        if end is None or self._melody is not None or self._voice_until is not None:
            return
        if not end.silent(now):
            self._told_silent = False
        elif not self._told_silent:
            self._told_silent = True
            self._tell(self._without_voice(end), self._name(self._microphone))

    def _tell(self, verdict: Verdict, device: str = "") -> None:
        self._result = CheckResult(
            ok=verdict in ("ok", "echo"),
            verdict=verdict,
            microphone_ok="controller" not in self._wanted or self._voiced >= VOICE_BLOCKS,
            loopback_ok="debtor" not in self._wanted or self._tone_heard,
            echo=self._echo,
            device=device,
        )
        self._publish(self._result)

    @staticmethod
    def _name(device: Device | None) -> str:
        return device.name if device else ""


class _Melody:
    """The tone while it is played and listened for."""

    def __init__(self, channels: tuple[CheckChannel, ...], now: float) -> None:
        self._failure: UserError | None = None
        self._ears = {channel: ToneEar() for channel in channels}
        self._until = now + TONE_SECONDS
        self._after = 0

    def play(self, sound: PlayingSound, output: Device) -> None:
        try:
            sound.play(output, two_notes(), TONE_RATE)
        except UserError as error:
            self._failure = error

    def feed(self, channel: CheckChannel, samples: bytes) -> None:
        self._ears[channel].feed(samples)
        # A room and a Bluetooth microphone are late: listen a little longer there than here.
        self._after += channel == "debtor" and self._ears["debtor"].heard

    def over(self, now: float) -> bool:
        if self._failure is not None:
            raise self._failure
        return self._after > _BLOCKS_AFTER or now >= self._until

    def heard_by(self, channel: CheckChannel) -> bool:
        return channel in self._ears and self._ears[channel].heard


class _End:
    """One end of the headset while it is checked."""

    def __init__(self, capture: Capture, clock: Callable[[], float]) -> None:
        self.capture = capture
        self.delivered = False
        self.sounding = False
        """True while samples are not exactly zero, and for `ZERO_SECONDS` after."""
        self._sounded_at = clock()
        self._framer = Framer(self._sounded_at)
        self._framer.start_device(capture.rate)

    def read(self, now: float) -> tuple[Block, ...]:
        """What came in since the last time, after a short wait for more."""
        blocks: list[Block] = []
        wait = _READ_SECONDS
        for _ in range(_MOST_PIECES):
            piece = self.capture.read(wait)
            if piece is None:
                break
            wait = 0.0
            self.delivered = True
            if piece.frames.any():
                self._sounded_at = now
            blocks.extend(self._framer.feed(piece))
        self.sounding = now - self._sounded_at < ZERO_SECONDS
        return tuple(blocks)

    def silent(self, now: float) -> bool:
        """True when it delivers, but exactly zero for `ZERO_SECONDS`."""
        return self.delivered and now - self._sounded_at >= ZERO_SECONDS
