"""Beside the preparation: who is called, how listening stands, and what happened before."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox

from app.gui import words
from app.gui.buttons import KeyButton, link
from app.gui.flow import FlowLayout
from app.gui.keys import PREPARE_KEYS, shown
from app.gui.labels import Column, Words, column, empty, row
from app.gui.theme import Theme
from app.ledger.dossier import ContactPerson, Dossier

if TYPE_CHECKING:
    from app.call.desk import Desk

_TIMELINE = 12
_MODEL = {
    "loading": "Het spraakmodel wordt geladen. U kunt gewoon bellen.",
    "missing": "Er is geen spraakmodel. Bellen kan, zonder meelezen.",
    "damaged": "Het spraakmodel is beschadigd. Bellen kan, zonder meelezen.",
}


class Aside(Column):
    """The right column before the call."""

    def __init__(
        self,
        theme: Theme,
        desk: "Desk",
        *,
        choose: Callable[[int], None],
        absent: Callable[[], None],
        go: Callable[[str], None],
        width: int,
    ) -> None:
        """Show nobody yet.

        Args:
            theme: where the colours come from.
            desk: everything behind the window.
            choose: called with the id of the contact that is picked.
            absent: asks why the contact was not reached.
            go: goes to another page: `soundcheck` or `models`.
            width: pixels.
        """
        self._desk = desk
        self.contact = QComboBox()
        self.contact.setAccessibleName("Met wie")
        self.contact.activated.connect(lambda at: choose(self.contact.itemData(at)))
        self._about = column(spacing=4)
        self._timeline = column(spacing=3)
        self.sound = Words("", "plain")
        self.model = Words("", "caution")
        layout = column(margins=(18, 16, 18, 16), spacing=8)
        layout.addWidget(Words("Met wie", "heading"))
        layout.addWidget(self.contact)
        layout.addLayout(self._about)
        self.absent = KeyButton(theme, "Niet bereikt", shown(PREPARE_KEYS["absent"]), "small")
        self.absent.clicked.connect(lambda: absent())
        self.absences = Words("", "small")
        layout.addWidget(self.absent)
        layout.addWidget(self.absences)
        layout.addSpacing(10)
        layout.addWidget(Words("Geluid", "heading"))
        layout.addWidget(self.sound)
        layout.addWidget(self.model)
        buttons = FlowLayout(spacing=4)
        check = link("Geluid controleren", "Geluid controleren, toets Ctrl G")
        check.setToolTip("Ctrl G")
        check.clicked.connect(lambda: go("soundcheck"))
        self.model_button = link("Spraakmodel herstellen")
        self.model_button.clicked.connect(lambda: go("models"))
        buttons.addWidget(check)
        buttons.addWidget(self.model_button)
        layout.addLayout(buttons)
        layout.addSpacing(10)
        layout.addWidget(Words("Tijdlijn", "heading"))
        layout.addLayout(self._timeline)
        layout.addStretch(1)
        super().__init__(layout, width=width)
        self.setAccessibleName("Contact, geluid en tijdlijn")

    def show_debtor(self, contact: ContactPerson | None, dossier: Dossier) -> None:
        """Show who is called and the history of this debtor."""
        self._show_contact(contact, dossier)
        self._show_timeline(dossier)
        self.absent.setEnabled(True)
        self.absences.setText(f"Al {dossier.absences} keer niet bereikt." if dossier.absences else "")
        self.absences.setVisible(bool(dossier.absences))

    def show_nobody(self) -> None:
        """There is no debtor to show."""
        empty(self._about)
        empty(self._timeline)
        self.contact.clear()
        self.contact.setEnabled(False)
        self.absent.setEnabled(False)
        self.absences.hide()

    def show_sound(self) -> None:
        """Say how listening stands: devices and speech model."""
        desk = self._desk
        checked = desk.settings.sound_checked
        self.sound.setText(
            "✓ Gecontroleerd: u en de debiteur worden gehoord." if checked else "Nog niet gecontroleerd."
        )
        self.sound.set_kind("done" if checked else "plain")
        self.model.setText(_MODEL.get(desk.model_state, ""))
        self.model.setVisible(bool(self.model.text()))
        self.model_button.setVisible(desk.model_state in ("missing", "damaged"))

    def _show_contact(self, contact: ContactPerson | None, dossier: Dossier) -> None:
        self.contact.clear()
        for person in dossier.contacts:
            self.contact.addItem(words.contact_line(person), person.id)
        self.contact.setEnabled(len(dossier.contacts) > 1)
        empty(self._about)
        if contact is None:
            self.contact.addItem("Nog geen contactpersoon", None)
            self._about.addWidget(Words("Vraag naar wie over betalingen gaat.", "quiet"))
            return
        self.contact.setCurrentIndex(max(0, self.contact.findData(contact.id)))
        decides = "caution" if contact.decides is False else "quiet"
        self._about.addWidget(Words(words.authority(contact), decides))
        if contact.phone:
            phone = Words(contact.phone, "strong")
            phone.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._about.addWidget(phone)
        if not any("aan met" in note for note in dossier.handling_notes):
            self._about.addWidget(Words(f"Spreek aan met {words.address(contact)}.", "quiet"))
        for note in dossier.handling_notes:
            self._about.addWidget(Words(f"{note.rstrip('.')}.", "quiet"))

    def _show_timeline(self, dossier: Dossier) -> None:
        empty(self._timeline)
        for entry in dossier.timeline[:_TIMELINE]:
            line = row(spacing=10)
            when = Words(words.past_day(entry.date, self._desk.today), "quiet", wrap=False)
            when.setFixedWidth(56)
            line.addWidget(when, 0, Qt.AlignmentFlag.AlignTop)
            line.addWidget(Words(words.event_line(entry), "quiet"), 1)
            self._timeline.addLayout(line)
        if not dossier.timeline:
            self._timeline.addWidget(Words("Nog geen gebeurtenissen.", "quiet"))
