"""Half-filled forms that survive a crash: one small file per call, written beside the old one and moved into place."""

import json
import logging
import threading
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from app.call.agreement import AgreementForm
from app.call.follow_up import Parked
from app.call.session import CallSession, StackItem

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class SavedDraft:
    """A call that was not finished; `data` is what `restore` needs."""

    key: UUID
    debtor_id: int
    debtor_name: str
    contact_id: int | None
    at: datetime
    data: Mapping[str, Any]


class DraftStore:
    """Keeps the draft of the running call on disk, off the window's thread."""

    def __init__(self, folder: Path) -> None:
        """Use a folder; it is made when the first draft is written."""
        self._folder = folder
        self._worker: ThreadPoolExecutor | None = None
        self._lock = threading.Lock()
        self._last: str | None = None
        self.failed = False
        """True after a draft could not be written (a full disk); the window says so."""

    def keep(self, session: CallSession) -> None:
        """Write the draft if it changed since the last time; returns at once."""
        text = json.dumps(draft_of(session), ensure_ascii=False)
        if text == self._last:
            return
        self._last = text
        if self._worker is None:
            self._worker = ThreadPoolExecutor(1, thread_name_prefix="draft")
        self._worker.submit(self._write, session.key, text)

    def flush(self) -> None:
        """Wait until everything is on disk."""
        if self._worker is not None:
            self._worker.shutdown(wait=True)
            self._worker = None

    def latest(self) -> SavedDraft | None:
        """The newest draft that can be read; damaged ones are passed over and left where they are."""
        drafts = [draft for path in self._folder.glob("*.json") if (draft := _read(path)) is not None]
        return max(drafts, key=lambda draft: draft.at, default=None)

    def discard(self, key: UUID) -> None:
        """Remove the draft of a call that was saved or given up."""
        self.flush()
        self._last = None
        self._path(key).unlink(missing_ok=True)

    def _path(self, key: UUID) -> Path:
        return self._folder / f"{key}.json"

    def _write(self, key: UUID, text: str) -> None:
        with self._lock:
            path = self._path(key)
            fresh = path.with_suffix(".new")
            try:
                self._folder.mkdir(parents=True, exist_ok=True)
                fresh.write_text(text, encoding="utf-8")
                fresh.replace(path)
                self.failed = False
            except OSError:
                self.failed = True
                _log.exception("draft not written")


def draft_of(session: CallSession) -> dict[str, Any]:
    """What is needed to go on with a call: the form and the objections, never the captions."""
    parked = session.parked
    return {
        "version": 1,
        "key": str(session.key),
        "debtor_id": session.preparation.dossier.id,
        "debtor_name": session.preparation.dossier.name,
        "contact_id": session.preparation.contact.id if session.preparation.contact else None,
        "started": session.started.isoformat(),
        "goal": session.goal_text,
        "mood": session.mood,
        "note": session.note,
        "form": session.form.to_json(),
        "stack": [[item.objection_id, item.title, item.state, item.at] for item in session.stack],
        "old_matters": [[subject, due.isoformat()] for subject, due in session.old_matters],
        "parked": None if parked is None else [parked.on.isoformat(), parked.time, parked.reason],
    }


def restore(draft: SavedDraft, session: CallSession) -> None:
    """Put what a draft holds back into a fresh session of the same debtor."""
    data = draft.data
    session.form = AgreementForm.from_json(data.get("form") or {})
    session.goal_text = str(data.get("goal") or session.goal_text)
    session.note = str(data.get("note") or "")
    if data.get("mood") in ("neutral", "curt", "angry", "good"):
        session.mood = data["mood"]
    session.restore_stack(tuple(StackItem(*entry) for entry in data.get("stack") or ()))
    session.old_matters = tuple((str(s), date.fromisoformat(d)) for s, d in data.get("old_matters") or ())
    parked = data.get("parked")
    if parked:
        session.parked = Parked(date.fromisoformat(parked[0]), parked[1], parked[2])


def _read(path: Path) -> SavedDraft | None:
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        contact = data["contact_id"]
        return SavedDraft(
            UUID(data["key"]),
            int(data["debtor_id"]),
            str(data["debtor_name"]),
            None if contact is None else int(contact),
            datetime.fromisoformat(data["started"]),
            data,
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None
