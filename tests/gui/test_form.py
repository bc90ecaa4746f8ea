"""Speech fills, people decide."""

from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from app.call.agreement import AgreementForm, Callback, FieldName, NextStep, OwnPromise
from app.gui.form import FieldBox, FormPanel
from app.gui.ticks import Tick
from tests.gui.conftest import Stage, promise


@pytest.fixture
def panel(stage: Stage) -> FormPanel:
    stage.start()
    assert stage.window.live is not None
    return stage.window.live.form


def form_of(stage: Stage) -> AgreementForm:
    assert stage.window.call is not None
    return stage.window.call.session.form


def line(box: FieldBox, number: int = 0) -> QLineEdit:
    part = [p for p in box.editor.parts() if isinstance(p, QLineEdit)][number]
    assert isinstance(part, QLineEdit)
    return part


def type_in(stage: Stage, edit: QLineEdit, text: str) -> None:
    edit.setFocus()
    edit.selectAll()
    stage.bot.keyClicks(edit, text)
    stage.bot.keyClick(edit, Qt.Key.Key_Return)


def test_a_heard_field_is_outlined_and_shows_the_words_and_the_key(stage: Stage, panel: FormPanel) -> None:
    """The date came from speech and waits for the controller."""
    stage.hear(promise())
    box = panel.boxes["date"]
    assert line(box).text() == "vrijdag 11 september"
    assert box.frame.property("state") == "heard"
    assert box.note.text() == "Gehoord: “vrijdag aanstaande”"
    assert box.accept.isVisible()
    assert box.accept.key == "F9"


def test_a_click_on_klopt_accepts_the_field(stage: Stage, panel: FormPanel) -> None:
    """Afterwards the field can be wiped, not accepted again."""
    stage.hear(promise())
    box = panel.boxes["date"]
    box.accept.click()
    assert form_of(stage).get("date").state == "accepted"
    assert not box.accept.isVisible()
    assert box.clear.isVisible()


def test_wiping_a_field_empties_it_and_lets_speech_fill_it_again(stage: Stage, panel: FormPanel) -> None:
    """Clear is not a decision about the value."""
    stage.hear(promise())
    box = panel.boxes["date"]
    box.accept.click()
    box.clear.click()
    assert form_of(stage).get("date").state == "empty"
    assert line(box).text() == ""
    stage.hear(promise(date(2026, 9, 10)))
    assert form_of(stage).value("date") == date(2026, 9, 10)


@pytest.mark.parametrize(
    ("typed", "understood"),
    [("vrijdag", date(2026, 9, 11)), ("11-9", date(2026, 9, 11)), ("morgen", date(2026, 9, 9))],
)
def test_a_loosely_typed_day_is_understood_and_shown_with_its_weekday(
    stage: Stage, panel: FormPanel, typed: str, understood: date
) -> None:
    """The controller sees how it was read."""
    box = panel.boxes["date"]
    type_in(stage, line(box), typed)
    assert form_of(stage).value("date") == understood
    assert line(box).text().split()[0] in ("vrijdag", "woensdag")


def test_a_day_that_can_not_be_read_keeps_the_text_and_says_how_to_write_it(stage: Stage, panel: FormPanel) -> None:
    """Nothing typed is lost and nothing wrong is filled in."""
    box = panel.boxes["date"]
    type_in(stage, line(box), "ergens volgend jaar")
    assert line(box).text() == "ergens volgend jaar"
    assert "niet begrepen" in box.note.text()
    assert form_of(stage).get("date").state == "empty"


def test_an_amount_may_be_typed_in_any_usual_way(stage: Stage, panel: FormPanel) -> None:
    """It comes back as euros with cents."""
    box = panel.boxes["amount"]
    type_in(stage, line(box), "2.500,5")
    assert form_of(stage).value("amount") == Decimal("2500.50")
    assert line(box).text() == "€\u00a02.500,50"


def test_the_whole_amount_is_one_click_away_and_then_says_so(stage: Stage, panel: FormPanel) -> None:
    """The sum of the undisputed invoices."""
    panel.amount.fill.click()
    assert form_of(stage).value("amount") == Decimal("6000.00")
    assert panel.amount.hint.isVisible()
    assert not panel.amount.fill.isVisible()


def test_the_whole_amount_follows_the_ticked_invoices(stage: Stage, panel: FormPanel) -> None:
    """One invoice ticked: that one is the whole."""
    first = panel.boxes["invoices"].editor.parts()[0]
    assert isinstance(first, Tick)
    first.click()
    assert form_of(stage).value("invoices") == ("10594",)
    panel.amount.fill.click()
    assert form_of(stage).value("amount") == Decimal("4000.00")


def test_a_new_value_after_a_decision_is_offered_and_not_filled_in(stage: Stage, panel: FormPanel) -> None:
    """The accepted date stays until the controller takes the new one over."""
    stage.hear(promise())
    box = panel.boxes["date"]
    box.accept.click()
    stage.hear(promise(date(2026, 9, 14)))
    assert line(box).text() == "vrijdag 11 september"
    assert box.note.text() == "Nieuw gehoord: maandag 14 september"
    box.accept.click()
    assert form_of(stage).value("date") == date(2026, 9, 14)


def test_a_wrong_field_is_marked_with_one_sentence(stage: Stage, panel: FormPanel) -> None:
    """A day in the past can't be a promise."""
    box = panel.boxes["date"]
    type_in(stage, line(box), "4-9-2026")
    assert box.frame.property("state") == "problem"
    assert "al voorbij" in box.note.text()
    assert "vrijdag 4 september" in box.note.text().lower()


def test_an_own_promise_gets_its_owner_and_deadline(stage: Stage, panel: FormPanel) -> None:
    """Without more it is the controller's own, today."""
    box = panel.boxes["own_promise"]
    type_in(stage, line(box), "Status voorvork per mail")
    assert form_of(stage).value("own_promise") == (
        OwnPromise("Status voorvork per mail", "Ab de Vries", date(2026, 9, 8)),
    )
    type_in(stage, line(box, 2), "morgen")
    assert form_of(stage).value("own_promise")[0].deadline == date(2026, 9, 9)


def test_a_second_own_promise_joins_the_first_and_can_be_taken_away(stage: Stage, panel: FormPanel) -> None:
    """There is always an empty line at the end."""
    box = panel.boxes["own_promise"]
    type_in(stage, line(box), "Status voorvork per mail")
    type_in(stage, line(box, 3), "Kersten belt terug")
    assert [p.text for p in form_of(stage).value("own_promise")] == ["Status voorvork per mail", "Kersten belt terug"]
    box.editor._removers[0].click()  # type: ignore[attr-defined]
    assert [p.text for p in form_of(stage).value("own_promise")] == ["Kersten belt terug"]


def test_a_callback_takes_a_day_and_a_time(stage: Stage, panel: FormPanel) -> None:
    """Both typed loosely."""
    box = panel.boxes["callback"]
    type_in(stage, line(box, 0), "donderdag")
    type_in(stage, line(box, 1), "10.30")
    assert form_of(stage).value("callback") == Callback(date(2026, 9, 10), "10:30")


def test_a_next_step_takes_a_text_and_a_day(stage: Stage, panel: FormPanel) -> None:
    """Half of it is kept and marked."""
    box = panel.boxes["next_step"]
    type_in(stage, line(box, 0), "Kersten vragen")
    assert form_of(stage).value("next_step") == NextStep("Kersten vragen")
    assert box.frame.property("state") == "problem"
    type_in(stage, line(box, 1), "morgen")
    assert form_of(stage).value("next_step") == NextStep("Kersten vragen", date(2026, 9, 9))


def test_a_payment_plan_is_typed_line_by_line(stage: Stage, panel: FormPanel) -> None:
    """Each line is a day and an amount."""
    box = panel.boxes["instalments"]
    type_in(stage, line(box, 0), "vrijdag")
    type_in(stage, line(box, 1), "3000")
    type_in(stage, line(box, 2), "18-9")
    type_in(stage, line(box, 3), "3000")
    plan = form_of(stage).value("instalments")
    assert [(part.date, part.amount) for part in plan] == [
        (date(2026, 9, 11), Decimal("3000.00")),
        (date(2026, 9, 18), Decimal("3000.00")),
    ]


def test_a_method_is_one_of_four_and_a_second_click_takes_it_back(stage: Stage, panel: FormPanel) -> None:
    """Nothing has to be chosen."""
    ideal = panel.boxes["method"].editor.parts()[1]
    ideal.click()  # type: ignore[attr-defined]
    assert form_of(stage).value("method") == "ideal"
    ideal.click()  # type: ignore[attr-defined]
    assert form_of(stage).get("method").state == "empty"


def test_f10_goes_to_the_next_field_that_waits(stage: Stage, panel: FormPanel) -> None:
    """First what was heard, in the order of the form."""
    stage.hear(promise())
    panel.go_to_next()
    assert panel.boxes["invoices"].holds_focus()
    panel.go_to_next()
    assert panel.boxes["amount"].holds_focus()


def test_every_field_of_the_agreement_has_a_place_in_the_form(panel: FormPanel) -> None:
    """A field without an editor could be heard and never be seen."""
    from app.call.agreement import FIELD_NAMES

    assert set(panel.boxes) == set(FIELD_NAMES)


@pytest.mark.parametrize("name", ["goodwill", "future_invoices"])
def test_a_line_of_text_is_kept_as_it_was_typed(stage: Stage, panel: FormPanel, name: FieldName) -> None:
    """And emptying it empties the field."""
    box = panel.boxes[name]
    type_in(stage, line(box), "10672 mee als de voorvork er is")
    assert form_of(stage).value(name) == "10672 mee als de voorvork er is"
    edit = line(box)
    edit.selectAll()
    stage.bot.keyClick(edit, Qt.Key.Key_Delete)
    stage.bot.keyClick(edit, Qt.Key.Key_Return)
    assert form_of(stage).get(name).state == "empty"


def test_the_form_survives_the_end_of_the_process(stage: Stage, panel: FormPanel) -> None:
    """What was filled in is offered again by the next window on the same data."""
    stage.hear(promise())
    panel.boxes["date"].accept.click()
    stage.parts.desk._parts.drafts.flush()
    draft = stage.parts.desk.saved_draft()
    assert draft is not None
    assert draft.debtor_name == "Jansen BV"
