"""For a screen reader, in Dutch, and with nothing cut off."""

import re
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from app.call.agreement import Consent
from app.call.events import ChannelTrouble, Final, WarningRaised
from app.gui.buttons import KeyButton
from app.gui.captions import CaptionsPanel
from app.gui.levels import LevelMeter
from app.gui.sentence import SentenceLabel
from tests.gui.conftest import Stage, payment_run, promise
from tests.gui.cut_off import cut_off

SPEAKING = (QAbstractButton, QLineEdit, QPlainTextEdit, QComboBox, SentenceLabel, LevelMeter, CaptionsPanel)
ENGLISH = re.compile(
    r"\b(the|and|with|call|card|save|cancel|close|open the|search|warning|amount|date|invoice|debtor|promise|"
    r"settings|next step|back|ready|loading|error|microphone|unknown|none|true|false|heard)\b",
    re.IGNORECASE,
)


def busy_call(stage: Stage) -> None:
    """A call with everything on the screen at once."""
    stage.start()
    stage.hear(Final("debtor", 3.0, payment_run().text))
    stage.hear(payment_run(times_before=1))
    stage.hear(WarningRaised("debtor", 4.0, "old_matter", "vorig jaar", (0, 10), subject="2008"))
    stage.hear(promise())
    stage.hear(ChannelTrouble("debtor", 9.0, "unplugged", "Jabra"))


def finished_call(stage: Stage) -> None:
    busy_call(stage)
    assert stage.window.call is not None
    stage.window.call.edit("consent", Consent(True, "Prima, dat gaan we zo doen"))
    stage.window.go("finish")


def saved_call(stage: Stage) -> None:
    finished_call(stage)
    assert stage.window.finish is not None
    stage.window.finish.save()


def narrow_call(stage: Stage) -> None:
    busy_call(stage)
    stage.window.toggle_compact()


def parking(stage: Stage) -> None:
    busy_call(stage)
    assert stage.window.live is not None
    stage.window.live.ask_park()


def searching(stage: Stage) -> None:
    busy_call(stage)
    assert stage.window.live is not None
    stage.window.live._open_search()


def keys(stage: Stage) -> None:
    busy_call(stage)
    assert stage.window.live is not None
    stage.window.live.key_list.toggle()


def erasing(stage: Stage) -> None:
    page = stage.window.prepare
    page.ask_more()
    page.pick._pick("erase")


SCENES: dict[str, Callable[[Stage], None]] = {
    "prepare": lambda stage: None,
    "erasing": erasing,
    "live": busy_call,
    "parking": parking,
    "search": searching,
    "keys": keys,
    "finish": finished_call,
    "saved": saved_call,
    "compact": narrow_call,
    "import": lambda stage: stage.window.go("import"),
    "soundcheck": lambda stage: stage.window.go("soundcheck"),
    "settings": lambda stage: stage.window.go("settings"),
    "models": lambda stage: stage.window.go("models"),
}


def shown(stage: Stage) -> QWidget:
    stage.settle()
    compact = stage.window.compact
    return compact if compact is not None and compact.isVisible() else stage.window


def visible(window: QWidget, kinds: type | tuple[type, ...]) -> list[QWidget]:
    return [w for w in window.findChildren(QWidget) if isinstance(w, kinds) and w.isVisibleTo(window)]


@pytest.mark.parametrize("scene", SCENES)
def test_everything_is_named_and_said_in_plain_dutch(stage: Stage, scene: str) -> None:
    """Each button, line, list, meter and sentence has a name; no English, no smoes, no exclamation mark."""
    SCENES[scene](stage)
    window = shown(stage)
    nameless = [w for w in visible(window, SPEAKING) if not w.accessibleName() and not _inside_a_view(w)]
    texts = _texts(window)
    assert nameless == []
    assert [text for text in texts if ENGLISH.search(text)] == []
    assert [text for text in texts if "smoes" in text.lower() or "!" in text] == []


@pytest.mark.parametrize("size", [(1280, 800), (1024, 700)], ids=["1280", "1024"])
@pytest.mark.parametrize("scene", SCENES)
def test_nothing_is_cut_off(stage: Stage, scene: str, size: tuple[int, int]) -> None:
    """Also in a small window and in a wide font."""
    stage.window.resize(*size)
    SCENES[scene](stage)
    assert cut_off(shown(stage)) == []


def test_every_key_on_a_button_does_something(stage: Stage) -> None:
    """A button shows no key that the page does not listen to."""
    from PySide6.QtGui import QShortcut

    for scene in ("prepare", "live", "finish"):
        if scene == "live":
            busy_call(stage)
        elif scene == "finish":
            stage.window.go("finish")
        page = stage.window.pages.currentWidget()
        keys = {s.key().toString().replace("+", " ").replace("Return", "Enter") for s in page.findChildren(QShortcut)}
        on_buttons = {b.key for b in visible(page, KeyButton) if isinstance(b, KeyButton) and b.key}
        assert on_buttons <= keys, scene


def test_tab_goes_through_the_form_from_top_to_bottom(stage: Stage) -> None:
    """The order of Tab is that of the eye."""
    stage.start()
    live = stage.window.live
    assert live is not None
    stage.settle()
    lines = [part for box in live.form.boxes.values() for part in box.editor.parts() if isinstance(part, QLineEdit)]
    lines = [line for line in lines if line.isVisibleTo(live)]
    lines[0].setFocus()
    order = [lines[0]]
    for _ in range(60):
        stage.bot.keyClick(stage.window.focusWidget(), Qt.Key.Key_Tab)
        focused = stage.window.focusWidget()
        if focused in lines:
            if focused is lines[0]:
                break
            assert isinstance(focused, QLineEdit)
            order.append(focused)
    assert order == lines


def _inside_a_view(widget: QWidget) -> bool:
    return "qt_" in widget.objectName()


def _texts(window: QWidget) -> list[str]:
    found = []
    for widget in window.findChildren(QWidget):
        if not widget.isVisibleTo(window):
            continue
        found += [widget.toolTip(), widget.accessibleName()]
        if isinstance(widget, QLabel | QAbstractButton):
            found.append(widget.text())
        if isinstance(widget, KeyButton):
            found.append(widget.label)
        if isinstance(widget, QLineEdit | QPlainTextEdit):
            found.append(widget.placeholderText())
    return found
