"""Runs in a process of its own beside a virtual headset: a live call of the desk, its events as JSON lines.

Started by `test_sound_path.py`; `end` on standard input hangs up.
"""

import json
import sys
import tempfile
import time
from pathlib import Path

from app.bootstrap import Program
from app.call.event_json import event_json
from app.call.events import ChannelTrouble, Event
from app.call.rehearsal import TODAY
from app.paths import Paths
from app.settings import Settings


def main() -> None:
    """Start a call at once; tell every event until `end` comes in."""
    with tempfile.TemporaryDirectory() as home:
        standard = Paths.standard()
        paths = Paths(Path(home), standard.resources, standard.shipped_models)
        program = Program(paths, settings=Settings(controller="Ab de Vries", company="Vliegensvlug BV"))
        desk = program.desk()
        started = time.monotonic()

        def publish(event: object) -> None:
            if isinstance(event, ChannelTrouble):
                tell({"event": "trouble", "channel": event.channel, "kind": event.kind})
            elif isinstance(event, Event):
                answer = event_json(event, program.wording)
                if answer is not None:
                    tell({**answer, "wall_time": time.monotonic() - started})

        desk.set_publish(publish)
        program.speech.recogniser()  # the model is there before the first word
        preparation = desk.prepare(desk.add_example())
        desk.start_call(preparation)
        tell({"event": "started", "today": TODAY.isoformat()})
        for line in sys.stdin:
            if line.strip() == "end":
                break
        desk.close()
        tell({"event": "ended"})


def tell(answer: object) -> None:
    """One JSON line."""
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
