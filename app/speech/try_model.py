"""Tries a speech model, in a process that may die of it: `python -m app.speech.try_model FOLDER [-]`.

With `-` standard input holds what it is to hear, as 16 kHz 16-bit mono samples; else it hears some syllables. Noise
would not do: damage to the files that time the words shows only when there are words. Ends with 0 and one line of JSON
(`text` and the `seconds` that loading took) when the model loads and hears to the end, and with anything else, or a
signal, when it doesn't.
"""

import json
import sys
import time
from pathlib import Path

import numpy as np

from app.errors import UserError
from app.speech.vosk_recogniser import SpeechModel

_RATE = 16_000
_BLOCK_BYTES = 3_200
_SYLLABLES = 16
_VOWELS = ((700, 1200, 2600), (300, 2300, 3000), (320, 800, 2300), (500, 1800, 2500), (450, 900, 2400))
"""Resonances in hertz of aa, ie, oe, ee and oo (a man's, rounded)."""


def main(arguments: list[str]) -> int:
    """Try the model in the folder that is named; returns the exit status."""
    sound = (sys.stdin.buffer.read() if "-" in arguments else b"") or syllables()
    before = time.perf_counter()
    try:
        recogniser = SpeechModel(Path(arguments[0])).recogniser()
    except UserError:
        return 1
    seconds = time.perf_counter() - before
    heard = [recogniser.accept(sound[start : start + _BLOCK_BYTES]) for start in range(0, len(sound), _BLOCK_BYTES)]
    finals = [each.text for each in (*heard, recogniser.finish()) if each is not None and each.final and each.text]
    sys.stdout.write(json.dumps({"text": " ".join(finals), "seconds": round(seconds, 2)}) + "\n")
    return 0


def syllables() -> bytes:
    """Five seconds of a voice without words, 16-bit 16 kHz mono: pulses through resonances, hisses between them."""
    dice = np.random.default_rng(0)
    times = np.arange(int(0.03 * _RATE)) / _RATE
    size = int(0.16 * _RATE)
    swell = np.minimum(1.0, np.minimum(np.arange(size), np.arange(size)[::-1]) / (0.02 * _RATE))
    pieces = []
    for number in range(_SYLLABLES):
        pulses = np.zeros(size)
        pulses[np.arange(0, size, _RATE / (120 + 20 * np.sin(number))).astype(int)] = 1.0
        voice = np.zeros(size)
        for weaker, hertz in enumerate(_VOWELS[number % len(_VOWELS)], start=1):
            resonance = np.exp(-np.pi * 90 * times) * np.sin(2 * np.pi * hertz * times)
            voice += np.convolve(pulses, resonance)[:size] / weaker
        hiss = np.diff(dice.standard_normal(int(0.06 * _RATE) + 1)) * 0.1
        pieces += [voice * swell, hiss, np.zeros(int(0.03 * _RATE))]
    sound = np.concatenate((*pieces, np.zeros(_RATE)))
    return bytes((sound / np.abs(sound).max() * 10_000).astype("<i2").tobytes())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
