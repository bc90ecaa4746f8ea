"""A source survives whatever happens to its device."""

import threading
from itertools import pairwise

import pytest

from app.audio.devices import Device
from app.audio.source import Block
from app.audio.watched import WatchedSource
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


class Watching:
    """Reads a watched source until a moment, and keeps what came out and when."""

    def __init__(self, clock: FakeClock, *fakes: FakeDevice, device_id: str | None = None, kind: str = "") -> None:
        self.clock = clock
        self.sound = FakeSound(clock, *fakes)
        self.troubles: list[tuple[str, str, float]] = []
        self.blocks: list[tuple[float, Block]] = []
        self.source = WatchedSource(
            kind or fakes[0].device.kind,  # type: ignore[arg-type]
            self.sound,
            device_id,
            lambda kind, name: self.troubles.append((kind, name, clock.elapsed)),
            clock=clock,
            wait=clock.wait,
        )

    def until(self, seconds: float) -> "Watching":
        self.clock.at(seconds, self.source.close)
        for block in self.source.blocks():
            self.blocks.append((self.clock.elapsed, block))
        return self

    @property
    def kinds(self) -> list[str]:
        return [kind for kind, _, _ in self.troubles]

    def sounds(self, start: float, end: float) -> set[bool]:
        """Whether the blocks between two moments have sound in them."""
        return {block.rms > 0 for moment, block in self.blocks if start < moment <= end}

    def assert_pace(self, *, but: tuple[float, float] = (0, 0)) -> None:
        """Blocks keep up with the clock, give or take one, at each moment one came but those between two moments."""
        off = [
            (number, moment)
            for number, (moment, _) in enumerate(self.blocks, start=1)
            if abs(number - moment * 10) > 1.01 and not but[0] < moment <= but[1]
        ]
        assert off == []
        assert self.clock.elapsed - self.blocks[-1][0] <= 0.15


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


def microphone(**how: object) -> FakeDevice:
    return FakeDevice(MICROPHONE, **{"sound": noise(), **how})  # type: ignore[arg-type]


def output(**how: object) -> FakeDevice:
    return FakeDevice(OUTPUT, **{"sound": noise(), **how})  # type: ignore[arg-type]


def test_sound_of_a_working_microphone_comes_through_without_trouble(clock: FakeClock) -> None:
    """Ten blocks a second, all with sound, and nothing to report."""
    watching = Watching(clock, microphone()).until(5)
    watching.assert_pace()
    assert watching.sounds(0, 5) == {True}
    assert watching.troubles == []


def test_the_stored_device_is_taken_before_the_default(clock: FakeClock) -> None:
    """What the user chose before is used while it is there."""
    watching = Watching(clock, microphone(), FakeDevice(OTHER_MICROPHONE, noise()), device_id="mic-2").until(1)
    assert [device_id for device_id, _ in watching.sound.opened] == ["mic-2"]


def test_a_microphone_of_exact_zeros_is_told_within_three_seconds(clock: FakeClock) -> None:
    """A mute button or a privacy setting delivers zeros, which no living microphone does."""
    fake = microphone()
    clock.at(2, lambda: setattr(fake, "sound", zeros()))
    clock.at(8, lambda: setattr(fake, "sound", noise()))
    watching = Watching(clock, fake).until(10)
    assert watching.kinds == ["silent", "recovered"]
    assert 2 < watching.troubles[0][2] <= 5
    assert 8 <= watching.troubles[1][2] <= 8.2
    assert watching.troubles[0][1] == MICROPHONE.name


def test_a_loopback_that_plays_nothing_is_no_trouble(clock: FakeClock) -> None:
    """Nobody speaks: zeros are what a loopback then delivers."""
    watching = Watching(clock, output(sound=zeros())).until(10)
    assert watching.troubles == []
    watching.assert_pace()


def test_a_loopback_that_sleeps_is_filled_with_silence_at_the_pace_of_the_clock(clock: FakeClock) -> None:
    """A sleeping sink delivers nothing; the recogniser still gets its ten blocks a second, without trouble."""
    fake = output()
    clock.at(2, lambda: setattr(fake, "sound", None))
    clock.at(8, lambda: setattr(fake, "sound", noise()))
    watching = Watching(clock, fake).until(12)
    assert watching.troubles == []
    assert watching.sounds(2.5, 8) == {False}
    assert watching.sounds(8.2, 12) == {True}
    asleep = [moment for moment, _ in watching.blocks if 2.5 < moment < 8]
    assert max(later - earlier for earlier, later in pairwise(asleep)) <= 0.2
    watching.assert_pace(but=(2, 2.5))  # whether it sleeps or is only late is known after a quarter of a second


def test_a_pulled_plug_is_told_at_once_and_silence_goes_on(clock: FakeClock) -> None:
    """The stream fails; blocks keep coming so that the last utterance is finished."""
    fake = microphone()
    clock.at(2, lambda: setattr(fake, "plugged", False))
    watching = Watching(clock, fake).until(6)
    assert watching.kinds == ["unplugged"]
    assert watching.troubles[0][2] <= 2.2
    assert watching.sounds(2.2, 6) == {False}
    watching.assert_pace()


def test_a_device_that_returns_is_used_again_by_itself(clock: FakeClock) -> None:
    """Nobody has to click anything when the headset is plugged in again."""
    fake = microphone()
    clock.at(2, lambda: setattr(fake, "plugged", False))
    clock.at(5, lambda: setattr(fake, "plugged", True))
    watching = Watching(clock, fake).until(9)
    assert watching.kinds == ["unplugged", "recovered"]
    assert watching.troubles[1][2] <= 6.5
    assert watching.sounds(6.5, 9) == {True}
    watching.assert_pace()


def test_a_microphone_that_stops_delivering_is_dead_after_a_second(clock: FakeClock) -> None:
    """Some drivers keep the stream open and just stop."""
    fake = microphone()
    clock.at(4, lambda: setattr(fake, "sound", None))
    watching = Watching(clock, fake).until(6)
    assert watching.kinds == ["unplugged"]
    assert 5 <= watching.troubles[0][2] <= 5.5


def test_a_microphone_may_take_two_seconds_to_wake(clock: FakeClock) -> None:
    """The first sound of a source may come late; that is no dead device."""
    watching = Watching(clock, microphone(late=2.2)).until(5)
    assert watching.troubles == []


def test_a_device_that_the_system_no_longer_lists_is_given_up(clock: FakeClock) -> None:
    """PulseAudio moves a recording without a word; the debtor's channel must not hear the controller."""
    fake = output()
    clock.at(2, lambda: setattr(fake, "listed", False))
    watching = Watching(clock, fake).until(5)
    assert watching.kinds == ["unplugged"]
    assert watching.troubles[0][2] <= 3
    assert watching.sound.opened[0][1].closed
    assert watching.sounds(3, 5) == {False}


def test_another_device_can_be_chosen_while_blocks_go_on(clock: FakeClock) -> None:
    """The call moves to another microphone without ending."""
    other = FakeDevice(OTHER_MICROPHONE, noise(0.3, seed=2))
    watching = Watching(clock, microphone(), other)
    clock.at(2, lambda: watching.source.switch_to("mic-2"))
    watching.until(4)
    assert [device_id for device_id, _ in watching.sound.opened] == ["mic-1", "mic-2"]
    assert watching.sound.opened[0][1].closed
    assert watching.source.device == OTHER_MICROPHONE
    assert all(block.rms > 0.2 for moment, block in watching.blocks if moment > 2.3)
    watching.assert_pace()


def test_another_device_can_be_chosen_while_the_first_is_gone(clock: FakeClock) -> None:
    """The headset broke; the user picks the microphone of the laptop."""
    fake = microphone()
    other = FakeDevice(OTHER_MICROPHONE, noise())
    watching = Watching(clock, fake, other)
    clock.at(1, lambda: setattr(fake, "plugged", False))
    clock.at(3, lambda: watching.source.switch_to("mic-2"))
    watching.until(5)
    assert [(kind, name) for kind, name, _ in watching.troubles] == [
        ("unplugged", MICROPHONE.name),
        ("recovered", OTHER_MICROPHONE.name),
    ]


def test_no_other_device_is_taken_unasked(clock: FakeClock) -> None:
    """A call must not go on silently through the microphone of the laptop."""
    fake = microphone()
    clock.at(1, lambda: setattr(fake, "plugged", False))
    watching = Watching(clock, fake, FakeDevice(OTHER_MICROPHONE, noise())).until(6)
    assert [device_id for device_id, _ in watching.sound.opened] == ["mic-1"]


def test_lost_blocks_are_counted_and_told_once(clock: FakeClock) -> None:
    """The count travels with the block; the report comes once and ends after ten quiet seconds."""
    fake = microphone()
    for moment in (2, 3, 4):
        clock.at(moment, lambda: setattr(fake, "lost", 2))
    watching = Watching(clock, fake).until(16)
    assert sum(block.lost for _, block in watching.blocks) == 6
    assert watching.kinds == ["losing_blocks", "recovered"]
    assert watching.troubles[1][2] >= 14


def test_without_any_device_silence_comes_and_a_new_one_is_picked_up(clock: FakeClock) -> None:
    """The headset may be plugged in after the call began."""
    fake = microphone(plugged=False)
    clock.at(3, lambda: setattr(fake, "plugged", True))
    watching = Watching(clock, fake).until(6)
    assert [(kind, name) for kind, name, _ in watching.troubles] == [
        ("unplugged", ""),
        ("recovered", MICROPHONE.name),
    ]
    assert watching.sounds(0, 3) == {False}
    assert watching.sounds(4.5, 6) == {True}


@pytest.mark.parametrize("code", ["device_busy", "device_blocked", "no_sound_system"])
def test_a_device_that_refuses_is_tried_again(clock: FakeClock, code: str) -> None:
    """Another program may let go of it; the call goes on meanwhile."""
    fake = microphone(refuses=code)
    clock.at(3, lambda: setattr(fake, "refuses", ""))
    watching = Watching(clock, fake).until(6)
    assert watching.kinds == ["unplugged", "recovered"]


def test_a_muted_microphone_that_returns_muted_is_not_called_recovered(clock: FakeClock) -> None:
    """Being plugged in is not enough: it has to sound."""
    fake = microphone()
    clock.at(1, lambda: setattr(fake, "plugged", False))
    clock.at(2, lambda: setattr(fake, "sound", zeros()))
    clock.at(3, lambda: setattr(fake, "plugged", True))
    watching = Watching(clock, fake).until(9)
    assert watching.kinds == ["unplugged", "silent"]


def test_closing_lets_go_of_the_device(clock: FakeClock) -> None:
    """After the call the microphone is free."""
    watching = Watching(clock, microphone()).until(1)
    assert watching.sound.opened[0][1].closed


def test_closing_from_another_thread_ends_the_wait_for_a_device() -> None:
    """Hanging up while the headset is gone does not hang the program."""
    clock = FakeClock()
    sound = FakeSound(clock)
    source = WatchedSource("microphone", sound, None, lambda kind, name: None)
    thread = threading.Thread(target=lambda: list(source.blocks()))
    thread.start()
    source.close()
    thread.join(5)
    assert not thread.is_alive()


def test_a_device_without_a_name_is_no_problem(clock: FakeClock) -> None:
    """Some drivers deliver an empty name."""
    nameless = FakeDevice(Device("mic-3", "", "microphone"), noise())
    clock.at(1, lambda: setattr(nameless, "plugged", False))
    assert [(kind, name) for kind, name, _ in Watching(clock, nameless).until(2).troubles] == [("unplugged", "")]
