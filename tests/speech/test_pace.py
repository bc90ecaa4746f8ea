"""How fast a download goes and how long it will take."""

from app.speech.pace import Pace


class Clock:
    """Seconds that only the test moves."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_steady_download_tells_its_speed_and_the_time_left() -> None:
    """A hundred bytes a second, of a thousand."""
    clock = Clock()
    pace = Pace(clock)
    for second in range(5):
        clock.now = float(second)
        pace.add(100 * second)
    assert pace.speed == 100.0
    assert pace.left(400, 1_000) == 6.0


def test_nothing_is_told_before_anything_is_known() -> None:
    """No speed, no time, and no total without one."""
    clock = Clock()
    pace = Pace(clock)
    assert (pace.speed, pace.left(0, 1_000)) == (0.0, None)
    pace.add(0)
    clock.now = 1.0
    pace.add(50)
    assert pace.left(50, 0) is None


def test_it_follows_a_change_within_seconds() -> None:
    """The first, fast minute is forgotten."""
    clock = Clock()
    pace = Pace(clock)
    done = 0
    for second in range(40):
        clock.now = float(second)
        done += 1_000 if second < 20 else 10
        pace.add(done)
    assert pace.speed == 10.0


def test_beginning_anew_begins_anew() -> None:
    """The server gave another file."""
    clock = Clock()
    pace = Pace(clock)
    pace.add(5_000)
    clock.now = 1.0
    pace.add(100)
    assert pace.speed == 0.0
