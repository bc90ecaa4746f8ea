"""The window as a whole: empty states, errors, what a crash leaves, and what never happens."""

import sys
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.bootstrap import Program
from app.call.agreement import Consent
from app.call.desk import Desk, Told
from app.call.events import ChannelTrouble, Event, Level, Partial
from app.errors import UserError
from app.gui.application import install_fault_hook
from app.gui.bridge import EngineBridge
from app.gui.theme import Theme
from app.gui.window import MainWindow
from tests.gui.conftest import Stage, payment_run, promise
from tests.gui.demo_desk import DeskParts, make_desk


def test_the_window_is_there_before_the_desk(qtbot: QtBot, theme: Theme) -> None:
    """The first paint waits for nothing."""
    window = MainWindow(theme, open_file=lambda url: None)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    assert window.topbar.title.text() == "Belmaat"


def test_without_debtors_it_offers_the_import_and_the_example(
    make_stage: Callable[[DeskParts], Stage], tmp_path: Path
) -> None:
    """Empty is designed too."""
    stage = make_stage(make_desk(tmp_path, example=False))
    page = stage.window.prepare
    assert page.empty_title.text() == "Nog geen debiteuren"
    assert page.empty_import.isVisible()
    assert not page.call_button.isEnabled()
    page.example.click()
    assert page.preparation is not None
    assert page.preparation.dossier.name == "Jansen BV"


def test_without_a_model_it_says_that_calling_goes_on(stage: Stage) -> None:
    """A missing model is a sentence with a button, not a barrier."""
    page = stage.window.prepare
    assert "Er is geen spraakmodel" in page.aside.model.text()
    assert page.aside.model_button.isVisible()
    stage.start()
    assert stage.window.live is not None


def test_settings_that_could_not_be_read_are_told_once(
    make_stage: Callable[[DeskParts], Stage], tmp_path: Path
) -> None:
    """The window works with the defaults and says where the file went; the next start has nothing to tell."""
    made = make_desk(tmp_path)
    paths = made.program.paths
    paths.settings.write_text("{niet heel", encoding="utf-8")
    for damaged in (True, False):
        inside = replace(made.desk._parts, start_problem=Program(paths).settings_problem)
        stage = make_stage(replace(made, desk=Desk(inside, made.desk.settings)))
        assert stage.window.notice.isVisible() == damaged
        assert ("instellingen.damaged.json" in stage.window.notice.text) == damaged


def test_a_model_that_is_ready_later_is_noticed(stage: Stage) -> None:
    """The engine tells; the line goes away and the trial model is named."""
    stage.parts.speech.state = "ready"
    stage.hear(Told("model"))  # type: ignore[arg-type]
    assert not stage.window.prepare.aside.model.isVisible()
    assert stage.window.topbar.trial.isVisible()


def test_an_unfinished_call_is_offered_again(stage: Stage, make_stage: Callable[[DeskParts], Stage]) -> None:
    """The process ended in the middle of a call; the form comes back field by field."""
    stage.start()
    stage.hear(promise())
    assert stage.window.live is not None
    stage.window.live.form.boxes["date"].accept.click()
    stage.window.close()
    again = make_stage(make_desk(stage.parts.program.paths.home))
    assert "Jansen BV" in again.window._offer.text  # type: ignore[attr-defined]
    again.window.restore_call()
    call = again.window.call
    assert call is not None
    assert call.session.form.get("date").state == "accepted"
    assert call.session.form.get("amount").state == "heard"


def test_an_error_of_the_ledger_is_told_and_keeps_the_form(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """What happened, what was saved, what to do."""
    stage.start()
    stage.hear(promise())
    window = stage.window
    assert window.call is not None
    window.call.edit("consent", Consent(True))
    window.go("finish")

    def full(*_arguments: object) -> None:
        raise UserError("disk_full")

    monkeypatch.setattr(stage.parts.desk, "save", full)
    assert window.finish is not None
    window.finish.save()
    assert "schijf is vol" in window.notice.text
    assert window.call is not None


def test_a_fault_of_ours_is_reported_and_the_call_goes_on(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """The hook writes a report and says so in the window."""
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    seen: list[BaseException] = []

    def report(_kind: object, error: BaseException, _trace: object) -> Path:
        seen.append(error)
        return Path("verslag.txt")

    install_fault_hook(stage.window, report)
    stage.start()
    fault = ValueError("ours")
    sys.excepthook(ValueError, fault, None)
    assert seen == [fault]
    assert "verslag.txt" in stage.window.notice.text
    assert stage.window.call is not None


def test_events_of_other_threads_arrive_in_order_on_the_thread_of_the_window(qtbot: QtBot) -> None:
    """The bridge is the only crossing."""
    bridge = EngineBridge()
    got: list[tuple[object, str]] = []
    bridge.arrived.connect(lambda event: got.append((event, threading.current_thread().name)))
    events: list[Event] = [Partial("debtor", float(n), str(n)) for n in range(50)]
    thread = threading.Thread(target=lambda: [bridge.publish(event) for event in events])
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: len(got) == len(events))
    assert got == [(event, threading.current_thread().name) for event in events]


def test_levels_move_the_meters_and_trouble_turns_them_amber(stage: Stage) -> None:
    """Trouble is a sentence beside the meter's colour, with a way to another device."""
    stage.start()
    stage.hear(Level("debtor", 1.0, 0.2))
    assert stage.window.topbar.debtor.level > 0.5
    stage.hear(ChannelTrouble("debtor", 2.0, "unplugged", "Jabra"))
    live = stage.window.live
    assert live is not None
    assert live.trouble.text() == "De debiteur is losgekoppeld. Controleer de headset."
    live.other_device.click()
    live.devices.output.setCurrentIndex(1)
    live.devices.confirm.click()
    assert stage.parts.sound.chosen == ("mic1", "out2")
    stage.hear(ChannelTrouble("debtor", 3.0, "recovered"))
    assert not live.trouble.isVisible()


def test_no_part_of_the_window_ever_opens_a_window_of_its_own(stage: Stage) -> None:
    """A part that is shown before it has a place would flash up and take the focus from another program."""
    strays: list[QWidget] = []
    known = {stage.window}

    class Watch(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - a name of Qt
            shown = event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow()
            if shown and watched not in known:
                strays.append(watched)  # type: ignore[arg-type]
            return False

    watch = Watch()
    QApplication.instance().installEventFilter(watch)  # type: ignore[union-attr]
    window = stage.window
    stage.start()
    stage.hear(payment_run())
    assert window.call is not None
    window.call.act()
    stage.hear(promise())
    window.go("finish")
    window.call.edit("consent", Consent(True))
    assert window.finish is not None
    window.finish.save()
    window.go("prepare")
    for page in ("settings", "soundcheck", "import"):
        window.go(page)
    QApplication.instance().removeEventFilter(watch)  # type: ignore[union-attr]
    assert strays == []


def test_nothing_of_a_call_is_left_when_it_was_saved(stage: Stage) -> None:
    """The pages go, the clock stops, the draft is gone."""
    stage.start()
    stage.hear(promise())
    window = stage.window
    assert window.call is not None
    window.call.edit("consent", Consent(True))
    window.go("finish")
    assert window.finish is not None
    window.finish.save()
    assert (window.call, window.live, window.finish) == (None, None, None)
    assert not window._clock.isActive()
    assert stage.parts.desk.saved_draft() is None
