"""The tables of the ledger.

Every table of `Recorded` rows is append-only. A correction, a status change or a withdrawal is a
new row whose `supersedes_id` names the row that it replaces and whose `root_id` names the first row
of that chain. The id by which the rest of the program (and every foreign key) knows a thing is the
id of its first row: `identity`. Rows disappear only when a debtor is erased, when the example is
removed, or when their retention time has passed.
"""

from datetime import date, datetime
from decimal import Decimal
from typing import Any, ClassVar

from sqlalchemy import JSON, ForeignKey, MetaData, Text, func
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column
from sqlalchemy.sql.elements import ColumnElement

from app.ledger.columns import Cents, UtcTime, utc_now
from app.ledger.dossier import FollowUpKind, InvoiceStatus, Party, PromiseStatus


class Base(DeclarativeBase):
    """Common to all tables: column types, and names that a later migration can refer to."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {datetime: UtcTime, Decimal: Cents, str: Text}
    __table_args__: Any = {"sqlite_autoincrement": True}  # noqa: RUF012 - SQLAlchemy types it so
    """An id is never given out twice, also not after an erasure."""


class Recorded:
    """A row that is written once. See the top of this file for how it is corrected."""

    id: Mapped[int] = mapped_column(primary_key=True)
    recorded_at: Mapped[datetime] = mapped_column(default=utc_now)
    withdrawn: Mapped[bool] = mapped_column(default=False)
    reason: Mapped[str] = mapped_column(default="")
    """Why this row replaces the one before it; empty where nobody said so."""

    __tablename__: str

    @declared_attr
    def root_id(cls) -> Mapped[int | None]:  # noqa: N805 - declared_attr passes the class
        """First row of the chain; None in the first row itself."""
        return mapped_column(ForeignKey(f"{cls.__tablename__}.id"), index=True)

    @declared_attr
    def supersedes_id(cls) -> Mapped[int | None]:  # noqa: N805 - declared_attr passes the class
        """The row that this one replaces; unique, so that nobody else can replace it too."""
        return mapped_column(ForeignKey(f"{cls.__tablename__}.id"), unique=True)

    @hybrid_property
    def identity(self) -> int:
        """The id by which this thing is known outside, whatever row describes it now."""
        return self.id if self.root_id is None else self.root_id

    @identity.inplace.expression
    @classmethod
    def _identity_expression(cls) -> ColumnElement[int]:
        return func.coalesce(cls.root_id, cls.id)


class OfDebtor(Recorded):
    """A recorded row that belongs to one debtor, and is erased with him."""

    @declared_attr
    def debtor_id(cls) -> Mapped[int]:  # noqa: N805 - declared_attr passes the class
        """Identity of the debtor."""
        return mapped_column(ForeignKey("debtors.id"), index=True)


class DebtorRow(Recorded, Base):
    """A debtor, with what the administration knows about him."""

    __tablename__ = "debtors"

    number: Mapped[str] = mapped_column(default="", index=True)
    name: Mapped[str] = mapped_column(index=True)
    example: Mapped[bool] = mapped_column(default=False)
    payment_term_days: Mapped[int] = mapped_column(default=30)
    payment_terms: Mapped[str] = mapped_column(default="")
    large_company: Mapped[bool] = mapped_column(default=False)
    avoid_service: Mapped[bool] = mapped_column(default=False)
    sales_interest: Mapped[str] = mapped_column(default="")
    handling_notes: Mapped[list[str]] = mapped_column(JSON, default=list)
    customer_years: Mapped[int | None]
    turnover: Mapped[Decimal | None]
    turnover_trend: Mapped[str] = mapped_column(default="")
    credit_limit: Mapped[Decimal | None]
    days_sales_outstanding: Mapped[int | None]
    paid_on_time_percent: Mapped[int | None]
    complaints_per_year: Mapped[int | None]
    credit_insured: Mapped[bool | None]
    rating: Mapped[str] = mapped_column(default="")
    average_open: Mapped[Decimal | None]
    average_overdue: Mapped[Decimal | None]


class ContactRow(OfDebtor, Base):
    """Somebody at the debtor."""

    __tablename__ = "contacts"

    name: Mapped[str]
    salutation: Mapped[str] = mapped_column(default="")
    role: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    decides: Mapped[bool | None]
    formal: Mapped[bool] = mapped_column(default=True)


class InvoiceRow(OfDebtor, Base):
    """An open item, as the list or the user last described it."""

    __tablename__ = "invoices"

    number: Mapped[str] = mapped_column(index=True)
    invoice_date: Mapped[date]
    due_date: Mapped[date] = mapped_column(index=True)
    amount: Mapped[Decimal]
    open_amount: Mapped[Decimal]
    status: Mapped[InvoiceStatus] = mapped_column(Text, default="open")
    remark: Mapped[str] = mapped_column(default="")
    goods: Mapped[str] = mapped_column(default="")
    in_list: Mapped[bool] = mapped_column(default=True)
    """False once a newer complete list no longer had it."""
    imported: Mapped[bool] = mapped_column(default=False)


class DisputeRow(OfDebtor, Base):
    """A complaint; an old, closed one is what the old-matter guard watches for."""

    __tablename__ = "disputes"

    invoice_id: Mapped[int | None] = mapped_column(ForeignKey("invoices.id"))
    subject: Mapped[str]
    opened: Mapped[date]
    closed: Mapped[date | None]
    goods: Mapped[str] = mapped_column(default="")
    waiting_for: Mapped[str] = mapped_column(default="")
    own_fault: Mapped[bool] = mapped_column(default=False)


class ReminderRow(OfDebtor, Base):
    """A reminder that was sent; `sent_on` is None where a list only told the level."""

    __tablename__ = "reminders"

    invoice_id: Mapped[int] = mapped_column(ForeignKey("invoices.id"), index=True)
    level: Mapped[int]
    sent_on: Mapped[date | None]


class NoteRow(OfDebtor, Base):
    """A dated remark in the history of a debtor."""

    __tablename__ = "notes"

    noted_on: Mapped[date]
    text: Mapped[str]


class CallRow(OfDebtor, Base):
    """One call with its result."""

    __tablename__ = "calls"

    key: Mapped[str] = mapped_column(unique=True)
    """Chosen when the call starts, so that saving it twice is recognised."""
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contacts.id"))
    call_type: Mapped[str]
    goal: Mapped[str] = mapped_column(default="")
    started: Mapped[datetime] = mapped_column(index=True)
    ended: Mapped[datetime]
    mood: Mapped[str] = mapped_column(default="")
    result: Mapped[str]
    result_reason: Mapped[str] = mapped_column(default="")
    consent: Mapped[bool] = mapped_column(default=False)
    consent_words: Mapped[str] = mapped_column(default="")
    callback_date: Mapped[date | None]
    callback_time: Mapped[str] = mapped_column(default="")
    callback_agreed: Mapped[bool] = mapped_column(default=False)
    next_step: Mapped[str] = mapped_column(default="")
    next_step_date: Mapped[date | None]
    notes: Mapped[str] = mapped_column(default="")
    future_invoices: Mapped[str] = mapped_column(default="")
    confirmation: Mapped[str] = mapped_column(default="none")
    confirmed_at: Mapped[datetime | None]


class HeardRow(OfDebtor, Base):
    """An objection that was heard in a call."""

    __tablename__ = "objections_heard"

    call_id: Mapped[int] = mapped_column(ForeignKey("calls.id"), index=True)
    objection_id: Mapped[str]
    state: Mapped[str] = mapped_column(default="open")
    at_seconds: Mapped[float] = mapped_column(default=0.0)


class PromiseRow(OfDebtor, Base):
    """Something promised, by the debtor or by us. A plan has one row for each instalment."""

    __tablename__ = "promises"

    call_id: Mapped[int | None] = mapped_column(ForeignKey("calls.id"), index=True)
    by: Mapped[Party] = mapped_column(Text)
    made: Mapped[date]
    due: Mapped[date] = mapped_column(index=True)
    text: Mapped[str] = mapped_column(default="")
    amount: Mapped[Decimal | None]
    invoices: Mapped[list[str]] = mapped_column(JSON, default=list)
    method: Mapped[str] = mapped_column(default="")
    owner: Mapped[str] = mapped_column(default="")
    goodwill: Mapped[str] = mapped_column(default="")
    status: Mapped[PromiseStatus] = mapped_column(Text, default="running")
    instalment: Mapped[int] = mapped_column(default=0)
    """1 and up for a part of a plan, 0 for a promise in one go."""
    instalments: Mapped[int] = mapped_column(default=0)
    open_when_made: Mapped[Decimal | None]
    """What was open on the promised invoices then: what came in since tells if it was kept."""
    due_by_then: Mapped[Decimal | None]
    """What has to have come in by `due`, the earlier instalments included; None: all of it."""


class FollowUpRow(OfDebtor, Base):
    """A dated action, to do or done."""

    __tablename__ = "follow_ups"

    call_id: Mapped[int | None] = mapped_column(ForeignKey("calls.id"), index=True)
    promise_id: Mapped[int | None] = mapped_column(ForeignKey("promises.id"), index=True)
    kind: Mapped[FollowUpKind] = mapped_column(Text)
    due: Mapped[date] = mapped_column(index=True)
    text: Mapped[str]
    time: Mapped[str] = mapped_column(default="")
    done: Mapped[datetime | None]


class PostponementRow(OfDebtor, Base):
    """A call that was put off; counted, because calls that are put off are never made."""

    __tablename__ = "postponements"

    postponed_at: Mapped[datetime]
    until: Mapped[date]


class AttemptRow(OfDebtor, Base):
    """A call that did not reach the person."""

    __tablename__ = "attempts"

    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contacts.id"))
    attempted_at: Mapped[datetime]
    outcome: Mapped[str]
    note: Mapped[str] = mapped_column(default="")


class OwnEvaluationRow(OfDebtor, Base):
    """What the controller thought of his own call. Private: never in an export of the ledger."""

    __tablename__ = "own_evaluations"

    call_id: Mapped[int] = mapped_column(ForeignKey("calls.id"), index=True)
    went_well: Mapped[str] = mapped_column(default="")
    next_time: Mapped[str] = mapped_column(default="")


class FeedbackRow(Recorded, Base):
    """Whether a card fitted: card, verdict and the catalogue phrase. Nothing about a debtor."""

    __tablename__ = "feedback"

    card_id: Mapped[str] = mapped_column(index=True)
    fits: Mapped[bool]
    phrase: Mapped[str] = mapped_column(default="")
    given_at: Mapped[datetime]


class BankRow(Recorded, Base):
    """The day through which the bank statements have been booked, each time somebody said so."""

    __tablename__ = "bank_processed"

    until: Mapped[date]


class ImportRow(Recorded, Base):
    """An open-items list that changed something."""

    __tablename__ = "imports"

    file_name: Mapped[str]
    sha256: Mapped[str]
    new: Mapped[int] = mapped_column(default=0)
    changed: Mapped[int] = mapped_column(default=0)
    unchanged: Mapped[int] = mapped_column(default=0)
    missing: Mapped[int] = mapped_column(default=0)
    rejected: Mapped[int] = mapped_column(default=0)


OF_DEBTOR: tuple[type[OfDebtor], ...] = (
    OwnEvaluationRow,
    AttemptRow,
    PostponementRow,
    FollowUpRow,
    PromiseRow,
    HeardRow,
    CallRow,
    NoteRow,
    ReminderRow,
    DisputeRow,
    InvoiceRow,
    ContactRow,
)
"""All tables about debtors, in the order in which their rows can be deleted."""
