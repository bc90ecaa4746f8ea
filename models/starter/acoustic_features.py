"""What the network hears: 40 MFCCs each 10 ms, exactly as Vosk computes them; and labels for its outputs each 30 ms."""

import functools
import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from models.starter.phones import CLASS_OF, SILENCE_CLASS

Floats = npt.NDArray[np.float32]

RATE = 16_000
BANDS = 40
LOWEST, HIGHEST = 20.0, 7600.0
"""Hertz of the mel filters' outer edges; the same numbers stand in ``conf/mfcc.conf``."""
LIFTER = 22
WINDOW, SHIFT, FFT = 400, 160, 512
"""Samples of a window (25 ms), between two windows (10 ms), and of the transform."""
EMPHASIS = np.float32(0.97)
OUTPUT_MS = 30
CENTRE_MS = 12.5
"""Milliseconds from an output's start to the middle of the 25 ms window that it belongs to."""


def mfcc(samples: Floats) -> Floats:
    """Return (frames, 40) for samples at 16 kHz in the range of 16-bit integers, as Kaldi's `compute-mfcc-feats`.

    Only windows that fit whole are used; nothing random is added. Fewer samples than a window give no frames.
    """
    if len(samples) < WINDOW:
        return np.zeros((0, BANDS), np.float32)
    frames = np.lib.stride_tricks.sliding_window_view(np.asarray(samples, np.float32), WINDOW)[::SHIFT]
    frames = frames - frames.mean(1, keepdims=True)
    emphasised = frames.copy()
    emphasised[:, 1:] -= EMPHASIS * frames[:, :-1]
    emphasised[:, 0] -= EMPHASIS * frames[:, 0]
    power = np.square(np.abs(np.fft.rfft(emphasised * _window(), FFT)[:, : FFT // 2]))
    energies = np.log(np.maximum(power @ _mel_filters(), np.finfo(np.float32).eps))
    result: Floats = (energies @ _cepstrum_float()).astype(np.float32)
    return result


@functools.cache
def _window() -> Floats:
    """Return Povey's window: Hann's to the power 0.85, which falls to zero at the edges."""
    hann = 0.5 - 0.5 * np.cos(2 * np.pi * np.arange(WINDOW) / (WINDOW - 1))
    return (hann**0.85).astype(np.float32)


@functools.cache
def _mel_filters() -> Floats:
    """Return (spectrum, bands): triangles that are evenly spaced and straight in mels."""
    low, high = mel(LOWEST), mel(HIGHEST)
    step = (high - low) / (BANDS + 1)
    position = (mel(np.arange(FFT // 2) * RATE / FFT)[:, None] - low) / step - np.arange(BANDS)
    return np.maximum(0, np.minimum(position, 2 - position)).astype(np.float32)


@functools.cache
def _cepstrum_float() -> Floats:
    return cepstrum_matrix().T.astype(np.float32)


def cepstrum_matrix() -> npt.NDArray[np.float64]:
    """Return the matrix that makes Kaldi's MFCCs of log mel energies: orthonormal cosine transform, then lifter."""
    index = np.arange(BANDS)
    cosine = np.sqrt(2 / BANDS) * np.cos(np.pi * (index[None] + 0.5) * index[:, None] / BANDS)
    cosine[0] = np.sqrt(1 / BANDS)
    lifted: npt.NDArray[np.float64] = cosine * (1 + LIFTER / 2 * np.sin(np.pi * index / LIFTER))[:, None]
    return lifted


def mel(hertz: npt.ArrayLike) -> npt.NDArray[np.float64]:
    """Return mels of hertz, by Kaldi's formula."""
    mels: npt.NDArray[np.float64] = 1127 * np.log1p(np.asarray(hertz, np.float64) / 700)
    return mels


def warp_matrix(factor: float) -> npt.NDArray[np.float64]:
    """Return a matrix on log mel energies as if the formants were divided by `factor` (0.85 to 1.18)."""
    low, high = mel(LOWEST), mel(HIGHEST)
    centres = low + (np.arange(BANDS) + 1) * (high - low) / (BANDS + 1)
    hertz = 700 * np.expm1(centres / 1127)
    source = (mel(np.minimum(hertz * factor, HIGHEST)) - low) / (high - low) * (BANDS + 1) - 1
    source = np.clip(source, 0, BANDS - 1)
    below = np.minimum(source.astype(int), BANDS - 2)
    share = source - below
    matrix = np.zeros((BANDS, BANDS))
    rows = np.arange(BANDS)
    matrix[rows, below] = 1 - share
    matrix[rows, below + 1] += share
    return matrix


def labels(events: Sequence[tuple[float, str]], outputs: int) -> npt.NDArray[np.int64]:
    """Return the pdf of each output for (milliseconds, phone) in order, "" being silence.

    A phone's first output is the first whose window has its middle in the phone; each has at least one output, so that
    a run of very short ones pushes the next ones back.
    """
    found = np.full(outputs, 2 * SILENCE_CLASS + 1, np.int64)
    found[:1] = 2 * SILENCE_CLASS
    free = 0
    previous = SILENCE_CLASS
    for begin, phone in events:
        kind = CLASS_OF[phone] if phone else SILENCE_CLASS
        if kind == SILENCE_CLASS and previous == SILENCE_CLASS:
            continue
        previous = kind
        start = max(free, math.ceil((begin - CENTRE_MS) / OUTPUT_MS), 0)
        if start >= outputs:
            break
        found[start:] = 2 * kind + 1
        found[start] = 2 * kind
        free = start + 1
    return found
