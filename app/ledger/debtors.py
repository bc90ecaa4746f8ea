"""Debtors and what belongs to them outside a call: found, added, corrected."""

import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache

from sqlalchemy.orm import Session

from app.errors import UserError
from app.ledger.dossier import ContactPerson, Figures, Invoice, InvoiceStatus
from app.ledger.history import current, find, supersede, withdraw
from app.ledger.promises import NOTHING
from app.ledger.records import DebtorDetails, DebtorLine, NewDispute
from app.ledger.tables import (
    ContactRow,
    DebtorRow,
    DisputeRow,
    InvoiceRow,
    NoteRow,
    ReminderRow,
)


@lru_cache(maxsize=8192)
def plain(text: str) -> str:
    """Return text for comparing: lower case, without accents, one space between words."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(c for c in letters if not unicodedata.combining(c)).split())


def list_debtors(session: Session, search: str, limit: int) -> tuple[DebtorLine, ...]:
    """Return debtors that have all words of `search`, by name.

    The words may be in the name, the number, a contact's name or an invoice number.
    """
    texts: dict[int, list[str]] = defaultdict(list)
    open_amounts: dict[int, Decimal] = defaultdict(lambda: NOTHING)
    invoices = session.execute(
        current(InvoiceRow)
        .where(InvoiceRow.status != "paid")
        .with_only_columns(InvoiceRow.debtor_id, InvoiceRow.number, InvoiceRow.open_amount)
    )
    for debtor_id, number, amount in invoices:
        open_amounts[debtor_id] += amount
        texts[debtor_id].append(number)
    words = plain(search).split()
    if words:
        for contact in session.scalars(current(ContactRow)):
            texts[contact.debtor_id].append(contact.name)
    found = []
    for row in session.scalars(current(DebtorRow)):
        searched = plain(" ".join((row.name, row.number, *texts[row.identity])))
        if all(word in searched for word in words):
            found.append(
                DebtorLine(
                    row.identity, row.number, row.name, open_amounts[row.identity], row.example
                )
            )
    return tuple(sorted(found, key=lambda line: (plain(line.name), line.id))[:limit])


def put_debtor(session: Session, details: DebtorDetails, debtor_id: int | None) -> int:
    """Add a debtor, or correct what is known about one. Returns his id."""
    columns = _debtor_columns(details)
    if debtor_id is None:
        row = DebtorRow(**columns)
        session.add(row)
        session.flush()
        return row.identity
    old = known_debtor(session, debtor_id)
    if _differs(old, columns):
        supersede(session, old, **columns)
    return debtor_id


def _debtor_columns(details: DebtorDetails) -> dict[str, object]:
    figures = {name: getattr(details.figures, name) for name in Figures.__slots__}
    return figures | {
        "number": details.number,
        "name": details.name,
        "payment_term_days": details.payment_term_days,
        "payment_terms": details.payment_terms,
        "large_company": details.large_company,
        "avoid_service": details.avoid_service,
        "sales_interest": details.sales_interest,
        "handling_notes": list(details.handling_notes),
    }


def put_contact(session: Session, debtor_id: int, person: ContactPerson) -> int:
    """Add a contact (`person.id` 0) or correct one. Returns the contact's id.

    Raises:
        UserError: `debtor_unknown`, `contact_unknown`.
    """
    known_debtor(session, debtor_id)
    columns = {name: getattr(person, name) for name in ContactPerson.__slots__ if name != "id"}
    if not person.id:
        row = ContactRow(debtor_id=debtor_id, **columns)
        session.add(row)
        session.flush()
        return row.identity
    old = find(session, ContactRow, person.id)
    if old is None or old.debtor_id != debtor_id:
        raise UserError("contact_unknown", id=person.id)
    if _differs(old, columns):
        supersede(session, old, **columns)
    return person.id


def withdraw_contact(session: Session, contact_id: int, reason: str) -> None:
    """Take a contact off the list of a debtor; earlier calls keep naming him.

    Raises:
        UserError: `contact_unknown`.
    """
    row = find(session, ContactRow, contact_id)
    if row is None:
        raise UserError("contact_unknown", id=contact_id)
    withdraw(session, row, reason)


def put_invoice(session: Session, debtor_id: int, invoice: Invoice) -> int:
    """Add an invoice (`invoice.id` 0) or correct one; reminders are added apart. Returns its id.

    Raises:
        UserError: `debtor_unknown`, `invoice_unknown`.
    """
    known_debtor(session, debtor_id)
    apart = {"id", "reminder_level", "reminder_date"}
    columns = {name: getattr(invoice, name) for name in Invoice.__slots__ if name not in apart}
    if not invoice.id:
        row = InvoiceRow(debtor_id=debtor_id, **columns)
        session.add(row)
        session.flush()
        return row.identity
    old = known_invoice(session, invoice.id)
    if old.debtor_id != debtor_id:
        raise UserError("invoice_unknown", id=invoice.id)
    if _differs(old, columns):
        supersede(session, old, **columns)
    return invoice.id


def set_invoice(
    session: Session, invoice_id: int, status: InvoiceStatus, remark: str | None, goods: str | None
) -> None:
    """Give an invoice another status; paid means that nothing is open on it.

    Raises:
        UserError: `invoice_unknown`.
    """
    row = known_invoice(session, invoice_id)
    columns: dict[str, object] = {"status": status}
    if remark is not None:
        columns["remark"] = remark
    if goods is not None:
        columns["goods"] = goods
    if status == "paid":
        columns["open_amount"] = NOTHING
    elif row.status == "paid":
        columns["open_amount"] = row.amount
    if _differs(row, columns):
        supersede(session, row, **columns)


def open_dispute(session: Session, debtor_id: int, dispute: NewDispute, opened: date) -> int:
    """Note a complaint; its invoice, if any, is left out of what may be claimed. Returns the id.

    Raises:
        UserError: `debtor_unknown`, `invoice_unknown`.
    """
    known_debtor(session, debtor_id)
    row = DisputeRow(
        debtor_id=debtor_id,
        invoice_id=dispute.invoice_id,
        subject=dispute.subject,
        opened=opened,
        goods=dispute.goods,
        waiting_for=dispute.waiting_for,
        own_fault=dispute.own_fault,
    )
    if dispute.invoice_id is not None:
        invoice = known_invoice(session, dispute.invoice_id)
        if invoice.status == "open":
            supersede(session, invoice, status="disputed", reason="dispute opened")
    session.add(row)
    session.flush()
    return row.identity


def close_dispute(session: Session, dispute_id: int, closed: date) -> None:
    """Note that a complaint was dealt with; its invoice may be claimed again.

    Raises:
        UserError: `dispute_unknown`.
    """
    row = find(session, DisputeRow, dispute_id)
    if row is None:
        raise UserError("dispute_unknown", id=dispute_id)
    if row.closed is not None:
        return
    supersede(session, row, closed=closed)
    invoice = find(session, InvoiceRow, row.invoice_id) if row.invoice_id is not None else None
    if invoice is not None and invoice.status in {"disputed", "blocked"}:
        supersede(session, invoice, status="open", reason="dispute closed")


def add_reminder(session: Session, invoice_id: int, level: int, sent_on: date) -> None:
    """Note that a reminder for an invoice was sent.

    Raises:
        UserError: `invoice_unknown`.
    """
    invoice = known_invoice(session, invoice_id)
    row = ReminderRow(
        debtor_id=invoice.debtor_id, invoice_id=invoice_id, level=level, sent_on=sent_on
    )
    session.add(row)
    session.flush()


def add_note(session: Session, debtor_id: int, day: date, text: str) -> None:
    """Add a dated remark to the history of a debtor.

    Raises:
        UserError: `debtor_unknown`.
    """
    known_debtor(session, debtor_id)
    session.add(NoteRow(debtor_id=debtor_id, noted_on=day, text=text))
    session.flush()


def known_debtor(session: Session, debtor_id: int) -> DebtorRow:
    """Return the row of a debtor as it stands, or raise `debtor_unknown`."""
    row = find(session, DebtorRow, debtor_id)
    if row is None:
        raise UserError("debtor_unknown", debiteur=debtor_id)
    return row


def known_invoice(session: Session, invoice_id: int) -> InvoiceRow:
    """Return the row of an invoice as it stands, or raise `invoice_unknown`."""
    row = find(session, InvoiceRow, invoice_id)
    if row is None:
        raise UserError("invoice_unknown", id=invoice_id)
    return row


def _differs(row: object, columns: Mapping[str, object]) -> bool:
    return any(getattr(row, name) != value for name, value in columns.items())
