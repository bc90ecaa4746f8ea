"""Whether a Windows program hears both ends of a headset: under Wine, through winepulse, with a headset in software.

What listens is Windows' CPython with the locked packages and Belmaat's own code for devices (app/audio), as in the
frozen program. Two different noises are played, one into the microphone and one out of the speakers; each channel must
hear its own and hardly the other.
"""

import json
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
_LISTEN = """
import runpy, sys
sys.path[:0] = [{source!r}]
sys.argv = ["listen_headset"]
runpy.run_path({script!r}, run_name="__main__")
"""


def hears_both(windows: Windows) -> dict[str, Any] | str:
    """Likeness of each recording with what was played on its own and on the other channel, between 0 and 1.

    Returns:
        The figures, or why it could not be tried.
    """
    sys.path.insert(0, str(ROOT))
    from tests.audio.virtual_headset import VirtualHeadset, missing_programs

    if missing_programs():
        return missing_programs()
    script = BUILD / "listen_headset.py"
    script.write_bytes((ROOT / "tests" / "audio" / "listen_headset.py").read_bytes())
    folder = BUILD / "heard"
    folder.mkdir(exist_ok=True)
    played = {"microphone": _noise(folder / "mic.wav", 1), "output": _noise(folder / "speakers.wav", 2)}
    code = _LISTEN.format(source=windows.path(BUILD / "source"), script=windows.path(script))
    with VirtualHeadset() as headset:
        windows.stop()  # Wine looks for PulseAudio when its own services start
        windows.extra = {name: headset.env[name] for name in ("PULSE_SERVER", "PULSE_RUNTIME_PATH", "XDG_RUNTIME_DIR")}
        try:
            process = windows.talk(BUILD / "python" / "python.exe", "-u", "-c", code)
            said: list[str] = []
            assert process.stdout is not None
            assert process.stdin is not None
            out = process.stdout
            reader = threading.Thread(target=lambda: said.extend(line.decode() for line in out), daemon=True)
            reader.start()
            process.stdin.write(b"list\n")
            process.stdin.flush()
            _wait(lambda: any('"devices"' in line for line in said), 60)
            listed = next(json.loads(line)["devices"] for line in said if '"devices"' in line)
            for kind in ("microphone", "output"):  # as a user chooses the headset under "Geluid controleren"
                chosen = next(one[0] for one in listed if one[2] == kind and one[1] == "Virtual-Headset")
                process.stdin.write(f"switch {kind} {chosen}\n".encode())
            process.stdin.flush()
            time.sleep(8)  # both streams open on threads of their own
            headset.play(mic=played["microphone"], speakers=played["output"])
            headset.wait_until_played()
            time.sleep(2)
            process.stdin.write(b"count\n" + f"save {windows.path(folder)}\n".encode())
            process.stdin.flush()
            _wait(lambda: any('"saved"' in line for line in said), 60)
            process.stdin.close()
            try:
                process.wait(30)
            except Exception:  # noqa: BLE001 - what was heard is on disk; an end that hangs is told beside it
                said.append("did not end by itself")
                process.kill()
        finally:
            (BUILD / "heard" / "said.jsonl").write_text("".join(said), encoding="utf-8")
            windows.extra = {}
            windows.stop()
    result: dict[str, Any] = {}
    for channel, other in (("microphone", "output"), ("output", "microphone")):
        recorded = soundfile.read(str(folder / f"{channel}.wav"))[0]
        result[channel] = {
            "own": round(_likeness(recorded, played[channel]), 3),
            "other": round(_likeness(recorded, played[other]), 3),
        }
    result["ended"] = "did not end by itself" not in said
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
    """The largest normalised correlation at any delay."""
    original = soundfile.read(str(path))[0]
    count = 1 << (len(recorded) + len(original)).bit_length()
    product = np.fft.rfft(recorded, count) * np.conj(np.fft.rfft(original, count))
    norm = float(np.linalg.norm(original) * np.linalg.norm(recorded))
    return float(np.abs(np.fft.irfft(product, count)).max()) / norm if norm else 0.0
