"""Tries a speech model in a process of its own, because a damaged one may end the process that loads it."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

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
    command = [sys.executable, "-m", "app.speech.try_model", str(folder)]
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


def _understood(answer: bytes) -> Trial | None:
    try:
        told = json.loads(answer)
        return Trial(str(told["text"]), float(told["seconds"]))
    except (ValueError, KeyError, TypeError):
        return None
