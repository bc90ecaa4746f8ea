"""A finished call: written in one go, and corrected or taken back without being overwritten."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import UserError
from app.ledger.debtors import known_debtor
from app.ledger.dossier import FollowUp
from app.ledger.follow_ups import as_follow_up
from app.ledger.history import current, find, supersede, withdraw
from app.ledger.promises import NOTHING
from app.ledger.records import CallRecord, Confirmation, DebtorPromise, Instalment, SavedCall
from app.ledger.tables import (
    CallRow,
    FollowUpRow,
    HeardRow,
    InvoiceRow,
    OfDebtor,
    PromiseRow,
)


def save_call(session: Session, record: CallRecord) -> SavedCall:
    """Write a call with everything that came of it; a key that is there already writes nothing.

    Raises:
        UserError: `debtor_unknown` when the debtor was erased meanwhile.
    """
    before = session.scalars(select(CallRow).where(CallRow.key == str(record.key))).one_or_none()
    if before is not None:
        return saved(session, before, already=True)
    known_debtor(session, record.debtor_id)
    call = CallRow(**call_columns(record))
    session.add(call)
    session.flush()
    _add(session, call.identity, children_of(session, call.identity, record))
    _finish_planned_calls(session, call, record.ended)
    return saved(session, call, already=False)


def correct_call(session: Session, call_id: int, record: CallRecord, reason: str) -> SavedCall:
    """Replace a call by a better account of it; what did not change keeps its history.

    The promises and actions that are the same in both accounts stay as they are, also when they
    were done or decided meanwhile. The others are withdrawn, and the new ones added.

    Raises:
        UserError: `call_unknown`.
    """
    before = session.scalars(select(CallRow).where(CallRow.key == str(record.key))).one_or_none()
    if before is not None and before.identity == call_id and before.supersedes_id is not None:
        return saved(session, before, already=True)
    old = known_call(session, call_id)
    columns = call_columns(record)
    if before is not None:
        # The key of the first account may come back in its correction; a row needs one of its own.
        columns["key"] = str(uuid4())
    newer = supersede(session, old, **columns, reason=reason)
    wanted = children_of(session, call_id, record)
    for kept in _children(session, call_id):
        same = next((row for row in wanted if _same(row, kept)), None)
        if same is None:
            withdraw(session, kept, reason)
        else:
            wanted.remove(same)
    _add(session, call_id, wanted)
    _link_again(session, call_id)
    return saved(session, newer, already=False)


def withdraw_call(session: Session, call_id: int, reason: str) -> None:
    """Take a call back with all that came of it.

    Raises:
        UserError: `call_unknown`.
    """
    call = known_call(session, call_id)
    for row in _children(session, call_id):
        withdraw(session, row, reason)
    withdraw(session, call, reason, key=str(uuid4()))


def set_confirmation(session: Session, call_id: int, status: Confirmation, at: datetime) -> None:
    """Note that the confirmation mail is a draft, or was sent at this moment.

    Raises:
        UserError: `call_unknown`.
    """
    call = known_call(session, call_id)
    if call.confirmation != status:
        supersede(
            session,
            call,
            key=str(uuid4()),
            confirmation=status,
            confirmed_at=at if status == "sent" else None,
        )


def known_call(session: Session, call_id: int) -> CallRow:
    """Return the row of a call as it stands, or raise `call_unknown`."""
    call = find(session, CallRow, call_id)
    if call is None:
        raise UserError("call_unknown", id=call_id)
    return call


def saved(session: Session, call: CallRow, *, already: bool) -> SavedCall:
    """Describe what stands in the ledger for this call."""
    name = known_debtor(session, call.debtor_id).name
    promises = session.scalars(current(PromiseRow).where(PromiseRow.call_id == call.identity)).all()
    actions = session.scalars(current(FollowUpRow).where(FollowUpRow.call_id == call.identity))
    follow_ups: list[FollowUp] = [as_follow_up(row, name) for row in actions]
    return SavedCall(
        id=call.identity,
        key=UUID(call.key),
        debtor_id=call.debtor_id,
        promise_ids=tuple(row.identity for row in promises),
        follow_ups=tuple(sorted(follow_ups, key=lambda f: (f.due, f.time, f.id))),
        already_saved=already,
    )


def call_columns(record: CallRecord) -> dict[str, object]:
    """Return the columns of the call itself."""
    callback, step = record.callback, record.next_step
    return {
        "key": str(record.key),
        "debtor_id": record.debtor_id,
        "contact_id": record.contact_id,
        "call_type": record.call_type,
        "goal": record.goal,
        "started": record.started,
        "ended": record.ended,
        "mood": record.mood,
        "result": record.result,
        "result_reason": record.result_reason,
        "consent": record.consent,
        "consent_words": record.consent_words,
        "callback_date": callback.date if callback else None,
        "callback_time": callback.time if callback else "",
        "callback_agreed": callback.agreed if callback else False,
        "next_step": step.text if step else "",
        "next_step_date": step.date if step else None,
        "notes": record.notes,
        "future_invoices": record.future_invoices,
        "confirmation": record.confirmation,
        "confirmed_at": record.ended if record.confirmation == "sent" else None,
    }


def children_of(session: Session, call_id: int, record: CallRecord) -> list[OfDebtor]:
    """Return the rows of a call, not yet added: objections, promises both ways, actions."""
    of = {"debtor_id": record.debtor_id, "call_id": call_id}
    made = record.started.astimezone().date()
    rows: list[OfDebtor] = [
        HeardRow(**of, objection_id=o.objection_id, state=o.state, at_seconds=o.at_seconds)
        for o in record.objections
    ]
    if record.promise is not None:
        rows += promise_rows(session, record.promise, made=made, **of)
    for ours in record.our_promises:
        rows.append(
            PromiseRow(**of, by="us", made=made, due=ours.due, text=ours.text, owner=ours.owner)
        )
    actions = {(f.kind, f.due, f.time, f.text) for f in record.follow_ups}
    listed = {(kind, text) for kind, _, _, text in actions}
    actions |= {
        ("own_action", ours.due, "", ours.text)
        for ours in record.our_promises
        if ("own_action", ours.text) not in listed
    }
    back = record.callback
    if back is not None and not any(
        kind == "callback" and due == back.date for kind, due, _, _ in actions
    ):
        actions.add(("callback", back.date, back.time, record.goal))
    rows += [
        FollowUpRow(**of, kind=kind, due=due, time=time, text=text)
        for kind, due, time, text in sorted(actions)
    ]
    return rows


def promise_rows(
    session: Session, promise: DebtorPromise, *, debtor_id: int, call_id: int | None, made: object
) -> list[PromiseRow]:
    """Return one row for a promise in one go, or one for each instalment."""
    open_rows = session.scalars(
        current(InvoiceRow).where(InvoiceRow.debtor_id == debtor_id, InvoiceRow.status != "paid")
    ).all()
    numbers = list(promise.invoices) or [r.number for r in open_rows if r.status == "open"]
    total = sum((r.open_amount for r in open_rows if r.number in numbers), NOTHING)
    parts: Sequence[Instalment] = promise.instalments
    columns = {
        "debtor_id": debtor_id,
        "call_id": call_id,
        "by": "debtor",
        "made": made,
        "text": promise.text,
        "invoices": numbers,
        "method": promise.method,
        "goodwill": promise.goodwill,
        "open_when_made": total,
        "instalments": len(parts),
    }
    if not parts:
        amount = promise.amount
        return [PromiseRow(**columns, due=promise.due, amount=amount, due_by_then=amount)]
    rows, so_far = [], Decimal("0.00")
    for number, part in enumerate(sorted(parts, key=lambda p: p.due), start=1):
        so_far += part.amount
        rows.append(
            PromiseRow(
                **columns, due=part.due, amount=part.amount, due_by_then=so_far, instalment=number
            )
        )
    return rows


_DESCRIBES: dict[type[OfDebtor], tuple[str, ...]] = {
    HeardRow: ("objection_id", "state", "at_seconds"),
    PromiseRow: ("by", "due", "text", "amount", "invoices", "method", "goodwill", "owner"),
    FollowUpRow: ("kind", "due", "time", "text"),
}
"""What makes two rows of one call the same: not the outcome, which may have come in between."""


def _same(one: OfDebtor, other: OfDebtor) -> bool:
    # A row that was not written yet has None where the table will put an empty text.
    return type(one) is type(other) and all(
        (getattr(one, name) or None) == (getattr(other, name) or None)
        for name in _DESCRIBES[type(one)]
    )


def _children(session: Session, call_id: int) -> list[OfDebtor]:
    found: list[OfDebtor] = []
    found += session.scalars(current(FollowUpRow).where(FollowUpRow.call_id == call_id))
    found += session.scalars(current(HeardRow).where(HeardRow.call_id == call_id))
    found += session.scalars(current(PromiseRow).where(PromiseRow.call_id == call_id))
    return found


def _add(session: Session, call_id: int, rows: Sequence[OfDebtor]) -> None:
    """Add the rows of a call, actions last, each tied to the promise that it is about."""
    actions = [row for row in rows if isinstance(row, FollowUpRow)]
    session.add_all(row for row in rows if not isinstance(row, FollowUpRow))
    session.flush()
    promises = session.scalars(current(PromiseRow).where(PromiseRow.call_id == call_id)).all()
    for row in actions:
        row.promise_id = _promise_behind(row, promises)
        session.add(row)
    session.flush()


def _promise_behind(action: FollowUpRow, promises: Sequence[PromiseRow]) -> int | None:
    """Return which promise an action is about, so that keeping the promise ends the action."""
    if action.kind == "own_action":
        ours = (p for p in promises if p.by == "us" and p.text == action.text)
        return next((p.identity for p in ours), None)
    if action.kind in {"check_bank", "call"}:
        # The look at the bank comes after the instalment that it is about.
        before = [p for p in promises if p.by == "debtor" and p.due <= action.due]
        return max(before, key=lambda p: p.due).identity if before else None
    return None


def _link_again(session: Session, call_id: int) -> None:
    """After a correction: actions that stayed may be about a promise that was replaced."""
    promises = session.scalars(current(PromiseRow).where(PromiseRow.call_id == call_id)).all()
    for row in session.scalars(current(FollowUpRow).where(FollowUpRow.call_id == call_id)).all():
        behind = _promise_behind(row, promises)
        if behind != row.promise_id:
            supersede(session, row, promise_id=behind)


def _finish_planned_calls(session: Session, call: CallRow, ended: datetime) -> None:
    """A call that was made ends the callbacks and calls that were planned up to its day."""
    if call.result == "no_contact":
        return
    planned = session.scalars(
        current(FollowUpRow).where(
            FollowUpRow.debtor_id == call.debtor_id,
            FollowUpRow.kind.in_(("callback", "call")),
            FollowUpRow.due <= ended.astimezone().date(),
            FollowUpRow.done.is_(None),
        )
    ).all()
    for row in planned:
        if row.call_id != call.identity:
            supersede(session, row, done=ended, reason="called")
