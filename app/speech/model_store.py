"""Finds speech models, tells whether they are whole, and loads one.

A damaged model is not always refused by Vosk: some damage ends the whole process, at loading or in the middle of a call
(measured: a cut-off `word_boundary.int`, changed weights in `final.mdl`). So a listed model is compared with its list,
and one that nobody knows is tried once in a process of its own.
"""

import json
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from app.errors import UserError
from app.speech.call_settings import drop, view
from app.speech.compounds import FILE as COMPOUNDS
from app.speech.compounds import Compounds
from app.speech.model_list import Kind, ModelEntry, read_list, sha256_of
from app.speech.model_shape import check_vosk_folder, check_whisper_folder, kind_of, model_in
from app.speech.trial import hears_in_process

if TYPE_CHECKING:
    from app.speech.vosk_recogniser import SpeechModel

_SUMS_UP_TO = 64_000_000
"""Bytes of a listed model that are summed at each loading (0.2 s at most); larger ones only when asked."""
_TRIED_NAME = "tried_models.json"
_VIEWS_NAME = ".afgesteld"
_SUMS_NAME = "{}.sommen.json"

type Origin = Literal["shipped", "user", "chosen"]


@dataclass(frozen=True, slots=True)
class FoundModel:
    """A folder with a model in it."""

    folder: Path
    origin: Origin
    entry: ModelEntry | None = None
    """What the list knows about it; None for a model that isn't listed."""

    @property
    def name(self) -> str:
        """How to call it."""
        return self.entry.name if self.entry else self.folder.name

    @property
    def kind(self) -> Kind:
        """What it is for."""
        return self.entry.kind if self.entry else kind_of(self.folder) or "vosk"

    @property
    def trial(self) -> bool:
        """Known not to be good enough for real calls."""
        return self.entry is not None and self.entry.trial

    @property
    def megabytes(self) -> float:
        """Size on disk, in millions of bytes."""
        return sum(path.stat().st_size for path in self.folder.rglob("*") if path.is_file()) / 1e6


class ModelStore:
    """The models of this computer."""

    def __init__(self, shipped: Path, user: Path | None = None, *, tries: Callable[[Path], bool] | None = None) -> None:
        """Name the folders; nothing is read yet.

        Args:
            shipped: the folder `models/` of the program, with `models.toml`.
            user: the user's own folder of models; it may be missing. What was tried is remembered there.
            tries: True if a Vosk model can be used; by default in a process of its own.
        """
        self._shipped = shipped
        self._user = user
        self._tries = tries or (lambda folder: hears_in_process(folder) is not None)

    @property
    def entries(self) -> tuple[ModelEntry, ...]:
        """What the list knows, in its order. Raises `UserError` `texts_damaged`."""
        return read_list(self._shipped)

    @property
    def user_folder(self) -> Path:
        """Where models are installed.

        Raises:
            UserError: `model_no_place` when this program keeps none.
        """
        if self._user is None:
            raise UserError("model_no_place")
        return self._user

    def found(self, kind: Kind = "vosk") -> tuple[FoundModel, ...]:
        """All models of a kind, best first: the user's own, then the shipped ones, trial models last."""
        entries = self.entries
        models = [
            *self._in(self._user, "user", entries),
            *self._in(self._shipped, "shipped", entries),
        ]
        known = [entry.id for entry in entries]

        def rank(model: FoundModel) -> tuple[bool, bool, int]:
            place = known.index(model.entry.id) if model.entry else -1
            return model.trial, model.origin == "shipped", place

        return tuple(sorted((model for model in models if model.kind == kind), key=rank))

    def named(self, name: str) -> FoundModel:
        """The model that a setting or a user names: by its id, its name, its folder's name, or its folder.

        Raises:
            UserError: `model_missing`, `model_not_installed` for one that is only listed, or `not_a_model`.
        """
        entry = self.entry(name)
        for model in (*self.found("vosk"), *self.found("whisper")):
            if name in (model.name, model.folder.name) or (entry is not None and model.entry == entry):
                return model
        if entry is not None and not Path(name).is_dir():
            raise UserError("model_not_installed", naam=entry.name)
        return self.choose(Path(name))

    def entry(self, name: str) -> ModelEntry | None:
        """What the list knows under an id, a name or a folder's name."""
        return next((entry for entry in self.entries if name in (entry.id, entry.name, entry.folder)), None)

    def choose(self, chosen: Path | None = None) -> FoundModel:
        """The folder that the user chose, else the best Vosk model there is.

        Args:
            chosen: the folder of a model, or one that holds just that folder, as archives unpack it.

        Raises:
            UserError: `model_missing`, or `not_a_model` for a chosen folder without one.
        """
        if chosen is None:
            best = self.found()
            if not best:
                raise UserError("model_missing", map=self._user or self._shipped)
            return best[0]
        if not chosen.is_dir():
            raise UserError("model_missing", map=chosen)
        folder = model_in(chosen)
        if folder is None:
            raise UserError("not_a_model", map=chosen)
        return FoundModel(folder, self._origin(folder), entry_of(folder, self.entries))

    def careful_model(self) -> FoundModel | None:
        """The model of the careful listener, if one is installed."""
        return next(iter(self.found("whisper")), None)

    def compounds(self) -> Compounds:
        """The list of compounds of the best model that has one, for listeners whose own model has none."""
        folders = (model.folder for model in self.found())
        return next((Compounds.of(folder) for folder in folders if (folder / COMPOUNDS).is_file()), Compounds())

    def looks_whole(self, model: FoundModel) -> bool:
        """A quick look: the right files, of the right sizes where those are known; contents are not read."""
        try:
            _check_shape(model)
        except UserError:
            return False
        return model.entry is None or not model.entry.wrong_file(model.folder, contents=False)

    def check(self, model: FoundModel) -> None:
        """Look thoroughly whether a model is whole: for `doctor`, and after a failure.

        Raises:
            UserError: `model_missing` or `model_damaged`.
        """
        _check_shape(model)
        if model.entry is not None and model.entry.checked:
            _refuse_if(model, model.entry.wrong_file(model.folder, contents=True))
            return
        _refuse_if(model, self._changed_file(model.folder))
        if model.kind == "whisper":
            return  # its library says so when it is loaded, and no call waits for it
        if not self._tries(model.folder):
            raise UserError("model_damaged", map=model.folder)
        self.remember(model.folder)

    def load(self, model: FoundModel) -> "SpeechModel":
        """Load a Vosk model, set for calls; takes 0.1 to several seconds, the first time longer.

        So never on the window's thread.

        Raises:
            UserError: `model_missing`, `model_damaged`, or `model_for_later` for the careful listener's.
        """
        from app.speech.vosk_recogniser import SpeechModel

        if model.kind != "vosk":
            raise UserError("model_for_later", naam=model.name)
        if model.entry is not None and model.entry.checked:
            _check_shape(model)
            contents = model.entry.size <= _SUMS_UP_TO
            _refuse_if(model, model.entry.wrong_file(model.folder, contents=contents))
        elif self._tried().get(str(model.folder)) != _stamp(model.folder):
            self.check(model)
        set_for_calls = self._view(model)
        if set_for_calls is not None:
            try:
                return SpeechModel(model.folder, set_for_calls)
            except UserError:
                drop(set_for_calls)  # the model itself may be fine
        return SpeechModel(model.folder)

    def remove(self, model: FoundModel) -> None:
        """Remove a model that the user installed.

        Raises:
            UserError: `model_shipped` for one that belongs to the program or lies elsewhere, `model_in_use` when the
                system holds its files.
        """
        if model.origin != "user":
            raise UserError("model_shipped", naam=model.name)
        for left in self.user_folder.glob(".weg-*"):  # something held a file of it the last time
            shutil.rmtree(left, ignore_errors=True)
        away = model.folder.with_name(f".weg-{model.folder.name}-{os.getpid()}")
        try:
            model.folder.replace(away)  # whole or not at all
        except OSError as error:
            raise UserError("model_in_use", naam=model.name) from error
        shutil.rmtree(away, ignore_errors=True)
        self._sums_file(model.folder).unlink(missing_ok=True)
        for folder in (self.user_folder / _VIEWS_NAME).glob(f"{model.folder.name}-*"):
            drop(folder)

    def remember(self, folder: Path) -> None:
        """An unlisted model was tried and works; that is believed until its files change."""
        if self._user is None:
            return
        tried = {**self._tried(), str(folder): _stamp(folder)}
        self._write(self._user / _TRIED_NAME, tried)

    def keep_sums(self, folder: Path) -> None:
        """Remember how the files of an installed model were, where nobody published their sums."""
        self._write(self._sums_file(folder), {path: sha256_of(folder / path) for path in _files(folder)})

    def _changed_file(self, folder: Path) -> str:
        """The first file that is not as it was when the model was installed; empty when nothing is known."""
        try:
            sums = json.loads(self._sums_file(folder).read_text(encoding="utf-8"))
        except (OSError, ValueError, UserError):
            return ""
        for path, known in sums.items() if isinstance(sums, dict) else ():
            try:
                if sha256_of(folder / path) != known:
                    return str(path)
            except OSError:
                return str(path)
        return ""

    def _view(self, model: FoundModel) -> Path | None:
        if self._user is None:
            return None
        return view(model.folder, self._user / _VIEWS_NAME, model.entry.settings if model.entry else ())

    def _origin(self, folder: Path) -> Origin:
        if self._user is not None and folder.parent == self._user:
            return "user"
        return "shipped" if folder.parent == self._shipped else "chosen"

    def _in(self, parent: Path | None, origin: Origin, entries: tuple[ModelEntry, ...]) -> Iterator[FoundModel]:
        if parent is not None and parent.is_dir():
            for folder in sorted(parent.iterdir()):
                if folder.is_dir() and not folder.name.startswith(".") and kind_of(folder):
                    yield FoundModel(folder, origin, entry_of(folder, entries))

    def _sums_file(self, folder: Path) -> Path:
        return self.user_folder / _SUMS_NAME.format(folder.name)

    def _tried(self) -> dict[str, str]:
        """Which unlisted models were tried, and how they looked then."""
        if self._user is None:
            return {}
        try:
            tried = json.loads((self._user / _TRIED_NAME).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}  # it is only a memory: without it the model is tried again
        return {str(folder): str(stamp) for folder, stamp in tried.items()} if isinstance(tried, dict) else {}

    @staticmethod
    def _write(path: Path, content: dict[str, str]) -> None:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(json.dumps(content, ensure_ascii=False, indent=1), encoding="utf-8")
        except OSError:
            return  # it is only a memory


def entry_of(folder: Path, entries: tuple[ModelEntry, ...]) -> ModelEntry | None:
    """What the list knows about a folder, by its name."""
    return next((entry for entry in entries if entry.folder == folder.name), None)


def _check_shape(model: FoundModel) -> None:
    if model.kind == "whisper":
        check_whisper_folder(model.folder)
    else:
        check_vosk_folder(model.folder)


def _refuse_if(model: FoundModel, file: str) -> None:
    if file:
        raise UserError("model_damaged", map=model.folder / file)


def _files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def _stamp(folder: Path) -> str:
    """How a folder looks: its files, their sizes and times."""
    stats = ((path, (folder / path).stat()) for path in _files(folder))
    return ";".join(f"{path}:{stat.st_size}:{stat.st_mtime_ns}" for path, stat in stats)
