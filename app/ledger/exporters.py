"""Tables of the ledger as files for a spreadsheet: CSV for one table, a workbook for several.

A cell that begins with = + - or @ would be run as a formula when such a file is opened (CWE-1236).
Text like that gets a quote in front, which spreadsheets show as text and our own import takes off
again.
"""

import csv
import io
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from sqlalchemy.orm import Session

from app.errors import UserError
from app.ledger.history import current
from app.ledger.promises import NOTHING
from app.ledger.tables import CallRow, DebtorRow, FollowUpRow, InvoiceRow, PromiseRow

type ExportCell = str | Decimal | date | int | None

_DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class ExportTable:
    """One table to write; `resources/texts/export.yaml` has the Dutch headings for its codes."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[ExportCell, ...], ...]


def guarded(text: str) -> str:
    """Return text that no spreadsheet runs, without control characters."""
    clean = "".join(" " if unicodedata.category(c) == "Cc" else c for c in text)
    return (
        f"'{clean}"
        if text.startswith(_DANGEROUS) or clean.lstrip().startswith(_DANGEROUS)
        else clean
    )


def write_csv(table: ExportTable, path: Path, headings: Mapping[str, str] | None = None) -> None:
    """Write one table as Dutch Excel expects it: UTF-8 with a mark, semicolons, comma decimals.

    Raises:
        UserError: `export_unwritable`.
    """
    try:
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file, delimiter=";")
            writer.writerow([(headings or {}).get(name, name) for name in table.columns])
            writer.writerows([_csv(cell) for cell in row] for row in table.rows)
    except OSError as error:
        raise UserError("export_unwritable", bestand=str(path)) from error


def write_workbook(
    tables: Sequence[ExportTable], path: Path, headings: Mapping[str, str] | None = None
) -> None:
    """Write tables as the sheets of one workbook; amounts and dates stay amounts and dates.

    Raises:
        UserError: `export_unwritable`.
    """
    # Here and not at the top: it costs a third of a second, and the window starts with the ledger.
    import openpyxl
    from openpyxl.cell import WriteOnlyCell

    names = headings or {}
    book = openpyxl.Workbook(write_only=True)
    for table in tables:
        sheet = book.create_sheet(names.get(table.name, table.name))
        sheet.append([names.get(name, name) for name in table.columns])
        for row in table.rows:
            cells = []
            for value in row:
                cell = WriteOnlyCell(sheet)
                cell.value = guarded(value) if isinstance(value, str) else value
                if isinstance(value, Decimal):
                    cell.number_format = "#,##0.00"
                elif isinstance(value, date):
                    cell.number_format = "dd-mm-yyyy"
                cells.append(cell)
            sheet.append(cells)
    # Made in memory first: a file that cannot be written then leaves nothing half done behind.
    content = io.BytesIO()
    book.save(content)
    try:
        path.write_bytes(content.getvalue())
    except OSError as error:
        raise UserError("export_unwritable", bestand=str(path)) from error


def _csv(cell: ExportCell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, Decimal):
        return f"{cell:.2f}".replace(".", ",")
    if isinstance(cell, date):
        return cell.strftime("%d-%m-%Y")
    return guarded(cell) if isinstance(cell, str) else str(cell)


def export_tables(session: Session) -> tuple[ExportTable, ...]:
    """Return open items, calls, promises and follow-ups; never the private evaluations."""
    debtors = {row.identity: row for row in session.scalars(current(DebtorRow))}

    def who(debtor_id: int) -> tuple[str, str]:
        return debtors[debtor_id].number, debtors[debtor_id].name

    invoices = session.scalars(current(InvoiceRow).order_by(InvoiceRow.due_date, InvoiceRow.number))
    calls = session.scalars(current(CallRow).order_by(CallRow.started))
    promises = session.scalars(current(PromiseRow).order_by(PromiseRow.due))
    actions = session.scalars(current(FollowUpRow).order_by(FollowUpRow.due))
    return (
        ExportTable(
            "open_items",
            (
                "debtor_number",
                "debtor_name",
                "number",
                "invoice_date",
                "due_date",
                "amount",
                "open_amount",
                "status",
                "description",
            ),
            tuple(
                (
                    *who(row.debtor_id),
                    row.number,
                    row.invoice_date,
                    row.due_date,
                    row.amount,
                    row.open_amount,
                    row.status,
                    row.remark,
                )
                for row in invoices
                if row.status != "paid"
            ),
        ),
        ExportTable(
            "calls",
            ("debtor_number", "debtor_name", "date", "call_type", "result", "goal", "notes"),
            tuple(
                (
                    *who(row.debtor_id),
                    row.started.astimezone().date(),
                    row.call_type,
                    row.result,
                    row.goal,
                    row.notes,
                )
                for row in calls
            ),
        ),
        ExportTable(
            "promises",
            (
                "debtor_number",
                "debtor_name",
                "by",
                "made",
                "due",
                "amount",
                "invoices",
                "text",
                "promise_status",
            ),
            tuple(
                (
                    *who(row.debtor_id),
                    row.by,
                    row.made,
                    row.due,
                    row.amount if row.amount is not None else (row.open_when_made or NOTHING),
                    ", ".join(row.invoices),
                    row.text,
                    row.status,
                )
                for row in promises
            ),
        ),
        ExportTable(
            "follow_ups",
            ("debtor_number", "debtor_name", "kind", "due", "time", "text", "done"),
            tuple(
                (
                    *who(row.debtor_id),
                    row.kind,
                    row.due,
                    row.time,
                    row.text,
                    row.done.astimezone().date() if row.done else None,
                )
                for row in actions
            ),
        ),
    )
