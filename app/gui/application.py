"""Starting the window: the one place that makes the application.

Only what the first paint needs is imported here; the pages come when the desk is there.
"""

import logging
import os
import sys
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication, QIcon
from PySide6.QtWidgets import QApplication

from app.errors import UserError
from app.gui.first_paint import FirstPaint
from app.gui.single_instance import SingleInstance
from app.gui.theme import Theme, ThemeChoice
from app.gui.window import MainWindow

if TYPE_CHECKING:
    from app.call.desk import Desk

_log = logging.getLogger(__name__)

type Report = Callable[[type[BaseException], BaseException, TracebackType | None], Path | None]
"""Writes a fault to a file and says where."""


def make_application(arguments: list[str] | None = None) -> QApplication:
    """The application, set up once: Dutch, crisp at every scale, one look on every system."""
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
    app = QApplication(arguments or ["belmaat"])
    app.setApplicationName("Belmaat")
    app.setApplicationDisplayName("Belmaat")
    app.setStyle("Fusion")
    QLocale.setDefault(QLocale(QLocale.Language.Dutch, QLocale.Country.Netherlands))
    return app


def run(
    desk_factory: "Callable[[], Desk]",
    *,
    theme: ThemeChoice = "system",
    report: Report | None = None,
    ready: Callable[[MainWindow], None] | None = None,
    explain: Callable[[UserError], str] = str,
    icon: Path | None = None,
    home: Path | None = None,
    file: str = "",
) -> int:
    """Show the window until it is closed; where one is open already, bring that to the front instead.

    Args:
        desk_factory: makes the desk; called after the first paint, so that the window is there at once.
        theme: light, dark, or as the system.
        report: writes a fault of ours to a file; the call goes on.
        ready: called when the window has its desk, for the rehearsal.
        explain: the sentence for an error of the desk's making.
        icon: picture of the window in the task bar.
        home: the data folder, for which one window at a time is open; None for a window beside others.
        file: cards that somebody handed over, to be offered.

    Returns:
        The exit status: 0, or 2 when the desk could not be made.
    """
    app = make_application()
    instance = SingleInstance(home) if home is not None else None
    if instance is not None and not instance.is_first(file):
        return 0
    window = MainWindow(Theme(app, theme), open_file=open_outside)
    install_fault_hook(window, report)
    if instance is not None:
        instance.called.connect(window.come_forward)
        app.aboutToQuit.connect(instance.close)
    status: list[int] = []

    def begin() -> None:
        try:
            desk = desk_factory()
        except UserError as error:
            status.append(2)
            window.notice.tell(explain(error))
            return
        window.attach(desk)
        if icon is not None:
            window.setWindowIcon(QIcon(str(icon)))
        if file:
            window.open_card(file)
        if ready is not None:
            ready(window)

    if os.environ.get("BELMAAT_QUIT_AFTER_PAINT"):  # for the benchmark of the start
        begin = app.quit
    FirstPaint(window, begin)
    window.show()
    code = app.exec()
    return status[0] if status else int(code)


def paints() -> bool:
    """Whether a window can be drawn on this computer; for the self-test, on whatever platform Qt was told to use."""
    app = QApplication.instance() or make_application()
    window = MainWindow(Theme(app, "light"), open_file=open_outside)  # type: ignore[arg-type]  # instance() is typed wider
    picture = window.grab()
    window.deleteLater()
    return picture.width() > 0 and picture.height() > 0


def install_fault_hook(window: MainWindow, report: Report | None) -> None:
    """Bring a fault of ours to the log, a report file and a line in the window, instead of ending the call."""

    def fault(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        _log.critical("fault", exc_info=(kind, error, trace))
        where = report(kind, error, trace) if report is not None else None
        window.tell_fault(where)

    sys.excepthook = fault


def open_outside(url: QUrl) -> None:
    """Open a file or link in the user's own program."""
    QDesktopServices.openUrl(url)
