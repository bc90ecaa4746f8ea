"""What the desk gives the workbench: an ear for one sentence, kept words, and a catalogue that is read again."""

import queue
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.audio.source import BLOCK_BYTES, Block
from app.call.events import Event, Final, Partial
from app.speech.recogniser import Heard
from tests.gui.demo_desk import DeskParts, make_desk


class Microphone:
    """Three blocks of sound, then silence until it is closed."""

    def __init__(self) -> None:
        self.open = True
        self._closing: queue.SimpleQueue[None] = queue.SimpleQueue()

    def blocks(self) -> Iterator[Block]:
        for _ in range(3):
            yield Block(bytes(BLOCK_BYTES), 0.1)
        self._closing.get(timeout=10)

    def close(self) -> None:
        self.open = False
        self._closing.put(None)


class Dictation:
    """Understands one word a block."""

    def __init__(self) -> None:
        self._blocks = 0

    def accept(self, samples: bytes) -> Heard | None:
        self._blocks += 1
        said = "wij betalen later".split()[: self._blocks]
        return Heard(" ".join(said), final=self._blocks == 3)

    def finish(self) -> Heard | None:
        return None


@pytest.fixture
def parts(tmp_path: Path) -> Iterator[DeskParts]:
    made = make_desk(tmp_path)
    yield made
    made.desk.close()


def test_one_sentence_is_heard_outside_a_call(parts: DeskParts, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its words come as they are spoken, as the controller's; afterwards the microphone is let go of."""
    microphone = Microphone()
    heard: queue.SimpleQueue[Event] = queue.SimpleQueue()
    monkeypatch.setattr(parts.sound, "open", lambda channel, publish: microphone)
    monkeypatch.setattr(parts.speech, "recogniser", Dictation)
    parts.speech.state = "ready"
    assert parts.desk.can_hear
    stop = parts.desk.hear_once(heard.put)
    words: list[Event] = []
    while not words or not isinstance(words[-1], Final):
        event = heard.get(timeout=10)
        if isinstance(event, Partial | Final):
            words.append(event)
    stop()
    assert [(event.channel, event.text) for event in words if isinstance(event, Partial | Final)] == [
        ("controller", "wij"),
        ("controller", "wij betalen"),
        ("controller", "wij betalen later"),
    ]
    parts.desk.close()
    assert not microphone.open


def test_without_a_model_or_during_a_call_nothing_can_be_heard(parts: DeskParts) -> None:
    """The microphone belongs to the call."""
    assert not parts.desk.can_hear
    parts.speech.state = "ready"
    parts.desk.set_mode("off")
    parts.desk.start_call(parts.desk.prepare(1))
    assert not parts.desk.can_hear
    parts.desk.end_call()
    assert parts.desk.can_hear


def test_kept_words_of_all_calls_stay_until_the_program_ends(parts: DeskParts) -> None:
    """Newest first, each once."""
    for said in (("een", "twee"), ("drie", "een")):
        session = parts.desk.start_call(parts.desk.prepare(1))
        for text in said:
            session.handle(Final("debtor", 1.0, text))
            session.capture_unknown()
        parts.desk.end_call()
    assert parts.desk.kept_words == ("een", "drie", "twee")


def test_reading_the_catalogue_again_tells_its_mistakes(parts: DeskParts) -> None:
    """The last good cards stay in use, and the settings show what is wrong until it is put right."""
    folder = parts.program.paths.own_catalogue
    folder.mkdir()
    broken = folder / "half.yaml"
    broken.write_text("id: half\ntitel: Half\n", encoding="utf-8")
    problems = parts.desk.reload_catalogue()
    assert {problem.file for problem in problems} == {broken}
    assert parts.desk.catalogue_problems == problems
    broken.unlink()
    assert parts.desk.reload_catalogue() == ()
    assert parts.desk.catalogue_problems == ()
