"""A half-filled form survives a crash of the process, a full disk and a damaged file."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from app.advice.catalogue import Catalogue
from app.call.agreement import Callback, Consent, Instalment, NextStep, OwnPromise
from app.call.drafts import DraftStore, draft_of, restore
from app.call.events import ObjectionHeard
from app.call.follow_up import Parked
from app.call.session import CallSession, StackItem
from app.wording import Wording
from tests.call.people import FRIDAY, NOW, TODAY, session_of

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def session(catalogue: Catalogue, wording: Wording) -> CallSession:
    return session_of(catalogue, wording)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "map met é" / "concepten"


def fill_in(session: CallSession) -> None:
    session.handle(ObjectionHeard("debtor", 5.0, "payment_run", 0.9, "zin", "betaalronde", (0, 11), True))
    session.form = session.form.hear("date", FRIDAY, "vrijdag").hear("amount", Decimal("6000.00"), "zesduizend")
    session.form = session.form.accept("date").hear("date", date(2026, 9, 14), "maandag")
    session.edit("instalments", (Instalment(FRIDAY, None), Instalment(None, Decimal("1.50"))))
    session.edit("own_promise", (OwnPromise("Kopie mailen é", "Ab", TODAY), OwnPromise("half")))
    session.edit("callback", Callback(FRIDAY, "14:00", agreed=True))
    session.edit("next_step", NextStep("navragen"))
    session.edit("consent", Consent(given=True, words="ja"))
    session.set_mood("angry")
    session.note = "eerste regel\ntweede 🚲"
    session.goal_text = "eigen doel"
    session.old_matters = (("levering van 2008", FRIDAY),)
    session.park(FRIDAY, "10:00", "geen tijd")


def test_a_restored_call_is_the_call_that_it_was(
    session: CallSession, folder: Path, catalogue: Catalogue, wording: Wording
) -> None:
    """Form, suggestions, stack, mood, note, old matters and parking."""
    fill_in(session)
    store = DraftStore(folder)
    store.keep(session)
    store.flush()
    draft = DraftStore(folder).latest()
    assert draft is not None
    assert (draft.key, draft.debtor_id, draft.debtor_name, draft.contact_id, draft.at) == (
        session.key, 1, "Jansen BV", 1, NOW,
    )  # fmt: skip
    again = session_of(catalogue, wording, key=draft.key)
    restore(draft, again)
    assert draft_of(again) == draft_of(session)
    assert dict(again.form.fields) == dict(session.form.fields)
    assert dict(again.form.suggestions) == dict(session.form.suggestions)
    assert again.stack == session.stack
    assert again.parked == Parked(FRIDAY, "10:00", "geen tijd")


def test_what_was_said_is_never_in_a_draft(session: CallSession, folder: Path) -> None:
    """Captions stay in memory; only the words behind a filled field are kept."""
    fill_in(session)
    assert "betaalronde" not in json.dumps(draft_of(session)["form"])
    assert "captions" not in draft_of(session)


def test_the_newest_draft_counts(session: CallSession, folder: Path, catalogue: Catalogue, wording: Wording) -> None:
    """Of two calls that were not finished."""
    store = DraftStore(folder)
    later = session_of(catalogue, wording)
    later.started = NOW.replace(hour=15)
    store.keep(later)
    store.keep(session)
    store.flush()
    latest = store.latest()
    assert latest is not None
    assert latest.key == later.key
    store.discard(later.key)
    latest = store.latest()
    assert latest is not None
    assert latest.key == session.key
    store.discard(session.key)
    store.discard(session.key)
    assert store.latest() is None
    assert list(folder.iterdir()) == []


def test_without_a_folder_there_is_no_draft(folder: Path) -> None:
    """The first start."""
    assert DraftStore(folder).latest() is None


_CRASH = """
import os, signal, sys
from pathlib import Path
from app.advice.catalogue import load_catalogue
from app.call.drafts import DraftStore, draft_of
from app.wording import Wording
from tests.call.people import session_of
from tests.call.test_drafts import fill_in
import json
root, folder = Path(sys.argv[1]), Path(sys.argv[2])
session = session_of(load_catalogue(root / "resources" / "catalogue"), Wording.load(root / "resources" / "texts"))
fill_in(session)
store = DraftStore(folder)
store.keep(session)
while store.latest() is None:
    pass
print(json.dumps(draft_of(session)), flush=True)
session.note = "dit haalt de schijf niet meer"
if hasattr(signal, "SIGKILL"):
    os.kill(os.getpid(), signal.SIGKILL)
os._exit(9)
"""


def test_a_crash_of_the_process_loses_nothing_that_was_filled_in(
    folder: Path, catalogue: Catalogue, wording: Wording
) -> None:
    """Killed at once, without a chance to clean up; the next start has the same form."""
    done = subprocess.run(
        [sys.executable, "-c", _CRASH, str(ROOT), str(folder)],
        cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"},
        capture_output=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode in (9, -9), done.stderr.decode()
    draft = DraftStore(folder).latest()
    assert draft is not None
    assert draft.data == json.loads(done.stdout)
    session = session_of(catalogue, wording, key=draft.key)
    restore(draft, session)
    assert draft_of(session) == draft.data


def test_a_disk_that_takes_nothing_is_told_and_tried_again(session: CallSession, folder: Path) -> None:
    """The same form is written as soon as it can be."""
    folder.parent.mkdir(parents=True)
    folder.write_text("een bestand waar de map hoort", encoding="utf-8")
    store = DraftStore(folder)
    store.keep(session)
    store.flush()
    assert store.failed
    assert store.latest() is None
    folder.unlink()
    store.keep(session)
    store.flush()
    assert not store.failed
    assert store.latest() is not None


def test_a_form_that_did_not_change_is_not_written_again(session: CallSession, folder: Path) -> None:
    """The window asks after every event."""
    store = DraftStore(folder)
    store.keep(session)
    store.flush()
    path = folder / f"{session.key}.json"
    path.unlink()
    store.keep(session)
    store.flush()
    assert not path.exists()
    session.note = "nieuw"
    store.keep(session)
    store.flush()
    assert path.exists()


GOOD: dict[str, Any] = {
    "key": "12345678-1234-5678-1234-567812345678", "debtor_id": 1, "debtor_name": "Jansen BV", "contact_id": None,
    "started": "2026-09-08T10:00:00+02:00",
}  # fmt: skip


@pytest.mark.parametrize(
    "content",
    [
        b"", b"{", b"[]", b"null", b"\xff\xfe", b"[" * 100_000, b"{}",
        *(json.dumps(GOOD | change).encode() for change in (
            {"key": "x"}, {"key": 7}, {"debtor_id": None}, {"contact_id": "x"}, {"started": "gisteren"},
            {"started": 5}, {"started": "2026-09-08T23:00:00"},
        )),
    ],
)  # fmt: skip
def test_a_damaged_draft_is_passed_over(content: bytes, session: CallSession, folder: Path) -> None:
    """And left where it is; a good one beside it still counts."""
    folder.mkdir(parents=True)
    damaged = folder / "stuk.json"
    damaged.write_bytes(content)
    assert DraftStore(folder).latest() is None
    store = DraftStore(folder)
    store.keep(session)
    store.flush()
    latest = store.latest()
    assert latest is not None
    assert latest.key == session.key
    assert damaged.read_bytes() == content


@pytest.mark.parametrize(
    "part",
    [
        {"form": []}, {"form": {"date": 5}}, {"stack": [["a"]]}, {"stack": "x"}, {"stack": [[1, 2, "weg", 3]]},
        {"stack": [["a", "b", "open", "laat"]]}, {"old_matters": [["x", "gisteren"]]}, {"old_matters": 5},
        {"parked": ["gisteren", "", ""]}, {"parked": [1]}, {"parked": ["2026-09-11", "25:00", ""]}, {"mood": "blij"},
    ],
)  # fmt: skip
def test_a_damaged_part_is_left_out_and_the_rest_restored(
    part: dict[str, Any], session: CallSession, folder: Path
) -> None:
    """Half a draft is better than none."""
    folder.mkdir(parents=True)
    (folder / "a.json").write_text(json.dumps({**GOOD, "note": "wel gelezen", **part}), encoding="utf-8")
    draft = DraftStore(folder).latest()
    assert draft is not None
    restore(draft, session)
    assert session.note == "wel gelezen"
    assert (session.form.empty, session.stack, session.old_matters, session.parked, session.mood) == (
        True, (), (), None, "neutral",
    )  # fmt: skip


def test_a_good_entry_beside_a_damaged_one_is_kept(session: CallSession, folder: Path) -> None:
    """Each entry is read by itself."""
    draft_data = {**GOOD, "stack": [["a"], ["payment_run", "Betaalronde", "discussed", 4]]}
    folder.mkdir(parents=True)
    (folder / "a.json").write_text(json.dumps(draft_data), encoding="utf-8")
    draft = DraftStore(folder).latest()
    assert draft is not None
    restore(replace(draft), session)
    assert session.stack == (StackItem("payment_run", "Betaalronde", "discussed", 4.0),)
