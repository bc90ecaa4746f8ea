"""Runs in a process of its own beside a virtual headset: one sound check, its events as JSON lines."""

import dataclasses
import json
import sys

from app.audio.devices import choose
from app.audio.sound_system import SoundSystem
from app.audio.soundcheck import CheckEvent, SoundCheck


def tell(event: CheckEvent) -> None:
    """Write an event."""
    sys.stdout.write(json.dumps({"event": type(event).__name__, **dataclasses.asdict(event)}) + "\n")


if __name__ == "__main__":
    sound = SoundSystem()
    microphone, output = choose(sound.devices("microphone"), None), choose(sound.devices("output"), None)
    SoundCheck(sound, microphone, output, tell).run_once()
