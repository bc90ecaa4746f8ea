"""Whether the careful listener takes part: installed, quick enough, wanted."""

from pathlib import Path

import pytest

from app.call.careful_desk import SLOW, CarefulChoice, CarefulDesk, CarefulStanding
from app.errors import UserError
from app.speech.careful import CarefulHeard

FOLDER = Path("modellen/whisper-base")
TRIAL = bytes(32_000 * 4)


class Listener:
    """Takes some seconds to hear; the clock of the test knows."""

    def __init__(self, now: list[float], seconds: float, *, fails: bool = False) -> None:
        self._now, self._seconds, self._fails = now, seconds, fails
        self.closed = 0

    def listen(self, samples: bytearray, prompt: str) -> CarefulHeard:
        if self._fails:
            raise UserError("careful_failed")
        self._now[0] += self._seconds
        return CarefulHeard("ja")

    def close(self) -> None:
        self.closed += 1


def desk_of(listener: Listener | None, now: list[float], *, folder: Path | None = FOLDER) -> CarefulDesk:
    def make(where: Path) -> Listener:
        assert where == FOLDER
        assert listener is not None
        return listener

    return CarefulDesk(
        lambda: folder, make, lambda: TRIAL, possible=lambda: listener is not None, clock=lambda: now[0]
    )


@pytest.mark.parametrize(
    ("choice", "speed", "standing"),
    [
        ("auto", 0.2, "on"),
        ("auto", SLOW, "on"),
        ("auto", SLOW + 0.01, "slow"),
        ("auto", 0.0, "off"),
        ("on", 3.0, "on"),
        ("off", 0.1, "off"),
    ],
)
def test_a_slow_machine_does_without_unless_the_user_wants_it(
    choice: CarefulChoice, speed: float, standing: CarefulStanding
) -> None:
    """What was not measured yet is off."""
    assert desk_of(Listener([0.0], 1.0), [0.0]).standing(choice, speed) == standing


def test_without_packages_or_model_there_is_nothing_to_switch_on() -> None:
    """Either is enough to miss."""
    assert desk_of(None, [0.0]).standing("on", 0.1) == "absent"
    desk = desk_of(Listener([0.0], 1.0), [0.0], folder=None)
    assert desk.standing("on", 0.1) == "absent"
    with pytest.raises(UserError, match="model_missing"):
        desk.listener()


def test_the_machine_is_measured_by_seconds_of_hearing_per_second_of_speech() -> None:
    """Loading does not count, and the process is let go of."""
    now, kept = [0.0], list[float]()
    listener = Listener(now, 1.0)
    desk = desk_of(listener, now)
    desk.measure(kept.append)
    desk.measure(kept.append)
    desk.join()
    assert kept == [0.25]
    assert listener.closed == 1


def test_a_listener_that_fails_in_its_trial_is_not_measured() -> None:
    """It stays off; nothing else happens."""
    now, kept = [0.0], list[float]()
    listener = Listener(now, 1.0, fails=True)
    desk = desk_of(listener, now)
    desk.measure(kept.append)
    desk.join()
    assert kept == []
    assert listener.closed == 1
