"""What a call knows about its debtor, in the form that the advisers need."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from app.advice.guards import CaseFacts, KnownMatter
from app.dutch.normalise import normalise
from app.dutch.promises import OpenItem
from app.ledger.dossier import CallType, ContactPerson, Dispute, Dossier

_LONG_ENOUGH = 5
"""Letters; shorter words stand in every sentence."""
_EVERYDAY = frozenset([
    "factuur", "facturen", "betaling", "betalen", "betaald", "levering", "leveren", "geleverd", "klacht", "klant",
    "wacht", "wachten", "nieuwe", "nieuw", "bedrag", "dagen", "tijdelijk", "termijn", "betalingen",
    "betalingstermijn", "later", "langer", "afgesproken", "afgesloten", "onderdeel", "volgens", "goederen",
    "artikel", "artikelen", "bestelling", "product", "producten", "tegen", "onder", "zonder", "worden", "wordt",
    "heeft", "hebben",
])  # fmt: skip


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


def guard_facts(dossier: Dossier, today: date) -> CaseFacts:
    """The blocked invoices and closed disputes of a dossier, by the words that give them away."""
    disputes = {d.invoice_number: d for d in dossier.disputes if d.closed is None and d.invoice_number}
    blocked = []
    for invoice in dossier.open_invoices():
        if invoice.claimable:
            continue
        dispute = disputes.get(invoice.number)
        complaint = _telling(dispute.subject, dispute.waiting_for) if dispute else _telling(invoice.remark)
        goods = _telling(invoice.goods, dispute.goods if dispute else "")
        blocked.append(KnownMatter(invoice.number, goods, complaint))
    closed = tuple(_closed(dispute) for dispute in dossier.disputes if dispute.closed is not None)
    others = tuple(i.number for i in dossier.open_invoices() if i.claimable)
    return CaseFacts(closed, tuple(blocked), today, others)


def _closed(dispute: Dispute) -> KnownMatter:
    return KnownMatter(
        dispute.invoice_number or "",
        _telling(dispute.goods),
        _telling(dispute.subject),
        dispute.opened.year,
    )


def _telling(*texts: str) -> tuple[str, ...]:
    """The words of a description that tell it apart: long ones, without those that every call has."""
    words = [word for text in texts for word in normalise(text).words]
    return tuple(dict.fromkeys(w for w in words if len(w) >= _LONG_ENOUGH and w not in _EVERYDAY))


def bare_case(call_type: CallType, today: date) -> Case:
    """A case about which nothing is known but the day and the kind of call."""
    return Case(today=today, call_type=call_type)
