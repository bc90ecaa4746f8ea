"""The page after saving: objections that no card answered lead to a card for them."""

from PySide6.QtCore import Qt

from app.call.events import Final
from app.gui.saved import SavedPage
from app.gui.workbench import WorkbenchPage
from tests.gui.conftest import Stage, promise
from tests.gui.cut_off import cut_off
from tests.gui.test_keyboard import press

KEY = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
CAT, MOON = "de kat zit op de noordpool", "de maan staat verkeerd"


def saved_call(stage: Stage, *said: str) -> SavedPage:
    """A call in which the controller kept these words of the debtor with Ctrl T."""
    press(stage, KEY.Key_Return)
    for words in said:
        stage.hear(Final("debtor", 3.0, words))
        press(stage, KEY.Key_T, CONTROL)
    stage.hear(promise())
    press(stage, KEY.Key_F12)
    press(stage, KEY.Key_F9)
    press(stage, KEY.Key_Return, CONTROL)
    stage.settle()
    page = stage.window.pages.currentWidget()
    assert isinstance(page, SavedPage)
    return page


def test_kept_words_lead_to_the_workbench_with_the_first_filled_in(stage: Stage) -> None:
    """Ctrl T once more, and the sentence stands in the line, ready to become a card; the others are offered there."""
    page = saved_call(stage, CAT, MOON, CAT)
    assert page.kept_words.text() == "2 tegenwerpingen zonder kaart bewaard"
    assert page.make_button.isVisible()
    assert cut_off(stage.window) == []
    press(stage, KEY.Key_T, CONTROL)
    bench = stage.window.pages.currentWidget()
    assert isinstance(bench, WorkbenchPage)
    assert bench.line.text() == CAT
    stage.bot.waitUntil(lambda: bench.trial.sentence == CAT, timeout=30_000)
    assert MOON in stage.parts.desk.kept_words
    assert bench.make_card.isEnabled()


def test_enter_on_the_button_makes_a_card_and_elsewhere_goes_on(stage: Stage) -> None:
    """Enter is still the key to the next debtor."""
    page = saved_call(stage, CAT)
    assert page.kept_words.text() == "1 tegenwerping zonder kaart bewaard"
    page.make_button.setFocus()
    press(stage, KEY.Key_Return)
    assert isinstance(stage.window.pages.currentWidget(), WorkbenchPage)


def test_without_kept_words_nothing_is_said_about_them(stage: Stage) -> None:
    """The page stays calm, and the key does nothing."""
    page = saved_call(stage)
    assert not page.unnamed.isVisible()
    press(stage, KEY.Key_T, CONTROL)
    assert stage.window.pages.currentWidget() is page
