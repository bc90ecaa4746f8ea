"""Opening a ledger, using it from several sides at once, and what is said when that fails."""

import multiprocessing
import os
import sqlite3
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Engine, event, select, update
from sqlalchemy.orm import Session

from app.errors import UserError
from app.ledger import calls as calls_module
from app.ledger.dossier import Dossier
from app.ledger.history import current, supersede
from app.ledger.ledger import Ledger
from app.ledger.migrations import REVISIONS
from app.ledger.records import CallRecord, ObjectionRecord, OurPromise
from app.ledger.tables import CallRow, DebtorRow, HeardRow

Debtor = Callable[..., int]
Call = Callable[..., CallRecord]


def test_a_new_ledger_is_made_with_its_folder(tmp_path: Path) -> None:
    """The first start on a fresh machine finds no folder and no file."""
    file = tmp_path / "nog niet é" / "dieper" / "belmaat.db"
    with Ledger.open(file) as ledger:
        assert ledger.debtors() == ()
    assert file.stat().st_size > 0


def test_what_was_saved_is_there_after_reopening(folder: Path, today: date) -> None:
    """A ledger closed and opened again holds the same dossier, value for value."""
    with Ledger.open(folder / "a.db") as ledger:
        before = ledger.dossier(ledger.add_example(today), today)
    with Ledger.open(folder / "a.db") as ledger:
        assert ledger.dossier(before.id, today) == before


def test_a_closed_ledger_leaves_no_side_files(folder: Path) -> None:
    """The write-ahead log is folded in on closing, so that copying the one file copies all."""
    with Ledger.open(folder / "a.db") as ledger:
        ledger.add_feedback("payment_run", fits=True, phrase="", when=datetime.now(UTC))
    assert [path.name for path in folder.iterdir()] == ["a.db"]


def test_an_address_with_a_scheme_is_taken_as_one(folder: Path) -> None:
    """A team gives an address of a database instead of a path."""
    with Ledger.open(f"sqlite:///{folder / 'b.db'}") as ledger:
        ledger.check()
    assert (folder / "b.db").exists()


def test_an_unknown_debtor_is_the_user_s_business(ledger: Ledger, today: date) -> None:
    """Somebody else may have erased him meanwhile: a sentence, not a fault."""
    with pytest.raises(UserError) as error:
        ledger.dossier(77, today)
    assert error.value.code == "debtor_unknown"


def refusal(where: Path, **options: float) -> UserError:
    """Return the error that opening this ledger gives."""
    with pytest.raises(UserError) as error:
        Ledger.open(where, **options)
    return error.value


def test_a_newer_ledger_is_refused_and_left_alone(folder: Path) -> None:
    """An older program must not write into tables that it does not know."""
    file = folder / "a.db"
    Ledger.open(file).close()
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    before = file.read_bytes()
    error = refusal(file)
    assert (error.code, error.facts) == ("ledger_newer", {"bestand": str(file), "versie": "9999"})
    assert file.read_bytes() == before


def test_a_database_of_another_program_is_refused(folder: Path) -> None:
    """Pointing at the wrong file must not fill it with our tables."""
    file = folder / "agenda.db"
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TABLE appointments (id INTEGER)")
    connection.close()
    assert refusal(file).code == "ledger_not_ours"


@pytest.mark.parametrize("content", [b"dit is geen database " * 200, b"\x00" * 8192])
def test_a_file_that_is_no_database_is_damaged(folder: Path, content: bytes) -> None:
    """Text or zeros where the database should be, as after a failed copy."""
    file = folder / "a.db"
    file.write_bytes(content)
    assert refusal(file).code == "ledger_damaged"


def test_a_ledger_cut_off_half_way_is_damaged(folder: Path, today: date) -> None:
    """A file of which the second half is gone is found out by the check, or earlier."""
    file = folder / "a.db"
    with Ledger.open(file) as ledger:
        ledger.add_example(today)
    content = file.read_bytes()
    file.write_bytes(content[: len(content) // 2])

    def use() -> None:
        with Ledger.open(file) as damaged:
            damaged.check()

    with pytest.raises(UserError) as error:
        use()
    assert error.value.code == "ledger_damaged"


def test_a_sound_ledger_passes_its_check(ledger: Ledger, today: date) -> None:
    """The check that `doctor` makes says nothing about a sound ledger."""
    ledger.add_example(today)
    ledger.check()


def test_a_locked_ledger_says_so_and_works_again_later(ledger: Ledger, folder: Path) -> None:
    """Another program that writes for too long gives a sentence; afterwards all is well."""
    blocker = sqlite3.connect(folder / "belmaat.db", isolation_level=None)
    blocker.execute("BEGIN IMMEDIATE")
    with Ledger.open(folder / "belmaat.db", busy_seconds=0.05) as second:
        with pytest.raises(UserError) as error:
            second.add_feedback("x", fits=True, phrase="", when=datetime.now(UTC))
        assert error.value.code == "ledger_locked"
        blocker.execute("ROLLBACK")
        second.add_feedback("x", fits=True, phrase="", when=datetime.now(UTC))
        assert [line.fits for line in ledger.feedback()] == [1]
    blocker.close()


@pytest.fixture
def full_disk() -> Iterator[Callable[[], None]]:
    """Return a function after which no database opened from then on can grow any more."""

    def stop_growing(connection: sqlite3.Connection, _: object) -> None:
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count = {max(pages, 1)}").close()

    yield lambda: event.listen(Engine, "connect", stop_growing)
    event.remove(Engine, "connect", stop_growing)


def test_a_full_disk_saves_nothing_of_a_call(
    ledger: Ledger, folder: Path, today: date, call: Call, full_disk: Callable[[], None]
) -> None:
    """SQLite's own limit on pages gives the error of a full disk; the call is not half written."""
    debtor_id = ledger.add_example(today)
    ledger.close()
    full_disk()
    with Ledger.open(folder / "belmaat.db") as full:
        before = full.dossier(debtor_id, today)
        with pytest.raises(UserError) as error:
            full.save_call(call(debtor_id, notes="lang " * 20_000))
        assert error.value.code == "disk_full"
        assert full.dossier(debtor_id, today) == before


def test_a_folder_that_cannot_be_made_is_unwritable(folder: Path) -> None:
    """A file stands where the folder should be."""
    (folder / "gegevens").write_text("geen map", encoding="utf-8")
    assert refusal(folder / "gegevens" / "belmaat.db").code == "ledger_unwritable"


def test_a_folder_instead_of_a_file_is_unwritable(folder: Path) -> None:
    """The path of a ledger names a folder."""
    assert refusal(folder).code == "ledger_unwritable"


@contextmanager
def as_nobody() -> Iterator[None]:
    """SQLite's own limit on pages gives a full disk; the call is not half written."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no read-only folders")
def test_a_read_only_folder_is_unwritable(call: Call) -> None:
    """A ledger in a folder where this user may only read cannot be saved to."""
    with tempfile.TemporaryDirectory(prefix="alleen lezen é") as name:
        place = Path(name)
        Ledger.open(place / "belmaat.db").close()
        (place / "belmaat.db").chmod(0o444)
        place.chmod(0o555)

        def use() -> None:
            with Ledger.open(place / "belmaat.db") as ledger:
                ledger.save_call(call(1))

        with as_nobody(), pytest.raises(UserError) as error:
            use()
        place.chmod(0o755)
    assert error.value.code == "ledger_unwritable"


def test_a_crash_in_the_middle_of_saving_leaves_nothing(
    ledger: Ledger, debtor: Debtor, call: Call, today: date, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The call row is written, then the program fails: the transaction takes the row back."""
    debtor_id = debtor()
    record = call(debtor_id, objections=(ObjectionRecord("no_money"),))
    before = ledger.dossier(debtor_id, today)

    def fail(*_: object) -> None:
        raise RuntimeError("power cut")

    with monkeypatch.context() as broken:
        broken.setattr(calls_module, "_finish_planned_calls", fail)
        with pytest.raises(RuntimeError, match="power cut"):
            ledger.save_call(record)
    assert ledger.dossier(debtor_id, today) == before
    assert not ledger.save_call(record).already_saved


def _die_while_saving(file: Path, debtor_id: int, ready: threading.Event) -> None:
    ledger = Ledger.open(file)
    with ledger._writing() as session:
        for number in range(200):
            row = DebtorRow(name=f"Half {number}")
            session.add(row)
        session.flush()
        os._exit(1)


def test_a_process_that_dies_while_writing_leaves_nothing(folder: Path) -> None:
    """Killed between writing and committing: the next start finds the ledger as it was."""
    file = folder / "a.db"
    Ledger.open(file).close()
    context = multiprocessing.get_context("spawn")
    process = context.Process(target=_die_while_saving, args=(file, 1, None))
    process.start()
    process.join(60)
    assert process.exitcode == 1
    with Ledger.open(file) as ledger:
        assert ledger.debtors() == ()
        ledger.check()


def _save_calls(file: Path, debtor_id: int, keys: list[UUID]) -> None:
    with Ledger.open(file, busy_seconds=30) as ledger:
        for key in keys:
            moment = datetime(2026, 9, 8, 9, 0, tzinfo=UTC)
            ledger.save_call(
                CallRecord(
                    key,
                    debtor_id,
                    moment,
                    moment,
                    "next_step",
                    our_promises=(OurPromise("kopie sturen", date(2026, 9, 8)),),
                )
            )


def test_two_processes_save_without_losing_or_doubling(
    ledger: Ledger, folder: Path, debtor: Debtor, today: date
) -> None:
    """Two windows write at the same time, half of the calls in both: each call is there once."""
    debtor_id = debtor()
    keys = [uuid4() for _ in range(30)]
    context = multiprocessing.get_context("spawn")
    processes = [
        context.Process(target=_save_calls, args=(folder / "belmaat.db", debtor_id, part))
        for part in (keys[:20], keys[10:])
    ]
    for process in processes:
        process.start()
    for process in processes:
        process.join(120)
    assert [process.exitcode for process in processes] == [0, 0]
    assert len(ledger.worklist(today).own_promises) == 30


def test_threads_share_one_ledger(ledger: Ledger, debtor: Debtor, call: Call, today: date) -> None:
    """The window reads while the call's thread saves; nothing is lost and nobody is refused."""
    debtor_id = debtor()
    records = [call(debtor_id, objections=(ObjectionRecord("no_money"),)) for _ in range(12)]
    seen: list[Dossier] = []

    def save(part: list[CallRecord]) -> None:
        for record in part:
            ledger.save_call(record)
            seen.append(ledger.dossier(debtor_id, today))

    threads = [threading.Thread(target=save, args=(records[i::3],)) for i in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(seen) == 12
    assert len(ledger.dossier(debtor_id, today).objections) == 12


def test_two_windows_open_a_new_ledger_at_once(folder: Path) -> None:
    """Both want to make the tables; one does, the other finds them."""
    file = folder / "a.db"
    opened: list[Ledger] = []
    barrier = threading.Barrier(2)

    def start() -> None:
        barrier.wait()
        opened.append(Ledger.open(file, busy_seconds=30))

    threads = [threading.Thread(target=start) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(opened) == 2
    for ledger in opened:
        assert ledger.debtors() == ()
        ledger.close()


def test_rows_cannot_be_changed(ledger: Ledger, debtor: Debtor) -> None:
    """Append-only is held by the session itself, not by good intentions."""
    debtor("Eerst")

    def change_a_row() -> None:
        with ledger._writing() as session:
            session.scalars(current(DebtorRow)).one().name = "Anders"

    def send_an_update() -> None:
        with ledger._writing() as session:
            session.execute(update(DebtorRow).values(name="Anders"))

    with pytest.raises(AssertionError, match="append-only"):
        change_a_row()
    with pytest.raises(AssertionError, match="append-only"):
        send_an_update()
    assert [line.name for line in ledger.debtors()] == ["Eerst"]


def test_foreign_keys_are_enforced(ledger: Ledger, debtor: Debtor) -> None:
    """An objection cannot belong to a call that does not exist."""
    debtor_id = debtor()

    def orphan() -> None:
        with ledger._writing() as session:
            session.add(HeardRow(debtor_id=debtor_id, call_id=999, objection_id="no_money"))

    with pytest.raises(Exception, match="FOREIGN KEY"):
        orphan()


def test_a_row_can_be_replaced_only_once(ledger: Ledger, debtor: Debtor, call: Call) -> None:
    """Two people correct the same call from the same state: the second is told."""
    saved = ledger.save_call(call(debtor()))

    def replace_the_same_row_twice() -> None:
        with ledger._writing() as session:
            row = session.scalars(select(CallRow)).one()
            for _ in range(2):
                supersede(session, row, key=str(uuid4()))

    with pytest.raises(UserError) as error:
        replace_the_same_row_twice()
    assert error.value.code == "ledger_changed"
    ledger.withdraw(saved.id)


def test_the_newest_revision_is_what_a_new_ledger_stands_at(folder: Path) -> None:
    """The version that is written is the one that `is_up_to_date` asks for."""
    Ledger.open(folder / "a.db").close()
    with sqlite3.connect(folder / "a.db") as connection:
        found = connection.execute("SELECT version_num FROM alembic_version").fetchall()
    connection.close()
    assert found == [(REVISIONS[-1],)]


def test_reading_does_not_write(ledger: Ledger, debtor: Debtor, today: date) -> None:
    """Looking at the list of today leaves the file untouched."""
    debtor("Fietsen", ("1", date(2026, 8, 1), "10.00"))

    def rows() -> int:
        with Session(ledger._engine) as session:
            return sum(len(session.scalars(select(t)).all()) for t in (DebtorRow, CallRow))

    before = rows()
    ledger.worklist(today)
    ledger.debtors("fiets")
    assert rows() == before


def test_opening_a_ledger_loads_nothing_that_only_lists_need(folder: Path) -> None:
    """The window starts with the ledger; workbooks, code pages and migrations can wait."""
    Ledger.open(folder / "a.db").close()
    code = (
        "import sys; from app.ledger.ledger import Ledger; Ledger.open(sys.argv[1]).close();"
        "late = {'openpyxl', 'charset_normalizer', 'alembic', 'numpy'} & set(sys.modules);"
        "sys.exit(','.join(late) or 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(folder / "a.db")],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr.strip() == ""
    assert done.returncode == 0
