"""What there is to do today, and in which order."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from app.ledger.dossier import InvoiceStatus
from app.ledger.ledger import Ledger
from app.ledger.records import Callback as AgreedCallback
from app.ledger.records import CallRecord, DebtorPromise, NewFollowUp, OurPromise

Debtor = Callable[..., int]
Call = Callable[..., CallRecord]

FRIDAY, MONDAY, TUESDAY = date(2026, 9, 11), date(2026, 9, 14), date(2026, 9, 15)


def reasons(ledger: Ledger, today: date) -> list[tuple[str, str]]:
    """Return name and reason of each line, from the top."""
    return [(item.debtor_name, item.reason) for item in ledger.worklist(today).items]


def overdue(days: int) -> date:
    """Return a due date so many days before the rehearsal's Tuesday."""
    return date.fromordinal(date(2026, 9, 8).toordinal() - days)


def test_an_empty_ledger_has_nothing_to_do(ledger: Ledger, today: date) -> None:
    """The first start."""
    listed = ledger.worklist(today)
    assert (listed.items, listed.own_promises, listed.to_check) == ((), (), ())


def test_the_example_fills_the_list_as_in_the_design(ledger: Ledger, today: date) -> None:
    """Own promise on top, overdue by amount, the service call, the running promise last."""
    ledger.add_example(today)
    listed = ledger.worklist(today)
    assert [f.debtor_name for f in listed.own_promises] == ["Van Dijk Tweewielers"]
    assert [(i.debtor_name, i.amount, i.reason, i.days_late) for i in listed.items] == [
        ("Jansen BV", Decimal("6000.00"), "overdue", 20),
        ("Van Dijk Tweewielers", Decimal("3480.00"), "overdue", 34),
        ("Fietspunt Noord", Decimal("1215.50"), "overdue", 1),
        ("De Groot Sport", Decimal("9020.00"), "service", 0),
        ("Bakker Wielen", Decimal("700.00"), "promise_running", 10),
    ]
    assert [i.reminder_level for i in listed.items] == [1, 2, 0, 0, 0]
    assert all(item.example for item in listed.items)


def test_an_invoice_is_overdue_from_the_day_after(
    ledger: Ledger, debtor: Debtor, today: date
) -> None:
    """Due today is not late; due yesterday is."""
    debtor("Vandaag", ("1", today, "10.00"))
    debtor("Gisteren", ("2", overdue(1), "10.00"))
    assert reasons(ledger, today) == [("Gisteren", "overdue"), ("Vandaag", "service")]


def test_equal_amounts_are_ordered_by_age(ledger: Ledger, debtor: Debtor, today: date) -> None:
    """The oldest first, then by name."""
    debtor("B", ("1", overdue(5), "10.00"))
    debtor("A", ("2", overdue(5), "10.00"))
    debtor("C", ("3", overdue(9), "10.00"))
    assert [name for name, _ in reasons(ledger, today)] == ["C", "A", "B"]


def test_what_is_disputed_or_paid_is_not_called_for(
    ledger: Ledger, debtor: Debtor, today: date
) -> None:
    """A blocked and a paid invoice alone give no reason to call."""
    statuses: tuple[InvoiceStatus, ...] = ("blocked", "disputed", "paid")
    for status in statuses:
        debtor_id = debtor(status, ("1", overdue(5), "10.00"))
        (invoice,) = ledger.dossier(debtor_id, today).invoices
        ledger.set_invoice(invoice.id, status)
    assert reasons(ledger, today) == []


def test_a_credit_note_alone_is_no_reason_to_call(
    ledger: Ledger, debtor: Debtor, today: date
) -> None:
    """We owe him, not he us."""
    debtor("Tegoed", ("C1", overdue(5), "-10.00"))
    assert reasons(ledger, today) == []


def test_a_service_call_is_proposed_five_days_ahead_and_once(
    ledger: Ledger, debtor: Debtor, call: Call, today: date
) -> None:
    """Six days ahead is too early; after the call it is gone."""
    debtor("Te vroeg", ("1", overdue(-6), "10.00"))
    debtor_id = debtor("Op tijd", ("2", overdue(-5), "10.00"))
    assert reasons(ledger, today) == [("Op tijd", "service")]
    ledger.save_call(call(debtor_id, call_type="service"))
    assert reasons(ledger, today) == []


def test_a_running_promise_waits_below_until_its_check(
    ledger: Ledger, debtor: Debtor, call: Call, today: date
) -> None:
    """Greyed until Monday; on Monday it is time to look, before anything overdue."""
    promised = debtor("Toegezegd", ("1", overdue(20), "10.00"))
    debtor("Laat", ("2", overdue(2), "5.00"))
    ledger.save_call(
        call(
            promised,
            "agreement",
            promise=DebtorPromise(FRIDAY, ("1",)),
            follow_ups=(NewFollowUp("check_bank", MONDAY, "controleren"),),
        )
    )
    assert reasons(ledger, today) == [("Laat", "overdue"), ("Toegezegd", "promise_running")]
    assert ledger.worklist(today).items[1].until == MONDAY
    assert reasons(ledger, MONDAY) == [("Toegezegd", "promise_running"), ("Laat", "overdue")]
    assert [f.text for f in ledger.worklist(MONDAY).to_check] == ["controleren"]


def test_without_a_planned_check_it_is_the_next_weekday(
    ledger: Ledger, debtor: Debtor, call: Call, today: date
) -> None:
    """Promised for Friday: looked at on Monday."""
    debtor_id = debtor("A", ("1", overdue(20), "10.00"))
    ledger.save_call(call(debtor_id, "agreement", promise=DebtorPromise(FRIDAY, ("1",))))
    assert ledger.worklist(today).items[0].until == MONDAY


def test_a_broken_promise_comes_first(
    ledger: Ledger, debtor: Debtor, call: Call, today: date
) -> None:
    """Before larger amounts, and only when the bank is booked through its day."""
    promised = debtor("Niet nagekomen", ("1", overdue(20), "10.00"))
    debtor("Groot", ("2", overdue(40), "9000.00"))
    ledger.save_call(call(promised, "agreement", promise=DebtorPromise(FRIDAY, ("1",))))
    ledger.set_bank_processed(date(2026, 9, 10), TUESDAY)
    assert reasons(ledger, TUESDAY)[0] == ("Niet nagekomen", "promise_running")
    ledger.set_bank_processed(FRIDAY, TUESDAY)
    assert reasons(ledger, TUESDAY)[0] == ("Niet nagekomen", "promise_broken")


def test_a_new_promise_replaces_the_broken_one_on_the_list(
    ledger: Ledger, debtor: Debtor, call: Call
) -> None:
    """Called about it and promised again: now the new promise counts."""
    debtor_id = debtor("A", ("1", overdue(20), "10.00"))
    ledger.save_call(call(debtor_id, "agreement", promise=DebtorPromise(FRIDAY, ("1",))))
    ledger.set_bank_processed(FRIDAY, TUESDAY)
    moment = datetime(2026, 9, 15, 9, 0, tzinfo=UTC)
    again: dict[str, Any] = {"started": moment, "ended": moment}
    ledger.save_call(
        call(debtor_id, "agreement", promise=DebtorPromise(date(2026, 9, 18), ("1",)), **again)
    )
    assert reasons(ledger, TUESDAY) == [("A", "promise_running")]


def test_a_broken_promise_that_was_called_about_waits_for_the_agreed_day(
    ledger: Ledger, debtor: Debtor, call: Call
) -> None:
    """He asked to be called back on Wednesday: until then he is not on top, and then he is due."""
    debtor_id = debtor("A", ("1", overdue(20), "10.00"))
    ledger.save_call(call(debtor_id, "agreement", promise=DebtorPromise(FRIDAY, ("1",))))
    ledger.set_bank_processed(FRIDAY, TUESDAY)
    moment = datetime(2026, 9, 15, 9, 0, tzinfo=UTC)
    wednesday = date(2026, 9, 16)
    back: dict[str, Any] = {"started": moment, "ended": moment}
    ledger.save_call(call(debtor_id, "parked", callback=AgreedCallback(wednesday), **back))
    assert reasons(ledger, TUESDAY) == [("A", "planned")]
    assert reasons(ledger, wednesday) == [("A", "callback")]


def test_a_broken_promise_that_was_paid_since_is_history(
    ledger: Ledger, debtor: Debtor, call: Call, today: date
) -> None:
    """Nothing to call about any more."""
    debtor_id = debtor("A", ("1", overdue(20), "10.00"))
    ledger.save_call(call(debtor_id, "agreement", promise=DebtorPromise(FRIDAY, ("1",))))
    ledger.set_bank_processed(FRIDAY, TUESDAY)
    (invoice,) = ledger.dossier(debtor_id, today).invoices
    ledger.set_invoice(invoice.id, "paid")
    assert reasons(ledger, TUESDAY) == []


def test_a_callback_comes_on_its_day(
    ledger: Ledger, debtor: Debtor, call: Call, today: date
) -> None:
    """Greyed until Friday, then near the top, also for a debtor with little open."""
    parked = debtor("Terugbellen", ("1", overdue(2), "5.00"))
    debtor("Laat", ("2", overdue(20), "90.00"))
    ledger.save_call(call(parked, "parked", callback=AgreedCallback(FRIDAY, "16:30")))
    assert reasons(ledger, today) == [("Laat", "overdue"), ("Terugbellen", "planned")]
    assert reasons(ledger, FRIDAY) == [("Terugbellen", "callback"), ("Laat", "overdue")]


def test_callbacks_are_ordered_by_time_of_day(
    ledger: Ledger, debtor: Debtor, call: Call, today: date
) -> None:
    """Without a time comes after those with one."""
    for name, time in (("Laat", "16:30"), ("Zonder", ""), ("Vroeg", "09:00")):
        ledger.save_call(call(debtor(name), "parked", callback=AgreedCallback(today, time)))
    assert [name for name, _ in reasons(ledger, today)] == ["Vroeg", "Laat", "Zonder"]


def test_our_own_promises_are_on_top_from_their_day_until_done(
    ledger: Ledger, debtor: Debtor, call: Call, today: date
) -> None:
    """Earlier ones stay, later ones wait, done ones go."""
    ours = (OurPromise("vandaag", today), OurPromise("later", FRIDAY))
    saved = ledger.save_call(call(debtor(), our_promises=ours))
    assert [f.text for f in ledger.worklist(today).own_promises] == ["vandaag"]
    assert [f.text for f in ledger.worklist(FRIDAY).own_promises] == ["vandaag", "later"]
    ledger.complete_follow_up(saved.follow_ups[0].id, datetime.now(UTC))
    assert [f.text for f in ledger.worklist(FRIDAY).own_promises] == ["later"]


def test_a_call_put_off_waits_and_is_counted_until_it_is_made(
    ledger: Ledger, debtor: Debtor, call: Call, today: date
) -> None:
    """Twice put off shows as two; the call itself wipes the count."""
    debtor_id = debtor("Uitgesteld", ("1", overdue(2), "5.00"))
    ledger.postpone(debtor_id, today, datetime(2026, 9, 7, 9, 0, tzinfo=UTC))
    ledger.postpone(debtor_id, FRIDAY, datetime(2026, 9, 8, 9, 0, tzinfo=UTC))
    (item,) = ledger.worklist(today).items
    assert (item.reason, item.until, item.postponed) == ("planned", FRIDAY, 2)
    (item,) = ledger.worklist(FRIDAY).items
    assert (item.reason, item.postponed) == ("overdue", 2)
    ledger.save_call(call(debtor_id))
    (item,) = ledger.worklist(FRIDAY).items
    assert (item.reason, item.postponed) == ("overdue", 0)


def test_a_call_planned_for_after_a_running_promise_does_not_double(
    ledger: Ledger, debtor: Debtor, call: Call, today: date
) -> None:
    """The call that follows a promise belongs to it; it is no separate line and no callback."""
    debtor_id = debtor("A", ("1", overdue(20), "10.00"))
    follow_ups = (NewFollowUp("check_bank", MONDAY, "kijken"), NewFollowUp("call", TUESDAY, "bel"))
    ledger.save_call(
        call(
            debtor_id,
            "agreement",
            promise=DebtorPromise(FRIDAY, ("1",)),
            follow_ups=follow_ups,
        )
    )
    assert reasons(ledger, today) == [("A", "promise_running")]
    assert reasons(ledger, TUESDAY) == [("A", "promise_running")]
