"""Actions: done, reopened, moved."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from app.errors import UserError
from app.ledger.ledger import Ledger
from app.ledger.records import CallRecord, OurPromise

Debtor = Callable[..., int]
Call = Callable[..., CallRecord]

NOON = datetime(2026, 9, 8, 12, 0, tzinfo=UTC)


@pytest.fixture
def action(ledger: Ledger, debtor: Debtor, call: Call, today: date) -> tuple[int, int]:
    """Return a debtor and an action of ours that is due today."""
    debtor_id = debtor()
    saved = ledger.save_call(call(debtor_id, our_promises=(OurPromise("kopie", today),)))
    return debtor_id, saved.follow_ups[0].id


def test_a_done_action_keeps_our_promise(
    ledger: Ledger, action: tuple[int, int], today: date
) -> None:
    """Done twice is done once; the promise behind it is kept."""
    debtor_id, follow_up = action
    ledger.complete_follow_up(follow_up, NOON)
    ledger.complete_follow_up(follow_up, NOON)
    dossier = ledger.dossier(debtor_id, today)
    assert dossier.follow_ups == ()
    assert [promise.status for promise in dossier.promises] == ["kept"]


def test_a_done_action_can_be_reopened(
    ledger: Ledger, action: tuple[int, int], today: date
) -> None:
    """A slip of the mouse: the list and the promise are as before."""
    debtor_id, follow_up = action
    before = ledger.dossier(debtor_id, today)
    ledger.complete_follow_up(follow_up, NOON)
    ledger.reopen_follow_up(follow_up)
    assert ledger.dossier(debtor_id, today) == before


def test_a_moved_action_comes_back_on_its_new_day(
    ledger: Ledger, action: tuple[int, int], today: date
) -> None:
    """Not today any more; on the new day, at its time."""
    friday = date(2026, 9, 11)
    ledger.move_follow_up(action[1], friday, "09:30")
    assert ledger.worklist(today).own_promises == ()
    assert [f.time for f in ledger.worklist(friday).own_promises] == ["09:30"]


@pytest.mark.parametrize("verb", ["complete_follow_up", "reopen_follow_up", "move_follow_up"])
def test_an_unknown_action_is_told(ledger: Ledger, verb: str) -> None:
    """It was withdrawn with its call in another window."""
    more: dict[str, tuple[object, ...]] = {
        "complete_follow_up": (NOON,),
        "move_follow_up": (date(2026, 9, 9),),
    }
    with pytest.raises(UserError) as error:
        getattr(ledger, verb)(99, *more.get(verb, ()))
    assert error.value.code == "follow_up_unknown"
