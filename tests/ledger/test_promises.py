"""When a promise is kept, and when it may be called broken."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from app.errors import UserError
from app.ledger.dossier import Invoice
from app.ledger.ledger import Ledger
from app.ledger.records import CallRecord, DebtorPromise, Instalment, NewFollowUp, ObjectionRecord

Debtor = Callable[..., int]
Call = Callable[..., CallRecord]

THURSDAY, FRIDAY, MONDAY = date(2026, 9, 10), date(2026, 9, 11), date(2026, 9, 14)


@pytest.fixture
def promised(ledger: Ledger, debtor: Debtor, call: Call) -> int:
    """Return a debtor who promised to pay 100 euros on Friday."""
    debtor_id = debtor("A", ("1", date(2026, 8, 1), "60.00"), ("2", date(2026, 8, 2), "40.00"))
    ledger.save_call(
        call(
            debtor_id,
            "agreement",
            promise=DebtorPromise(FRIDAY, ("1", "2"), Decimal("100.00")),
            follow_ups=(
                NewFollowUp("check_bank", MONDAY, "controleren"),
                NewFollowUp("call", date(2026, 9, 15), "bellen"),
            ),
        )
    )
    return debtor_id


def status(ledger: Ledger, debtor_id: int, today: date) -> str:
    """Return how the only promise stands."""
    (promise,) = ledger.dossier(debtor_id, today).promises
    return promise.status


def pay(ledger: Ledger, debtor_id: int, number: str, left: str) -> None:
    """Leave this much open on an invoice."""
    invoices = ledger.dossier(debtor_id, MONDAY).invoices
    (invoice,) = [i for i in invoices if i.number == number]
    ledger.put_invoice(debtor_id, replace(invoice, open_amount=Decimal(left)))


def test_a_late_promise_runs_until_the_bank_is_booked(ledger: Ledger, promised: int) -> None:
    """On Monday nobody can know yet: Friday's statements have not been booked."""
    ledger.set_bank_processed(THURSDAY, MONDAY)
    assert status(ledger, promised, MONDAY) == "running"


def test_it_is_broken_once_the_bank_is_booked_through_its_day(
    ledger: Ledger, promised: int
) -> None:
    """Booked through Friday and still open: broken, the look at the bank done, the call left."""
    ledger.set_bank_processed(FRIDAY, MONDAY)
    assert status(ledger, promised, MONDAY) == "broken"
    assert [f.kind for f in ledger.dossier(promised, MONDAY).follow_ups] == ["call"]


def test_on_the_promised_day_itself_it_still_runs(ledger: Ledger, promised: int) -> None:
    """The day is not over, whatever has been booked."""
    ledger.set_bank_processed(FRIDAY, FRIDAY)
    assert status(ledger, promised, FRIDAY) == "running"
    assert status(ledger, promised, MONDAY) == "broken"


def test_paid_in_full_is_kept_and_ends_its_actions(ledger: Ledger, promised: int) -> None:
    """Nothing open on the promised invoices: no look at the bank and no call any more."""
    pay(ledger, promised, "1", "0.00")
    pay(ledger, promised, "2", "0.00")
    ledger.set_bank_processed(FRIDAY, MONDAY)
    assert status(ledger, promised, MONDAY) == "kept"
    assert ledger.dossier(promised, MONDAY).follow_ups == ()


def test_paid_in_part_is_broken(ledger: Ledger, promised: int) -> None:
    """Sixty of a hundred came in."""
    pay(ledger, promised, "1", "0.00")
    ledger.set_bank_processed(FRIDAY, MONDAY)
    assert status(ledger, promised, MONDAY) == "broken"


def test_a_broken_promise_stays_broken_when_it_is_paid_late(ledger: Ledger, promised: int) -> None:
    """Late money is welcome; the promise was not kept all the same."""
    ledger.set_bank_processed(FRIDAY, MONDAY)
    pay(ledger, promised, "1", "0.00")
    pay(ledger, promised, "2", "0.00")
    ledger.set_bank_processed(MONDAY, date(2026, 9, 15))
    assert status(ledger, promised, date(2026, 9, 15)) == "broken"


def test_a_person_may_decide_otherwise(ledger: Ledger, promised: int) -> None:
    """The money came into another account: the controller says that it was kept."""
    ledger.set_bank_processed(FRIDAY, MONDAY)
    (promise,) = ledger.dossier(promised, MONDAY).promises
    ledger.resolve_promise(promise.id, "kept")
    assert status(ledger, promised, MONDAY) == "kept"
    assert ledger.dossier(promised, MONDAY).follow_ups == ()


def test_an_unknown_promise_is_told(ledger: Ledger) -> None:
    """It was withdrawn in another window."""
    with pytest.raises(UserError) as error:
        ledger.resolve_promise(12, "kept")
    assert error.value.code == "promise_unknown"


def test_each_instalment_is_judged_by_what_should_have_come_in(
    ledger: Ledger, debtor: Debtor, call: Call
) -> None:
    """The first part paid, the second not: one kept, one broken, one running."""
    debtor_id = debtor("A", ("1", date(2026, 8, 1), "300.00"))
    parts = tuple(
        Instalment(day, Decimal("100.00")) for day in (THURSDAY, FRIDAY, date(2026, 9, 30))
    )
    ledger.save_call(
        call(debtor_id, "agreement", promise=DebtorPromise(FRIDAY, ("1",), instalments=parts))
    )
    pay(ledger, debtor_id, "1", "200.00")
    ledger.set_bank_processed(FRIDAY, MONDAY)
    found = [promise.status for promise in ledger.dossier(debtor_id, MONDAY).promises]
    assert found == ["kept", "broken", "running"]


def test_a_promise_about_nothing_that_was_open_waits_for_a_person(
    ledger: Ledger, debtor: Debtor, call: Call
) -> None:
    """Without a known invoice nothing can tell, so nothing is claimed."""
    debtor_id = debtor("A")
    ledger.save_call(
        call(debtor_id, "agreement", promise=DebtorPromise(FRIDAY, amount=Decimal("10.00")))
    )
    ledger.set_bank_processed(FRIDAY, MONDAY)
    assert status(ledger, debtor_id, MONDAY) == "running"


def test_earlier_objections_tell_whether_the_promise_after_them_was_kept(
    ledger: Ledger, debtor: Debtor, call: Call
) -> None:
    """What the card of a repeated objection shows."""
    debtor_id = debtor("A", ("1", date(2026, 8, 1), "60.00"))
    ledger.save_call(
        call(
            debtor_id,
            "agreement",
            promise=DebtorPromise(FRIDAY, ("1",), text="factuur 1"),
            objections=(ObjectionRecord("payment_run"),),
        )
    )
    ledger.set_bank_processed(FRIDAY, MONDAY)
    (heard,) = ledger.dossier(debtor_id, MONDAY).objections
    assert (heard.promise_after, heard.promise_kept) == ("factuur 1", False)


def test_the_bank_date_is_known_and_can_be_set_back(ledger: Ledger, today: date) -> None:
    """A wrong date is corrected by a newer one."""
    assert ledger.worklist(today).bank_processed_until is None
    ledger.set_bank_processed(FRIDAY, MONDAY)
    ledger.set_bank_processed(THURSDAY, MONDAY)
    assert ledger.worklist(today).bank_processed_until == THURSDAY


def test_a_credit_note_may_be_put_beside_an_invoice(ledger: Ledger, debtor: Debtor) -> None:
    """A negative open item lowers what may be claimed."""
    debtor_id = debtor("A", ("1", date(2026, 8, 1), "100.00"))
    credit = Decimal("-25.00")
    ledger.put_invoice(
        debtor_id, Invoice(0, "C1", date(2026, 8, 1), date(2026, 8, 31), credit, credit)
    )
    assert ledger.dossier(debtor_id, MONDAY).undisputed_total() == Decimal("75.00")
