"""What the tests of the window share: a theme, a real desk on a fixed day, and a shown window."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.call.events import Event, ObjectionHeard, PromiseHeard
from app.gui.theme import Theme
from app.gui.window import MainWindow
from tests.gui.demo_desk import DeskParts, make_desk


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Qt's offscreen platform complains about size hints; it says nothing about the window."""
    for item in items:
        item.add_marker(pytest.mark.qt_log_ignore("propagateSizeHints", extend=True))


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    qapp.setStyle("Fusion")
    made = Theme(qapp, "light")
    made.reduced_motion = True
    return made


@pytest.fixture
def parts(tmp_path: Path) -> DeskParts:
    return make_desk(tmp_path)


@dataclass
class Stage:
    """A shown window with everything behind it."""

    window: MainWindow
    parts: DeskParts
    opened: list[QUrl]
    bot: QtBot

    def hear(self, event: Event, seconds: float = 5.0) -> None:
        """Let time pass and an event come in from the engine."""
        self.parts.clock.seconds += seconds
        with self.bot.waitSignal(self.window.bridge.arrived):
            self.window.bridge.publish(event)

    def settle(self) -> None:
        """Let the window lay itself out."""
        for _ in range(5):
            QApplication.processEvents()

    def start(self) -> None:
        """Begin the call with the first debtor of the list."""
        self.window.prepare.start()


@pytest.fixture
def make_stage(qtbot: QtBot, theme: Theme) -> Iterator[Callable[[DeskParts], Stage]]:
    made: list[MainWindow] = []

    def make(parts: DeskParts) -> Stage:
        opened: list[QUrl] = []
        window = MainWindow(theme, open_file=opened.append)
        made.append(window)
        qtbot.addWidget(window)
        with qtbot.waitExposed(window):
            window.show()
        with qtbot.waitActive(window):
            window.activateWindow()
        window.attach(parts.desk)
        theme.choose("light")
        theme.reduced_motion = True
        return Stage(window, parts, opened, qtbot)

    yield make
    for window in made:
        window.close()


@pytest.fixture
def stage(make_stage: Callable[[DeskParts], Stage], parts: DeskParts) -> Stage:
    return make_stage(parts)


def payment_run(at: float = 3.0, *, times_before: int = 0) -> ObjectionHeard:
    """The debtor says that he pays only once a month."""
    text = "nou nee wij doen pas aan het einde van de maand een betaalronde"
    return ObjectionHeard(
        "debtor",
        at,
        id="payment_run",
        score=0.9,
        phrase="een betaalronde",
        text=text,
        span=(8, len(text)),
        shown=True,
        times_before=times_before,
    )


def promise(day: date = date(2026, 9, 11), amount: str = "6000.00") -> PromiseHeard:
    """The debtor names a day and an amount."""
    return PromiseHeard("debtor", 8.0, day, Decimal(amount), (), "vrijdag zesduizend", "vrijdag aanstaande")
