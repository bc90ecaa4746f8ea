"""The connection to the database; the one place that knows how a ledger is opened.

An encrypted ledger needs another driver and a key: both belong in `connect_to` and nowhere else.
"""

import sqlite3
import time
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.pool import ConnectionPoolEntry, QueuePool, StaticPool

from app.errors import UserError

WRITES = "belmaat_writes"
"""Execution option of a connection that is going to write."""


_WAL_TRIES = 100
_WAL_WAIT = 0.02
"""Seconds between two tries; two seconds in all."""


def address_of(where: str | Path) -> URL:
    """Return the address of a ledger; text with ``://`` is one, a path is an SQLite file."""
    if isinstance(where, str) and "://" in where:
        return make_url(where)
    return URL.create("sqlite", database=str(where))


def connect_to(where: str | Path, *, busy_seconds: float = 5.0) -> Engine:
    """Return an engine for a ledger; nothing is opened yet, but the folder of a file is made.

    Args:
        where: path of an SQLite file (made when it is not there), or the address of a database.
        busy_seconds: how long to wait while another program writes.

    Raises:
        UserError: `ledger_unwritable` when the folder cannot be made.
    """
    url = address_of(where)
    if url.get_backend_name() != "sqlite":
        return create_engine(url, pool_pre_ping=True)
    in_memory = url.database in (None, "", ":memory:")
    if not in_memory:
        _make_folder(Path(str(url.database)))
    engine = create_engine(
        url,
        connect_args={"timeout": busy_seconds, "check_same_thread": False},
        # One connection at a time: the ledger serialises its work, and SQLite has one writer
        # anyhow.
        **({"poolclass": StaticPool} if in_memory else {"poolclass": QueuePool, "pool_size": 1}),
    )
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _make_folder(file: Path) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError("ledger_unwritable", bestand=str(file)) from error


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Switch to the write-ahead log; SQLite does not wait by itself when another window is just doing the same."""
    for waits_left in range(_WAL_TRIES, -1, -1):
        try:
            connection.execute("PRAGMA journal_mode = WAL").close()
        except sqlite3.OperationalError as error:
            if not waits_left or "locked" not in str(error):
                connection.close()  # nobody else would: the pool has not taken it yet
                raise
            time.sleep(_WAL_WAIT)
        else:
            return


def _prepare(connection: sqlite3.Connection, _: ConnectionPoolEntry) -> None:
    """Set what SQLite forgets between connections, and leave BEGIN to `_begin`."""
    connection.isolation_level = None
    _write_ahead(connection)
    for pragma in (
        "foreign_keys = ON",
        # A saved agreement must survive a power cut, so a commit waits for the disk.
        "synchronous = FULL",
        # Erased is erased: overwrite the bytes of deleted rows.
        "secure_delete = ON",
    ):
        connection.execute(f"PRAGMA {pragma}").close()


def _begin(connection: Connection) -> None:
    """Begin as a writer at once where writing is meant.

    A reader that turns into a writer half-way can meet SQLITE_BUSY without waiting; a writer from
    the start waits.
    """
    writes = connection.get_execution_options().get(WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
