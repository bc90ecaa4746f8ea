"""Turn the YAML of objections and warnings into values, and say in Dutch what is wrong with it."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

import yaml

from app.advice.catalogue_values import (
    ACTION_KINDS,
    Action,
    Catalogue,
    CatalogueError,
    Objection,
    Origin,
    Rewrite,
    Warning,
)
from app.advice.catalogue_yaml import CatalogueProblem, Reading, compose, items, pairs, text

PLACEHOLDERS = frozenset(
    "aanhef contact debiteur termijn factuur facturen bedrag factuurbedrag dagen_te_laat vrijdag "
    "geblokkeerd klacht klant_sinds eigen_naam bedrijf".split()
)
"""Facts of a case that a card may name; the brackets around them say what to drop when the fact is unknown."""

SHORT_TITLE_LIMIT = 24
_ID = re.compile(r"[a-z0-9_]+\Z")
_TEXT_KEYS = ("bron", "sluitvraag", "controleer", "vermijd")
_OBJECTION_KEYS = frozenset(
    ("id", "titel", "titel_kort", "zinnen", "lijkt_op", "antwoord", "vragen", "actie", *_TEXT_KEYS)
)
_WARNING_KEYS = frozenset("id kanaal gesprek titel uitleg zin herformuleringen zinnen lijkt_op".split())
_REQUIRED_SHIPPED = _OBJECTION_KEYS - {"lijkt_op"}
_REQUIRED_OWN = frozenset({"id", "titel", "zinnen", "antwoord"})
_BRACKETS = re.compile(r"[\[\]]|\{[^{}]*\}|[{}]")

type Nodes = Mapping[str, tuple[yaml.Node, yaml.Node]]


def read_folder(folder: Path) -> Catalogue:
    """Read the shipped catalogue.

    Raises:
        CatalogueError: one or more files have mistakes; all of them are named.
    """
    problems: list[CatalogueProblem] = []
    objections: dict[str, Objection] = {}
    warnings: dict[str, Warning] = {}
    for file in sorted((folder / "objections").glob("*.yaml")):
        reading = Reading(file)
        for entry in _entries(reading, lambda r, n: _objection(r, n, "shipped", {}, None)):
            _add(reading, objections, entry.id, entry)
        problems += reading.problems
    for file in sorted((folder / "warnings").glob("*.yaml")):
        reading = Reading(file)
        for warning in _entries(reading, _warning):
            _add(reading, warnings, warning.id, warning)
        problems += reading.problems
    none, none_problems = _none_phrases(folder / "none.yaml")
    base, base_problems = _base(folder / "base.yaml")
    problems += none_problems + base_problems
    if not objections and not problems:
        problems.append(CatalogueProblem(folder, 0, "er staan geen tegenwerpingen in deze map"))
    if problems:
        raise CatalogueError(tuple(problems))
    return Catalogue(MappingProxyType(objections), MappingProxyType(warnings), none, base)


def read_single(file: Path, shared: Catalogue) -> Catalogue:
    """Read one file with an entry or a list of entries; the rest comes from `shared`.

    Raises:
        CatalogueError: the file is missing or has mistakes.
    """
    reading = Reading(file)
    objections: dict[str, Objection] = {}
    for entry in _entries(reading, lambda r, n: _objection(r, n, "own", {}, shared.base)):
        _add(reading, objections, entry.id, entry)
    if not objections and not reading.problems:
        reading.report(None, "er staat geen tegenwerping in dit bestand")
    if reading.problems:
        raise CatalogueError(tuple(reading.problems))
    return replace(shared, objections=MappingProxyType(objections))


def read_own(own: Path, shipped: Catalogue) -> tuple[dict[str, Objection], tuple[CatalogueProblem, ...]]:
    """Read the user's files; a file with a mistake is left out whole, and its problems are returned."""
    files = [own] if own.is_file() else sorted(own.rglob("*.yaml"))
    objections: dict[str, Objection] = {}
    problems: list[CatalogueProblem] = []
    for file in files:
        reading = Reading(file)
        entries = [*_entries(reading, lambda r, n: _objection(r, n, "own", shipped.objections, shipped.base))]
        here: dict[str, Objection] = {}
        for entry in entries:
            if entry.id in objections:
                reading.report(None, f"het id '{entry.id}' staat ook in een ander eigen bestand")
            _add(reading, here, entry.id, entry)
        if not reading.problems:
            objections.update(here)
        problems += reading.problems
    return objections, tuple(problems)


def _entries[T](reading: Reading, build: Callable[[Reading, yaml.Node], T | None]) -> Iterable[T]:
    root = compose(reading)
    if root is None:
        return
    nodes = root.value if isinstance(root, yaml.SequenceNode) else [root]
    for node in nodes:
        entry = build(reading, node)
        if entry is not None:
            yield entry


def _add[T](reading: Reading, into: dict[str, T], key: str, entry: T) -> None:
    if key in into:
        reading.report(None, f"het id '{key}' komt twee keer voor")
    into.setdefault(key, entry)


def _known_keys(reading: Reading, nodes: Nodes, known: Iterable[str]) -> None:
    allowed = frozenset(known)
    for key, (node, _) in nodes.items():
        if key not in allowed:
            reading.report(node, f"de sleutel '{key}' is onbekend; bekend zijn {', '.join(sorted(allowed))}")


def _required(reading: Reading, node: yaml.Node, nodes: Nodes, required: Iterable[str]) -> None:
    for key in sorted(frozenset(required) - nodes.keys()):
        reading.report(node, f"de sleutel '{key}' ontbreekt")


def _spoken(reading: Reading, nodes: Nodes, key: str) -> str:
    if key not in nodes:
        return ""
    node = nodes[key][1]
    value = text(reading, node, key)
    _check_placeholders(reading, node, value)
    return value


def _check_placeholders(reading: Reading, node: yaml.Node, value: str) -> None:
    inside = False
    for found in _BRACKETS.finditer(value):
        mark = found.group()
        if mark == "[":
            if inside:
                reading.report(node, "er staan vierkante haken binnen vierkante haken")
            inside = True
        elif mark == "]":
            if not inside:
                reading.report(node, "er staat een vierkante haak te veel")
            inside = False
        elif mark in "{}":
            reading.report(node, "een accolade staat alleen")
        elif mark[1:-1] not in PLACEHOLDERS:
            reading.report(node, f"{mark} is onbekend; bekend zijn {', '.join(sorted(PLACEHOLDERS))}")
        elif not inside:
            reading.report(node, f"{mark} staat niet tussen vierkante haken")
    if inside:
        reading.report(node, "een vierkante haak wordt niet gesloten")


def _phrases(reading: Reading, nodes: Nodes, key: str, *, needed: bool) -> tuple[str, ...]:
    if key not in nodes:
        return ()
    node = nodes[key][1]
    found = tuple(
        phrase for member in items(reading, node, key) if (phrase := text(reading, member, f"zin onder {key}"))
    )
    if needed and not found and isinstance(node, yaml.SequenceNode) and not node.value:
        reading.report(node, f"'{key}' heeft geen enkele zin")
    return found


def _identity(reading: Reading, nodes: Nodes) -> str:
    if "id" not in nodes:
        return ""
    node = nodes["id"][1]
    value = text(reading, node, "id")
    if value and not _ID.match(value):
        reading.report(node, f"het id '{value}' mag alleen kleine letters, cijfers en _ hebben")
    return value


def _objection(
    reading: Reading,
    node: yaml.Node,
    origin: Origin,
    shipped: Mapping[str, Objection],
    base: Objection | None,
) -> Objection | None:
    before = len(reading.problems)
    nodes = pairs(reading, node, "een tegenwerping")
    if not nodes:
        return None
    _known_keys(reading, nodes, _OBJECTION_KEYS)
    identity = _identity(reading, nodes)
    original = shipped.get(identity)
    if original is not None:
        required: Iterable[str] = ("id",)
    else:
        required = _REQUIRED_SHIPPED if origin == "shipped" else _REQUIRED_OWN
    _required(reading, node, nodes, required)
    start = original or base or _BLANK
    title = text(reading, nodes["titel"][1], "titel") if "titel" in nodes else start.title
    entry = Objection(
        id=identity,
        title=title,
        short_title=_short_title(reading, nodes, original, title),
        source=_spoken(reading, nodes, "bron") or start.source,
        phrases=_phrases(reading, nodes, "zinnen", needed=True),
        look_alikes=_phrases(reading, nodes, "lijkt_op", needed=False),
        gentle=start.gentle,
        firm=start.firm,
        questions=start.questions,
        closing_question=_spoken(reading, nodes, "sluitvraag") or start.closing_question,
        verify=_spoken(reading, nodes, "controleer") or start.verify,
        avoid=_spoken(reading, nodes, "vermijd") or start.avoid,
        action=_action(reading, nodes) or start.action,
        origin=origin,
    )
    entry = _with_answer(reading, nodes, entry)
    if "vragen" in nodes:
        entry = replace(entry, questions=_questions(reading, nodes))
    if original is not None:
        # Own phrases come on top of the shipped ones, so that adding one from the workbench loses none.
        entry = replace(
            entry,
            phrases=tuple(dict.fromkeys(original.phrases + entry.phrases)),
            look_alikes=tuple(dict.fromkeys(original.look_alikes + entry.look_alikes)),
            origin="shipped",
            overridden=tuple(key for key in nodes if key != "id"),
        )
    return entry if len(reading.problems) == before else None


_BLANK = Objection("", "", "", "", (), (), "", "", (), "", "", "", None)


def _short_title(reading: Reading, nodes: Nodes, original: Objection | None, title: str) -> str:
    if "titel_kort" not in nodes:
        return original.short_title if original else title[:SHORT_TITLE_LIMIT]
    node = nodes["titel_kort"][1]
    value = text(reading, node, "titel_kort")
    if len(value) > SHORT_TITLE_LIMIT:
        reading.report(node, f"'titel_kort' heeft meer dan {SHORT_TITLE_LIMIT} tekens")
    return value


def _questions(reading: Reading, nodes: Nodes) -> tuple[str, ...]:
    found = []
    for member in items(reading, nodes["vragen"][1], "vragen"):
        value = text(reading, member, "vraag")
        _check_placeholders(reading, member, value)
        found.append(value)
    return tuple(found)


def _with_answer(reading: Reading, nodes: Nodes, entry: Objection) -> Objection:
    if "antwoord" not in nodes:
        return entry
    node = nodes["antwoord"][1]
    inner = pairs(reading, node, "'antwoord'")
    _known_keys(reading, inner, ("zacht", "steviger"))
    if inner and "zacht" not in inner and not entry.gentle:
        reading.report(node, "de sleutel 'zacht' ontbreekt onder 'antwoord'")
    gentle = _spoken(reading, inner, "zacht")
    firm = _spoken(reading, inner, "steviger")
    return replace(entry, gentle=gentle or entry.gentle, firm=firm or entry.firm or gentle)


def _action(reading: Reading, nodes: Nodes) -> Action | None:
    if "actie" not in nodes:
        return None
    node = nodes["actie"][1]
    inner = pairs(reading, node, "'actie'")
    if not inner:
        return None
    _known_keys(reading, inner, ("soort", "tekst"))
    _required(reading, node, inner, ("soort", "tekst"))
    kind = text(reading, inner["soort"][1], "soort") if "soort" in inner else ""
    if kind and kind not in ACTION_KINDS:
        reading.report(
            inner["soort"][1],
            f"de actie '{kind}' is onbekend; bekend zijn {', '.join(sorted(ACTION_KINDS))}",
        )
    return Action(kind, _spoken(reading, inner, "tekst"))


def _choice(reading: Reading, nodes: Nodes, key: str, allowed: tuple[str, ...]) -> str:
    if key not in nodes:
        return allowed[0]
    node = nodes[key][1]
    value = text(reading, node, key)
    if value not in allowed:
        reading.report(node, f"'{key}' hoort een van {', '.join(allowed)} te zijn")
        return allowed[0]
    return value


def _warning(reading: Reading, node: yaml.Node) -> Warning | None:
    before = len(reading.problems)
    nodes = pairs(reading, node, "een waarschuwing")
    if not nodes:
        return None
    _known_keys(reading, nodes, _WARNING_KEYS)
    _required(reading, node, nodes, ("id", "kanaal", "titel", "uitleg", "zin"))
    warning = Warning(
        id=_identity(reading, nodes),
        channel=_choice(reading, nodes, "kanaal", ("either", "debtor", "controller", "session")),  # type: ignore[arg-type]
        call=_choice(reading, nodes, "gesprek", ("any", "overdue")),  # type: ignore[arg-type]
        title=_spoken(reading, nodes, "titel"),
        explanation=_spoken(reading, nodes, "uitleg"),
        sentence=_spoken(reading, nodes, "zin"),
        rewrites=_rewrites(reading, nodes),
        phrases=_phrases(reading, nodes, "zinnen", needed=False),
        look_alikes=_phrases(reading, nodes, "lijkt_op", needed=False),
    )
    return warning if len(reading.problems) == before else None


def _rewrites(reading: Reading, nodes: Nodes) -> tuple[Rewrite, ...]:
    if "herformuleringen" not in nodes:
        return ()
    found = []
    for member in items(reading, nodes["herformuleringen"][1], "herformuleringen"):
        inner = pairs(reading, member, "een herformulering")
        _known_keys(reading, inner, ("bij", "zeg"))
        _required(reading, member, inner, ("bij", "zeg"))
        if "bij" in inner and "zeg" in inner:
            triggers = text(reading, inner["bij"][1], "bij")
            found.append(Rewrite(triggers, _spoken(reading, inner, "zeg")))
    return tuple(found)


def _none_phrases(file: Path) -> tuple[tuple[str, ...], list[CatalogueProblem]]:
    if not file.exists():
        return (), []
    reading = Reading(file)
    root = compose(reading)
    if root is None:
        return (), reading.problems
    nodes = pairs(reading, root, "het bestand")
    _known_keys(reading, nodes, ("id", "titel", "zinnen"))
    return _phrases(reading, nodes, "zinnen", needed=True), reading.problems


def _base(file: Path) -> tuple[Objection | None, list[CatalogueProblem]]:
    if not file.exists():
        return None, []
    reading = Reading(file)
    root = compose(reading)
    if root is None:
        return None, reading.problems
    nodes = pairs(reading, root, "het bestand")
    _known_keys(reading, nodes, _OBJECTION_KEYS)
    _required(reading, root, nodes, ("titel", "antwoord", "vragen", "sluitvraag"))
    entry = Objection(
        id=_identity(reading, nodes) or "base",
        title=text(reading, nodes["titel"][1], "titel") if "titel" in nodes else "",
        short_title=_short_title(reading, nodes, None, ""),
        source=_spoken(reading, nodes, "bron"),
        phrases=(),
        look_alikes=(),
        gentle="",
        firm="",
        questions=_questions(reading, nodes) if "vragen" in nodes else (),
        closing_question=_spoken(reading, nodes, "sluitvraag"),
        verify=_spoken(reading, nodes, "controleer"),
        avoid=_spoken(reading, nodes, "vermijd"),
        action=_action(reading, nodes),
    )
    return _with_answer(reading, nodes, entry), reading.problems
