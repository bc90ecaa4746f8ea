"""What a telephone line leaves of a voice: 300 to 3400 Hz, 8,000 samples a second, eight bits of mu-law (G.711)."""

import numpy as np
import numpy.typing as npt
import soxr

TELEPHONE = 8000
"""Samples per second of a telephone line."""
PASSED = (300.0, 3400.0)
"""Frequencies in Hz that a telephone line lets through."""
_MU = 255

type Samples = npt.NDArray[np.int16]


def telephone(sound: Samples, rate: int) -> Samples:
    """Return a recording as a telephone line passes it on (G.711 mu-law, 300 to 3400 Hz), at its own rate again."""
    narrow = soxr.resample(sound.astype(np.float32) / 32768, rate, TELEPHONE, "HQ")
    spectrum = np.fft.rfft(narrow)
    frequencies = np.fft.rfftfreq(len(narrow), 1 / TELEPHONE)
    spectrum[(frequencies < PASSED[0]) | (frequencies > PASSED[1])] = 0
    line = np.fft.irfft(spectrum, len(narrow))
    squeezed = np.sign(line) * np.log1p(_MU * np.minimum(np.abs(line), 1)) / np.log(1 + _MU)
    coarse = np.round(squeezed * 127) / 127
    passed = np.sign(coarse) * ((1 + _MU) ** np.abs(coarse) - 1) / _MU
    wide = soxr.resample(passed.astype(np.float32), TELEPHONE, rate, "HQ")
    return np.clip(wide * 32768, -32768, 32767).astype(np.int16)
