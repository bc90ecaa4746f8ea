"""The migrations make the tables of the program, from every older version on."""

import re
import shutil
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from app.ledger import migrations
from app.ledger.engine import connect_to
from app.ledger.ledger import Ledger
from app.ledger.tables import OF_DEBTOR, Base

OLD_DATABASES = Path(__file__).parent / "databases"


def test_the_head_of_the_migrations_equals_the_tables(folder: Path) -> None:
    """Migrated from nothing, the database has exactly the tables that the program maps."""
    engine = connect_to(folder / "a.db")
    with engine.connect() as connection:
        migrations.upgrade(connection)
        connection.commit()
        assert migrations.is_up_to_date(connection)
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []
    engine.dispose()


def test_a_new_ledger_has_what_the_migrations_make(folder: Path) -> None:
    """Made at once or revision by revision, the columns, indexes and constraints are the same."""
    Ledger.open(folder / "new.db").close()
    engine = connect_to(folder / "migrated.db")
    with engine.connect() as connection:
        migrations.upgrade(connection)
        connection.commit()
    engine.dispose()
    assert _definitions(folder / "new.db") == _definitions(folder / "migrated.db")


def _definitions(database: Path) -> dict[str, list[str]]:
    """Return the parts of each table and index, sorted: the order of constraints says nothing."""
    with closing(sqlite3.connect(database)) as connection:
        rows = connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    return {name: sorted(_parts(" ".join(sql.split()))) for name, sql in rows}


def _parts(sql: str) -> list[str]:
    head, _, body = sql.partition("(")
    outside_brackets = r",(?![^(]*\))"
    return [head.strip(), *(part.strip() for part in re.split(outside_brackets, body.removesuffix(")")))]


def test_the_known_revisions_are_the_files() -> None:
    """The list that spares Alembic at every start is the list of the folder, in order."""
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    config.set_main_option("path_separator", "os")
    scripts = ScriptDirectory.from_config(config)
    found = [script.revision for script in scripts.walk_revisions()]
    assert tuple(reversed(found)) == migrations.REVISIONS


@pytest.mark.parametrize("revision", migrations.REVISIONS)
def test_a_real_database_of_every_version_is_brought_up_to_date(
    folder: Path, revision: str
) -> None:
    """A file as that version wrote it, with its example dossier, opens and reads the same."""
    day = date(2026, 9, 8)
    shutil.copy(OLD_DATABASES / f"version_{revision}.db", folder / "oud.db")
    with Ledger.open(folder / "oud.db") as old, Ledger.open(folder / "nieuw.db") as new:
        (jansen,) = [line.id for line in old.debtors("jansen")]
        assert old.dossier(jansen, day) == new.dossier(new.add_example(day), day)
        old.check()


def test_every_table_about_a_debtor_is_erased_with_him() -> None:
    """A new table with a debtor in it cannot be forgotten in the erasure."""
    of_debtor = {
        table.name for table in Base.metadata.sorted_tables if "debtor_id" in table.columns
    }
    assert {str(table.__tablename__) for table in OF_DEBTOR} == of_debtor
