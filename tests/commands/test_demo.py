"""The rehearsal call from the first word to the saved agreement, through the real pipeline and the real window."""

import json
from pathlib import Path

import pytest

from app.paths import Paths
from tests.commands.belmaat import belmaat, json_lines

PICTURES = ("1-voorbereiden", "2-kaart", "3-waarschuwing", "4-formulier", "5-afronden", "6-vastgelegd")
SIZE_OF_A_REAL_PICTURE = 20_000
"""Bytes; an empty window of this size is a few thousand."""


@pytest.fixture(scope="module")
def rehearsed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that one run of `demo --fast` wrote; its name has a space and an accent."""
    out = tmp_path_factory.mktemp("demo") / "beelden é"
    done = belmaat("demo", "--fast", "--out", str(out), home=out.parent / "home", timeout=400)
    assert b"propagateSizeHints" not in done.stderr
    assert done.returncode == 0, done.stderr.decode()
    return out


def expected(kind: str) -> list[str]:
    """What the script of the rehearsal says that it raises, in order."""
    timing = Paths.standard().rehearsal / "timing.jsonl"
    entries = [json.loads(line) for line in timing.read_text(encoding="utf-8").splitlines()]
    return [t["id"] for entry in entries for t in entry.get("triggers", ()) if t["kind"] == kind]


def test_every_moment_has_its_picture(rehearsed: Path) -> None:
    """Preparation, a card, a warning, the filled form, the ending and the saved agreement."""
    for name in PICTURES:
        assert (rehearsed / f"{name}.png").stat().st_size > SIZE_OF_A_REAL_PICTURE


def test_the_recordings_were_heard_whole(rehearsed: Path) -> None:
    """Both channels end without an error."""
    events = json_lines((rehearsed / "events.jsonl").read_bytes())
    assert [event["error"] for event in events if event["event"] == "stopped"] == [None, None]


def test_most_objections_of_the_script_are_heard_by_the_trial_model(rehearsed: Path) -> None:
    """At least ten different ones, and three quarters of what the script says."""
    events = json_lines((rehearsed / "events.jsonl").read_bytes())
    heard = {event["id"] for event in events if event["event"] == "objection"}
    wanted = set(expected("objection"))
    assert len(wanted) >= 10
    assert len(heard & wanted) >= 10
    assert len(heard & wanted) >= 0.75 * len(wanted)


def test_old_matters_the_blocked_invoice_and_the_slips_are_warned_about(rehearsed: Path) -> None:
    """Each kind of warning of the script comes at least once."""
    events = json_lines((rehearsed / "events.jsonl").read_bytes())
    warned = {event["id"] for event in events if event["event"] == "warning"}
    assert set(expected("warning")) <= warned


def test_the_promise_is_understood(rehearsed: Path) -> None:
    """Friday the 11th, six thousand euros."""
    events = json_lines((rehearsed / "events.jsonl").read_bytes())
    promises = [(event["date"], event["amount"]) for event in events if event["event"] == "promise"]
    assert ("2026-09-11", "6000.00") in promises


def test_a_folder_that_cannot_be_written_to_is_one_sentence(tmp_path: Path) -> None:
    """A file stands where the folder should come."""
    taken = tmp_path / "bezet"
    taken.write_text("x")
    done = belmaat("demo", "--fast", "--out", str(taken / "map"), home=tmp_path / "home")
    assert done.returncode == 2
    assert len(done.stderr.decode().splitlines()) == 1
