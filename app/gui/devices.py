"""Choosing the microphone and the headset."""

from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy, QWidget

from app.gui.buttons import KeyButton
from app.gui.labels import Words, row
from app.gui.theme import Theme


class DeviceLike(Protocol):
    """A sound device."""

    @property
    def id(self) -> str:
        """How the system knows it."""

    @property
    def name(self) -> str:
        """Its full name."""

    @property
    def default(self) -> bool:
        """True for the system's ordinary choice."""

    @property
    def communications(self) -> bool:
        """True for the system's choice for calls."""


class SoundLike(Protocol):
    """What the window needs of the sound devices."""

    def devices(self) -> tuple[Sequence[DeviceLike], Sequence[DeviceLike]]:
        """Microphones and outputs."""

    def choose(self, microphone_id: str, output_id: str) -> None:
        """Use these from now on."""


def device_box(name: str) -> QComboBox:
    """A list to pick a device from."""
    box = QComboBox()
    box.setAccessibleName(name)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(16)
    box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    return box


def fill_box(box: QComboBox, devices: Sequence[DeviceLike], chosen: str = "") -> None:
    """Offer `devices`; the chosen one, the one for calls or the ordinary one comes first, in that order."""
    box.clear()
    best, rank = 0, 0
    for at, device in enumerate(devices):
        note = " (voor gesprekken)" if device.communications else " (standaard)" if device.default else ""
        box.addItem(device.name + note, device.id)
        box.setItemData(at, device.name, Qt.ItemDataRole.ToolTipRole)
        here = 3 if chosen and device.id == chosen else 2 if device.communications else 1 if device.default else 0
        if here > rank:
            best, rank = at, here
    if devices:
        box.setCurrentIndex(best)


class DeviceLine(QWidget):
    """Picks other devices in the bar at the bottom, during the call."""

    def __init__(self, theme: Theme, sound: SoundLike, leave: Callable[[], None]) -> None:
        """Call `leave` when the choice is made or given up."""
        super().__init__()
        self.setObjectName("bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._sound = sound
        self._leave = leave
        self.microphone = device_box("Uw microfoon")
        self.output = device_box("Headset waarin u de debiteur hoort")
        self.confirm = KeyButton(theme, "Hiermee verder", "Enter", "primary")
        self.cancel = KeyButton(theme, "Toch niet", "Esc")
        self.confirm.clicked.connect(self._choose)
        self.cancel.clicked.connect(lambda: leave())
        line = row(margins=(20, 10, 20, 10), spacing=10)
        line.addWidget(Words("Microfoon", "quiet", wrap=False))
        line.addWidget(self.microphone, 1)
        line.addWidget(Words("Headset", "quiet", wrap=False))
        line.addWidget(self.output, 1)
        line.addWidget(self.cancel)
        line.addWidget(self.confirm)
        self.setLayout(line)

    def show_devices(self) -> None:
        """Look which devices there are now."""
        microphones, outputs = self._sound.devices()
        fill_box(self.microphone, microphones)
        fill_box(self.output, outputs)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter chooses, Esc leaves."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose()
        elif event.key() == Qt.Key.Key_Escape:
            self._leave()
        else:
            super().keyPressEvent(event)

    def _choose(self) -> None:
        self._leave()
        self._sound.choose(str(self.microphone.currentData() or ""), str(self.output.currentData() or ""))
