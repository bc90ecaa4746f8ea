"""Make clean speech sound as it arrives in calls: other throats and tempos, rooms, noise, telephone lines, headsets.

Samples are float32 at 16 kHz in the range of 16-bit integers; everything random comes from the generator handed in.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from models.starter.acoustic_features import BANDS, RATE, cepstrum_matrix, mel, warp_matrix

Floats = npt.NDArray[np.float32]
Random = np.random.Generator

_CEPSTRUM = cepstrum_matrix()
_ENERGIES = np.linalg.inv(_CEPSTRUM)


@dataclass(frozen=True, slots=True)
class Changed:
    """Samples after augmentation, and how times move: new milliseconds = `lead` + `stretch` * old ones."""

    samples: Floats
    lead: float
    stretch: float


def resampled(samples: Floats, stretch: float) -> Floats:
    """Return samples that last `stretch` times as long and sound that much lower (linear in between, good enough)."""
    places = np.arange(0, len(samples) - 1, 1 / stretch)
    return np.interp(places, np.arange(len(samples)), samples).astype(np.float32)


def equaliser(random: Random, frequencies: Floats) -> Floats:
    """Return a smooth random gain in decibels for each frequency: microphones, headsets, distance."""
    mels = mel(frequencies)
    knots = int(random.integers(5, 10))
    curve = np.interp(mels, np.linspace(0, mels[-1], knots), random.normal(0, 5, knots))
    return (curve + random.uniform(-7, 7) * mels / mels[-1]).astype(np.float32)


def telephone_band(random: Random, frequencies: Floats) -> Floats:
    """Return the gain in decibels of a telephone line: about 300 to 3400 Hz."""
    low, high = random.uniform(200, 350), random.uniform(3200, 3700)
    below = 60 / (1 + np.exp(np.clip((frequencies - low) / 25, -60, 60)))
    above = 70 / (1 + np.exp(np.clip((high - frequencies) / 40, -60, 60)))
    return (-below - above).astype(np.float32)


def room(random: Random) -> Floats:
    """Return an impulse response: the direct sound, a few early reflections, an exponentially fading tail."""
    seconds = random.uniform(0.08, 0.6)
    length = int(seconds * RATE)
    tail = random.standard_normal(length) * 10 ** (-3 * np.arange(length) / length)
    tail[: int(random.uniform(0.002, 0.02) * RATE)] = 0
    tail *= np.sqrt(10 ** (-random.uniform(1, 18) / 10) / max(float(np.sum(tail**2)), 1e-9))
    for _ in range(random.integers(0, 5)):
        tail[random.integers(16, min(length, 800))] += random.uniform(-0.4, 0.4)
    tail[0] = 1.0
    return tail.astype(np.float32)


def noise(random: Random, count: int, frequencies: Floats) -> Floats:
    """Return coloured noise: from white to a little redder than pink, sometimes with a hum."""
    spectrum = np.fft.rfft(random.standard_normal(count, dtype=np.float32))
    spectrum *= (np.maximum(frequencies, 30) / 1000) ** -random.uniform(0, 1.2)
    sound = np.fft.irfft(spectrum, count)
    if random.random() < 0.15:
        hum = np.sin(2 * np.pi * random.choice([50, 100, 120, 400]) * np.arange(count) / RATE)
        sound += hum * np.std(sound) * random.uniform(0.3, 1.5)
    return sound.astype(np.float32)


def companded(samples: Floats) -> Floats:
    """Return samples after eight bits of the mu-law (ITU-T G.711, its formula)."""
    scaled = np.clip(samples / 32768, -1, 1)
    coded = np.round(np.sign(scaled) * np.log1p(255 * np.abs(scaled)) / np.log(256) * 127) / 127
    return (32768 * np.sign(coded) * np.expm1(np.abs(coded) * np.log(256)) / 255).astype(np.float32)


def coded_noise(random: Random, samples: Floats) -> Floats:
    """Return samples with noise that follows the voice, as low-rate speech codecs add (ITU-T P.810 in spirit)."""
    depth = 10 ** (-random.uniform(12, 30) / 20)
    return (samples * (1 + depth * random.standard_normal(len(samples)))).astype(np.float32)


def level(samples: Floats) -> float:
    """Return the mean power."""
    return float(np.mean(np.square(samples))) + 1e-6


def changed(
    samples: Floats, random: Random, other_voice: Callable[[], Floats], *, abrupt: bool = False
) -> Changed:
    """Return one random way in which `samples` may arrive; `other_voice` gives speech for babble.

    Before and after them comes a little of the silence of the line, unless they begin and end `abrupt`, as behind a
    noise gate or in a recording that was cut.
    """
    stretch = 1.0 if random.random() < 0.15 else float(np.exp(random.uniform(-0.19, 0.19)))
    voice = samples if stretch == 1.0 else resampled(samples, stretch)
    lead, tail = (0.0, 0.0) if abrupt else (random.uniform(0.05, 0.45), random.uniform(0.1, 0.5))
    voice = np.concatenate([np.zeros(int(lead * RATE)), voice, np.zeros(int(tail * RATE))]).astype(np.float32)
    size = 1 << 14
    count = (len(voice) // size + 1) * size  # lengths with many small factors are transformed quickly
    frequencies = np.fft.rfftfreq(count, 1 / RATE).astype(np.float32)
    gain = equaliser(random, frequencies)
    telephone = random.random() < 0.35
    if telephone:
        gain += telephone_band(random, frequencies)
    spectrum = np.fft.rfft(voice, count) * 10 ** (gain / 20)
    if random.random() < 0.5:
        spectrum *= np.fft.rfft(room(random), count)
    sound = np.fft.irfft(spectrum, count)[: len(voice)].astype(np.float32)
    power = level(sound)
    if random.random() < 0.7:
        hiss = noise(random, count, frequencies)[: len(sound)]
        sound += hiss * np.sqrt(power / level(hiss)) * 10 ** (-random.uniform(6, 40) / 20)
    if random.random() < 0.15:
        babble = sum((np.resize(other_voice(), len(sound)) for _ in range(random.integers(1, 4))), np.zeros(len(sound)))
        sound += (babble * np.sqrt(power / level(babble)) * 10 ** (-random.uniform(10, 25) / 20)).astype(np.float32)
    sound *= 10 ** random.uniform(2.7, 4.5) / max(float(np.max(np.abs(sound))), 1e-3)
    if telephone and random.random() < 0.5:
        sound = companded(sound)
    if random.random() < 0.15:
        sound = coded_noise(random, sound)
    sound += random.standard_normal(len(sound), dtype=np.float32)
    return Changed(sound, int(lead * RATE) * 1000 / RATE, stretch)


def masked(features: Floats, random: Random) -> Floats:
    """Return MFCCs (frames, 40) as from another throat, with some bands and moments covered (SpecAugment)."""
    transform = np.eye(BANDS)
    if random.random() < 0.65:
        transform = warp_matrix(float(np.exp(random.uniform(-0.15, 0.15))))
    added = np.zeros(BANDS)
    if random.random() < 0.5:
        kept = np.ones(BANDS)
        for _ in range(random.integers(1, 3)):
            width = int(random.integers(1, 7))
            start = int(random.integers(0, BANDS - width))
            kept[start : start + width] = 0
        mean = transform @ _ENERGIES @ features.mean(0)
        added = _CEPSTRUM @ ((1 - kept) * mean)
        transform = kept[:, None] * transform
    whole = (_CEPSTRUM @ transform @ _ENERGIES).astype(np.float32)
    result = features @ whole.T + added.astype(np.float32)
    if random.random() < 0.4:
        for _ in range(random.integers(1, 3)):
            width = int(random.integers(3, 13))
            start = int(random.integers(0, max(1, len(result) - width)))
            result[start : start + width] = result.mean(0)
    return result.astype(np.float32)
