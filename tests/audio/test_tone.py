"""The test tone is recognised, and nothing else is."""

import numpy as np
import pytest
from numpy.typing import NDArray

from app.audio.source import BLOCK_BYTES, BLOCK_SAMPLES, RATE
from app.audio.tone import TONE_RATE, ToneEar, share, two_notes


def blocks(samples: NDArray[np.float32]) -> list[bytes]:
    pcm = (np.clip(samples, -1, 1) * 32767).astype("<i2").tobytes()
    return [pcm[start : start + BLOCK_BYTES] for start in range(0, len(pcm), BLOCK_BYTES)]


def hears(samples: NDArray[np.float32]) -> bool:
    ear = ToneEar()
    for block in blocks(samples):
        ear.feed(block)
    return ear.heard


def melody(gain: float = 1.0, shift: int = 0) -> NDArray[np.float32]:
    tone = two_notes()[:: TONE_RATE // RATE] * gain
    return np.concatenate((np.zeros(shift, np.float32), tone)).astype(np.float32)


def test_the_tone_is_soft_and_lasts_a_second() -> None:
    """-20 dBFS, and no clicks at its ends."""
    tone = two_notes()
    assert len(tone) == TONE_RATE
    assert np.abs(tone).max() == pytest.approx(0.141, abs=0.001)
    assert abs(tone[0]) < 0.001
    assert abs(tone[-1]) < 0.001


@pytest.mark.parametrize("gain", [1.0, 0.1, 0.01])
@pytest.mark.parametrize("shift", [0, 400, 800, 1_234])
def test_the_tone_is_heard_at_any_volume_and_moment(gain: float, shift: int) -> None:
    """The volume of the output may be low, and blocks begin anywhere."""
    assert hears(melody(gain, shift))


def test_the_tone_is_heard_through_noise_as_loud_as_itself() -> None:
    """A mail that pings or a humming line must not spoil the check."""
    hiss = np.random.default_rng(3).standard_normal(RATE).astype(np.float32) * 0.1
    assert hears(melody() + hiss)


def test_noise_silence_and_other_tones_are_not_the_tone() -> None:
    """A ringing phone or a hum is no proof."""
    times = np.arange(3 * RATE) / RATE
    assert not hears(np.zeros(RATE, np.float32))
    assert not hears(np.random.default_rng(4).standard_normal(3 * RATE).astype(np.float32) * 0.2)
    for hertz in (50.0, 440.0, 700.0, 1_000.0):
        assert not hears((0.3 * np.sin(2 * np.pi * hertz * times)).astype(np.float32))


def test_the_notes_in_the_wrong_order_are_not_the_tone() -> None:
    """Both notes have to come, the low one first."""
    assert not hears(melody()[::-1])


def test_share_is_the_part_of_the_energy_on_the_note() -> None:
    """All of a pure tone, none of another."""
    times = np.arange(BLOCK_SAMPLES) / RATE
    tone = np.sin(2 * np.pi * 660 * times).astype(np.float32)
    assert share(tone, 660) == pytest.approx(1.0, abs=0.001)
    assert share(tone, 880) == pytest.approx(0.0, abs=0.001)
    assert share(np.zeros(BLOCK_SAMPLES, np.float32), 660) == 0.0
