"""Read a YAML file of the catalogue so that every mistake is found with its line.

`yaml.compose` gives nodes that know where they stand; they are walked here into plain mappings, lists and texts. A
scalar is always text: `nee`, `1.5` and `2026-01-01` stay what the author typed. Problems are Dutch sentences, because
they are shown to the controller who wrote the file.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import yaml

MAX_BYTES = 2_000_000
"""A catalogue of ten thousand phrases is about half of this."""

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class CatalogueProblem:
    """One mistake in a file of the catalogue; `line` counts from 1 and is 0 where the whole file is meant."""

    file: Path
    line: int
    problem: str

    def __str__(self) -> str:
        """Return the mistake as one line: file, line, problem."""
        where = f"{self.file}, regel {self.line}" if self.line else str(self.file)
        return f"{where}: {self.problem}"


@dataclass(slots=True)
class Reading:
    """What is known while one file is read: its name and the problems found so far."""

    file: Path
    problems: list[CatalogueProblem] = field(default_factory=list)

    def report(self, node: yaml.Node | None, problem: str) -> None:
        """Note a problem at the place of `node`, or for the whole file."""
        line = node.start_mark.line + 1 if node is not None else 0
        self.problems.append(CatalogueProblem(self.file, line, problem))


def compose(reading: Reading) -> yaml.Node | None:
    """Return the root node of the file, or None after reporting why there is none."""
    text = _text_of(reading)
    if text is None:
        return None
    try:
        root = yaml.compose(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        # An open quote is found at the end of the file, but the mistake is where it begins.
        quoted = "quoted scalar" in (error.context or "")
        mark = error.context_mark if quoted else error.problem_mark or error.context_mark
        line = mark.line + 1 if mark is not None else 0
        reading.problems.append(CatalogueProblem(reading.file, line, _in_dutch(error, text, line)))
        return None
    except yaml.YAMLError:
        reading.report(None, "er staan tekens in die niet in een tekstbestand horen")
        return None
    except RecursionError:
        reading.report(None, "de lijsten zijn te diep in elkaar gezet")
        return None
    if root is None:
        reading.report(None, "het bestand is leeg")
    return root


def _text_of(reading: Reading) -> str | None:
    try:
        size = reading.file.stat().st_size
        if size > MAX_BYTES:
            reading.report(None, f"het bestand is te groot: {size} bytes, hoogstens {MAX_BYTES} mag")
            return None
        raw = reading.file.read_bytes()
    except OSError as error:
        reading.report(None, f"het bestand kan niet gelezen worden ({error.strerror or error})")
        return None
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        reading.problems.append(CatalogueProblem(reading.file, line, "het bestand is geen UTF-8; sla het op als UTF-8"))
        return None
    for number, row in enumerate(text.splitlines(), start=1):
        if "\t" in row[: len(row) - len(row.lstrip())]:
            reading.problems.append(
                CatalogueProblem(reading.file, number, "er staat een tab aan het begin; gebruik spaties")
            )
            return None
    return text


def _in_dutch(error: yaml.MarkedYAMLError, text: str, line: int) -> str:
    rows = text.splitlines()
    row = rows[line - 1] if 0 < line <= len(rows) else ""
    english = f"{error.context or ''} {error.problem or ''}".lower()
    if "\t" in row:
        return "er staat een tab; gebruik spaties"
    if "scanning a quoted scalar" in english:
        return "een aanhalingsteken wordt niet gesloten"
    if "mapping values are not allowed" in english:
        return (
            "er staat een dubbele punt waar die niet kan; klopt de inspringing, "
            "of hoort de tekst tussen aanhalingstekens"
        )
    if "alias" in english or "anchor" in english:
        return "verwijzingen met & of * kunnen hier niet; zet de tekst tussen aanhalingstekens"
    if "document" in english:
        return "er hoort maar een document in het bestand te staan"
    return "de inspringing of de opmaak klopt hier niet"


def pairs(reading: Reading, node: yaml.Node, what: str) -> dict[str, tuple[yaml.Node, yaml.Node]]:
    """Return key to (key node, value node) of a mapping; a key that comes twice is reported."""
    if not isinstance(node, yaml.MappingNode):
        reading.report(node, f"{what} hoort uit regels met 'sleutel: tekst' te bestaan")
        return {}
    found: dict[str, tuple[yaml.Node, yaml.Node]] = {}
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode):
            reading.report(key, f"{what} heeft een sleutel die geen tekst is")
        elif key.value in found:
            reading.report(key, f"de sleutel '{key.value}' staat er twee keer")
        else:
            found[key.value] = (key, value)
    return found


def text(reading: Reading, node: yaml.Node, what: str) -> str:
    """Return the text of a scalar; anything else, or nothing at all, is reported and gives ``""``."""
    if not isinstance(node, yaml.ScalarNode):
        kind = "lijst" if isinstance(node, yaml.SequenceNode) else "groep sleutels"
        reading.report(node, f"'{what}' hoort een tekst te zijn, geen {kind}")
        return ""
    value = str(node.value).strip()
    if not value:
        reading.report(node, f"'{what}' is leeg")
    return value


def items(reading: Reading, node: yaml.Node, what: str) -> Iterator[yaml.Node]:
    """Yield the members of a list; anything else is reported and yields nothing."""
    if not isinstance(node, yaml.SequenceNode):
        reading.report(node, f"'{what}' hoort een lijst te zijn, elke regel met een streepje")
        return
    yield from node.value


type Plain = str | list["Plain"] | dict[str, "Plain"]


def read_plain(file: Path) -> Mapping[str, Plain]:
    """Return a file that ships with the program (language data) as mappings, lists and texts.

    Raises:
        ValueError: the file is missing or broken, which is a fault of the program and not of its user.
    """
    reading = Reading(file)
    root = compose(reading)
    plain = _plain(root) if root is not None else None
    if not isinstance(plain, dict):
        raise ValueError("; ".join(map(str, reading.problems)) or f"{file}: no mapping")
    return plain


def _plain(node: yaml.Node) -> Plain:
    if isinstance(node, yaml.MappingNode):
        return {str(key.value): _plain(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_plain(member) for member in node.value]
    return str(node.value)
