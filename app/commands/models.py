"""`models`: which speech models there are, bringing one in, whether they are whole, and which one is used."""

import sys
import time
from argparse import ArgumentParser, Namespace
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from app.bootstrap import Program
from app.errors import UserError
from app.speech.model_store import FoundModel

if TYPE_CHECKING:
    from app.speech.installer import Installed, Step

_ACTIONS = ("list", "install", "verify", "remove", "use")


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("action", choices=_ACTIONS, nargs="?", default="list")
    parser.add_argument("name", nargs="?", help="id, name or folder of a model")
    parser.add_argument(
        "--from", dest="given", type=Path, metavar="FILE", help="install: from a zip or folder that you were given"
    )


def run(program: Program, options: Namespace) -> int:
    """List, install, check, remove or choose; status 1 when a model is damaged."""
    match options.action:
        case "install":
            return _install(program, options.name, options.given)
        case "use":
            return _use(program, options.name)
        case "verify":
            return _verify(program, options.name)
        case "remove":
            return _remove(program, options.name)
        case _:
            return _list(program)


def _list(program: Program) -> int:
    models = (*program.models.found(), *program.models.found("whisper"))
    used = _used(program)
    for model in models:
        mark = program.wording.text("commands.models.used") if model.folder == used else " "
        sys.stdout.write(f"{mark} {model.name}\t{model.megabytes:.0f} MB\t{model.folder}\n")
    there = [model.entry for model in models]
    for entry in program.models.entries:
        if entry not in there:
            size = f"{max(source.size for source in entry.sources) / 1e6:.0f} MB"
            where = program.wording.sentence("commands.models.absent", {"id": entry.id})
            sys.stdout.write(f"  {entry.name}\t{size}\t{where}\n")
    if not program.models.found():
        _say(program, "none", map=program.paths.models)
        return 1
    return 0


def _install(program: Program, name: str | None, given: Path | None) -> int:
    from app.speech.stop_sign import StopSign

    installer = program.installer()
    progress = _Progress(program)
    try:
        if given is not None:
            installed = installer.install_from(given, progress.report, StopSign())
        else:
            entry = program.models.entry(name or "")
            if entry is None:
                raise UserError("model_unknown", naam=name or "-")
            installed = installer.install(entry, progress.report, StopSign())
    except KeyboardInterrupt:
        progress.end()
        sys.stderr.write(program.wording.sentence("models.done.stopped") + "\n")
        raise
    finally:
        progress.end()
    _tell(program, installed)
    return 0


def _tell(program: Program, installed: "Installed") -> None:
    name = {"naam": installed.model.name}
    path = "installed" if installed.checked else "tried"
    sys.stdout.write(program.wording.sentence(f"models.done.{path}", name) + "\n")
    if installed.heard:
        words = {"gezegd": program.wording.text("models.said"), "verstaan": installed.heard}
        sys.stdout.write(program.wording.sentence("models.heard.words", words) + "\n")
    elif installed.heard is not None:
        sys.stdout.write(program.wording.sentence("models.heard.nothing") + "\n")


def _use(program: Program, name: str | None) -> int:
    model = _find(program, name)
    if model.kind != "vosk":
        raise UserError("model_for_later", naam=model.name)
    if "model" in program.policies.fixed:
        raise UserError("model_prescribed")
    program.models.check(model)
    chosen = model.entry.id if model.entry and model.origin != "chosen" else str(model.folder)
    program.keep_settings(replace(program.settings, model=chosen))
    _say(program, "chosen", naam=model.name)
    return 0


def _verify(program: Program, name: str | None) -> int:
    whole = True
    every = (*program.models.found(), *program.models.found("whisper"))
    for model in (_find(program, name),) if name else every:
        try:
            program.models.check(model)
            _say(program, "whole" if model.entry and model.entry.checked else "works", naam=model.name)
        except UserError as error:
            whole = False
            sys.stdout.write(program.wording.error(error) + "\n")
    return 0 if whole else 1


def _remove(program: Program, name: str | None) -> int:
    model = _find(program, name)
    was_chosen = bool(program.settings.model) and _used(program) == model.folder
    program.models.remove(model)
    if was_chosen:
        program.keep_settings(replace(program.settings, model=""))
    _say(program, "removed", naam=model.name)
    return 0


def _find(program: Program, name: str | None) -> FoundModel:
    if not name:
        raise UserError("model_unknown", naam="-")
    return program.models.named(name)


def _used(program: Program) -> Path | None:
    try:
        return program.model_to_use().folder
    except UserError:
        return None


def _say(program: Program, key: str, **facts: object) -> None:
    sentence = program.wording.sentence(f"commands.models.{key}", {name: str(value) for name, value in facts.items()})
    sys.stdout.write(sentence + "\n")


class _Progress:
    """How the work goes, on standard error: one line that changes on a terminal, else a line for each tenth."""

    def __init__(self, program: Program) -> None:
        from app.speech.pace import Pace

        self._program = program
        self._live = sys.stderr.isatty()
        self._pace = Pace()
        self._shown = ""
        self._at = 0.0
        self._step: tuple[str, int] = ("", -1)

    def report(self, step: "Step", done: int, total: int) -> None:
        """Show it, ten times a second at most."""
        self._pace.add(done)
        tenth = (step, 10 * done // total if total else 0)
        now = time.monotonic()
        if self._live:
            if step == self._step[0] and now - self._at < 0.1 and done < total:
                return
            self._write(f"\r{self._line(step, done, total)}")
        elif tenth != self._step:
            self._write(f"{self._line(step, done, total)}\n")
        self._step, self._at = tenth, now

    def end(self) -> None:
        """Leave the line behind."""
        if self._live and self._shown:
            sys.stderr.write("\n")
            sys.stderr.flush()
        self._shown = ""

    def _line(self, step: "Step", done: int, total: int) -> str:
        words = self._program.wording.text(f"commands.models.step.{step}")
        parts = [words]
        if total:
            parts.append(f"{done / 1e6:.0f}/{total / 1e6:.0f} MB ({100 * done // total} %)")
        if step == "fetching" and self._pace.speed:
            left = self._pace.left(done, total)
            parts.append(f"{self._pace.speed / 1e6:.1f} MB/s")
            parts += [f"{int(left) // 60}:{int(left) % 60:02d}"] if left is not None else []
        return "  ".join(parts)

    def _write(self, line: str) -> None:
        if line.startswith("\r"):
            line = line.ljust(len(self._shown))
        sys.stderr.write(line)
        sys.stderr.flush()
        self._shown = line
