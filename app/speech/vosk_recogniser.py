"""Vosk: the one door to it.

One `Model` is shared by all recognisers; each recogniser belongs to one thread. The model is always opened by path:
Vosk's other ways go to the network and may end the process (platform notes).
"""

import ctypes
import json
import os
import sys
from pathlib import Path
from typing import Any

import vosk

from app.errors import UserError
from app.speech.recogniser import Heard, Word

_NEEDED = (("am/final.mdl",), ("conf/model.conf",), ("graph/HCLG.fst", "graph/HCLr.fst"))

vosk.SetLogLevel(-1)


class SpeechModel:
    """A Vosk model in memory."""

    def __init__(self, folder: Path) -> None:
        """Load the model; takes 0.1 to several seconds, so never on the window's thread.

        Raises:
            UserError: `model_missing` when there is no model, `model_damaged` when Vosk can't load it.
        """
        check_folder(folder)
        try:
            self._model: Any = vosk.Model(model_path=_openable(folder))
        except Exception as error:  # Vosk raises a bare Exception for every fault of a model
            raise UserError("model_damaged", map=folder) from error
        self.folder = folder

    def recogniser(self) -> "VoskRecogniser":
        """A new recogniser on this model."""
        return VoskRecogniser(self._model)


class VoskRecogniser:
    """Streams 16 kHz blocks through one Vosk recogniser."""

    def __init__(self, model: Any) -> None:
        """Make a recogniser on a loaded model."""
        self._recogniser: Any = vosk.KaldiRecognizer(model, 16_000)
        self._recogniser.SetWords(True)
        self._last_partial = ""

    def accept(self, samples: bytes) -> Heard | None:
        """Take a block; see `Recogniser.accept`."""
        if self._recogniser.AcceptWaveform(samples):
            return self._final(self._recogniser.Result())
        raw = self._recogniser.PartialResult()
        if raw == self._last_partial:
            return None
        self._last_partial = raw
        text = json.loads(raw).get("partial", "")
        return Heard(text, final=False) if text else None

    def finish(self) -> Heard | None:
        """Close the running utterance."""
        return self._final(self._recogniser.FinalResult())

    def _final(self, raw: str) -> Heard | None:
        pending, self._last_partial = self._last_partial, ""
        result = json.loads(raw)
        text = result.get("text", "")
        if not text and (not pending or '"partial" : ""' in pending):
            return None
        words = tuple(Word(w["word"], w["start"], w["end"], w["conf"]) for w in result.get("result", ()))
        return Heard(text, final=True, words=words)


def check_folder(folder: Path) -> None:
    """Refuse a folder that can't be a Vosk model, before Vosk itself ends in a log line.

    Raises:
        UserError: `model_missing` or `model_damaged`.
    """
    if not folder.is_dir():
        raise UserError("model_missing", map=folder)
    for choices in _NEEDED:
        files = [folder / name for name in choices]
        if not any(path.is_file() and path.stat().st_size for path in files):
            raise UserError("model_damaged" if (folder / "am").is_dir() else "model_missing", map=folder)


def _openable(folder: Path) -> str:
    """A path that Vosk can open: on Windows it can't handle characters outside ASCII (vosk-api #1072)."""
    path = str(folder)
    if sys.platform == "win32" and not path.isascii():
        buffer = ctypes.create_unicode_buffer(32_768)
        if ctypes.windll.kernel32.GetShortPathNameW(path, buffer, len(buffer)) and buffer.value.isascii():
            return buffer.value
        relative = os.path.relpath(path)
        if relative.isascii():
            return relative
    return path
