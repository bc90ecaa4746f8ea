"""What a cell of an open-items list means: amounts, dates and texts as Dutch programs write them.

Bookkeeping programs disagree about decimal marks and the order of a date. Where one value is not
clear by itself, the whole column decides: `decimal_mark` and `month_first` look at all of it before
the first value is read.
"""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache

type Cell = str | int | float | Decimal | datetime | date | bool | None
"""What a CSV file (text only) or a workbook (typed) can hold."""

CENT = Decimal("0.01")
LARGEST = Decimal(10) ** 10
TEXT_LIMIT = 500
_GUARDED = re.compile(r"'(?=[=+\-@])")
_MONEY_WORDS = re.compile(r"€|\beuro?\b|\beur\b", re.IGNORECASE)
_MINUS = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"))
_NUMBER = re.compile(r"[0-9]+(?:[.,][0-9]+)*")
_THOUSANDS = re.compile(r"(?<=[0-9])[ '](?=[0-9]{3}(?:[^0-9]|$))")
"""A space or a quote between thousands; anywhere else it makes an amount unclear."""

_MONTHS = {
    name: month
    for month, names in enumerate(
        (
            ("januari", "jan", "january"),
            ("februari", "feb", "february"),
            ("maart", "mrt", "mar", "march"),
            ("april", "apr"),
            ("mei", "may"),
            ("juni", "jun", "june"),
            ("juli", "jul", "july"),
            ("augustus", "aug", "august"),
            ("september", "sep", "sept"),
            ("oktober", "okt", "oct", "october"),
            ("november", "nov"),
            ("december", "dec"),
        ),
        start=1,
    )
    for name in names
}
_DAY_MONTH_YEAR = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})", re.ASCII)
_YEAR_MONTH_DAY = re.compile(r"(\d{4})[-/.]?(\d{2})[-/.]?(\d{2})", re.ASCII)
_DAY_NAME_YEAR = re.compile(r"(\d{1,2})[- .]+([a-z]+)[-. ]+(\d{4}|\d{2})")
_CLOCK = re.compile(r"[T ]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?([zZ]|[+-]\d{2}:?\d{2})?$")
_SERIAL = re.compile(r"\d{5}(\.\d+)?")
_EXCEL_DAY_ZERO = date(1899, 12, 30)
"""Day 0 of a workbook's date numbers, with the leap day of 1900 that never was."""

_FIRST_YEAR, _LAST_YEAR = 1990, 2100


class UnclearError(Exception):
    """A value that cannot be read; `code` says why, as a key of `resources/texts/import.yaml`."""

    def __init__(self, code: str) -> None:
        """Keep the code."""
        super().__init__(code)
        self.code = code


def as_text(cell: Cell) -> str:
    """Return a cell as one clean line: no control characters, no double spaces, 10594.0 as 10594.

    The quote that our own exports put before a dangerous first character is taken off again.
    """
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "ja" if cell else "nee"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    text = str(cell)
    if text.isascii() and text.isprintable() and not text.startswith("'") and "  " not in text:
        # Nearly every cell of a long list; what follows takes ten times as long.
        return text.strip()
    cleaned = "".join(" " if unicodedata.category(c) in {"Cc", "Zs", "Cf"} else c for c in text)
    return _GUARDED.sub("", " ".join(cleaned.split()), count=1)


def decimal_mark(cells: Iterable[Cell]) -> str:
    """Return what the texts of a column put before the cents; ``,`` when nothing tells."""
    votes = {",": 0, ".": 0}
    for cell in cells:
        if not isinstance(cell, str):
            continue
        found = _NUMBER.search(cell)
        if found is None:
            continue
        marks = [c for c in found.group() if c in ",."]
        if not marks:
            continue
        decimals = len(found.group()) - 1 - max(found.group().rfind(","), found.group().rfind("."))
        if len(set(marks)) > 1 or decimals in {1, 2}:
            votes[marks[-1]] += 1
        elif len(marks) > 1:
            # The same mark twice can only separate thousands.
            votes["," if marks[-1] == "." else "."] += 1
    return "." if votes["."] > votes[","] else ","


def as_amount(cell: Cell, mark: str = ",") -> Decimal | None:
    """Return an amount in euros with two decimals, or None for an empty cell.

    Reads ``1.234,56``, ``€ 1.234,56-``, ``1234.56``, ``(12,50)``, ``-/- 12,50``, ``12,50 CR`` and
    numbers of a workbook.

    Args:
        cell: the cell.
        mark: the decimal mark of the column, see `decimal_mark`.

    Raises:
        UnclearError: `amount_unclear`, or `amount_too_large` for ten milliard and more.
    """
    if cell is None or isinstance(cell, bool):
        return None
    if isinstance(cell, date):
        raise UnclearError("amount_unclear")
    if isinstance(cell, int | float | Decimal):
        value = Decimal(str(cell))
        if not value.is_finite():
            raise UnclearError("amount_unclear")
        return _checked(value)
    text = _MONEY_WORDS.sub("", as_text(cell)).translate(_MINUS).strip()
    if not text or text in {"-", "--", ",-"}:
        return None
    negative = False
    if text.startswith("(") and text.endswith(")"):
        negative, text = True, text[1:-1].strip()
    if text.startswith("-/-"):
        negative, text = True, text[3:].strip()
    if text[-2:].upper() in {"CR", " C"}:
        negative, text = True, text[:-2].strip()
    elif text[-2:].upper() in {"DB", " D"}:
        text = text[:-2].strip()
    if text.endswith((",-", ",--", ".-")):
        # "12,-" is how people write twelve euros and no cents.
        text = text.rstrip("-")[:-1]
    elif text.endswith("-"):
        negative, text = not negative, text[:-1].strip()
    if text.startswith(("-", "+")):
        negative, text = negative != (text[0] == "-"), text[1:].strip()
    value = _checked(_unsigned(_THOUSANDS.sub("", text), mark))
    return -value if negative else value


def _unsigned(text: str, mark: str) -> Decimal:
    if not _NUMBER.fullmatch(text):
        raise UnclearError("amount_unclear")
    last = max(text.rfind(","), text.rfind("."))
    if last < 0:
        return Decimal(text)
    other = "." if text[last] == "," else ","
    decimals = len(text) - 1 - last
    if decimals == 3 and (text[last] != mark or text.count(text[last]) > 1) and _grouped(text):
        return Decimal(text.replace(text[last], ""))
    whole, cents = text[:last], text[last + 1 :]
    # A second decimal mark, or thousands that do not come in threes, is no amount.
    if text[last] in whole or decimals > 2 or (other in whole and not _grouped(whole)):
        raise UnclearError("amount_unclear")
    return Decimal(f"{whole.replace(other, '')}.{cents}")


def _grouped(text: str) -> bool:
    """Return whether the digits come in groups of three, separated by one and the same mark."""
    return re.fullmatch(r"\d{1,3}(\.\d{3})+|\d{1,3}(,\d{3})+", text) is not None


def _checked(value: Decimal) -> Decimal:
    if abs(value) >= LARGEST:
        raise UnclearError("amount_too_large")
    return value.quantize(CENT)


def month_first(cells: Iterable[Cell]) -> bool:
    """Return whether a column writes the month before the day, as American programs do.

    Only when that is the one reading that fits every value: Dutch order wins where both do.
    """
    day_first_fails = False
    for cell in cells:
        found = _DAY_MONTH_YEAR.match(cell.strip()) if isinstance(cell, str) else None
        if found is None:
            continue
        first, second = int(found[1]), int(found[2])
        if first > 12:
            return False
        day_first_fails = day_first_fails or second > 12
    return day_first_fails


@lru_cache(maxsize=4096, typed=True)
def as_date(cell: Cell, *, american: bool = False) -> date | None:
    """Return a date, or None for an empty cell.

    Reads dd-mm-jjjj with dashes, slashes, dots or spaces, two-digit years, ISO, 20260720, ``20 juli
    2026``, a time of day after it, dates of a workbook and their day numbers.

    Args:
        cell: the cell.
        american: the month stands first, see `month_first`.

    Raises:
        UnclearError: `date_unclear`, or `date_unlikely` before 1990 and after 2100.
    """
    if cell is None or isinstance(cell, bool):
        return None
    if isinstance(cell, datetime):
        return _likely(cell.date())
    if isinstance(cell, date):
        return _likely(cell)
    text = as_text(cell).lower()
    if not text or text in {"-", "00-00-0000", "0000-00-00"}:
        return None
    if _SERIAL.fullmatch(text):
        return _likely(_EXCEL_DAY_ZERO + timedelta(days=int(float(text))))
    text = _CLOCK.sub("", text.replace("t", "T") if re.match(r"\d{4}-\d\d-\d\dt", text) else text)
    if found := _YEAR_MONTH_DAY.fullmatch(text):
        return _date(int(found[1]), int(found[2]), int(found[3]))
    if found := _DAY_MONTH_YEAR.fullmatch(text):
        day, month = int(found[1]), int(found[2])
        if american:
            day, month = month, day
        return _date(_year(found[3]), month, day)
    if (found := _DAY_NAME_YEAR.fullmatch(text)) and found[2] in _MONTHS:
        return _date(_year(found[3]), _MONTHS[found[2]], int(found[1]))
    raise UnclearError("date_unclear")


def _year(text: str) -> int:
    return int(text) if len(text) == 4 else 2000 + int(text)


def _date(year: int, month: int, day: int) -> date:
    try:
        return _likely(date(year, month, day))
    except ValueError:
        raise UnclearError("date_unclear") from None


def _likely(value: date) -> date:
    if not _FIRST_YEAR <= value.year <= _LAST_YEAR:
        raise UnclearError("date_unlikely")
    return value


def as_level(cell: Cell) -> int:
    """Return a level: ``2``, ``2e herinnering``, ``A1``; 0 for an empty cell, words or a date."""
    if isinstance(cell, date) or cell is None or isinstance(cell, bool):
        return 0
    found = re.search(r"\d+", as_text(cell))
    return int(found.group()) if found and len(found.group()) == 1 else 0
