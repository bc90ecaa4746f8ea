"""The telephone line that recordings are measured through."""

import numpy as np
import pytest

from models.starter.telephone import telephone

RATE = 16_000


def tone(frequency: float) -> np.ndarray:
    """A second of a tone at a third of full scale."""
    return (10_000 * np.sin(2 * np.pi * frequency * np.arange(RATE) / RATE)).astype(np.int16)


def loudness(sound: np.ndarray) -> float:
    """Root of the mean square, without the edges."""
    return float(np.sqrt(np.mean(np.square(sound[1000:-1000].astype(float)))))


@pytest.mark.parametrize("frequency", [500, 1000, 3000])
def test_the_middle_of_a_voice_passes(frequency):
    """Within a tenth of its loudness, what mu-law adds included."""
    assert loudness(telephone(tone(frequency), RATE)) == pytest.approx(loudness(tone(frequency)), rel=0.1)


@pytest.mark.parametrize("frequency", [100, 3800, 6000])
def test_what_lies_below_or_above_is_lost(frequency):
    """Nothing to speak of is left."""
    assert loudness(telephone(tone(frequency), RATE)) < 0.02 * loudness(tone(frequency))


def test_length_and_rate_stay():
    """The recogniser gets what it would have got without the line."""
    assert abs(len(telephone(tone(440), RATE)) - RATE) <= 2
