"""The rehearsal call in the real window: at the pace of life, or as fast as it can with pictures."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtWidgets import QApplication

from app.call.agreement import FIELD_NAMES, Consent
from app.call.events import Event, Level, ObjectionHeard, WarningRaised
from app.gui.application import make_application, open_outside, run
from app.gui.offscreen import hush
from app.gui.theme import Theme
from app.gui.window import MainWindow, grab

if TYPE_CHECKING:
    from app.call.desk import Desk

READING_SECONDS = 5
"""What the preparation asks: five seconds to see what matters."""
_TICK = 0.25
_SETTLE = 1.2
"""Seconds of the call between something coming up and its picture, so that the caption holds the words."""
_CARD = "payment_run"
_WARNING = "old_matter"


def play_in_window(desk_factory: "Callable[[], Desk]", debtor_id: Callable[[], int]) -> int:
    """Show the preparation, start the call by itself and leave the filled form to the user."""

    def ready(window: MainWindow) -> None:
        number = debtor_id()
        window.prepare.refresh(number)
        window.prepare.choose(number)
        QTimer.singleShot(READING_SECONDS * 1000, window, window.prepare.start)

    return run(desk_factory, ready=ready)


def _delete_what_was_given_up() -> None:
    """Do what a running event loop does by itself."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


class PictureRun:
    """A whole rehearsal without a display: the real window, drawn into pictures."""

    def __init__(self, desk: "Desk", out: Path | None, set_clock: Callable[[float], None]) -> None:
        """Prepare.

        Args:
            desk: made with recordings that are not live.
            out: folder for the pictures; None draws none.
            set_clock: moves the clock of the call to a second of the recording.
        """
        self._app = QApplication.instance() or make_application()
        self._speak_again = hush()
        self._desk = desk
        self._out = out
        self._set_clock = set_clock
        self._ticked = 0.0
        self._due: dict[str, float] = {}
        self._made: set[str] = set()
        self.window = MainWindow(Theme(self._app, "light"), open_file=open_outside)  # type: ignore[arg-type]
        self.window.theme.reduced_motion = True
        self.window.attach(desk)
        self.window.theme.reduced_motion = True
        self.window.show()

    def play(self, debtor_id: int, listener: Callable[[Event], None]) -> bool:
        """Prepare, call, finish and save; each event also goes to `listener`.

        Returns:
            True if the recordings were read whole and the agreement could be saved.
        """
        window, desk = self.window, self._desk
        self._ticked = 0.0
        window.go("prepare")
        window.prepare.refresh(debtor_id)
        window.prepare.choose(debtor_id)
        self._picture("1-voorbereiden")

        def publish(event: object) -> None:
            if isinstance(event, Event):
                self._take(event)
                listener(event)

        desk.set_publish(publish)
        window.prepare.start()
        whole = desk.play()
        window.go("live")
        self._picture("4-formulier")
        window.go("finish")
        self._picture("5-afronden")
        saved = self._confirm_and_save()
        self._picture("6-vastgelegd")
        _delete_what_was_given_up()
        return whole and saved

    def close(self) -> None:
        """Close the window and the desk with it."""
        self.window.close()
        self.window.deleteLater()
        self._app.processEvents()
        self._speak_again()

    def _take(self, event: Event) -> None:
        call = self.window.call
        if call is None or isinstance(event, Level):
            return
        self._set_clock(event.audio_time)
        call.take(event)
        if event.audio_time - self._ticked >= _TICK:
            self._ticked = event.audio_time
            call.tick()
            _delete_what_was_given_up()
        if isinstance(event, ObjectionHeard) and event.id == _CARD and event.shown:
            self._due.setdefault("2-kaart", event.audio_time + _SETTLE)
        if isinstance(event, WarningRaised) and event.id == _WARNING:
            self._due.setdefault("3-waarschuwing", event.audio_time + _SETTLE)
        for name, at in self._due.items():
            if event.audio_time >= at and name not in self._made:
                self._made.add(name)
                self._picture(name)

    def _confirm_and_save(self) -> bool:
        """Do what the controller does at the end: accept what was heard, tick consent, save."""
        call = self.window.call
        if call is None or self.window.finish is None:
            return False
        for name in FIELD_NAMES:
            if call.session.form.get(name).state == "heard":
                call.accept(name)
        consent = call.session.form.value("consent")
        if consent is None or not consent.given:
            call.edit("consent", Consent(True))
        self.window.go("finish")
        self.window.finish.save()
        return self.window.call is None

    def _picture(self, name: str) -> None:
        if self._out is None:
            return
        self._app.processEvents()
        grab(self.window, self._out / f"{name}.png")
