"""The rehearsal call: both recordings in place of the headset."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from app.audio.source import Source
from app.audio.wavefile import WaveFile
from app.call.ears import Hearing
from app.call.events import Channel
from app.call.pacing import Pace
from app.speech.recogniser import Recogniser

TODAY = date(2026, 9, 8)
"""The Tuesday on which the rehearsal takes place: "vrijdag" is the 11th."""
CONTROLLER = "Ab de Vries"
COMPANY = "Vliegensvlug BV"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the script and when it is spoken, in seconds."""

    channel: Channel
    text: str
    start: float
    end: float


class Rehearsal:
    """The recordings and their timing."""

    def __init__(self, folder: Path) -> None:
        """Use the folder with `debtor.flac`, `controller.flac` and `timing.jsonl`."""
        self._folder = folder

    def recording(self, channel: Channel) -> Path:
        """The recording of one channel."""
        return self._folder / f"{channel}.flac"

    def open(self, channel: Channel, pace: Pace | None = None) -> WaveFile:
        """Open a channel; with a pace it is heard as in real life. Raises `UserError`."""
        return WaveFile(self.recording(channel), wait_until=pace.wait_until if pace else None)

    def hearing(self, make_recogniser: Callable[[], Recogniser]) -> Hearing:
        """Hear the recordings at the pace of real life."""
        pace = Pace()

        def open_source(channel: Channel) -> Source:
            return self.open(channel, pace)

        return Hearing(open_source, make_recogniser)

    def lines(self) -> tuple[Line, ...]:
        """What is spoken when."""
        text = (self._folder / "timing.jsonl").read_text(encoding="utf-8")
        entries = [json.loads(line) for line in text.splitlines() if line.strip()]
        return tuple(
            Line(e["channel"], e["text"], float(e["start"]), float(e["end"])) for e in entries if "channel" in e
        )
