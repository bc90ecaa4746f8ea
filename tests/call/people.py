"""Debtors for the tests: the example of the rehearsal as plain values; sessions with a clock that is turned by hand."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from app.advice.catalogue import Catalogue
from app.call.facts import CaseWords, sentence_facts
from app.call.policy import Policy
from app.call.preparation import Preparation, prepare
from app.call.session import CallSession
from app.ledger.dossier import ContactPerson, Dispute, Dossier, Invoice, PromiseRecord
from app.wording import Wording

TODAY = date(2026, 9, 8)
FRIDAY = date(2026, 9, 11)
NOW = datetime(2026, 9, 8, 10, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))
ARIE = ContactPerson(1, "Arie ter Naad", "meneer", "directeur", email="arie@jansen.example", decides=True)
SANNE = ContactPerson(2, "Sanne Bakker", "mevrouw", email="sanne@jansen.example", decides=False, formal=False)


def euros(amount: str) -> Decimal:
    return Decimal(amount)


def invoice(number: str, amount: str, due: date, status: Any = "open", **more: Any) -> Invoice:
    return Invoice(int(number), number, due - timedelta(days=30), due, euros(amount), euros(amount), status, **more)


INVOICES = (
    invoice("10594", "4000.00", date(2026, 8, 19)),
    invoice("10671", "2000.00", date(2026, 9, 6)),
    invoice("10672", "1000.00", date(2026, 9, 6), "blocked", remark="transportschade"),
)
DISPUTE = Dispute(1, "transportschade aan een racefiets", date(2026, 8, 12), invoice_number="10672")
BROKEN = PromiseRecord(
    5, "debtor", date(2026, 8, 28), date(2026, 9, 4), amount=Decimal("4000.00"), invoices=("10594",), status="broken"
)


def jansen(**changes: Any) -> Dossier:
    values: dict[str, Any] = {
        "id": 1, "name": "Jansen BV", "contacts": (ARIE, SANNE), "invoices": INVOICES, "disputes": (DISPUTE,),
    }  # fmt: skip
    return Dossier(**{**values, **changes})


def facts_of(
    dossier: Dossier, contact: ContactPerson | None, wording: Wording, today: date = TODAY
) -> Mapping[str, str]:
    words = CaseWords(**wording.get("call.words"))
    return sentence_facts(dossier, contact, today, words, controller="Ab de Vries", company="Vliegensvlug BV")


def prepared(
    wording: Wording, dossier: Dossier | None = None, contact: ContactPerson | None = ARIE, now: datetime = NOW
) -> Preparation:
    dossier = dossier or jansen()
    return prepare(dossier, contact, now, Policy(), wording, facts_of(dossier, contact, wording, now.date()))


@dataclass
class Clock:
    """Seconds that pass only when a test says so."""

    now: float = 100.0

    def __call__(self) -> float:
        return self.now


def session_of(
    catalogue: Catalogue,
    wording: Wording,
    clock: Clock | None = None,
    preparation: Preparation | None = None,
    **more: Any,
) -> CallSession:
    return CallSession(
        preparation or prepared(wording),
        catalogue,
        wording,
        Policy(),
        clock=clock or Clock(),
        now=NOW.astimezone(UTC).astimezone(NOW.tzinfo),
        controller="Ab de Vries",
        company="Vliegensvlug BV",
        **more,
    )
