"""`replay`: recordings through the pipeline of a live call, one JSON object per event."""

import json
import sys
import time
from argparse import ArgumentParser, Namespace
from datetime import date
from pathlib import Path
from typing import Any

from app.audio.wavefile import WaveFile
from app.bootstrap import Program
from app.call.conversation import Conversation
from app.call.engine import Ear, Engine
from app.call.event_json import event_json
from app.call.events import Channel, Event
from app.call.listeners import Listeners
from app.call.pacing import Pace
from app.errors import UserError


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--debtor", type=Path, required=True, metavar="BESTAND.wav")
    parser.add_argument("--controller", type=Path, metavar="BESTAND.wav")
    parser.add_argument("--debtor-id", type=int, metavar="ID")
    parser.add_argument("--model", type=Path, metavar="MAP")
    parser.add_argument("--realtime", action="store_true")
    parser.add_argument("--careful", action="store_true", help="hear each utterance of the debtor once more")
    parser.add_argument("--today", type=date.fromisoformat, metavar="JJJJ-MM-DD", default=None)


def run(program: Program, options: Namespace) -> int:
    """Stream the recordings; status 0 if they were read whole, else 2."""
    pace = Pace() if options.realtime else None
    recordings: list[tuple[Channel, WaveFile]] = [("debtor", _open(options.debtor, pace))]
    if options.controller is not None:
        recordings.append(("controller", _open(options.controller, pace)))
    model = program.speech_model(options.model)
    case = program.case(options.debtor_id, options.today or date.today())
    advisers = program.advisers()
    conversation = Conversation(advisers, case)
    listeners = Listeners(
        model.phrase_recogniser if program.settings.phrases else None,
        program.careful.listener if _wanted(program, options) else None,
        live=False,
    )
    beside = listeners.beside(advisers.catalogue, program.call_words(options.debtor_id, options.today or date.today()))
    ears = [
        Ear(channel, recording, model.recogniser, beside(channel) if channel == "debtor" else ())
        for channel, recording in recordings
    ]
    started = time.perf_counter()

    def publish(event: Event) -> None:
        answer: dict[str, Any] | None = event_json(event, program.wording)
        if answer is not None:
            answer["wall_time"] = round(time.perf_counter() - started, 3)
            sys.stdout.write(json.dumps(answer, ensure_ascii=False) + "\n")
            sys.stdout.flush()

    whole = Engine(ears, conversation, publish, levels=False).run()
    return 0 if whole else 2


def _wanted(program: Program, options: Namespace) -> bool:
    """Whether the careful listener takes part: only on request, so that others get one final per utterance."""
    if options.careful and not program.careful.present:
        raise UserError("careful_missing")
    return bool(options.careful)


def _open(path: Path, pace: Pace | None) -> WaveFile:
    return WaveFile(path, wait_until=pace.wait_until if pace else None)
