"""Whether a Windows program hears both ends of a headset: under Wine, through winepulse, with a headset in software.

What listens is Windows' CPython with the locked packages and Belmaat's own code for devices (app/audio), as in the
frozen program. Two different noises are played, one into the microphone and one out of the speakers; each channel must
hear its own and hardly the other.
"""

import sys
import threading
import time
from pathlib import Path
from typing import Any

import numpy as np
import soundfile
from make import BUILD, ROOT
from wine import Windows

RATE = 16_000
SECONDS = 6.0


def hears_both(windows: Windows) -> dict[str, Any] | str:
    """Likeness of each recording with what was played on its own and on the other channel, between 0 and 1.

    Returns:
        The figures, or why it could not be tried.
    """
    sys.path.insert(0, str(ROOT))
    from tests.audio.virtual_headset import VirtualHeadset, missing_programs

    if missing_programs():
        return missing_programs()
    script = BUILD / "listen.py"  # only the build folder is seen from inside Wine's root
    script.write_bytes(Path(__file__).with_name("listen.py").read_bytes())
    folder = BUILD / "heard"
    folder.mkdir(exist_ok=True)
    played = {"microphone": _noise(folder / "mic.wav", 1), "output": _noise(folder / "speakers.wav", 2)}
    said: list[str] = []
    with VirtualHeadset() as headset:
        windows.stop()  # Wine looks for PulseAudio when its own services start
        windows.extra = {name: headset.env[name] for name in ("PULSE_SERVER", "PULSE_RUNTIME_PATH", "XDG_RUNTIME_DIR")}
        try:
            process = windows.talk(
                *(BUILD / "python" / "python.exe", "-u", windows.path(script), windows.path(BUILD / "source")),
                *("Virtual-Headset", windows.path(folder)),
            )
            assert process.stdout is not None
            assert process.stdin is not None
            out = process.stdout
            threading.Thread(target=lambda: said.extend(line.decode() for line in out), daemon=True).start()
            _wait(lambda: any('"listening"' in line for line in said), 90)
            time.sleep(8)  # both streams open on threads of their own
            headset.play(mic=played["microphone"], speakers=played["output"])
            headset.wait_until_played()
            time.sleep(2)
            process.stdin.write(b"enough\n")
            process.stdin.flush()
            _wait(lambda: any('"saved"' in line for line in said), 60)
            process.kill()
        finally:
            (folder / "said.jsonl").write_text("".join(said), encoding="utf-8")
            windows.extra = {}
            windows.stop()
    result: dict[str, Any] = {}
    for channel, other in (("microphone", "output"), ("output", "microphone")):
        recorded = soundfile.read(str(folder / f"{channel}.wav"))[0]
        result[channel] = {
            "own": round(_likeness(recorded, played[channel]), 3),
            "other": round(_likeness(recorded, played[other]), 3),
        }
    return result


def _wait(ready: Any, seconds: float) -> None:
    end = time.monotonic() + seconds
    while not ready():
        if time.monotonic() > end:
            raise LookupError("the listening program did not answer")
        time.sleep(0.1)


def _noise(path: Path, seed: int) -> Path:
    """Noise that swells and fades like syllables, below 4 kHz."""
    dice = np.random.default_rng(seed)
    count = int(SECONDS * RATE)
    syllables = np.repeat(dice.uniform(0.2, 1.0, count // 1_600 + 1), 1_600)[:count]
    spectrum = np.fft.rfft(dice.standard_normal(count) * syllables)
    spectrum[int(4_000 * SECONDS) :] = 0
    soundfile.write(str(path), np.fft.irfft(spectrum, count) * 0.1, RATE)
    return path


def _likeness(recorded: Any, path: Path) -> float:
    """How much of what was played is in a recording, between 0 and 1.

    Each second is looked for by itself, at any delay, and the median of their normalised correlations counts: a block
    that a busy machine lost shifts what follows, and does not make it unheard.
    """
    original = soundfile.read(str(path))[0]
    found = []
    for begin in range(0, len(original) - RATE + 1, RATE):
        piece = original[begin : begin + RATE]
        count = 1 << (len(recorded) + len(piece)).bit_length()
        product = np.fft.irfft(np.fft.rfft(recorded, count) * np.conj(np.fft.rfft(piece, count)), count)
        at = int(np.abs(product[: max(1, len(recorded) - RATE)]).argmax())
        heard = recorded[at : at + RATE]
        norm = float(np.linalg.norm(piece) * np.linalg.norm(heard))
        found.append(abs(float(np.dot(heard, piece[: len(heard)]))) / norm if norm > 1e-3 else 0.0)
    return float(np.median(found))
