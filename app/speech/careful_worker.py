"""The careful listener's own process: `python -m app.speech.careful_worker FOLDER THREADS`.

Reads requests from standard input and answers each with a JSON line on standard output. A request is a JSON line with
`bytes` and `prompt`, followed by that many bytes of sound. The first line that it writes says that the model is there.
Sound is in memory only and is zeroed after use. The process has a low priority and ends when its input does.
"""

import contextlib
import json
import os
import sys
from dataclasses import asdict
from pathlib import Path
from typing import BinaryIO

_NICE = 10


def main(arguments: list[str]) -> int:
    """Load the model, then answer until standard input ends; returns the exit status."""
    with contextlib.suppress(AttributeError, OSError):
        os.nice(_NICE)  # Windows: the parent starts it below normal
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb", buffering=0)
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # whatever a library prints is no answer
    from app.errors import UserError
    from app.speech.careful_whisper import Whisper

    try:
        whisper = Whisper(Path(arguments[0]), int(arguments[1]))
    except UserError as error:
        _tell(answers, {"ready": False, "code": error.code})
        return 1
    _tell(answers, {"ready": True})
    requests = sys.stdin.buffer
    while line := requests.readline():
        request = json.loads(line)
        samples = bytearray(request["bytes"])
        if not _fill(requests, samples):
            break
        _tell(answers, asdict(whisper.listen(samples, request["prompt"])))
    return 0


def _fill(source: BinaryIO, samples: bytearray) -> bool:
    view, at = memoryview(samples), 0
    while at < len(samples):
        count = source.readinto(view[at:])  # type: ignore[attr-defined]
        if not count:
            return False
        at += count
    return True


def _tell(answers: BinaryIO, answer: object) -> None:
    answers.write(json.dumps(answer).encode() + b"\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
