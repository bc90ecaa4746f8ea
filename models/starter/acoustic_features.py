"""What the network hears: 40 MFCCs each 10 ms, exactly as Vosk computes them; and labels for its outputs each 30 ms."""

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
OUTPUT_MS = 30
CENTRE_MS = 12.5
"""Milliseconds from an output's start to the middle of the 25 ms window that it belongs to."""


def mfcc(samples: Floats) -> Floats:
    """Return (frames, 40) for samples at 16 kHz in the range of 16-bit integers."""
    import kaldi_native_fbank

    options = kaldi_native_fbank.MfccOptions()
    options.frame_opts.samp_freq = RATE
    options.frame_opts.dither = 0
    options.mel_opts.num_bins = BANDS
    options.mel_opts.low_freq = LOWEST
    options.mel_opts.high_freq = HIGHEST
    options.num_ceps = BANDS
    options.use_energy = False
    computer = kaldi_native_fbank.OnlineMfcc(options)
    computer.accept_waveform(RATE, np.ascontiguousarray(samples, np.float32))
    computer.input_finished()
    return np.array([computer.get_frame(i) for i in range(computer.num_frames_ready)], np.float32).reshape(-1, BANDS)


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
