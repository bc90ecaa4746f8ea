"""The controller's own judgement: of cards, and of his calls."""

from collections.abc import Callable
from datetime import UTC, datetime

from app.ledger.ledger import Ledger
from app.ledger.records import CallRecord, CardFeedback

Debtor = Callable[..., int]
Call = Callable[..., CallRecord]

NOW = datetime(2026, 9, 8, 12, 0, tzinfo=UTC)


def test_verdicts_are_counted_per_card_and_phrase(ledger: Ledger) -> None:
    """The phrase that fires wrongly most often comes first."""
    for card, fits, phrase in (
        ("payment_run", True, "aan het eind van de maand"),
        ("payment_run", False, "volgende ronde"),
        ("payment_run", False, "volgende ronde"),
        ("no_money", False, "krap"),
    ):
        ledger.add_feedback(card, fits=fits, phrase=phrase, when=NOW)
    assert ledger.feedback() == (
        CardFeedback("payment_run", "volgende ronde", 0, 2),
        CardFeedback("no_money", "krap", 0, 1),
        CardFeedback("payment_run", "aan het eind van de maand", 1, 0),
    )


def test_answering_again_replaces_the_private_answers(
    ledger: Ledger, debtor: Debtor, call: Call
) -> None:
    """One evaluation per call, the last one."""
    saved = ledger.save_call(call(debtor()))
    ledger.add_own_evaluation(saved.id, "rustig gebleven", "eerder een datum vragen")
    ledger.add_own_evaluation(saved.id, "rustig gebleven", "korter")
    found = [(e.call_id, e.went_well, e.next_time) for e in ledger.own_evaluations()]
    assert found == [(saved.id, "rustig gebleven", "korter")]
