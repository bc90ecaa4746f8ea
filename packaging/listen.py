"""Runs under Windows' Python: listens to both ends of a headset with Belmaat's own code, and writes what was heard.

`python listen.py SOURCE NAME FOLDER`: the headset is chosen by its name, as under "Geluid controleren". A line on
standard input ends it; FOLDER then gets microphone.wav and output.wav.
"""

import json
import sys
import threading
from pathlib import Path

sys.path.insert(0, sys.argv[1])

import numpy as np
import soundfile

from app.audio.sound_system import SoundSystem
from app.audio.source import RATE
from app.audio.watched import WatchedSource


def main() -> None:
    """Listen until told to stop."""
    sound = SoundSystem()
    heard: dict[str, bytearray] = {}
    sources, threads = [], []
    for kind in ("microphone", "output"):
        devices = sound.devices(kind)
        tell({"kind": kind, "devices": [device.name for device in devices]})
        chosen = next(device for device in devices if device.name == sys.argv[2])
        source = WatchedSource(kind, sound, chosen.id, lambda what, name: tell({"trouble": what, "device": name}))
        samples = heard[kind] = bytearray()
        thread = threading.Thread(target=keep, args=(source, samples), daemon=True)
        thread.start()
        sources.append(source)
        threads.append(thread)
    tell({"listening": True})
    sys.stdin.readline()
    for source, thread in zip(sources, threads, strict=True):
        source.close()
        thread.join(5)
    for kind, samples in heard.items():
        sound_file = str(Path(sys.argv[3]) / f"{kind}.wav")
        soundfile.write(sound_file, np.frombuffer(bytes(samples), "<i2"), RATE, subtype="PCM_16")
    tell({"saved": True})


def keep(source: WatchedSource, samples: bytearray) -> None:
    """Keep all blocks of a source."""
    for block in source.blocks():
        samples += block.samples


def tell(line: dict[str, object]) -> None:
    """Write a line."""
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
