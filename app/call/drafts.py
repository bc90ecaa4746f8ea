"""Half-filled forms that survive a crash: one small file per call, written beside the old one and moved into place."""

import json
import logging
import os
import threading
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, get_args
from uuid import UUID

from app.call.agreement import AgreementForm
from app.call.follow_up import Parked
from app.call.session import CallSession, StackItem, StackState

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
        text = json.dumps(draft_of(session))
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
        try:
            self._path(key).unlink(missing_ok=True)
        except OSError:
            _log.exception("draft not removed")  # it is offered again at the next start

    def discard_debtor(self, debtor_id: int) -> None:
        """Remove every draft of a call with this debtor."""
        for path in self._folder.glob("*.json"):
            draft = _read(path)
            if draft is not None and draft.debtor_id == debtor_id:
                self.discard(draft.key)

    def _path(self, key: UUID) -> Path:
        return self._folder / f"{key}.json"

    def _write(self, key: UUID, text: str) -> None:
        with self._lock:
            path = self._path(key)
            fresh = path.with_suffix(".new")
            try:
                self._folder.mkdir(parents=True, exist_ok=True)
                with fresh.open("w", encoding="utf-8") as file:
                    file.write(text)
                    file.flush()
                    os.fsync(file.fileno())
                fresh.replace(path)
                self.failed = False
            except OSError:
                self.failed = True
                self._last = None  # the same form is tried again the next time
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
    """Put what a draft holds back into a fresh session of the same debtor; what can't be read is left out."""
    data = draft.data
    form = data.get("form")
    session.form = AgreementForm.from_json(form if isinstance(form, Mapping) else {})
    session.goal_text = str(data.get("goal") or session.goal_text)
    session.note = str(data.get("note") or "")
    if data.get("mood") in ("neutral", "curt", "angry", "good"):
        session.mood = data["mood"]
    session.restore_stack(tuple(_each(_stack_item, data.get("stack"))))
    session.old_matters = tuple(_each(_old_matter, data.get("old_matters")))
    session.parked = next(_each(_parked, [data.get("parked")]), None)


def _each[T](read: Callable[[Any], T], entries: Any) -> Iterator[T]:
    for entry in entries if isinstance(entries, list) else ():
        try:
            yield read(entry)
        except (ValueError, TypeError):
            continue


def _stack_item(entry: Any) -> StackItem:
    objection_id, title, state, at = entry
    if state not in get_args(StackState):
        raise ValueError(state)
    return StackItem(str(objection_id), str(title), state, float(at))


def _old_matter(entry: Any) -> tuple[str, date]:
    subject, due = entry
    return str(subject), date.fromisoformat(due)


def _parked(entry: Any) -> Parked:
    on, clock, reason = entry
    return Parked(date.fromisoformat(on), f"{time.fromisoformat(clock):%H:%M}" if clock else "", str(reason))


def _read(path: Path) -> SavedDraft | None:
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        contact = data["contact_id"]
        started = datetime.fromisoformat(data["started"])
        if started.tzinfo is None:
            return None
        return SavedDraft(
            UUID(data["key"]),
            int(data["debtor_id"]),
            str(data["debtor_name"]),
            None if contact is None else int(contact),
            started,
            data,
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
