"""The list of devices is fresh, never waited for, and may be empty."""

import subprocess
import sys
import threading

import pytest

from app.audio.devices import Device
from app.audio.sound_system import SoundSystem
from app.errors import UserError
from tests.audio.fake_sound import MICROPHONE, OTHER_MICROPHONE, OUTPUT, FakeClock


class Lists:
    """Two lists of devices that may fail, and a count of how often they were asked."""

    def __init__(self, *devices: Device) -> None:
        self.devices = devices
        self.fails = False
        self.asked = threading.Semaphore(0)

    def __call__(self) -> tuple[Device, ...]:
        self.asked.release()
        if self.fails:
            raise UserError("no_sound_system")
        return self.devices


def test_both_kinds_come_from_one_list() -> None:
    """Microphones and outputs, each asked for by itself."""
    system = SoundSystem(endpoints=Lists(MICROPHONE, OUTPUT), microphones=Lists(), clock=FakeClock())
    assert system.devices("microphone") == (MICROPHONE,)
    assert system.devices("output") == (OUTPUT,)


def test_where_only_portaudio_works_microphones_are_listed_still() -> None:
    """Linux without PulseAudio: microphone-only mode works."""
    endpoints = Lists()
    endpoints.fails = True
    system = SoundSystem(endpoints=endpoints, microphones=Lists(OTHER_MICROPHONE), clock=FakeClock())
    assert system.devices("microphone") == (OTHER_MICROPHONE,)
    assert system.devices("output") == ()


def test_a_computer_without_sound_has_no_devices_and_says_so_when_asked() -> None:
    """A call asks without wanting an error; the settings page wants the sentence."""
    endpoints, microphones = Lists(), Lists()
    endpoints.fails = microphones.fails = True
    system = SoundSystem(endpoints=endpoints, microphones=microphones, clock=FakeClock())
    assert system.known("microphone") == ()
    with pytest.raises(UserError, match="no_sound_system"):
        system.devices("microphone")


def test_what_is_known_is_looked_up_again_in_the_background() -> None:
    """The first answer is old, the next one is new, and nobody waited."""
    clock = FakeClock()
    endpoints = Lists(MICROPHONE)
    system = SoundSystem(endpoints=endpoints, microphones=Lists(), clock=clock)
    assert system.known("microphone") == (MICROPHONE,)
    assert endpoints.asked.acquire(timeout=5)
    endpoints.devices = (OTHER_MICROPHONE,)
    clock.wait(1)
    system.known("microphone")
    assert endpoints.asked.acquire(timeout=5)
    for _ in range(1_000_000):
        if system.known("microphone") == (OTHER_MICROPHONE,):
            break
    assert system.known("microphone") == (OTHER_MICROPHONE,)


BLOCKED = """
import sys
sys.modules["sounddevice"] = None
sys.modules["soundcard"] = None
from app.audio.sound_system import SoundSystem
from app.audio.devices import Device
from app.errors import UserError
system = SoundSystem()
print(system.known("microphone"), system.known("output"))
for kind in ("microphone", "output"):
    try:
        system.open(Device("x", "X", kind))
    except UserError as error:
        print(error.code)
"""


def test_without_the_libraries_the_program_starts_and_says_what_is_missing() -> None:
    """No PortAudio, no PulseAudio: everything imports, nothing is listed, opening is a sentence."""
    ended = subprocess.run(
        [sys.executable, "-c", BLOCKED], capture_output=True, text=True, timeout=60, check=False, encoding="utf-8"
    )
    assert ended.stdout.split() == ["()", "()", "no_sound_system", "no_sound_system"], ended.stderr
    assert ended.stderr == ""


LAZY = """
import sys
import app.audio.sound_system, app.audio.watched, app.audio.soundcheck
print([name for name in ("sounddevice", "soundcard") if name in sys.modules])
"""


def test_no_sound_library_is_loaded_before_it_is_needed() -> None:
    """Starting must not wait for a sound server."""
    ended = subprocess.run(
        [sys.executable, "-c", LAZY], capture_output=True, text=True, timeout=60, check=True, encoding="utf-8"
    )
    assert ended.stdout.strip() == "[]"
