"""What takes time begins when the window has been drawn."""

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.gui.first_paint import FirstPaint


class Drawn(QWidget):
    """Writes down when it draws itself."""

    def __init__(self, told: list[str]) -> None:
        super().__init__()
        self._told = told

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        self._told.append("drawn")


def test_work_begins_after_the_first_paint_and_once(qtbot: QtBot) -> None:
    """However often the window draws itself afterwards."""
    told: list[str] = []
    window = Drawn(told)
    qtbot.addWidget(window)
    FirstPaint(window, lambda: told.append("begun"), latest_ms=500)
    window.show()
    qtbot.waitUntil(lambda: "begun" in told)
    assert told[0] == "drawn"
    window.repaint()
    QTimer.singleShot(600, lambda: told.append("later"))
    qtbot.waitUntil(lambda: "later" in told)
    assert told.count("begun") == 1


def test_a_window_that_is_not_drawn_does_not_hold_up_the_work(qtbot: QtBot) -> None:
    """It was started minimised."""
    told: list[str] = []
    window = Drawn(told)
    qtbot.addWidget(window)
    FirstPaint(window, lambda: told.append("begun"), latest_ms=10)
    qtbot.waitUntil(lambda: told == ["begun"], timeout=5_000)
