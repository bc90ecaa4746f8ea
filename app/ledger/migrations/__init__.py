"""From an empty or older database to the tables of today.

Alembic lives inside the package: its script folder is this one, and there is no ini file. It is imported only when an
older database is to be migrated, because that costs a quarter of a second and ten megabytes.
"""

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from app.errors import UserError
from app.ledger.tables import Base

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
    """Bring the database to the newest revision, inside the transaction of `connection`.

    An empty database gets the tables of today at once, which needs no Alembic; a test holds the two ways equal.
    """
    if revision_of(connection) is None:
        Base.metadata.create_all(connection)
        connection.execute(
            text(
                "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, "
                "CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
            )
        )
        connection.execute(
            text("INSERT INTO alembic_version (version_num) VALUES (:newest)"), {"newest": REVISIONS[-1]}
        )
    else:
        upgrade(connection)


def upgrade(connection: Connection) -> None:
    """Run the migrations that this database, an empty one included, has not had."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    # A percent sign in a path would be read as interpolation by the configuration parser.
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
