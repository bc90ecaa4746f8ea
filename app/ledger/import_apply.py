"""An open-items list, written into the ledger: what is new, what changed, what is no longer in it.

Nothing is written for what is already so, so that importing the same list twice changes nothing.
The example debtors are never matched: a real Jansen BV is somebody else.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from sqlalchemy import func, insert, inspect
from sqlalchemy.orm import Session

from app.ledger.columns import utc_now
from app.ledger.debtors import plain
from app.ledger.history import current
from app.ledger.import_rows import ImportRow
from app.ledger.importers import ImportPreview
from app.ledger.promises import NOTHING, settle
from app.ledger.tables import (
    ContactRow,
    DebtorRow,
    InvoiceRow,
    Recorded,
    ReminderRow,
)
from app.ledger.tables import (
    ImportRow as ImportedRow,
)

MissingInvoices = Literal["report", "paid", "ignore"]
"""What to do with invoices that the list no longer has: mark and report them, treat them as paid,
or nothing, because the list is not complete."""

_BATCH = 1000

type _Owned = tuple[int | None, ImportRow]
"""A row with the debtor whom it means; None where it is settled and of nobody we know."""


@dataclass(frozen=True, slots=True)
class MissingInvoice:
    """An invoice that was imported before and is not in this list."""

    debtor_id: int
    debtor_name: str
    number: str
    open_amount: Decimal


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What an import did. `unchanged` counts rows for which nothing was written."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    paid: int = 0
    """Invoices that became paid: nothing open any more, or not in the list and treated so."""
    rejected: int = 0
    new_debtors: int = 0
    missing: tuple[MissingInvoice, ...] = ()
    """Not in this list: since now, or already since an earlier one. Not deleted."""

    @property
    def wrote(self) -> bool:
        """True if anything in the ledger is different now."""
        return bool(self.new or self.changed or self.paid)


@dataclass(slots=True)
class _Known:
    """What the ledger holds before the import; found by what a list says."""

    by_number: dict[str, int] = field(default_factory=dict)
    by_name: dict[str, int] = field(default_factory=dict)
    debtors: dict[int, dict[str, Any]] = field(default_factory=dict)
    invoices: dict[tuple[int, str], dict[str, Any]] = field(default_factory=dict)
    levels: dict[int, int] = field(default_factory=dict)
    contacts: dict[tuple[int, str], dict[str, Any]] = field(default_factory=dict)

    def debtor(self, row: ImportRow) -> int | None:
        """Return the debtor whom a row means, or None for a new one."""
        if row.debtor_number and row.debtor_number in self.by_number:
            return self.by_number[row.debtor_number]
        found = self.by_name.get(plain(row.debtor_name)) if row.debtor_name else None
        if found is None:
            return None
        # Two debtors may share a name; a number of their own tells them apart.
        own = self.debtors[found]["number"]
        return found if not own or not row.debtor_number else None

    def keep(self, identity: int, columns: dict[str, Any]) -> None:
        """Remember a debtor."""
        self.debtors[identity] = columns
        if columns["number"]:
            self.by_number[columns["number"]] = identity
        self.by_name.setdefault(plain(columns["name"]), identity)


def apply(
    session: Session, preview: ImportPreview, today: date, missing: MissingInvoices
) -> ImportResult:
    """Write a list into the ledger, and judge the running promises by what is open now.

    Args:
        session: a writing session.
        preview: what `importers.preview` read.
        today: for judging promises.
        missing: what an invoice that is not in the list means.
    """
    known = _read_known(session)
    new_debtors = _add_debtors(session, known, preview.rows)
    owned = [(known.debtor(row), row) for row in preview.rows]
    work = _Work()
    for debtor_id, row in owned:
        if debtor_id is None:
            # Settled, and of nobody we know: no reason to make a debtor.
            work.unchanged += 1
        else:
            work.row(known, debtor_id, row)
    debtor_changes = _debtor_changes(known, owned)
    _insert(session, DebtorRow, debtor_changes)
    _insert(session, InvoiceRow, work.changed)
    _add_invoices(session, work)
    _insert(session, ReminderRow, work.reminders)
    contacts = _contacts(known, owned)
    _insert(session, ContactRow, contacts)
    gone = _missing(known, work.seen) if missing != "ignore" else []
    paid_now = _note_missing(session, gone, missing)
    changed = work.changed_count + len(debtor_changes) + len(contacts)
    result = ImportResult(
        new=len(work.new),
        changed=changed,
        unchanged=work.unchanged,
        paid=work.paid + paid_now,
        rejected=preview.rejected,
        new_debtors=new_debtors,
        missing=tuple(
            MissingInvoice(
                columns["debtor_id"],
                known.debtors[columns["debtor_id"]]["name"],
                columns["number"],
                columns["open_amount"],
            )
            for columns in gone
        ),
    )
    if result.wrote or any(columns["in_list"] for columns in gone):
        session.add(
            ImportedRow(
                file_name=preview.file_name,
                sha256=preview.sha256,
                new=result.new,
                changed=result.changed,
                unchanged=result.unchanged,
                missing=len(gone),
                rejected=result.rejected,
            )
        )
        session.flush()
    settle(session, today)
    return result


def _add_invoices(session: Session, work: "_Work") -> None:
    """Insert the new invoices; only for those with a reminder the id has to come back, which is slow."""
    pairs = list(zip(work.new, work.new_rows, strict=True))
    _insert(session, InvoiceRow, [columns for columns, row in pairs if not row.reminder_level])
    reminded = [(columns, row) for columns, row in pairs if row.reminder_level]
    ids = _insert_returning(session, InvoiceRow, [columns for columns, _ in reminded])
    for invoice_id, (columns, row) in zip(ids, reminded, strict=True):
        work.remind(invoice_id, row, columns["debtor_id"], 0)


@dataclass(slots=True)
class _Work:
    """What has to be written for the invoices of a list."""

    new: list[dict[str, Any]] = field(default_factory=list)
    new_rows: list[ImportRow] = field(default_factory=list)
    changed: list[dict[str, Any]] = field(default_factory=list)
    reminders: list[dict[str, Any]] = field(default_factory=list)
    seen: set[tuple[int, str]] = field(default_factory=set)
    changed_count: int = 0
    unchanged: int = 0
    paid: int = 0

    def row(self, known: _Known, debtor_id: int, row: ImportRow) -> None:
        """Compare one row with what is known of its invoice."""
        key = (debtor_id, row.number.casefold())
        self.seen.add(key)
        before = known.invoices.get(key)
        if before is None:
            if row.open_amount == 0:
                # Settled before we ever knew it: nothing to collect and nothing to remember.
                self.unchanged += 1
                return
            self.new.append(_invoice_columns(debtor_id, row) | _new(row))
            self.new_rows.append(row)
            return
        changes = _changes(before, row)
        reminded = self.remind(
            before["identity"], row, debtor_id, known.levels.get(before["identity"], 0)
        )
        if changes:
            self.changed.append(_superseding(before, changes))
        if changes.get("status") == "paid":
            self.paid += 1
        elif changes or reminded:
            self.changed_count += 1
        else:
            self.unchanged += 1

    def remind(self, invoice_id: int, row: ImportRow, debtor_id: int, level: int) -> bool:
        """Note a reminder that only the list knows. Returns whether there is one."""
        if row.reminder_level <= level:
            return False
        self.reminders.append(
            {
                "debtor_id": debtor_id,
                "invoice_id": invoice_id,
                "level": row.reminder_level,
                "sent_on": row.reminder_date,
            }
        )
        return True


def _new(row: ImportRow) -> dict[str, Any]:
    return {"status": row.status or "open", "remark": row.description or "", "imported": True}


def _invoice_columns(debtor_id: int, row: ImportRow) -> dict[str, Any]:
    return {
        "debtor_id": debtor_id,
        "number": row.number,
        "invoice_date": row.invoice_date,
        "due_date": row.due_date,
        "amount": row.amount,
        "open_amount": row.open_amount,
    }


def _changes(before: Mapping[str, Any], row: ImportRow) -> dict[str, Any]:
    """Return what the list says otherwise; what a person decided here stands if it is silent."""
    wanted: dict[str, Any] = {
        "invoice_date": row.invoice_date,
        "due_date": row.due_date,
        "amount": row.amount,
        "open_amount": row.open_amount,
        "in_list": True,
        "imported": True,
    }
    if row.description:
        wanted["remark"] = row.description
    if row.open_amount == 0:
        wanted["status"] = "paid"
    elif row.status is not None:
        wanted["status"] = row.status
    elif before["status"] == "paid":
        wanted["status"] = "open"
    return {name: value for name, value in wanted.items() if before[name] != value}


def _read_known(session: Session) -> _Known:
    known = _Known()
    for row in session.scalars(current(DebtorRow).where(~DebtorRow.example)):
        known.keep(row.identity, _columns_of(row))
    names = [column.key for column in inspect(InvoiceRow).column_attrs]
    # Plain tuples: a hundred thousand invoices as objects would take twice the memory and time.
    for values in session.execute(
        current(InvoiceRow).with_only_columns(*(getattr(InvoiceRow, name) for name in names))
    ):
        columns = dict(zip(names, values, strict=True))
        columns["identity"] = columns["root_id"] or columns["id"]
        known.invoices[columns["debtor_id"], columns["number"].casefold()] = columns
    levels = session.execute(
        current(ReminderRow)
        .with_only_columns(ReminderRow.invoice_id, func.max(ReminderRow.level))
        .group_by(ReminderRow.invoice_id)
    )
    known.levels = {row[0]: row[1] for row in levels}
    for contact in session.scalars(current(ContactRow)):
        known.contacts[contact.debtor_id, plain(contact.name)] = _columns_of(contact)
    return known


def _columns_of(row: Recorded) -> dict[str, Any]:
    columns = {column.key: getattr(row, column.key) for column in inspect(type(row)).column_attrs}
    return columns | {"identity": row.identity}


def _superseding(before: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """Return the columns of a row that replaces `before`, see `history.supersede`."""
    keep = {
        name: value
        for name, value in before.items()
        if name not in {"id", "identity", "recorded_at", "reason", "root_id", "supersedes_id"}
    }
    return keep | dict(changes) | {"root_id": before["identity"], "supersedes_id": before["id"]}


def _add_debtors(session: Session, known: _Known, rows: Iterable[ImportRow]) -> int:
    fresh: dict[str, dict[str, Any]] = {}
    for row in rows:
        if known.debtor(row) is None and row.open_amount != 0:
            columns = fresh.setdefault(
                row.debtor_number or plain(row.debtor_name),
                {"number": row.debtor_number, "name": row.debtor_name or row.debtor_number},
            )
            if row.term_days is not None:
                columns["payment_term_days"] = row.term_days
            else:
                columns.setdefault("payment_term_days", 30)
    new = list(fresh.values())
    for identity, columns in zip(_insert_returning(session, DebtorRow, new), new, strict=True):
        known.keep(identity, columns)
    return len(new)


def _debtor_changes(known: _Known, owned: Iterable[_Owned]) -> list[dict[str, Any]]:
    """Return rows for debtors who got another name, or a number, in the list."""
    wanted: dict[int, dict[str, Any]] = {}
    for debtor_id, row in owned:
        before = known.debtors.get(debtor_id) if debtor_id is not None else None
        if debtor_id is None or before is None or "id" not in before:
            continue
        changes = {}
        if row.debtor_name and plain(row.debtor_name) != plain(before["name"]):
            changes["name"] = row.debtor_name
        if row.debtor_number and row.debtor_number != before["number"]:
            changes["number"] = row.debtor_number
        if changes:
            wanted.setdefault(debtor_id, {}).update(changes)
    return [_superseding(known.debtors[who], changes) for who, changes in wanted.items()]


def _contacts(known: _Known, owned: Iterable[_Owned]) -> list[dict[str, Any]]:
    """Return rows for contacts that are new in the list, or have another number there."""
    wanted: dict[tuple[int, str], dict[str, Any]] = {}
    reachable = {debtor_id for debtor_id, _ in known.contacts}
    for debtor_id, row in owned:
        if debtor_id is None or not (row.contact or row.phone or row.email):
            continue
        before = known.contacts.get((debtor_id, plain(row.contact)))
        if before is None and not row.contact and debtor_id in reachable:
            # A phone number of nobody in particular, while there are people to call already.
            continue
        details = {n: v for n, v in (("phone", row.phone), ("email", row.email)) if v}
        if before is None:
            columns = {"debtor_id": debtor_id, "name": row.contact, "phone": "", "email": ""}
            wanted.setdefault((debtor_id, plain(row.contact)), columns).update(details)
        elif any(before[name] != value for name, value in details.items()):
            wanted[debtor_id, plain(row.contact)] = _superseding(before, details)
    return list(wanted.values())


def _missing(known: _Known, seen: set[tuple[int, str]]) -> list[dict[str, Any]]:
    """Return the imported, unpaid invoices of real debtors that the list does not have."""
    return [
        columns
        for key, columns in known.invoices.items()
        if key not in seen
        and columns["imported"]
        and columns["status"] != "paid"
        and columns["debtor_id"] in known.debtors
    ]


def _note_missing(
    session: Session, gone: Sequence[dict[str, Any]], missing: MissingInvoices
) -> int:
    """Mark invoices as not in the list, or as paid. Returns how many became paid."""
    if missing == "paid":
        changes = {"in_list": False, "status": "paid", "open_amount": NOTHING}
        _insert(session, InvoiceRow, [_superseding(columns, changes) for columns in gone])
        return len(gone)
    newly = [columns for columns in gone if columns["in_list"]]
    _insert(session, InvoiceRow, [_superseding(c, {"in_list": False}) for c in newly])
    return 0


def _insert(session: Session, table: type[Recorded], rows: Sequence[dict[str, Any]]) -> None:
    now = utc_now()
    for start in range(0, len(rows), _BATCH):
        batch = [{"recorded_at": now, **row} for row in rows[start : start + _BATCH]]
        # Rows of one batch must name the same columns.
        for names in sorted({tuple(sorted(row)) for row in batch}):
            same = [row for row in batch if tuple(sorted(row)) == names]
            session.execute(insert(table), same)


def _insert_returning(
    session: Session, table: type[Recorded], rows: Sequence[dict[str, Any]]
) -> list[int]:
    """Insert rows and return their ids in the same order."""
    ids: list[int] = []
    for start in range(0, len(rows), _BATCH):
        statement = insert(table).returning(table.id, sort_by_parameter_order=True)
        ids += session.scalars(statement, list(rows[start : start + _BATCH]))
    return ids
