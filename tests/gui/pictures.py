"""Draws every moment of a call into pictures, in a process of its own: Qt takes its scale from the environment.

    QT_SCALE_FACTOR=2 python -m tests.gui.pictures FOLDER light|dark

Prints what is cut off, a line each; nothing when all is well.
"""

import sys
import tempfile
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget

from app.call.agreement import Consent, OwnPromise
from app.call.events import Event, Final, Level, Partial, WarningRaised
from app.gui.application import make_application
from app.gui.theme import Theme
from app.gui.window import MainWindow, grab
from tests.gui.conftest import payment_run, promise
from tests.gui.cut_off import cut_off
from tests.gui.demo_desk import make_desk


class Album:
    """Makes the pictures and gathers what does not fit."""

    def __init__(self, folder: Path, theme: str) -> None:
        self.folder, self.theme = folder, theme
        self.found: list[str] = []

    def take(self, name: str, window: QWidget) -> None:
        for _ in range(5):
            QApplication.processEvents()
        scale = window.devicePixelRatioF()
        grab(window, self.folder / f"{name}-{self.theme}-{scale * 100:.0f}.png", scale)
        self.found += [f"{name}: {line}" for line in cut_off(window)]


def draw(folder: Path, theme_name: str, home: Path) -> list[str]:
    """Play one call and return what is cut off in it."""
    app = make_application()
    theme = Theme(app, "light")
    window = MainWindow(theme, open_file=lambda url: None)
    window.show()
    parts = make_desk(home)
    window.attach(parts.desk)
    theme.choose("dark" if theme_name == "dark" else "light")
    theme.reduced_motion = True
    album = Album(folder, theme_name)
    album.take("1-voorbereiden", window)
    window.prepare.start()
    album.take("2-opening", window)

    def hear(event: Event) -> None:
        parts.clock.seconds += 30
        window.bridge.publish(event)
        for _ in range(3):
            QApplication.processEvents()

    hear(Level("debtor", 1.0, 0.1))
    hear(Level("controller", 1.0, 0.05))
    hear(Final("controller", 2.0, "kunt u de betaling deze week in orde maken"))
    hear(Final("debtor", 3.0, payment_run().text))
    hear(payment_run(times_before=1))
    album.take("3-kaart", window)
    old = "en vorig jaar ging het trouwens ook al mis"
    hear(Partial("debtor", 5.0, old))
    hear(WarningRaised("debtor", 5.0, "old_matter", old, (3, 13), subject="te late betalingen in 2008"))
    hear(promise())
    window._tick()
    album.take("4-waarschuwing", window)
    call, live = window.call, window.live
    if call is None or live is None:
        raise AssertionError("the call did not start")
    window.toggle_compact()
    if window.compact is not None:
        album.take("5-smal", window.compact)
    window.toggle_compact()
    for name in ("date", "amount", "invoices"):
        call.accept(name)  # type: ignore[arg-type]
    mail = OwnPromise("Status voorvork per mail", "Ab de Vries", date(2026, 9, 8))
    call.edit("own_promise", (mail, OwnPromise("Kersten belt terug", "Kersten", date(2026, 9, 9))))
    call.edit("consent", Consent(True, "Prima, dat gaan we zo doen"))
    album.take("6-formulier", window)
    window.go("finish")
    album.take("7-afronden", window)
    if window.finish is not None:
        window.finish.save()
    album.take("8-vastgelegd", window)
    window.close()
    return album.found


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
        for line in draw(Path(sys.argv[1]), sys.argv[2], Path(home)):
            sys.stdout.write(line + "\n")
