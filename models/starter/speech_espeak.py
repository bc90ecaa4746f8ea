"""Speech from espeak-ng's library, with the exact time of each sound.

Apart from `espeak.ipa`, because the library is started in another mode for it: use only one of the two in a process.
Only the sound it makes is used; nothing of espeak-ng (GPL-3) is part of the model or of the program.
"""

import ctypes
import functools
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

_SYNCHRONOUS = 1
_EVENTS_IN_IPA = 1 | 2
_UTF8 = 1
_RATE, _PITCH, _GAP = 1, 3, 7
_PHONEME_EVENT = 7


@dataclass(frozen=True, slots=True)
class EspeakSpeech:
    """What espeak-ng said: samples (int16), samples per second, and (milliseconds, sound) in order; "" is a pause."""

    samples: npt.NDArray[np.int16]
    rate: int
    sounds: tuple[tuple[int, str], ...]


class _Event(ctypes.Structure):
    _fields_ = (
        ("type", ctypes.c_int),
        ("unique", ctypes.c_uint),
        ("text_position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("milliseconds", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p),
        ("sound", ctypes.c_char * 8),
    )


_Callback = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(_Event))


class EspeakVoice:
    """The library, started once; it has global state, so take `espeak_voice` instead of making a second one."""

    def __init__(self) -> None:
        """Start the library. Raises OSError where espeak-ng is not installed."""
        self._library: Any = ctypes.CDLL("libespeak-ng.so.1")
        self._rate: int = self._library.espeak_Initialize(_SYNCHRONOUS, 0, None, _EVENTS_IN_IPA)
        self._samples: list[npt.NDArray[np.int16]] = []
        self._sounds: list[tuple[int, str]] = []
        self._callback = _Callback(self._receive)  # kept, or Python frees what the library still calls
        self._library.espeak_SetSynthCallback(self._callback)

    def say(self, text: str, *, voice: str = "nl", rate: int = 165, pitch: int = 50, gap: int = 0) -> EspeakSpeech:
        """Speak a text: `rate` in words a minute, `pitch` from 0 to 99, `gap` between words in 10 ms."""
        self._samples.clear()
        self._sounds.clear()
        self._library.espeak_SetVoiceByName(voice.encode())
        for parameter, value in ((_RATE, rate), (_PITCH, pitch), (_GAP, gap)):
            self._library.espeak_SetParameter(parameter, value, 0)
        data = text.encode() + b"\0"
        self._library.espeak_Synth(data, len(data), 0, 1, 0, _UTF8, None, None)
        self._library.espeak_Synchronize()
        samples = np.concatenate(self._samples) if self._samples else np.zeros(0, np.int16)
        return EspeakSpeech(samples, self._rate, tuple(self._sounds))

    def _receive(self, wave: Any, count: int, events: Any) -> int:
        if count > 0 and wave:
            self._samples.append(np.ctypeslib.as_array(wave, (count,)).copy())
        position = 0
        while events[position].type != 0:
            if events[position].type == _PHONEME_EVENT:
                sound = bytes(events[position].sound).decode("utf-8", "ignore")
                self._sounds.append((events[position].milliseconds, sound))
            position += 1
        return 0


@functools.cache
def espeak_voice() -> EspeakVoice:
    """Return the one running library."""
    return EspeakVoice()
