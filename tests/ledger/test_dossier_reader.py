"""A dossier is everything about one debtor, in the order in which it is shown."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from app.errors import UserError
from app.ledger.dossier import ContactPerson, Figures, Invoice
from app.ledger.ledger import Ledger
from app.ledger.records import CallRecord, DebtorDetails, NewDispute

Debtor = Callable[..., int]
Call = Callable[..., CallRecord]


def test_details_come_back_as_they_were_given(ledger: Ledger, today: date) -> None:
    """Every field of a debtor survives the table."""
    details = DebtorDetails(
        "Société Vélo",
        "20001",
        14,
        "14 dagen netto",
        large_company=True,
        avoid_service=True,
        sales_interest="laten groeien",
        handling_notes=("kort", "geen grapjes"),
        figures=Figures(
            3,
            Decimal("1000.01"),
            "dalend",
            Decimal("5000.00"),
            41,
            66,
            2,
            True,
            "AA",
            Decimal("12.34"),
            Decimal("0.01"),
        ),
    )
    dossier = ledger.dossier(ledger.put_debtor(details), today)
    assert dossier.figures == details.figures
    for name in DebtorDetails.__slots__:
        assert getattr(dossier, name) == getattr(details, name), name


def test_a_corrected_debtor_keeps_his_id(ledger: Ledger, today: date) -> None:
    """The new name shows, the old one stays in the history, the id stays good."""
    debtor_id = ledger.put_debtor(DebtorDetails("Jansen"))
    assert ledger.put_debtor(DebtorDetails("Janssen"), debtor_id) == debtor_id
    assert ledger.dossier(debtor_id, today).name == "Janssen"
    assert '"Jansen"' in ledger.export_debtor(debtor_id)


def test_contacts_are_added_corrected_and_withdrawn(
    ledger: Ledger, debtor: Debtor, today: date
) -> None:
    """Unknown authority stays unknown; a withdrawn contact is gone from the dossier."""
    debtor_id = debtor()
    first = ledger.put_contact(debtor_id, ContactPerson(0, "Sem Bouma", phone="058"))
    second = ledger.put_contact(debtor_id, ContactPerson(0, "Ria", decides=False, formal=False))
    ledger.put_contact(debtor_id, ContactPerson(first, "Sem Bouma", phone="058 555"))
    found = ledger.dossier(debtor_id, today).contacts
    assert found == (
        ContactPerson(first, "Sem Bouma", phone="058 555"),
        ContactPerson(second, "Ria", decides=False, formal=False),
    )
    ledger.withdraw_contact(first, "uit dienst")
    assert [person.id for person in ledger.dossier(debtor_id, today).contacts] == [second]


def test_a_contact_of_somebody_else_cannot_be_corrected(ledger: Ledger, debtor: Debtor) -> None:
    """An id of another debtor's contact is refused."""
    theirs = ledger.put_contact(debtor("A"), ContactPerson(0, "Sem"))
    other = debtor("B")
    with pytest.raises(UserError) as error:
        ledger.put_contact(other, ContactPerson(theirs, "Sem"))
    assert error.value.code == "contact_unknown"


def test_a_dispute_takes_its_invoice_out_of_the_claim_until_closed(
    ledger: Ledger, debtor: Debtor, today: date
) -> None:
    """Opened: not claimable. Closed: claimable again, and an old matter with a date."""
    debtor_id = debtor("A", ("1", date(2026, 8, 1), "60.00"), ("2", date(2026, 8, 2), "40.00"))
    invoice = ledger.dossier(debtor_id, today).invoices[0]
    subject = NewDispute("kras", invoice.id, "fiets", "lak", own_fault=True)
    dispute = ledger.open_dispute(debtor_id, subject, today)
    dossier = ledger.dossier(debtor_id, today)
    assert dossier.undisputed_total() == Decimal("40.00")
    assert dossier.disputes[0].invoice_number == "1"
    ledger.close_dispute(dispute, today)
    dossier = ledger.dossier(debtor_id, today)
    assert (dossier.undisputed_total(), dossier.disputes[0].closed) == (Decimal("100.00"), today)


def test_the_latest_reminder_is_on_the_invoice(ledger: Ledger, debtor: Debtor, today: date) -> None:
    """Level and day of the highest one."""
    debtor_id = debtor("A", ("1", date(2026, 8, 1), "60.00"))
    invoice = ledger.dossier(debtor_id, today).invoices[0]
    ledger.add_reminder(invoice.id, 1, date(2026, 8, 10))
    ledger.add_reminder(invoice.id, 2, date(2026, 8, 20))
    found = ledger.dossier(debtor_id, today).invoices[0]
    assert (found.reminder_level, found.reminder_date) == (2, date(2026, 8, 20))


def test_the_timeline_runs_from_today_back(ledger: Ledger, today: date) -> None:
    """Newest first, nothing from the future, the old matter at the end."""
    dossier = ledger.dossier(ledger.add_example(today), today)
    days = [entry.date for entry in dossier.timeline]
    assert days == sorted(days, reverse=True)
    assert days[0] <= today
    assert (dossier.timeline[-1].kind, dossier.timeline[-1].state) == ("dispute", "opened")


def test_people_who_could_not_be_reached_are_counted_until_somebody_is(
    ledger: Ledger, debtor: Debtor, call: Call, today: date
) -> None:
    """Absence is counted per debtor, and starts again after a real call."""
    debtor_id = debtor()
    ledger.record_attempt(debtor_id, "in_meeting", datetime(2026, 9, 7, 9, 0, tzinfo=UTC))
    ledger.record_attempt(debtor_id, "absent", datetime(2026, 9, 7, 14, 0, tzinfo=UTC))
    assert ledger.dossier(debtor_id, today).absences == 2
    ledger.save_call(call(debtor_id, "no_contact"))
    assert ledger.dossier(debtor_id, today).absences == 3
    later = datetime(2026, 9, 8, 11, 0, tzinfo=UTC)
    ledger.save_call(call(debtor_id, started=later, ended=later))
    assert ledger.dossier(debtor_id, today).absences == 0


def test_paid_means_that_nothing_is_open(ledger: Ledger, debtor: Debtor, today: date) -> None:
    """And taking that back opens the whole amount again."""
    debtor_id = debtor("A", ("1", date(2026, 8, 1), "60.00"))
    (invoice,) = ledger.dossier(debtor_id, today).invoices
    ledger.set_invoice(invoice.id, "paid")
    assert ledger.dossier(debtor_id, today).invoices[0].open_amount == Decimal("0.00")
    ledger.set_invoice(invoice.id, "open", remark="toch niet")
    (found,) = ledger.dossier(debtor_id, today).invoices
    assert (found.open_amount, found.remark, found.id) == (
        Decimal("60.00"),
        "toch niet",
        invoice.id,
    )


def test_amounts_with_a_third_decimal_are_refused(ledger: Ledger, debtor: Debtor) -> None:
    """Cents are whole; rounding is not the table's business."""
    debtor_id = debtor()
    odd = Decimal("1.005")
    invoice = Invoice(0, "1", date(2026, 8, 1), date(2026, 8, 31), odd, odd)
    with pytest.raises(Exception, match="two decimals"):
        ledger.put_invoice(debtor_id, invoice)


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("", ["De Groot Sport", "Bakker Wielen"]),
        ("ter naad", ["Jansen BV"]),
        ("10671", ["Jansen BV"]),
        ("JANSEN bv", ["Jansen BV"]),
        ("10047", ["Fietspunt Noord"]),
        ("niemand", []),
    ],
)
def test_debtors_are_found_by_what_people_type(
    ledger: Ledger, today: date, search: str, found: list[str]
) -> None:
    """Name, number, contact or invoice, in any case."""
    ledger.add_example(today)
    names = [line.name for line in ledger.debtors(search)]
    assert set(found) <= set(names)
    assert len(names) == (len(found) if search else 5)


def test_accents_do_not_matter_in_a_search(ledger: Ledger) -> None:
    """Typed without, found with."""
    ledger.put_debtor(DebtorDetails("Société Vélo"))
    assert [line.name for line in ledger.debtors("velo societe")] == ["Société Vélo"]
