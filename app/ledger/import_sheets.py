"""From the bytes of a file to rows of cells: its kind, its encoding and its delimiter.

The content decides, never the name: people rename files, and programs call a text file .xls.
"""

import csv
import io
import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from app.errors import UserError
from app.ledger.import_columns import HEADER_WITHIN, find_heading
from app.ledger.import_values import Cell

type Row = tuple[int, tuple[Cell, ...]]
"""Line (or row) number in the file, from 1, and its cells."""

LARGEST_FILE = 100 * 1024 * 1024
LARGEST_UNPACKED = 400 * 1024 * 1024
"""A workbook of 300,000 rows unpacks to about a quarter of this; a zip bomb to much more."""

MOST_ROWS = 300_000
MOST_COLUMNS = 100
DELIMITERS = (";", ",", "\t", "|")

_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
_NO_LISTS = (b"%PDF", b"{\\rtf", b"\x89PNG", b"GIF8", b"\xff\xd8\xff")
"""What people pick by mistake: a printed list, a letter, a picture."""

_BOMS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_DUTCH_CODE_PAGES = ["cp1252", "cp850", "mac_roman"]
"""What Dutch programs wrote before UTF-8: Windows, DOS and the old Macintosh."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of one table; `encoding` and `delimiter` are empty for a workbook."""

    name: str
    rows: tuple[Row, ...]
    encoding: str = ""
    delimiter: str = ""


def read_bytes(path: Path) -> bytes:
    """Return the content of a file.

    Raises:
        UserError: `import_missing`, `import_locked`, `import_too_large`, `import_empty`.
    """
    name = str(path)
    try:
        if path.is_dir():
            raise UserError("import_missing", bestand=name)
        if path.stat().st_size > LARGEST_FILE:
            raise UserError("import_too_large", bestand=name)
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise UserError("import_missing", bestand=name) from error
    except OSError as error:
        # Excel keeps an open workbook to itself on Windows.
        raise UserError("import_locked", bestand=name) from error
    if not content.strip(b"\x00 \r\n\t"):
        raise UserError("import_empty", bestand=name)
    return content


def read_sheet(content: bytes, name: str) -> Sheet:
    """Return the table in a file that looks most like an open-items list.

    Raises:
        UserError: `import_old_excel`, `import_damaged`, `import_too_large`, `import_web_page`,
            `import_not_a_list`.
    """
    if content.startswith(_OLD_OFFICE):
        raise UserError("import_old_excel", bestand=name)
    if content.startswith(_NO_LISTS):
        raise UserError("import_not_a_list", bestand=name)
    if content.startswith(_ZIP):
        return _read_workbook(content, name)
    text, encoding = decode(content, name)
    if text.lstrip()[:200].lower().startswith(("<html", "<!doctype", "<?xml", "<table")):
        raise UserError("import_web_page", bestand=name)
    return _read_text(text, encoding, name)


def decode(content: bytes, name: str) -> tuple[str, str]:
    """Return the text of a file and the encoding that it was in.

    Raises:
        UserError: `import_not_a_list` for what is no text.
    """
    for bom, encoding in _BOMS.items():
        if content.startswith(bom):
            try:
                return content.decode(encoding), encoding
            except UnicodeDecodeError as error:
                raise UserError("import_not_a_list", bestand=name) from error
    sample = content[:4096]
    if b"\x00" in sample:
        # UTF-16 without a mark: every second byte of Western text is zero.
        for encoding, zeros in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[::2])):
            if zeros.count(0) > 0.8 * len(zeros):
                return content.decode(encoding, errors="replace"), encoding
        raise UserError("import_not_a_list", bestand=name)
    if sum(1 for byte in sample if byte < 32 and byte not in b"\t\r\n\x0c\x1a") > len(sample) // 50:
        raise UserError("import_not_a_list", bestand=name)
    try:
        return content.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    # A megabyte is enough to tell code pages apart; most of a list is digits, so look where the
    # accents are.
    lines = [line for line in content.splitlines() if any(byte > 127 for byte in line)]
    odd = b"\n".join(lines)[:1_000_000]
    from charset_normalizer import from_bytes  # here: needed for old lists only, slow to load

    best = from_bytes(odd, cp_isolation=_DUTCH_CODE_PAGES).best()
    encoding = best.encoding if best is not None else "cp1252"
    return content.decode(encoding, errors="replace"), encoding


def _read_text(text: str, encoding: str, name: str) -> Sheet:
    text = text.rstrip("\x1a\x00")
    first_line, _, rest = text.partition("\n")
    hint = first_line.strip().strip('"').lower()
    if hint.startswith("sep=") and len(hint) == len("sep=") + 1:
        rows = tuple((line + 1, row) for line, row in _split(rest, hint[-1], name))
        return Sheet("", rows, encoding, hint[-1])
    start = "\n".join(text.split("\n", HEADER_WITHIN * 2)[: HEADER_WITHIN * 2])

    def columns(delimiter: str) -> tuple[int, int]:
        try:
            rows = tuple(_split(start, delimiter, name))
        except UserError:
            return 0, 0
        return find_heading(rows)[1], sum(len(row) > 1 for _, row in rows)

    delimiter = max(DELIMITERS, key=columns)
    return Sheet("", tuple(_split(text, delimiter, name)), encoding, delimiter)


def _split(text: str, delimiter: str, name: str) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    line = 1
    try:
        for row in reader:
            if line > MOST_ROWS:
                raise UserError("import_too_large", bestand=name)
            yield line, tuple(row[:MOST_COLUMNS])
            # A quoted cell may hold line breaks: the next row starts where the reader is now.
            line = reader.line_num + 1
    except csv.Error as error:
        raise UserError("import_damaged", bestand=name, regel=reader.line_num) from error


def _read_workbook(content: bytes, name: str) -> Sheet:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
            if sum(member.file_size for member in members) > LARGEST_UNPACKED:
                raise UserError("import_too_large", bestand=name)
            if not any(member.filename == "[Content_Types].xml" for member in members):
                raise UserError("import_not_a_list", bestand=name)
        with warnings.catch_warnings():
            # openpyxl warns about styles and extensions that do not matter for reading values.
            warnings.simplefilter("ignore")
            sheets = list(_sheets(content, name))
    except UserError:
        raise
    except Exception as error:
        raise UserError("import_damaged", bestand=name) from error
    if not sheets:
        raise UserError("import_empty", bestand=name)
    return max(sheets, key=lambda sheet: (find_heading(sheet.rows)[1], len(sheet.rows)))


def _sheets(content: bytes, name: str) -> Iterator[Sheet]:
    import openpyxl  # here and not at the top: a third of a second that the window need not wait

    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    try:
        for sheet in book.worksheets:
            # The size that a file claims for its sheets is often wrong.
            sheet.reset_dimensions()
            rows: list[Row] = []
            found = sheet.iter_rows(values_only=True, max_col=MOST_COLUMNS)
            for number, row in enumerate(found, start=1):
                if any(cell is not None and cell != "" for cell in row):
                    rows.append((number, tuple(_plain(cell) for cell in row)))
                if len(rows) > MOST_ROWS:
                    raise UserError("import_too_large", bestand=name)
            if rows:
                yield Sheet(sheet.title, tuple(rows))
    finally:
        book.close()


def _plain(cell: object) -> Cell:
    """Return a cell of a workbook as one of the kinds that we read; a time of day becomes text."""
    if cell is None or isinstance(cell, str | int | float | Decimal | date):
        return cell
    return str(cell)
