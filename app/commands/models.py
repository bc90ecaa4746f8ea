"""`models`: which speech models are on this computer, whether they are whole, and which one is used."""

import sys
from argparse import ArgumentParser, Namespace
from dataclasses import replace
from pathlib import Path

from app.bootstrap import Program
from app.errors import UserError
from app.speech.model_store import FoundModel


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("action", choices=("list", "verify", "use"), nargs="?", default="list")
    parser.add_argument("name", nargs="?", help="name or folder of a model, for verify and use")


def run(program: Program, options: Namespace) -> int:
    """List, check or choose; status 1 when a model is damaged."""
    if options.action == "use":
        return _use(program, options.name)
    if options.action == "verify":
        return _verify(program, options.name)
    models = program.models.found()
    if not models:
        _say(program, "none", map=program.paths.models)
        return 1
    used = program.models.choose(_chosen(program)).folder
    for model in models:
        mark = program.wording.text("commands.models.used") if model.folder == used else " "
        size = f"{model.megabytes:.0f} MB"
        sys.stdout.write(f"{mark} {model.name}\t{size}\t{model.folder}\n")
    return 0


def _use(program: Program, name: str | None) -> int:
    if "model" in program.policies.fixed:
        raise UserError("set_by_organisation")
    model = _find(program, name)
    program.models.check(model)
    program.keep_settings(replace(program.settings, model=str(model.folder)))
    _say(program, "chosen", naam=model.name)
    return 0


def _verify(program: Program, name: str | None) -> int:
    whole = True
    for model in (_find(program, name),) if name else program.models.found():
        try:
            program.models.check(model)
            _say(program, "whole", naam=model.name)
        except UserError as error:
            whole = False
            sys.stdout.write(program.wording.error(error) + "\n")
    return 0 if whole else 1


def _find(program: Program, name: str | None) -> FoundModel:
    for model in program.models.found():
        if name in (model.name, model.folder.name):
            return model
    return program.models.choose(Path(name) if name else None)


def _chosen(program: Program) -> Path | None:
    return Path(program.settings.model) if program.settings.model else None


def _say(program: Program, key: str, **facts: object) -> None:
    sentence = program.wording.sentence(f"commands.models.{key}", {name: str(value) for name, value in facts.items()})
    sys.stdout.write(sentence + "\n")
