"""Three ways of listening side by side: words, cards, false cards, and what the careful listener costs.

The domain sentences are those of `models/starter/heldout.txt`, on which nothing is trained. They are spoken by
espeak-ng in three variants that are kept out of training. What can't be measured here says why. Folders are named in
the environment:

- `BELMAAT_HELD_OUT`: what `python -m models.starter.measure_speech` made, by Kokoro speakers that are kept out too;
- `BELMAAT_OTHER_SPEECH`: other Dutch recordings (.wav, .flac, .ogg), in which no card should come;
- `BELMAAT_MODEL`: a Vosk model instead of the shipped one;
- `BELMAAT_CAREFUL`: a Whisper model instead of the installed one;
- `BELMAAT_EVERY`: a number; only one recording of so many, for a first look.
"""

import io
import os
import shutil
import subprocess
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import jiwer
import numpy as np
import soundfile
import soxr

from app.advice.catalogue import Catalogue
from app.audio.source import BLOCK_BYTES, RATE, Block
from app.bootstrap import Program
from app.call.advisers import Advisers
from app.call.beside import Beside
from app.call.call_words import CallWords
from app.call.careful_ear import CarefulEar
from app.call.conversation import Conversation
from app.call.engine import Ear, Engine
from app.call.events import Event, Final, ObjectionHeard, Withdrawn
from app.call.listeners import phrases_of
from app.call.phrase_ear import PhraseEar
from app.call.rehearsal import TODAY
from app.paths import Paths
from app.speech.careful import CarefulHeard, CarefulListener, is_possible
from app.speech.careful_process import CarefulProcess
from app.speech.model_store import ModelStore
from app.speech.recogniser import Recogniser
from app.speech.vosk_recogniser import SpeechModel
from tests.benchmarks.measure import Measurement

_ROOT = Path(__file__).resolve().parents[2]
_HELD_OUT = _ROOT / "models" / "starter" / "heldout.txt"
_AUDIO = _ROOT.parent / "shared" / "audio" / "dutch"
_SMALL_TALK = _ROOT / "tests" / "evaluation" / "small_talk.txt"
_EVERY = int(os.environ.get("BELMAAT_EVERY", "1"))
_VARIANTS = ("nl+f5", "nl+m8", "nl+m4")
_STANDARD = Paths.standard()
"""The user's own folders, asked for before the benchmarks get an empty home of their own."""
_EDGE = np.zeros(int(0.4 * RATE), np.float32)
_TAIL = np.zeros(int(0.9 * RATE), np.float32)

_WORDS = jiwer.Compose([
    jiwer.ToLowerCase(),
    jiwer.SubstituteRegexes({r"[^\w\s]": " "}),
    jiwer.RemoveMultipleSpaces(),
    jiwer.Strip(),
    jiwer.ReduceToListOfListOfWords(),
])  # fmt: skip


@dataclass(frozen=True, slots=True)
class Spoken:
    """A recording (16 kHz, 16 bit, mono), the words that are said in it, and the objection; `-` for none."""

    sound: bytes
    words: str
    objection: str = "-"

    @property
    def seconds(self) -> float:
        """How long it is."""
        return len(self.sound) / 2 / RATE

    def blocks(self) -> Iterator[Block]:
        """Blocks of 100 ms, as in a call."""
        for at in range(0, len(self.sound), BLOCK_BYTES):
            yield Block(self.sound[at : at + BLOCK_BYTES])

    def close(self) -> None:
        """Nothing is open."""


@dataclass(slots=True)
class Cost:
    """What the careful listener took."""

    seconds: float = 0.0
    cpu: float = 0.0
    delays: list[float] = field(default_factory=list)

    def note(self, seconds: float, heard: CarefulHeard) -> None:
        """One utterance."""
        self.seconds += seconds
        self.cpu += heard.cpu
        self.delays.append(heard.wall)


class Shared:
    """Lets one process of the careful listener serve all recordings."""

    def __init__(self, listener: CarefulListener) -> None:
        """Wrap a listener."""
        self._listener = listener

    def listen(self, samples: bytearray, prompt: str) -> CarefulHeard:
        """Pass on."""
        return self._listener.listen(samples, prompt)

    def close(self) -> None:
        """The next recording needs it too."""


@dataclass(slots=True)
class Bench:
    """The parts that all measurements share."""

    advisers: Advisers
    model: SpeechModel
    careful: CarefulListener | None
    program: Program
    cost: Cost = field(default_factory=Cost)
    phrases: Recogniser | None = None
    """One for all recordings: making it takes as long as two minutes of speech."""

    @property
    def catalogue(self) -> Catalogue:
        """The shipped catalogue."""
        return self.advisers.catalogue

    def play(self, spoken: Spoken, *, phrases: bool = False, careful: bool = False) -> list[Event]:
        """One recording through the pipeline of a call, with the wanted listeners beside dictation."""
        beside: list[Beside] = []
        if phrases:
            beside.append(PhraseEar(lambda: self.phrases, live=False))
        if careful and self.careful is not None:
            shared = Shared(self.careful)
            beside.append(CarefulEar(lambda: shared, live=False, on_heard=self.cost.note))
        events: list[Event] = []
        conversation = Conversation(self.advisers, self.program.case(None, TODAY))
        ear = Ear("debtor", spoken, self.model.recogniser, tuple(beside))
        Engine([ear], conversation, events.append, levels=False).run()
        return events


def listening(program: Program) -> list[Measurement]:
    """All rows."""
    wanted = os.environ.get("BELMAAT_MODEL")
    model = program.speech_model(Path(wanted) if wanted else None)
    careful = _careful()
    bench = Bench(program.advisers(), model, careful, program)
    bench.phrases = model.phrase_recogniser(phrases_of(bench.catalogue, CallWords()))
    no_phrases = "" if bench.phrases else f"{model.folder.name} has a fixed graph"
    no_careful = "" if careful else "faster-whisper or its model is not installed"
    try:
        return [
            *_word_errors(bench, no_careful),
            *_cards(bench, no_phrases, no_careful),
            *_false_cards(bench, no_phrases, no_careful),
            *_costs(bench, no_phrases, no_careful),
        ]
    finally:
        if careful is not None:
            careful.close()


def _careful() -> CarefulListener | None:
    named = os.environ.get("BELMAAT_CAREFUL")
    store = ModelStore(_STANDARD.shipped_models, _STANDARD.models)
    installed = store.careful_model()
    folder = Path(named) if named else installed.folder if installed else None
    return CarefulProcess(folder, compounds=store.compounds()) if folder is not None and is_possible() else None


def _word_errors(bench: Bench, no_careful: str) -> list[Measurement]:
    name = "word errors, ../shared/audio/dutch"
    if not _AUDIO.is_dir():
        return [_missing(name, "../shared/audio/dutch is not there")]
    lines = (_AUDIO / "transcripts.tsv").read_text(encoding="utf-8").splitlines()
    found = [_recorded(_AUDIO / file, words) for file, words in (line.split("\t") for line in lines)]
    rows = [_row(f"{name}, dictation", 100 * _rate(bench, found, careful=False), "%", 60)]
    if no_careful:
        return [*rows, _missing(f"{name}, careful", no_careful)]
    return [*rows, _row(f"{name}, careful", 100 * _rate(bench, found, careful=True), "%", 25)]


def _rate(bench: Bench, found: Iterable[Spoken], *, careful: bool) -> float:
    """Word errors by word, of all recordings together."""
    said, heard = [], []
    for spoken in found:
        texts: dict[float, str] = {}
        if careful and bench.careful is not None:
            texts[0.0] = bench.careful.listen(bytearray(spoken.sound), "").text
        else:
            for event in bench.play(spoken):
                if isinstance(event, Final):
                    texts[event.audio_time] = event.text
        said.append(spoken.words)
        heard.append(" ".join(texts.values()) or "-")
    return float(jiwer.wer(said, heard, reference_transform=_WORDS, hypothesis_transform=_WORDS))


_WAYS = {
    "dictation only": {"phrases": False, "careful": False},
    "dictation and phrases": {"phrases": True, "careful": False},
    "all three": {"phrases": True, "careful": True},
}


def _cards(bench: Bench, no_phrases: str, no_careful: str) -> list[Measurement]:
    rows = []
    for voices, found in _domain():
        if isinstance(found, str):
            rows.append(_missing(f"objections missed, {voices}", found))
            continue
        found = found[::_EVERY]
        wanted = [spoken for spoken in found if spoken.objection != "-"]
        for way, listeners in _ways(no_phrases, no_careful):
            name = f"objections missed of {len(wanted)}, {voices}, {way}"
            if isinstance(listeners, str):
                rows.append(_missing(name, listeners))
                continue
            missed = sum(spoken.objection not in _left(bench.play(spoken, **listeners)) for spoken in wanted)
            rows.append(_row(name, 100 * missed / len(wanted), "%", 15 if way == "all three" else None))
    return rows


def _false_cards(bench: Bench, no_phrases: str, no_careful: str) -> list[Measurement]:
    rows = []
    for voices, found in _other():
        if isinstance(found, str):
            rows.append(_missing(f"false cards, {voices}", found))
            continue
        found = found[::_EVERY]
        minutes = sum(spoken.seconds for spoken in found) / 60
        for way, listeners in _ways(no_phrases, no_careful):
            name = f"false cards in ten minutes ({minutes:.1f} heard), {voices}, {way}"
            if isinstance(listeners, str):
                rows.append(_missing(name, listeners))
                continue
            cards = sum(len(_left(bench.play(spoken, **listeners))) for spoken in found)
            rows.append(_row(name, 10 * cards / minutes, "", 2 if way == "all three" else None))
    return rows


def _costs(bench: Bench, no_phrases: str, no_careful: str) -> list[Measurement]:
    rows = []
    recording = _recorded(bench.program.paths.rehearsal / "debtor.flac", "")
    if no_phrases:
        rows.append(_missing("CPU of phrases", no_phrases))
    else:
        dictation, phrases = bench.model.recogniser(), bench.phrases
        assert phrases is not None
        took = [0.0, 0.0]
        for block in recording.blocks():
            for number, recogniser in enumerate((dictation, phrases)):
                before = time.process_time()
                recogniser.accept(block.samples)
                took[number] += time.process_time() - before
        rows += [
            Measurement("CPU of phrases", took[1] / took[0], "x", None, "dictation of the same sound"),
            _row("real-time factor, dictation and phrases", sum(took) / recording.seconds, "x real time", 0.12),
        ]
    if no_careful or not bench.cost.delays:
        return [*rows, _missing("careful listener: CPU, delay", no_careful or "nothing was heard again")]
    delays = bench.cost.delays
    return [
        *rows,
        _row("careful listener: CPU per minute of the debtor's speech", 60 * bench.cost.cpu / bench.cost.seconds, "s"),
        _row("delay of a correction, median", float(np.median(delays)), "s"),
        _row("delay of a correction, 95th percentile", float(np.percentile(delays, 95)), "s"),
    ]


def _ways(no_phrases: str, no_careful: str) -> Iterator[tuple[str, dict[str, bool] | str]]:
    """What can be measured, or why not; without phrases all three are still dictation with the careful listener."""
    for way, listeners in _WAYS.items():
        if listeners["careful"] and no_careful:
            yield way, no_careful
        elif listeners["phrases"] and not listeners["careful"] and no_phrases:
            yield way, no_phrases
        else:
            yield way, listeners


def _left(events: Iterable[Event]) -> set[str]:
    """Objections that were raised and not withdrawn."""
    left: set[str] = set()
    for event in events:
        if isinstance(event, ObjectionHeard):
            left.add(event.id)
        elif isinstance(event, Withdrawn):
            left.discard(event.id)
    return left


def _domain() -> Iterator[tuple[str, list[Spoken] | str]]:
    """The held-out sentences by kind of voice, or why there are none."""
    if not _HELD_OUT.is_file():
        yield "held-out sentences", "models/starter/heldout.txt is not there"
        return
    lines = [line for line in _HELD_OUT.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    sentences = [(objection, words) for objection, _, words in (line.partition("\t") for line in lines)]
    if shutil.which("espeak-ng") is None:
        yield "espeak-ng", "espeak-ng is not installed"
    else:
        yield "espeak-ng", [
            _said(words, number, objection) for number, (objection, words) in enumerate(sentences)
        ]
    folder = os.environ.get("BELMAAT_HELD_OUT", "")
    if not folder:
        yield "Kokoro", "BELMAAT_HELD_OUT names no folder with recordings"
        return
    yield "Kokoro", [
        _recorded(path, sentences[int(path.stem.split("-")[1])][1], sentences[int(path.stem.split("-")[1])][0])
        for path in sorted(Path(folder).glob("kokoro-*.flac"))
    ]


def _other() -> Iterator[tuple[str, list[Spoken] | str]]:
    """Dutch in which no card should come."""
    if shutil.which("espeak-ng") is None:
        yield "small talk", "espeak-ng is not installed"
    else:
        lines = _SMALL_TALK.read_text(encoding="utf-8").splitlines()
        talk = [line for line in lines if line.strip() and not line.startswith("#")]
        yield "small talk by espeak-ng", [_said(line, number) for number, line in enumerate(talk)]
    folder = os.environ.get("BELMAAT_OTHER_SPEECH", "")
    if not folder:
        yield "other recordings", "BELMAAT_OTHER_SPEECH names no folder with recordings"
        return
    paths = [path for path in sorted(Path(folder).rglob("*")) if path.suffix in (".wav", ".flac", ".ogg")]
    yield f"{len(paths)} recordings", [_recorded(path, "") for path in paths]


def _said(words: str, number: int, objection: str = "-") -> Spoken:
    """A sentence in the voice of its turn."""
    command = ["espeak-ng", "-v", _VARIANTS[number % 3], "-s", str(150 + number % 5 * 10), "--stdout", "--", words]
    wave = subprocess.run(command, capture_output=True, check=True).stdout
    return _spoken(*soundfile.read(io.BytesIO(wave), dtype="float32"), words, objection)


def _recorded(path: Path, words: str, objection: str = "-") -> Spoken:
    return _spoken(*soundfile.read(str(path), dtype="float32"), words, objection)


def _spoken(samples: np.ndarray, rate: int, words: str, objection: str) -> Spoken:
    mono = samples.mean(axis=1) if samples.ndim > 1 else samples
    sound = np.concatenate([_EDGE, soxr.resample(mono, rate, RATE), _TAIL])
    return Spoken((np.clip(sound, -1, 1) * 32_767).astype("<i2").tobytes(), words, objection)


def _row(name: str, value: float, unit: str, goal: float | None = None) -> Measurement:
    return Measurement(name, value, unit, goal, stored=False)


def _missing(name: str, why: str) -> Measurement:
    return Measurement(name, float("nan"), "", None, why, stored=False)
