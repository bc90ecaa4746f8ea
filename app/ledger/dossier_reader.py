"""Everything about one debtor, read in one go and handed out as values."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy.orm import Session

from app.errors import UserError
from app.ledger.dossier import (
    ContactPerson,
    Dispute,
    Dossier,
    Figures,
    HeardObjection,
    Invoice,
    PromiseRecord,
    PromiseStatus,
)
from app.ledger.follow_ups import as_follow_up
from app.ledger.history import current, find
from app.ledger.promises import bank_processed_until, judge, open_by_number
from app.ledger.tables import (
    AttemptRow,
    CallRow,
    ContactRow,
    DebtorRow,
    DisputeRow,
    FollowUpRow,
    HeardRow,
    InvoiceRow,
    NoteRow,
    OfDebtor,
    PostponementRow,
    PromiseRow,
    ReminderRow,
)
from app.ledger.timeline import timeline_of


def read_dossier(session: Session, debtor_id: int, today: date) -> Dossier:
    """Return the dossier of a debtor as it stands today.

    Raises:
        UserError: `debtor_unknown`.
    """
    debtor = find(session, DebtorRow, debtor_id)
    if debtor is None:
        raise UserError("debtor_unknown", debiteur=debtor_id)

    def rows[T: OfDebtor](table: type[T]) -> list[T]:
        statement = current(table).where(table.debtor_id == debtor_id)
        return sorted(session.scalars(statement), key=lambda row: row.identity)

    invoice_rows, reminders, calls = rows(InvoiceRow), rows(ReminderRow), rows(CallRow)
    disputes, notes = rows(DisputeRow), rows(NoteRow)
    numbers = {row.identity: row.number for row in invoice_rows}
    made_in = {row.identity: row for row in calls}
    open_now = open_by_number(session, [debtor_id])
    bank_until = bank_processed_until(session)
    promises = tuple(
        _promise(row, judge(row, open_now, bank_until, today), made_in.get(row.call_id or 0))
        for row in sorted(rows(PromiseRow), key=lambda row: (row.due, row.identity))
    )
    reached = [row.started for row in calls if row.result != "no_contact"]
    follow_ups = [row for row in rows(FollowUpRow) if row.done is None]
    return Dossier(
        id=debtor_id,
        name=debtor.name,
        number=debtor.number,
        payment_term_days=debtor.payment_term_days,
        payment_terms=debtor.payment_terms,
        contacts=tuple(_contact(row) for row in rows(ContactRow)),
        invoices=tuple(
            sorted(
                (_invoice(row, reminders) for row in invoice_rows),
                key=lambda i: (i.due_date, i.number),
            )
        ),
        disputes=tuple(_dispute(row, numbers) for row in disputes),
        promises=promises,
        objections=_objections(rows(HeardRow), made_in, promises),
        timeline=timeline_of(invoice_rows, reminders, calls, disputes, promises, notes, today),
        figures=_figures(debtor),
        handling_notes=tuple(debtor.handling_notes),
        sales_interest=debtor.sales_interest,
        avoid_service=debtor.avoid_service,
        large_company=debtor.large_company,
        example=debtor.example,
        last_call=max(reached, default=None),
        follow_ups=tuple(
            as_follow_up(row, debtor.name)
            for row in sorted(follow_ups, key=lambda row: (row.due, row.time or "24:00", row.id))
        ),
        absences=_since(reached, [row.attempted_at for row in rows(AttemptRow)])
        + _since(reached, [row.started for row in calls if row.result == "no_contact"]),
        postponed=_since(reached, [row.postponed_at for row in rows(PostponementRow)]),
    )


def _since(reached: list[datetime], moments: list[datetime]) -> int:
    """Count the moments after the last call that reached somebody."""
    latest = max(reached, default=None)
    return sum(1 for moment in moments if latest is None or moment > latest)


def _contact(row: ContactRow) -> ContactPerson:
    return ContactPerson(
        id=row.identity,
        name=row.name,
        salutation=row.salutation,
        role=row.role,
        phone=row.phone,
        email=row.email,
        decides=row.decides,
        formal=row.formal,
    )


def _invoice(row: InvoiceRow, reminders: list[ReminderRow]) -> Invoice:
    sent = [r for r in reminders if r.invoice_id == row.identity]
    highest = max(sent, key=lambda r: (r.level, r.sent_on or date.min), default=None)
    return Invoice(
        id=row.identity,
        number=row.number,
        invoice_date=row.invoice_date,
        due_date=row.due_date,
        amount=row.amount,
        open_amount=row.open_amount,
        status=row.status,
        remark=row.remark,
        goods=row.goods,
        reminder_level=highest.level if highest else 0,
        reminder_date=highest.sent_on if highest else None,
        in_list=row.in_list,
    )


def _dispute(row: DisputeRow, numbers: dict[int, str]) -> Dispute:
    return Dispute(
        id=row.identity,
        subject=row.subject,
        opened=row.opened,
        closed=row.closed,
        invoice_number=numbers.get(row.invoice_id) if row.invoice_id is not None else None,
        goods=row.goods,
        waiting_for=row.waiting_for,
        own_fault=row.own_fault,
    )


def _promise(row: PromiseRow, status: PromiseStatus, call: CallRow | None) -> PromiseRecord:
    return PromiseRecord(
        id=row.identity,
        by=row.by,
        made=row.made,
        due=row.due,
        text=row.text,
        amount=_amount(row),
        invoices=tuple(row.invoices),
        method=row.method,
        owner=row.owner,
        status=status,
        goodwill=row.goodwill,
        instalment=row.instalment,
        instalments=row.instalments,
        call_id=row.call_id,
        confirmed=call.confirmed_at if call else None,
    )


def _amount(row: PromiseRow) -> Decimal | None:
    """All of it, where no amount was named, is what was open then."""
    return row.amount if row.amount is not None else row.open_when_made


def _objections(
    heard: list[HeardRow], made_in: dict[int, CallRow], promises: tuple[PromiseRecord, ...]
) -> tuple[HeardObjection, ...]:
    found = []
    for row in heard:
        call = made_in.get(row.call_id)
        if call is None:
            continue
        after = next((p for p in promises if p.call_id == row.call_id and p.by == "debtor"), None)
        decided = after is not None and after.status in {"kept", "broken"}
        found.append(
            HeardObjection(
                objection_id=row.objection_id,
                date=call.started.astimezone().date(),
                promise_after=after.text if after else "",
                promise_kept=after.status == "kept" if after is not None and decided else None,
                promise_due=after.due if after else None,
                promise_amount=after.amount if after else None,
            )
        )
    return tuple(sorted(found, key=lambda o: (o.date, o.objection_id)))


def _figures(row: DebtorRow) -> Figures:
    return Figures(
        customer_years=row.customer_years,
        turnover=row.turnover,
        turnover_trend=row.turnover_trend,
        credit_limit=row.credit_limit,
        days_sales_outstanding=row.days_sales_outstanding,
        paid_on_time_percent=row.paid_on_time_percent,
        complaints_per_year=row.complaints_per_year,
        credit_insured=row.credit_insured,
        rating=row.rating,
        average_open=row.average_open,
        average_overdue=row.average_overdue,
    )
