"""The rehearsal call: a script with all that a demonstration needs, and its recordings."""

import datetime
import importlib.util
import itertools
import json
import re
from collections import Counter
from decimal import Decimal
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
import soundfile
import yaml

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
FOLDER = RESOURCES / "rehearsal"
CHANNELS = ("debtor", "controller")
KINDS = ("objection", "warning", "promise", "consent")
Lines = list[dict[str, Any]]


def _load(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def script() -> dict[str, Any]:
    """Return the script as it is written."""
    loaded: dict[str, Any] = _load(FOLDER / "script.yaml")
    return loaded


@pytest.fixture(scope="module")
def timing() -> Lines:
    """Return the timing file: its header, then one object per line."""
    text = (FOLDER / "timing.jsonl").read_text(encoding="utf-8")
    return [json.loads(row) for row in text.splitlines()]


@pytest.fixture(scope="module")
def sound() -> dict[str, npt.NDArray[np.float64]]:
    """Return the samples of both channels, full scale being 1."""
    return {name: soundfile.read(FOLDER / f"{name}.flac")[0] for name in CHANNELS}


@pytest.fixture(scope="module")
def maker() -> ModuleType:
    """Return the program that makes the recordings; it loads no voice until it must speak."""
    spec = importlib.util.spec_from_file_location("make_rehearsal", FOLDER / "make_rehearsal.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _expected(lines: Lines, kind: str, who: str | None = None) -> list[Any]:
    return [
        expected[kind]
        for line in lines
        if who in (None, line["who"])
        for expected in line.get("expect", [])
        if kind in expected
    ]


def test_every_expectation_is_of_one_kind_and_quotes_its_own_line(script: dict[str, Any]) -> None:
    """A demonstration is checked against these words, so they must really be said there."""
    for line in [*script["lines"], script["selftest"]]:
        for expected in line.get("expect", []):
            assert sum(kind in expected for kind in KINDS) == 1, expected
            assert expected["phrase"].lower() in line["text"].lower()


@pytest.mark.parametrize(("kind", "folder"), [("objection", "objections"), ("warning", "warnings")])
def test_every_id_is_in_the_catalogue(script: dict[str, Any], kind: str, folder: str) -> None:
    """An id that the catalogue does not know could never be raised."""
    wanted = set(_expected([*script["lines"], script["selftest"] | {"who": "debtor"}], kind))
    assert wanted
    assert wanted <= {path.stem for path in (RESOURCES / "catalogue" / folder).glob("*.yaml")}


def test_the_debtor_raises_at_least_ten_different_objections(script: dict[str, Any]) -> None:
    """The call shows the range of the catalogue, each objection once."""
    raised = Counter(_expected(script["lines"], "objection", "debtor"))
    assert len(raised) >= 10
    assert set(raised.values()) == {1}
    assert not _expected(script["lines"], "objection", "controller")


def test_the_call_has_two_old_matters_and_one_blocked_invoice(script: dict[str, Any]) -> None:
    """These are the two ways in which the debtor leads away from the invoices that are due."""
    raised = Counter(_expected(script["lines"], "warning", "debtor"))
    assert raised == {"old_matter": 2, "blocked_invoice": 1}


def test_the_controller_makes_two_different_slips(script: dict[str, Any]) -> None:
    """Coaching has something to do twice, and what it does belongs to the controller's channel."""
    slips = _expected(script["lines"], "warning", "controller")
    assert len(set(slips)) == len(slips) == 2
    for slip in slips:
        entry = _load(RESOURCES / "catalogue" / "warnings" / f"{slip}.yaml")
        assert entry["kanaal"] in ("controller", "either")


def test_the_call_ends_with_a_promise_and_then_consent(script: dict[str, Any]) -> None:
    """The undisputed EUR 6,000 on the Friday of the call's week, agreed to by the debtor."""
    lines = script["lines"]
    promises = [n for n, line in enumerate(lines) if _expected([line], "promise", "debtor")]
    agreed = [n for n, line in enumerate(lines) if _expected([line], "consent", "debtor")]
    assert promises
    assert len(agreed) == 1
    assert len(lines) * 3 // 4 < promises[0] < agreed[0]
    for promise in _expected(lines, "promise"):
        assert promise["date"] == datetime.date(2026, 9, 11)
        assert promise["date"].strftime("%A") == "Friday"
        assert Decimal(promise["amount"]) == Decimal("6000.00")


def test_lines_are_written_as_they_are_spoken(script: dict[str, Any]) -> None:
    """No digits, no shouting, and both men say u."""
    for line in [*script["lines"], script["selftest"]]:
        assert not re.search(r"\d|!", line["text"])
        assert not re.search(r"\b(je|jij|jou|jouw|smoes)\b", line["text"].lower())
        assert line["text"].endswith((".", "?"))


def test_recordings_were_made_from_this_script(script: dict[str, Any], timing: Lines, maker: ModuleType) -> None:
    """Fails where the script was changed and the recordings were not made again, or the reverse."""
    assert timing[0]["script_sha256"] == maker.script_hash(script)
    names = sorted(path.name for path in FOLDER.glob("*.flac"))
    assert names == ["controller.flac", "debtor.flac", "selftest.flac"]
    assert timing[0]["sound_sha256"] == {name: maker.sound_hash(FOLDER / name) for name in names}


def test_a_changed_word_or_voice_changes_the_digest(script: dict[str, Any], maker: ModuleType) -> None:
    """What decides the sound is in the digest; what is expected of it is not."""
    before = maker.script_hash(script)
    other = json.loads(json.dumps(script, default=str))
    other["lines"][4]["expect"] = []
    assert maker.script_hash(other) == before
    other["lines"][4]["text"] += " Nou."
    assert maker.script_hash(other) != before


def test_channels_are_equally_long_and_last_four_to_six_minutes(timing: Lines) -> None:
    """A live call has one clock; so have the two files."""
    debtor, controller = (soundfile.info(FOLDER / f"{name}.flac") for name in CHANNELS)
    assert debtor.frames == controller.frames
    assert 240 <= debtor.duration <= 360
    assert debtor.duration == pytest.approx(timing[0]["seconds"], abs=0.001)
    for info in (debtor, controller):
        assert (info.samplerate, info.channels, info.subtype) == (16_000, 1, "PCM_16")
    assert sum(path.stat().st_size for path in FOLDER.glob("*.flac")) < 12_000_000


def test_timing_holds_every_line_of_the_script_in_order(script: dict[str, Any], timing: Lines) -> None:
    """Line for line the same words, the same speaker and the same expectations."""
    rows = timing[1:]
    assert [(r["line"], r["channel"], r["text"]) for r in rows] == [
        (n, line["who"], line["text"]) for n, line in enumerate(script["lines"])
    ]
    for row, line in zip(rows, script["lines"], strict=True):
        expected = line.get("expect", [])
        assert [(t["kind"], t["phrase"]) for t in row["triggers"]] == [
            (next(kind for kind in KINDS if kind in e), e["phrase"]) for e in expected
        ]
        for trigger in row["triggers"]:
            assert row["start"] < trigger["end"] <= row["end"]


def test_both_talk_at_once_only_in_the_interruption(timing: Lines) -> None:
    """One short overlap, and there the debtor cuts the controller short."""
    rows = timing[1:]
    overlaps = [
        (before["end"] - after["start"], after["channel"])
        for before, after in itertools.pairwise(rows)
        if after["start"] < before["end"]
    ]
    assert len(overlaps) == 1
    ((seconds, who),) = overlaps
    assert 0.2 <= seconds <= 1.0
    assert who == "debtor"


@pytest.mark.parametrize("channel", CHANNELS)
def test_a_channel_sounds_in_its_lines_and_nowhere_else(
    channel: str, timing: Lines, sound: dict[str, npt.NDArray[np.float64]]
) -> None:
    """Every line is loud enough to recognise and never clips; between lines there is silence."""
    rest = sound[channel].copy()
    for row in timing[1:]:
        if row["channel"] != channel:
            continue
        part = slice(int(row["start"] * 16_000) - 16, int(row["end"] * 16_000) + 17)
        assert 0.03 < np.sqrt(np.mean(np.square(rest[part]))) < 0.2, row["text"]
        assert np.max(np.abs(rest[part])) < 0.985
        rest[part] = 0
    assert not rest.any()


def test_the_self_test_recording_is_short_and_has_an_objection_and_a_promise(
    script: dict[str, Any],
) -> None:
    """It must be over before somebody who waits for a self-test wonders."""
    assert 6 <= soundfile.info(FOLDER / "selftest.flac").duration <= 10
    expected = script["selftest"]["expect"]
    assert [e["objection"] for e in expected if "objection" in e] == ["payment_run"]
    assert [e["promise"]["amount"] for e in expected if "promise" in e] == ["6000.00"]
