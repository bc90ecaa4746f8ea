"""How far a download is, as the window says it."""

from pathlib import Path

import pytest

from app.call.model_progress import progress_words
from app.speech.installer import Step
from app.speech.pace import Pace
from app.wording import Wording

WORDING = Wording.load(Path(__file__).resolve().parents[2] / "resources" / "texts")


def pace(speed: float) -> Pace:
    """Bytes that came in at this speed for four seconds."""
    moments = iter([0.0, 4.0])
    made = Pace(lambda: next(moments))
    made.add(0)
    made.add(round(4 * speed))
    return made


@pytest.mark.parametrize(
    ("speed", "total", "words"),
    [
        (1_400_000, 40_000_000, "6 van 40 MB, 1,4 MB per seconde, nog 25 seconden"),
        (1_400_000, 100_000_000, "6 van 100 MB, 1,4 MB per seconde, nog een minuut"),
        (1_400_000, 860_000_000, "6 van 860 MB, 1,4 MB per seconde, nog 10 minuten"),
        (20_000, 860_000_000, "0 van 860 MB, 20 kB per seconde, nog meer dan een uur"),
        (9_000_000, 40_000_000, "36 van 40 MB, 9,0 MB per seconde, nog even"),
        (1_400_000, 0, "6 MB, 1,4 MB per seconde"),
    ],
)
def test_a_download_tells_how_much_how_fast_and_how_long(speed: float, total: int, words: str) -> None:
    """Rounded to what a person wants to know."""
    assert progress_words(WORDING, "fetching", pace(speed), round(4 * speed), total) == words


@pytest.mark.parametrize("step", ["checking", "trying"])
def test_what_is_not_counted_is_not_told(step: Step) -> None:
    """Checking and listening take seconds, whatever the size."""
    assert progress_words(WORDING, step, pace(1_000_000), 4_000_000, 8_000_000) == ""


def test_unpacking_has_an_amount_but_no_speed() -> None:
    """It is over before a speed would help."""
    assert progress_words(WORDING, "unpacking", pace(1_000_000), 4_000_000, 8_000_000) == "4 van 8 MB"
