"""Vosk: the one door to it.

One `Model` is shared by all recognisers; each recogniser belongs to one thread. The model is always opened by path:
Vosk's other ways go to the network and may end the process (platform notes).
"""

import json
from pathlib import Path
from typing import Any

import vosk

from app.errors import UserError
from app.speech.ascii_path import ascii_path
from app.speech.model_shape import check_vosk_folder
from app.speech.recogniser import Heard, Word

vosk.SetLogLevel(-1)


class SpeechModel:
    """A Vosk model in memory."""

    def __init__(self, folder: Path, view: Path | None = None) -> None:
        """Load the model; takes 0.1 to several seconds, so never on the window's thread.

        Args:
            folder: where the model is.
            view: the folder to open instead, with other settings; see `call_settings`.

        Raises:
            UserError: `model_missing` when there is no model, `model_damaged` when Vosk can't load it.
        """
        check_vosk_folder(folder)
        try:
            with ascii_path(view or folder) as path:
                self._model: Any = vosk.Model(model_path=path)
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
