"""Fetches files over HTTP, and only when the user asked for a model.

A file grows beside its place, as `NAME.deel` with a note of where it comes from; when the connection breaks, the next
attempt asks for the rest. It gets its name when length and sum are right.
"""

import json
import shutil
import socket
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from app.errors import UserError
from app.speech.model_list import sha256_of
from app.speech.stop_sign import StopSign
from app.speech.web import Broken, Patience, Response, Session, chunks, host_of, opened, refuse, session

_REAL_PROGRESS = 65_536
"""Bytes that must have come in before a broken connection counts as a new first failure."""
_SPARE = 50_000_000
"""Bytes of the disk that are left alone."""
_MOST_OF_A_PAGE = 20_000_000

type Report = Callable[[int, int], None]
"""Told how many bytes there are, and of how many (0: not known)."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A file to fetch."""

    address: str
    size: int = 0
    """Bytes; 0 when not known."""
    exact: bool = False
    """Whether `size` is exact; else it only limits what is taken (three times as much at most)."""
    sha256: str = ""
    provable: bool = False
    """What comes out of it is compared with known sums, so a part may be continued without the server's word."""


class Transfer:
    """Fetches files and pages."""

    def __init__(self, patience: Patience | None = None) -> None:
        """Nothing is opened yet."""
        self._patience = patience or Patience()

    def fetch(self, wanted: Wanted, target: Path, report: Report, stop: StopSign) -> None:
        """Fetch a file, going on where an earlier attempt stopped.

        Args:
            wanted: what to fetch.
            target: its place; a file that lies there already and is right is not fetched again.
            report: told how it goes, at most once for each 16 kB.
            stop: ends the work with `Stopped`; what has come in is kept.

        Raises:
            UserError: `model_offline`, `model_proxy_password`, `model_proxy`, `model_certificate`, `model_not_there`,
                `model_refused`, `model_server`, `model_slow`, `model_broken`, `model_redirect`, `model_web_page`,
                `model_wrong_length`, `model_wrong_hash`, `model_no_space` or `folder_unwritable`.
        """
        if target.is_file() and _is_right(wanted, target):
            report(target.stat().st_size, target.stat().st_size)
            return
        part = _Part(target, wanted)
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            self._whole(wanted, part, report, stop)
        except OSError as error:
            raise _told_of_disk(error, target.parent) from error
        except UserError as error:
            if error.code == "model_wrong_length":
                part.clear()
            raise
        if not _is_right(wanted, part.path):
            part.clear()
            raise UserError("model_wrong_hash", bestand=target.name)
        part.path.replace(target)
        part.forget()

    def page(self, address: str, accept: str, stop: StopSign) -> tuple[str, str, str]:
        """Read a small page.

        Returns:
            Its text, its content type, and where it finally came from.

        Raises:
            UserError: as `fetch`.
        """
        stop.check()
        try:
            asked = {"Accept": accept}
            with (
                session() as connection,
                opened(connection, address, asked, self._patience, stop) as response,
            ):
                refuse(response)
                body = b"".join(chunks(response, address, _MOST_OF_A_PAGE, stop))
                kind = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
                return body.decode("utf-8", "replace"), kind, str(response.url)
        except Broken as broken:
            raise broken.told from broken

    def _whole(self, wanted: Wanted, part: "_Part", report: Report, stop: StopSign) -> None:
        """Go on until everything is there; a broken connection is mended a few times."""
        failures = 0
        while True:
            stop.check()
            before = part.size
            try:
                with session() as connection:
                    self._once(connection, wanted, part, report, stop)
                return
            except Broken as broken:
                stop.check()
                failures = 1 if part.size >= before + _REAL_PROGRESS else failures + 1
                if failures >= self._patience.tries:
                    raise broken.told from broken
                stop.wait(self._patience.pause * 2 ** (failures - 1))

    def _once(self, connection: Session, wanted: Wanted, part: "_Part", report: Report, stop: StopSign) -> None:
        headers = part.headers()
        with opened(connection, wanted.address, headers, self._patience, stop) as response:
            if response.status_code == 416:  # the server has another file by now, or this part is whole
                part.clear()
                raise Broken(UserError("model_broken", adres=host_of(wanted.address)))
            refuse(response)
            start = part.size if response.status_code == 206 else 0
            if start and _first_byte(response) != start:
                part.clear()
                raise Broken(UserError("model_broken", adres=host_of(wanted.address)))
            length = _length(response)
            total = start + length if length is not None else 0
            self._look_at_length(wanted, part, response, total)
            part.begin(response, start)
            with part.path.open("ab") as file:
                done = start
                for chunk in chunks(response, wanted.address, _limit(wanted, total) - start, stop):
                    file.write(chunk)
                    done += len(chunk)
                    report(done, total or (wanted.size if wanted.exact else 0))
        if total and done < total:
            raise Broken(UserError("model_broken", adres=host_of(wanted.address)))
        if wanted.exact and done != wanted.size:
            raise UserError("model_wrong_length", bestand=part.name)

    @staticmethod
    def _look_at_length(wanted: Wanted, part: "_Part", response: Response, total: int) -> None:
        """What the server says about the file, before a byte of it is taken."""
        kind = response.headers.get("Content-Type", "").lower()
        if kind.startswith("text/html") and not wanted.address.lower().endswith((".html", ".htm")):
            raise UserError("model_web_page", adres=host_of(wanted.address))
        if total and (total != wanted.size if wanted.exact else total > _limit(wanted, 0)):
            raise UserError("model_wrong_length", bestand=part.name)
        need = max(0, total - part.size)
        room = shutil.disk_usage(part.path.parent).free - _SPARE
        if need > room:
            raise no_space(need, max(0, room))


class _Part:
    """A file that is growing, and the note beside it."""

    def __init__(self, target: Path, wanted: Wanted) -> None:
        self.name = target.name
        self.path = target.with_name(target.name + ".deel")
        self._note = target.with_name(target.name + ".deel.json")
        self._wanted = wanted

    @property
    def size(self) -> int:
        return self.path.stat().st_size if self.path.is_file() else 0

    def headers(self) -> dict[str, str]:
        """What to ask for; a part that can't be continued safely is thrown away."""
        note = self._read()
        validator = note.get("validator", "")
        known = note.get("address") == self._wanted.address and (validator or self._wanted.provable)
        if self.size and not known:
            self.clear()
        if not self.size:
            return {}
        asked = {"Range": f"bytes={self.size}-"}
        return {**asked, "If-Range": validator} if validator else asked

    def begin(self, response: Response, start: int) -> None:
        """Note where it comes from; without `start` it begins anew."""
        if start == 0:
            self.path.unlink(missing_ok=True)
        tag = response.headers.get("ETag", "")
        strong = tag if tag and not tag.startswith("W/") else ""
        note = {"address": self._wanted.address, "validator": strong or response.headers.get("Last-Modified", "")}
        self._note.write_text(json.dumps(note), encoding="utf-8")

    def clear(self) -> None:
        """Throw away what has come in."""
        self.path.unlink(missing_ok=True)
        self.forget()

    def forget(self) -> None:
        """The note is no longer needed."""
        self._note.unlink(missing_ok=True)

    def _read(self) -> dict[str, str]:
        try:
            note = json.loads(self._note.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return {str(name): str(value) for name, value in note.items()} if isinstance(note, dict) else {}


def no_space(needed: int, free: int) -> UserError:
    """The disk is too full for this many bytes."""
    return UserError("model_no_space", nodig=f"{needed / 1e6:.0f} MB", vrij=f"{free / 1e6:.0f} MB")


def _first_byte(response: Response) -> int:
    """Where the piece begins that the server sends, -1 when it doesn't say."""
    _, _, span = response.headers.get("Content-Range", "").partition(" ")
    first = span.partition("-")[0].strip()
    return int(first) if first.isdecimal() else -1


def _length(response: Response) -> int | None:
    length = response.headers.get("Content-Length", "")
    return int(length) if length.isdecimal() else None


def _limit(wanted: Wanted, total: int) -> int:
    """The most bytes that are taken."""
    if wanted.exact:
        return wanted.size
    return total or (3 * wanted.size or 4_000_000_000)


def _is_right(wanted: Wanted, path: Path) -> bool:
    if wanted.exact and path.stat().st_size != wanted.size:
        return False
    return not wanted.sha256 or sha256_of(path) == wanted.sha256


def _told_of_disk(error: OSError, folder: Path) -> UserError:
    if error.errno == 28 or getattr(error, "winerror", 0) == 112:  # disk full
        free = shutil.disk_usage(folder).free if folder.is_dir() else 0
        return no_space(_SPARE, free)
    if isinstance(error, socket.gaierror | ConnectionError | TimeoutError):
        return UserError("model_offline", adres="internet")
    return UserError("folder_unwritable", map=folder)
