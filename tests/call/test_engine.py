"""The engine, with the real recogniser on a recording and with sources that fail on purpose."""

import queue
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.audio.source import BLOCK_BYTES, Block, Source
from app.audio.wavefile import WaveFile
from app.call.advisers import Advisers
from app.call.case import Case
from app.call.conversation import Conversation
from app.call.ears import Ears, Hearing
from app.call.engine import Ear, Engine
from app.call.events import Channel, ChannelTrouble, Event, Final, Level, Partial, Stopped
from app.call.pacing import Pace
from app.errors import UserError
from app.speech.recogniser import Heard, Recogniser
from app.speech.vosk_recogniser import SpeechModel
from tests.call.people import TODAY
from tests.call.test_conversation import BY_WORD

ROOT = Path(__file__).resolve().parents[2]
MODEL = ROOT / "models" / "prototype-nl"
RECORDING = ROOT / "resources" / "rehearsal" / "selftest.flac"
NOISE = bytes(BLOCK_BYTES)


class Blocks:
    """A source that delivers what it was given, then ends or fails."""

    def __init__(self, *blocks: Block, error: Exception | None = None) -> None:
        self._blocks = blocks
        self._error = error
        self.closed = 0

    def blocks(self) -> Iterator[Block]:
        yield from self._blocks
        if self._error is not None:
            raise self._error

    def close(self) -> None:
        self.closed += 1


class Live:
    """A source that waits for sound, like a microphone, until it is closed."""

    def __init__(self) -> None:
        self.waiting: queue.Queue[Block | None] = queue.Queue()

    def blocks(self) -> Iterator[Block]:
        while (block := self.waiting.get(timeout=10.0)) is not None:
            yield block

    def close(self) -> None:
        self.waiting.put(None)


class Counter:
    """A recogniser that hears how many blocks it was given."""

    def __init__(self) -> None:
        self.count = 0

    def accept(self, samples: bytes) -> Heard | None:
        self.count += 1
        return Heard(f"blok {self.count}", final=False)

    def finish(self) -> Heard | None:
        count, self.count = self.count, 0
        return Heard(f"samen {count}", final=True) if count else None


def engine_of(
    events: list[Event], *, levels: bool = False, make: Callable[[], Recogniser] = Counter, **sources: Source
) -> Engine:
    channels: dict[str, Channel] = {"debtor": "debtor", "controller": "controller"}
    ears = [Ear(channels[name], source, make) for name, source in sources.items()]
    return Engine(ears, Conversation(BY_WORD, Case(TODAY)), events.append, levels=levels)


def test_both_channels_go_on_in_step() -> None:
    """Block by block, so that the same recording always gives the same events."""
    events: list[Event] = []
    engine = engine_of(events, debtor=Blocks(Block(NOISE), Block(NOISE)), controller=Blocks(Block(NOISE)))
    assert engine.run()
    assert events == [
        Partial("debtor", 0.1, "blok 1"),
        Partial("controller", 0.1, "blok 1"),
        Partial("debtor", 0.2, "blok 2"),
        Final("controller", 0.1, "samen 1"),
        Stopped("controller", 0.1),
        Final("debtor", 0.2, "samen 2"),
        Stopped("debtor", 0.2),
    ]


def test_a_short_last_block_counts_for_what_it_is() -> None:
    """Times are those of the samples."""
    events: list[Event] = []
    engine_of(events, debtor=Blocks(Block(NOISE), Block(NOISE[:320]))).run()
    assert events[-1] == Stopped("debtor", 0.11)


@pytest.mark.parametrize(
    ("error", "code"), [(UserError("device_missing"), "device_missing"), (ZeroDivisionError(), "internal")]
)
def test_a_channel_that_fails_stops_with_its_code_and_the_other_goes_on(
    error: Exception, code: str, caplog: pytest.LogCaptureFixture
) -> None:
    """A device that is gone, or a fault of ours; only that goes to the log."""
    events: list[Event] = []
    engine = engine_of(
        events, debtor=Blocks(Block(NOISE), error=error), controller=Blocks(Block(NOISE), Block(NOISE), Block(NOISE))
    )
    assert not engine.run()
    assert [e for e in events if e.channel == "debtor"] == [
        Partial("debtor", 0.1, "blok 1"), ChannelTrouble("debtor", 0.1, "recogniser"), Stopped("debtor", 0.1, code),
    ]  # fmt: skip
    assert [e for e in events if e.channel == "controller"][-2:] == [
        Final("controller", 0.3, "samen 3"), Stopped("controller", 0.3),
    ]  # fmt: skip
    assert bool(caplog.records) is (code == "internal")


def test_without_a_model_the_channel_stops_and_says_why() -> None:
    """The call goes on without captions."""

    def missing() -> Recogniser:
        raise UserError("model_missing")

    events: list[Event] = []
    assert not engine_of(events, make=missing, debtor=Blocks(Block(NOISE))).run()
    assert events[-1] == Stopped("debtor", 0.0, "model_missing")


def test_levels_are_told() -> None:
    """For the meters."""
    events: list[Event] = []
    engine_of(events, levels=True, debtor=Blocks(Block(NOISE, rms=0.25), Block(NOISE))).run()
    assert [e for e in events if isinstance(e, Level)] == [Level("debtor", 0.1, 0.25), Level("debtor", 0.2, 0.0)]


class Pausing(Blocks):
    """Puts the engine on hold and back between its blocks."""

    engine: Engine

    def blocks(self) -> Iterator[Block]:
        for number, block in enumerate(self._blocks):
            if number in (1, 3):
                self.engine.pause(number == 1)
            yield block


def test_on_hold_nothing_is_heard_and_time_goes_on() -> None:
    """What was being said is finished; music on hold never becomes words."""
    events: list[Event] = []
    source = Pausing(*[Block(NOISE)] * 4)
    source.engine = engine_of(events, debtor=source)
    source.engine.run()
    assert events == [
        Partial("debtor", 0.1, "blok 1"),
        Final("debtor", 0.2, "samen 1"),
        Partial("debtor", 0.4, "blok 1"),
        Final("debtor", 0.4, "samen 1"),
        Stopped("debtor", 0.4),
    ]


def ear_threads() -> list[str]:
    return [thread.name for thread in threading.enumerate() if thread.name.startswith(("ear-", "ears-"))]


def _next(events: "queue.Queue[Event]", wanted: Event) -> None:
    while (event := events.get(timeout=10.0)) != wanted:
        assert not isinstance(event, Stopped), event


def test_stopping_ends_the_threads_and_publishes_the_last_words() -> None:
    """One thread per channel while it listens, none after."""
    events: queue.Queue[Event] = queue.Queue()
    sources: dict[str, Live] = {"debtor": Live(), "controller": Live()}
    ears = [
        Ear("debtor", sources["debtor"], Counter), Ear("controller", sources["controller"], Counter),
    ]  # fmt: skip
    engine = Engine(ears, Conversation(BY_WORD, Case(TODAY)), events.put, levels=False)
    engine.start()
    sources["debtor"].waiting.put(Block(NOISE))
    _next(events, Partial("debtor", 0.1, "blok 1"))
    assert sorted(ear_threads()) == ["ear-controller", "ear-debtor"]
    engine.stop()
    assert ear_threads() == []
    last = []
    while not events.empty():
        last.append(events.get())
    assert sorted(last, key=lambda e: (e.channel, type(e).__name__)) == [
        Stopped("controller", 0.0), Final("debtor", 0.1, "samen 1"), Stopped("debtor", 0.1),
    ]  # fmt: skip


def test_a_change_of_mode_closes_what_is_no_longer_heard() -> None:
    """The old engine says nothing more; the new one hears only its channel."""
    events: queue.Queue[Event] = queue.Queue()
    opened: queue.Queue[tuple[Channel, Live]] = queue.Queue()

    def open_source(channel: Channel) -> Source:
        source = Live()
        opened.put((channel, source))
        return source

    conversation = Conversation(BY_WORD, Case(TODAY))
    ears = Ears(Hearing(open_source, Counter), conversation, events.put)
    ears.listen("both")
    assert {opened.get(timeout=10.0)[0] for _ in range(2)} == {"debtor", "controller"}
    ears.listen("microphone")
    channel, source = opened.get(timeout=10.0)
    assert channel == "controller"
    assert conversation.mode == "microphone"
    source.waiting.put(Block(NOISE))
    while not isinstance(event := events.get(timeout=10.0), Partial):
        assert not isinstance(event, Stopped)
    assert event.channel == "controller"
    ears.listen("off")
    ears.join()
    assert ear_threads() == []
    ears.close()
    ears.join()


def test_what_was_paused_stays_paused_in_another_mode() -> None:
    """The call is still on hold."""
    events: queue.Queue[Event] = queue.Queue()
    source = Live()
    ears = Ears(Hearing(lambda channel: source, Counter), Conversation(BY_WORD, Case(TODAY)), events.put)
    ears.pause(on=True)
    ears.listen("debtor")
    source.waiting.put(Block(NOISE, rms=0.5))
    assert events.get(timeout=10.0) == Level("debtor", 0.1, 0.0)
    ears.close()
    ears.join()
    assert ear_threads() == []


def test_a_source_that_opens_after_it_was_closed_is_closed_again() -> None:
    """A slow device never stays open behind an ended call."""
    opening, may_go_on = threading.Event(), threading.Event()
    source = Blocks(Block(NOISE))

    def open_slowly(channel: Channel) -> Source:
        opening.set()
        assert may_go_on.wait(10.0)
        return source

    ears = Ears(Hearing(open_slowly, Counter), Conversation(BY_WORD, Case(TODAY)), lambda event: None)
    ears.listen("debtor")
    assert opening.wait(10.0)
    ears.close()
    may_go_on.set()
    ears.join()
    assert source.closed


def _recorded(model: SpeechModel, advisers: Advisers) -> list[Event]:
    events: list[Event] = []
    channels: tuple[Channel, ...] = ("debtor", "controller")
    ears = [Ear(channel, WaveFile(RECORDING), model.recogniser) for channel in channels]
    assert Engine(ears, Conversation(advisers, Case(TODAY)), events.append).run()
    return events


@pytest.fixture
def steady_model(tmp_path: Path) -> SpeechModel:
    """The model without dither: Kaldi adds a little random noise to the sound, so that partials differ by run."""
    folder = tmp_path / "model"
    shutil.copytree(MODEL, folder)
    settings = folder / "conf" / "mfcc.conf"
    settings.write_text(settings.read_text(encoding="utf-8") + "\n--dither=0.0\n", encoding="utf-8")
    return SpeechModel(folder)


@pytest.mark.model
@pytest.mark.skipif(not MODEL.is_dir(), reason="needs the speech model in models/prototype-nl")
def test_a_recording_gives_the_same_events_twice(steady_model: SpeechModel, advisers: Advisers) -> None:
    """Real sound, the real recogniser, in this thread: words come, and what the microphone hears again is dropped."""
    first = _recorded(steady_model, advisers)
    assert first == _recorded(steady_model, advisers)
    finals = [event for event in first if isinstance(event, Final) and event.text]
    assert {event.channel for event in finals} == {"debtor"}
    assert len(" ".join(event.text for event in finals).split()) >= 8
    assert [event.kind for event in first if isinstance(event, ChannelTrouble)] == ["echo"]
    assert [event.error for event in first if isinstance(event, Stopped)] == [None, None]
    times = [event.audio_time for event in first if event.channel == "debtor"]
    assert times == sorted(times)
    assert times[-1] == pytest.approx(8.098, abs=0.11)


@pytest.mark.model
@pytest.mark.skipif(not MODEL.is_dir(), reason="needs the speech model in models/prototype-nl")
def test_a_recording_that_is_closed_half_way_is_no_error() -> None:
    """The user ended the rehearsal; nothing is unreadable."""
    reading, errors = threading.Event(), []
    model = SpeechModel(MODEL)

    def publish(event: Event) -> None:
        if isinstance(event, Level):
            reading.set()
        if isinstance(event, Stopped):
            errors.append(event.error)

    source = WaveFile(RECORDING, wait_until=Pace().wait_until)
    engine = Engine([Ear("debtor", source, model.recogniser)], Conversation(BY_WORD, Case(TODAY)), publish)
    engine.start()
    assert reading.wait(10.0)
    engine.stop()
    assert errors == [None]
    assert ear_threads() == []
