"""A real ledger file for every test, in a folder with a space and an accent."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from app.ledger.dossier import Invoice
from app.ledger.ledger import Ledger
from app.ledger.records import CallRecord, DebtorDetails

TODAY = date(2026, 9, 8)


@pytest.fixture
def today() -> date:
    """Return the Tuesday of the rehearsal."""
    return TODAY


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with a space and an accent in its name."""
    place = tmp_path / "mijn gegevens é"
    place.mkdir()
    return place


@pytest.fixture
def ledger(folder: Path) -> Iterator[Ledger]:
    """Return an empty ledger in a real file."""
    with Ledger.open(folder / "belmaat.db") as opened:
        yield opened


@pytest.fixture
def debtor(ledger: Ledger) -> Callable[..., int]:
    """Return a function that adds a debtor with invoices (number, due date, amount)."""

    def add(name: str = "Fietsen & Zo", *invoices: tuple[str, date, str]) -> int:
        debtor_id = ledger.put_debtor(DebtorDetails(name))
        for number, due, amount in invoices:
            sent = date.fromordinal(due.toordinal() - 30)
            euros = Decimal(amount)
            ledger.put_invoice(debtor_id, Invoice(0, number, sent, due, euros, euros))
        return debtor_id

    return add


@pytest.fixture
def call() -> Callable[..., CallRecord]:
    """Return a function that makes a call of today at ten, with whatever else is given."""

    def make(debtor_id: int, result: str = "next_step", **more: Any) -> CallRecord:
        columns: dict[str, Any] = {
            "key": uuid4(),
            "started": datetime(2026, 9, 8, 10, 0, tzinfo=UTC),
            "ended": datetime(2026, 9, 8, 10, 5, tzinfo=UTC),
        }
        return CallRecord(debtor_id=debtor_id, result=result, **columns | more)  # type: ignore[arg-type]

    return make
