"""What the controller thinks: whether a card fitted, and how his own call went."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.ledger.calls import known_call
from app.ledger.history import current, supersede
from app.ledger.records import CardFeedback, OwnEvaluation
from app.ledger.tables import FeedbackRow, OwnEvaluationRow


def add_feedback(
    session: Session, card_id: str, *, fits: bool, phrase: str, when: datetime
) -> None:
    """Note whether a card fitted. Only the catalogue phrase is kept, never what the debtor said."""
    session.add(FeedbackRow(card_id=card_id, fits=fits, phrase=phrase, given_at=when))
    session.flush()


def read_feedback(session: Session) -> tuple[CardFeedback, ...]:
    """Return the verdicts per card and phrase, the worst first."""
    counts: dict[tuple[str, str], list[int]] = {}
    for row in session.scalars(current(FeedbackRow)):
        counts.setdefault((row.card_id, row.phrase), [0, 0])[0 if row.fits else 1] += 1
    lines = [CardFeedback(card, phrase, *count) for (card, phrase), count in counts.items()]
    return tuple(sorted(lines, key=lambda c: (-c.does_not_fit, c.fits, c.card_id, c.phrase)))


def put_own_evaluation(session: Session, call_id: int, went_well: str, next_time: str) -> None:
    """Keep the answers to the two questions after a call; answering again replaces them.

    Raises:
        UserError: `call_unknown`.
    """
    call = known_call(session, call_id)
    old = session.scalars(
        current(OwnEvaluationRow).where(OwnEvaluationRow.call_id == call_id)
    ).one_or_none()
    if old is None:
        row = OwnEvaluationRow(
            debtor_id=call.debtor_id, call_id=call_id, went_well=went_well, next_time=next_time
        )
        session.add(row)
        session.flush()
    elif (old.went_well, old.next_time) != (went_well, next_time):
        supersede(session, old, went_well=went_well, next_time=next_time)


def read_own_evaluations(session: Session) -> tuple[OwnEvaluation, ...]:
    """Return all answers, newest first."""
    rows = session.scalars(current(OwnEvaluationRow).order_by(OwnEvaluationRow.id.desc()))
    return tuple(
        OwnEvaluation(row.call_id, row.went_well, row.next_time, row.recorded_at) for row in rows
    )
