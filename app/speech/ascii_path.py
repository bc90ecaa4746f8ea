r"""A path that Vosk can open: on Windows it can't handle characters outside ASCII (vosk-api #1072).

`C:\Users\Müller` is a common place. Windows may know the folder by a short name in ASCII; where short names are
switched off, the program goes into the folder for as long as the model is read and calls it `.`.
"""

import contextlib
import ctypes
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

_going = threading.Lock()
"""The working folder belongs to the whole process: one model is read from within its folder at a time."""


@contextlib.contextmanager
def ascii_path(
    folder: Path, *, windows: bool = sys.platform == "win32", short_name: Callable[[str], str] | None = None
) -> Iterator[str]:
    """A name for a folder while something is read from it.

    Args:
        folder: the folder, absolute or not.
        windows: whether characters outside ASCII are in the way.
        short_name: Windows' short name of a path, empty where there is none; asks Windows if None.
    """
    path = str(folder)
    if not windows or path.isascii():
        yield path
        return
    short = (short_name or _short_name)(path)
    if short and short.isascii():
        yield short
        return
    with _going, contextlib.chdir(folder):
        yield "."


def _short_name(path: str) -> str:
    if sys.platform != "win32":
        return ""
    buffer = ctypes.create_unicode_buffer(32_768)
    return buffer.value if ctypes.windll.kernel32.GetShortPathNameW(path, buffer, len(buffer)) else ""
