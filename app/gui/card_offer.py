"""Offers to take over the cards in a file that a colleague sent, or says what is wrong with it."""

from pathlib import Path
from typing import TYPE_CHECKING

from app.errors import UserError
from app.gui.buttons import KeyButton
from app.gui.labels import Notice
from app.gui.theme import Theme

if TYPE_CHECKING:
    from app.call.desk import Desk


class CardOffer(Notice):
    """One line with two buttons; nothing is changed before the user says so."""

    def __init__(self, theme: Theme, desk: "Desk", file: Path) -> None:
        """Prepare the question about the cards in `file`."""
        super().__init__()
        self._desk = desk
        self._path = file
        self.take = KeyButton(theme, "Toevoegen", "", "small")
        self.leave = KeyButton(theme, "Toch niet", "", "small")
        self.take.clicked.connect(self._take)
        self.leave.clicked.connect(self.hide)
        layout = self.layout()
        if layout is not None:
            layout.addWidget(self.take)
            layout.addWidget(self.leave)

    def ask(self) -> None:
        """Show the question, or what is wrong with the file; after the line has its place in a window."""
        try:
            titles = self._desk.card_titles(self._path)
        except UserError as error:
            self._refuse(error)
            return
        named = ", ".join(f"\u2018{title}\u2019" for title in titles)
        self.tell(f"Toevoegen aan uw eigen kaarten: {named}? Dit komt uit {self._path.name}.")

    def _take(self) -> None:
        try:
            self._desk.add_cards(self._path)
        except UserError as error:
            self._refuse(error)
            return
        self.take.hide()
        self.leave.setText("Sluiten")
        self.tell("Toegevoegd. Vanaf het volgende gesprek doet het mee.", tone="done")

    def _refuse(self, error: UserError) -> None:
        self.take.hide()
        self.leave.setText("Sluiten")
        self.tell(self._desk.error_text(error))
