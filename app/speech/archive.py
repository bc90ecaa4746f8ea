"""Unpacks a zip archive that comes from outside, and nothing but plain files that belong where they say.

Refused are absolute paths and `..`, links and devices, names that Windows can't hold or takes for something else,
locked members, the same name twice, and archives that unpack to far more than they are (zip bombs).
"""

import lzma
import shutil
import stat
import zipfile
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path, PurePosixPath
from typing import IO

from app.errors import UserError
from app.speech.stop_sign import StopSign
from app.speech.transfer import no_space

MOST_MEMBERS = 2_000
"""A Vosk model has ten to forty files."""
MOST_BYTES = 8_000_000_000
"""Unpacked, when nothing better is known."""
MOST_RATIO = 100
"""Times that a member may grow; a model's files grow two to five times."""
_SMALL = 1_000_000
"""Bytes below which the ratio says nothing: a short list of zeros packs very well."""
_DAMAGE = (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError, zlib.error, lzma.LZMAError)
_CHUNK = 1 << 20
_RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(10))}
_ODD = set('<>:"|?*\\')

type Report = Callable[[int, int], None]


def unpack(
    archive: Path, folder: Path, report: Report, stop: StopSign, *, most_bytes: int = MOST_BYTES, spare: int = 0
) -> None:
    """Unpack an archive into a folder.

    Args:
        archive: the file.
        folder: where to; it is made.
        report: told how many bytes are unpacked, and of how many.
        stop: ends the work with `Stopped`.
        most_bytes: refuse an archive that unpacks to more.
        spare: bytes of the disk that must be left.

    Raises:
        UserError: `model_not_an_archive`, `model_archive_damaged`, `model_archive_refused` or `model_no_space`.
    """
    with _opened(archive) as opened:
        members = _safe_members(archive, opened, most_bytes)
        total = sum(member.file_size for _, member in members)
        folder.mkdir(parents=True, exist_ok=True)
        free = shutil.disk_usage(folder).free - spare
        if total > free:
            raise no_space(total, max(0, free))
        done = 0
        for name, member in members:
            target = folder.joinpath(*name.parts)
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("wb") as file:
                done = _copy_member(archive, opened, member, file, done, total, report, stop)


def join(archives: Sequence[Path], members: Sequence[str], target: Path, stop: StopSign, *, most_bytes: int) -> None:
    """Write the members of these names one after the other to a file; each comes from the first archive that has it.

    Raises:
        UserError: `model_archive_damaged` or `model_archive_refused`.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    written = 0
    with target.open("wb") as file:
        for name in members:
            for archive in archives:
                with _opened(archive) as opened:
                    member = next((each for each in opened.infolist() if each.filename == name), None)
                    if member is None:
                        continue
                    if written + member.file_size > most_bytes:
                        raise UserError("model_archive_refused", bestand=archive.name)
                    written = _copy_member(archive, opened, member, file, written, 0, lambda _done, _all: None, stop)
                    break
            else:
                raise UserError("model_archive_damaged", bestand=name)


def _opened(archive: Path) -> zipfile.ZipFile:
    if not archive.is_file():
        raise UserError("model_file_missing", bestand=archive)
    try:
        return zipfile.ZipFile(archive)
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        with archive.open("rb") as file:
            packed = file.read(2) == b"PK"
        raise UserError("model_archive_damaged" if packed else "model_not_an_archive", bestand=archive.name) from error
    except OSError as error:
        raise UserError("model_archive_damaged", bestand=archive.name) from error


def _safe_members(
    archive: Path, opened: zipfile.ZipFile, most_bytes: int
) -> list[tuple[PurePosixPath, zipfile.ZipInfo]]:
    members = opened.infolist()
    refused = UserError("model_archive_refused", bestand=archive.name)
    if len(members) > MOST_MEMBERS or sum(member.file_size for member in members) > most_bytes:
        raise refused
    found: dict[str, tuple[PurePosixPath, zipfile.ZipInfo]] = {}
    for member in members:
        name = _safe_name(member)
        if name is None or str(name).lower() in found:
            raise refused
        if member.file_size > _SMALL and member.file_size > MOST_RATIO * max(1, member.compress_size):
            raise refused
        if not member.is_dir():
            found[str(name).lower()] = (name, member)
    folders = {str(parent).lower() for name, _ in found.values() for parent in name.parents}
    if folders & set(found):
        raise refused  # one name for a file and for a folder
    return list(found.values())


def _safe_name(member: zipfile.ZipInfo) -> PurePosixPath | None:
    """Where a member goes, below the folder; None when it may not be unpacked."""
    kind = stat.S_IFMT(member.external_attr >> 16)
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR) or member.flag_bits & 0x1:  # a link or device; locked
        return None
    # `orig_filename`: what stands in the archive, before zipfile made it harmless on this system.
    raw = member.orig_filename
    if not raw or len(raw) > 240 or raw.startswith("/") or _ODD & set(raw) or any(ord(sign) < 32 for sign in raw):
        return None
    parts = raw.rstrip("/").split("/")
    return None if any(_odd_part(part) for part in parts) else PurePosixPath(*parts)


def _odd_part(part: str) -> bool:
    return (
        part in ("", ".", "..") or part != part.strip() or part.endswith(".") or part.split(".")[0].lower() in _RESERVED
    )


def _copy_member(
    archive: Path,
    opened: zipfile.ZipFile,
    member: zipfile.ZipInfo,
    file: IO[bytes],
    done: int,
    total: int,
    report: Report,
    stop: StopSign,
) -> int:
    """Copy one member; its check sum is looked at by zipfile. Returns the bytes that are done by then."""
    left = member.file_size
    try:
        with opened.open(member) as source:
            while chunk := source.read(_CHUNK):
                stop.check()
                left -= len(chunk)
                if left < 0:  # it said that it was smaller
                    raise UserError("model_archive_refused", bestand=archive.name)
                file.write(chunk)
                done += len(chunk)
                report(done, total)
    except _DAMAGE as error:
        raise UserError("model_archive_damaged", bestand=archive.name) from error
    if left:
        raise UserError("model_archive_damaged", bestand=archive.name)
    return done
