"""The speech model of this desk: read on a thread of its own, so that the window never waits for it."""

import logging
import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Literal, Protocol

from app.errors import UserError
from app.speech.recogniser import Recogniser

_log = logging.getLogger(__name__)

ModelState = Literal["loading", "ready", "missing", "damaged"]
_FIRST_WORDS_WAIT = 60.0
"""Seconds that a channel waits for a model that is still being read; big models take half a minute from a slow disk."""


class Model(Protocol):
    """A loaded model."""

    folder: Path

    def recogniser(self) -> Recogniser:
        """A new recogniser on this model."""

    def phrase_recogniser(self, phrases: Iterable[str]) -> Recogniser | None:
        """A recogniser that chooses among phrases; None where the model can't do that."""


class SpeechDesk:
    """Holds the model and tells how it is with it."""

    def __init__(self, load: Callable[[], Model], is_trial: Callable[[Path], bool]) -> None:
        """Nothing is read before `reload`.

        Args:
            load: reads the model; raises `UserError` `model_missing` or `model_damaged`.
            is_trial: whether a folder holds a trial model.
        """
        self._load = load
        self._is_trial = is_trial
        self._model: Model | None = None
        self._read = threading.Event()
        self._thread: threading.Thread | None = None
        self._turns = threading.Lock()
        self._reading = False
        self._again = False
        self.state: ModelState = "loading"
        self.problem: UserError | None = None
        self.on_change: Callable[[], None] = lambda: None

    @property
    def name(self) -> str:
        """Name of the model's folder; empty without a model."""
        return self._model.folder.name if self._model else ""

    @property
    def trial(self) -> bool:
        """True for a model that has hardly heard a human."""
        return self._model is not None and self._is_trial(self._model.folder)

    def reload(self) -> None:
        """Read the model anew, on a thread; `on_change` is called when it is there or is not.

        While one is being read, another one is read after it: the user chose again.
        """
        with self._turns:
            if self._reading:
                self._again = True
                return
            self._reading = True
        self._read.clear()
        self.state, self.problem = "loading", None
        self._thread = threading.Thread(target=self._work, name="speech-model", daemon=True)
        self._thread.start()

    def recogniser(self) -> Recogniser:
        """A recogniser; waits while the model is being read, so never on the window's thread.

        Raises:
            UserError: there is no usable model.
        """
        self._read.wait(_FIRST_WORDS_WAIT)
        if self._model is None:
            raise self.problem or UserError("model_missing")
        return self._model.recogniser()

    def phrase_recogniser(self, phrases: Iterable[str]) -> Recogniser | None:
        """A recogniser that chooses among phrases, or None; waits as `recogniser` does."""
        self._read.wait(_FIRST_WORDS_WAIT)
        return self._model.phrase_recogniser(phrases) if self._model is not None else None

    def close(self) -> None:
        """Wait until reading has ended."""
        if self._thread is not None:
            self._thread.join()

    def _work(self) -> None:
        while True:
            self._read_once()
            with self._turns:
                if not self._again:
                    self._reading = False
                    break
                self._again = False
        self._read.set()
        self.on_change()

    def _read_once(self) -> None:
        try:
            self._model = self._load()
            self.state, self.problem = "ready", None
        except UserError as error:
            self._model, self.problem = None, error
            self.state = "damaged" if error.code == "model_damaged" else "missing"
        except Exception:  # noqa: BLE001 - whatever our own fault is
            # Our own fault: the call goes on without speech, and the report tells why.
            _log.exception("speech model not read")
            self._model, self.problem = None, UserError("model_damaged")
            self.state = "damaged"
