"""Tries a speech model in a process of its own, because a damaged one may end the process that loads it."""

import json
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from app.errors import UserError
from app.speech.stop_sign import StopSign

_SECONDS = 180.0
"""The largest Dutch model takes half a minute to load on a slow disk."""


@dataclass(frozen=True, slots=True)
class Trial:
    """How a model did."""

    text: str
    """What it heard; empty for no words at all."""
    seconds: float
    """How long loading took."""


def hears_in_process(folder: Path, sound: bytes = b"", stop: StopSign | None = None) -> Trial | None:
    """Load a model in another process and let it hear something; None if that did not end well.

    Args:
        folder: the model.
        sound: 16 kHz 16-bit mono samples to hear; without any, syllables without words.
        stop: ends the process; then `Stopped` is raised.
    """
    # The installed program is its own interpreter and passes the module on; see app/__main__.py.
    command = [sys.executable, "-m", "app.speech.try_model", str(folder), "-"]
    try:
        process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=Path(__file__).resolve().parents[2],
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except OSError:
        return None
    stop = stop or StopSign()
    with process, stop.waking(process.kill):
        try:
            answer, _ = process.communicate(sound, timeout=_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            return None
        except BaseException:  # Ctrl C: the process would go on without us
            process.kill()
            raise
    stop.check()
    return _understood(answer) if process.returncode == 0 else None


def hears_carefully(folder: Path, sound: bytes, stop: StopSign | None = None) -> Trial | None:
    """The same for a model of the careful listener, in the process that it always has.

    Raises:
        LookupError: the optional packages aren't installed, so nothing can be tried.
    """
    from app.speech.careful import is_possible
    from app.speech.careful_process import CarefulProcess

    if not is_possible():
        raise LookupError("nobody can listen with this model here")
    stop = stop or StopSign()
    before = time.perf_counter()
    process = CarefulProcess(folder)
    try:
        with stop.waking(process.close):
            process.start()
            seconds = time.perf_counter() - before
            heard = process.listen(bytearray(sound), "")
    except UserError:
        stop.check()
        return None
    finally:
        process.close()
    return Trial(heard.text, seconds)


def _understood(answer: bytes) -> Trial | None:
    try:
        told = json.loads(answer)
        return Trial(str(told["text"]), float(told["seconds"]))
    except (ValueError, KeyError, TypeError):
        return None
