"""The door to everything that is kept.

A `Ledger` hands out values and takes values; rows and sessions stay behind it. It may be used from
any thread: one lock lets one thread at a time at the database. Each method is one transaction: all
of it is written, or nothing.
"""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import Engine, event, text
from sqlalchemy.orm import ORMExecuteState, Session, UOWTransaction

from app.errors import UserError
from app.ledger import (
    calls,
    cards,
    debtors,
    dossier_reader,
    example,
    exporters,
    follow_ups,
    import_apply,
    privacy,
    promises,
    worklist,
)
from app.ledger.columns import utc_now
from app.ledger.dossier import (
    ContactPerson,
    Dossier,
    Invoice,
    InvoiceStatus,
    PromiseStatus,
    Worklist,
)
from app.ledger.engine import WRITES, connect_to
from app.ledger.exporters import ExportTable
from app.ledger.failures import told_to_the_user
from app.ledger.import_apply import ImportResult, MissingInvoices
from app.ledger.importers import ImportPreview
from app.ledger.migrations import is_up_to_date, migrate
from app.ledger.records import (
    AttemptOutcome,
    CallRecord,
    CardFeedback,
    Confirmation,
    DebtorDetails,
    DebtorLine,
    NewDispute,
    OwnEvaluation,
    Removed,
    Retention,
    SavedCall,
)


class Ledger:
    """An open ledger. Made by `Ledger.open`, closed by `close` or at the end of a ``with``."""

    def __init__(self, engine: Engine, place: str) -> None:
        """Keep an engine whose database stands at the newest revision; use `open` instead."""
        self.place = place
        """File or address, for showing."""
        self._engine = engine
        self._lock = threading.RLock()

    @classmethod
    def open(cls, where: str | Path, *, busy_seconds: float = 5.0) -> Self:
        """Open a ledger, make it when there is none, and bring an older one up to date.

        Args:
            where: path of an SQLite file, or the address of a database
                (``postgresql+psycopg://...``).
            busy_seconds: how long to wait while another program writes.

        Raises:
            UserError: `ledger_newer`, `ledger_not_ours`, `ledger_damaged`, `ledger_locked`,
                `disk_full`, `ledger_unwritable` or `ledger_unreachable`.
        """
        place = str(where)
        engine = connect_to(where, busy_seconds=busy_seconds)
        try:
            with told_to_the_user(place):
                with engine.connect() as connection:
                    ready = is_up_to_date(connection)
                if not ready:
                    with engine.connect().execution_options(**{WRITES: True}) as connection:
                        # Asked again: another window may have migrated while this one waited for
                        # its turn.
                        if not is_up_to_date(connection):
                            migrate(connection)
                        connection.commit()
        except BaseException:
            engine.dispose()
            raise
        return cls(engine, place)

    def close(self) -> None:
        """Close the database; the ledger cannot be used afterwards."""
        with self._lock:
            self._engine.dispose()

    def __enter__(self) -> Self:
        """Return the ledger itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the ledger."""
        self.close()

    # Reading

    def dossier(self, debtor_id: int, today: date) -> Dossier:
        """Return everything about a debtor. Raises `UserError` `debtor_unknown`."""
        with self._reading() as session:
            return dossier_reader.read_dossier(session, debtor_id, today)

    def debtors(self, search: str = "", limit: int = 500) -> tuple[DebtorLine, ...]:
        """Return debtors by name; `search` looks in name, number, contacts and invoice numbers."""
        with self._reading() as session:
            return debtors.list_debtors(session, search, limit)

    def worklist(self, today: date) -> Worklist:
        """Return what there is to do on this day, most urgent first."""
        with self._reading() as session:
            return worklist.read_worklist(session, today)

    def feedback(self) -> tuple[CardFeedback, ...]:
        """Return how often each card fitted, the worst first."""
        with self._reading() as session:
            return cards.read_feedback(session)

    def own_evaluations(self) -> tuple[OwnEvaluation, ...]:
        """Return the controller's private answers, newest first."""
        with self._reading() as session:
            return cards.read_own_evaluations(session)

    def check(self) -> None:
        """Read the whole database; raises `UserError` `ledger_damaged` if it is not sound."""
        if self._engine.dialect.name != "sqlite":
            return
        with self._reading() as session:
            if session.execute(text("PRAGMA quick_check(1)")).scalar() != "ok":
                raise UserError("ledger_damaged", bestand=self.place)

    # Calls

    def save_call(self, record: CallRecord) -> SavedCall:
        """Write a call with all that came of it; the same key twice changes nothing."""
        with self._writing() as session:
            return calls.save_call(session, record)

    def correct(self, call_id: int, record: CallRecord, reason: str = "") -> SavedCall:
        """Replace the account of a call; the old one stays on file. Raises `call_unknown`."""
        with self._writing() as session:
            return calls.correct_call(session, call_id, record, reason)

    def withdraw(self, call_id: int, reason: str = "") -> None:
        """Take back a call with its promises and actions. Raises `call_unknown`."""
        with self._writing() as session:
            calls.withdraw_call(session, call_id, reason)

    def set_confirmation(self, call_id: int, status: Confirmation, at: datetime) -> None:
        """Note that the confirmation mail is a draft or was sent. Raises `call_unknown`."""
        with self._writing() as session:
            calls.set_confirmation(session, call_id, status, at)

    def record_attempt(
        self,
        debtor_id: int,
        outcome: AttemptOutcome,
        when: datetime,
        contact_id: int | None = None,
        note: str = "",
    ) -> None:
        """Note a call that did not reach the person; the dossier counts them."""
        with self._writing() as session:
            debtors.known_debtor(session, debtor_id)
            follow_ups.record_attempt(session, debtor_id, outcome, when, contact_id, note)

    # What follows

    def complete_follow_up(self, follow_up_id: int, when: datetime) -> None:
        """Mark an action done, and our own promise behind it kept. Raises `follow_up_unknown`."""
        with self._writing() as session:
            follow_ups.complete(session, follow_up_id, when)

    def reopen_follow_up(self, follow_up_id: int) -> None:
        """Take back that an action was done. Raises `follow_up_unknown`."""
        with self._writing() as session:
            follow_ups.reopen(session, follow_up_id)

    def move_follow_up(self, follow_up_id: int, due: date, time: str = "") -> None:
        """Give an action another day. Raises `follow_up_unknown`."""
        with self._writing() as session:
            follow_ups.move(session, follow_up_id, due, time)

    def postpone(self, debtor_id: int, until: date, now: datetime | None = None) -> None:
        """Put off the call to a debtor; each time counts. Raises `debtor_unknown`."""
        with self._writing() as session:
            debtors.known_debtor(session, debtor_id)
            follow_ups.postpone(session, debtor_id, until, now or utc_now())

    def set_bank_processed(self, until: date, today: date) -> None:
        """Note through which day the bank is booked, and judge the promises that waited for it."""
        with self._writing() as session:
            promises.set_bank_processed(session, until, today)

    def resolve_promise(self, promise_id: int, status: PromiseStatus) -> None:
        """Decide that a promise was kept or broken. Raises `promise_unknown`."""
        with self._writing() as session:
            promises.resolve(session, promise_id, status, utc_now())

    # The administration

    def put_debtor(self, details: DebtorDetails, debtor_id: int | None = None) -> int:
        """Add a debtor, or correct one. Returns his id. Raises `debtor_unknown`."""
        with self._writing() as session:
            return debtors.put_debtor(session, details, debtor_id)

    def put_contact(self, debtor_id: int, person: ContactPerson) -> int:
        """Add a contact (id 0) or correct one. Returns the id.

        Raises:
            UserError: `debtor_unknown`, `contact_unknown`.
        """
        with self._writing() as session:
            return debtors.put_contact(session, debtor_id, person)

    def withdraw_contact(self, contact_id: int, reason: str = "") -> None:
        """Take a contact off a debtor. Raises `contact_unknown`."""
        with self._writing() as session:
            debtors.withdraw_contact(session, contact_id, reason)

    def put_invoice(self, debtor_id: int, invoice: Invoice) -> int:
        """Add an invoice (id 0) or correct one. Returns the id.

        Raises:
            UserError: `debtor_unknown`, `invoice_unknown`.
        """
        with self._writing() as session:
            return debtors.put_invoice(session, debtor_id, invoice)

    def set_invoice(
        self,
        invoice_id: int,
        status: InvoiceStatus,
        remark: str | None = None,
        goods: str | None = None,
    ) -> None:
        """Give an invoice another status; None leaves remark and goods as they are.

        Raises:
            UserError: `invoice_unknown`.
        """
        with self._writing() as session:
            debtors.set_invoice(session, invoice_id, status, remark, goods)

    def open_dispute(self, debtor_id: int, dispute: NewDispute, opened: date) -> int:
        """Note a complaint; its invoice is not claimed any more. Returns the id.

        Raises:
            UserError: `debtor_unknown`, `invoice_unknown`.
        """
        with self._writing() as session:
            return debtors.open_dispute(session, debtor_id, dispute, opened)

    def close_dispute(self, dispute_id: int, closed: date) -> None:
        """Note that a complaint was dealt with. Raises `dispute_unknown`."""
        with self._writing() as session:
            debtors.close_dispute(session, dispute_id, closed)

    def add_reminder(self, invoice_id: int, level: int, sent_on: date) -> None:
        """Note a reminder that was sent. Raises `invoice_unknown`."""
        with self._writing() as session:
            debtors.add_reminder(session, invoice_id, level, sent_on)

    def add_note(self, debtor_id: int, day: date, words: str) -> None:
        """Add a dated remark to a debtor's history. Raises `debtor_unknown`."""
        with self._writing() as session:
            debtors.add_note(session, debtor_id, day, words)

    def import_open_items(
        self, preview: ImportPreview, today: date, missing: MissingInvoices = "report"
    ) -> ImportResult:
        """Write what `importers.preview` read; a list that was imported before changes nothing.

        `missing` says what an invoice means that was imported earlier and is not in this list.
        """
        with self._writing() as session:
            return import_apply.apply(session, preview, today, missing)

    def export_tables(self) -> tuple[ExportTable, ...]:
        """Return open items, calls, promises and follow-ups, for `exporters.write_...`."""
        with self._reading() as session:
            return exporters.export_tables(session)

    # The controller himself

    def add_feedback(self, card_id: str, *, fits: bool, phrase: str, when: datetime) -> None:
        """Note whether a card fitted, with the catalogue phrase that fired it."""
        with self._writing() as session:
            cards.add_feedback(session, card_id, fits=fits, phrase=phrase, when=when)

    def add_own_evaluation(self, call_id: int, went_well: str, next_time: str) -> None:
        """Keep the two private answers about a call. Raises `call_unknown`."""
        with self._writing() as session:
            cards.put_own_evaluation(session, call_id, went_well, next_time)

    # Privacy and the example

    def export_debtor(self, debtor_id: int) -> str:
        """Return all there is about a debtor, history included, as JSON text.

        Raises:
            UserError: `debtor_unknown`.
        """
        with self._reading() as session:
            found = privacy.everything_about(session, debtor_id)
        return json.dumps(found, ensure_ascii=False, indent=2)

    def erase_debtor(self, debtor_id: int) -> Removed:
        """Delete all there is about a debtor, for good. Raises `debtor_unknown`."""
        with self._writing() as session:
            removed = privacy.erase_debtor(session, debtor_id)
        self._forget_log()
        return removed

    def retention(self, keep: Retention, today: date) -> Removed:
        """Delete what is older than it may be kept."""
        with self._writing() as session:
            removed = privacy.apply_retention(session, keep, today)
        if removed.total:
            self._forget_log()
        return removed

    def add_example(self, today: date, file: Path | None = None) -> int:
        """Add the example dossiers relative to `today`, once.

        Returns the id of the one to rehearse with. `file` is another file with dossiers.
        """
        with self._writing() as session:
            return example.add_example(session, today, file or example.EXAMPLE)

    def has_example(self) -> bool:
        """Return whether the example dossiers are in the ledger."""
        with self._reading() as session:
            return example.has_example(session)

    def remove_example(self) -> Removed:
        """Delete the example dossiers and every call that was made with them."""
        with self._writing() as session:
            removed = example.remove_example(session)
        self._forget_log()
        return removed

    # Behind the door

    @contextmanager
    def _reading(self) -> Iterator[Session]:
        with self._lock, told_to_the_user(self.place), Session(self._engine) as session:
            yield session

    @contextmanager
    def _writing(self) -> Iterator[Session]:
        with (
            self._lock,
            told_to_the_user(self.place),
            Session(self._engine, expire_on_commit=False) as session,
            session.begin(),
        ):
            _append_only(session)
            session.connection(execution_options={WRITES: True})
            yield session

    def _forget_log(self) -> None:
        """Empty the write-ahead log, where deleted rows would stay readable for a while."""
        if self._engine.dialect.name != "sqlite":
            return
        with self._lock, told_to_the_user(self.place), self._engine.connect() as connection:
            raw = connection.connection.driver_connection
            if raw is not None:
                raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").close()


def _append_only(session: Session) -> None:
    """Let this session add and delete, but never change a row."""

    def no_changed_rows(session: Session, _: UOWTransaction, __: object) -> None:
        if changed := [row for row in session.dirty if session.is_modified(row)]:
            msg = f"the ledger is append-only; supersede instead of changing {changed}"
            raise AssertionError(msg)

    def no_update_statement(state: ORMExecuteState) -> None:
        if state.is_update:
            msg = "the ledger is append-only; supersede instead of updating"
            raise AssertionError(msg)

    event.listen(session, "before_flush", no_changed_rows)
    event.listen(session, "do_orm_execute", no_update_statement)
