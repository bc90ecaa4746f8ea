"""What is asked of PortAudio, and what its answers mean; the real one is heard in the tests on the virtual headset."""

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from app.audio import microphone
from app.audio.devices import Device
from app.audio.microphone import Microphone, list_microphones
from app.errors import UserError

JABRA = Device("{0.0.1.00000000}.{guid}", "Headset Microphone (Jabra Evolve2 65)", "microphone")


class FakePortAudioError(Exception):
    pass


class FakeStream:
    def __init__(self, library: "FakeLibrary", how: dict[str, Any]) -> None:
        self.library = library
        self.how = how
        self.open = True

    def start(self) -> None:
        self.how["callback"](
            np.full((4, self.how["channels"]), 0.5, np.float32), 4, None, SimpleNamespace(input_overflow=True)
        )

    def abort(self) -> None:
        self.how["finished_callback"]()

    def close(self, ignore_errors: bool = True) -> None:
        self.open = False


class FakeLibrary:
    """sounddevice on a Windows computer with two host APIs."""

    PortAudioError = FakePortAudioError

    def __init__(self) -> None:
        self.hosts = [{"name": "MME", "default_input_device": 0}, {"name": "Windows WASAPI", "default_input_device": 2}]
        self.devices = [
            self.device("Headset Microphone (Jabra Evolv", 0),
            self.device("Speakers (Realtek(R) Audio)", 1, channels=0),
            self.device("Microphone Array (Realtek(R) Audio)", 1, channels=4),
        ]
        self.later = [self.device(JABRA.name, 1)]
        self.fails: list[Exception] = []
        self.streams: list[FakeStream] = []

    @staticmethod
    def device(name: str, host: int, channels: int = 1) -> dict[str, Any]:
        return {"name": name, "hostapi": host, "max_input_channels": channels, "default_samplerate": 44_100.0}

    def query_hostapis(self, index: int | None = None) -> Any:
        return self.hosts if index is None else self.hosts[index]

    def query_devices(self, index: int | None = None) -> Any:
        return self.devices if index is None else self.devices[index]

    def _terminate(self) -> None:
        assert not any(stream.open for stream in self.streams), "this would break an open stream"

    def _initialize(self) -> None:
        self.devices += self.later
        self.later = []

    @staticmethod
    def WasapiSettings(auto_convert: bool) -> str:  # noqa: N802 - the name in sounddevice
        return f"auto_convert={auto_convert}"

    def InputStream(self, **how: Any) -> FakeStream:  # noqa: N802 - the name in sounddevice
        if self.fails:
            raise self.fails.pop(0)
        stream = FakeStream(self, how)
        self.streams.append(stream)
        return stream


@pytest.fixture
def library(monkeypatch: pytest.MonkeyPatch) -> FakeLibrary:
    fake = FakeLibrary()
    port_audio = microphone._PortAudio()
    monkeypatch.setattr(port_audio, "_library", fake)
    monkeypatch.setattr(microphone, "_port_audio", port_audio)
    monkeypatch.setattr(microphone, "sys", SimpleNamespace(platform="win32"))
    return fake


def test_only_wasapi_s_microphones_are_listed_on_windows(library: FakeLibrary) -> None:
    """MME cuts the names and lists everything twice."""
    assert list_microphones() == (
        Device(
            "portaudio:Microphone Array (Realtek(R) Audio)",
            "Microphone Array (Realtek(R) Audio)",
            "microphone",
            default=True,
        ),
        Device(f"portaudio:{JABRA.name}", JABRA.name, "microphone"),
    )


def test_a_device_that_came_after_the_start_is_found(library: FakeLibrary) -> None:
    """PortAudio has to start again to see it, and does so only while nothing is open."""
    opened = Microphone(JABRA)
    with pytest.raises(UserError, match="device_missing"):
        Microphone(Device("other", "Not there", "microphone"))
    opened.close()
    assert not library.streams[0].open


def test_it_is_opened_as_it_is_and_a_lost_block_is_counted(library: FakeLibrary) -> None:
    """Its own rate and channels, 50 pieces a second, a copy of what the callback lends."""
    opened = Microphone(JABRA)
    how = library.streams[0].how
    assert (how["device"], how["samplerate"], how["channels"], how["blocksize"]) == (3, 44_100.0, 1, 882)
    piece = opened.read(1.0)
    assert piece is not None
    assert piece.lost == 1
    assert opened.rate == 44_100.0
    opened.close()


def test_where_windows_refuses_the_native_format_it_converts(library: FakeLibrary) -> None:
    """The second attempt asks WASAPI to convert."""
    library.fails = [FakePortAudioError("Invalid sample rate", -9997)]
    Microphone(JABRA).close()
    assert library.streams[0].how["extra_settings"] == "auto_convert=True"


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("Unanticipated host error", -9999, (1, -2147024891, "Access is denied")), "device_blocked"),
        (("Unanticipated host error", -9999, (1, -2004287478, "in use")), "device_busy"),
        (("Device unavailable", -9985), "device_busy"),
        (("Invalid device", -9996), "device_missing"),
        ((), "device_missing"),
    ],
)
def test_the_reason_of_a_refusal_is_one_the_user_can_act_on(
    library: FakeLibrary, arguments: tuple[object, ...], code: str
) -> None:
    """0x80070005 is Windows' privacy setting, 0x8889000A a device in exclusive use."""
    library.fails = [FakePortAudioError(*arguments), FakePortAudioError(*arguments)]
    with pytest.raises(UserError) as refused:
        Microphone(JABRA)
    assert (refused.value.code, refused.value.facts["apparaat"]) == (code, JABRA.name)


def test_a_stream_that_ends_by_itself_is_a_lost_device(library: FakeLibrary) -> None:
    """PortAudio calls back when the device goes."""
    opened = Microphone(JABRA)
    library.streams[0].how["finished_callback"]()
    assert opened.read(1.0) is not None
    with pytest.raises(UserError, match="device_missing"):
        opened.read(1.0)
    opened.close()


def test_closing_twice_is_no_problem(library: FakeLibrary) -> None:
    """And closing is no loss of the device."""
    opened = Microphone(JABRA)
    opened.close()
    opened.close()
    assert opened.read(0.0) is not None
    assert opened.read(0.0) is None
