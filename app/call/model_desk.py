"""The speech models as the controller sees them: which there are, what each is good for, and bringing one in.

Work goes on a thread of its own, one piece at a time; `on_change` is called from there. No Qt, and nothing is fetched
that nobody asked for.
"""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from app.call.model_progress import progress_words
from app.errors import UserError
from app.speech.installer import Installed, Installer, Step
from app.speech.model_list import Kind, ModelEntry
from app.speech.model_store import FoundModel, ModelStore
from app.speech.pace import Pace
from app.speech.stop_sign import Stopped, StopSign
from app.wording import Wording

_log = logging.getLogger(__name__)
_TELL_EVERY = 0.1
"""Seconds between two tellings of progress, at least."""

type ModelPresence = Literal["absent", "part", "installed", "damaged"]


@dataclass(frozen=True, slots=True)
class ModelLine:
    """One model of the list."""

    id: str
    """Of the list, or the folder's name for a model that isn't on it."""
    name: str
    kind: Kind
    presence: ModelPresence
    used: bool
    trial: bool
    good_for: str
    limits: str
    facts: tuple[str, ...]
    """Size, licence, published error rate: short pieces, in Dutch."""
    notes: tuple[str, ...]
    """What the user must know besides, in whole sentences."""
    can_install: bool
    can_use: bool
    can_remove: bool
    can_check: bool


@dataclass(frozen=True, slots=True)
class ModelWork:
    """What is being done."""

    id: str
    sentence: str
    """What happens now, in Dutch."""
    details: str = ""
    """How much, how fast, how long: in Dutch, or empty."""
    share: float | None = None
    """Between 0 and 1; None when it can't be told."""
    stopping: bool = False


@dataclass(frozen=True, slots=True)
class ModelOutcome:
    """How the last piece of work ended."""

    id: str
    good: bool
    sentences: tuple[str, ...]


class ModelDesk:
    """Everything that can be done with speech models."""

    def __init__(
        self,
        store: ModelStore,
        installer: Callable[[], Installer],
        wording: Wording,
        *,
        chosen: Callable[[], str],
        choose: Callable[[str], None],
        changed: Callable[[], None],
        prescribed: bool = False,
        said: str = "",
    ) -> None:
        """Nothing is read yet.

        Args:
            store: the models of this computer.
            installer: makes what installs; asked for once it is needed.
            wording: the Dutch texts.
            chosen: which model is set: an id or a folder, empty for the best there is.
            choose: sets it.
            changed: called when models came or went, from any thread: what listens may read its model anew.
            prescribed: the organisation says which model is used.
            said: the words on the test recording.
        """
        self._store = store
        self._make_installer = installer
        self._made_installer: Installer | None = None
        self._wording = wording
        self._chosen = chosen
        self._choose = choose
        self._changed = changed
        self._prescribed = prescribed
        self._said = said
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._stop = StopSign()
        self.work: ModelWork | None = None
        """What is being done now; None for nothing."""
        self.outcome: ModelOutcome | None = None
        """How the last piece of work ended; None before the first and while one goes on."""
        self.on_change: Callable[[], None] = lambda: None

    def lines(self) -> tuple[ModelLine, ...]:
        """Every model that is known or there; reads the disk but no contents.

        Raises:
            UserError: `texts_damaged`.
        """
        found = {self._id(model): model for model in (*self._store.found("whisper"), *self._store.found("vosk"))}
        used = self._used()
        entries = self._store.entries
        known = [entry.id for entry in entries]
        lines = [self._line(model.entry, model, used) for id_, model in found.items() if id_ not in known]
        return (*lines, *(self._line(entry, found.get(entry.id), used) for entry in entries))

    def install(self, id_: str) -> None:
        """Bring a listed model in, or go on with it; also repairs one that is damaged."""
        entry = self._entry(id_)
        name = entry.name if entry else id_

        def work(stop: StopSign) -> tuple[str, ...]:
            if entry is None:
                raise UserError("model_unknown", naam=id_)
            return self._welcome(self._installer.install(entry, self._reporter(id_, name), stop))

        self._start(id_, name, work)

    def install_from(self, path: Path) -> None:
        """Bring a model in from a zip, a folder, or a folder with packages."""

        def work(stop: StopSign) -> tuple[str, ...]:
            return self._welcome(self._installer.install_from(path, self._reporter("", path.name), stop))

        self._start("", path.name, work)

    def check(self, id_: str) -> None:
        """Look whether every file of a model is as it should be."""

        def work(stop: StopSign) -> tuple[str, ...]:
            model = self._found(id_)
            self._tell(ModelWork(id_, self._text("step.checking", naam=model.name)))
            self._store.check(model)
            known = model.entry is not None and model.entry.checked
            return (self._text("done.whole" if known else "done.works", naam=model.name),)

        self._start(id_, id_, work)

    def remove(self, id_: str) -> None:
        """Remove a model that the user installed, or what there is of one that was not fetched whole.

        When it was in use, the best of the others is used.
        """

        def work(stop: StopSign) -> tuple[str, ...]:
            entry = self._entry(id_)
            if entry is not None and self._kept(entry):
                self._installer.forget(entry)
                return (self._text("done.forgotten", naam=entry.name),)
            model = self._found(id_)
            was_used = self._used() == model.folder
            self._store.remove(model)
            if was_used and not self._prescribed:
                self._choose("")
            self._changed()
            return (self._text("done.removed", naam=model.name),)

        self._start(id_, id_, work)

    def use(self, id_: str) -> None:
        """Listen with this model from now on; a call that is under way keeps its own."""

        def work(stop: StopSign) -> tuple[str, ...]:
            model = self._found(id_)
            if model.kind != "vosk":
                raise UserError("model_for_later", naam=model.name)
            self._choose(model.entry.id if model.entry and model.origin != "chosen" else str(model.folder))
            self._changed()
            return (self._text("done.used", naam=model.name),)

        self._start(id_, id_, work)

    def cancel(self) -> None:
        """Break off what is being done; what was fetched is kept."""
        with self._lock:
            if self.work is None or self.work.stopping:
                return
            self.work = replace(self.work, sentence=self._text("step.stopping"), details="", stopping=True)
        self._stop.set()
        self.on_change()

    def close(self, timeout: float = 2.0) -> None:
        """Break off and wait for the end, for as long as a window may wait when it closes."""
        self.on_change = lambda: None
        self._stop.set()
        self.join(timeout)

    def join(self, timeout: float | None = None) -> None:
        """Wait until the work has ended."""
        if self._thread is not None:
            self._thread.join(timeout)

    # The list

    def _line(self, entry: ModelEntry | None, model: FoundModel | None, used: Path | None) -> ModelLine:
        presence = self._presence(entry, model)
        there = model is not None
        shipped = model is not None and model.origin == "shipped"
        is_used = model is not None and model.folder == used
        kind: Kind = entry.kind if entry else model.kind if model else "vosk"
        texts = f"list.{entry.id}" if entry else "unlisted"
        elsewhere = entry is not None and any(source.kind != "bundled" for source in entry.sources)
        notes = [
            ("unchecked", entry is not None and not entry.checked),
            ("careful", kind == "whisper" and presence == "installed"),
            ("damaged_shipped", shipped and presence == "damaged" and not elsewhere),
            ("prescribed", self._prescribed and is_used),
        ]
        return ModelLine(
            id=entry.id if entry else model.folder.name if model else "",
            name=entry.name if entry else model.name if model else "",
            kind=kind,
            presence=presence,
            used=is_used,
            trial=entry is not None and entry.trial,
            good_for=self._of(texts, "goed_voor"),
            limits=self._of(texts, "grenzen"),
            facts=self._facts(entry, model, presence, texts),
            notes=tuple(self._text(f"note.{name}") for name, holds in notes if holds),
            can_install=elsewhere and presence != "installed",
            can_use=there and presence == "installed" and not is_used and kind == "vosk" and not self._prescribed,
            can_remove=presence == "part" or (model is not None and model.origin == "user"),
            can_check=there,
        )

    def _presence(self, entry: ModelEntry | None, model: FoundModel | None) -> ModelPresence:
        if model is None:
            return "part" if entry is not None and self._kept(entry) else "absent"
        return "installed" if self._store.looks_whole(model) else "damaged"

    def _facts(
        self, entry: ModelEntry | None, model: FoundModel | None, presence: ModelPresence, texts: str
    ) -> tuple[str, ...]:
        facts = []
        fetch = next((source.size for source in entry.sources if source.size), 0) if entry else 0
        if model is not None:
            facts.append(self._text("facts.size", mb=f"{model.megabytes:.0f}"))
        elif fetch:
            facts.append(self._text("facts.fetch", mb=f"{fetch / 1e6:.0f}"))
        if presence == "part" and entry is not None:
            facts.append(self._text("facts.kept", mb=f"{self._kept(entry) / 1e6:.0f}"))
        licence = self._of(texts, "licentie") or (entry.licence if entry else "")
        published = self._of(texts, "fouten")
        return (*facts, *(fact for fact in (licence, published) if fact))

    def _kept(self, entry: ModelEntry) -> int:
        try:
            return self._installer.fetched(entry)
        except UserError:
            return 0

    def _used(self) -> Path | None:
        """The folder of the model that listens, or would."""
        try:
            chosen = self._chosen()
            return (self._store.named(chosen) if chosen else self._store.choose()).folder
        except UserError:
            return None

    def _found(self, id_: str) -> FoundModel:
        return self._store.named(id_)

    def _entry(self, id_: str) -> ModelEntry | None:
        return next((entry for entry in self._store.entries if entry.id == id_), None)

    @staticmethod
    def _id(model: FoundModel) -> str:
        return model.entry.id if model.entry else model.folder.name

    # The work

    @property
    def _installer(self) -> Installer:
        if self._made_installer is None:
            self._made_installer = self._make_installer()
        return self._made_installer

    def _start(self, id_: str, name: str, work: Callable[[StopSign], tuple[str, ...]]) -> None:
        with self._lock:
            if self.work is not None:
                return  # one piece at a time; the window offers only to break it off
            self._stop = StopSign()
            self.work, self.outcome = ModelWork(id_, self._text("step.waiting", naam=name)), None
        arguments = (id_, work, self._stop)
        self._thread = threading.Thread(target=self._run, args=arguments, name="models", daemon=True)
        self._thread.start()
        self.on_change()

    def _run(self, id_: str, work: Callable[[StopSign], tuple[str, ...]], stop: StopSign) -> None:
        try:
            outcome = ModelOutcome(id_, True, work(stop))
        except Stopped:
            outcome = ModelOutcome(id_, True, (self._text("done.stopped"),))
        except UserError as error:
            outcome = ModelOutcome(id_, False, (self._wording.error(error),))
        except Exception:  # noqa: BLE001 - whatever our own fault is: the window must hear that it ended
            _log.exception("work on a model failed")
            outcome = ModelOutcome(id_, False, (self._wording.error(UserError("internal")),))
        with self._lock:
            self.work, self.outcome = None, outcome
        self.on_change()

    def _welcome(self, installed: Installed) -> tuple[str, ...]:
        """Tell what came in and what it heard; whoever has no model yet listens with it at once."""
        self._changed()
        name = installed.model.name
        told = [self._text("done.installed" if installed.checked else "done.tried", naam=name)]
        if installed.heard:
            told.append(self._text("heard.words", gezegd=self._said, verstaan=installed.heard))
            told.append(self._text("heard.voice"))
        elif installed.heard is not None:
            told.append(self._text("heard.nothing"))
        return tuple(told)

    def _reporter(self, id_: str, name: str) -> Callable[[Step, int, int], None]:
        pace = Pace()
        last: list[tuple[Step, int]] = []

        def report(step: Step, done: int, total: int) -> None:
            pace.add(done)
            now = (step, int(pace.now / _TELL_EVERY))
            if last and last[-1] == now and done < total:
                return
            last[:] = [now]
            details = progress_words(self._wording, step, pace, done, total)
            share = done / total if total else None
            self._tell(ModelWork(id_, self._text(f"step.{step}", naam=name), details, share))

        return report

    def _tell(self, work: ModelWork) -> None:
        with self._lock:
            if self.work is None or self.work.stopping:
                return
            self.work = work
        self.on_change()

    def _text(self, path: str, **facts: str) -> str:
        return self._wording.fragment(f"models.{path}", facts)

    def _of(self, texts: str, name: str) -> str:
        path = f"models.{texts}.{name}"
        return self._wording.text(path) if self._wording.has(path) else ""
