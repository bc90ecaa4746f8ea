"""The sound check: pick microphone and headset, see both levels, play a tone, read what is right or wrong."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout, QWidget

from app.gui.bridge import EngineBridge
from app.gui.buttons import KeyButton
from app.gui.devices import device_box, fill_box
from app.gui.keys import install
from app.gui.labels import Words, column, rule
from app.gui.levels import LevelMeter
from app.gui.panel_page import lay_out
from app.gui.theme import Theme

if TYPE_CHECKING:
    from app.call.desk import Desk

_KEYS = {"tone": "F5", "back": "Esc"}


class SoundCheckPage(QWidget):
    """Proves before the call that both sides are heard."""

    def __init__(self, theme: Theme, desk: "Desk", *, back: Callable[[], None]) -> None:
        """Check the devices of `desk`; call `back` when the user is done."""
        super().__init__()
        self._desk = desk
        self._back = back
        self._bridge = EngineBridge()
        self._bridge.arrived.connect(self._take)
        self.microphone = device_box("Uw microfoon")
        self.output = device_box("Headset waarin u de debiteur hoort")
        self.microphone.activated.connect(self._choose)
        self.output.activated.connect(self._choose)
        self.own_level = LevelMeter(theme, "U", bar=200)
        self.debtor_level = LevelMeter(theme, "Debiteur", bar=200)
        self.verdict = Words("", "verdict")
        self.tone = KeyButton(theme, "Testtoon afspelen", "F5", "primary")
        self.to_back = KeyButton(theme, "Klaar", "Esc")
        self.tone.clicked.connect(self._play)
        self.to_back.clicked.connect(self.leave)
        self._build()
        install(self, _KEYS, {"tone": self._play, "back": self.leave})

    def enter(self) -> None:
        """Look which devices there are and start listening."""
        microphones, outputs = self._desk.sound.devices()
        settings = self._desk.settings
        fill_box(self.microphone, microphones, settings.microphone)
        fill_box(self.output, outputs, settings.output)
        if not microphones and not outputs:
            self.verdict.setText(
                "Er is geen headset gevonden. Bellen kan zonder meelezen. Sluit een headset aan en kom hier terug."
            )
            self.tone.setEnabled(False)
            return
        self.tone.setEnabled(True)
        self.verdict.setText("Zeg iets, en speel daarna de testtoon af. Allebei de balken moeten bewegen.")
        self._choose()

    def leave(self) -> None:
        """Stop listening and go back."""
        self._desk.sound.stop_check()
        self._back()

    def _choose(self) -> None:
        sound = self._desk.sound
        sound.stop_check()
        sound.choose(str(self.microphone.currentData() or ""), str(self.output.currentData() or ""))
        sound.start_check(self._bridge.publish)

    def _play(self) -> None:
        if self.tone.isEnabled():
            self._desk.sound.play_tone()

    def _take(self, event: object) -> None:
        rms = getattr(event, "rms", None)
        if rms is not None:
            meter = self.debtor_level if getattr(event, "channel", "") == "debtor" else self.own_level
            meter.set_rms(float(rms))
            return
        self.verdict.setText(self._desk.sound.verdict_text(event))

    def _build(self) -> None:
        inside = column(margins=(24, 20, 24, 20), spacing=14)
        inside.addWidget(Words("Geluid controleren", "title"))
        inside.addWidget(Words("Belmaat luistert mee met u en met de debiteur. Er wordt geen geluid bewaard.", "quiet"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(10)
        for at, (label, box, level) in enumerate(
            (
                ("Uw microfoon", self.microphone, self.own_level),
                ("Uw headset", self.output, self.debtor_level),
            )
        ):
            grid.addWidget(Words(label, "quiet", wrap=False), 2 * at, 0)
            grid.addWidget(box, 2 * at, 1)
            grid.addWidget(level, 2 * at + 1, 1)
        grid.setColumnStretch(1, 1)
        inside.addLayout(grid)
        inside.addWidget(rule())
        inside.addWidget(self.verdict)
        lay_out(self, inside, "", (self.to_back, self.tone), width=820)
