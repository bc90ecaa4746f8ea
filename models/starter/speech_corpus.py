"""Make a corpus of synthetic Dutch: FLAC files and a list of what is said in them and when.

    python -m models.starter.speech_corpus kokoro OUT --texts FILE --minutes 60 --seed 1 [--voices FOLDER]
    python -m models.starter.speech_corpus espeak OUT --texts FILE --minutes 60 --seed 1

Utterance number n depends on the seed, n and the texts alone; what is already there is not made again, so the command
may be stopped and started at will. `OUT/list.jsonl` has one line per utterance: file, seconds, text, speaker, and for
espeak-ng the events (milliseconds, phone; "" is silence); Kokoro's are added by `acoustic_align`.
"""

import argparse
import json
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import soundfile
import soxr

from models.starter.phones import from_espeak
from models.starter.speech_kokoro import RATE, Samples

Record = dict[str, Any]
Say = Callable[[str, np.random.Generator], tuple[Samples | None, Record]]

ESPEAK_VARIANTS = "nl nl+m1 nl+m2 nl+m3 nl+m5 nl+m6 nl+m7 nl+f1 nl+f2 nl+f3 nl+f4".split()
"""Variants that are trained on; nl+m4, nl+m8 and nl+f5 are kept for measuring."""


def read_list(folder: Path) -> list[Record]:
    """Return the records of a corpus that were written whole."""
    path = folder / "list.jsonl"
    if not path.exists():
        return []
    lines = path.read_text(encoding="utf-8").split("\n")
    return [json.loads(line) for line in lines[:-1]]  # what stands after the last line end was cut off


def _write_list(folder: Path, records: list[Record]) -> None:
    """Write a list anew, without the line that may have been cut off."""
    partial = folder / "list.part"
    partial.write_text("".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records), encoding="utf-8")
    partial.replace(folder / "list.jsonl")


def kokoro_says(voices: Path | None, *, accents: bool = False) -> Say:
    """Return a speaker function: for every text a new blend of the five voices, or of those in a folder.

    With `accents` each speaker has an accent and runs words together; what is said is then kept as "ipa".
    """
    from models.starter.espeak import ipa
    from models.starter.speech_accents import draw_accent, run_together
    from models.starter.speech_kokoro import Kokoro, draw_near_speaker, draw_speaker
    from models.starter.speech_voices import read_voices

    styles = read_voices(voices)[1] if voices else None
    kokoro = Kokoro(styles)

    def say(text: str, random: np.random.Generator) -> tuple[Samples | None, Record]:
        speaker = draw_speaker(random) if styles is None else draw_near_speaker(random, len(styles))
        if not accents:
            return kokoro.say(ipa(text), speaker, random), {"speaker": asdict(speaker)}
        accent = draw_accent(random)
        said = run_together(ipa(text), random, float(random.choice([0.0, 0.3, 0.7])))
        record = {"speaker": asdict(speaker), "accent": asdict(accent), "ipa": said}
        return kokoro.say(said, speaker, random, accent), record

    return say


def espeak_says(variants: list[str]) -> Say:
    """Return a speaker function: a variant of espeak-ng's Dutch voice, with its own tempo and pitch, for every text."""
    from models.starter.speech_espeak import espeak_voice

    def say(text: str, random: np.random.Generator) -> tuple[Samples | None, Record]:
        voice = str(random.choice(variants))
        rate, pitch = int(random.integers(115, 215)), int(random.integers(15, 85))
        gap = int(random.choice([0, 0, 0, 2]))
        speech = espeak_voice().say(text, voice=voice, rate=rate, pitch=pitch, gap=gap)
        record: Record = {"speaker": {"voice": voice, "rate": rate, "pitch": pitch, "gap": gap}}
        if len(speech.sounds) < 2:
            return None, record
        record["events"] = espeak_events(speech.sounds)
        return soxr.resample(speech.samples.astype(np.float32) / 32768, speech.rate, RATE, "HQ"), record

    return say


def espeak_events(sounds: Sequence[tuple[int, str]], last: float = 60.0) -> list[tuple[float, str]]:
    """Return (milliseconds, phone) for espeak-ng's sounds; one that is two phones here is halved.

    How long the final sound lasts is not told: `last` milliseconds are taken.
    """
    events: list[tuple[float, str]] = [(0.0, "")]
    ends = [begin for begin, _ in sounds[1:]] + [sounds[-1][0] + last]
    for (begin, sound), end in zip(sounds, ends, strict=True):
        phones = from_espeak(sound) or ([""] if not sound.strip() else [])
        events += [(begin + (end - begin) * n / len(phones), phone) for n, phone in enumerate(phones)]
    return events if not events[-1][1] else [*events, (ends[-1], "")]


def utterances(say: Say, texts: list[str], seed: int, start: int) -> Iterator[tuple[Record, Samples]]:
    """Yield (record, speech) without end, from utterance `start` on."""
    number = start
    while True:
        random = np.random.default_rng([seed, number])
        text = str(texts[int(random.integers(len(texts)))])
        samples, more = say(text, random)
        if samples is not None:
            seconds = round(len(samples) / RATE, 3)
            name = f"{seed}-{number:05d}.flac"
            yield {"file": name, "seconds": seconds, "text": text, "number": number, **more}, samples
        number += 1


def make(say: Say, texts: list[str], folder: Path, *, seed: int, minutes: float, until: float = float("inf")) -> float:
    """Add to a corpus until it has so many minutes or the clock says `until`; return its minutes."""
    folder.mkdir(parents=True, exist_ok=True)
    done = read_list(folder)
    total = sum(record["seconds"] for record in done)
    start = 1 + max((record["number"] for record in done), default=-1)
    _write_list(folder, done)
    with (folder / "list.jsonl").open("a", encoding="utf-8") as lines:
        for record, samples in utterances(say, texts, seed, start):
            soundfile.write(folder / record["file"], samples, RATE, subtype="PCM_16")
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
    parser.add_argument("--voices", type=Path, help="folder of speech_voices; without it Kokoro's five Japanese ones")
    parser.add_argument("--accents", action="store_true", help="Kokoro's speakers have accents (speech_accents)")
    options = parser.parse_args()
    texts = [line.strip() for line in options.texts.read_text(encoding="utf-8").splitlines() if line.strip()]
    if options.voice == "kokoro":
        say = kokoro_says(options.voices, accents=options.accents)
    else:
        say = espeak_says(options.variants)
    make(say, texts, options.folder, seed=options.seed, minutes=options.minutes)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
