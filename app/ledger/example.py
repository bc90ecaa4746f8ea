"""The example dossiers: made relative to today, marked, and removable as a whole.

What is in them stands in `resources/example/dossier.json`, where a whole number as a date counts
days from today.
"""

import json
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import uuid4

from sqlalchemy.orm import Session

from app.ledger.history import current
from app.ledger.privacy import erase
from app.ledger.records import Removed
from app.ledger.tables import (
    CallRow,
    ContactRow,
    DebtorRow,
    DisputeRow,
    FollowUpRow,
    HeardRow,
    InvoiceRow,
    NoteRow,
    PromiseRow,
    Recorded,
    ReminderRow,
)
from app.ledger.worklist import next_weekday

EXAMPLE = Path(__file__).parents[2] / "resources" / "example" / "dossier.json"

_EUROS = {"turnover", "credit_limit", "average_open", "average_overdue"}


def add_example(session: Session, today: date, file: Path) -> int:
    """Add the example debtors unless they are there. Returns the id of the one to rehearse with."""
    there = session.scalars(current(DebtorRow).where(DebtorRow.example)).all()
    if there:
        return min(row.identity for row in there)
    content = json.loads(file.read_text(encoding="utf-8"))
    ids = [_Writer(session, today).debtor(entry) for entry in content["debtors"]]
    return ids[0]


def has_example(session: Session) -> bool:
    """Return whether the example debtors are there."""
    return session.scalars(current(DebtorRow).where(DebtorRow.example).limit(1)).first() is not None


def remove_example(session: Session) -> Removed:
    """Delete the example debtors with everything that was done with them."""
    there = session.scalars(current(DebtorRow).where(DebtorRow.example)).all()
    return erase(session, [row.identity for row in there]) if there else Removed()


class _Writer:
    """Writes the entries of the file as rows."""

    def __init__(self, session: Session, today: date) -> None:
        self._session = session
        self._today = today

    def debtor(self, entry: Mapping[str, Any]) -> int:
        """Write one debtor with all that belongs to him; returns his id."""
        parts = {"contacts", "invoices", "disputes", "notes", "calls", "figures"}
        figures = {
            name: Decimal(value) if name in _EUROS else value
            for name, value in entry.get("figures", {}).items()
        }
        columns = {name: value for name, value in entry.items() if name not in parts}
        debtor_id = self._add(DebtorRow(**columns, **figures, example=True))
        contacts = {
            person["name"]: self._add(ContactRow(debtor_id=debtor_id, **person))
            for person in entry.get("contacts", ())
        }
        invoices = {
            invoice["number"]: self._invoice(debtor_id, invoice)
            for invoice in entry.get("invoices", ())
        }
        for dispute in entry.get("disputes", ()):
            self._dispute(debtor_id, dispute, invoices)
        for note in entry.get("notes", ()):
            day = self._day(note["noted_on"])
            self._add(NoteRow(debtor_id=debtor_id, noted_on=day, text=note["text"]))
        for call in entry.get("calls", ()):
            self._call(debtor_id, call, contacts)
        return debtor_id

    def _invoice(self, debtor_id: int, entry: Mapping[str, Any]) -> int:
        status = entry.get("status", "open")
        amount = Decimal(entry["amount"])
        invoice_id = self._add(
            InvoiceRow(
                debtor_id=debtor_id,
                number=entry["number"],
                invoice_date=self._day(entry["invoice_date"]),
                due_date=self._day(entry["due_date"]),
                amount=amount,
                open_amount=Decimal("0.00") if status == "paid" else amount,
                status=status,
                remark=entry.get("remark", ""),
                goods=entry.get("goods", ""),
            )
        )
        for reminder in entry.get("reminders", ()):
            self._add(
                ReminderRow(
                    debtor_id=debtor_id,
                    invoice_id=invoice_id,
                    level=reminder["level"],
                    sent_on=self._day(reminder["sent_on"]),
                )
            )
        return invoice_id

    def _dispute(
        self, debtor_id: int, entry: Mapping[str, Any], invoices: Mapping[str, int]
    ) -> None:
        self._add(
            DisputeRow(
                debtor_id=debtor_id,
                invoice_id=invoices.get(entry.get("invoice", "")),
                subject=entry["subject"],
                opened=self._day(entry["opened"]),
                closed=self._day(entry["closed"]) if "closed" in entry else None,
                goods=entry.get("goods", ""),
                waiting_for=entry.get("waiting_for", ""),
                own_fault=entry.get("own_fault", False),
            )
        )

    def _call(self, debtor_id: int, entry: Mapping[str, Any], contacts: Mapping[str, int]) -> None:
        day = self._day(entry["day"])
        started = datetime.combine(day, time.fromisoformat(entry["time"])).astimezone()
        ended = started + timedelta(minutes=entry["minutes"])
        step_day = entry.get("next_step_day")
        call_id = self._add(
            CallRow(
                debtor_id=debtor_id,
                key=str(uuid4()),
                contact_id=contacts[entry["contact"]],
                call_type=entry.get("call_type", "overdue"),
                goal=entry["goal"],
                started=started,
                ended=ended,
                result=entry["result"],
                consent=entry.get("consent", False),
                next_step=entry.get("next_step", ""),
                next_step_date=None if step_day is None else self._day(step_day),
                confirmation=entry.get("confirmation", "none"),
                confirmed_at=ended if entry.get("confirmation") == "sent" else None,
            )
        )
        of = {"debtor_id": debtor_id, "call_id": call_id}
        for objection in entry.get("objections", ()):
            self._add(HeardRow(**of, **objection))
        if "promise" in entry:
            self._promise(of, day, entry["promise"])
        for ours in entry.get("our_promises", ()):
            due = self._day(ours["due"])
            promise_id = self._add(
                PromiseRow(**of, by="us", made=day, due=due, text=ours["text"], owner=ours["owner"])
            )
            self._add(
                FollowUpRow(
                    **of, promise_id=promise_id, kind="own_action", due=due, text=ours["text"]
                )
            )

    def _promise(self, of: Mapping[str, int], made: date, entry: Mapping[str, Any]) -> None:
        due, amount = self._day(entry["due"]), Decimal(entry["amount"])
        promise_id = self._add(
            PromiseRow(
                **of,
                by="debtor",
                made=made,
                due=due,
                text=entry["text"],
                amount=amount,
                invoices=list(entry["invoices"]),
                method=entry["method"],
                status=entry.get("status", "running"),
                open_when_made=amount,
                due_by_then=amount,
            )
        )
        if "check" in entry:
            check = next_weekday(due)
            self._add(
                FollowUpRow(
                    **of, promise_id=promise_id, kind="check_bank", due=check, text=entry["check"]
                )
            )

    def _day(self, value: int | str) -> date:
        if isinstance(value, int):
            return self._today + timedelta(days=value)
        return date.fromisoformat(value)

    def _add(self, row: Recorded) -> int:
        self._session.add(row)
        self._session.flush()
        return row.identity
