"""What is to be done after a call, and on which working day.

Source of the two steps: requirements, group K. The account is checked on the first working day after the promised date,
once the bank has been processed; the call follows on the next working day.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from app.call.agreement import AgreementForm
from app.call.formats import money
from app.dutch.dates.working_days import next_working_day
from app.ledger.dossier import FollowUpKind
from app.wording import Wording

_END = 2099
"""From this year on no holidays are known and a date is a slip of the pen; the form marks it as too late."""


@dataclass(frozen=True, slots=True)
class FollowUpPlan:
    """A dated action; `time` is `HH:MM` or empty."""

    kind: FollowUpKind
    due: date
    text: str
    time: str = ""


@dataclass(frozen=True, slots=True)
class Parked:
    """A call that was broken off politely, to go on later."""

    on: date
    time: str = ""
    reason: str = ""


def plan_follow_ups(
    form: AgreementForm,
    wording: Wording,
    parked: Parked | None = None,
    old_matters: tuple[tuple[str, date], ...] = (),
) -> tuple[FollowUpPlan, ...]:
    """All dated actions of this call in order of date, our own promises and the agreed callback included."""
    plans: list[FollowUpPlan] = []
    for due, amount in _payments(form):
        if due.year >= _END:
            continue
        facts = {"bedrag": money(amount)} if amount is not None else {}
        check = next_working_day(due)
        plans.append(FollowUpPlan("check_bank", check, wording.sentence("call.follow_ups.check_bank", facts)))
        plans.append(FollowUpPlan("call", next_working_day(check), wording.sentence("call.follow_ups.call")))
    for promise in form.value("own_promise") or ():
        if promise.deadline is not None:
            plans.append(FollowUpPlan("own_action", promise.deadline, promise.text))
    callback = form.value("callback")
    if callback is not None and callback.date is not None:
        facts = {"tijd": callback.time}
        text = wording.sentence("call.follow_ups.callback", facts)
        plans.append(FollowUpPlan("callback", callback.date, text, callback.time))
    step = form.value("next_step")
    if step is not None and step.date is not None and step.text:
        plans.append(FollowUpPlan("own_action", step.date, step.text))
    if parked is not None:
        text = wording.sentence("call.follow_ups.parked", {"tijd": parked.time})
        plans.append(FollowUpPlan("callback", parked.on, text, parked.time))
    for subject, due in old_matters:
        text = wording.sentence("call.follow_ups.old_matter", {"kwestie": subject})
        plans.append(FollowUpPlan("old_matter", due, text))
    return tuple(sorted(plans, key=lambda plan: (plan.due, plan.time)))


def _payments(form: AgreementForm) -> list[tuple[date, Decimal | None]]:
    if form.result != "agreement":
        return []  # a day that was heard without an amount is nothing to look for on the account
    plan = form.value("instalments")
    if plan:
        return [(part.date, part.amount) for part in plan if part.date is not None]
    due = form.value("date")
    return [] if due is None else [(due, form.value("amount"))]
