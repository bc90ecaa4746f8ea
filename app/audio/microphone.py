"""The microphone: the one door to sounddevice (PortAudio).

PortAudio opens the device at its own rate and channel count; blocks are made of it elsewhere. Its list of devices is
made once, when it starts, so it is started again before a device is opened that it does not know, or that came back.
That would break an open stream; therefore only microphones go through PortAudio.

The library is loaded at the first use, on a thread of its own: without PortAudio the program starts and works all the
same.
"""

import atexit
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.audio.capture import Piece, PieceQueue
from app.audio.device_thread import DeviceThread
from app.audio.devices import Device
from app.errors import UserError

PREFIX = "portaudio:"
"""Starts the id of a device that only PortAudio knows, by name."""
_ASK_SECONDS = 8.0
"""A Bluetooth headset takes seconds to switch to its call profile."""
_CLOSE_SECONDS = 3.0
_PIECES_PER_SECOND = 50
_LATENCY = 0.1
_ACCESS_DENIED = 0x80070005
_DEVICE_IN_USE = 0x8889000A
_DEVICE_UNAVAILABLE = -9985
_ALSA_FOR_PULSE = "pulse"
"""The ALSA plug-in device through which PortAudio reaches PulseAudio and PipeWire."""


class Microphone:
    """An open microphone; a `Capture`."""

    def __init__(self, device: Device) -> None:
        """Open it and start listening.

        Raises:
            UserError: `device_missing`, `device_busy`, `device_blocked` or `no_sound_system`.
        """
        self.device = device
        self.rate = 48_000.0
        self._pieces = PieceQueue()
        self._closed = False
        try:
            _port_audio.ask(lambda: _port_audio.open(self))
        except UserError:
            self._closed = True
            raise

    @property
    def closed(self) -> bool:
        """True once nobody listens any more."""
        return self._closed

    def read(self, timeout: float) -> Piece | None:
        """Wait for the next piece; see `Capture.read`."""
        return self._pieces.get(timeout)

    def close(self) -> None:
        """Let go of the device."""
        self._closed = True
        with suppress(TimeoutError):  # a driver that hangs keeps its device, not the call
            _port_audio.thread.call(lambda: _port_audio.close(self), _CLOSE_SECONDS)

    def heard(self, frames: NDArray[np.float32], _count: int, _time: object, status: Any) -> None:
        """Take a piece from PortAudio, on its thread: copy, stamp, queue, and nothing else."""
        self._pieces.put(frames.copy(), lost=1 if status.input_overflow else 0)

    def ended(self) -> None:
        """Take note that PortAudio ended the stream."""
        if not self._closed:
            self._pieces.fail(UserError("device_missing", apparaat=self.device.name))


def list_microphones() -> tuple[Device, ...]:
    """The microphones as PortAudio knows them, for systems where nothing else can list them.

    On Windows only those of WASAPI, which has full names and no doubles.

    Raises:
        UserError: `no_sound_system`.
    """
    return _port_audio.ask(_port_audio.devices)


class _PortAudio:
    """PortAudio itself, of which there is one per process. All but `ask` runs on its thread."""

    def __init__(self) -> None:
        self.thread = DeviceThread("portaudio")
        self._library: Any = None
        self._streams: dict[Microphone, Any] = {}
        self._stale = False

    def ask[T](self, work: Callable[[], T]) -> T:
        try:
            return self.thread.call(work, _ASK_SECONDS)
        except TimeoutError as error:
            raise UserError("no_sound_system") from error

    def library(self) -> Any:
        if self._library is None:
            try:
                import sounddevice  # raises OSError where PortAudio is not installed
            except (ImportError, OSError) as error:
                raise UserError("no_sound_system") from error
            self._library = sounddevice
            atexit.register(self._at_exit)
        return self._library

    def devices(self) -> tuple[Device, ...]:
        self._see_anew()
        library = self.library()
        default = library.query_hostapis(self._host())["default_input_device"]
        return tuple(
            Device(PREFIX + name, name, "microphone", default=index == default) for index, name in self._inputs()
        )

    def open(self, microphone: Microphone) -> None:
        library = self.library()
        index = None if self._stale else self._index(microphone.device)
        if index is None:
            self._see_anew()
            index = self._index(microphone.device)
        if index is None:
            raise UserError("device_missing", apparaat=microphone.device.name)
        try:
            stream = self._start(microphone, index)
        except (library.PortAudioError, OSError, ValueError) as error:
            self._stale = True
            raise _reason(error, microphone.device) from error
        if microphone.closed:  # it opened after all, but nobody waited so long
            stream.close()
            return
        self._streams[microphone] = stream

    def close(self, microphone: Microphone) -> None:
        stream = self._streams.pop(microphone, None)
        if stream is not None:
            # The next one to open may be the same device after it was gone, which this list does not know.
            self._stale = True
            try:
                stream.abort()
            except self.library().PortAudioError:
                pass  # it had ended already, with its device
            finally:
                stream.close(ignore_errors=True)

    def _at_exit(self) -> None:
        """Close what is open before sounddevice ends PortAudio: ending it beside an open stream waits for ever."""
        try:
            self.thread.call(self._close_all, _CLOSE_SECONDS)
        except TimeoutError:
            atexit.unregister(self._library._exit_handler)  # noqa: SLF001 - it would hang behind the driver

    def _close_all(self) -> None:
        for microphone in tuple(self._streams):
            self.close(microphone)

    def _see_anew(self) -> None:
        """Start PortAudio again, so that it sees the devices of today; not while a stream is open."""
        if not self._streams:
            library = self.library()
            # sounddevice's own way to see devices that came later; it has no public one.
            library._terminate()  # noqa: SLF001
            library._initialize()  # noqa: SLF001
            self._stale = False

    def _host(self) -> int:
        hosts = self.library().query_hostapis()
        return next((number for number, host in enumerate(hosts) if "WASAPI" in host["name"]), 0)

    def _inputs(self) -> list[tuple[int, str]]:
        host = self._host()
        return [
            (index, info["name"])
            for index, info in enumerate(self.library().query_devices())
            if info["hostapi"] == host and info["max_input_channels"] > 0
        ]

    def _index(self, device: Device) -> int | None:
        inputs = {name: index for index, name in reversed(self._inputs())}
        if device.id.startswith(PREFIX):
            return inputs.get(device.id.removeprefix(PREFIX))
        if sys.platform == "linux":
            # Where the plug-in is missing, only the default can be reached.
            return inputs.get(_ALSA_FOR_PULSE, inputs.get("default") if device.default else None)
        return inputs.get(device.name)

    def _start(self, microphone: Microphone, index: int) -> Any:
        """Open as the device is, and where Windows refuses that, with Windows converting."""
        library = self.library()
        info = library.query_devices(index)
        microphone.rate = float(info["default_samplerate"])
        channels = min(2, int(info["max_input_channels"]))
        attempts: list[Any] = [None]
        if sys.platform == "win32":
            # Microphones with four channels exist, and WASAPI opens them only whole or converted.
            channels = int(info["max_input_channels"])
            attempts.append(library.WasapiSettings(auto_convert=True))
        elif not microphone.device.id.startswith(PREFIX):
            # The plug-in takes the name of the source from here at each opening, and any rate there is.
            os.environ["PULSE_SOURCE"] = microphone.device.id
            microphone.rate, channels = 48_000.0, 1
        for settings in attempts:
            stream = None
            try:
                stream = library.InputStream(
                    device=index,
                    samplerate=microphone.rate,
                    channels=channels if settings is None else 1,
                    blocksize=int(microphone.rate / _PIECES_PER_SECOND),
                    latency=_LATENCY,
                    dtype="float32",
                    extra_settings=settings,
                    callback=microphone.heard,
                    finished_callback=microphone.ended,
                )
                stream.start()
            except (library.PortAudioError, ValueError):
                if stream is not None:
                    stream.close()
                if settings is attempts[-1]:
                    raise
            else:
                return stream
        raise AssertionError("unreachable: the last attempt returns or raises")


_port_audio = _PortAudio()


def _reason(error: Exception, device: Device) -> UserError:
    """What the user can do about an error of PortAudio; its arguments hold the system's own code."""
    arguments = error.args
    host = arguments[2][1] if len(arguments) > 2 and isinstance(arguments[2], tuple) else 0
    if host & 0xFFFFFFFF == _ACCESS_DENIED:
        return UserError("device_blocked", apparaat=device.name)
    if host & 0xFFFFFFFF == _DEVICE_IN_USE or _DEVICE_UNAVAILABLE in arguments:
        return UserError("device_busy", apparaat=device.name)
    return UserError("device_missing", apparaat=device.name)
