"""The sound check tells apart everything that can be wrong with a headset."""

import threading
from collections.abc import Callable

import pytest

from app.audio.devices import Device
from app.audio.soundcheck import CheckEvent, CheckLevel, CheckResult, CheckStarted, SoundCheck
from tests.audio.fake_sound import (
    MICROPHONE,
    OTHER_MICROPHONE,
    OUTPUT,
    FakeClock,
    FakeDevice,
    FakeSound,
    noise,
    zeros,
)

VOICE = 0.05
HISS = 0.0003


class Checking:
    """A sound check on a headset made of numbers."""

    def __init__(
        self, *, microphone: FakeDevice | None, output: FakeDevice | None, blocked: bool = False, **how: bool
    ) -> None:
        self.clock = FakeClock()
        self.events: list[CheckEvent] = []
        fakes = [fake for fake in (microphone, output) if fake is not None]
        self.sound = FakeSound(self.clock, *fakes)
        self.sound.heard_when_played = (output,) if output else ()
        self.check = SoundCheck(
            self.sound,
            microphone.device if microphone else None,
            output.device if output else None,
            self.events.append,
            clock=self.clock,
            blocked=lambda: blocked,
            in_background=lambda work: work(),
            **how,
        )

    def once(self) -> CheckResult:
        result = self.check.run_once()
        assert result is not None
        assert self.events[-1] == result
        assert self.clock.elapsed < 15
        assert all(capture.closed for _, capture in self.sound.opened)
        return result

    @property
    def results(self) -> list[CheckResult]:
        return [event for event in self.events if isinstance(event, CheckResult)]


def microphone(loudness: float = VOICE, device: Device = MICROPHONE) -> FakeDevice:
    return FakeDevice(device, noise(loudness))


def output() -> FakeDevice:
    return FakeDevice(OUTPUT, zeros())


def test_a_headset_that_works_is_ok() -> None:
    """The tone comes back, the voice comes in."""
    checking = Checking(microphone=microphone(), output=output())
    assert checking.once() == CheckResult(True, "ok", microphone_ok=True, loopback_ok=True)
    assert checking.sound.played == [OUTPUT.id]


def test_levels_of_both_ends_come_about_ten_times_a_second() -> None:
    """The meters move while the check runs."""
    checking = Checking(microphone=microphone(), output=output())
    checking.once()
    levels = [event for event in checking.events if isinstance(event, CheckLevel)]
    assert {level.channel for level in levels} == {"debtor", "controller"}
    assert max(level.rms for level in levels if level.channel == "debtor") > 0.05
    assert len(levels) / checking.clock.elapsed == pytest.approx(10, abs=3)


def test_the_user_is_asked_to_listen_and_then_to_speak() -> None:
    """Each step is announced when it begins; who spoke already is not asked again."""
    quiet = Checking(microphone=microphone(HISS), output=output())
    quiet.once()
    assert [event for event in quiet.events if isinstance(event, CheckStarted)] == [
        CheckStarted("tone"),
        CheckStarted("voice"),
    ]


def test_an_output_that_is_not_heard_is_told() -> None:
    """The user calls through another headset than the one that was chosen."""
    checking = Checking(microphone=microphone(), output=output())
    checking.sound.heard_when_played = ()
    result = checking.once()
    assert (result.ok, result.verdict, result.device) == (False, "tone_not_heard", OUTPUT.name)
    assert not result.loopback_ok


def test_music_is_not_taken_for_the_tone() -> None:
    """Loud other sound on the output proves nothing."""
    fake = FakeDevice(OUTPUT, noise(0.3))
    checking = Checking(microphone=microphone(), output=fake)
    checking.sound.heard_when_played = ()
    assert checking.once().verdict == "tone_not_heard"


@pytest.mark.parametrize(("blocked", "verdict"), [(False, "muted"), (True, "blocked")])
def test_exact_zeros_are_a_mute_button_or_windows(blocked: bool, verdict: str) -> None:
    """Which of the two is known from the settings of Windows."""
    fake = FakeDevice(MICROPHONE, zeros())
    result = Checking(microphone=fake, output=output(), blocked=blocked).once()
    assert (result.ok, result.verdict, result.microphone_ok) == (False, verdict, False)
    assert result.device == MICROPHONE.name


def test_a_headset_without_a_voice_is_no_signal() -> None:
    """It hisses, so it lives, but nobody is heard."""
    result = Checking(microphone=microphone(HISS), output=output()).once()
    assert (result.ok, result.verdict) == (False, "no_signal")
    assert result.loopback_ok


def test_another_microphone_than_the_headset_s_own_is_a_wrong_device() -> None:
    """The headset has a microphone; the laptop's was chosen and hears nobody."""
    checking = Checking(microphone=microphone(HISS, OTHER_MICROPHONE), output=output())
    checking.sound.fakes[MICROPHONE.id] = microphone()
    result = checking.once()
    assert (result.verdict, result.device) == ("wrong_device", OTHER_MICROPHONE.name)


def test_a_microphone_that_delivers_nothing_is_no_signal() -> None:
    """The driver opens the device and then stays quiet; the check still ends."""
    assert Checking(microphone=FakeDevice(MICROPHONE), output=output()).once().verdict == "no_signal"


def test_a_microphone_that_hears_the_headset_is_an_echo_but_works() -> None:
    """Speakers instead of a headset: the call can go on, the user should know."""
    mic, out = microphone(), output()
    checking = Checking(microphone=mic, output=out)
    checking.sound.heard_when_played = (mic, out)
    result = checking.once()
    assert (result.ok, result.verdict, result.echo) == (True, "echo", True)


@pytest.mark.parametrize(
    ("code", "verdict"),
    [
        ("device_missing", "unplugged"),
        ("device_busy", "busy"),
        ("device_blocked", "blocked"),
        ("no_sound_system", "no_device"),
    ],
)
def test_a_device_that_does_not_open_says_why(code: str, verdict: str) -> None:
    """Each reason has a sentence of its own."""
    mic = microphone()
    mic.refuses = code
    result = Checking(microphone=mic, output=output()).once()
    assert (result.ok, result.verdict, result.device) == (False, verdict, MICROPHONE.name)


def test_a_plug_that_is_pulled_during_the_check_is_told() -> None:
    """The check ends with a sentence, not with an error."""
    mic = microphone(HISS)
    checking = Checking(microphone=mic, output=output())
    checking.clock.at(1, lambda: setattr(mic, "plugged", False))
    assert checking.once().verdict == "unplugged"


def test_an_output_that_can_not_play_is_told() -> None:
    """It went between being chosen and being played on."""
    checking = Checking(microphone=microphone(), output=output())
    checking.sound.play_fails = "device_missing"
    assert checking.once().verdict == "unplugged"


@pytest.mark.parametrize("which", ["microphone", "output"])
def test_without_a_device_there_is_nothing_to_check(which: str) -> None:
    """Neither half may be missing when both are to be heard."""
    mic = None if which == "microphone" else microphone()
    out = None if which == "output" else output()
    assert Checking(microphone=mic, output=out).once().verdict == "no_device"


def test_a_part_that_is_not_used_is_not_tested() -> None:
    """Microphone only, for desk phones: no tone, no loopback."""
    checking = Checking(microphone=microphone(), output=None, test_output=False)
    assert checking.once() == CheckResult(True, "ok", microphone_ok=True, loopback_ok=True)
    only_debtor = Checking(microphone=None, output=output(), test_microphone=False)
    assert only_debtor.once().verdict == "ok"
    assert [device_id for device_id, _ in only_debtor.sound.opened] == [OUTPUT.id]


def test_a_muted_microphone_is_told_while_only_the_meters_run() -> None:
    """Nobody asked for the tone yet, but the user sees at once why his meter stands still."""
    fake = FakeDevice(MICROPHONE, zeros())
    checking = Checking(microphone=fake, output=output())
    checking.clock.at(4, lambda: setattr(fake, "sound", noise()))
    checking.clock.at(5, checking.check.play_tone)
    checking.clock.at(9, checking.check.stop)
    checking.check.run()
    assert [result.verdict for result in checking.results] == ["muted", "ok"]


def test_the_tone_can_be_played_as_often_as_the_user_likes() -> None:
    """One verdict for each time."""
    checking = Checking(microphone=microphone(), output=output())
    moments: list[Callable[[], None]] = [checking.check.play_tone] * 3
    for number, play in enumerate(moments):
        checking.clock.at(1 + 5 * number, play)
    checking.clock.at(16, checking.check.stop)
    checking.check.run()
    assert [result.verdict for result in checking.results] == ["ok", "ok", "ok"]


def test_stopping_ends_the_check_and_lets_go_of_the_devices() -> None:
    """The user leaves the page in the middle of the tone."""
    checking = Checking(microphone=microphone(HISS), output=output())
    checking.clock.at(1, checking.check.stop)
    assert checking.check.run_once() is None
    assert all(capture.closed for _, capture in checking.sound.opened)


def test_the_tone_can_be_played_after_a_lost_device_was_plugged_in_again() -> None:
    """Listening ended with the device; asking for the tone begins it anew."""
    mic = microphone()
    mic.plugged = False
    checking = Checking(microphone=mic, output=output())
    told = threading.Semaphore(0)
    publish = checking.events.append

    def tell(event: CheckEvent) -> None:
        publish(event)
        if isinstance(event, CheckResult):
            told.release()

    check = SoundCheck(
        checking.sound, MICROPHONE, OUTPUT, tell, clock=checking.clock, in_background=lambda work: work()
    )
    check.start()
    assert told.acquire(timeout=10)
    assert check.ended(timeout=10)
    mic.plugged = True
    check.play_tone()
    assert told.acquire(timeout=10)
    check.stop()
    assert [result.verdict for result in checking.results] == ["unplugged", "ok"]
