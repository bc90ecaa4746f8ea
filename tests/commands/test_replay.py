"""`replay`: recordings through the pipeline of a live call."""

import wave
from pathlib import Path

import numpy as np
import pytest
import soundfile

from app.paths import Paths
from tests.commands.belmaat import belmaat, json_lines

RECORDING = Paths.standard().rehearsal / "selftest.flac"
MEMBERS = {
    "partial": {"text"},
    "final": {"text"},
    "objection": {"id", "score", "phrase", "text", "shown"},
    "withdrawn": {"id"},
    "warning": {"id", "text"},
    "promise": {"date", "amount", "invoices"},
    "stopped": {"error"},
}


def wav(path: Path, rate: int = 16_000) -> Path:
    """The recording for the self-test as WAV."""
    samples, own = soundfile.read(str(RECORDING), dtype="int16")
    assert own == 16_000
    step = 16_000 // rate
    soundfile.write(str(path), samples[::step], rate)
    return path


def test_events_keep_to_the_contract(tmp_path: Path) -> None:
    """Each event has just its members; times go up; the card and the promise of the recording are there."""
    done = belmaat("replay", "--debtor", str(wav(tmp_path / "debiteur é.wav")), home=tmp_path)
    assert done.returncode == 0, done.stderr.decode()
    events = json_lines(done.stdout)
    for event in events:
        assert set(event) == {"event", "channel", "audio_time", "wall_time"} | MEMBERS[event["event"]]
        assert event["channel"] == "debtor"
    times = [event["audio_time"] for event in events]
    assert times == sorted(times)
    assert events[-1]["event"] == "stopped"
    assert events[-1]["error"] is None
    assert "payment_run" in {event["id"] for event in events if event["event"] == "objection"}
    assert any(event["event"] == "promise" and event["date"] for event in events)


def test_the_same_recording_on_the_other_channel_is_the_controllers(tmp_path: Path) -> None:
    """Silence of the debtor raises nothing; the controller's words raise no objection."""
    silence = tmp_path / "stil.wav"
    soundfile.write(str(silence), np.zeros(16_000 * 3, np.int16), 16_000)
    spoken = wav(tmp_path / "beheerder.wav")
    done = belmaat("replay", "--debtor", str(silence), "--controller", str(spoken), home=tmp_path)
    assert done.returncode == 0
    events = json_lines(done.stdout)
    assert {event["channel"] for event in events if event["event"] == "final"} == {"controller"}
    assert not [event for event in events if event["event"] == "objection"]
    assert sum(event["event"] == "stopped" for event in events) == 2


def test_two_runs_say_the_same(tmp_path: Path) -> None:
    """Nothing depends on the speed of the machine."""
    runs = []
    for _ in range(2):
        done = belmaat("replay", "--debtor", str(RECORDING), home=tmp_path)
        runs.append([{k: v for k, v in event.items() if k != "wall_time"} for event in json_lines(done.stdout)])
    assert runs[0] == runs[1]


def test_it_can_keep_to_the_pace_of_life(tmp_path: Path) -> None:
    """With `--realtime` no event comes before it could have been heard."""
    done = belmaat("replay", "--debtor", str(RECORDING), "--realtime", home=tmp_path)
    events = json_lines(done.stdout)
    assert done.returncode == 0
    assert all(event["wall_time"] >= event["audio_time"] - 0.3 for event in events)


def test_the_dossier_of_a_debtor_is_used(tmp_path: Path) -> None:
    """A debtor that is not there is a sentence and status 2."""
    done = belmaat("replay", "--debtor", str(RECORDING), "--debtor-id", "987654", home=tmp_path)
    assert (done.returncode, done.stdout) == (2, b"")
    assert "debiteur" in done.stderr.decode().lower()


def empty_wav(path: Path) -> None:
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, 16_000, 0, "NONE", ""))


@pytest.mark.parametrize("kind", ["missing", "text", "empty", "directory", "no sound"])
def test_what_is_no_recording_is_one_clear_sentence(tmp_path: Path, kind: str) -> None:
    """Status 2, nothing on standard output, no traceback."""
    path = tmp_path / "opname.wav"
    match kind:
        case "text":
            path.write_text("geen geluid")
        case "empty":
            path.write_bytes(b"")
        case "directory":
            path.mkdir()
        case "no sound":
            empty_wav(path)
    done = belmaat("replay", "--debtor", str(path), home=tmp_path)
    told = done.stderr.decode()
    assert (done.returncode, done.stdout) == (2, b"")
    assert len(told.splitlines()) == 1
    assert "opname.wav" in told


@pytest.mark.parametrize("kind", ["missing", "empty folder", "damaged"])
def test_a_missing_or_damaged_model_is_one_clear_sentence(tmp_path: Path, kind: str) -> None:
    """Also a model that would end the process inside Vosk."""
    folder = tmp_path / "model"
    if kind != "missing":
        folder.mkdir()
    if kind == "damaged":
        for name in ("am/final.mdl", "conf/model.conf", "conf/mfcc.conf", "graph/HCLG.fst"):
            (folder / name).parent.mkdir(exist_ok=True)
            (folder / name).write_bytes(b"geen model")
    done = belmaat("replay", "--debtor", str(RECORDING), "--model", str(folder), home=tmp_path)
    assert (done.returncode, done.stdout) == (2, b"")
    assert len(done.stderr.decode().splitlines()) == 1
