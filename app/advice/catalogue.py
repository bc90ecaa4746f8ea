"""The catalogue of objections and warnings: read it, and keep the last good version of it.

Shipped files live in `resources/catalogue/`; a user's own files may add objections and override the wording of shipped
ones. Deleting an own file restores what was shipped.
"""

from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from app.advice.catalogue_entries import read_folder, read_own, read_single
from app.advice.catalogue_values import (
    ACTION_KINDS,
    Action,
    Catalogue,
    CatalogueError,
    Objection,
    Rewrite,
    Warning,
)
from app.advice.catalogue_yaml import CatalogueProblem

__all__ = [
    "ACTION_KINDS",
    "Action",
    "Catalogue",
    "CatalogueError",
    "CatalogueProblem",
    "CatalogueStore",
    "Objection",
    "Rewrite",
    "Warning",
    "load_catalogue",
    "shipped_folder",
]


def shipped_folder() -> Path:
    """Return the folder of the catalogue that ships with the program, also in a frozen program."""
    return Path(__file__).resolve().parents[2] / "resources" / "catalogue"


def load_catalogue(shipped: Path, own: Path | None = None, *, shared: Path | None = None) -> Catalogue:
    """Read a catalogue.

    Args:
        shipped: the folder with `objections/`, `warnings/`, `none.yaml` and `base.yaml`, or one file with an entry or a
            list of entries. With a file only its objections count; warnings, ordinary talk and base card come from
            `shared`.
        own: a file, or a folder of files, of the user. A mistake in it leaves that file out and stands in
            `Catalogue.problems`. A folder or file that does not exist counts as empty.
        shared: folder for what a single file lacks; the shipped catalogue if not given.

    Raises:
        CatalogueError: `shipped` has mistakes.
    """
    if shipped.is_dir():
        catalogue = read_folder(shipped)
    else:
        catalogue = read_single(shipped, read_folder(shared or shipped_folder()))
    if own is None or not own.exists():
        return catalogue
    return _with_own(catalogue, own)


def _with_own(catalogue: Catalogue, own: Path) -> Catalogue:
    objections, problems = read_own(own, catalogue)
    merged = dict(catalogue.objections)
    merged.update(objections)
    return replace(catalogue, objections=MappingProxyType(merged), problems=problems)


class CatalogueStore:
    """Holds the last good catalogue, so that a half-saved file never leaves a call without cards."""

    def __init__(self, shipped: Path, own: Path | None = None) -> None:
        """Read both; the shipped part has to be right.

        Raises:
            CatalogueError: the shipped catalogue has mistakes.
        """
        self._shipped = shipped
        self._own = own
        self._last_good = load_catalogue(shipped, own)

    @property
    def catalogue(self) -> Catalogue:
        """The catalogue to use now."""
        return self._last_good

    def reload(self) -> tuple[CatalogueProblem, ...]:
        """Read again; keep what was good if anything is wrong now. Returns the problems."""
        try:
            fresh = load_catalogue(self._shipped, self._own)
        except CatalogueError as error:
            return error.problems
        if not fresh.problems:
            self._last_good = fresh
        return fresh.problems
