"""What matters before the call, in five seconds: goal, call type, opening, checklist.

Everything here is proposed from the dossier; the controller may change each of it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Literal

from app.call.facts import ask_deadline
from app.call.formats import date_with_year, money
from app.call.policy import Policy
from app.call.text import Sentence
from app.ledger.dossier import CallType, ContactPerson, Dossier, PromiseRecord
from app.wording import Wording

GoalKind = Literal["full", "broken_promise", "instalments", "dispute", "contact", "service"]


@dataclass(frozen=True, slots=True)
class Goal:
    """What the call should bring: which invoices, how much, by when."""

    kind: GoalKind
    invoices: tuple[str, ...] = ()
    total: Decimal = Decimal("0.00")
    by: date | None = None


@dataclass(frozen=True, slots=True)
class CheckItem:
    """A point of the preparation; `done` is what the dossier already answers."""

    code: Literal["amount", "agreements", "contacts", "delivery"]
    done: bool


@dataclass(frozen=True, slots=True)
class GoldenHours:
    """Whether this is a good hour to call; advice, never a barrier. Times are `HH:MM` or empty."""

    inside: bool
    until: str = ""
    next: str = ""


@dataclass(frozen=True, slots=True)
class Preparation:
    """The proposal for one call."""

    dossier: Dossier
    contact: ContactPerson | None
    call_type: CallType
    goal: Goal
    goal_text: str
    opening: Sentence
    checklist: tuple[CheckItem, ...]
    golden: GoldenHours
    broken: PromiseRecord | None
    warnings: tuple[Literal["not_authorised", "over_limit", "nothing_claimable"], ...]
    facts: Mapping[str, str]


def prepare(
    dossier: Dossier,
    contact: ContactPerson | None,
    now: datetime,
    policy: Policy,
    wording: Wording,
    facts: Mapping[str, str],
) -> Preparation:
    """Propose a call.

    Args:
        dossier: what the ledger knows.
        contact: who is called; None if nobody is known.
        now: local time, for the golden hours and the deadline.
        policy: limits of the company.
        wording: Dutch texts, for the goal and the opening sentence.
        facts: placeholders of this debtor.
    """
    today = now.date()
    broken = latest_broken(dossier)
    call_type: CallType = "overdue" if any(i.days_late(today) > 0 for i in dossier.claimable()) else "service"
    goal = _goal(dossier, contact, call_type, broken, today)
    extra = {**facts, **_promise_facts(broken, today)}
    opening = f"openings.{goal.kind}"
    return Preparation(
        dossier=dossier,
        contact=contact,
        call_type=call_type,
        goal=goal,
        goal_text=wording.sentence(f"call.goals.{goal.kind}", extra),
        opening=wording.fill(f"call.{opening}", extra),
        checklist=_checklist(dossier),
        golden=golden_hours(now.time(), policy),
        broken=broken,
        warnings=_warnings(dossier, contact),
        facts=facts,
    )


def latest_broken(dossier: Dossier) -> PromiseRecord | None:
    """The latest promise of the debtor that was not kept, if no later one was."""
    own = [p for p in dossier.promises if p.by == "debtor" and p.status in ("kept", "broken")]
    last = max(own, key=lambda p: (p.due, p.made), default=None)
    return last if last is not None and last.status == "broken" else None


def golden_hours(now: time, policy: Policy) -> GoldenHours:
    """Where `now` (local) falls in the hours in which people are reached best."""
    clock = f"{now:%H:%M}"
    for start, end in policy.golden_hours:
        if start <= clock < end:
            return GoldenHours(inside=True, until=end)
    later = next((start for start, _ in policy.golden_hours if start > clock), policy.golden_hours[0][0])
    return GoldenHours(inside=False, next=later)


def _goal(
    dossier: Dossier, contact: ContactPerson | None, call_type: CallType, broken: PromiseRecord | None, today: date
) -> Goal:
    """Source of the kinds: requirements, group A ("goal types"). Without a person to ask, finding one comes first."""
    claimable = dossier.claimable()
    numbers = tuple(i.number for i in claimable)
    total = dossier.undisputed_total()
    if contact is None:
        return Goal("contact", numbers, total)
    if not claimable and dossier.open_invoices():
        return Goal("dispute", tuple(i.number for i in dossier.open_invoices()))
    if call_type == "service":
        return Goal("service", numbers, total)
    kind: GoalKind = "broken_promise" if broken is not None else "instalments" if _short_of_money(dossier) else "full"
    return Goal(kind, numbers, total, ask_deadline(today))


def _short_of_money(dossier: Dossier) -> bool:
    """True if in the latest call with objections the debtor said that he can't pay, or not at once."""
    latest = max((heard.date for heard in dossier.objections), default=None)
    return any(heard.date == latest and heard.objection_id in _ASKS_FOR_TIME for heard in dossier.objections)


_ASKS_FOR_TIME = {"no_money", "instalments_requested"}


def _promise_facts(broken: PromiseRecord | None, today: date) -> dict[str, str]:
    if broken is None:
        return {}
    facts = {"toezegging_datum": date_with_year(broken.due, today)}
    if broken.amount is not None:
        facts["toezegging_bedrag"] = money(broken.amount)
    return facts


def _checklist(dossier: Dossier) -> tuple[CheckItem, ...]:
    return (
        CheckItem("amount", bool(dossier.invoices)),
        CheckItem("agreements", bool(dossier.promises)),
        CheckItem("contacts", bool(dossier.last_call or dossier.timeline)),
        CheckItem("delivery", False),
    )


def _warnings(
    dossier: Dossier, contact: ContactPerson | None
) -> tuple[Literal["not_authorised", "over_limit", "nothing_claimable"], ...]:
    found: list[Literal["not_authorised", "over_limit", "nothing_claimable"]] = []
    if contact is not None and contact.decides is False:
        found.append("not_authorised")
    limit = dossier.figures.credit_limit
    outstanding = sum((i.open_amount for i in dossier.open_invoices()), Decimal(0))
    if limit is not None and outstanding > limit:
        found.append("over_limit")
    if not dossier.claimable():
        found.append("nothing_claimable")
    return tuple(found)
