"""What happens to a voice between the mouth and the recogniser: a headset, a telephone line, a room, noise.

All functions take and give mono samples at 16 kHz, float32, full scale 1. Everything random comes from the generator
that is handed in, so that the same seed gives the same sound.
"""

import numpy as np
import numpy.typing as npt
import soxr

Samples = npt.NDArray[np.float32]

RATE = 16_000
LINE_RATE = 8_000
LOUDNESS = 0.07
"""Root mean square of the spoken part: -23 dBFS, a usual headset level, the same as in the rehearsal call."""
LEAD = 0.3
"""Seconds of quiet before the voice."""
TAIL = 0.7
"""Seconds of quiet after it: enough for the recogniser to close the utterance."""
FLOOR = 3e-4
"""Root mean square of the hiss that is in every recording (-70 dBFS); digital silence is not natural."""

SHARES = {"headset": 0.65, "telephone": 0.15, "room": 0.1, "noise": 0.1}
"""How often each way of sounding is drawn for espeak-ng."""
SOUNDS = (*SHARES, "din")
"""All ways: din is a telephone in a noisy place, noise 16 to 23 dB under the voice."""


def heard(voice: Samples, sound: str, random: np.random.Generator) -> Samples:
    """Return a voice as it arrives: loudness set, quiet around it, and passed through one of `SOUNDS`."""
    level = LOUDNESS / np.sqrt(np.mean(np.square(voice)))
    padded = np.concatenate([quiet(LEAD), voice * np.float32(level), quiet(TAIL)])
    if sound == "telephone":
        padded = telephone(padded)
    elif sound == "room":
        padded = room(padded, random, seconds=random.uniform(0.15, 0.3), direct=random.uniform(6, 12))
    elif sound == "noise":
        padded = padded + pink(padded.size, random) * np.float32(LOUDNESS * 10 ** (-random.uniform(14, 26) / 20))
    elif sound == "din":
        level = LOUDNESS * 10 ** (-random.uniform(16, 23) / 20)
        padded = telephone((padded + pink(padded.size, random) * np.float32(level)).astype(np.float32))
    hiss = random.standard_normal(padded.size).astype(np.float32) * np.float32(FLOOR)
    result: Samples = np.clip(padded + hiss, -0.98, 0.98).astype(np.float32)
    return result


def quiet(seconds: float) -> Samples:
    """Return digital silence."""
    return np.zeros(round(seconds * RATE), np.float32)


def telephone(samples: Samples) -> Samples:
    """Return the samples after 300 to 3400 Hz, 8 kHz and the 8 bits of the µ-law (ITU-T G.711, its formula)."""
    narrow = soxr.resample(samples, RATE, LINE_RATE)
    hertz = np.maximum(np.fft.rfftfreq(narrow.size, 1 / LINE_RATE), 1)
    passed = 1 / np.sqrt((1 + (300 / hertz) ** 8) * (1 + (hertz / 3400) ** 40))
    narrow = np.fft.irfft(np.fft.rfft(narrow) * passed, narrow.size)
    coded = np.round(np.sign(narrow) * np.log1p(255 * np.abs(narrow)) / np.log1p(255) * 127) / 127
    decoded = np.sign(coded) * (256 ** np.abs(coded) - 1) / 255
    wide: Samples = soxr.resample(decoded.astype(np.float32), LINE_RATE, RATE)
    return wide


def room(samples: Samples, random: np.random.Generator, *, seconds: float, direct: float) -> Samples:
    """Return the samples with the echo of a small room.

    The echo is noise that dies out by 60 dB in `seconds`; the voice itself is `direct` dB stronger than the echo.
    """
    length = round(seconds * RATE)
    echo = random.standard_normal(length) * 10 ** (-3 * np.arange(length) / length)
    echo[: RATE // 400] = 0  # the first wall is some 40 cm away
    echo *= 10 ** (-direct / 20) / np.sqrt(np.sum(np.square(echo)))
    echo[0] = 1
    size = samples.size + length
    mixed: Samples = np.fft.irfft(np.fft.rfft(samples, size) * np.fft.rfft(echo, size), size).astype(np.float32)
    return mixed[: samples.size]


def pink(size: int, random: np.random.Generator) -> Samples:
    """Return noise with as much energy in each octave, root mean square 1."""
    spectrum = np.fft.rfft(random.standard_normal(size))
    spectrum[0] = 0
    spectrum[1:] /= np.sqrt(np.arange(1, spectrum.size))
    noise = np.fft.irfft(spectrum, size)
    result: Samples = (noise / noise.std()).astype(np.float32)
    return result
