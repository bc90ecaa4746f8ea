"""What leaves the ledger opens in a spreadsheet, runs nothing there, and can be read back."""

import csv
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import yaml

from app.errors import UserError
from app.ledger.dossier import Invoice
from app.ledger.exporters import ExportTable, guarded, write_csv, write_workbook
from app.ledger.import_apply import ImportResult
from app.ledger.importers import preview
from app.ledger.ledger import Ledger
from app.ledger.records import CallRecord, DebtorDetails, DebtorPromise, OurPromise

HEADINGS: dict[str, str] = yaml.safe_load(
    (Path(__file__).parents[2] / "resources/texts/export.yaml").read_text(encoding="utf-8")
)


def first_sheet(path: Path) -> Any:
    """Return the first sheet of a workbook."""
    return openpyxl.load_workbook(path).worksheets[0]


ATTACKS = ["=1+1", "+1", "-1+2", "@SUM(A1)", "\t=1", "\r=1", "  =1", '=HYPERLINK("http://x")']


def table(*cells: str | Decimal | date | int | None) -> ExportTable:
    """Return a table of one row."""
    return ExportTable("open_items", tuple(f"c{i}" for i in range(len(cells))), (cells,))


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_cell_begins_like_a_formula(folder: Path, attack: str) -> None:
    """Neither in CSV nor in a workbook does dangerous text stay what it was."""
    write_csv(table(attack), folder / "a.csv")
    write_workbook([table(attack)], folder / "a.xlsx")
    with (folder / "a.csv").open(encoding="utf-8-sig", newline="") as file:
        (_, (in_csv,)) = csv.reader(file, delimiter=";")
    cell = first_sheet(folder / "a.xlsx")["A2"]
    assert in_csv.startswith("'")
    assert (cell.data_type, cell.value[0]) == ("s", "'")


def test_ordinary_text_is_left_alone() -> None:
    """Only what would run is guarded."""
    for text in ("Jansen BV", "10594", "a=b", "'t Fietsje", "1-2", ""):
        assert guarded(text) == text


def test_control_characters_do_not_break_a_workbook(folder: Path) -> None:
    """They are not allowed in one, and would stop the export."""
    write_workbook([table("a\x00b\x0bc")], folder / "a.xlsx")
    assert first_sheet(folder / "a.xlsx")["A2"].value == "a b c"


def test_csv_is_what_dutch_excel_expects(folder: Path) -> None:
    """Mark at the start, semicolons, decimal commas, dates with the day first, Dutch headings."""
    row: tuple[str | Decimal | date, ...] = ("Vélo", Decimal("1234.50"), date(2026, 9, 8))
    write_csv(
        ExportTable("open_items", ("debtor_name", "open_amount", "due_date"), (row,)),
        folder / "a é.csv",
        HEADINGS,
    )
    content = (folder / "a é.csv").read_bytes()
    assert content == "\ufeffNaam;Openstaand;Vervaldatum\r\nVélo;1234,50;08-09-2026\r\n".encode()


def test_a_workbook_keeps_amounts_and_dates(folder: Path) -> None:
    """Numbers to add up, days to sort."""
    write_workbook([table(Decimal("1234.50"), date(2026, 9, 8), 3, None)], folder / "a.xlsx")
    (_, row) = first_sheet(folder / "a.xlsx").iter_rows(values_only=True)
    assert row[0] == 1234.5
    assert row[1].date() == date(2026, 9, 8)
    assert row[2:] == (3, None)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_exported_open_items_can_be_imported_again(
    ledger: Ledger, folder: Path, today: date, kind: str
) -> None:
    """Formula-like names and numbers come back as they were; nothing is new, nothing changed."""
    debtor_id = ledger.put_debtor(DebtorDetails('=HYPERLINK("http://x";"y")', "20001"))
    euros = Decimal("-1234.50")
    day = date(2026, 8, 1)
    invoice = Invoice(0, "+31", day, today, euros, euros, "blocked", "@fiets")
    ledger.put_invoice(debtor_id, invoice)
    items = ledger.export_tables()[0]
    if kind == "csv":
        write_csv(items, folder / "a.csv", HEADINGS)
    else:
        write_workbook([items], folder / "a.xlsx", HEADINGS)
    found = preview(folder / f"a.{kind}")
    (row,) = found.rows
    assert (row.debtor_name, row.number, row.open_amount, row.description) == (
        '=HYPERLINK("http://x";"y")',
        "+31",
        euros,
        "@fiets",
    )
    first = ledger.import_open_items(found, today)
    assert (first.new, first.new_debtors) == (0, 0)
    assert ledger.import_open_items(found, today) == ImportResult(unchanged=1)


def test_the_ledger_is_exported_without_what_is_private(
    ledger: Ledger, call: Callable[..., CallRecord], today: date
) -> None:
    """Calls, promises both ways and actions, but never the controller's view of himself."""
    debtor_id = ledger.add_example(today)
    saved = ledger.save_call(
        call(
            debtor_id,
            "agreement",
            promise=DebtorPromise(date(2026, 9, 11), ("10594",)),
            our_promises=(OurPromise("kopie", today),),
            notes="rustig gesprek",
        )
    )
    ledger.add_own_evaluation(saved.id, "geheim", "ook geheim")
    tables = {found.name: found for found in ledger.export_tables()}
    assert "rustig gesprek" in str(tables["calls"])
    assert "kopie" in str(tables["follow_ups"])
    assert {row[2] for row in tables["promises"].rows} == {"debtor", "us"}
    assert "geheim" not in str(tables)


def test_every_code_of_an_export_has_a_dutch_heading(ledger: Ledger) -> None:
    """No code is ever shown to a user."""
    tables = ledger.export_tables()
    codes = {found.name for found in tables} | {c for found in tables for c in found.columns}
    assert codes <= set(HEADINGS)


def test_a_place_that_cannot_be_written_is_told(folder: Path) -> None:
    """The file is open in Excel, or the folder is gone."""
    with pytest.raises(UserError) as error:
        write_csv(table("a"), folder / "weg" / "a.csv")
    assert error.value.code == "export_unwritable"
    with pytest.raises(UserError) as error:
        write_workbook([table("a")], folder / "weg" / "a.xlsx")
    assert error.value.code == "export_unwritable"
