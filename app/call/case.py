"""What a call knows about its debtor, in the form that the advisers need."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from app.advice.guards import CaseFacts
from app.dutch.promises import OpenItem
from app.ledger.dossier import CallType, ContactPerson, Dossier


@dataclass(frozen=True, slots=True)
class Case:
    """One call's circumstances."""

    today: date
    call_type: CallType = "overdue"
    open_items: tuple[OpenItem, ...] = ()
    facts: CaseFacts = field(default_factory=CaseFacts)
    earlier: Mapping[str, int] = MappingProxyType({})
    """How often this debtor used each objection in earlier calls."""
    formal: bool = True
    avoid_service: bool = False


def case_of(dossier: Dossier, contact: ContactPerson | None, call_type: CallType, today: date) -> Case:
    """Take from a dossier what matching, guarding and understanding need."""
    return Case(
        today=today,
        call_type=call_type,
        open_items=tuple(
            OpenItem(i.number, i.open_amount, not i.claimable, i.due_date) for i in dossier.open_invoices()
        ),
        facts=guard_facts(dossier, today),
        earlier=Counter(h.objection_id for h in dossier.objections),
        formal=contact is None or contact.formal,
        avoid_service=dossier.avoid_service,
    )


def bare_case(call_type: CallType, today: date) -> Case:
    """A case about which nothing is known but the day and the kind of call."""
    return Case(today=today, call_type=call_type)
