"""A real desk for the tests of the window: example dossiers, a fixed day and clock, and no sound card."""

import atexit
import shutil
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from app.bootstrap import Program
from app.call.advisers import Advisers
from app.call.desk import Desk, Parts
from app.call.drafts import DraftStore
from app.call.outbox import Outbox
from app.paths import Paths
from app.settings import Settings
from app.speech.installer import Installer
from app.speech.model_store import ModelStore

TODAY = date(2026, 9, 8)


@cache
def shipped_advisers() -> Advisers:
    """The advisers of the shipped catalogue, made once for all tests."""
    return Advisers.of(Program().catalogue.catalogue)


@cache
def _ledger_with_example(now: datetime) -> Path:
    """A ledger with the example dossiers, made once and copied for every test."""
    folder = Path(tempfile.mkdtemp(prefix="belmaat-tests-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    program = Program(Paths(folder), now=now, settings=Settings())
    program.ledger.add_example(TODAY)
    program.ledger.close()
    return Paths(folder).ledger


@dataclass(frozen=True, slots=True)
class FakeDevice:
    """A microphone or headset that exists only by name."""

    id: str
    name: str
    default: bool = False
    communications: bool = False


class FakeSound:
    """Sound devices without a sound card."""

    def __init__(self, microphones: tuple[FakeDevice, ...] = (), outputs: tuple[FakeDevice, ...] = ()) -> None:
        self.microphones = microphones
        self.outputs = outputs
        self.chosen: tuple[str, str] | None = None
        self.checking = False
        self.tones = 0
        self.publish: Callable[[Any], None] = lambda event: None

    def devices(self) -> tuple[tuple[FakeDevice, ...], tuple[FakeDevice, ...]]:
        return self.microphones, self.outputs

    def choose(self, microphone_id: str, output_id: str) -> None:
        self.chosen = (microphone_id, output_id)

    def start_check(self, publish: Callable[[Any], None]) -> None:
        self.checking = True
        self.publish = publish

    def stop_check(self) -> None:
        self.checking = False

    def open(self, channel: str, publish: Callable[[Any], None]) -> Any:
        raise AssertionError("without a model nothing is opened")

    def play_tone(self) -> None:
        self.tones += 1

    def verdict_text(self, result: Any) -> str:
        return str(result)


class FakeSpeech:
    """A speech model that is a name and a state."""

    def __init__(self) -> None:
        self.state = "missing"
        self.name = "Proefmodel"
        self.trial = True
        self.hearing: Any = None
        self.reloads = 0
        self.problem: Any = None
        self.on_change: Callable[[], None] = lambda: None

    def recogniser(self) -> Any:
        raise AssertionError("without a model nothing is recognised")

    def phrase_recogniser(self, phrases: Iterable[str]) -> Any:
        """This model can't choose among phrases."""

    def reload(self) -> None:
        self.reloads += 1

    def close(self) -> None:
        """There is nothing to wait for."""


@dataclass(slots=True)
class FakeClock:
    """Seconds that only a test moves."""

    seconds: float = 0.0

    def __call__(self) -> float:
        return self.seconds


@dataclass(slots=True)
class DeskParts:
    """A desk and what it was made of."""

    desk: Desk
    program: Program
    clock: FakeClock
    sound: FakeSound
    speech: FakeSpeech
    saved_settings: list[Settings] = field(default_factory=list)


def make_desk(
    home: Path,
    *,
    settings: Settings | None = None,
    hour: int = 10,
    example: bool = True,
    store: ModelStore | None = None,
    installer: Installer | None = None,
) -> DeskParts:
    """A desk on Tuesday 8 September 2026 with a ledger of its own under `home`."""
    chosen = settings or Settings(controller="Ab de Vries", company="Vliegensvlug BV", email="ab@vliegensvlug.example")
    now = datetime(TODAY.year, TODAY.month, TODAY.day, hour, 5).astimezone()
    shutil.copyfile(_ledger_with_example(now), Paths(home).ledger)
    program = Program(Paths(home), now=now, settings=chosen)
    if not example:
        program.ledger.remove_example()
    sound = FakeSound(
        (
            FakeDevice("mic1", "Jabra Evolve 65, microfoon", communications=True),
            FakeDevice("mic2", "Ingebouwde microfoon"),
        ),
        (FakeDevice("out1", "Jabra Evolve 65", communications=True), FakeDevice("out2", "Luidsprekers")),
    )
    speech = FakeSpeech()
    clock = FakeClock()
    saved: list[Settings] = []
    parts = Parts(
        ledger=program.ledger,
        wording=program.wording,
        policy=program.policy,
        catalogue=program.catalogue,
        advisers=shipped_advisers,
        speech=speech,  # type: ignore[arg-type]
        sound=sound,  # type: ignore[arg-type]
        drafts=DraftStore(home / "drafts"),
        outbox=Outbox(home / "mails"),
        own_catalogue=program.paths.own_catalogue,
        save_settings=saved.append,
        local_now=lambda: now + timedelta(seconds=clock.seconds),
        clock=clock,
        models=store or program.models,
        installer=(lambda: installer) if installer else program.installer,
    )
    return DeskParts(Desk(parts, chosen), program, clock, sound, speech, saved)
