"""Dated actions: done, put off, and calls that reached nobody."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from app.errors import UserError
from app.ledger.dossier import FollowUp
from app.ledger.history import find, supersede
from app.ledger.records import AttemptOutcome
from app.ledger.tables import AttemptRow, FollowUpRow, PostponementRow, PromiseRow


def as_follow_up(row: FollowUpRow, debtor_name: str) -> FollowUp:
    """Return the value of a row."""
    return FollowUp(
        id=row.identity,
        debtor_id=row.debtor_id,
        debtor_name=debtor_name,
        kind=row.kind,
        due=row.due,
        text=row.text,
        time=row.time,
        done=row.done,
    )


def complete(session: Session, follow_up_id: int, when: datetime) -> None:
    """Mark an action as done, and our own promise behind it as kept; twice changes nothing.

    Raises:
        UserError: `follow_up_unknown`.
    """
    row = _known(session, follow_up_id)
    if row.done is not None:
        return
    supersede(session, row, done=when)
    promise = find(session, PromiseRow, row.promise_id) if row.promise_id is not None else None
    if promise is not None and promise.by == "us" and promise.status == "running":
        supersede(session, promise, status="kept", reason="done")


def reopen(session: Session, follow_up_id: int) -> None:
    """Take back that an action was done.

    Raises:
        UserError: `follow_up_unknown`.
    """
    row = _known(session, follow_up_id)
    if row.done is None:
        return
    supersede(session, row, done=None, reason="reopened")
    promise = find(session, PromiseRow, row.promise_id) if row.promise_id is not None else None
    if promise is not None and promise.by == "us" and promise.status == "kept":
        supersede(session, promise, status="running", reason="reopened")


def move(session: Session, follow_up_id: int, due: date, time: str) -> None:
    """Give an action another day.

    Raises:
        UserError: `follow_up_unknown`.
    """
    row = _known(session, follow_up_id)
    supersede(session, row, due=due, time=time, reason="moved")


def postpone(session: Session, debtor_id: int, until: date, now: datetime) -> None:
    """Put off the call to a debtor until this day; each time counts."""
    session.add(PostponementRow(debtor_id=debtor_id, until=until, postponed_at=now))
    session.flush()


def record_attempt(
    session: Session,
    debtor_id: int,
    outcome: AttemptOutcome,
    when: datetime,
    contact_id: int | None,
    note: str,
) -> None:
    """Note a call that did not reach the person."""
    session.add(
        AttemptRow(
            debtor_id=debtor_id,
            contact_id=contact_id,
            attempted_at=when,
            outcome=outcome,
            note=note,
        )
    )
    session.flush()


def _known(session: Session, follow_up_id: int) -> FollowUpRow:
    row = find(session, FollowUpRow, follow_up_id)
    if row is None:
        raise UserError("follow_up_unknown", id=follow_up_id)
    return row
