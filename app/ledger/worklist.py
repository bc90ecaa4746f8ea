"""Who to call today, and what we ourselves promised to do first."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy import func
from sqlalchemy.orm import Session

from app.ledger.dossier import FollowUp, Worklist, WorklistItem
from app.ledger.follow_ups import as_follow_up
from app.ledger.history import current
from app.ledger.promises import NOTHING, bank_processed_until, judge, open_by_number
from app.ledger.tables import (
    CallRow,
    DebtorRow,
    FollowUpRow,
    InvoiceRow,
    PostponementRow,
    PromiseRow,
    ReminderRow,
)

SERVICE_DAYS = 5
"""A service call is proposed from this many days before the due date."""


@dataclass(slots=True)
class _Money:
    """What is open at one debtor and not disputed."""

    overdue: Decimal = NOTHING
    soon: Decimal = NOTHING
    total: Decimal = NOTHING
    oldest_overdue: date | None = None
    first_soon: date | None = None
    newest_soon_invoice: date | None = None
    reminder_level: int = 0


@dataclass(slots=True)
class _Calls:
    """The latest call of one debtor, and what was put off since."""

    latest: CallRow | None = None
    postponed: int = 0
    postponed_until: date | None = None
    latest_service: date | None = None


def read_worklist(session: Session, today: date) -> Worklist:
    """Return what there is to do on this day, most urgent first.

    Order: our own promises; broken promises; callbacks; promises whose check is due; overdue by
        amount, then age; service calls; and last what needs nothing yet (running promises, later
        callbacks, calls put off).
    """
    debtors = {row.identity: row for row in session.scalars(current(DebtorRow))}
    follow_ups = _follow_ups(session)
    own: list[FollowUp] = []
    to_check: list[FollowUp] = []
    for row in follow_ups:
        if row.due <= today and row.kind in {"own_action", "check_bank", "old_matter"}:
            action = as_follow_up(row, debtors[row.debtor_id].name)
            ours = row.kind == "own_action" and row.promise_id is not None
            (own if ours else to_check).append(action)
    items = _items(session, today, debtors, follow_ups)
    return Worklist(
        own_promises=tuple(sorted(own, key=_by_day)),
        items=tuple(items),
        bank_processed_until=bank_processed_until(session),
        to_check=tuple(sorted(to_check, key=_by_day)),
    )


def _by_day(action: FollowUp) -> tuple[date, str, int]:
    return action.due, action.time or "24:00", action.id


def _items(
    session: Session, today: date, debtors: dict[int, DebtorRow], follow_ups: list[FollowUpRow]
) -> Iterable[WorklistItem]:
    money = _money(session, today)
    calls = _calls(session)
    promises = _promises(session, today)
    checks = {f.promise_id: f.due for f in follow_ups if f.kind == "check_bank"}
    planned: dict[int, list[FollowUpRow]] = defaultdict(list)
    for row in follow_ups:
        if row.kind in {"callback", "call"} and row.promise_id is None:
            planned[row.debtor_id].append(row)
    found: list[tuple[tuple[object, ...], WorklistItem]] = []
    for debtor_id in sorted(money.keys() | promises.keys() | planned.keys()):
        debtor = debtors.get(debtor_id)
        if debtor is None:
            continue
        ranked = _rank(
            today,
            debtor,
            money.get(debtor_id, _Money()),
            calls.get(debtor_id, _Calls()),
            promises.get(debtor_id, []),
            planned.get(debtor_id, []),
            checks,
        )
        if ranked is not None:
            found.append(ranked)
    return [item for _, item in sorted(found, key=lambda pair: pair[0])]


def _rank(
    today: date,
    debtor: DebtorRow,
    money: _Money,
    calls: _Calls,
    promises: list[tuple[PromiseRow, str]],
    planned: list[FollowUpRow],
    checks: dict[int | None, date],
) -> tuple[tuple[object, ...], WorklistItem] | None:
    """Return where this debtor stands in the list, or None if there is nothing to call about."""

    def line(
        rank: int, reason: str, *order: object, amount: Decimal, until: date | None = None
    ) -> tuple[tuple[object, ...], WorklistItem]:
        late = (today - money.oldest_overdue).days if money.oldest_overdue else 0
        item = WorklistItem(
            debtor_id=debtor.identity,
            debtor_name=debtor.name,
            amount=amount,
            reason=reason,
            days_late=late,
            reminder_level=money.reminder_level,
            until=until,
            postponed=calls.postponed,
            example=debtor.example,
        )
        return (rank, *order, debtor.name.casefold(), debtor.identity), item

    claim = money.overdue or money.total
    later = [row.due for row in planned if row.due > today]
    if calls.postponed_until is not None and calls.postponed_until > today:
        until = calls.postponed_until
        return line(6, "planned", until, amount=claim, until=until)
    broken = [row.call_id or 0 for row, status in promises if status == "broken"]
    # Called about it since, and a day was agreed: then that day counts.
    since = [row.due for row in planned if broken and (row.call_id or 0) > max(broken)]
    if broken and not since:
        return line(0, "promise_broken", -claim, amount=claim)
    due_now = [row for row in planned if row.due <= today]
    if due_now:
        first = min(due_now, key=lambda row: (row.due, row.time or "24:00"))
        reason = "callback" if first.kind == "callback" else "planned"
        return line(1, reason, first.due, first.time or "24:00", amount=claim, until=first.due)
    running = [row for row, status in promises if status == "running"]
    if running:
        row = min(running, key=lambda row: row.due)
        check = checks.get(row.identity) or next_weekday(row.due)
        amount = row.amount if row.amount is not None else (row.open_when_made or claim)
        rank = 2 if check <= today else 5
        return line(rank, "promise_running", check, amount=amount, until=check)
    if later:
        return line(6, "planned", min(later), amount=claim, until=min(later))
    if money.overdue > 0:
        oldest = money.oldest_overdue or today
        return line(3, "overdue", -money.overdue, oldest, amount=money.overdue)
    if money.soon > 0 and _service_due(money, calls):
        first_due = money.first_soon or today
        return line(4, "service", first_due, amount=money.soon, until=first_due)
    return None


def next_weekday(day: date) -> date:
    """Return the first Monday to Friday after `day`; who plans a check knows the holidays."""
    following = day + timedelta(days=1)
    while following.isoweekday() > 5:
        following += timedelta(days=1)
    return following


def _service_due(money: _Money, calls: _Calls) -> bool:
    """One service call per batch of invoices: those sent after the last one ask for a new one."""
    newest = money.newest_soon_invoice
    return calls.latest_service is None or newest is None or calls.latest_service < newest


def _follow_ups(session: Session) -> list[FollowUpRow]:
    return list(session.scalars(current(FollowUpRow).where(FollowUpRow.done.is_(None))))


def _promises(session: Session, today: date) -> dict[int, list[tuple[PromiseRow, str]]]:
    """Return per debtor the promises that still matter, with their status now."""
    rows = session.scalars(
        current(PromiseRow).where(
            PromiseRow.by == "debtor", PromiseRow.status.in_(("running", "broken"))
        )
    ).all()
    open_now = open_by_number(session, (row.debtor_id for row in rows))
    bank_until = bank_processed_until(session)
    by_debtor: dict[int, list[tuple[PromiseRow, str]]] = defaultdict(list)
    newest: dict[int, int] = {}
    for row in rows:
        newest[row.debtor_id] = max(newest.get(row.debtor_id, 0), row.call_id or 0)
    for row in rows:
        status = judge(row, open_now, bank_until, today)
        still = any(open_now.get((row.debtor_id, number), NOTHING) > 0 for number in row.invoices)
        if status == "broken" and (not still or (row.call_id or 0) < newest[row.debtor_id]):
            # Paid after all, or there is a newer promise about it: history, no reason to call.
            continue
        if status in {"running", "broken"}:
            by_debtor[row.debtor_id].append((row, status))
    return by_debtor


def _money(session: Session, today: date) -> dict[int, _Money]:
    levels = _reminder_levels(session)
    rows = session.execute(
        current(InvoiceRow)
        .where(InvoiceRow.status == "open", InvoiceRow.open_amount != NOTHING)
        .with_only_columns(
            InvoiceRow.identity,
            InvoiceRow.debtor_id,
            InvoiceRow.invoice_date,
            InvoiceRow.due_date,
            InvoiceRow.open_amount,
        )
    )
    money: dict[int, _Money] = defaultdict(_Money)
    for invoice_id, debtor_id, sent, due, amount in rows:
        entry = money[debtor_id]
        entry.total += amount
        if due < today:
            entry.overdue += amount
            if amount > 0:
                entry.oldest_overdue = min(entry.oldest_overdue or due, due)
                entry.reminder_level = max(entry.reminder_level, levels.get(invoice_id, 0))
        elif (due - today).days <= SERVICE_DAYS:
            entry.soon += amount
            entry.first_soon = min(entry.first_soon or due, due)
            entry.newest_soon_invoice = max(entry.newest_soon_invoice or sent, sent)
    return money


def _reminder_levels(session: Session) -> dict[int, int]:
    rows = session.execute(
        current(ReminderRow)
        .with_only_columns(ReminderRow.invoice_id, func.max(ReminderRow.level))
        .group_by(ReminderRow.invoice_id)
    )
    return {row[0]: row[1] for row in rows}


def _calls(session: Session) -> dict[int, _Calls]:
    calls: dict[int, _Calls] = defaultdict(_Calls)
    for row in session.scalars(current(CallRow).order_by(CallRow.started)):
        entry = calls[row.debtor_id]
        if row.result == "no_contact":
            continue
        entry.latest = row
        if row.call_type == "service":
            entry.latest_service = row.started.astimezone().date()
    for put_off in session.scalars(current(PostponementRow).order_by(PostponementRow.postponed_at)):
        entry = calls[put_off.debtor_id]
        if entry.latest is None or put_off.postponed_at > entry.latest.started:
            entry.postponed += 1
            entry.postponed_until = put_off.until
    return calls
