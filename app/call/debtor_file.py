"""All there is about one debtor, as a file for whoever asks for it."""

import re
from datetime import date
from pathlib import Path

from app.errors import UserError
from app.ledger.ledger import Ledger

_NOT_IN_NAMES = re.compile(r"[^\w\- ]+")
_NAME_LENGTH = 60


def suggested_name(debtor: str, day: date) -> str:
    """A file name that every file system takes: `Jansen BV 2026-09-08.json`."""
    stem = " ".join(_NOT_IN_NAMES.sub(" ", debtor).split())[:_NAME_LENGTH].strip() or "debiteur"
    return f"{stem} {day.isoformat()}.json"


def write_debtor(ledger: Ledger, debtor_id: int, path: Path) -> None:
    """Write everything about a debtor, history included, as JSON.

    Raises:
        UserError: `debtor_unknown`, or `export_unwritable` when the file can't be written.
    """
    text = ledger.export_debtor(debtor_id)
    try:
        path.write_text(text + "\n", encoding="utf-8", newline="\n")
    except OSError as error:
        raise UserError("export_unwritable", bestand=path) from error
