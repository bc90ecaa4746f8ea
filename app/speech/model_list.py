"""The models that Belmaat knows, as `models/models.toml` describes them."""

import hashlib
import tomllib
from dataclasses import dataclass
from pathlib import Path

from app.errors import UserError

LIST_NAME = "models.toml"


@dataclass(frozen=True, slots=True)
class ModelFile:
    """One file of a model, `path` relative to its folder with forward slashes."""

    path: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class ModelEntry:
    """What is known about a model."""

    id: str
    folder: str
    name: str
    trial: bool
    """Not good enough for real calls; the window says so."""
    licence: str
    licence_note: str
    good_for: str
    limits: str
    files: tuple[ModelFile, ...]

    def wrong_file(self, folder: Path, *, contents: bool) -> str:
        """The first file in `folder` that is not as listed; empty when all are.

        Args:
            folder: where the model is.
            contents: compare SHA-256 sums too (15 MB: 0.05 s), not only sizes.
        """
        for file in self.files:
            path = folder / file.path
            try:
                if path.stat().st_size != file.size or (contents and _sum(path) != file.sha256):
                    return file.path
            except OSError:
                return file.path
        return ""

    @property
    def size(self) -> int:
        """Bytes of all files together."""
        return sum(file.size for file in self.files)


def read_list(folder: Path) -> tuple[ModelEntry, ...]:
    """Read `models.toml` in a folder; a folder without one lists nothing.

    Raises:
        UserError: `texts_damaged` when it can't be read; it is shipped, so installing again mends it.
    """
    path = folder / LIST_NAME
    if not path.is_file():
        return ()
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
        return tuple(
            ModelEntry(
                id=entry["id"],
                folder=entry["folder"],
                name=entry["name"],
                trial=entry["trial"],
                licence=entry["licence"],
                licence_note=entry["licence_note"].strip(),
                good_for=entry["good_for"],
                limits=entry["limits"].strip(),
                files=tuple(ModelFile(file["path"], file["size"], file["sha256"]) for file in entry["file"]),
            )
            for entry in found["model"]
        )
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise UserError("texts_damaged", bestand=path) from error


def _sum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
