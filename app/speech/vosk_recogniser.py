"""Vosk: the one door to it.

One `Model` is shared by all recognisers; each recogniser belongs to one thread. The model is always opened by path:
Vosk's other ways go to the network and may end the process (platform notes).
"""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import vosk

from app.errors import UserError
from app.speech.ascii_path import ascii_path
from app.speech.compounds import Compounds
from app.speech.model_shape import check_vosk_folder
from app.speech.phrases import grammar
from app.speech.recogniser import Heard, Word

_DYNAMIC_GRAPH = "graph/HCLr.fst"
"""A graph of this kind is joined with a grammar at run time."""
_PHRASES = "phrases"

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
        self._compounds = Compounds.of(folder)
        self._beside: SpeechModel | None = None

    def recogniser(self) -> "VoskRecogniser":
        """A new recogniser on this model."""
        return VoskRecogniser(self._model, compounds=self._compounds)

    def phrase_recogniser(self, phrases: Iterable[str]) -> "VoskRecogniser | None":
        """A recogniser that chooses among phrases; takes some 0.05 s for two thousand.

        A model with a fixed graph can't be given any: it may have a graph of phrases beside it, in `phrases/`, a model
        folder of its own that the phrases of this call don't change.

        Args:
            phrases: what may be said; words that the model doesn't know are left out.

        Returns:
            None where the model can do neither.
        """
        if not (self.folder / _DYNAMIC_GRAPH).is_file():
            if self._beside is None and (self.folder / _PHRASES).is_dir():
                self._beside = SpeechModel(self.folder / _PHRASES)
            return self._beside.recogniser() if self._beside else None
        pieces = grammar(phrases, self.knows)
        return VoskRecogniser(self._model, json.dumps(pieces, ensure_ascii=False)) if pieces else None

    def knows(self, word: str) -> bool:
        """True if the model can hear this word (lower case); 0 is the empty word, which no grammar may hold."""
        return int(self._model.vosk_model_find_word(word)) > 0


class VoskRecogniser:
    """Streams 16 kHz blocks through one Vosk recogniser."""

    def __init__(self, model: Any, phrases: str = "", compounds: Compounds | None = None) -> None:
        """Make a recogniser on a loaded model.

        Args:
            model: Vosk's model.
            phrases: a JSON list of what may be said; empty for everything that the model knows.
            compounds: which two words are written as one.
        """
        arguments = (model, 16_000, phrases) if phrases else (model, 16_000)
        self._recogniser: Any = vosk.KaldiRecognizer(*arguments)
        self._recogniser.SetWords(True)
        self._last_partial = ""
        self._compounds = compounds or Compounds()

    def accept(self, samples: bytes) -> Heard | None:
        """Take a block; see `Recogniser.accept`."""
        if self._recogniser.AcceptWaveform(samples):
            return self._final(self._recogniser.Result())
        raw = self._recogniser.PartialResult()
        if raw == self._last_partial:
            return None
        self._last_partial = raw
        text = self._compounds.text(json.loads(raw).get("partial", ""))
        return Heard(text, final=False) if text else None

    def finish(self) -> Heard | None:
        """Close the running utterance."""
        return self._final(self._recogniser.FinalResult())

    def _final(self, raw: str) -> Heard | None:
        pending, self._last_partial = self._last_partial, ""
        result = json.loads(raw)
        text = self._compounds.text(result.get("text", ""))
        if not text and (not pending or '"partial" : ""' in pending):
            return None
        words = tuple(Word(w["word"], w["start"], w["end"], w["conf"]) for w in result.get("result", ()))
        return Heard(text, final=True, words=self._compounds.words(words))
