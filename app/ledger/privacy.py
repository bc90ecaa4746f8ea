"""What the law asks: hand out all about one debtor, erase him, and keep nothing too long."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import delete, inspect, or_, select
from sqlalchemy.orm import Session

from app.ledger.debtors import known_debtor
from app.ledger.history import current
from app.ledger.records import Removed, Retention
from app.ledger.tables import (
    OF_DEBTOR,
    AttemptRow,
    CallRow,
    DebtorRow,
    DisputeRow,
    FeedbackRow,
    FollowUpRow,
    HeardRow,
    InvoiceRow,
    OfDebtor,
    OwnEvaluationRow,
    PromiseRow,
    Recorded,
    ReminderRow,
)


def everything_about(session: Session, debtor_id: int) -> dict[str, Any]:
    """Return every row about a debtor, replaced and withdrawn ones too, by table.

    The private evaluations are the controller's, but they are about a call with this debtor, so
    they are in it.

    Raises:
        UserError: `debtor_unknown`.
    """
    known_debtor(session, debtor_id)
    of_debtor = or_(DebtorRow.id == debtor_id, DebtorRow.root_id == debtor_id)
    found: dict[str, Any] = {
        "debtors": [_plain(row) for row in session.scalars(select(DebtorRow).where(of_debtor))]
    }
    for table in reversed(OF_DEBTOR):
        rows = session.scalars(select(table).where(table.debtor_id == debtor_id).order_by(table.id))
        found[_table_name(table)] = [_plain(row) for row in rows]
    return found


def erase_debtor(session: Session, debtor_id: int) -> Removed:
    """Delete every row about a debtor, the history included. This cannot be undone.

    Raises:
        UserError: `debtor_unknown`.
    """
    known_debtor(session, debtor_id)
    return erase(session, [debtor_id])


def erase(session: Session, debtor_ids: list[int]) -> Removed:
    """Delete every row about these debtors."""
    counts = []
    for table in OF_DEBTOR:
        counts.append(_delete(session, table, table.debtor_id.in_(debtor_ids)))
    of_debtors = or_(DebtorRow.id.in_(debtor_ids), DebtorRow.root_id.in_(debtor_ids))
    counts.append(_delete(session, DebtorRow, of_debtors))
    return Removed(tuple(count for count in counts if count[1]))


def apply_retention(session: Session, keep: Retention, today: date) -> Removed:
    """Delete what is older than it may be kept: whole chains of rows, and what hangs on them.

    An invoice goes only when paid, a complaint only when closed; a call with a running promise or
    an open action stays.
    """
    counts: list[tuple[str, int]] = []

    def before(days: int | None) -> datetime | None:
        if days is None:
            return None
        return datetime.combine(today - timedelta(days=days), datetime.min.time(), UTC)

    if (limit := before(keep.attempts)) is not None:
        counts.append(_delete(session, AttemptRow, AttemptRow.attempted_at < limit))
    if (limit := before(keep.feedback)) is not None:
        counts.append(_delete(session, FeedbackRow, FeedbackRow.given_at < limit))
    if (limit := before(keep.own_evaluations)) is not None:
        old = session.scalars(
            current(OwnEvaluationRow).where(OwnEvaluationRow.recorded_at < limit)
        ).all()
        counts.append(_delete_chains(session, OwnEvaluationRow, [row.identity for row in old]))
    if (limit := before(keep.calls)) is not None:
        counts += _forget_calls(session, limit)
    if (limit := before(keep.closed_disputes)) is not None:
        closed = session.scalars(current(DisputeRow).where(DisputeRow.closed < limit.date())).all()
        counts.append(_delete_chains(session, DisputeRow, [row.identity for row in closed]))
    if (limit := before(keep.paid_invoices)) is not None:
        counts += _forget_invoices(session, limit)
    return Removed(tuple(count for count in counts if count[1]))


def _forget_calls(session: Session, limit: datetime) -> list[tuple[str, int]]:
    busy = set(
        session.scalars(
            current(PromiseRow)
            .where(PromiseRow.status == "running")
            .with_only_columns(PromiseRow.call_id)
        )
    ) | set(
        session.scalars(
            current(FollowUpRow)
            .where(FollowUpRow.done.is_(None))
            .with_only_columns(FollowUpRow.call_id)
        )
    )
    # Withdrawn calls too: their whole chain is older than the limit, or its last row is.
    ended = session.scalars(select(CallRow).where(CallRow.started < limit)).all()
    calls = sorted({row.identity for row in ended} - busy)
    counts: list[tuple[str, int]] = []
    for table in (OwnEvaluationRow, FollowUpRow, PromiseRow, HeardRow):
        counts.append(_delete(session, table, table.call_id.in_(calls)))
    counts.append(_delete_chains(session, CallRow, calls))
    return counts


def _forget_invoices(session: Session, limit: datetime) -> list[tuple[str, int]]:
    paid = session.scalars(
        current(InvoiceRow).where(InvoiceRow.status == "paid", InvoiceRow.recorded_at < limit)
    ).all()
    kept_by = set(session.scalars(select(DisputeRow.invoice_id)))
    invoices = sorted({row.identity for row in paid} - kept_by)
    return [
        _delete(session, ReminderRow, ReminderRow.invoice_id.in_(invoices)),
        _delete_chains(session, InvoiceRow, invoices),
    ]


def _delete_chains(
    session: Session, table: type[Recorded], identities: list[int]
) -> tuple[str, int]:
    chain = or_(table.id.in_(identities), table.root_id.in_(identities))
    return _delete(session, table, chain)


def _delete(session: Session, table: type[Recorded], condition: Any) -> tuple[str, int]:
    session.expire_all()
    done = session.execute(
        delete(table).where(condition).execution_options(synchronize_session=False)
    )
    return _table_name(table), done.rowcount  # type: ignore[attr-defined]


def _table_name(table: type[Recorded] | type[OfDebtor]) -> str:
    return str(inspect(table).local_table.name)


def _plain(row: Recorded) -> dict[str, Any]:
    return {
        column.key: _json(getattr(row, column.key)) for column in inspect(type(row)).column_attrs
    }


def _json(value: object) -> object:
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, date | datetime):
        return value.isoformat()
    return value
