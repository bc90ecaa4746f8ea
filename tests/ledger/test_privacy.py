"""Handing out, erasing and forgetting."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from app.errors import UserError
from app.ledger.ledger import Ledger
from app.ledger.records import (
    CallRecord,
    DebtorDetails,
    DebtorPromise,
    NewDispute,
    ObjectionRecord,
    Retention,
)

Debtor = Callable[..., int]
Call = Callable[..., CallRecord]

NOTHING_KEPT = Retention(0, 0, 0, 0, 0, 0)
LONG_AGO = datetime(2020, 1, 6, 10, 0, tzinfo=UTC)


def test_an_export_has_everything_of_this_debtor_and_nothing_of_another(
    ledger: Ledger, today: date
) -> None:
    """All tables, money as text, moments in ISO form."""
    debtor_id = ledger.add_example(today)
    found = json.loads(ledger.export_debtor(debtor_id))
    assert [row["name"] for row in found["contacts"]] == ["Arie ter Naad"]
    assert {row["open_amount"] for row in found["invoices"]} >= {"4000.00", "2000.00"}
    assert found["calls"][0]["started"].startswith("2026-05-12T")
    assert "Van Dijk" not in json.dumps(found)


def test_an_export_has_what_was_replaced_too(ledger: Ledger) -> None:
    """The law asks for all of it, not for the last version."""
    debtor_id = ledger.put_debtor(DebtorDetails("Eerste naam"))
    ledger.put_debtor(DebtorDetails("Tweede naam"), debtor_id)
    names = [row["name"] for row in json.loads(ledger.export_debtor(debtor_id))["debtors"]]
    assert names == ["Eerste naam", "Tweede naam"]


def test_an_erased_debtor_is_gone_from_the_file_itself(
    ledger: Ledger, folder: Path, call: Call, debtor: Debtor, today: date
) -> None:
    """Not in the tables, not in free pages, not in the log: the bytes are gone. The others stay."""
    other = debtor("Blijver", ("9", date(2026, 8, 1), "1.00"))
    debtor_id = debtor("Vertrekker", ("1", date(2026, 8, 1), "60.00"))
    saved = ledger.save_call(
        call(debtor_id, notes="Geheimzinnigheid", objections=(ObjectionRecord("no_money"),))
    )
    ledger.add_own_evaluation(saved.id, "Zelfkritiek", "")
    ledger.put_debtor(DebtorDetails("Vertrekker twee"), debtor_id)
    assert ledger.erase_debtor(debtor_id).total >= 5
    with pytest.raises(UserError) as error:
        ledger.dossier(debtor_id, today)
    assert error.value.code == "debtor_unknown"
    assert ledger.dossier(other, today).name == "Blijver"
    for path in folder.iterdir():
        content = path.read_bytes()
        for word in (b"Vertrekker", b"Geheimzinnigheid", b"Zelfkritiek"):
            assert word not in content, path.name


def test_an_erased_id_is_never_given_to_somebody_else(ledger: Ledger, debtor: Debtor) -> None:
    """A note elsewhere with the old id must not point at a stranger."""
    first = debtor("A")
    ledger.erase_debtor(first)
    assert debtor("B") > first


def test_retention_forgets_each_class_by_its_own_time(
    ledger: Ledger, debtor: Debtor, call: Call, today: date
) -> None:
    """Old calls go, recent ones stay; open invoices and open complaints stay whatever their age."""
    debtor_id = debtor("A", ("1", date(2019, 8, 1), "60.00"))
    ledger.open_dispute(debtor_id, NewDispute("open"), LONG_AGO.date())
    closed = ledger.open_dispute(debtor_id, NewDispute("oud"), LONG_AGO.date())
    ledger.close_dispute(closed, LONG_AGO.date())
    ledger.save_call(call(debtor_id, started=LONG_AGO, ended=LONG_AGO, notes="oud"))
    ledger.save_call(call(debtor_id, notes="vers"))
    ledger.record_attempt(debtor_id, "absent", LONG_AGO)
    ledger.add_feedback("x", fits=True, phrase="", when=LONG_AGO)
    removed = dict(ledger.retention(Retention(), today).rows)
    assert removed == {"attempts": 1, "feedback": 1, "calls": 1, "disputes": 2}
    dossier = ledger.dossier(debtor_id, today)
    assert [d.subject for d in dossier.disputes] == ["open"]
    assert [e.text for e in dossier.timeline if e.kind == "call"] == ["vers"]
    assert len(dossier.open_invoices()) == 1


def test_retention_keeps_a_call_whose_promise_still_runs(
    ledger: Ledger, debtor: Debtor, call: Call, today: date
) -> None:
    """However old: what is agreed and not decided is needed."""
    debtor_id = debtor("A", ("1", date(2019, 8, 1), "60.00"))
    promise = DebtorPromise(date(2026, 12, 1), ("1",))
    ledger.save_call(
        call(debtor_id, "agreement", started=LONG_AGO, ended=LONG_AGO, promise=promise)
    )
    ledger.retention(NOTHING_KEPT, today)
    assert len(ledger.dossier(debtor_id, today).promises) == 1


def test_nothing_is_forgotten_where_no_time_is_set(
    ledger: Ledger, debtor: Debtor, call: Call, today: date
) -> None:
    """None keeps a class for ever."""
    debtor_id = debtor()
    ledger.save_call(call(debtor_id, started=LONG_AGO, ended=LONG_AGO))
    assert ledger.retention(Retention(None, None, None, None, None, None), today).total == 0


def test_a_corrected_and_withdrawn_call_is_forgotten_with_all_its_rows(
    ledger: Ledger, debtor: Debtor, call: Call, today: date
) -> None:
    """The chain goes as a whole; no row is left that points at nothing."""
    debtor_id = debtor()
    record = call(
        debtor_id, started=LONG_AGO, ended=LONG_AGO, objections=(ObjectionRecord("no_money"),)
    )
    saved = ledger.save_call(record)
    ledger.correct(saved.id, record, "beter")
    ledger.withdraw(saved.id, "toch niet")
    ledger.retention(Retention(), today)
    found = json.loads(ledger.export_debtor(debtor_id))
    assert (found["calls"], found["objections_heard"]) == ([], [])
