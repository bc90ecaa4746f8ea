"""What a call hands to the ledger to keep, and what the ledger hands back.

`app/call` fills these in; they carry no ids of rows that do not exist yet. Money is `Decimal` in
euros with two decimals, moments are aware, `time` is ``HH:MM`` or empty.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Literal
from uuid import UUID

from app.ledger.dossier import CallType, Day, Figures, FollowUp, FollowUpKind

CallResult = Literal["agreement", "parked", "next_step", "no_contact"]
ObjectionState = Literal["open", "discussed", "removed"]
Mood = Literal["", "curt", "angry", "neutral", "good"]
"""Set with the controller's own button, never inferred. Empty: he did not say."""

Confirmation = Literal["none", "concept", "sent"]
AttemptOutcome = Literal["absent", "in_meeting", "no_answer", "voicemail", "wrong_number"]


@dataclass(frozen=True, slots=True)
class ObjectionRecord:
    """An objection of this call; `at_seconds` counts from the start of the call."""

    objection_id: str
    state: ObjectionState = "open"
    at_seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Instalment:
    """One part of a payment plan."""

    due: date
    amount: Decimal


@dataclass(frozen=True, slots=True)
class DebtorPromise:
    """What the debtor promises; `instalments`, if any, count instead of `due` and `amount`."""

    due: date
    invoices: tuple[str, ...] = ()
    """Invoice numbers; empty means everything that may be claimed."""
    amount: Decimal | None = None
    """None: all that is open on the invoices."""
    method: str = ""
    instalments: tuple[Instalment, ...] = ()
    goodwill: str = ""
    """The optional line, apart from the hard promise."""
    text: str = ""


@dataclass(frozen=True, slots=True)
class OurPromise:
    """What we promise to do, by whom and by when."""

    text: str
    due: date
    owner: str = ""


@dataclass(frozen=True, slots=True)
class Callback:
    """When we call back; `agreed` tells whether the debtor said yes to it."""

    date: Day
    time: str = ""
    agreed: bool = False


@dataclass(frozen=True, slots=True)
class NextStep:
    """What happens next where nothing was agreed."""

    text: str
    date: Day | None = None


@dataclass(frozen=True, slots=True)
class NewFollowUp:
    """A dated action to put on the list."""

    kind: FollowUpKind
    due: date
    text: str
    time: str = ""


@dataclass(frozen=True, slots=True)
class CallRecord:
    """One finished call; `key` is made when it starts, so that saving twice changes nothing."""

    key: UUID
    debtor_id: int
    started: datetime
    ended: datetime
    result: CallResult
    contact_id: int | None = None
    call_type: CallType = "overdue"
    goal: str = ""
    mood: Mood = ""
    result_reason: str = ""
    """Code of the reason why nothing was agreed; empty otherwise."""
    objections: tuple[ObjectionRecord, ...] = ()
    promise: DebtorPromise | None = None
    our_promises: tuple[OurPromise, ...] = ()
    consent: bool = False
    consent_words: str = ""
    callback: Callback | None = None
    next_step: NextStep | None = None
    follow_ups: tuple[NewFollowUp, ...] = ()
    """Besides our own promises and the callback: those come on the list by themselves."""
    notes: str = ""
    future_invoices: str = ""
    confirmation: Confirmation = "none"

    def __post_init__(self) -> None:
        """Refuse what can only be a mistake in the program.

        Raises:
            ValueError: a moment without time zone, an end before the start, or an agreement without
                a promise.
        """
        if self.started.tzinfo is None or self.ended.tzinfo is None:
            msg = "started and ended must be aware"
            raise ValueError(msg)
        if self.ended < self.started:
            msg = "a call cannot end before it starts"
            raise ValueError(msg)
        if self.result == "agreement" and self.promise is None:
            msg = "an agreement needs a promise of the debtor"
            raise ValueError(msg)


@dataclass(frozen=True, slots=True)
class SavedCall:
    """What was written: the id of the call and of what came with it."""

    id: int
    key: UUID
    debtor_id: int
    promise_ids: tuple[int, ...] = ()
    follow_ups: tuple[FollowUp, ...] = ()
    already_saved: bool = False
    """True: this key was in the ledger and nothing was written now."""


@dataclass(frozen=True, slots=True)
class OwnEvaluation:
    """The two questions after a call; for the controller's eyes only."""

    call_id: int
    went_well: str
    next_time: str
    written: datetime


@dataclass(frozen=True, slots=True)
class CardFeedback:
    """How often a card fitted and how often it did not."""

    card_id: str
    phrase: str
    fits: int
    does_not_fit: int


@dataclass(frozen=True, slots=True)
class DebtorLine:
    """One debtor in a list to choose from."""

    id: int
    number: str
    name: str
    open_amount: Decimal
    example: bool = False


@dataclass(frozen=True, slots=True)
class DebtorDetails:
    """What can be filled in about a debtor besides contacts, invoices and complaints."""

    name: str
    number: str = ""
    payment_term_days: int = 30
    payment_terms: str = ""
    large_company: bool = False
    avoid_service: bool = False
    sales_interest: str = ""
    handling_notes: tuple[str, ...] = ()
    figures: Figures = field(default_factory=Figures)


@dataclass(frozen=True, slots=True)
class NewDispute:
    """A complaint to note; `invoice_id` None when it is about no invoice in particular."""

    subject: str
    invoice_id: int | None = None
    goods: str = ""
    waiting_for: str = ""
    own_fault: bool = False


@dataclass(frozen=True, slots=True)
class Retention:
    """How many days each class of data is kept, counted from its last change; None keeps it."""

    paid_invoices: int | None = 7 * 365
    calls: int | None = 2 * 365
    closed_disputes: int | None = 5 * 365
    attempts: int | None = 365
    own_evaluations: int | None = 365
    feedback: int | None = 365


@dataclass(frozen=True, slots=True)
class Removed:
    """How many rows were deleted, by table."""

    rows: tuple[tuple[str, int], ...] = ()

    @property
    def total(self) -> int:
        """All rows together."""
        return sum(count for _, count in self.rows)
