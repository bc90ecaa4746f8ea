"""A call is kept whole, once, and never overwritten."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import uuid4

import pytest
from sqlalchemy import select

from app.errors import UserError
from app.ledger.dossier import FollowUp, HeardObjection
from app.ledger.ledger import Ledger
from app.ledger.records import Callback as AgreedCallback
from app.ledger.records import (
    CallRecord,
    DebtorPromise,
    Instalment,
    NewFollowUp,
    ObjectionRecord,
    OurPromise,
)
from app.ledger.tables import CallRow

Debtor = Callable[..., int]
Call = Callable[..., CallRecord]

FRIDAY, MONDAY, TUESDAY = date(2026, 9, 11), date(2026, 9, 14), date(2026, 9, 15)


@pytest.fixture
def agreement(ledger: Ledger, call: Call, today: date) -> CallRecord:
    """Return the agreement of the rehearsal, with promises both ways."""
    return call(
        ledger.add_example(today),
        "agreement",
        goal="Betaling van 10594 en 10671",
        mood="curt",
        objections=(
            ObjectionRecord("dispute_as_leverage", "removed", 41.5),
            ObjectionRecord("payment_run", "discussed", 80.0),
        ),
        promise=DebtorPromise(
            FRIDAY,
            ("10594", "10671"),
            Decimal("6000.00"),
            "overboeking",
            goodwill="10672 mag mee",
            text="10594 en 10671, vrijdag",
        ),
        our_promises=(OurPromise("Status voorvork mailen", date(2026, 9, 8), "uzelf"),),
        consent=True,
        consent_words="prima dat gaan we zo doen",
        follow_ups=(
            NewFollowUp("check_bank", MONDAY, "Rekening controleren"),
            NewFollowUp("call", TUESDAY, "Opnieuw bellen"),
        ),
        notes="Rustig geworden na de voorvork.",
        confirmation="concept",
    )


def test_an_agreement_is_read_back_as_it_was_made(
    ledger: Ledger, agreement: CallRecord, today: date
) -> None:
    """Everything of the form stands in the dossier afterwards."""
    saved = ledger.save_call(agreement)
    dossier = ledger.dossier(agreement.debtor_id, today)
    ours, theirs = dossier.promises[-2:]
    assert (ours.by, ours.text, ours.owner) == ("us", "Status voorvork mailen", "uzelf")
    assert (theirs.by, theirs.due, theirs.amount) == ("debtor", FRIDAY, Decimal("6000.00"))
    assert (theirs.invoices, theirs.method) == (("10594", "10671"), "overboeking")
    assert (theirs.goodwill, theirs.status, theirs.call_id) == (
        "10672 mag mee",
        "running",
        saved.id,
    )
    assert [(f.kind, f.due) for f in dossier.follow_ups] == [
        ("own_action", today),
        ("check_bank", MONDAY),
        ("call", TUESDAY),
    ]
    assert dossier.objections[-2:] == (
        HeardObjection("dispute_as_leverage", today, theirs.text, None, FRIDAY, Decimal("6000.00")),
        HeardObjection("payment_run", today, theirs.text, None, FRIDAY, Decimal("6000.00")),
    )
    assert dossier.last_call == agreement.started
    assert [entry.text for entry in dossier.timeline if entry.date == today] == [
        "Status voorvork mailen",
        "10594 en 10671, vrijdag",
        "Rustig geworden na de voorvork.",
    ]


def test_saving_returns_the_follow_ups_in_order(ledger: Ledger, agreement: CallRecord) -> None:
    """What the window shows after saving: our own promise first, then the check, then the call."""
    saved = ledger.save_call(agreement)
    assert not saved.already_saved
    assert [type(f) for f in saved.follow_ups] == [FollowUp] * 3
    assert [f.kind for f in saved.follow_ups] == ["own_action", "check_bank", "call"]


def test_saving_twice_changes_nothing(ledger: Ledger, agreement: CallRecord, today: date) -> None:
    """A second press on the button, or a restart in between, writes no second agreement."""
    first = ledger.save_call(agreement)
    before = ledger.dossier(agreement.debtor_id, today)
    second = ledger.save_call(agreement)
    assert second == replace(first, already_saved=True)
    assert ledger.dossier(agreement.debtor_id, today) == before


def test_our_promise_is_listed_once_when_the_call_names_it_too(
    ledger: Ledger, debtor: Debtor, call: Call, today: date
) -> None:
    """The follow-up that the call planned for our promise is that promise's, not a second one."""
    record = call(
        debtor(),
        our_promises=(OurPromise("kopie mailen", today),),
        follow_ups=(NewFollowUp("own_action", today, "kopie mailen", "15:00"),),
    )
    saved = ledger.save_call(record)
    assert [(f.text, f.time) for f in saved.follow_ups] == [("kopie mailen", "15:00")]
    assert [f.id for f in ledger.worklist(today).own_promises] == [saved.follow_ups[0].id]


def test_an_agreed_callback_comes_on_the_list_by_itself(
    ledger: Ledger, debtor: Debtor, call: Call
) -> None:
    """The time that was agreed is kept with it."""
    callback = AgreedCallback(FRIDAY, "16:30", agreed=True)
    saved = ledger.save_call(call(debtor(), "parked", callback=callback, goal="verder praten"))
    assert [(f.kind, f.due, f.time) for f in saved.follow_ups] == [("callback", FRIDAY, "16:30")]


def test_a_call_ends_the_callback_that_was_planned(
    ledger: Ledger, debtor: Debtor, call: Call, today: date
) -> None:
    """Called as agreed: the callback leaves the list; an attempt that reached nobody leaves it."""
    debtor_id = debtor()
    ledger.save_call(call(debtor_id, "parked", callback=AgreedCallback(today, "16:30")))
    ledger.save_call(call(debtor_id, "no_contact"))
    assert [f.kind for f in ledger.dossier(debtor_id, today).follow_ups] == ["callback"]
    ledger.save_call(call(debtor_id, "next_step"))
    assert ledger.dossier(debtor_id, today).follow_ups == ()


def test_instalments_become_promises_of_their_own(
    ledger: Ledger, debtor: Debtor, call: Call, today: date
) -> None:
    """Each part of a plan has its own day and amount, in order of day."""
    debtor_id = debtor("A", ("1", date(2026, 8, 1), "300.00"))
    parts = (Instalment(MONDAY, Decimal("200.00")), Instalment(FRIDAY, Decimal("100.00")))
    ledger.save_call(
        call(debtor_id, "agreement", promise=DebtorPromise(MONDAY, ("1",), instalments=parts))
    )
    found = ledger.dossier(debtor_id, today).promises
    assert [(p.instalment, p.instalments, p.due, p.amount) for p in found] == [
        (1, 2, FRIDAY, Decimal("100.00")),
        (2, 2, MONDAY, Decimal("200.00")),
    ]


def test_a_promise_of_everything_names_what_may_be_claimed(
    ledger: Ledger, call: Call, today: date
) -> None:
    """No invoices named: all undisputed ones, never the blocked one."""
    debtor_id = ledger.add_example(today)
    ledger.save_call(call(debtor_id, "agreement", promise=DebtorPromise(FRIDAY)))
    promise = ledger.dossier(debtor_id, today).promises[-1]
    assert (promise.invoices, promise.amount) == (("10594", "10671"), Decimal("6000.00"))


def test_a_correction_supersedes_and_keeps_what_stayed_the_same(
    ledger: Ledger, agreement: CallRecord, today: date
) -> None:
    """Another date for the promise; our own promise, done meanwhile, stays done."""
    saved = ledger.save_call(agreement)
    own = saved.follow_ups[0]
    ledger.complete_follow_up(own.id, datetime(2026, 9, 8, 15, 0, tzinfo=UTC))
    assert agreement.promise is not None
    better = replace(agreement, key=uuid4(), promise=replace(agreement.promise, due=MONDAY))
    corrected = ledger.correct(saved.id, better, "datum verkeerd verstaan")
    dossier = ledger.dossier(agreement.debtor_id, today)
    assert corrected.id == saved.id
    assert [p.due for p in dossier.promises if p.by == "debtor"][-1] == MONDAY
    assert [p.status for p in dossier.promises if p.by == "us"] == ["kept"]
    assert [f.kind for f in dossier.follow_ups] == ["check_bank", "call"]
    with ledger._reading() as session:
        rows = session.scalars(select(CallRow).where(CallRow.debtor_id == agreement.debtor_id))
        kept = [(row.id, row.supersedes_id, row.reason) for row in rows]
    assert (saved.id, None, "") in kept
    assert any(before == saved.id and "verstaan" in why for _, before, why in kept)


def test_correcting_twice_with_one_key_changes_nothing_more(
    ledger: Ledger, agreement: CallRecord, today: date
) -> None:
    """A correction, too, is recognised when it comes again."""
    saved = ledger.save_call(agreement)
    better = replace(agreement, key=uuid4(), notes="Beter verwoord.")
    ledger.correct(saved.id, better)
    before = ledger.dossier(agreement.debtor_id, today)
    assert ledger.correct(saved.id, better).already_saved
    assert ledger.dossier(agreement.debtor_id, today) == before


def test_the_first_account_may_be_corrected_under_its_own_key(
    ledger: Ledger, agreement: CallRecord, today: date
) -> None:
    """Whoever edits the saved record and hands it back with its old key is understood."""
    saved = ledger.save_call(agreement)
    ledger.correct(saved.id, replace(agreement, objections=()))
    heard = ledger.dossier(agreement.debtor_id, today).objections
    assert [objection.date for objection in heard if objection.date == today] == []


def test_a_withdrawn_call_leaves_no_trace_in_the_dossier(
    ledger: Ledger, agreement: CallRecord, today: date
) -> None:
    """Taken back: dossier and list are as before, and the history still has it."""
    before = ledger.dossier(agreement.debtor_id, today)
    listed = ledger.worklist(today)
    saved = ledger.save_call(agreement)
    ledger.withdraw(saved.id, "verkeerde debiteur")
    assert ledger.dossier(agreement.debtor_id, today) == before
    assert ledger.worklist(today) == listed
    assert "verkeerde debiteur" in ledger.export_debtor(agreement.debtor_id)


def test_a_withdrawn_call_cannot_be_withdrawn_again(ledger: Ledger, agreement: CallRecord) -> None:
    """It is not there any more, and that is said."""
    saved = ledger.save_call(agreement)
    ledger.withdraw(saved.id)
    with pytest.raises(UserError) as error:
        ledger.withdraw(saved.id)
    assert error.value.code == "call_unknown"


def test_a_call_with_an_erased_debtor_is_told(ledger: Ledger, call: Call) -> None:
    """A sentence, not a fault: somebody erased him during the call."""
    with pytest.raises(UserError) as error:
        ledger.save_call(call(4711))
    assert error.value.code == "debtor_unknown"


def test_a_sent_confirmation_is_known_with_its_moment(
    ledger: Ledger, agreement: CallRecord, today: date
) -> None:
    """From draft to sent; the promise and the history tell when."""
    saved = ledger.save_call(agreement)
    sent = datetime(2026, 9, 8, 10, 20, tzinfo=UTC)
    ledger.set_confirmation(saved.id, "sent", sent)
    dossier = ledger.dossier(agreement.debtor_id, today)
    assert [p.confirmed for p in dossier.promises if p.call_id == saved.id] == [sent, sent]
    assert any(entry.kind == "mail" and entry.date == today for entry in dossier.timeline)


@pytest.mark.parametrize(
    "wrong",
    [
        {"started": datetime(2026, 9, 8, 10, 0)},
        {"ended": datetime(2026, 9, 8, 9, 0, tzinfo=UTC)},
        {"result": "agreement"},
    ],
)
def test_a_record_that_cannot_be_is_refused(call: Call, wrong: dict[str, object]) -> None:
    """A naive moment, an end before the start, an agreement about nothing: mistakes of ours."""
    with pytest.raises(ValueError, match=r"aware|before|promise"):
        call(1, **wrong)
