"""The sound of this computer: microphones through PortAudio, outputs and the list of both through SoundCard."""

import threading
import time
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from app.audio import loopback, microphone
from app.audio.capture import Capture
from app.audio.device_thread import DeviceThread
from app.audio.devices import Device, Kind
from app.errors import UserError

_FRESH_SECONDS = 0.4
_AGAIN_SECONDS = 5.0
"""Where there is no sound at all, look less often."""


class SoundSystem:
    """Lists, opens and plays; made once. A `Sound`."""

    def __init__(
        self,
        *,
        endpoints: Callable[[], tuple[Device, ...]] = loopback.list_devices,
        microphones: Callable[[], tuple[Device, ...]] = microphone.list_microphones,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Nothing is loaded before it is needed.

        Args:
            endpoints: lists both kinds.
            microphones: lists microphones where `endpoints` can't list anything.
            clock: seconds, from any start.
        """
        self._endpoints = endpoints
        self._microphones = microphones
        self._clock = clock
        self._looker = DeviceThread("device-list")
        self._lock = threading.Lock()
        self._known: tuple[Device, ...] | None = None
        self._looked_at = -_AGAIN_SECONDS
        self._looking = False

    def devices(self, kind: Kind) -> tuple[Device, ...]:
        """The devices that are there now; may take a second or two, so not on the window's thread.

        Raises:
            UserError: `no_sound_system`.
        """
        self._known = found = self._list()
        self._looked_at = self._clock()
        return _of(found, kind)

    def known(self, kind: Kind) -> tuple[Device, ...]:
        """The devices of a moment ago; see `Sound.known`. Waits only the very first time."""
        if self._known is None:
            try:
                return self.devices(kind)
            except UserError:
                self._known = ()
                self._looked_at = self._clock()
        pause = _FRESH_SECONDS if self._known else _AGAIN_SECONDS
        with self._lock:
            due = not self._looking and self._clock() - self._looked_at >= pause
            self._looking = self._looking or due
        if due:
            self._looker.post(self._look)
        return _of(self._known, kind)

    def open(self, device: Device) -> Capture:
        """Start listening; see `Sound.open`."""
        if device.kind == "microphone":
            return microphone.Microphone(device)
        return loopback.Loopback(device)

    def play(self, output: Device, sound: NDArray[np.float32], rate: int) -> None:
        """Play mono sound and wait until it was heard.

        Raises:
            UserError: `device_missing` or `no_sound_system`.
        """
        loopback.play(output, sound, rate)

    def _look(self) -> None:
        try:
            self._known = self._list()
        except UserError:
            self._known = ()
        finally:
            self._looked_at = self._clock()
            self._looking = False

    def _list(self) -> tuple[Device, ...]:
        try:
            return self._endpoints()
        except UserError:
            return self._microphones()


def _of(devices: tuple[Device, ...], kind: Kind) -> tuple[Device, ...]:
    return tuple(device for device in devices if device.kind == kind)
