"""The real headset behind `SoundDesk`."""

import threading
from collections.abc import Callable

from app.audio.devices import Device, Kind, choose
from app.audio.sound_system import SoundSystem
from app.audio.soundcheck import CheckResult, CheckStarted, SoundCheck
from app.audio.source import Source
from app.audio.watched import WatchedSource
from app.call.events import Channel, ChannelTrouble, TroubleKind
from app.wording import Wording

_KINDS: dict[Channel, Kind] = {"debtor": "output", "controller": "microphone"}
_TROUBLES: dict[str, TroubleKind] = {
    "silent": "silent",
    "unplugged": "unplugged",
    "losing_blocks": "losing_blocks",
    "recovered": "recovered",
}


class Headset:
    """Microphone and headset of this computer."""

    def __init__(self, system: SoundSystem, wording: Wording, microphone_id: str = "", output_id: str = "") -> None:
        """Remember the choice; no device is touched yet."""
        self._system = system
        self._wording = wording
        self._chosen: dict[Channel, str] = {"controller": microphone_id, "debtor": output_id}
        self._live: dict[Channel, WatchedSource] = {}
        self._lock = threading.Lock()
        self._check: SoundCheck | None = None
        self._publish: Callable[[object], None] = lambda event: None

    def warm_up(self) -> None:
        """Look which devices there are on another thread, so that the window need not wait for the first list."""
        threading.Thread(target=self.devices, name="first-device-list", daemon=True).start()

    def devices(self) -> tuple[tuple[Device, ...], tuple[Device, ...]]:
        """Microphones and outputs of a moment ago; see `SoundDesk.devices`."""
        return self._system.known("microphone"), self._system.known("output")

    def choose(self, microphone_id: str, output_id: str) -> None:
        """Use these from now on; a running call moves over without ending."""
        wanted: dict[Channel, str] = {"controller": microphone_id, "debtor": output_id}
        with self._lock:
            for channel, device_id in wanted.items():
                live = self._live.get(channel)
                if live is not None and device_id and device_id != self._chosen[channel]:
                    live.switch_to(device_id)
            self._chosen = wanted

    def open(self, channel: Channel, on_trouble: Callable[[ChannelTrouble], None]) -> Source:
        """The watched source of a channel."""

        def trouble(kind: str, device: str) -> None:
            on_trouble(ChannelTrouble(channel, 0.0, _TROUBLES[kind], device))

        source = WatchedSource(_KINDS[channel], self._system, self._chosen[channel] or None, trouble)
        with self._lock:
            self._live[channel] = source
        return source

    # The sound check

    def start_check(self, publish: Callable[[object], None]) -> None:
        """Check both ends on a thread of its own: a tone that the loopback must hear, then the controller's voice."""
        self.stop_check()
        microphones, outputs = self.devices()
        self._publish = publish
        self._check = SoundCheck(
            self._system,
            choose(microphones, self._chosen["controller"] or None),
            choose(outputs, self._chosen["debtor"] or None),
            publish,
        )
        self._check.start()

    def play_tone(self) -> None:
        """Play the tone; the verdict follows."""
        if self._check is not None:
            self._check.play_tone()

    def stop_check(self) -> None:
        """Give up checking; the devices are let go of on another thread."""
        check, self._check = self._check, None
        if check is not None:
            threading.Thread(target=check.stop, name="sound-check-closing", daemon=True).start()

    def verdict_text(self, verdict: object) -> str:
        """What the check asks or found, in Dutch; empty for anything else."""
        match verdict:
            case CheckStarted(step=step):
                return self._wording.sentence(f"sound.steps.{step}")
            case CheckResult(verdict="stopped"):
                return ""
            case CheckResult():
                return self._wording.sentence(f"sound.{verdict.verdict}", {"apparaat": verdict.device})
            case _:
                return ""
