"""The rules of the house, held by tests: which folder may see which, and by which door each library comes in."""

import ast
import dataclasses
import importlib
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path

import pytest
from pytest_archon import archrule

APP = Path(__file__).resolve().parents[1] / "app"

MAY_SEE = {
    # leaves: they know nothing of one another
    "audio": {"errors"},
    "speech": {"errors"},
    "dutch": {"errors"},
    "ledger": {"errors"},
    # words become advice
    "advice": {"dutch", "errors"},
    # the texts that a user reads and may change
    "wording": {"call.text", "errors"},
    # one call joins the leaves; no window, no way to find its own parts
    "call": {"advice", "audio", "dutch", "errors", "ledger", "settings", "speech", "wording"},
    # the window sees the call, and values of advice and ledger
    "gui": {"advice", "call", "errors", "ledger"},
    "errors": set(),
    "fault_report": set(),
    "paths": set(),
    "policies": {"settings"},
    "settings": set(),
}
"""Folder or module of app/ to what it may import from app/. Who is not listed (bootstrap, the verbs) may see all."""

DOORS = {
    "sounddevice": ["app.audio.microphone"],
    "soundcard": ["app.audio.loopback"],
    "soundfile": ["app.audio.wavefile"],
    "soxr": ["app.audio.resample"],
    "vosk": ["app.speech.vosk_recogniser"],
    "faster_whisper": ["app.speech.careful_whisper"],
    "Stemmer": ["app.advice.lexicon"],
    "rapidfuzz": ["app.advice.scoring"],
    "yaml": ["app.advice.catalogue_yaml", "app.advice.catalogue_entries", "app.wording"],
    "babel": ["app.call.formats"],
    "icalendar": ["app.call.calendar_file"],
    "sqlalchemy": ["app.ledger.*"],
    "alembic": ["app.ledger.migrations*"],
    "sqlite3": ["app.ledger.*", "app.commands.doctor"],
    "openpyxl": ["app.ledger.exporters", "app.ledger.import_sheets"],
    "charset_normalizer": ["app.ledger.import_sheets"],
    "numpy": ["app.audio.*", "app.speech.*", "app.advice.*"],
    "requests": ["app.speech.web"],
    "scipy": ["app.advice.learning*"],
    "truststore": ["app.speech.web"],
    "platformdirs": ["app.paths"],
    "PySide6": ["app.gui.*"],
}
"""Each library to the modules that may import it. A library that is not listed has no door at all."""

NAMES_THAT_SAY_NOTHING = {"utils", "util", "misc", "helpers", "helper", "common", "manager"}


@dataclass(frozen=True, slots=True)
class Import:
    """One import statement, wherever it stands in a module."""

    module: str
    line: int
    wanted: str

    def __str__(self) -> str:
        return f"{self.module}:{self.line} imports {self.wanted}"


def module_name(path: Path) -> str:
    parts = path.relative_to(APP.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def sources() -> Iterator[tuple[str, Path]]:
    for path in sorted(APP.rglob("*.py")):
        yield module_name(path), path


@cache
def imports() -> tuple[Import, ...]:
    """Every import of app/, those inside functions and for type checking included."""
    return tuple(each for module, path in sources() for each in imports_of(module, path))


def imports_of(module: str, path: Path) -> Iterator[Import]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield Import(module, node.lineno, alias.name)
        elif isinstance(node, ast.ImportFrom):
            if node.level:
                yield Import(module, node.lineno, "." * node.level + (node.module or ""))
            elif node.module == "app":
                for alias in node.names:
                    yield Import(module, node.lineno, f"app.{alias.name}")
            else:
                yield Import(module, node.lineno, node.module or "")


def folder_of(module: str) -> str:
    """`app.call.engine` lies in `call`; `app.wording` is its own."""
    return module.split(".")[1] if "." in module else ""


def test_imports_are_absolute() -> None:
    """A relative import hides which folder is looked into, so there are none."""
    assert [str(each) for each in imports() if each.wanted.startswith(".")] == []


@pytest.mark.parametrize("folder", sorted(MAY_SEE))
def test_a_folder_sees_only_what_it_may(folder: str) -> None:
    """Leaves stay leaves, the call knows no window, the window knows no sound."""
    allowed = MAY_SEE[folder] | {folder, "__version__"}
    seen = [each for each in imports() if folder_of(each.module) == folder and each.wanted.startswith("app.")]
    forbidden = [
        str(each)
        for each in seen
        if folder_of(each.wanted) not in allowed and each.wanted.removeprefix("app.") not in allowed
    ]
    assert forbidden == []


def test_every_folder_has_a_rule() -> None:
    """A new folder or module at the top of app/ must say what it may see; only those that join the parts see all."""
    found = {folder_of(module) for module, _ in sources()} - {""}
    assert found - set(MAY_SEE) == {"__main__", "bootstrap", "commands"}


def test_only_the_command_line_starts_the_program() -> None:
    """Nothing but the verbs and the command line reaches for the composition root."""
    users = {folder_of(each.module) for each in imports() if each.wanted == "app.bootstrap"}
    assert users <= {"__main__", "commands"}


@pytest.mark.parametrize("library", sorted(DOORS))
def test_a_library_comes_in_by_its_own_door(library: str) -> None:
    """Who replaces a library has one place to look."""
    users = [each for each in imports() if each.wanted.split(".")[0] == library]
    doors = DOORS[library]
    assert users, f"{library} has a door but nobody uses it"
    assert [str(each) for each in users if not any(fnmatchcase(each.module, door) for door in doors)] == []


def test_every_library_has_a_door() -> None:
    """A library that somebody adds gets a place of its own, on purpose."""
    wanted = {each.wanted.split(".")[0] for each in imports()}
    assert wanted - set(sys.stdlib_module_names) - {"app"} - set(DOORS) == set()


def test_the_window_takes_only_values_from_ledger_and_advice() -> None:
    """Sessions, tables and stores never reach a widget: what it imports is an immutable record or a plain type."""
    found = []
    for module, path in sources():
        if folder_of(module) != "gui":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(("app.ledger", "app.advice")):
                found += [(module, node.module or "", alias.name) for alias in node.names]
    assert found, "the window shows no values of the ledger: this test looks in the wrong place"
    assert [each for each in found if not is_value(getattr(importlib.import_module(each[1]), each[2]))] == []


def is_value(thing: object) -> bool:
    """A frozen dataclass, or an alias such as a Literal; not a class with a life of its own, not a function."""
    if isinstance(thing, type):
        return dataclasses.is_dataclass(thing) and thing.__dataclass_params__.frozen  # type: ignore[attr-defined]
    return not callable(thing) or getattr(thing, "__origin__", None) is not None


def test_analyse_starts_without_window_ledger_or_speech() -> None:
    """Other programs call `analyse` often; what it doesn't need is not loaded."""
    (
        archrule("analyse is light")
        .match("app.commands.analyse")
        .should_not_import("PySide6*", "sqlalchemy*", "alembic*", "vosk*", "sounddevice*", "soundcard*", "app.gui*")
        .check("app", only_toplevel_imports=True)
    )


def test_the_engine_runs_without_qt() -> None:
    """The whole call, with all that it reaches, works where no Qt is installed."""
    (
        archrule("the call knows no Qt")
        .match("app.call*", "app.advice*", "app.dutch*", "app.audio*", "app.speech*", "app.ledger*")
        .should_not_import("PySide6*", "shiboken6*")
        .check("app")
    )


def test_no_module_is_named_after_nothing() -> None:
    """Names are the trade's nouns; a drawer for odds and ends fills up."""
    assert [module for module, _ in sources() if set(module.split(".")) & NAMES_THAT_SAY_NOTHING] == []
