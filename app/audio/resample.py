"""From the rate of the device to 16 kHz, with libsoxr (well kept, exact, and it streams)."""

import numpy as np
import soxr
from numpy.typing import NDArray

from app.audio.source import RATE

type Samples = NDArray[np.float32]


class Resampler:
    """Turns mono float samples of any rate into 16 kHz, keeping its state between pieces."""

    def __init__(self, rate: float) -> None:
        """Prepare for samples at `rate` per second."""
        self._stream = None if rate == RATE else soxr.ResampleStream(rate, RATE, 1, dtype="float32", quality="HQ")

    def feed(self, samples: Samples, *, last: bool = False) -> Samples:
        """Resample a piece, shape (n,); `last` flushes what the filter still holds."""
        if self._stream is None:
            return samples
        return np.asarray(self._stream.resample_chunk(samples, last=last), dtype=np.float32)


def mono(frames: NDArray[np.float32]) -> Samples:
    """Average the channels of frames with shape (n, channels) or (n,)."""
    if frames.ndim == 1:
        return frames
    if frames.shape[1] == 1:
        return np.ascontiguousarray(frames[:, 0])
    return frames.mean(axis=1, dtype=np.float32)


_LOUDEST = 4.0
"""Float recordings may go a little beyond one; what is far beyond is no sound."""


def sane(frames: NDArray[np.float32]) -> NDArray[np.float32]:
    """Frames without what is no number, and without numbers that would overflow on their way."""
    return np.clip(np.nan_to_num(frames), -_LOUDEST, _LOUDEST)


def to_int16(samples: Samples) -> NDArray[np.int16]:
    """Floats between -1 and 1 as little-endian 16-bit samples; louder ones are clipped."""
    return (np.clip(samples, -1.0, 1.0) * 32767.0).astype("<i2")


def to_pcm(samples: Samples) -> bytes:
    """The same as bytes."""
    return to_int16(samples).tobytes()


def loudness_of_rows(rows: NDArray[np.int16]) -> list[float]:
    """Root mean square of each row of 16-bit samples, shape (blocks, samples), between 0 and 1."""
    squares = np.einsum("ij,ij->i", rows, rows, dtype=np.float32, casting="unsafe")
    return [float(rms) for rms in np.sqrt(squares / max(1, rows.shape[1])) / 32768.0]


def loudness(samples: Samples) -> float:
    """Root mean square of float samples, between 0 and 1; 0 for no samples."""
    if not samples.size:
        return 0.0
    return float(min(1.0, np.sqrt(np.mean(np.square(samples)))))
