"""What is wrong or missing in an agreement form, field by field.

Problems are codes; the Dutch sentences stand in `resources/texts/form.yaml`.
"""

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from app.call.agreement import AgreementForm, FieldName, Instalment
from app.call.formats import date_with_year, money
from app.call.policy import Policy
from app.dutch.dates.working_days import is_working_day
from app.ledger.dossier import Dossier


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to put right. `blocking` is False for a remark that the controller may overrule."""

    field: FieldName
    code: str
    facts: Mapping[str, str] = dataclasses.field(default_factory=dict)
    blocking: bool = True


def find_problems(
    form: AgreementForm, dossier: Dossier, today: date, policy: Policy
) -> tuple[Problem, ...]:
    """Check the whole form against the dossier, the calendar and the policy.

    An empty form has no problems: whether there is a result at all is asked at the end of the call.
    """
    return (
        *_invoices(form, dossier),
        *_amount(form, dossier, policy),
        *_date(form, today, policy),
        *_instalments(form, today, policy),
        *_own_promises(form, today),
        *_callback(form, today, policy),
        *_next_step(form, today),
    )


def _invoices(form: AgreementForm, dossier: Dossier) -> Iterator[Problem]:
    known = {invoice.number: invoice for invoice in dossier.open_invoices()}
    for number in form.value("invoices") or ():
        invoice = known.get(number)
        if invoice is None:
            yield Problem("invoices", "invoice_unknown", {"factuur": number})
        elif not invoice.claimable:
            yield Problem("invoices", "invoice_blocked", {"factuur": number}, blocking=False)


def _amount(form: AgreementForm, dossier: Dossier, policy: Policy) -> Iterator[Problem]:
    amount: Decimal | None = form.value("amount")
    numbers: tuple[str, ...] = form.value("invoices") or ()
    if amount is None:
        if form.value("date") is not None and not form.value("instalments"):
            yield Problem("amount", "amount_missing")
        return
    if amount <= 0:
        yield Problem("amount", "amount_not_positive")
        return
    open_amounts = {i.number: i.open_amount for i in dossier.open_invoices()}
    chosen = sum((open_amounts.get(number, Decimal(0)) for number in numbers), Decimal(0))
    total = sum(open_amounts.values(), Decimal(0))
    if open_amounts and amount > total:
        yield Problem("amount", "amount_above_total", {"bedrag": money(total)}, blocking=False)
    elif chosen and amount > chosen:
        yield Problem("amount", "amount_above_invoices", {"bedrag": money(chosen)}, blocking=False)
    elif chosen and amount < chosen:
        facts = {"rest": money(chosen - amount)}
        yield Problem("amount", "amount_below_invoices", facts, blocking=False)


def _date(form: AgreementForm, today: date, policy: Policy) -> Iterator[Problem]:
    day: date | None = form.value("date")
    if day is None:
        if form.value("amount") is not None and not form.value("instalments"):
            yield Problem("date", "date_missing")
        return
    yield from _payment_day("date", day, today)
    latest = today + timedelta(days=policy.latest_promise_days)
    if day > latest and not form.value("instalments"):
        facts = {"uiterlijk": date_with_year(latest, today)}
        yield Problem("date", "date_too_late", facts, blocking=False)


def _payment_day(name: FieldName, day: date, today: date) -> Iterator[Problem]:
    if day < today:
        yield Problem(name, "date_past", {"datum": date_with_year(day, today)})
    elif not is_working_day(day):
        facts = {"datum": date_with_year(day, today)}
        yield Problem(name, "date_not_working", facts, blocking=False)


def _instalments(form: AgreementForm, today: date, policy: Policy) -> Iterator[Problem]:
    plan: tuple[Instalment, ...] = form.value("instalments") or ()
    if not plan:
        return
    if any(part.date is None or part.amount is None or part.amount <= 0 for part in plan):
        yield Problem("instalments", "instalment_incomplete")
        return
    days = [part.date for part in plan if part.date]
    if any(day < today for day in days):
        yield Problem("instalments", "instalment_past")
    if days != sorted(days):
        yield Problem("instalments", "instalment_order", blocking=False)
    if len(plan) > policy.max_instalments:
        facts = {"aantal": str(policy.max_instalments)}
        yield Problem("instalments", "instalment_too_many", facts, blocking=False)
    amount = form.value("amount")
    total = sum((part.amount for part in plan if part.amount), Decimal(0))
    if amount is not None and total != amount:
        facts = {"som": money(total), "bedrag": money(amount)}
        yield Problem("instalments", "instalment_sum", facts)


def _own_promises(form: AgreementForm, today: date) -> Iterator[Problem]:
    for promise in form.value("own_promise") or ():
        facts = {"tekst": promise.text}
        if not promise.owner:
            yield Problem("own_promise", "own_without_owner", facts, blocking=False)
        if promise.deadline is None:
            yield Problem("own_promise", "own_without_deadline", facts)
        elif promise.deadline < today:
            yield Problem("own_promise", "own_past", facts)


def _callback(form: AgreementForm, today: date, policy: Policy) -> Iterator[Problem]:
    callback = form.value("callback")
    if callback is None:
        return
    if callback.date is None:
        yield Problem("callback", "callback_without_date")
    elif callback.date < today:
        yield Problem("callback", "callback_past")
    elif callback.date > today + timedelta(days=policy.latest_callback_days):
        yield Problem("callback", "callback_far", blocking=False)
    elif not is_working_day(callback.date):
        yield Problem("callback", "callback_not_working", blocking=False)
    if callback.date is not None and not callback.time:
        yield Problem("callback", "callback_without_time", blocking=False)


def _next_step(form: AgreementForm, today: date) -> Iterator[Problem]:
    step = form.value("next_step")
    if step is None:
        return
    if not step.text:
        yield Problem("next_step", "next_step_without_text")
    if step.date is None:
        yield Problem("next_step", "next_step_without_date")
    elif step.date < today:
        yield Problem("next_step", "next_step_past")
