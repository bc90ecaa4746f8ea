"""Augmentation: sound is changed as asked, times stay known, and the same seed gives the same sound."""

import numpy as np
import pytest

from models.starter import acoustic_augment as augment

SECOND = 16_000


def tone(hertz: float, seconds: float = 1.0) -> np.ndarray:
    return (8000 * np.sin(2 * np.pi * hertz * np.arange(int(seconds * SECOND)) / SECOND)).astype(np.float32)


def no_other() -> np.ndarray:
    return tone(200.0)


def strongest(samples: np.ndarray) -> float:
    """The frequency with most energy, in hertz."""
    spectrum = np.abs(np.fft.rfft(samples))
    return float(spectrum.argmax() * SECOND / len(samples))


def test_a_stretched_voice_lasts_longer_and_sounds_lower():
    """Length and frequency move together, as with a tape that runs slower."""
    slow = augment.resampled(tone(440.0), 1.1)
    assert len(slow) == pytest.approx(1.1 * SECOND, abs=2)
    assert strongest(slow) == pytest.approx(400.0, abs=2)


def test_the_telephone_keeps_speech_and_cuts_the_rest():
    """1000 Hz passes; 50 Hz and 5000 Hz are far down."""
    gain = augment.telephone_band(np.random.default_rng(1), np.array([50.0, 1000.0, 5000.0], np.float32))
    assert gain[1] == pytest.approx(0.0, abs=0.5)
    assert gain[0] < -50
    assert gain[2] < -50


def test_a_room_begins_with_the_direct_sound():
    """The first sample of the response is the voice itself, and the tail dies out."""
    response = augment.room(np.random.default_rng(2))
    assert response[0] == 1.0
    assert np.abs(response[-100:]).max() < 0.05


def test_the_mu_law_has_255_levels():
    """Eight bits, sign included."""
    ramp = np.linspace(-32768, 32767, 60_000, dtype=np.float32)
    assert len(np.unique(augment.companded(ramp))) <= 255
    assert augment.companded(ramp) == pytest.approx(ramp, abs=1200)


def test_the_same_seed_gives_the_same_sound():
    """Nothing random comes from anywhere but the generator."""
    one = augment.changed(tone(300.0), np.random.default_rng(3), no_other)
    two = augment.changed(tone(300.0), np.random.default_rng(3), no_other)
    assert np.array_equal(one.samples, two.samples)
    assert one.lead == two.lead


@pytest.mark.parametrize("seed", range(12))
def test_sounds_stay_in_range_and_times_can_be_followed(seed: int):
    """No sample is beyond 16 bits or not a number, and the stretched voice fits between lead and end."""
    heard = augment.changed(tone(300.0), np.random.default_rng(seed), no_other)
    assert np.isfinite(heard.samples).all()
    assert np.abs(heard.samples).max() < 33_000
    assert heard.lead + heard.stretch * 1000 <= len(heard.samples) / 16 + 5


@pytest.mark.parametrize("seed", range(4))
def test_an_abrupt_recording_has_nothing_before_the_voice(seed: int):
    """No lead, and no more sound than the voice stretched."""
    heard = augment.changed(tone(300.0), np.random.default_rng(seed), no_other, abrupt=True)
    assert heard.lead == 0.0
    assert len(heard.samples) <= len(tone(300.0)) * heard.stretch + 2


def test_the_voice_starts_where_the_lead_ends():
    """Before the lead there is much less sound than after it, where no noise covers it."""
    found = 0
    for seed in range(12):
        heard = augment.changed(tone(1000.0), np.random.default_rng(seed), no_other)
        start = round(heard.lead * 16)
        before, after = heard.samples[: start - 50], heard.samples[start + 50 : start + 8000]
        found += augment.level(after) > 3 * augment.level(before)
    assert found >= 10


@pytest.mark.parametrize("seed", range(6))
def test_masks_keep_the_shape(seed: int):
    """Frames and coefficients stay as many, whatever is covered."""
    features = np.random.default_rng(0).normal(size=(50, 40)).astype(np.float32)
    masked = augment.masked(features, np.random.default_rng(seed))
    assert masked.shape == features.shape
    assert masked.dtype == np.float32
