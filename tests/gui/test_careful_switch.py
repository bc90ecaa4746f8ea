"""The switch of the careful listener, and the line that says how it keeps up."""

import pytest

from app.call.events import Keeping
from app.gui import words
from tests.gui.conftest import Stage


def test_without_the_optional_part_there_is_nothing_to_switch(stage: Stage) -> None:
    """It says what is missing instead."""
    stage.window.go("settings")
    page = stage.window.pages.currentWidget()
    assert not page.careful.isEnabled()  # type: ignore[attr-defined]
    assert page.careful_state.text() == words.CAREFUL["absent"]  # type: ignore[attr-defined]


def test_the_phrases_can_be_switched_on(stage: Stage) -> None:
    """They are off until somebody wants them."""
    stage.window.go("settings")
    stage.window.pages.currentWidget().phrases.click()  # type: ignore[union-attr]
    assert stage.parts.saved_settings[-1].phrases is True


@pytest.mark.parametrize("state", ["behind", "failed"])
def test_a_listener_that_does_not_keep_up_is_a_line_and_no_window(stage: Stage, state: str) -> None:
    """Beside the heading of the captions."""
    stage.start()
    live = stage.window.live
    assert live is not None
    call = stage.window.call
    assert call is not None
    call.take(Keeping("debtor", 0.0, state))  # type: ignore[arg-type]
    assert live._heading.text().endswith(words.KEEPING[state])
