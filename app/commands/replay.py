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
from app.call.pacing import Pace


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--debtor", type=Path, required=True, metavar="BESTAND.wav")
    parser.add_argument("--controller", type=Path, metavar="BESTAND.wav")
    parser.add_argument("--debtor-id", type=int, metavar="ID")
    parser.add_argument("--model", type=Path, metavar="MAP")
    parser.add_argument("--realtime", action="store_true")
    parser.add_argument("--today", type=date.fromisoformat, metavar="JJJJ-MM-DD", default=None)


def run(program: Program, options: Namespace) -> int:
    """Stream the recordings; status 0 if they were read whole, else 2."""
    pace = Pace() if options.realtime else None
    recordings: list[tuple[Channel, WaveFile]] = [("debtor", _open(options.debtor, pace))]
    if options.controller is not None:
        recordings.append(("controller", _open(options.controller, pace)))
    model = program.speech_model(options.model)
    case = program.case(options.debtor_id, options.today or date.today())
    conversation = Conversation(program.advisers(), case)
    ears = [Ear(channel, recording, model.recogniser) for channel, recording in recordings]
    started = time.perf_counter()

    def publish(event: Event) -> None:
        answer: dict[str, Any] | None = event_json(event, program.wording)
        if answer is not None:
            answer["wall_time"] = round(time.perf_counter() - started, 3)
            sys.stdout.write(json.dumps(answer, ensure_ascii=False) + "\n")
            sys.stdout.flush()

    whole = Engine(ears, conversation, publish, levels=False).run()
    return 0 if whole else 2


def _open(path: Path, pace: Pace | None) -> WaveFile:
    return WaveFile(path, wait_until=pace.wait_until if pace else None)
