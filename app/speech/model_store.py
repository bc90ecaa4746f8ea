"""Finds speech models, tells whether they are whole, and loads one.

A damaged model is not always refused by Vosk: some damage ends the whole process, at loading or in the middle of a call
(measured: a cut-off `word_boundary.int`, changed weights in `final.mdl`). So a listed model is compared with its list,
and one that nobody knows is tried once in a process of its own.
"""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from app.errors import UserError
from app.speech.model_list import ModelEntry, read_list
from app.speech.vosk_recogniser import SpeechModel, check_folder

_SUMS_UP_TO = 64_000_000
"""Bytes of a listed model that are summed at each loading (0.2 s at most); larger ones only when asked."""
_TRY_SECONDS = 120.0
"""The largest Dutch model takes half a minute to load on a slow disk."""
_TRIED_NAME = "tried_models.json"

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
            tries: True if a model can be used; by default in a process of its own.
        """
        self._shipped = shipped
        self._user = user
        self._tries = tries or try_in_process

    def found(self) -> tuple[FoundModel, ...]:
        """All models, best first: the user's own, then the shipped ones, trial models last."""
        entries = read_list(self._shipped)
        models = [
            *self._in(self._user, "user", entries),
            *self._in(self._shipped, "shipped", entries),
        ]
        return tuple(sorted(models, key=lambda model: model.trial))

    def choose(self, chosen: Path | None = None) -> FoundModel:
        """The folder that the user chose, else the best there is.

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
        folder = next((folder for folder in (chosen, *_only_folder(chosen)) if _looks_like_model(folder)), None)
        if folder is None:
            raise UserError("not_a_model", map=chosen)
        return FoundModel(folder, "chosen", _entry(folder, read_list(self._shipped)))

    def check(self, model: FoundModel) -> None:
        """Look thoroughly whether a model is whole: for `doctor`, and after a failure.

        Raises:
            UserError: `model_missing` or `model_damaged`.
        """
        check_folder(model.folder)
        if model.entry is not None:
            _refuse_if(model, model.entry.wrong_file(model.folder, contents=True))
        elif not self._tries(model.folder):
            raise UserError("model_damaged", map=model.folder)
        else:
            self._remember(model.folder)

    def load(self, model: FoundModel) -> SpeechModel:
        """Load a model; takes 0.1 to several seconds, the first time longer, so never on the window's thread.

        Raises:
            UserError: `model_missing` or `model_damaged`.
        """
        if model.entry is not None:
            check_folder(model.folder)
            contents = model.entry.size <= _SUMS_UP_TO
            _refuse_if(model, model.entry.wrong_file(model.folder, contents=contents))
        elif self._tried().get(str(model.folder)) != _stamp(model.folder):
            self.check(model)
        return SpeechModel(model.folder)

    def _in(self, parent: Path | None, origin: Origin, entries: tuple[ModelEntry, ...]) -> Iterator[FoundModel]:
        if parent is not None and parent.is_dir():
            for folder in sorted(parent.iterdir()):
                if folder.is_dir() and _looks_like_model(folder):
                    yield FoundModel(folder, origin, _entry(folder, entries))

    def _tried(self) -> dict[str, str]:
        """Which unlisted models were tried, and how they looked then."""
        if self._user is None:
            return {}
        try:
            tried = json.loads((self._user / _TRIED_NAME).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}  # it is only a memory: without it the model is tried again
        return {str(folder): str(stamp) for folder, stamp in tried.items()} if isinstance(tried, dict) else {}

    def _remember(self, folder: Path) -> None:
        if self._user is None:
            return
        tried = {**self._tried(), str(folder): _stamp(folder)}
        try:
            self._user.mkdir(parents=True, exist_ok=True)
            (self._user / _TRIED_NAME).write_text(json.dumps(tried, ensure_ascii=False, indent=1), encoding="utf-8")
        except OSError:
            return  # as above


def try_in_process(folder: Path) -> bool:
    """Load a model and let it hear a second of noise, in another process; True if that ended well."""
    # The installed program is its own interpreter and passes the module on; see app/__main__.py.
    command = [sys.executable, "-m", "app.speech.try_model", str(folder)]
    try:
        ended = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=Path(__file__).resolve().parents[2],
            timeout=_TRY_SECONDS,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return ended.returncode == 0


def _refuse_if(model: FoundModel, file: str) -> None:
    if file:
        raise UserError("model_damaged", map=model.folder / file)


def _entry(folder: Path, entries: tuple[ModelEntry, ...]) -> ModelEntry | None:
    return next((entry for entry in entries if entry.folder == folder.name), None)


def _only_folder(parent: Path) -> tuple[Path, ...]:
    inside = tuple(path for path in parent.iterdir() if path.is_dir())
    return inside if len(inside) == 1 else ()


def _looks_like_model(folder: Path) -> bool:
    """A folder that was a model once counts too: that it is damaged is told, not passed over."""
    return (folder / "am").is_dir() and (folder / "conf").is_dir()


def _stamp(folder: Path) -> str:
    """How a folder looks: its files, their sizes and times."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return ";".join(
        f"{path.relative_to(folder).as_posix()}:{path.stat().st_size}:{path.stat().st_mtime_ns}" for path in files
    )
