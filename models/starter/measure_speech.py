"""The held-out sentences, spoken by synthetic speakers that nothing is trained on.

    python -m models.starter.measure_speech OUT [--espeak | --voices FOLDER]

Kokoro's blends are drawn with seeds that no training set uses (909001 and up: other blends of the same five voices,
so "unseen speakers", not "unseen voices"); with `--voices` the ten voices speak that `speech_voices` keeps out of
training, each as it is; espeak-ng's variants nl+f5, nl+m8 and nl+m4 are kept out too. Every sentence is said by two
blends, one voice and one variant. Done again where it was broken off.
"""

import argparse
import logging
from pathlib import Path

import numpy as np
import soundfile
import soxr

from models.starter import espeak, speech_kokoro
from models.starter.sentences import held_out
from models.starter.speech_kokoro import RATE, Speaker
from models.starter.speech_voices import read_voices

FIRST_SEED = 909_001
SPEAKERS = 12
VARIANTS = ("nl+f5", "nl+m8", "nl+m4")
EDGE = 0.4
"""Seconds of near silence before and after what is said."""

log = logging.getLogger(__name__)


def padded(sound: np.ndarray, seed: int) -> np.ndarray:
    """Return a sound at half of full scale between two stretches of faint noise."""
    random = np.random.default_rng(seed)
    edge = random.normal(0, 3e-5, round(EDGE * RATE))
    return np.concatenate([edge, 0.5 * sound / np.max(np.abs(sound)), edge]).astype(np.float32)


def with_kokoro(sentences: list[tuple[str, str]], out: Path) -> None:
    """Speak every sentence with two of the twelve Kokoro speakers."""
    kokoro = speech_kokoro.Kokoro()
    speakers = [speech_kokoro.draw_speaker(np.random.default_rng(FIRST_SEED + number)) for number in range(SPEAKERS)]
    half = SPEAKERS // 2
    for part in range(2):
        for number, (_, words) in enumerate(sentences):
            target = out / f"kokoro-{number:03d}-{part}.flac"
            if target.exists():
                continue
            seed = FIRST_SEED * 1000 + 2 * number + part
            spoken = kokoro.say(espeak.ipa(words), speakers[half * part + number % half], np.random.default_rng(seed))
            if spoken is None:
                raise SystemExit(f"cannot be spoken: {words}")
            soundfile.write(target, padded(spoken, seed), RATE, subtype="PCM_16")


def with_voices(sentences: list[tuple[str, str]], out: Path, voices: Path) -> None:
    """Speak every sentence with one of the ten voices that are held out, unblended."""
    names, styles = read_voices(voices, held_out=True)
    kokoro = speech_kokoro.Kokoro(styles)
    for number, (_, words) in enumerate(sentences):
        target = out / f"voices-{number:03d}.flac"
        if target.exists():
            continue
        seed = FIRST_SEED + 1000 + number
        random = np.random.default_rng(seed)
        alone = tuple(float(place == number % len(names)) for place in range(len(names)))
        tempo, devoicing = float(random.uniform(0.95, 1.25)), float(random.choice([0.0, 0.5]))
        speaker = Speaker(alone, alone, 0.0, seed, tempo, 1.0, str(random.choice(["ɾ", "ʁ", "r"])), devoicing)
        spoken = kokoro.say(espeak.ipa(words), speaker, random)
        if spoken is None:
            raise SystemExit(f"cannot be spoken: {words}")
        soundfile.write(target, padded(spoken, seed), RATE, subtype="PCM_16")


def with_espeak(sentences: list[tuple[str, str]], out: Path) -> None:
    """Speak every sentence with one of the three variants of espeak-ng."""
    from models.starter import speech_espeak

    voice = speech_espeak.EspeakVoice()
    for number, (_, words) in enumerate(sentences):
        target = out / f"espeak-{number:03d}.flac"
        if target.exists():
            continue
        spoken = voice.say(words, voice=VARIANTS[number % 3], rate=150 + number % 5 * 10, pitch=35 + number % 7 * 5)
        sound = soxr.resample(spoken.samples.astype(np.float32), spoken.rate, RATE, "HQ")
        soundfile.write(target, padded(sound, number), RATE, subtype="PCM_16")


def main() -> None:
    """Speak the held-out sentences into a folder."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("out", type=Path)
    other = parser.add_mutually_exclusive_group()
    other.add_argument(
        "--espeak", action="store_true", help="espeak-ng instead of Kokoro (its library starts in one mode)"
    )
    other.add_argument("--voices", type=Path, help="the held-out voices of this folder instead of blends of five")
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    sentences = held_out()
    if arguments.espeak:
        with_espeak(sentences, arguments.out)
    elif arguments.voices:
        with_voices(sentences, arguments.out, arguments.voices)
    else:
        with_kokoro(sentences, arguments.out)
    log.info("%d sentences", len(sentences))


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    main()
