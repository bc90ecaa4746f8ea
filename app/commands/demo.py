"""`demo`: the rehearsal call through the real pipeline, in the window or as pictures."""

import json
import os
import sys
import tempfile
import time
from argparse import ArgumentParser, Namespace
from collections import Counter
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from app.bootstrap import Program
from app.call.ears import Hearing
from app.call.event_json import event_json
from app.call.events import Event
from app.call.rehearsal import COMPANY, CONTROLLER, TODAY, Rehearsal
from app.commands.window import has_display
from app.errors import UserError
from app.paths import Paths
from app.settings import Settings

if TYPE_CHECKING:
    from app.gui.rehearsal import PictureRun

_MORNING = datetime(TODAY.year, TODAY.month, TODAY.day, 10, 5).astimezone()
"""A golden hour on the day of the rehearsal, in the zone of this computer, as a controller would see it."""


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--fast", action="store_true", help="as fast as it can, without a display")
    parser.add_argument("--out", type=Path, metavar="MAP", help="folder for pictures and events")
    parser.add_argument("--model", type=Path, metavar="MAP")


def run(program: Program, options: Namespace) -> int:
    """Play the call; with no display it is drawn into pictures instead."""
    if not options.fast and has_display():
        with tempfile.TemporaryDirectory(prefix="belmaat-", ignore_cleanup_errors=True) as home:
            return _in_window(_stage(program, Path(home), options.model))
    if not options.fast:
        out = options.out or Path.cwd() / "belmaat-demo"
        sys.stdout.write(program.wording.sentence("commands.demo.where", {"map": str(out)}) + "\n")
    else:
        out = options.out or Path.cwd() / "belmaat-demo"
    return _as_pictures(program, out, options.model)


def _stage(program: Program, home: Path, model: Path | None = None) -> Program:
    """A program of its own for the rehearsal: own data, its own day, the example dossier."""
    paths = Paths(home, program.paths.resources, program.paths.shipped_models)
    settings = Settings(controller=CONTROLLER, company=COMPANY, sound_checked=True, model=str(model or ""))
    return Program(paths, now=_MORNING, settings=settings)


def _in_window(stage: Program) -> int:
    from app.gui.rehearsal import play_in_window

    rehearsal = Rehearsal(stage.paths.rehearsal)
    hearing = rehearsal.hearing(stage.speech.recogniser)
    return play_in_window(lambda: stage.desk(hearing=hearing), lambda: stage.ledger.add_example(stage.today))


def _as_pictures(program: Program, out: Path, model: Path | None) -> int:
    try:
        out.mkdir(parents=True, exist_ok=True)
        events_file = (out / "events.jsonl").open("w", encoding="utf-8", newline="\n")
    except OSError as error:
        raise UserError("folder_unwritable", map=out) from error
    counts: Counter[str] = Counter()
    last = 0.0
    started = time.perf_counter()
    with events_file, tempfile.TemporaryDirectory(prefix="belmaat-", ignore_cleanup_errors=True) as home:
        stage = _stage(program, Path(home), model)

        def listener(event: Event) -> None:
            nonlocal last
            answer = event_json(event, stage.wording)
            if answer is not None:
                answer["wall_time"] = round(time.perf_counter() - started, 3)
                counts[answer["event"]] += 1
                last = max(last, event.audio_time)
                events_file.write(json.dumps(answer, ensure_ascii=False) + "\n")

        done = _play(stage, out, listener)
    facts = {
        "tegenwerpingen": str(counts["objection"]),
        "waarschuwingen": str(counts["warning"]),
        "toezeggingen": str(counts["promise"]),
        "seconden": f"{last:.0f}",
        "rekentijd": f"{time.perf_counter() - started:.0f}",
    }
    sys.stdout.write(program.wording.sentence("commands.demo.heard", facts) + "\n")
    for path in sorted((*out.glob("*.png"), out / "events.jsonl")):
        sys.stdout.write(program.wording.sentence("commands.demo.written", {"bestand": str(path)}) + "\n")
    return 0 if done else 1


def _play(stage: Program, out: Path | None, listener: Callable[[Event], None]) -> bool:
    """One whole rehearsal in this process, as fast as it can."""
    picture_run = _picture_run(stage, out)
    try:
        return picture_run.play(stage.ledger.add_example(stage.today), listener)
    finally:
        picture_run.close()


def _picture_run(stage: Program, out: Path | None) -> "PictureRun":
    """The window of a rehearsal without a display, on recordings and on a clock that they move."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from app.gui.rehearsal import PictureRun

    seconds = 0.0

    def set_clock(now: float) -> None:
        nonlocal seconds
        seconds = now

    rehearsal = Rehearsal(stage.paths.rehearsal)
    hearing = Hearing(rehearsal.open, stage.speech.recogniser, live=False)
    return PictureRun(stage.desk(hearing=hearing, clock=lambda: seconds), out, set_clock)


def run_rounds(rounds: int, after_each: Callable[[], None]) -> None:
    """Play the rehearsal several times as calls of one program, without pictures; for the memory benchmark."""
    with tempfile.TemporaryDirectory(prefix="belmaat-", ignore_cleanup_errors=True) as home:
        stage = _stage(Program(), Path(home))
        picture_run = _picture_run(stage, None)
        try:
            for _ in range(rounds):
                picture_run.play(stage.ledger.add_example(stage.today), lambda event: None)
                after_each()
        finally:
            picture_run.close()
