"""Steps of the recipe: each is done once, and again only when what it depends on has changed."""

import hashlib
import json
import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what it reads (files, folders, and settings as text), what it makes, and how.

    A step is done when everything that it makes is there and its mark holds the digest of all that it reads. What it
    keeps to go on from after a break (`resumes`) is thrown away when it was begun with something else.
    """

    name: str
    reads: tuple[Path | str, ...]
    makes: tuple[Path, ...]
    do: Callable[[], object]
    resumes: tuple[Path, ...] = ()


def digest(things: Iterable[Path | str]) -> str:
    """Return one SHA-256 of texts and of the contents of files and folders; what is not there counts as empty."""
    total = hashlib.sha256()
    for thing in things:
        if isinstance(thing, str):
            total.update(json.dumps(thing).encode())
            continue
        files = sorted(path for path in thing.rglob("*") if path.is_file()) if thing.is_dir() else [thing]
        for file in files:
            total.update(file.name.encode())
            if file.is_file():
                total.update(hashlib.sha256(file.read_bytes()).digest())
    return total.hexdigest()


def run(steps: Iterable[Step], marks: Path) -> list[str]:
    """Run the steps that are not done yet, in order, and return their names; the marks are kept in a folder."""
    marks.mkdir(parents=True, exist_ok=True)
    done = []
    for step in steps:
        mark = marks / f"{step.name}.done"
        current = digest(step.reads)
        before = mark.read_text(encoding="ascii") if mark.exists() else ""
        if before == current and all(made.exists() for made in step.makes):
            log.info("%s: done before", step.name)
            continue
        log.info("%s ...", step.name)
        mark.unlink(missing_ok=True)  # a step that breaks off is not done
        begun = marks / f"{step.name}.begun"
        if not begun.exists() or begun.read_text(encoding="ascii") != current:
            for kept in step.resumes:
                kept.unlink(missing_ok=True)
            begun.write_text(current, encoding="ascii")
        step.do()
        missing = [made for made in step.makes if not made.exists()]
        if missing:
            raise RuntimeError(f"{step.name} did not make {missing[0]}")
        mark.write_text(current, encoding="ascii")
        done.append(step.name)
    return done
