"""Nothing steals the focus and nothing moves."""

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QLineEdit, QWidget

from app.call.events import ChannelTrouble, Final, Partial, WarningRaised
from tests.gui.conftest import Stage, payment_run, promise


def place(widget: QWidget, window: QWidget) -> QRect:
    return QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())


def amount_edit(stage: Stage) -> QLineEdit:
    assert stage.window.live is not None
    edit = stage.window.live.form.amount.edit
    assert isinstance(edit, QLineEdit)
    return edit


def test_a_card_that_comes_in_leaves_focus_and_cursor_alone(stage: Stage) -> None:
    """The controller types an amount while card, warning and promise arrive."""
    stage.start()
    edit = amount_edit(stage)
    edit.setFocus()
    stage.bot.keyClicks(edit, "2500")
    edit.setCursorPosition(2)
    stage.hear(Final("debtor", 3.0, payment_run().text))
    stage.hear(payment_run())
    stage.hear(WarningRaised("debtor", 4.0, "old_matter", "vorig jaar", (0, 10), subject="2008"))
    stage.hear(promise())
    assert edit.hasFocus()
    assert (edit.text(), edit.cursorPosition()) == ("2500", 2)


def test_what_was_heard_meanwhile_is_shown_once_the_field_is_left(stage: Stage) -> None:
    """The typed amount wins; what was heard becomes a suggestion."""
    stage.start()
    edit = amount_edit(stage)
    edit.setFocus()
    stage.bot.keyClicks(edit, "2500")
    stage.hear(promise())
    assert stage.window.live is not None
    stage.window.live.form.boxes["goodwill"].take_focus()
    form = stage.window.live._call.session.form
    assert (str(form.value("amount")), form.get("amount").state) == ("2500.00", "edited")


def test_facts_and_fields_keep_their_place_from_the_first_second_to_the_last(stage: Stage) -> None:
    """A card, a warning, captions, heard fields and trouble with the sound move nothing at the left and the right."""
    stage.start()
    window, live = stage.window, stage.window.live
    assert live is not None
    stage.settle()
    watched = [live.facts, live.form, live.goal, *live.form.boxes.values(), live.captions]
    before = [place(widget, window) for widget in watched]
    stage.hear(Partial("debtor", 2.0, "nou nee wij doen"))
    stage.hear(payment_run(times_before=1))
    stage.hear(WarningRaised("debtor", 4.0, "old_matter", "vorig jaar", (0, 10), subject="2008"))
    stage.hear(promise())
    stage.hear(ChannelTrouble("debtor", 9.0, "unplugged", "Jabra"))
    live.ask_park()
    stage.settle()
    assert [place(widget, window) for widget in watched] == before


def test_the_narrow_window_appears_without_taking_the_focus(stage: Stage) -> None:
    """It is marked so for the window manager, and may stay on top when the user chose so."""
    from PySide6.QtCore import Qt

    stage.start()
    stage.window.toggle_compact()
    compact = stage.window.compact
    assert compact is not None
    assert compact.testAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
    assert compact.width() == 440
    assert not stage.window.isVisible()
    stage.window.toggle_compact()
    assert stage.window.isVisible()


def test_no_dialog_or_message_box_exists_during_a_call(stage: Stage) -> None:
    """Everything is told in the window itself."""
    from PySide6.QtWidgets import QApplication, QDialog

    stage.start()
    stage.hear(payment_run())
    stage.hear(ChannelTrouble("debtor", 9.0, "unplugged", "Jabra"))
    assert not [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, QDialog)]


def test_a_long_call_scrolls_its_facts_and_squeezes_nothing(stage: Stage) -> None:
    """Fourteen objections and long heard words: every line keeps its height, every field its place."""
    from app.call.events import ObjectionHeard, PromiseHeard
    from tests.gui.cut_off import cut_off

    stage.start()
    live = stage.window.live
    assert live is not None
    stage.settle()
    before = [place(box, stage.window) for box in live.form.boxes.values()]
    for known in list(live._call.session.catalogue.objections)[:14]:
        stage.hear(ObjectionHeard("debtor", 1.0, known, 0.9, "", "abc def", (0, 3), shown=True))
    words = "goed dan betaal ik vrijdag zesduizend euro voor factuur tien vijf negen vier en nog een"
    heard = promise()
    stage.hear(PromiseHeard("debtor", 9.0, heard.date, heard.amount, (), words, words))
    stage.settle()
    assert [place(box, stage.window) for box in live.form.boxes.values()] == before
    assert cut_off(stage.window) == []
