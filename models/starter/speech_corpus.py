"""Make a corpus of synthetic Dutch: FLAC files and a list of what is said in them and when.

    python -m models.starter.speech_corpus kokoro OUT --texts FILE --minutes 60 --seed 1
    python -m models.starter.speech_corpus espeak OUT --texts FILE --minutes 60 --seed 1

Utterance number n depends on the seed, n and the texts alone; what is already there is not made again, so the command
may be stopped and started at will. `OUT/list.jsonl` has one line per utterance: file, seconds, text, events
(milliseconds, phone; "" is silence) and the speaker.
"""

import argparse
import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import soundfile
import soxr

from models.starter.phones import from_espeak
from models.starter.speech_kokoro import RATE, Spoken, trimmed

Record = dict[str, Any]
Say = Callable[[str, np.random.Generator], tuple[Spoken | None, Record]]

ESPEAK_VARIANTS = "nl nl+m1 nl+m2 nl+m3 nl+m5 nl+m6 nl+m7 nl+f1 nl+f2 nl+f3 nl+f4".split()
"""Variants that are trained on; nl+m4, nl+m8 and nl+f5 are kept for measuring."""


def read_list(folder: Path) -> list[Record]:
    """Return the records of a corpus that were written whole."""
    path = folder / "list.jsonl"
    if not path.exists():
        return []
    lines = path.read_text(encoding="utf-8").split("\n")
    return [json.loads(line) for line in lines[:-1]]  # what stands after the last line end was cut off


def kokoro_says(work: Path) -> Say:
    """Return a speaker function: a new blend for every text."""
    from models.starter.espeak import ipa
    from models.starter.speech_kokoro import Kokoro, described, draw_speaker

    kokoro = Kokoro(work)

    def say(text: str, random: np.random.Generator) -> tuple[Spoken | None, Record]:
        speaker = draw_speaker(random)
        return kokoro.say(ipa(text), speaker, random), described(speaker)

    return say


def espeak_says(variants: list[str]) -> Say:
    """Return a speaker function: a variant of espeak-ng's Dutch voice, with its own tempo and pitch, for every text."""
    from models.starter.speech_espeak import espeak_voice

    def say(text: str, random: np.random.Generator) -> tuple[Spoken | None, Record]:
        voice = str(random.choice(variants))
        rate, pitch, gap = int(random.integers(115, 215)), int(random.integers(15, 85)), int(random.choice([0, 0, 0, 2]))
        speech = espeak_voice().say(text, voice=voice, rate=rate, pitch=pitch, gap=gap)
        speaker = {"voice": voice, "rate": rate, "pitch": pitch, "gap": gap}
        sounds = list(speech.sounds)
        if len(sounds) < 2:
            return None, speaker
        events: list[tuple[float, str]] = [(0.0, "")]
        for (begin, sound), (end, _) in zip(sounds, [*sounds[1:], (sounds[-1][0] + 60, "")], strict=True):
            phones = from_espeak(sound) or ([""] if not sound.strip() else [])
            events += [(begin + (end - begin) * n / len(phones), phone) for n, phone in enumerate(phones)]
        if events[-1][1]:
            events.append((sounds[-1][0] + 60.0, ""))
        samples = soxr.resample(speech.samples.astype(np.float32) / 32768, speech.rate, RATE, "HQ")
        return trimmed(samples, events), speaker

    return say


def utterances(say: Say, texts: list[str], seed: int, start: int) -> Iterator[tuple[int, Record, Spoken]]:
    """Yield (number, record, speech) without end, from utterance `start` on."""
    number = start
    while True:
        random = np.random.default_rng([seed, number])
        text = str(texts[int(random.integers(len(texts)))])
        spoken, speaker = say(text, random)
        if spoken is not None:
            seconds = round(len(spoken.samples) / RATE, 3)
            record = {"file": f"{seed}-{number:05d}.flac", "seconds": seconds, "text": text, "number": number}
            yield number, {**record, "events": spoken.events, "speaker": speaker}, spoken
        number += 1


def make(say: Say, texts: list[str], folder: Path, *, seed: int, minutes: float, until: float = float("inf")) -> float:
    """Add to a corpus until it has so many minutes or the clock says `until`; return its minutes."""
    folder.mkdir(parents=True, exist_ok=True)
    done = read_list(folder)
    total = sum(record["seconds"] for record in done)
    start = 1 + max((record["number"] for record in done), default=-1)
    with (folder / "list.jsonl").open("a", encoding="utf-8") as lines:
        for _, record, spoken in utterances(say, texts, seed, start):
            soundfile.write(folder / record["file"], spoken.samples, RATE, subtype="PCM_16")
            lines.write(json.dumps(record, ensure_ascii=False) + "\n")
            lines.flush()
            total += record["seconds"]
            if total >= 60 * minutes or time.time() > until:
                break
    return float(total / 60)


def main() -> int:
    """Make or extend a corpus; the exit status is 0."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("voice", choices=("kokoro", "espeak"))
    parser.add_argument("folder", type=Path)
    parser.add_argument("--texts", type=Path, required=True, help="one sentence a line")
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--variants", nargs="+", default=ESPEAK_VARIANTS)
    parser.add_argument("--work", type=Path, default=Path("build/starter"), help="folder for the network's copy")
    options = parser.parse_args()
    texts = [line.strip() for line in options.texts.read_text(encoding="utf-8").splitlines() if line.strip()]
    say = kokoro_says(options.work) if options.voice == "kokoro" else espeak_says(options.variants)
    make(say, texts, options.folder, seed=options.seed, minutes=options.minutes)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
