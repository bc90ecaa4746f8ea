"""What is known about one debtor, as plain values.

These values cross the border between the ledger and the rest of the program; nothing outside
`app/ledger` ever holds a database row. Money is `Decimal` in euros with two decimals, dates are
dates, times are aware and in UTC.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

InvoiceStatus = Literal["open", "blocked", "disputed", "paid"]
"""What is `blocked` or `disputed` may not be claimed; `paid` is kept for the timeline."""

Day = date
"""The type, where a field is called `date`."""

PromiseStatus = Literal["running", "kept", "broken", "withdrawn"]
Party = Literal["debtor", "us"]
CallType = Literal["overdue", "service"]
FollowUpKind = Literal["check_bank", "call", "own_action", "callback", "old_matter"]


@dataclass(frozen=True, slots=True)
class ContactPerson:
    """Somebody at the debtor; `decides` is None when nobody knows if he may approve a payment."""

    id: int
    name: str
    salutation: str = ""
    """`meneer`, `mevrouw` or empty."""
    role: str = ""
    phone: str = ""
    email: str = ""
    decides: bool | None = None
    formal: bool = True
    """True: addressed with u; the controller is warned when he says je."""


@dataclass(frozen=True, slots=True)
class Invoice:
    """One open item."""

    id: int
    number: str
    invoice_date: date
    due_date: date
    amount: Decimal
    open_amount: Decimal
    status: InvoiceStatus = "open"
    remark: str = ""
    goods: str = ""
    reminder_level: int = 0
    reminder_date: date | None = None
    in_list: bool = True
    """False when the last complete open-items list no longer had it: ask before claiming it."""

    def days_late(self, today: date) -> int:
        """Days after the due date; negative before it."""
        return (today - self.due_date).days

    @property
    def claimable(self) -> bool:
        """True if it may be asked for in a call: open and not blocked or disputed."""
        return self.status == "open"


@dataclass(frozen=True, slots=True)
class Dispute:
    """A complaint of the debtor. `closed` is None while it is open."""

    id: int
    subject: str
    opened: date
    closed: date | None = None
    invoice_number: str | None = None
    goods: str = ""
    waiting_for: str = ""
    own_fault: bool = False


@dataclass(frozen=True, slots=True)
class PromiseRecord:
    """Something promised in a call, by the debtor (to pay) or by us (to do)."""

    id: int
    by: Party
    made: date
    due: date
    text: str = ""
    amount: Decimal | None = None
    invoices: tuple[str, ...] = ()
    method: str = ""
    owner: str = ""
    status: PromiseStatus = "running"
    goodwill: str = ""
    """The optional line that went with it, apart from the hard promise."""
    instalment: int = 0
    """1 and up for one part of a plan of `instalments` parts; 0 for a promise in one go."""
    instalments: int = 0
    call_id: int | None = None
    confirmed: datetime | None = None
    """When it was confirmed in writing; None if it was not."""


@dataclass(frozen=True, slots=True)
class HeardObjection:
    """An objection that this debtor used in an earlier call."""

    objection_id: str
    date: date
    promise_after: str = ""
    promise_kept: bool | None = None
    promise_due: Day | None = None
    promise_amount: Decimal | None = None


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One line of the debtor's history.

    `kind` is `invoice`, `reminder`, `call`, `dispute`, `promise`, `mail` or `note`. `text` is what
    people or the bookkeeping wrote (an invoice number, the subject of a dispute, the goal of a
    call), `state` a code that the window turns into words: the result of a call, `opened` or
    `closed` for a dispute, the status of a promise, the party (`us`) of our own promise, the level
    of a reminder, `withdrawn` for what was taken back.
    """

    date: date
    kind: str
    text: str
    state: str = ""
    amount: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Figures:
    """What the administration knows about this customer; None where nobody filled it in."""

    customer_years: int | None = None
    turnover: Decimal | None = None
    turnover_trend: str = ""
    credit_limit: Decimal | None = None
    days_sales_outstanding: int | None = None
    paid_on_time_percent: int | None = None
    complaints_per_year: int | None = None
    credit_insured: bool | None = None
    rating: str = ""
    average_open: Decimal | None = None
    average_overdue: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Dossier:
    """Everything about one debtor that a call needs, read in one go."""

    id: int
    name: str
    payment_term_days: int = 30
    contacts: tuple[ContactPerson, ...] = ()
    invoices: tuple[Invoice, ...] = ()
    disputes: tuple[Dispute, ...] = ()
    promises: tuple[PromiseRecord, ...] = ()
    objections: tuple[HeardObjection, ...] = ()
    timeline: tuple[TimelineEntry, ...] = ()
    """Newest first."""
    figures: Figures = field(default_factory=Figures)
    handling_notes: tuple[str, ...] = ()
    """Short notes for the controller, the most important first."""
    sales_interest: str = ""
    avoid_service: bool = False
    """True: the controller should not raise service or complaints himself."""
    large_company: bool = False
    example: bool = False
    """True for the shipped example, which is marked and removable."""
    last_call: datetime | None = None
    number: str = ""
    """The debtor's number in the bookkeeping."""
    payment_terms: str = ""
    """The terms in words, with a discount for early payment if there is one."""
    follow_ups: tuple["FollowUp", ...] = ()
    """What is still to be done for this debtor, earliest first."""
    absences: int = 0
    """How often the person could not be reached since the last call that did."""
    postponed: int = 0
    """How often the call was put off since the last call."""

    def open_invoices(self) -> tuple[Invoice, ...]:
        """All invoices that are not paid, oldest due date first."""
        still_open = (i for i in self.invoices if i.status != "paid")
        return tuple(sorted(still_open, key=lambda i: (i.due_date, i.number)))

    def claimable(self) -> tuple[Invoice, ...]:
        """Undisputed open invoices, oldest due date first."""
        return tuple(i for i in self.open_invoices() if i.claimable)

    def undisputed_total(self) -> Decimal:
        """Sum of the open amounts that are not blocked or disputed, in euros."""
        return sum((i.open_amount for i in self.claimable()), Decimal("0.00"))


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A dated action that is still to be done (or was done)."""

    id: int
    debtor_id: int
    debtor_name: str
    kind: FollowUpKind
    due: date
    text: str
    time: str = ""
    """`HH:MM`, or empty when only the day was agreed."""
    done: datetime | None = None


@dataclass(frozen=True, slots=True)
class WorklistItem:
    """One line of today's call list. `reason` is a code that the window turns into words."""

    debtor_id: int
    debtor_name: str
    amount: Decimal
    reason: str
    """`promise_broken`, `callback`, `overdue`, `service`, `promise_running`, `planned`."""
    days_late: int = 0
    reminder_level: int = 0
    until: date | None = None
    """For a running promise: the date until which nothing needs doing."""
    postponed: int = 0
    example: bool = False


@dataclass(frozen=True, slots=True)
class Worklist:
    """What there is to do today: our own promises first, then who to call."""

    own_promises: tuple[FollowUp, ...] = ()
    items: tuple[WorklistItem, ...] = ()
    bank_processed_until: date | None = None
    to_check: tuple[FollowUp, ...] = ()
    """Other actions that are due: a look at the bank, an old matter, something to do."""
