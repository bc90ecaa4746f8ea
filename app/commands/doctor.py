"""`doctor`: devices, model, ledger, catalogue and versions, one line each; status 1 when something needs attention."""

import platform
import sys
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Callable

from app import __version__
from app.bootstrap import Program
from app.errors import UserError


def add_arguments(parser: ArgumentParser) -> None:
    """No options."""


def run(program: Program, options: Namespace) -> int:
    """Look at each part by itself, so that one that fails hides no other."""
    examinations: tuple[Callable[[Program], list[tuple[bool, str]]], ...] = (
        _versions,
        _settings,
        _policies,
        _devices,
        _model,
        _catalogue,
        _ledger,
    )
    healthy = True
    for examine in examinations:
        try:
            lines = examine(program)
        except UserError as error:
            lines = [(False, program.wording.error(error))]
        for good, line in lines:
            healthy = healthy and good
            mark = program.wording.text("commands.doctor.ok" if good else "commands.doctor.bad")
            sys.stdout.write(f"{mark:<7} {line}\n")
            sys.stdout.flush()
    return 0 if healthy else 1


def _say(program: Program, key: str, **facts: object) -> str:
    return program.wording.sentence(f"commands.doctor.{key}", {name: str(value) for name, value in facts.items()})


def _versions(program: Program) -> list[tuple[bool, str]]:
    facts = {"belmaat": __version__, "python": platform.python_version(), "systeem": platform.platform()}
    return [(True, _say(program, "versions", **facts))]


def _settings(program: Program) -> list[tuple[bool, str]]:
    lines = [(True, _say(program, "settings", map=program.paths.home))]
    if program.settings_problem is not None:
        lines.append((False, program.wording.error(program.settings_problem)))
    return lines


def _policies(program: Program) -> list[tuple[bool, str]]:
    policies = program.policies
    lines = []
    if policies.fixed:
        names = (program.wording.text(f"commands.doctor.fixed.{name}") for name in sorted(policies.fixed))
        lines.append((True, _say(program, "policies", namen=", ".join(names))))
    if policies.problems:
        lines.append((False, _say(program, "policy_problem", namen=", ".join(policies.problems))))
    return lines


def _devices(program: Program) -> list[tuple[bool, str]]:
    microphones, outputs = program.sound.devices()
    if not microphones and not outputs:
        return [(False, _say(program, "no_devices"))]
    return [
        (bool(microphones), _say(program, "microphones", namen=_names(microphones))),
        (bool(outputs), _say(program, "outputs", namen=_names(outputs))),
    ]


def _names(devices: tuple[object, ...]) -> str:
    return ", ".join(str(getattr(device, "name", device)) for device in devices) or "-"


def _model(program: Program) -> list[tuple[bool, str]]:
    before = time.perf_counter()
    folder = program.speech_model().folder
    seconds = f"{time.perf_counter() - before:.2f}"
    found = program.models.choose(folder)
    program.models.check(found)
    return [(True, _say(program, "model", naam=found.name, map=folder, seconden=seconds))]


def _catalogue(program: Program) -> list[tuple[bool, str]]:
    store = program.catalogue
    catalogue = store.catalogue
    facts = {"aantal": len(catalogue.objections), "waarschuwingen": len(catalogue.warnings)}
    lines = [(True, _say(program, "catalogue", **facts))]
    lines += [
        (False, _say(program, "own_problem", bestand=p.file, regel=p.line, probleem=p.problem))
        for p in catalogue.problems
    ]
    return lines


def _ledger(program: Program) -> list[tuple[bool, str]]:
    program.ledger.check()
    count = len(program.ledger.debtors(limit=100_000))
    return [(True, _say(program, "ledger", plaats=program.ledger.place, aantal=count))]
