"""The example: complete, marked, relative to today, and removable without a trace."""

import sqlite3
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from app.ledger.ledger import Ledger
from app.ledger.records import CallRecord, DebtorDetails, DebtorPromise


def test_the_rehearsal_dossier_is_the_case(ledger: Ledger, today: date) -> None:
    """Invoices, days late, disputes and figures as the rehearsal needs them."""
    dossier = ledger.dossier(ledger.add_example(today), today)
    assert dossier.example
    assert [(i.number, i.open_amount, i.days_late(today)) for i in dossier.open_invoices()] == [
        ("10594", Decimal("4000.00"), 20),
        ("10671", Decimal("2000.00"), 2),
        ("10672", Decimal("1000.00"), 2),
    ]
    assert [i.number for i in dossier.claimable()] == ["10594", "10671"]
    assert dossier.undisputed_total() == Decimal("6000.00")
    assert dossier.invoices[1].reminder_date == date(2026, 8, 24)
    assert dossier.invoices[1].invoice_date == date(2026, 7, 20)
    old, blocked = dossier.disputes
    assert (old.opened.year, old.closed is not None) == (2008, True)
    assert "45 dagen" in old.subject
    assert (blocked.invoice_number, blocked.waiting_for) == ("10672", "nieuwe voorvork")
    assert [(p.status, p.due) for p in dossier.promises] == [("kept", date(2026, 5, 15))]
    (contact,) = dossier.contacts
    assert (contact.name, contact.phone, contact.decides, contact.formal) == (
        "Arie ter Naad",
        "010 555 01 23",
        True,
        True,
    )
    assert dossier.figures.turnover == Decimal("150000.00")
    assert dossier.avoid_service


@pytest.mark.parametrize("day", [date(2026, 1, 1), date(2028, 2, 29), date(2026, 12, 31)])
def test_the_example_works_on_any_day(ledger: Ledger, day: date) -> None:
    """New year, a leap day: the same days late and the same list."""
    dossier = ledger.dossier(ledger.add_example(day), day)
    assert [i.days_late(day) for i in dossier.claimable()] == [20, 2]
    assert [i.reason for i in ledger.worklist(day).items][-1] == "promise_running"


def test_the_example_is_added_once(ledger: Ledger, today: date) -> None:
    """Adding it again gives the one that is there."""
    first = ledger.add_example(today)
    assert ledger.has_example()
    assert ledger.add_example(today + timedelta(days=1)) == first
    assert len(ledger.debtors()) == 5


def test_removing_the_example_leaves_nothing_of_it_and_all_of_the_rest(
    ledger: Ledger,
    folder: Path,
    today: date,
    debtor: Callable[..., int],
    call: Callable[..., CallRecord],
) -> None:
    """Also what was done with it in a rehearsal goes; a real Jansen BV stays."""
    real = ledger.put_debtor(DebtorDetails("Jansen BV"))
    example = ledger.add_example(today)
    ledger.save_call(
        call(example, "agreement", promise=DebtorPromise(date(2026, 9, 11), ("10594",)))
    )
    removed = dict(ledger.remove_example().rows)
    assert (removed["debtors"], removed["calls"], removed["promises"]) == (5, 4, 4)
    assert [line.id for line in ledger.debtors()] == [real]
    assert ledger.worklist(today).items == ()
    assert ledger.remove_example().total == 0
    assert not ledger.has_example()
    ledger.close()
    with sqlite3.connect(folder / "belmaat.db") as connection:
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master")]
        assert "debtors" in tables
        (left,) = connection.execute("SELECT count(*) FROM promises").fetchone()
    connection.close()
    assert left == 0
    assert b"Ter Naad" not in (folder / "belmaat.db").read_bytes()
