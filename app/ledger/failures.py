"""What a database says when it fails, sorted into the two kinds of error of `app.errors`.

The names of SQLite's result codes are those of https://www.sqlite.org/rescode.html.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DatabaseError, IntegrityError, OperationalError

from app.errors import UserError

_CODES = {
    "SQLITE_BUSY": "ledger_locked",
    "SQLITE_LOCKED": "ledger_locked",
    "SQLITE_PROTOCOL": "ledger_locked",
    "SQLITE_CORRUPT": "ledger_damaged",
    "SQLITE_NOTADB": "ledger_damaged",
    "SQLITE_FORMAT": "ledger_damaged",
    "SQLITE_FULL": "disk_full",
    "SQLITE_READONLY": "ledger_unwritable",
    "SQLITE_CANTOPEN": "ledger_unwritable",
    "SQLITE_PERM": "ledger_unwritable",
    "SQLITE_AUTH": "ledger_unwritable",
    "SQLITE_IOERR": "ledger_unwritable",
}


@contextmanager
def told_to_the_user(place: str) -> Iterator[None]:
    """Turn a database failure that the user can do something about into a `UserError`.

    Args:
        place: file or address of the ledger, for the sentence.

    Raises:
        UserError: `ledger_locked`, `ledger_damaged`, `disk_full`, `ledger_unwritable`,
            `ledger_changed` (somebody else changed the same thing just before) or
            `ledger_unreachable` (a server that does not answer).
    """
    try:
        yield
    except IntegrityError as error:
        if "supersedes_id" in str(error.orig):
            raise UserError("ledger_changed", bestand=place) from error
        raise
    except DatabaseError as error:
        code = code_of(error)
        if code is None:
            raise
        raise UserError(code, bestand=place) from error


def code_of(error: DatabaseError) -> str | None:
    """Return the code of the sentence for this failure, or None if the fault is ours."""
    name = getattr(error.orig, "sqlite_errorname", None)
    if isinstance(name, str):
        return next((code for start, code in _CODES.items() if name.startswith(start)), None)
    if isinstance(error, OperationalError) and error.connection_invalidated:
        return "ledger_unreachable"
    return None
