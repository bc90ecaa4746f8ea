"""Saying by hand how a promise ended, on the page before the call."""

from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import uuid4

import pytest
from PySide6.QtCore import Qt

from app.gui.buttons import KeyButton
from app.ledger.records import CallRecord, DebtorPromise
from tests.gui.conftest import Stage
from tests.gui.cut_off import cut_off
from tests.gui.test_keyboard import press
from tests.gui.test_reading import visible

KEY = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
MADE = datetime(2026, 9, 1, 9, 0, tzinfo=UTC)


def promised(stage: Stage, due: date, amount: str = "4000.00") -> None:
    """Jansen BV promised money for this day."""
    promise = DebtorPromise(due, ("10594",), Decimal(amount))
    record = CallRecord(uuid4(), 1, MADE, MADE, "agreement", promise=promise)
    stage.parts.program.ledger.save_call(record)
    stage.window.prepare.refresh(1)
    stage.settle()


def verdicts(stage: Stage) -> list[str]:
    """The buttons beside promises, with their key."""
    labels = ("Beoordelen", "Wijzigen")
    found = [b for b in visible(stage.window.prepare, KeyButton) if isinstance(b, KeyButton) and b.label in labels]
    return [f"{button.label} {button.key}".strip() for button in found]


def endings(stage: Stage) -> list[str]:
    return [p.status for p in stage.parts.desk.dossier(1).promises if p.made >= MADE.date()]


@pytest.mark.parametrize(("key", "status"), [(KEY.Key_1, "kept"), (KEY.Key_2, "broken")])
def test_a_promise_whose_day_has_come_is_judged_with_two_keys(stage: Stage, key: KEY, status: str) -> None:
    """Ctrl R and a number: it stands in the page at once, and the list of today follows."""
    promised(stage, date(2026, 9, 7))
    page = stage.window.prepare
    press(stage, KEY.Key_R, CONTROL)
    assert "€" in page.pick.question.text()
    press(stage, key)
    stage.settle()
    assert endings(stage) == [status]
    assert verdicts(stage) == ["Wijzigen"]
    assert page.notice.text.endswith({"kept": ": nagekomen.", "broken": ": niet nagekomen."}[status])
    reasons = {item.debtor_id: item.reason for item in stage.parts.desk.worklist().items}
    assert (reasons[1] == "promise_broken") == (status == "broken")


def test_the_page_stays_where_it_was(stage: Stage) -> None:
    """The list is made anew under the focus; nothing scrolls away for that."""
    stage.window.resize(1024, 560)
    promised(stage, date(2026, 9, 7))
    stage.window.prepare.worklist.take_focus()
    press(stage, KEY.Key_R, CONTROL)
    press(stage, KEY.Key_2)
    stage.settle()
    middle = stage.window.prepare._dossier_page.verticalScrollBar()
    assert middle.maximum() > 0
    assert middle.value() == 0
    focused = stage.window.focusWidget()
    assert focused is not None
    assert stage.window.prepare.worklist.isAncestorOf(focused)


def test_a_slip_is_put_right(stage: Stage) -> None:
    """What was judged here can be judged again."""
    promised(stage, date(2026, 9, 7))
    press(stage, KEY.Key_R, CONTROL)
    press(stage, KEY.Key_2)
    stage.settle()
    (button,) = [b for b in visible(stage.window.prepare, KeyButton) if getattr(b, "label", "") == "Wijzigen"]
    stage.bot.mouseClick(button, Qt.MouseButton.LeftButton)
    press(stage, KEY.Key_1)
    assert endings(stage) == ["kept"]


def test_before_its_day_a_promise_asks_for_no_verdict(stage: Stage) -> None:
    """It may still be kept; the key does nothing then."""
    promised(stage, date(2026, 9, 9))
    assert verdicts(stage) == []
    press(stage, KEY.Key_R, CONTROL)
    assert not stage.window.prepare.asking


def test_a_promise_that_waits_is_shown_however_old_it_is(stage: Stage) -> None:
    """Newer promises don't hide it, and the key is with the one that waits longest."""
    for day in (4, 9, 10, 11, 7):
        promised(stage, date(2026, 9, day), "100.00")
    assert sorted(verdicts(stage)) == ["Beoordelen", "Beoordelen Ctrl R"]
    press(stage, KEY.Key_R, CONTROL)
    assert "4 september" in stage.window.prepare.pick.question.text()


def test_enter_on_the_button_asks_and_does_not_call(stage: Stage) -> None:
    """The button is reached by Tab; Enter presses it."""
    promised(stage, date(2026, 9, 7))
    (button,) = [b for b in visible(stage.window.prepare, KeyButton) if getattr(b, "label", "") == "Beoordelen"]
    button.setFocus()
    press(stage, KEY.Key_Return)
    assert stage.window.call is None
    assert stage.window.prepare.asking
    press(stage, KEY.Key_Escape)
    assert endings(stage) == ["running"]


def test_the_call_itself_has_no_such_buttons(stage: Stage) -> None:
    """During the call the history is for reading."""
    promised(stage, date(2026, 9, 7))
    stage.start()
    stage.settle()
    shown = [b.label for b in visible(stage.window, KeyButton) if isinstance(b, KeyButton)]
    assert "Beoordelen" not in shown


def test_nothing_is_cut_off_in_a_small_window(stage: Stage) -> None:
    """Neither the buttons nor the question."""
    stage.window.resize(1024, 700)
    promised(stage, date(2026, 9, 7))
    assert cut_off(stage.window) == []
    press(stage, KEY.Key_R, CONTROL)
    stage.settle()
    assert cut_off(stage.window) == []
    press(stage, KEY.Key_Escape)
    press(stage, KEY.Key_M, CONTROL)
    stage.settle()
    assert cut_off(stage.window) == []
    press(stage, KEY.Key_2)
    stage.settle()
    assert cut_off(stage.window) == []
