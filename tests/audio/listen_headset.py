"""Runs in a process of its own beside a virtual headset: listens to both ends and tells what it hears.

Commands come line by line on standard input, answers are JSON lines on standard output; the two channels are kept and
written as 16-bit mono WAV at 16 kHz on `save`.
"""

import json
import queue
import sys
import threading
import time
from pathlib import Path

import numpy as np
import soundfile

from app.audio.devices import Kind
from app.audio.sound_system import SoundSystem
from app.audio.source import RATE
from app.audio.watched import WatchedSource


class Listener:
    """One end of the headset on a thread of its own."""

    def __init__(self, kind: Kind, sound: SoundSystem, tell: "queue.SimpleQueue[object]") -> None:
        """Start listening."""
        self.kind = kind
        self.samples = bytearray()
        self.times: list[tuple[float, int]] = []
        self._tell = tell
        self.source = WatchedSource(kind, sound, None, self._trouble)
        self.thread = threading.Thread(target=self._listen, daemon=True)
        self.thread.start()

    def _trouble(self, kind: str, device: str) -> None:
        self._tell.put({"trouble": kind, "kind": self.kind, "device": device, "at": time.time()})

    def _listen(self) -> None:
        loud = False
        for block in self.source.blocks():
            self.samples += block.samples
            self.times.append((time.time(), block.lost))
            if (block.rms > 0.01) != loud:
                loud = not loud
                self._tell.put({"loud": loud, "kind": self.kind, "at": time.time(), "block": len(self.times)})


def main() -> None:
    """Obey until standard input ends."""
    tell: queue.SimpleQueue[object] = queue.SimpleQueue()
    sound = SoundSystem()
    kinds: tuple[Kind, ...] = ("microphone", "output")
    listeners: dict[str, Listener] = {kind: Listener(kind, sound, tell) for kind in kinds}

    def speak() -> None:
        while True:
            sys.stdout.write(json.dumps(tell.get()) + "\n")
            sys.stdout.flush()

    threading.Thread(target=speak, daemon=True).start()
    for line in sys.stdin:
        command, *rest = line.split()
        if command == "list":
            tell.put({"devices": [[d.id, d.name, d.kind, d.default] for k in kinds for d in sound.devices(k)]})
        elif command == "switch":
            listeners[rest[0]].source.switch_to(rest[1])
        elif command == "count":
            tell.put(
                {
                    "blocks": {kind: len(one.times) for kind, one in listeners.items()},
                    "lost": {kind: sum(lost for _, lost in one.times) for kind, one in listeners.items()},
                    "at": time.time(),
                }
            )
        elif command == "save":
            for kind, one in listeners.items():
                soundfile.write(
                    str(Path(rest[0]) / f"{kind}.wav"),
                    np.frombuffer(bytes(one.samples), "<i2"),
                    RATE,
                    subtype="PCM_16",
                )
            tell.put({"saved": rest[0]})
    for one in listeners.values():
        one.source.close()
        one.thread.join(5)


if __name__ == "__main__":
    main()
