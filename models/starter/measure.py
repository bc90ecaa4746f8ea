"""Measures a model: word error rates on every set that is there, time and memory, with the real vosk, block by block.

    python -m models.starter.measure MODEL [--speech FOLDER] [--json FILE] [--set NAME ...]

Sets: the held-out sentences spoken by unseen synthetic speakers (`measure_speech`), clean and in telephone band; the
rehearsal call; ``../shared/audio/dutch`` where it is there. Nothing is trained or tuned on any of them.
"""

import argparse
import json
import logging
import re
import resource
import sys
import time
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import jiwer
import soundfile
import vosk
import yaml

from app.speech.compounds import Compounds
from models.starter.sentences import held_out
from models.starter.telephone import Samples, telephone

ROOT = Path(__file__).resolve().parents[2]
REAL = ROOT.parent / "shared/audio/dutch"
REHEARSAL = ROOT / "resources/rehearsal"
BLOCK = 0.1
"""Seconds that the recogniser gets at a time, as in a call."""
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Recording:
    """One file of a set and the words that are said in it."""

    path: Path
    words: str


@dataclass(frozen=True, slots=True)
class Score:
    """What came of a set: word error rate in percent, words, CPU seconds per second of sound."""

    error: float
    words: int
    load: float
    heard: tuple[tuple[str, str], ...]


def plain(text: str) -> str:
    """Return a text for comparing: lower case, hyphens as spaces, no apostrophes or other signs."""
    text = unicodedata.normalize("NFC", text).lower().replace("’", "'").replace("-", " ").replace("'", "")
    return " ".join(re.sub(r"[^\w\s]", " ", text).split())


def sets(speech: Path | None) -> Iterator[tuple[str, list[Recording], bool]]:
    """Yield (name, recordings, in telephone band) of each set that is there."""
    if speech is not None:
        sentences = held_out()
        kokoro = [Recording(path, sentences[int(path.stem[7:10])][1]) for path in sorted(speech.glob("kokoro-*.flac"))]
        variants = [
            Recording(path, sentences[int(path.stem[7:10])][1]) for path in sorted(speech.glob("espeak-*.flac"))
        ]
        voices = [Recording(path, sentences[int(path.stem[7:10])][1]) for path in sorted(speech.glob("voices-*.flac"))]
        yield "Kokoro, unseen blends", kokoro, False
        yield "Kokoro, telephone", kokoro, True
        yield "Kokoro, unseen voices", voices, False
        yield "Kokoro, unseen voices, telephone", voices, True
        yield "espeak-ng, unseen variants", variants, False
        yield "espeak-ng, telephone", variants, True
    script = yaml.safe_load((REHEARSAL / "script.yaml").read_text(encoding="utf-8"))
    for who in ("debtor", "controller"):
        text = " ".join(line["text"] for line in script["lines"] if line["who"] == who)
        yield f"rehearsal, {who}", [Recording(REHEARSAL / f"{who}.flac", text)], False
    if REAL.exists():
        rows = [line.split("\t") for line in (REAL / "transcripts.tsv").read_text(encoding="utf-8").splitlines()]
        for folder in ("rdh", "wavenet"):
            found = [Recording(REAL / row[0], row[1]) for row in rows if row[0].startswith(folder)]
            yield f"shared/audio {folder}", found, False


def listen(model: vosk.Model, sound: Samples, rate: int, grammar: str | None = None) -> str:
    """Return what the model hears, the sound given in blocks."""
    recogniser = vosk.KaldiRecognizer(model, rate, grammar) if grammar else vosk.KaldiRecognizer(model, rate)
    step = round(rate * BLOCK)
    texts = []
    for start in range(0, len(sound), step):
        if recogniser.AcceptWaveform(sound[start : start + step].tobytes()):
            texts.append(json.loads(recogniser.Result())["text"])
    texts.append(json.loads(recogniser.FinalResult())["text"])
    return " ".join(text for text in texts if text)


def score(
    model: vosk.Model, recordings: list[Recording], *, narrow: bool, compounds: Compounds
) -> Score:
    """Return how well the model hears a set; [unk] in what it heard is left out."""
    said, heard, seconds, spent = [], [], 0.0, 0.0
    for recording in recordings:
        sound, rate = soundfile.read(recording.path, dtype="int16")
        sound = telephone(sound, rate) if narrow else sound
        begun = time.process_time()
        heard.append(plain(compounds.text(" ".join(listen(model, sound, rate).replace("[unk]", " ").split()))))
        spent += time.process_time() - begun
        seconds += len(sound) / rate
        said.append(plain(recording.words))
    error = 100 * float(jiwer.wer(said, heard))
    return Score(error, sum(len(text.split()) for text in said), spent / seconds, tuple(zip(said, heard, strict=True)))


def main() -> None:
    """Measure one model and write a table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("model", type=Path)
    parser.add_argument("--speech", type=Path, help="folder that measure_speech filled")
    parser.add_argument("--set", action="append", dest="only", help="only the sets whose name holds this")
    parser.add_argument("--json", type=Path, help="keep the figures here, and what was heard beside them")
    parser.add_argument("--show", type=int, default=0, help="print this many sentences of each set")
    arguments = parser.parse_args()
    vosk.SetLogLevel(-1)
    begun = time.perf_counter()
    model = vosk.Model(str(arguments.model))
    compounds = Compounds.of(arguments.model)
    heard: dict[str, dict[str, str]] = {}
    figures: dict[str, object] = {"load seconds": round(time.perf_counter() - begun, 2)}
    for name, recordings, narrow in sets(arguments.speech):
        if not recordings or (arguments.only and not any(part in name for part in arguments.only)):
            continue
        found = score(model, recordings, narrow=narrow, compounds=compounds)
        figures[name] = {"wer": round(found.error, 1), "words": found.words, "load": round(found.load, 3)}
        log.info("%-28s %5.1f %%  of %4d words  %.3f x real time", name, found.error, found.words, found.load)
        heard[name] = {recording.path.stem: text for recording, (_, text) in zip(recordings, found.heard, strict=True)}
        for said, text in found.heard[: arguments.show]:
            log.info("    said  %s\n    heard %s", said, text)
    figures["memory MB"] = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    log.info("load %s s, memory %s MB", figures["load seconds"], figures["memory MB"])
    if arguments.json:
        arguments.json.write_text(json.dumps(figures, indent=1, ensure_ascii=False), encoding="utf-8")
        heard_file = arguments.json.with_suffix(".heard.json")
        heard_file.write_text(json.dumps(heard, indent=1, ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stdout)
    main()
