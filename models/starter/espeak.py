"""The one door to espeak-ng's library (libespeak-ng, a Debian package, GPL-3; used as a tool, never shipped)."""

import ctypes
from functools import cache

_SYNCHRONOUS = 1
_UTF8 = 1
_IPA = 0x02
_SEPARATOR = ord("_") << 8


@cache
def _library() -> ctypes.CDLL:
    """Load the library once, with the Dutch voice."""
    library = ctypes.CDLL("libespeak-ng.so.1")
    library.espeak_TextToPhonemes.restype = ctypes.c_char_p
    library.espeak_TextToPhonemes.argtypes = [ctypes.POINTER(ctypes.c_char_p), ctypes.c_int, ctypes.c_int]
    if library.espeak_Initialize(_SYNCHRONOUS, 0, None, 0) < 0:
        raise OSError("espeak-ng does not start")
    if library.espeak_SetVoiceByName(b"nl") != 0:
        raise OSError("espeak-ng has no Dutch voice")
    return library


def ipa(text: str) -> str:
    """Return the IPA of a Dutch text: words apart by blanks, sounds by ``_``."""
    left = ctypes.c_char_p(text.encode())
    parts = []
    while left.value:
        parts.append(_library().espeak_TextToPhonemes(ctypes.byref(left), _UTF8, _IPA | _SEPARATOR).decode())
    return " ".join(parts)
