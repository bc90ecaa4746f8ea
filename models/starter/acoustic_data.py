"""Corpora in memory, and batches of augmented features with labels drawn from them."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from models.starter.acoustic_augment import changed, masked
from models.starter.acoustic_features import BANDS, RATE, labels, mfcc

Floats = npt.NDArray[np.float32]
STEP = 3
LONGEST = 14.0
"""Seconds; longer recordings are left out, they make batches uneven."""
UNLABELLED = -1
ABRUPT = 0.2
"""How often an utterance begins and ends without silence around it. Without that, the first word is lost."""
_EDGE_MS = (20.0, 45.0)
"""What is left before the first phone then: its first output is still silence."""


@dataclass(frozen=True, slots=True, eq=False)
class Utterance:
    """Samples (int16, 16 kHz) and (milliseconds, phone) of each phone's start."""

    samples: npt.NDArray[np.int16]
    events: tuple[tuple[float, str], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Batch:
    """Features (batch, context + frames + context, 40) and the pdf of each output, -1 where there is none."""

    features: Floats
    pdfs: npt.NDArray[np.int64]


def load(list_file: Path) -> list[Utterance]:
    """Read a corpus: the audio files of a list with events, relative to the list or absolute, at any rate."""
    import soundfile
    import soxr

    found = []
    for line in list_file.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        if record["seconds"] > LONGEST:
            continue
        samples, rate = soundfile.read(list_file.parent / record["file"], dtype="float32", always_2d=True)
        voice = samples.mean(1)
        if rate != RATE:
            voice = soxr.resample(voice, rate, RATE, "HQ")
        events = tuple((float(begin), str(phone)) for begin, phone in record["events"])
        found.append(Utterance(np.clip(voice * 32768, -32768, 32767).astype(np.int16), events))
    return found


def cut_out(utterance: Utterance, random: np.random.Generator) -> Utterance:
    """Return an utterance without the silence at its ends, but for a few hundredths of a second."""
    said = [begin for begin, phone in utterance.events if phone]
    ends = [begin for begin, phone in utterance.events if not phone and said and begin > said[-1]]
    begin = max(0.0, said[0] - random.uniform(*_EDGE_MS)) if said else 0.0
    end = ends[0] + random.uniform(*_EDGE_MS) if ends else len(utterance.samples) * 1000 / RATE
    samples = utterance.samples[round(begin * RATE / 1000) : round(end * RATE / 1000)]
    return Utterance(samples, tuple((max(0.0, time - begin), phone) for time, phone in utterance.events))


def example(
    utterance: Utterance, random: np.random.Generator, others: Sequence[Utterance]
) -> tuple[Floats, npt.NDArray[np.int64]]:
    """Return the features (frames, 40) and pdfs of one utterance as it may arrive in a call."""

    def other_voice() -> Floats:
        return others[int(random.integers(len(others)))].samples.astype(np.float32)

    abrupt = random.random() < ABRUPT
    if abrupt:
        utterance = cut_out(utterance, random)
    heard = changed(utterance.samples.astype(np.float32), random, other_voice, abrupt=abrupt)
    features = masked(mfcc(heard.samples), random)
    events = [(heard.lead + heard.stretch * begin, phone) for begin, phone in utterance.events]
    return features, labels(events, (len(features) + STEP - 1) // STEP)


def together(examples: Sequence[tuple[Floats, npt.NDArray[np.int64]]], context: int) -> Batch:
    """Lay examples side by side; shorter ones are filled up with their last frame, unlabelled."""
    longest = max(len(features) for features, _ in examples)
    outputs = (longest + STEP - 1) // STEP
    width = longest + 2 * context + 2
    features = np.zeros((len(examples), width, BANDS), np.float32)
    pdfs = np.full((len(examples), outputs), UNLABELLED, np.int64)
    for row, (frames, targets) in enumerate(examples):
        features[row, :context] = frames[0]
        features[row, context : context + len(frames)] = frames
        features[row, context + len(frames) :] = frames[-1]
        pdfs[row, : len(targets)] = targets
    return Batch(features, pdfs)


def batches(
    corpora: Sequence[tuple[list[Utterance], float]], *, seconds: float, context: int, seed: int
) -> Iterator[Batch]:
    """Yield batches of about so many seconds without end; each corpus gives its share of the seconds.

    Utterances of like length go together. The same seed gives the same batches.
    """
    random = np.random.default_rng(seed)
    everything = [utterance for corpus, _ in corpora for utterance in corpus]
    lengths = [np.mean([len(utterance.samples) for utterance in corpus]) for corpus, _ in corpora]
    chances = np.array([share / length for (_, share), length in zip(corpora, lengths, strict=True)])
    chances /= chances.sum()
    while True:
        pool: list[Utterance] = []
        while sum(len(utterance.samples) for utterance in pool) < 16 * seconds * RATE:
            corpus = corpora[int(random.choice(len(corpora), p=chances))][0]
            pool.append(corpus[int(random.integers(len(corpus)))])
        pool.sort(key=lambda utterance: len(utterance.samples))
        groups: list[list[Utterance]] = [[]]
        for utterance in pool:
            if (len(groups[-1]) + 1) * len(utterance.samples) > seconds * RATE and groups[-1]:
                groups.append([])
            groups[-1].append(utterance)
        for number in random.permutation(len(groups)):
            yield together([example(utterance, random, everything) for utterance in groups[number]], context)
