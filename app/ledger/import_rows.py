"""The rows of an open-items list: each is an invoice, a problem with its line, or nothing."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import NoReturn

from app.ledger.debtors import plain
from app.ledger.dossier import InvoiceStatus
from app.ledger.import_columns import ColumnKind
from app.ledger.import_sheets import Row
from app.ledger.import_values import (
    TEXT_LIMIT,
    Cell,
    UnclearError,
    as_amount,
    as_date,
    as_level,
    as_text,
    decimal_mark,
    month_first,
)

USUAL_TERM = 30
"""Days between invoice and due date where a list tells only one of them."""

_TOTAL = re.compile(
    r"(eind|sub|generaal |alge?heel )?tota+l\w*\b|saldo\b|grand total", re.IGNORECASE
)
_GROUP = re.compile(r"(?:debiteur|klant|relatie)\w*\s*[:.]?\s*(.+)", re.IGNORECASE)
_NUMBER_AND_NAME = re.compile(r"(\d{2,})\s*(?:[-\u2013:/]\s*|\s+)(\D.*)")
_NAME_AND_NUMBER = re.compile(r"(.*\D)\s*\((\d{2,})\)")
_YES = {"ja", "j", "x", "1", "true", "waar", "yes", "y"}
_VALUE_SHOWN = 60


@dataclass(frozen=True, slots=True)
class ImportProblem:
    """Something about one line. `code` is a key of `resources/texts/import.yaml`.

    `rejected` tells whether the line was left out for it; else it was taken with what `code` says.
    """

    line: int
    code: str
    column: str = ""
    value: str = ""
    rejected: bool = True


@dataclass(frozen=True, slots=True)
class ImportRow:
    """One open item of the list. Empty or None: the list does not say."""

    line: int
    debtor_number: str
    debtor_name: str
    number: str
    invoice_date: date
    due_date: date
    amount: Decimal
    open_amount: Decimal
    status: InvoiceStatus | None = None
    description: str | None = None
    reminder_level: int = 0
    reminder_date: date | None = None
    contact: str = ""
    phone: str = ""
    email: str = ""
    term_days: int | None = None


class RowReader:
    """Reads the rows below a heading. `read` is called once; the counts hold after it."""

    def __init__(self, kinds: Mapping[ColumnKind, int], rows: Sequence[Row]) -> None:
        """Look at whole columns first: decimal marks, order of dates, kind of debtor column."""
        self.passed_over = 0
        self.filled_down = 0
        self._kinds = kinds
        self._rows = rows
        self._marks = {kind: decimal_mark(self._column(kind)) for kind in ("amount", "open_amount")}
        dates: tuple[ColumnKind, ...] = ("invoice_date", "due_date", "reminder_date")
        self._american = month_first(cell for kind in dates for cell in self._column(kind))
        self._debtor_is = self._look_at_debtors()
        self._above = ("", "")
        self._seen: dict[tuple[str, str], ImportRow] = {}
        self._problems: list[ImportProblem] = []
        self.grouped = not {"debtor", "debtor_name", "debtor_number"} & kinds.keys() and any(
            self._group(row) for _, row in rows
        )
        """True when the debtor stands in a line of its own above his invoices."""

    def read(self) -> tuple[tuple[ImportRow, ...], tuple[ImportProblem, ...]]:
        """Return the invoices and the problems, both in order of line."""
        found = []
        for line, row in self._rows:
            read = self._read(line, row)
            if read is not None:
                found.append(read)
        return tuple(found), tuple(self._problems)

    def _column(self, kind: ColumnKind) -> list[Cell]:
        at = self._kinds.get(kind)
        return [] if at is None else [row[at] for _, row in self._rows if at < len(row)]

    def _cell(self, row: Sequence[Cell], kind: ColumnKind) -> Cell:
        at = self._kinds.get(kind)
        return row[at] if at is not None and at < len(row) else None

    def _text(self, line: int, row: Sequence[Cell], kind: ColumnKind) -> str:
        text = as_text(self._cell(row, kind))
        if len(text) > TEXT_LIMIT:
            self._note(line, "text_cut", kind, text, rejected=False)
        return text[:TEXT_LIMIT]

    def _note(
        self, line: int, code: str, kind: str = "", value: object = "", *, rejected: bool = True
    ) -> None:
        shown = str(value)[:_VALUE_SHOWN]
        self._problems.append(ImportProblem(line, code, kind, shown, rejected))

    def _look_at_debtors(self) -> str:
        """Return what the column `debtor` holds: `number`, `both`, or `name`."""
        values = [text for text in map(as_text, self._column("debtor")) if text]
        if values and all(value.isdigit() for value in values):
            return "number"
        matches = sum(
            1 for v in values if _NUMBER_AND_NAME.fullmatch(v) or _NAME_AND_NUMBER.fullmatch(v)
        )
        # One name that begins with digits is a name; a whole column of them is numbers with names.
        return "both" if values and matches >= 0.9 * len(values) else "name"

    def _debtor(self, line: int, row: Sequence[Cell]) -> tuple[str, str]:
        number = self._text(line, row, "debtor_number")
        name = self._text(line, row, "debtor_name")
        either = self._text(line, row, "debtor")
        if either and self._debtor_is == "number":
            number = number or either
        elif either and self._debtor_is == "both":
            split_number, split_name = number_and_name(either)
            number, name = number or split_number, name or split_name
        elif either:
            name = name or either
        return number, name

    def _group(self, row: Sequence[Cell]) -> tuple[str, str] | None:
        """Return the debtor of a line that names only him, as some lists are laid out."""
        texts = [text for text in map(as_text, row) if text]
        found = _GROUP.fullmatch(" ".join(texts)) if 1 <= len(texts) <= 3 else None
        return number_and_name(found[1]) if found else None

    def _read(self, line: int, row: Sequence[Cell]) -> ImportRow | None:
        number = self._text(line, row, "number")
        money = [as_text(self._cell(row, kind)) for kind in ("open_amount", "amount")]
        debtor = self._debtor(line, row)
        heads_group = not any(money) and self._group(row) is not None
        if not number or _TOTAL.match(number) or heads_group:
            self._no_invoice(line, row, debtor, any(money))
            return None
        if not any(debtor):
            debtor = self._above
            self.filled_down += any(debtor)
        self._above = debtor
        if not any(debtor):
            self._note(line, "debtor_missing", "debtor")
            return None
        try:
            read = self._invoice(line, row, number, debtor)
        except UnclearError:
            return None
        key = (debtor[0] or plain(debtor[1]), number.casefold())
        before = self._seen.get(key)
        if before is not None:
            same = (before.open_amount, before.due_date) == (read.open_amount, read.due_date)
            code = "duplicate_same" if same else "duplicate_differs"
            self._note(line, code, "number", number, rejected=not same)
            return None
        self._seen[key] = read
        return read

    def _no_invoice(
        self, line: int, row: Sequence[Cell], debtor: tuple[str, str], has_money: bool
    ) -> None:
        """Sort out a line without invoice number: total, debtor's own line, text, or mistake."""
        texts = [text for text in map(as_text, row) if text]
        group = self._group(row)
        if group is not None and not has_money:
            self._above = group
            self.passed_over += 1
        elif not texts or not has_money or any(_TOTAL.match(text) for text in texts):
            if any(debtor) and not has_money and len(texts) <= 2:
                self._above = debtor
            self.passed_over += 1
        elif any(debtor) or self._cell(row, "due_date") or self._cell(row, "invoice_date"):
            self._note(line, "number_missing", "number", " ".join(texts))
        else:
            # An amount and nothing else: the total at the bottom of a column.
            self.passed_over += 1

    def _invoice(
        self, line: int, row: Sequence[Cell], number: str, debtor: tuple[str, str]
    ) -> ImportRow:
        currency = self._text(line, row, "currency").upper()
        if currency not in {"", "EUR", "EURO", "€"}:
            self._reject(line, "currency_other", "currency", currency)
        amount = self._amount(line, row, "amount")
        still_open = self._amount(line, row, "open_amount")
        if "open_amount" in self._kinds and still_open is None:
            self._reject(line, "amount_missing", "open_amount")
        still_open = amount if still_open is None else still_open
        if still_open is None:
            self._reject(line, "amount_missing", "amount")
        invoice_date, due_date, term = self._dates(line, row)
        level = as_level(self._cell(row, "reminder_level"))
        reminded = self._date(line, row, "reminder_date", needed=False)
        if reminded is None and isinstance(self._cell(row, "reminder_level"), date):
            reminded = self._date(line, row, "reminder_level", needed=False)
        description = self._text(line, row, "description") if "description" in self._kinds else None
        return ImportRow(
            line=line,
            debtor_number=debtor[0],
            debtor_name=debtor[1],
            number=number,
            invoice_date=invoice_date,
            due_date=due_date,
            amount=still_open if amount is None else amount,
            open_amount=still_open,
            status=self._status(row),
            description=description,
            reminder_level=max(level, 1) if reminded is not None else level,
            reminder_date=reminded,
            contact=self._text(line, row, "contact"),
            phone=self._text(line, row, "phone"),
            email=self._text(line, row, "email"),
            term_days=term,
        )

    def _reject(self, line: int, code: str, kind: str, value: object = "") -> NoReturn:
        self._note(line, code, kind, value)
        raise UnclearError(code)

    def _amount(self, line: int, row: Sequence[Cell], kind: ColumnKind) -> Decimal | None:
        cell = self._cell(row, kind)
        try:
            return as_amount(cell, self._marks[kind])
        except UnclearError as error:
            self._note(line, error.code, kind, as_text(cell))
            raise

    def _date(
        self, line: int, row: Sequence[Cell], kind: ColumnKind, *, needed: bool = True
    ) -> date | None:
        cell = self._cell(row, kind)
        try:
            return as_date(cell, american=self._american)
        except UnclearError as error:
            self._note(line, error.code, kind, as_text(cell), rejected=needed)
            if needed:
                raise
            return None

    def _dates(self, line: int, row: Sequence[Cell]) -> tuple[date, date, int | None]:
        sent = self._date(line, row, "invoice_date")
        due = self._date(line, row, "due_date")
        found = re.search(r"\d{1,3}", as_text(self._cell(row, "term_days")))
        term = int(found.group()) if found else None
        days = timedelta(days=USUAL_TERM if term is None else term)
        if sent is None and due is None:
            self._reject(line, "date_missing", "due_date")
        if due is None:
            due = (sent or date.min) + days
            if "due_date" in self._kinds:
                self._note(line, "due_computed", "due_date", due.isoformat(), rejected=False)
        if sent is None:
            sent = due - days
        if due < sent:
            self._note(line, "due_before_invoice", "due_date", due.isoformat(), rejected=False)
        return sent, due, term

    def _status(self, row: Sequence[Cell]) -> InvoiceStatus | None:
        words = plain(as_text(self._cell(row, "status")))
        if "betwist" in words or "dispu" in words or self._is_yes(row, "disputed"):
            return "disputed"
        if "geblok" in words or self._is_yes(row, "blocked"):
            return "blocked"
        return None

    def _is_yes(self, row: Sequence[Cell], kind: ColumnKind) -> bool:
        return plain(as_text(self._cell(row, kind))) in _YES


def number_and_name(text: str) -> tuple[str, str]:
    """Split ``10021 - Jansen BV`` or ``Jansen BV (10021)``; a text of one kind is that kind."""
    if found := _NUMBER_AND_NAME.fullmatch(text):
        return found[1], found[2].strip()
    if found := _NAME_AND_NUMBER.fullmatch(text):
        return found[2], found[1].strip()
    return (text, "") if text.isdigit() else ("", text)
