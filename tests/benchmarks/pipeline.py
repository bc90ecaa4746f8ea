"""The pipeline against bare Vosk on the same two recordings, and how soon a card comes."""

import json
import time
from pathlib import Path

import numpy as np
import vosk

from app.audio.source import BLOCK_BYTES
from app.audio.wavefile import WaveFile
from app.bootstrap import Program
from app.call.conversation import Conversation
from app.call.engine import Ear, Engine
from app.call.events import Channel, Event, ObjectionHeard
from app.call.rehearsal import TODAY, Rehearsal
from tests.benchmarks.measure import Measurement

CHANNELS: tuple[Channel, ...] = ("debtor", "controller")


def bare_vosk(model: object, recordings: list[bytes]) -> float:
    """CPU seconds of Vosk alone: blocks of 100 ms, partial and final results with words, nothing done with them.

    The recordings are fed in turn, block by block, as the two channels of a call are: one after the other is up to a
    fifth cheaper, because the processor's cache then holds the state of one recogniser only.
    """
    before = time.process_time()
    recognisers = [vosk.KaldiRecognizer(model, 16_000) for _ in recordings]
    for recogniser in recognisers:
        recogniser.SetWords(True)
    for at in range(0, max(map(len, recordings)), BLOCK_BYTES):
        for recogniser, samples in zip(recognisers, recordings, strict=True):
            if recogniser.AcceptWaveform(samples[at : at + BLOCK_BYTES]):
                recogniser.Result()
            else:
                recogniser.PartialResult()
    for recogniser in recognisers:
        recogniser.FinalResult()
    return time.process_time() - before


def whole_pipeline(program: Program, model: object, paths: list[Path]) -> tuple[float, list[Event], list[float]]:
    """CPU seconds of the pipeline on the same recordings, its events, and seconds of processing for each event."""
    before = time.process_time()
    conversation = Conversation(program.advisers(), program.case(None, TODAY))
    events: list[Event] = []
    make = model.recogniser  # type: ignore[attr-defined]
    ears = [Ear(c, WaveFile(p), make) for c, p in zip(CHANNELS, paths, strict=True)]
    Engine(ears, conversation, events.append, levels=False).run()
    return time.process_time() - before, events, []


def overhead(program: Program, rounds: int = 4) -> list[Measurement]:
    """Ratio of CPU times; rounds alternate and the quickest of each are compared: a busy machine only adds time."""
    rehearsal = Rehearsal(program.paths.rehearsal)
    paths = [rehearsal.recording(channel) for channel in CHANNELS]
    model = program.speech_model()
    program.advisers()
    recordings = [b"".join(block.samples for block in WaveFile(path).blocks()) for path in paths]
    bare, piped = [], []
    for _ in range(rounds):
        bare.append(bare_vosk(model._model, recordings))
        piped.append(whole_pipeline(program, model, paths)[0])
    seconds = sum(len(samples) for samples in recordings) / 32_000
    return [
        Measurement(
            "pipeline overhead, CPU", min(piped) / min(bare), "x", 1.10, "bare Vosk"
        ),
        Measurement(
            "real-time factor per channel", min(piped) / seconds, "x real time", None, stored=False
        ),
    ]


def delays(program: Program) -> list[Measurement]:
    """From the last word of a trigger phrase to its event, over the rehearsal call.

    The time of the phrase comes from `timing.jsonl`; the event's `audio_time` is what the recogniser had heard by then.
    A line whose objection was not heard at all gives no delay and is counted apart.
    """
    rehearsal = Rehearsal(program.paths.rehearsal)
    model = program.speech_model()
    paths = [rehearsal.recording(channel) for channel in CHANNELS]
    _, events, _ = whole_pipeline(program, model, paths)
    heard = [event for event in events if isinstance(event, ObjectionHeard)]
    found, missed = [], 0
    for wanted, end in expected(program.paths.rehearsal):
        times = [e.audio_time - end for e in heard if e.id == wanted and -3.0 <= e.audio_time - end <= 8.0]
        if times:
            found.append(max(0.0, min(times)))
        else:
            missed += 1
    if not found:
        return [Measurement("objections of the rehearsal missed", float(missed), "of them", 0.0, stored=False)]
    return [
        Measurement("phrase spoken to card, median", float(np.median(found)), "s of audio", None, stored=False),
        Measurement(
            "phrase spoken to card, 95th percentile", float(np.percentile(found, 95)), "s of audio", 0.5, stored=False
        ),
        Measurement(
            f"objections of the rehearsal missed (of {len(found) + missed})", float(missed), "", None, stored=False
        ),
    ]


def expected(folder: Path) -> list[tuple[str, float]]:
    """Objection ids of the script with the second at which their trigger phrase ends."""
    wanted = []
    for line in (folder / "timing.jsonl").read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        if entry.get("channel") == "debtor":
            wanted += [(t["id"], float(t["end"])) for t in entry.get("triggers", ()) if t.get("kind") == "objection"]
    return wanted


def processing(program: Program) -> list[Measurement]:
    """Wall time that words take from the recogniser to the event, on the partials of the rehearsal."""
    rehearsal = Rehearsal(program.paths.rehearsal)
    model = program.speech_model()
    conversation = Conversation(program.advisers(), program.case(None, TODAY))
    took = []
    source, recogniser = rehearsal.open("debtor"), model.recogniser()
    samples = 0
    for block in source.blocks():
        samples += len(block.samples) // 2
        before = time.perf_counter()
        heard = recogniser.accept(block.samples)
        if heard is not None:
            conversation.hear("debtor", heard, samples / 16_000)
            took.append(time.perf_counter() - before)
    return [
        Measurement("block in to event out, median", float(np.median(took)), "s", None, stored=False),
        Measurement("block in to event out, 95th percentile", float(np.percentile(took, 95)), "s", 0.2, stored=False),
    ]
