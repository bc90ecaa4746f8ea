"""Tries a speech model, in a process that may die of it: `python -m app.speech.try_model FOLDER`.

Ends with 0 when the model loads and hears a second of noise, and with anything else, or a signal, when it doesn't.
"""

import random
import sys
from pathlib import Path

from app.errors import UserError
from app.speech.vosk_recogniser import SpeechModel

_BLOCKS = 10
_BLOCK_SAMPLES = 1_600
_LOUDNESS = 3_000


def main(arguments: list[str]) -> int:
    """Try the model in the folder that is named; returns the exit status."""
    try:
        recogniser = SpeechModel(Path(arguments[0])).recogniser()
    except UserError:
        return 1
    dice = random.Random(0)  # noise, the same each time
    for _ in range(_BLOCKS):
        samples = (dice.randint(-_LOUDNESS, _LOUDNESS) for _ in range(_BLOCK_SAMPLES))
        recogniser.accept(b"".join(sample.to_bytes(2, "little", signed=True) for sample in samples))
    recogniser.finish()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
