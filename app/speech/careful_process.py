"""The careful listener in a process of its own, so that it can slow down or break nothing in the call."""

import json
import os
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

from app.errors import UserError
from app.speech.careful import CarefulHeard
from app.speech.compounds import Compounds

_LOADING_SECONDS = 120.0
_LISTENING_SECONDS = 90.0
"""Far longer than an answer is of use: after that the process hangs, and is ended."""
_OFFLINE = {"HF_HUB_OFFLINE": "1", "TRANSFORMERS_OFFLINE": "1", "HF_HUB_DISABLE_TELEMETRY": "1"}
"""The libraries may look nothing up, whatever a file lacks."""


def threads_for(cores: int | None) -> int:
    """How many cores the careful listener may use: half of them, one to four; the call needs the others."""
    return max(1, min(4, (cores or 2) // 2))


class CarefulProcess:
    """Sends utterances to the process of the careful listener. Belongs to one thread, except for `close`."""

    def __init__(self, folder: Path, threads: int | None = None, compounds: Compounds | None = None) -> None:
        """Name the model; the process starts with the first utterance or with `start`.

        Args:
            folder: a Whisper model converted for CTranslate2.
            threads: cores it may use; by default `threads_for` this machine.
            compounds: which two words are written as one; Whisper splits many.
        """
        self._folder = folder
        self._threads = threads or threads_for(os.cpu_count())
        self._compounds = compounds or Compounds()
        self._process: subprocess.Popen[bytes] | None = None
        self._closed = False

    def start(self) -> None:
        """Start the process and wait until its model is there; takes seconds.

        Raises:
            UserError: `model_missing`, `model_damaged` or `careful_failed`.
        """
        if self._process is not None:
            return
        # The installed program is its own interpreter and passes the module on; see app/__main__.py.
        command = [sys.executable, "-m", "app.speech.careful_worker", str(self._folder), str(self._threads)]
        flags = getattr(subprocess, "CREATE_NO_WINDOW", 0) | getattr(subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0)
        try:
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                cwd=Path(__file__).resolve().parents[2],
                env={**os.environ, **_OFFLINE, "OMP_NUM_THREADS": str(self._threads)},
                creationflags=flags,
            )
        except OSError as error:
            raise UserError("careful_failed") from error
        answer = self._answer(_LOADING_SECONDS)
        if not answer.get("ready"):
            self._end()
            raise UserError(str(answer.get("code", "careful_failed")), map=self._folder)

    def listen(self, samples: bytearray, prompt: str) -> CarefulHeard:
        """Hear one utterance; see `CarefulListener.listen`."""
        try:
            self.start()
            process = self._process
            if process is None or process.stdin is None or self._closed:
                raise UserError("careful_failed")
            header = json.dumps({"bytes": len(samples), "prompt": prompt}).encode()
            try:
                process.stdin.write(header + b"\n")
                process.stdin.write(samples)
                process.stdin.flush()
            except (OSError, ValueError) as error:  # it died, or its pipe was closed meanwhile
                self._end()
                raise UserError("careful_failed") from error
        finally:
            samples[:] = bytes(len(samples))
        heard = CarefulHeard(**self._answer(_LISTENING_SECONDS))
        return replace(heard, text=self._compounds.text(heard.text))

    def close(self) -> None:
        """End the process; may be called from any thread."""
        self._closed = True
        self._end()

    def _answer(self, seconds: float) -> dict[str, Any]:
        """One line of the process, or the end of it when it says nothing for too long."""
        process = self._process
        if process is None or process.stdout is None:
            raise UserError("careful_failed")
        late = threading.Timer(seconds, process.kill)
        late.daemon = True
        late.start()
        try:
            answer = json.loads(process.stdout.readline())
        except ValueError as error:  # no line because it died, or a pipe that was closed meanwhile
            self._end()
            raise UserError("careful_failed") from error
        finally:
            late.cancel()
        return answer if isinstance(answer, dict) else {}

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                try:
                    pipe.close()
                except OSError:
                    continue  # what was still in it can't be delivered any more
        process.wait()
