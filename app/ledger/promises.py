"""Promises to pay: running, kept or broken, and how that is found out.

A promise is broken only when its day has passed, the bank has been booked through that day, and not
enough came in on the promised invoices since it was made. Until then it is running, however late it
looks.
"""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy.orm import Session

from app.errors import UserError
from app.ledger.columns import utc_now
from app.ledger.dossier import PromiseStatus
from app.ledger.history import current, find, supersede
from app.ledger.tables import BankRow, FollowUpRow, InvoiceRow, PromiseRow

NOTHING = Decimal("0.00")


def bank_processed_until(session: Session) -> date | None:
    """Return the day through which the bank has been booked, or None if nobody ever said so."""
    newest = session.scalars(current(BankRow).order_by(BankRow.id.desc()).limit(1)).first()
    return newest.until if newest else None


def set_bank_processed(session: Session, until: date, today: date) -> None:
    """Note that the bank is booked through `until`, and judge the promises that waited for it."""
    if bank_processed_until(session) != until:
        session.add(BankRow(until=until))
        session.flush()
    settle(session, today)


def open_by_number(session: Session, debtor_ids: Iterable[int]) -> dict[tuple[int, str], Decimal]:
    """Return what is open per (debtor, invoice number); paid invoices are left out."""
    rows = session.execute(
        current(InvoiceRow)
        .where(InvoiceRow.debtor_id.in_(set(debtor_ids)), InvoiceRow.status != "paid")
        .with_only_columns(InvoiceRow.debtor_id, InvoiceRow.number, InvoiceRow.open_amount)
    )
    return {(debtor_id, number): amount for debtor_id, number, amount in rows}


def judge(
    promise: PromiseRow,
    open_now: dict[tuple[int, str], Decimal],
    bank_until: date | None,
    today: date,
) -> PromiseStatus:
    """Return the status of a promise of the debtor as things stand now.

    Args:
        promise: what was promised. A status other than running was decided before and stays.
        open_now: what is open per (debtor, invoice number), see `open_by_number`.
        bank_until: the day through which the bank has been booked.
        today: the day on which the question is asked.
    """
    if promise.status != "running" or promise.by != "debtor":
        return promise.status
    then = promise.open_when_made
    if not then:
        # Nothing was known to be open when it was made, so nothing can tell whether it was kept.
        return "running"
    still = sum((open_now.get((promise.debtor_id, n), NOTHING) for n in promise.invoices), NOTHING)
    if then - still >= (promise.due_by_then if promise.due_by_then is not None else then):
        return "kept"
    if bank_until is not None and bank_until >= promise.due and today > promise.due:
        return "broken"
    return "running"


def settle(session: Session, today: date, now: datetime | None = None) -> int:
    """Write down which running promises turned out kept or broken. Returns how many did."""
    running = session.scalars(
        current(PromiseRow).where(PromiseRow.by == "debtor", PromiseRow.status == "running")
    ).all()
    open_now = open_by_number(session, (row.debtor_id for row in running))
    bank_until = bank_processed_until(session)
    settled = 0
    for row in running:
        status = judge(row, open_now, bank_until, today)
        if status != "running":
            _decide(session, row, status, "settled", now or utc_now())
            settled += 1
    return settled


def resolve(session: Session, promise_id: int, status: PromiseStatus, now: datetime) -> None:
    """Write down what a person decided about a promise, whatever was found before.

    Raises:
        UserError: `promise_unknown`.
    """
    row = find(session, PromiseRow, promise_id)
    if row is None:
        raise UserError("promise_unknown", id=promise_id)
    if row.status != status:
        _decide(session, row, status, "resolved", now)


def _decide(
    session: Session, row: PromiseRow, status: PromiseStatus, reason: str, now: datetime
) -> None:
    supersede(session, row, status=status, reason=reason)
    # Kept: neither the bank nor the debtor needs a look. Broken: the look at the bank has been had;
    # the call remains.
    over = {"kept": ("check_bank", "call", "own_action"), "broken": ("check_bank",)}.get(status, ())
    waiting = session.scalars(
        current(FollowUpRow).where(
            FollowUpRow.promise_id == row.identity,
            FollowUpRow.kind.in_(over),
            FollowUpRow.done.is_(None),
        )
    ).all()
    for follow_up in waiting:
        supersede(session, follow_up, done=now, reason=f"promise {status}")
