"""What the headset plays, and what a softphone therefore says: the one door to SoundCard.

On Windows SoundCard records the endpoint of the chosen output (WASAPI loopback), on Linux the monitor source of a
PulseAudio or PipeWire sink. The endpoint and not the process: process loopback hears only silence from some softphones.

SoundCard connects to PulseAudio, or enters a COM apartment, when it is imported. So it is imported at the first use,
on the thread that owns it, and each recording has a thread that does nothing else.
"""

# ruff: noqa: SLF001 - SoundCard has no public way to wake a recording, to see a lost server or to ask for the calls
# device

import atexit
import sys
import threading
import time
import warnings
import weakref
from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.audio.capture import Piece, PieceQueue
from app.audio.device_thread import DeviceThread
from app.audio.devices import Device, Kind
from app.errors import UserError

_RATE = 48_000
_ASK_SECONDS = 5.0
_JOIN_SECONDS = 2.0
_PIECE_FRAMES = 960
_WINDOWS_BUFFER_FRAMES = 9_600
"""WASAPI's buffer; with 10 ms, blocks were dropped on a busy machine (platform notes)."""
_COMMUNICATIONS = 2
"""`eCommunications` of mmdeviceapi.h; SoundCard itself only asks for the console's default."""
_NO_SINK = "auto_null"
"""The output that PulseAudio invents where there is none."""


class Loopback:
    """A recording of what an output plays; a `Capture`.

    On Windows SoundCard delivers zeros while nothing plays. A PulseAudio monitor does so while its sink runs; one that
    sleeps delivers nothing. So who reads must fill up by the clock.
    """

    rate: float = float(_RATE)

    def __init__(self, output: Device) -> None:
        """Start recording.

        Raises:
            UserError: `device_missing` or `no_sound_system`.
        """
        self.device = output
        self._pieces = PieceQueue()
        self._stop = threading.Event()
        self._recorder: Any = None
        _sound_card.ask(_sound_card.library)
        self._opened = threading.Event()
        self._failure: UserError | None = None
        self._thread = threading.Thread(target=self._record, name="loopback", daemon=True)
        self._thread.start()
        if not self._opened.wait(_ASK_SECONDS):
            self._stop.set()
            raise UserError("no_sound_system")
        if self._failure is not None:
            raise self._failure

    def read(self, timeout: float) -> Piece | None:
        """Wait for the next piece; see `Capture.read`."""
        return self._pieces.get(timeout)

    def close(self) -> None:
        """Stop recording."""
        self._stop.set()
        if self._recorder is not None:
            _sound_card.wake(self._recorder)
        if threading.current_thread() is not self._thread:
            self._thread.join(_JOIN_SECONDS)

    def _record(self) -> None:
        try:
            _enter_apartment()
            endpoint = _sound_card.monitor(self.device)
            size = _WINDOWS_BUFFER_FRAMES if sys.platform == "win32" else _PIECE_FRAMES
            with _recorder(endpoint, size) as recorder:
                self._recorder = recorder
                _sound_card.recording.add(self)
                self._opened.set()
                while not self._stop.is_set():
                    began = time.perf_counter()
                    self._pieces.put(np.asarray(recorder.record(None), dtype=np.float32))
                    if sys.platform == "win32" and time.perf_counter() - began > 0.002:
                        # It had to wait, and SoundCard waits by asking a thousand times a second: rest until the next.
                        self._stop.wait(0.008)
        except UserError as error:
            self._end(error)
        except Exception:  # noqa: BLE001 - SoundCard raises whatever its C calls led to; all of it means a lost device
            self._end(UserError("device_missing", apparaat=self.device.name))
        finally:
            self._recorder = None
            self._opened.set()

    def _end(self, error: UserError) -> None:
        self._failure = error
        self._pieces.fail(error)


def list_devices() -> tuple[Device, ...]:
    """All microphones and outputs, as they are now.

    Raises:
        UserError: `no_sound_system`.
    """
    return _sound_card.ask(_sound_card.devices)


def play(output: Device, sound: NDArray[np.float32], rate: int) -> None:
    """Play mono sound on an output and wait until it was heard; never on the window's thread.

    Raises:
        UserError: `device_missing` or `no_sound_system`.
    """
    _sound_card.ask(_sound_card.library)
    try:
        _enter_apartment()
        speaker = _sound_card.speaker(output)
        with speaker.player(rate, blocksize=rate // 10) as player:
            player.play(sound)
            if sys.platform == "win32":
                player.play(np.zeros(rate // 5, np.float32))  # WASAPI stops at once and would swallow the end
    except UserError:
        raise
    except Exception as error:
        raise UserError("device_missing", apparaat=output.name) from error


def _recorder(endpoint: Any, size: int) -> Any:
    """Open an endpoint with its own channels, else with one.

    SoundCard's structure for the format lacks Windows' packing, so the bits per sample land in the channel mask: a mask
    of one speaker, whatever the number of channels. Windows does not look, Wine refuses it for two channels.
    """
    try:
        return endpoint.recorder(_RATE, blocksize=size)
    except RuntimeError:
        if sys.platform != "win32":
            raise
        return endpoint.recorder(_RATE, channels=1, blocksize=size)


class _SoundCard:
    """SoundCard itself, of which there is one per process."""

    def __init__(self) -> None:
        self._thread = DeviceThread("soundcard")
        self._library: Any = None
        self.recording: weakref.WeakSet[Loopback] = weakref.WeakSet()

    def ask[T](self, work: Callable[[], T]) -> T:
        try:
            return self._thread.call(work, _ASK_SECONDS)
        except TimeoutError as error:
            raise UserError("no_sound_system") from error

    def library(self) -> Any:
        """SoundCard, loaded; on its own thread only."""
        if self._library is not None and not self._connected():
            self._library = None
            for name in [name for name in sys.modules if name.split(".")[0] == "soundcard"]:
                del sys.modules[name]  # the sound server was started anew; SoundCard connects only when imported
        if self._library is None:
            try:
                import soundcard  # connects to the sound server
            except Exception as error:
                raise UserError("no_sound_system") from error
            if sys.platform == "win32":
                warnings.filterwarnings("ignore", category=soundcard.mediafoundation.SoundcardRuntimeWarning)
            self._library = soundcard
            atexit.register(self._close_all)  # before SoundCard's own end, which frees what recordings still use
        return self._library

    def devices(self) -> tuple[Device, ...]:
        library = self.library()
        try:
            return (
                *self._of(library.all_microphones(), "microphone", library.default_microphone),
                *self._of(library.all_speakers(), "output", library.default_speaker),
            )
        except Exception as error:
            # A device that goes while it is asked for its name; the next look finds it gone.
            raise UserError("no_sound_system") from error

    def monitor(self, output: Device) -> Any:
        wanted = output.id if sys.platform == "win32" else f"{output.id}.monitor"
        found = self._library.all_microphones(include_loopback=True)
        # By exact id; SoundCard's own search would settle for a similar name.
        endpoint = next((one for one in found if one.id == wanted), None)
        if endpoint is None:
            raise UserError("device_missing", apparaat=output.name)
        return endpoint

    def speaker(self, output: Device) -> Any:
        speaker = next((one for one in self._library.all_speakers() if one.id == output.id), None)
        if speaker is None:
            raise UserError("device_missing", apparaat=output.name)
        return speaker

    def wake(self, recorder: Any) -> None:
        """End a recording that may wait for a sleeping sink for ever; only PulseAudio needs it."""
        pulse = sys.modules.get("soundcard.pulseaudio")
        if pulse is not None:
            pulse._pulse._pa_stream_disconnect(recorder.stream)
            recorder._record_event.set()

    def _connected(self) -> bool:
        pulse = getattr(self._library, "pulseaudio", None)
        if pulse is None:
            return True
        state: int = pulse._pulse._pa_context_get_state(pulse._pulse.context)
        return bool(state == pulse._pa.PA_CONTEXT_READY)

    def _of(self, found: Iterable[Any], kind: Kind, default: Callable[[], Any]) -> list[Device]:
        try:
            default_id = default().id
        except Exception:  # noqa: BLE001 - without any device there is no default, and each system says so differently
            default_id = ""
        calls = self._for_calls(kind) or default_id
        return [
            Device(one.id, one.name, kind, default=one.id == default_id, communications=one.id == calls)
            for one in found
            if one.id != _NO_SINK
        ]

    def _for_calls(self, kind: Kind) -> str:
        """The id of Windows' default communications device; empty where it can't be known."""
        windows = getattr(self._library, "mediafoundation", None)
        if windows is None:
            return ""
        try:
            endpoints = windows._DeviceEnumerator()
            found = windows._ffi.new("IMMDevice **")
            flow = 0 if kind == "output" else 1
            table = endpoints._ptr[0][0].lpVtbl
            windows._com.check_error(table.GetDefaultAudioEndpoint(endpoints._ptr[0], flow, _COMMUNICATIONS, found))
            device_id: str = endpoints._device_id(found)
            windows._com.release(found)
        except (AttributeError, RuntimeError, OSError):
            return ""
        return device_id

    def _close_all(self) -> None:
        for recording in tuple(self.recording):
            recording.close()


_sound_card = _SoundCard()


def _enter_apartment() -> None:
    """Let this thread use COM, as SoundCard's own thread does."""
    if sys.platform == "win32":
        import ctypes  # Windows only

        ctypes.windll.ole32.CoInitializeEx(None, 0)
