"""A whole call without the mouse."""

from datetime import date
from decimal import Decimal

from PySide6.QtCore import Qt

from app.call.events import Final
from tests.gui.conftest import Stage, payment_run, promise

KEY = Qt.Key


def press(stage: Stage, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    stage.bot.keyClick(stage.window.focusWidget() or stage.window, key, modifier)


def test_a_call_goes_from_enter_to_the_saved_row_by_keys_alone(stage: Stage) -> None:
    """Enter starts, F6 judges the card, F9 accepts each heard field, F12 ends, F9 consents, Ctrl Enter saves."""
    window = stage.window
    press(stage, KEY.Key_Return)
    assert window.live is not None
    assert window.pages.currentWidget() is window.live
    stage.hear(Final("debtor", 3.0, payment_run().text))
    stage.hear(payment_run())
    press(stage, KEY.Key_F6)
    assert [item.state for item in window.live._call.session.stack] == ["discussed"]
    stage.hear(promise())
    for _ in range(3):
        press(stage, KEY.Key_F9)
    states = {name: field.state for name, field in window.live._call.session.form.fields.items()}
    assert states == {"date": "accepted", "amount": "accepted", "invoices": "accepted"}
    press(stage, KEY.Key_F12)
    assert window.pages.currentWidget() is window.finish
    press(stage, KEY.Key_F9)
    press(stage, KEY.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert window.call is None
    dossier = stage.parts.desk.dossier(1)
    made = [p for p in dossier.promises if p.due == date(2026, 9, 11)]
    assert [(p.amount, p.invoices, p.status) for p in made] == [(Decimal("6000.00"), ("10594", "10671"), "running")]


def test_enter_after_saving_prepares_the_next_debtor(stage: Stage) -> None:
    """One key goes on with the list."""
    window = stage.window
    press(stage, KEY.Key_Return)
    stage.hear(promise())
    press(stage, KEY.Key_F12)
    press(stage, KEY.Key_F9)
    press(stage, KEY.Key_Return, Qt.KeyboardModifier.ControlModifier)
    press(stage, KEY.Key_Return)
    assert window.pages.currentWidget() is window.prepare
    assert window.prepare.preparation is not None
    assert window.prepare.preparation.dossier.name == "Van Dijk Tweewielers"


def test_saving_without_a_result_is_refused_with_a_sentence(stage: Stage) -> None:
    """Nothing was agreed: the call stays open and the page says what is missing."""
    window = stage.window
    press(stage, KEY.Key_Return)
    press(stage, KEY.Key_F12)
    press(stage, KEY.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert window.call is not None
    assert window.finish is not None
    assert "nog niets afgesproken" in window.finish.problem.text
    assert window.finish.problem.isVisible()


def test_escape_puts_the_card_away_and_never_the_window(stage: Stage) -> None:
    """Esc is for the card; pressed again it does nothing."""
    window = stage.window
    press(stage, KEY.Key_Return)
    stage.hear(payment_run())
    assert window.live is not None
    assert window.live.card.isVisible()
    press(stage, KEY.Key_Escape)
    assert not window.live.card.isVisible()
    press(stage, KEY.Key_Escape)
    assert window.isVisible()
    assert window.pages.currentWidget() is window.live


def test_f2_switches_to_the_firmer_sentence_and_back(stage: Stage) -> None:
    """The card holds both variants."""
    press(stage, KEY.Key_Return)
    stage.hear(payment_run())
    live = stage.window.live
    assert live is not None
    gentle = live.card.sentence.text
    press(stage, KEY.Key_F2)
    assert live.card.sentence.text != gentle
    press(stage, KEY.Key_F2)
    assert live.card.sentence.text == gentle


def test_f7_takes_a_wrong_card_away_and_out_of_the_stack(stage: Stage) -> None:
    """What does not fit was not said."""
    press(stage, KEY.Key_Return)
    stage.hear(payment_run())
    press(stage, KEY.Key_F7)
    live = stage.window.live
    assert live is not None
    assert not live.card.isVisible()
    assert live._call.session.stack == ()


def test_f8_pins_the_card_and_the_button_says_so(stage: Stage) -> None:
    """A pinned card stays; the button offers to let go."""
    press(stage, KEY.Key_Return)
    stage.hear(payment_run())
    press(stage, KEY.Key_F8)
    live = stage.window.live
    assert live is not None
    assert live._call.session.deck.pinned
    assert live.card.pin.label == "Losmaken"


def test_f4_stops_listening_on_hold_and_says_so(stage: Stage) -> None:
    """While the debtor is on hold nothing is listened to."""
    press(stage, KEY.Key_Return)
    press(stage, KEY.Key_F4)
    live = stage.window.live
    assert live is not None
    assert stage.parts.desk.paused
    assert live.hold.label == "Weer verder"
    press(stage, KEY.Key_F4)
    assert not stage.parts.desk.paused


def test_a_number_with_control_goes_to_a_phase(stage: Stage) -> None:
    """Ctrl 3 is the third phase of the script."""
    press(stage, KEY.Key_Return)
    press(stage, KEY.Key_3, Qt.KeyboardModifier.ControlModifier)
    live = stage.window.live
    assert live is not None
    session = live._call.session
    assert session.phase == session.script[2].code


def test_control_k_finds_a_card_and_gives_the_focus_back(stage: Stage) -> None:
    """Search, choose with Enter, and the cursor is where it was, also from within a field."""
    press(stage, KEY.Key_Return)
    live = stage.window.live
    assert live is not None
    edit = live.form.boxes["goodwill"].editor.parts()[0]
    edit.setFocus()
    press(stage, KEY.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert live.search.isVisible()
    stage.bot.keyClicks(live.search.query, "betaalronde")
    press(stage, KEY.Key_Return)
    assert live.card.shown is not None
    assert live.card.shown.objection_id == "payment_run"
    assert not live.search.isVisible()
    assert edit.hasFocus()


def test_escape_closes_the_search_and_leaves_the_card(stage: Stage) -> None:
    """The overlay goes first."""
    press(stage, KEY.Key_Return)
    stage.hear(payment_run())
    press(stage, KEY.Key_K, Qt.KeyboardModifier.ControlModifier)
    press(stage, KEY.Key_Escape)
    live = stage.window.live
    assert live is not None
    assert not live.search.isVisible()
    assert live.card.isVisible()


def test_parking_asks_a_day_and_ends_the_call_with_a_result(stage: Stage) -> None:
    """Ctrl P, a day typed loosely, Enter: the last page may be saved."""
    press(stage, KEY.Key_Return)
    press(stage, KEY.Key_P, Qt.KeyboardModifier.ControlModifier)
    live = stage.window.live
    assert live is not None
    stage.bot.keyClicks(live.ask.edits[0], "donderdag")
    press(stage, KEY.Key_Return)
    session = live._call.session
    assert session.parked is not None
    assert session.parked.on == date(2026, 9, 10)
    assert stage.window.pages.currentWidget() is stage.window.finish
    assert session.ending().can_save


def test_parking_refuses_a_day_that_can_not_be_read(stage: Stage) -> None:
    """The line stays, with a sentence that says how to write it."""
    press(stage, KEY.Key_Return)
    press(stage, KEY.Key_P, Qt.KeyboardModifier.ControlModifier)
    live = stage.window.live
    assert live is not None
    stage.bot.keyClicks(live.ask.edits[0], "ooit")
    press(stage, KEY.Key_Return)
    assert live.ask.isVisible()
    assert "Typ een dag" in live.ask.refusal.text()
    press(stage, KEY.Key_Escape)
    assert not live.ask.isVisible()
    assert stage.window.pages.currentWidget() is live


def test_the_arrow_keys_walk_through_the_list_before_the_call(stage: Stage) -> None:
    """Down prepares the next debtor."""
    press(stage, KEY.Key_Down)
    preparation = stage.window.prepare.preparation
    assert preparation is not None
    assert preparation.dossier.name == "Van Dijk Tweewielers"


def test_f1_lists_every_key_and_leaves_the_focus(stage: Stage) -> None:
    """During the call too; Esc puts the list away and not the card."""
    press(stage, KEY.Key_Return)
    stage.hear(payment_run())
    live = stage.window.live
    assert live is not None
    before = stage.window.focusWidget()
    press(stage, KEY.Key_F1)
    assert live.key_list.isVisible()
    assert stage.window.focusWidget() is before
    press(stage, KEY.Key_Escape)
    assert not live.key_list.isVisible()
    assert live.card.isVisible()


def test_escape_puts_the_list_of_keys_away_before_the_call_too(stage: Stage) -> None:
    """As the list itself says."""
    page = stage.window.prepare
    press(stage, KEY.Key_F1)
    assert page.key_list.isVisible()
    press(stage, KEY.Key_Escape)
    assert not page.key_list.isVisible()


def test_every_action_of_a_call_has_one_key_of_its_own() -> None:
    """No key does two things, and each is named in the list."""
    from app.gui.keys import CALL_KEYS, NAMES, PREPARE_KEYS, WORKBENCH_KEYS

    for keys in (CALL_KEYS, PREPARE_KEYS, WORKBENCH_KEYS):
        assert len(set(keys.values())) == len(keys)
        listed = {action for action in keys if not action.startswith("phase_") and not action.endswith("_keypad")}
        assert listed - {"keys"} <= set(NAMES)
