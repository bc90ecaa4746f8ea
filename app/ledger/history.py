"""Append-only: how a row is read, replaced and withdrawn without ever changing it."""

from typing import Any

from sqlalchemy import Select, exists, inspect, or_, select
from sqlalchemy.orm import Session, aliased

from app.ledger.tables import Recorded


def current[T: Recorded](table: type[T]) -> Select[T]:
    """Select the rows that hold now: replaced by no other row and not withdrawn."""
    newer = aliased(table)
    return select(table).where(
        ~exists().where(newer.supersedes_id == table.id), table.withdrawn.is_(False)
    )


def find[T: Recorded](session: Session, table: type[T], identity: int) -> T | None:
    """Return the row that describes this thing now, or None if there is none (any more)."""
    # Not by `identity`: an expression has no index, and a ledger may hold 100,000 invoices.
    chain = or_(table.id == identity, table.root_id == identity)
    return session.scalars(current(table).where(chain)).one_or_none()


def supersede[T: Recorded](session: Session, row: T, **changes: Any) -> T:
    """Add a row that replaces `row`: the same columns, with `changes`. Returns the new row."""
    keep = {
        column.key: getattr(row, column.key)
        for column in inspect(type(row)).column_attrs
        if column.key not in {"id", "recorded_at", "supersedes_id", "root_id", "reason"}
    }
    newer = type(row)(**keep | changes | {"root_id": row.identity, "supersedes_id": row.id})
    session.add(newer)
    session.flush()
    return newer


def withdraw[T: Recorded](session: Session, row: T, reason: str = "", **changes: Any) -> T:
    """Add a row that takes `row` back; it stays in the history and nothing shows it any more."""
    return supersede(session, row, withdrawn=True, reason=reason, **changes)
