"""An open-items list from a bookkeeping program, read and shown before anything is written.

`preview` writes nothing and needs no ledger; `Ledger.import_open_items` takes what it returns.
"""

import hashlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from app.errors import UserError
from app.ledger.import_columns import (
    ColumnKind,
    RecognisedColumn,
    find_heading,
    missing_kinds,
    recognise,
)
from app.ledger.import_rows import ImportProblem, ImportRow, RowReader
from app.ledger.import_sheets import read_bytes, read_sheet


@dataclass(frozen=True, slots=True)
class ImportPreview:
    """What stands in a list, before anything is written."""

    file_name: str
    sha256: str
    columns: tuple[RecognisedColumn, ...]
    rows: tuple[ImportRow, ...]
    problems: tuple[ImportProblem, ...]
    """In order of line; `rejected` ones have no row."""
    heading_line: int
    sheet: str = ""
    encoding: str = ""
    delimiter: str = ""
    passed_over: int = 0
    """Lines that are no invoice: above the heading, totals, page numbers, empty ones."""
    filled_down: int = 0
    """Rows that had no debtor of their own and got the one above them (merged cells)."""

    @property
    def rejected(self) -> int:
        """Lines that look like an invoice and could not be read."""
        return len({problem.line for problem in self.problems if problem.rejected})

    def problem_counts(self) -> tuple[tuple[str, int], ...]:
        """Return how often each problem occurs, most often first."""
        return tuple(Counter(problem.code for problem in self.problems).most_common())


def preview(path: Path, columns: Mapping[ColumnKind, int] | None = None) -> ImportPreview:
    """Read an open-items list from a CSV or XLSX file.

    Args:
        path: the file; its content decides what it is, not its name.
        columns: what the user says that columns (from 0) mean, over what was recognised.

    Raises:
        UserError: `import_missing`, `import_locked`, `import_empty`, `import_too_large`,
            `import_not_a_list`, `import_old_excel`, `import_web_page`, `import_damaged`,
            `import_no_heading`, or `import_no_number`, `import_no_debtor`, `import_no_amount` or
            `import_no_date` for a column that a list cannot do without.
    """
    content = read_bytes(path)
    sheet = read_sheet(content, str(path))
    index, _ = find_heading(sheet.rows)
    if index < 0:
        raise UserError("import_no_heading", bestand=str(path))
    heading_line, heading = sheet.rows[index]
    recognised = recognise(heading)
    kinds: dict[ColumnKind, int] = {c.kind: c.index for c in recognised if c.kind is not None}
    if columns:
        taken = set(columns.values())
        kinds = {kind: at for kind, at in kinds.items() if at not in taken} | dict(columns)
        names = {at: kind for kind, at in kinds.items()}
        recognised = tuple(
            RecognisedColumn(c.index, c.heading, names.get(c.index)) for c in recognised
        )
    reader = RowReader(kinds, sheet.rows[index + 1 :])
    missing = [name for name in missing_kinds(kinds) if name != "debtor" or not reader.grouped]
    if missing:
        # import_no_number, import_no_debtor, import_no_amount or import_no_date.
        raise UserError(f"import_no_{missing[0]}", bestand=str(path), ontbreekt=", ".join(missing))
    rows, problems = reader.read()
    return ImportPreview(
        file_name=path.name,
        sha256=hashlib.sha256(content).hexdigest(),
        columns=recognised,
        rows=rows,
        problems=problems,
        heading_line=heading_line,
        sheet=sheet.name,
        encoding=sheet.encoding,
        delimiter=sheet.delimiter,
        passed_over=reader.passed_over + index,
        filled_down=reader.filled_down,
    )
