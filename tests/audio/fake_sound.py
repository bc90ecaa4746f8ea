"""A headset made of numbers, and a clock that only moves when somebody waits."""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from app.audio.capture import Piece
from app.audio.devices import Device, Kind
from app.errors import UserError

PIECE_SECONDS = 0.05
RATE = 16_000


class FakeClock:
    """Time, and what is to happen at which moment."""

    def __init__(self) -> None:
        self.now = 100.0
        self._plan: list[tuple[float, Callable[[], None]]] = []

    def __call__(self) -> float:
        return self.now

    def at(self, seconds: float, happens: Callable[[], None]) -> None:
        """Plan something, `seconds` after the start."""
        self._plan.append((100.0 + seconds, happens))

    def wait(self, seconds: float) -> None:
        self.now += seconds
        due = [happens for moment, happens in self._plan if moment <= self.now]
        self._plan = [(moment, happens) for moment, happens in self._plan if moment > self.now]
        for happens in due:
            happens()

    @property
    def elapsed(self) -> float:
        return self.now - 100.0


@dataclass
class FakeDevice:
    """A device and how it behaves at this moment."""

    device: Device
    sound: NDArray[np.float32] | None = None
    """What it delivers over and over; None delivers nothing at all."""
    plugged: bool = True
    listed: bool = True
    refuses: str = ""
    """Code of the error with which it refuses to open."""
    lost: int = 0
    """Pieces that get lost before the next one."""
    late: float = 0.0
    """Silence after opening."""
    queue: list[NDArray[np.float32]] = field(default_factory=list)
    """Pieces to be delivered before `sound`."""


class FakeCapture:
    """Delivers pieces as fast as they are asked for; each moves the clock on."""

    rate = float(RATE)

    def __init__(self, fake: FakeDevice, clock: FakeClock) -> None:
        self._fake = fake
        self._clock = clock
        self._from = clock() + fake.late
        self.closed = False

    def read(self, timeout: float) -> Piece | None:
        fake = self._fake
        if not fake.plugged:
            raise UserError("device_missing", apparaat=fake.device.name)
        if (fake.sound is None and not fake.queue) or self._clock() < self._from:
            self._clock.wait(timeout)
            return None
        frames = fake.queue.pop(0) if fake.queue else fake.sound
        assert frames is not None
        self._clock.wait(len(frames) / RATE)
        lost, fake.lost = fake.lost, 0
        return Piece(frames, self._clock(), lost)

    def close(self) -> None:
        self.closed = True


class FakeSound:
    """A sound system with these devices."""

    def __init__(self, clock: FakeClock, *fakes: FakeDevice) -> None:
        self.clock = clock
        self.fakes = {fake.device.id: fake for fake in fakes}
        self.opened: list[tuple[str, FakeCapture]] = []
        self.played: list[str] = []
        self.heard_when_played: tuple[FakeDevice, ...] = ()
        """The devices that hear what is played."""
        self.play_fails = ""

    def known(self, kind: Kind) -> tuple[Device, ...]:
        return tuple(
            fake.device for fake in self.fakes.values() if fake.listed and fake.plugged and fake.device.kind == kind
        )

    def open(self, device: Device) -> FakeCapture:
        fake = self.fakes[device.id]
        if fake.refuses or not fake.plugged:
            raise UserError(fake.refuses or "device_missing", apparaat=device.name)
        capture = FakeCapture(fake, self.clock)
        self.opened.append((device.id, capture))
        return capture

    def play(self, output: Device, sound: NDArray[np.float32], rate: int) -> None:
        if self.play_fails:
            raise UserError(self.play_fails, apparaat=output.name)
        self.played.append(output.id)
        heard = sound[:: rate // RATE]
        size = int(PIECE_SECONDS * RATE)
        pieces = [heard[start : start + size] for start in range(0, len(heard), size)]
        for fake in self.heard_when_played:
            fake.queue.extend(pieces)


def noise(loudness: float = 0.05, seed: int = 1) -> NDArray[np.float32]:
    """A piece of noise."""
    size = int(PIECE_SECONDS * RATE)
    return (np.random.default_rng(seed).standard_normal(size) * loudness).astype(np.float32)


def zeros() -> NDArray[np.float32]:
    """A piece of nothing."""
    return np.zeros(int(PIECE_SECONDS * RATE), np.float32)


MICROPHONE = Device("mic-1", "Headset Microphone (Jabra Evolve2 65)", "microphone", default=True)
OTHER_MICROPHONE = Device("mic-2", "Microfoonmatrix (Realtek(R) Audio)", "microphone")
OUTPUT = Device("out-1", "Headset Earphone (Jabra Evolve2 65)", "output", default=True)
