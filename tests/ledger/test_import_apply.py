"""A list written into the ledger: new, changed, unchanged, gone; and twice is once."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import func, select

from app.ledger import import_apply
from app.ledger.dossier import Dossier
from app.ledger.import_apply import ImportResult, MissingInvoice, MissingInvoices
from app.ledger.importers import preview
from app.ledger.ledger import Ledger
from app.ledger.records import CallRecord, DebtorPromise
from app.ledger.tables import Base

HEADING = "Debiteurnr;Naam;Factuurnummer;Factuurdatum;Vervaldatum;Bedrag;Openstaand"
A1 = "10021;Jansen BV;1;20-07-2026;19-08-2026;100,00;100,00"
A2 = "10021;Jansen BV;2;07-08-2026;06-09-2026;50,00;50,00"
B1 = "10030;Société Vélo;7;07-08-2026;06-09-2026;9,00;9,00"

Import = Callable[..., ImportResult]


@pytest.fixture
def load(ledger: Ledger, folder: Path, today: date) -> Import:
    """Return a function that imports these lines."""

    def load(
        *rows: str, heading: str = HEADING, missing: MissingInvoices = "report"
    ) -> ImportResult:
        path = folder / "lijst.csv"
        path.write_text("\n".join((heading, *rows)), encoding="utf-8")
        return ledger.import_open_items(preview(path), today, missing)

    return load


def rows_in(ledger: Ledger) -> int:
    """Return how many rows all tables have together."""
    with ledger._reading() as session:
        return sum(
            session.scalar(select(func.count()).select_from(table)) or 0
            for table in Base.metadata.sorted_tables
        )


def dossier(ledger: Ledger, name: str, today: date) -> Dossier:
    """Return the dossier of the only debtor who is found by this name."""
    (line,) = ledger.debtors(name)
    return ledger.dossier(line.id, today)


def test_a_first_list_makes_debtors_and_invoices(ledger: Ledger, load: Import, today: date) -> None:
    """Two debtors, three invoices, all as the list says."""
    result = load(A1, A2, B1)
    assert result == ImportResult(new=3, new_debtors=2)
    found = dossier(ledger, "jansen", today)
    assert (found.number, found.undisputed_total()) == ("10021", Decimal("150.00"))
    assert [(i.number, i.due_date) for i in found.invoices] == [
        ("1", date(2026, 8, 19)),
        ("2", date(2026, 9, 6)),
    ]


def test_importing_twice_changes_nothing(ledger: Ledger, load: Import) -> None:
    """Not one row is written the second time, in any table."""
    extra = ";Herinnering;Contactpersoon;Telefoon;Omschrijving;Status"
    row = A1 + ";2;Arie;010 1;fiets;geblokkeerd"
    load(row, A2 + ";;;;;", heading=HEADING + extra)
    before = rows_in(ledger)
    again = load(row, A2 + ";;;;;", heading=HEADING + extra)
    assert again == ImportResult(unchanged=2)
    assert rows_in(ledger) == before


def test_a_part_payment_is_a_change(ledger: Ledger, load: Import, today: date) -> None:
    """What is open goes down; the invoice keeps its id."""
    load(A1, A2)
    before = dossier(ledger, "jansen", today).invoices[0].id
    assert load(A1.replace("100,00;100,00", "100,00;40,00"), A2) == ImportResult(
        changed=1, unchanged=1
    )
    invoice = dossier(ledger, "jansen", today).invoices[0]
    assert (invoice.id, invoice.amount, invoice.open_amount) == (
        before,
        Decimal("100.00"),
        Decimal("40.00"),
    )


def test_an_invoice_that_is_not_in_the_list_is_reported_and_kept(
    ledger: Ledger, load: Import, today: date
) -> None:
    """Marked, never deleted; reported every time until somebody decides; back when it is back."""
    load(A1, A2)
    debtor_id = dossier(ledger, "jansen", today).id
    gone = (MissingInvoice(debtor_id, "Jansen BV", "1", Decimal("100.00")),)
    assert load(A2) == ImportResult(unchanged=1, missing=gone)
    found = dossier(ledger, "jansen", today).invoices[0]
    assert (found.in_list, found.status) == (False, "open")
    before = rows_in(ledger)
    assert load(A2).missing == gone
    assert rows_in(ledger) == before
    assert load(A1, A2).changed == 1
    assert dossier(ledger, "jansen", today).invoices[0].in_list


def test_what_is_not_in_the_list_can_be_treated_as_paid(
    ledger: Ledger, load: Import, today: date
) -> None:
    """The user's choice; coming back in a later list, it is open again."""
    load(A1, A2)
    assert load(A2, missing="paid").paid == 1
    found = dossier(ledger, "jansen", today).invoices[0]
    assert (found.status, found.open_amount) == ("paid", Decimal("0.00"))
    load(A1, A2)
    found = dossier(ledger, "jansen", today).invoices[0]
    assert (found.status, found.open_amount) == ("open", Decimal("100.00"))


def test_a_list_of_some_invoices_leaves_the_others_alone(
    ledger: Ledger, load: Import, today: date
) -> None:
    """An incomplete list says nothing about what it does not have."""
    load(A1, A2)
    assert load(A2, missing="ignore") == ImportResult(unchanged=1)
    assert dossier(ledger, "jansen", today).invoices[0].in_list


def test_nothing_open_means_paid(ledger: Ledger, load: Import, today: date) -> None:
    """Known: paid now. Never known: not made."""
    load(A1)
    result = load(A1.replace("100,00;100,00", "100,00;0,00"), B1.replace("9,00;9,00", "9,00;0,00"))
    assert result == ImportResult(paid=1, unchanged=1)
    assert dossier(ledger, "jansen", today).open_invoices() == ()
    assert ledger.debtors("vélo") == ()


def test_what_a_person_blocked_stays_blocked(ledger: Ledger, load: Import, today: date) -> None:
    """A list that says nothing about disputes does not end one, nor wipe the remark."""
    load(A1, A2)
    invoice = dossier(ledger, "jansen", today).invoices[0]
    ledger.set_invoice(invoice.id, "blocked", remark="wacht op onderdeel")
    load(A1.replace("100,00;100,00", "100,00;90,00"), A2)
    found = dossier(ledger, "jansen", today).invoices[0]
    assert (found.status, found.remark, found.open_amount) == (
        "blocked",
        "wacht op onderdeel",
        Decimal("90.00"),
    )


def test_a_debtor_is_known_by_number_and_may_change_his_name(
    ledger: Ledger, load: Import, today: date
) -> None:
    """The same number: the same debtor, with his new name."""
    load(A1)
    assert load(A1.replace("Jansen BV", "Jansen Fietsen BV")).new_debtors == 0
    assert [line.name for line in ledger.debtors()] == ["Jansen Fietsen BV"]


def test_two_debtors_of_one_name_stay_two(ledger: Ledger, load: Import) -> None:
    """Their numbers tell them apart; their invoices may even have the same number."""
    assert load(A1, A1.replace("10021", "10022")) == ImportResult(new=2, new_debtors=2)


def test_without_numbers_a_debtor_is_known_by_name(ledger: Ledger, load: Import) -> None:
    """Capitals, accents and spaces do not make another one."""
    heading = "Naam;Factuur;Vervaldatum;Saldo"
    load("Société Vélo;1;06-09-2026;9,00", heading=heading)
    result = load(
        "SOCIETE  VELO;1;06-09-2026;9,00", "Société Vélo;2;06-09-2026;1,00", heading=heading
    )
    assert (result.new, result.unchanged, result.new_debtors) == (1, 1, 0)


def test_a_real_debtor_is_never_the_example(ledger: Ledger, load: Import, today: date) -> None:
    """The example Jansen BV has the same number and keeps to itself; nothing of it is missing."""
    example = ledger.add_example(today)
    before = ledger.dossier(example, today)
    assert load(A1) == ImportResult(new=1, new_debtors=1)
    assert ledger.dossier(example, today) == before
    assert len(ledger.debtors("jansen")) == 2


def test_contacts_and_reminders_come_along_once(ledger: Ledger, load: Import, today: date) -> None:
    """A new number for a known person is a correction; a higher level is a new reminder."""
    heading = HEADING + ";Contactpersoon;Telefoon;Herinnering;Datum herinnering"
    load(A1 + ";Arie;010 1;1;24-08-2026", heading=heading)
    load(A1 + ";Arie;010 2;2;01-09-2026", heading=heading)
    found = dossier(ledger, "jansen", today)
    assert [(c.name, c.phone) for c in found.contacts] == [("Arie", "010 2")]
    assert (found.invoices[0].reminder_level, found.invoices[0].reminder_date) == (
        2,
        date(2026, 9, 1),
    )


def test_a_payment_in_the_list_keeps_the_promise(
    ledger: Ledger, load: Import, call: Callable[..., CallRecord], today: date
) -> None:
    """Paid before its day, seen at the next import."""
    load(A1, A2)
    debtor_id = dossier(ledger, "jansen", today).id
    promise = DebtorPromise(date(2026, 9, 11), ("1",))
    ledger.save_call(call(debtor_id, "agreement", promise=promise))
    load(A2, missing="paid")
    assert [p.status for p in ledger.dossier(debtor_id, today).promises] == ["kept"]


def test_rejected_rows_are_counted_and_the_rest_is_written(ledger: Ledger, load: Import) -> None:
    """One bad row does not hold up a hundred good ones."""
    result = load(A1, B1.replace("9,00;9,00", "9,00;negen"))
    assert (result.new, result.rejected) == (1, 1)
    assert [line.name for line in ledger.debtors()] == ["Jansen BV"]


def test_a_failing_import_writes_nothing(
    ledger: Ledger, load: Import, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A crash after the debtors and before the end leaves the ledger as it was."""
    before = rows_in(ledger)

    def fail(*_: object) -> int:
        raise RuntimeError("power cut")

    monkeypatch.setattr(import_apply, "settle", fail)
    with pytest.raises(RuntimeError, match="power cut"):
        load(A1, A2, B1)
    assert rows_in(ledger) == before


def test_a_hundred_thousand_rows_are_written_once(
    ledger: Ledger, load: Import, today: date
) -> None:
    """All of a large list, its second import without a change, and a worklist from it."""
    rows = [
        f"{10000 + i % 2000};Débiteur {i % 2000};{200000 + i};20-07-2026;19-08-2026;1,50;1,50"
        for i in range(100_000)
    ]
    assert load(*rows) == ImportResult(new=100_000, new_debtors=2000)
    assert load(*rows) == ImportResult(unchanged=100_000)
    items = ledger.worklist(today).items
    assert len(items) == 2000
    assert {item.amount for item in items} == {Decimal("75.00")}
