"""A finished call goes into a real ledger and comes back in the dossier and on the list."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from app.advice.catalogue import Catalogue
from app.call.agreement import Callback, Consent, Instalment, NextStep, OwnPromise
from app.call.desk import choose_contact
from app.call.events import ObjectionHeard
from app.call.record import record_of
from app.call.session import CallSession
from app.ledger.dossier import Dossier
from app.ledger.ledger import Ledger
from app.ledger.records import CallRecord
from app.wording import Wording
from tests.call.people import FRIDAY, NOW, TODAY, prepared, session_of

LATER = NOW + timedelta(minutes=7)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.open(tmp_path / "gegevens é.db") as opened:
        yield opened


@pytest.fixture
def debtor(ledger: Ledger) -> Dossier:
    return ledger.dossier(ledger.add_example(TODAY), TODAY)


@pytest.fixture
def session(debtor: Dossier, catalogue: Catalogue, wording: Wording) -> CallSession:
    preparation = prepared(wording, debtor, choose_contact(debtor, None))
    return session_of(catalogue, wording, preparation=preparation)


def record(session: CallSession) -> CallRecord:
    ending = session.ending()
    assert ending.can_save
    return record_of(session, ending, LATER)


def agree(session: CallSession) -> None:
    session.edit("invoices", ("10594", "10671"))
    session.edit("amount", Decimal("6000.00"))
    session.edit("date", FRIDAY)
    session.edit("consent", Consent(True, "ja dat is goed"))


def test_the_example_has_what_the_rehearsal_needs(debtor: Dossier) -> None:
    """The invoices and the contact of the story."""
    assert [(i.number, i.open_amount, i.status) for i in debtor.open_invoices()] == [
        ("10594", Decimal("4000.00"), "open"), ("10671", Decimal("2000.00"), "open"),
        ("10672", Decimal("1000.00"), "blocked"),
    ]  # fmt: skip
    contact = choose_contact(debtor, None)
    assert contact is not None
    assert contact.name == "Arie ter Naad"
    assert choose_contact(debtor, 999) == contact
    assert choose_contact(Dossier(1, "Leeg"), None) is None


def test_an_agreement_is_a_promise_with_its_follow_ups(session: CallSession, ledger: Ledger) -> None:
    """The account on Monday, the call on Tuesday, our own promise once."""
    agree(session)
    session.edit("own_promise", (OwnPromise("Kopie mailen", "Ab de Vries", TODAY),))
    session.edit("goodwill", "geen rente")
    session.handle(ObjectionHeard("debtor", 5.0, "payment_run", 0.9, "zin", "betaalronde", (0, 11), True))
    saved = ledger.save_call(record(session))
    assert [(f.kind, f.due) for f in saved.follow_ups] == [
        ("own_action", TODAY), ("check_bank", date(2026, 9, 14)), ("call", date(2026, 9, 15)),
    ]  # fmt: skip
    dossier = ledger.dossier(session.preparation.dossier.id, TODAY)
    promised = [p for p in dossier.promises if p.call_id == saved.id and p.by == "debtor"]
    assert [(p.due, p.amount, p.invoices, p.goodwill) for p in promised] == [
        (FRIDAY, Decimal("6000.00"), ("10594", "10671"), "geen rente")
    ]
    assert "payment_run" in [heard.objection_id for heard in dossier.objections]


def test_saving_twice_writes_once(session: CallSession, ledger: Ledger) -> None:
    """The key of the call tells."""
    agree(session)
    first = ledger.save_call(record(session))
    second = ledger.save_call(record(session))
    assert second.already_saved
    assert second.id == first.id


def test_instalments_are_saved_in_order_of_date(session: CallSession) -> None:
    """However they were named."""
    late, early = Instalment(date(2026, 9, 18), Decimal("1.00")), Instalment(FRIDAY, Decimal("2.00"))
    session.edit("instalments", (late, early))
    session.edit("consent", Consent(True))
    promise = record(session).promise
    assert promise is not None
    assert [(part.due, part.amount) for part in promise.instalments] == [
        (FRIDAY, Decimal("2.00")), (date(2026, 9, 18), Decimal("1.00")),
    ]  # fmt: skip
    assert promise.due == FRIDAY


def test_a_callback_comes_on_the_list_once(session: CallSession, ledger: Ledger) -> None:
    """Not as a callback and as a follow-up."""
    session.edit("callback", Callback(FRIDAY, "14:00", agreed=True))
    made = record(session)
    assert made.result == "next_step"
    saved = ledger.save_call(made)
    assert [(f.kind, f.due, f.time) for f in saved.follow_ups] == [("callback", FRIDAY, "14:00")]


def test_a_next_step_comes_on_the_list_once(session: CallSession, ledger: Ledger) -> None:
    """With its date."""
    session.edit("next_step", NextStep("Navragen bij de curator", FRIDAY))
    saved = ledger.save_call(record(session))
    assert [(f.kind, f.due, f.text) for f in saved.follow_ups] == [("own_action", FRIDAY, "Navragen bij de curator")]


def test_a_parked_call_is_saved_without_half_a_promise(session: CallSession, ledger: Ledger) -> None:
    """What speech filled in on the way is no agreement."""
    session.form = session.form.hear("date", FRIDAY)
    session.park(date(2026, 9, 14), "10:00", "geen tijd")
    made = record(session)
    assert (made.result, made.promise, made.result_reason) == ("parked", None, "geen tijd")
    saved = ledger.save_call(made)
    assert [(f.kind, f.due, f.time) for f in saved.follow_ups] == [("callback", date(2026, 9, 14), "10:00")]


def test_a_clock_that_was_put_back_does_no_harm(session: CallSession) -> None:
    """The end is never before the start."""
    session.park(FRIDAY)
    made = record_of(session, session.ending(), NOW - timedelta(hours=1))
    assert made.ended == made.started
