"""`selftest`: what the installed program can check about itself, without a headset and without the user's data."""

import os
import sys
import tempfile
import traceback
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from uuid import uuid4

from app.audio.wavefile import WaveFile
from app.bootstrap import Program
from app.call.conversation import Conversation
from app.call.engine import Ear, Engine
from app.call.events import Event, ObjectionHeard, PromiseHeard
from app.call.rehearsal import TODAY
from app.commands.window import has_display
from app.errors import UserError
from app.paths import Paths
from app.policies import Policies

_CARD = "payment_run"
"""What is said in the recording for this test."""


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--report", type=Path, metavar="BESTAND", help="also write the report to a file")
    parser.add_argument("--no-window", action="store_true", help="leave the window out")


def run(program: Program, options: Namespace) -> int:
    """Check each part; status 1 if one fails. A program without a console writes its report to a file."""
    with tempfile.TemporaryDirectory(prefix="belmaat-", ignore_cleanup_errors=True) as home:
        paths = Paths(Path(home) / "Daniël", program.paths.resources, program.paths.shipped_models)
        stage = Program(paths, policies=Policies())  # never the ledger that the organisation prescribes
        checks: list[tuple[str, Callable[[Program], bool]]] = [
            ("resources", _resources),
            ("catalogue", _catalogue),
            ("ledger", _ledger),
            ("speech", _speech),
        ]
        if not options.no_window:
            checks.append(("window", _window))
        lines, failed = [], 0
        for name, check in checks:
            good, detail = _tried(check, stage)
            failed += not good
            mark = program.wording.text("commands.selftest.ok" if good else "commands.selftest.bad")
            sentence = program.wording.sentence(f"commands.selftest.{name}", {"kaart": _CARD})
            lines.append(f"{mark:<6} {sentence}{detail}")
    key = "commands.selftest.failed" if failed else "commands.selftest.done"
    lines.append(program.wording.sentence(key, {"aantal": str(failed)}))
    report = "\n".join(lines) + "\n"
    sys.stdout.write(report)
    if options.report is not None:
        try:
            options.report.write_text(report, encoding="utf-8")
        except OSError as error:
            raise UserError("folder_unwritable", map=options.report.parent) from error
    return 1 if failed else 0


def _tried(check: Callable[[Program], bool], stage: Program) -> tuple[bool, str]:
    try:
        return check(stage), ""
    except UserError as error:
        return False, f"\n       {stage.wording.error(error)}"
    except Exception:  # noqa: BLE001 - whatever is broken in an installation belongs in its report
        return False, "\n" + traceback.format_exc()


def _resources(stage: Program) -> bool:
    places = (stage.paths.texts, stage.paths.catalogue, stage.paths.rehearsal / "selftest.flac")
    return all(place.exists() for place in places) and bool(stage.wording.text("form.no_result"))


def _catalogue(stage: Program) -> bool:
    catalogue = stage.catalogue.catalogue
    return len(catalogue.objections) >= 38 and len(catalogue.warnings) >= 15 and not catalogue.problems


def _ledger(stage: Program) -> bool:
    from app.ledger.records import CallRecord, DebtorPromise

    debtor = stage.ledger.add_example(TODAY)
    dossier = stage.ledger.dossier(debtor, TODAY)
    now = datetime.now(UTC)
    promise = DebtorPromise(TODAY, ("10594",), Decimal("4000.00"))
    saved = stage.ledger.save_call(CallRecord(uuid4(), debtor, now, now, "agreement", promise=promise, consent=True))
    stage.ledger.check()
    held = any(p.id in saved.promise_ids for p in stage.ledger.dossier(debtor, TODAY).promises)
    stage.ledger.close()
    return held and dossier.undisputed_total() > 0


def _speech(stage: Program) -> bool:
    events: list[Event] = []
    recording = WaveFile(stage.paths.rehearsal / "selftest.flac")
    model = stage.speech_model()
    conversation = Conversation(stage.advisers(), stage.case(None, TODAY))
    Engine([Ear("debtor", recording, model.recogniser)], conversation, events.append, levels=False).run()
    card = any(isinstance(event, ObjectionHeard) and event.id == _CARD for event in events)
    promise = any(isinstance(event, PromiseHeard) and event.date is not None for event in events)
    return card and promise


def _window(stage: Program) -> bool:
    if not has_display():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from app.gui.application import paints

    return paints()
