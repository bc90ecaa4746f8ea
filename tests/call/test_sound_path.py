"""The real way of sound: what is played into a headset raises the right cards on the right channel."""

import json
import queue
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile

from app.call.rehearsal import Rehearsal
from app.paths import Paths
from tests.audio.virtual_headset import SPEAKERS, VirtualHeadset, missing_programs

pytestmark = pytest.mark.skipif(bool(missing_programs()), reason=missing_programs() or "there is a virtual headset")

type Answer = dict[str, Any]


class LiveCall:
    """A call in a process of its own, and what it tells."""

    def __init__(self, headset: VirtualHeadset) -> None:
        self._process = headset.start("tests.call.live_call")
        self._answers: queue.SimpleQueue[Answer | None] = queue.SimpleQueue()
        self.heard: list[Answer] = []
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self._process.stdout is not None
        while line := self._process.stdout.readline():
            self._answers.put(json.loads(line))
        self._answers.put(None)

    def until(self, wanted: Callable[[Answer], bool], seconds: float) -> Answer:
        """The first answer from now on that is wanted; fails after so many seconds."""
        deadline = time.monotonic() + seconds
        while True:
            left = deadline - time.monotonic()
            if left <= 0:
                pytest.fail(f"not heard within {seconds} s; heard: {self.heard[-20:]}")
            try:
                answer = self._answers.get(timeout=left)
            except queue.Empty:
                continue
            assert answer is not None, f"the call ended; heard: {self.heard[-20:]}"
            self.heard.append(answer)
            if wanted(answer):
                return answer

    def end(self) -> None:
        """Hang up and wait for the process."""
        assert self._process.stdin is not None
        with self._process:
            try:
                self._process.stdin.write("end\n")
                self._process.stdin.flush()
                self._reader.join(20)
                self._process.wait(10)
            finally:
                self._process.kill()


@pytest.fixture
def headset() -> Iterator[VirtualHeadset]:
    with VirtualHeadset() as virtual:
        yield virtual


def excerpt(folder: Path, channel: str, start: float, end: float) -> Path:
    """A part of the rehearsal as a WAV file."""
    recording = Rehearsal(Paths.standard().rehearsal).recording("debtor" if channel == "debtor" else "controller")
    samples, rate = soundfile.read(str(recording), dtype="int16")
    path = folder / f"{channel}-{start:.0f}.wav"
    silence = np.zeros(int(rate), np.int16)
    soundfile.write(str(path), np.concatenate((samples[int(start * rate) : int(end * rate)], silence)), rate)
    return path


def line_with(kind: str, wanted: str) -> tuple[str, float, float]:
    """Channel, start and end of the first line of the rehearsal that is to raise this."""
    timing = Paths.standard().rehearsal / "timing.jsonl"
    for raw in timing.read_text(encoding="utf-8").splitlines():
        entry = json.loads(raw)
        if any(t["kind"] == kind and t["id"] == wanted for t in entry.get("triggers", ())):
            return entry["channel"], entry["start"], entry["end"]
    raise LookupError(wanted)


def test_both_ends_of_the_headset_raise_their_own_cards(headset: VirtualHeadset, tmp_path: Path) -> None:
    """What plays on the speakers is the debtor's, what enters the microphone is the controller's."""
    call = LiveCall(headset)
    try:
        call.until(lambda a: a["event"] == "started", 60)
        _, start, end = line_with("objection", "payment_run")
        _, own_start, own_end = line_with("warning", "asks_if_invoice_received")
        headset.play(
            speakers=excerpt(tmp_path, "debtor", start - 0.3, end + 0.3),
            mic=excerpt(tmp_path, "controller", own_start - 0.3, own_end + 0.3),
        )
        wanted = {("objection", "payment_run"), ("warning", "asks_if_invoice_received")}
        seen: set[tuple[str, str]] = set()
        while not wanted <= seen:
            answer = call.until(lambda a: a["event"] in ("objection", "warning"), 30)
            seen.add((answer["event"], answer["id"]))
            assert answer["channel"] == ("debtor" if answer["event"] == "objection" else "controller")
    finally:
        call.end()


def test_an_unplugged_headset_is_told_within_three_seconds_and_comes_back(
    headset: VirtualHeadset, tmp_path: Path
) -> None:
    """The call goes on without the device, and hears the debtor again when it returns."""
    call = LiveCall(headset)
    try:
        call.until(lambda a: a["event"] == "started", 60)
        _, start, end = line_with("objection", "payment_run")
        before = excerpt(tmp_path, "debtor", start - 0.3, end + 0.3)
        headset.play(speakers=before)
        call.until(lambda a: a["event"] == "final" and a["channel"] == "debtor", 30)
        pulled = time.monotonic()
        headset.unplug(SPEAKERS)
        call.until(lambda a: a == {"event": "trouble", "channel": "debtor", "kind": "unplugged"}, 10)
        assert time.monotonic() - pulled <= 3.0
        headset.plug(SPEAKERS)
        call.until(lambda a: a == {"event": "trouble", "channel": "debtor", "kind": "recovered"}, 15)
        headset.play(speakers=before)
        call.until(lambda a: a["event"] == "final" and a["channel"] == "debtor", 30)
    finally:
        call.end()
