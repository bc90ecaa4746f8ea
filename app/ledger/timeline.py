"""The history of a debtor as one list, newest first."""

from collections.abc import Iterable
from datetime import date

from app.ledger.dossier import PromiseRecord, TimelineEntry
from app.ledger.tables import CallRow, DisputeRow, InvoiceRow, NoteRow, ReminderRow

_WITHIN_A_DAY = ("invoice", "reminder", "dispute", "call", "promise", "mail", "note")
"""What came first on the same day."""


def timeline_of(
    invoices: Iterable[InvoiceRow],
    reminders: Iterable[ReminderRow],
    calls: Iterable[CallRow],
    disputes: Iterable[DisputeRow],
    promises: Iterable[PromiseRecord],
    notes: Iterable[NoteRow],
    today: date,
) -> tuple[TimelineEntry, ...]:
    """Return what happened up to and including today; reminders without a date are left out."""
    numbers = {row.identity: row.number for row in invoices}
    entries = [
        TimelineEntry(row.invoice_date, "invoice", row.number, amount=row.amount)
        for row in invoices
    ]
    entries += [
        TimelineEntry(row.sent_on, "reminder", numbers.get(row.invoice_id, ""), str(row.level))
        for row in reminders
        if row.sent_on is not None
    ]
    for call in calls:
        entries.append(
            TimelineEntry(
                call.started.astimezone().date(), "call", call.notes or call.goal, call.result
            )
        )
        if call.confirmed_at is not None:
            sent = call.confirmed_at.astimezone().date()
            entries.append(TimelineEntry(sent, "mail", "", "confirmation"))
    for dispute in disputes:
        entries.append(TimelineEntry(dispute.opened, "dispute", dispute.subject, "opened"))
        if dispute.closed is not None:
            entries.append(TimelineEntry(dispute.closed, "dispute", dispute.subject, "closed"))
    for promise in promises:
        text = promise.text or ", ".join(promise.invoices)
        state = promise.status if promise.by == "debtor" else "us"
        entries.append(TimelineEntry(promise.made, "promise", text, state, promise.amount))
    entries += [TimelineEntry(row.noted_on, "note", row.text) for row in notes]
    past = [entry for entry in entries if entry.date <= today]
    past.sort(key=lambda entry: (entry.date, _WITHIN_A_DAY.index(entry.kind)), reverse=True)
    return tuple(past)
