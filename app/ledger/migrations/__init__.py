"""From an empty or older database to the tables of today.

Alembic lives inside the package: its script folder is this one, and there is no ini file. It is
imported only when there is something to migrate, because that costs a quarter of a second at every
start otherwise.
"""

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from app.errors import UserError

REVISIONS = ("0001",)
"""Every revision that this program knows, oldest first. A test holds it equal to `versions/`."""


def revision_of(connection: Connection) -> str | None:
    """Return the revision that the database stands at, or None for an empty one.

    Raises:
        UserError: `ledger_not_ours` when it holds tables of another program.
    """
    tables = inspect(connection).get_table_names()
    if "alembic_version" not in tables:
        if tables:
            raise UserError("ledger_not_ours", bestand=str(connection.engine.url.database))
        return None
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return None if found is None else str(found)


def is_up_to_date(connection: Connection) -> bool:
    """Return whether nothing needs migrating.

    Raises:
        UserError: `ledger_newer` when a newer Belmaat made this database; `ledger_not_ours`.
    """
    revision = revision_of(connection)
    if revision is not None and revision not in REVISIONS:
        raise UserError(
            "ledger_newer", bestand=str(connection.engine.url.database), versie=revision
        )
    return revision == REVISIONS[-1]


def migrate(connection: Connection) -> None:
    """Bring the database to the newest revision, inside the transaction of `connection`."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    # A percent sign in a path would be read as interpolation by the configuration parser.
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
