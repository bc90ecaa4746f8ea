"""Saving and erasing all there is about one debtor, from the page before the call, by keys."""

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from app.errors import UserError
from tests.gui.conftest import Stage, promise
from tests.gui.test_keyboard import press

KEY = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


def asked_to_erase(stage: Stage) -> None:
    press(stage, KEY.Key_M, CONTROL)
    press(stage, KEY.Key_2)
    stage.settle()


def names(stage: Stage) -> list[str]:
    return [name for _id, name in stage.parts.desk.search_debtors("")]


def test_all_there_is_about_a_debtor_goes_into_a_file(
    stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl M and 1; the file dialog proposes a name with the debtor and the day, and the page says where it went."""
    place, proposed = tmp_path / "gegevens é.json", []

    def dialog(parent: object, title: str, suggested: str, kinds: str) -> tuple[str, str]:
        proposed.append(Path(suggested).name)
        return str(place), kinds

    monkeypatch.setattr(QFileDialog, "getSaveFileName", dialog)
    press(stage, KEY.Key_M, CONTROL)
    press(stage, KEY.Key_1)
    page = stage.window.prepare
    assert proposed == ["Jansen BV 2026-09-08.json"]
    assert json.loads(place.read_text(encoding="utf-8"))["debtors"][0]["name"] == "Jansen BV"
    assert str(place) in page.notice.text
    assert not page.asking


def test_a_place_that_can_not_be_written_is_told(stage: Stage, tmp_path: Path) -> None:
    """A sentence with the place; nothing else happens."""
    page = stage.window.prepare
    assert page.preparation is not None
    page.menu.save(page.preparation.dossier, tmp_path / "geen map" / "x.json")
    assert "geen map" in page.notice.text
    assert page.notice.property("tone") == "careful"


def test_erasing_says_what_goes_and_enter_leaves_everything(stage: Stage) -> None:
    """The question stands on Toch niet, so that Enter can't erase by accident."""
    asked_to_erase(stage)
    page = stage.window.prepare
    assert page.pick.question.text() == "Alles van Jansen BV wissen?"
    assert "Dit kan niet ongedaan worden gemaakt" in page.pick.explain.text()
    assert "kan niet ongedaan" in page.pick.accessibleDescription()
    assert stage.window.focusWidget() is page.pick.cancel
    press(stage, KEY.Key_Return)
    assert not page.asking
    assert stage.window.call is None
    assert "Jansen BV" in names(stage)


def test_a_confirmed_erasure_leaves_nothing_of_the_debtor(stage: Stage) -> None:
    """Ledger and half-filled form are gone, so is the offer to go on with it; the next debtor is shown."""
    stage.start()
    stage.hear(promise())
    assert stage.window.call is not None
    stage.parts.desk.autosave(stage.window.call.session)
    stage.window._leave_call()
    stage.window._back_to_list()
    stage.window.prepare.choose(1)
    asked_to_erase(stage)
    press(stage, KEY.Key_1)
    page = stage.window.prepare
    assert "Jansen BV" not in names(stage)
    assert stage.parts.desk.saved_draft() is None
    assert not stage.window._offer.isVisible()
    assert page.preparation is not None
    assert page.preparation.dossier.name != "Jansen BV"
    assert page.notice.text == "Alles van Jansen BV is gewist."
    with pytest.raises(UserError):
        stage.parts.desk.dossier(1)


def test_the_question_about_sparing_a_debtor_keeps_no_explanation(stage: Stage) -> None:
    """The next question in the same bar has none of it, and Enter does nothing there."""
    asked_to_erase(stage)
    press(stage, KEY.Key_Escape)
    stage.window.prepare.ask_absent()
    stage.settle()
    pick = stage.window.prepare.pick
    assert not pick.explain.isVisible()
    assert pick.accessibleDescription() == ""
    press(stage, KEY.Key_Return)
    assert stage.window.prepare.asking


def test_the_call_itself_has_no_such_key(stage: Stage) -> None:
    """During a call Ctrl M is the mood."""
    stage.start()
    press(stage, KEY.Key_M, CONTROL)
    assert not stage.window.prepare.asking
    assert not stage.window.prepare.more.isVisible()
