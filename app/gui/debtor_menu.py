"""What can be done with the data of one debtor: save it to a file, or erase it for good."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtWidgets import QFileDialog, QWidget

from app.errors import UserError

if TYPE_CHECKING:
    from app.call.desk import Desk
    from app.ledger.dossier import Dossier

_OPTIONS = (
    ("save", "Gegevens van deze debiteur opslaan…"),
    ("erase", "Alles van deze debiteur wissen…"),
)
_WHAT_GOES = (
    "Gewist worden: de debiteur met contactpersonen en notities, alle facturen, herinneringen en geschillen, alle "
    "gesprekken met tegenwerpingen en toezeggingen, en alle acties. Dit kan niet ongedaan worden gemaakt. Mails en "
    "andere bestanden die u eerder opsloeg, blijven staan. Staat de debiteur nog in uw boekhouding, dan komt hij bij "
    "de volgende import zonder deze geschiedenis terug."
)


class Choose(Protocol):
    """Asks to pick one of a few in the bar at the bottom of the page."""

    def __call__(
        self,
        question: str,
        options: tuple[tuple[str, str], ...],
        answer: Callable[[str], None],
        *,
        explain: str = "",
        careful: bool = False,
    ) -> None:
        """Call `answer` with the code that is picked; a careful question stands ready to be left."""


class DebtorMenu:
    """Asks what to do, asks once more before erasing, and does it."""

    def __init__(
        self, page: QWidget, desk: "Desk", *, choose: Choose, tell: Callable[..., None], erased: Callable[[], None]
    ) -> None:
        """Work for a page.

        Args:
            page: the file dialog lies over its window.
            desk: everything behind the window.
            choose: asks in the bar of the page.
            tell: tells in the page what was done; takes a sentence and its `tone`.
            erased: called when the debtor is gone.
        """
        self._page = page
        self._desk = desk
        self._choose = choose
        self._tell = tell
        self._erased = erased

    def ask(self, dossier: "Dossier") -> None:
        """Ask what to do with the data of this debtor."""

        def answer(code: str) -> None:
            if code == "save":
                self._ask_file(dossier)
            else:
                self._ask_erase(dossier)

        self._choose(dossier.name, _OPTIONS, answer)

    def save(self, dossier: "Dossier", path: Path) -> None:
        """Write all there is about the debtor to a file."""
        try:
            self._desk.export_debtor(dossier.id, path)
        except UserError as error:
            self._tell(self._desk.error_text(error))
            return
        self._tell(f"Alles van {dossier.name} staat in {path}.", tone="done")

    def _ask_file(self, dossier: "Dossier") -> None:
        suggested = Path.home() / self._desk.debtor_file_name(dossier)
        kinds = "JSON-bestanden (*.json);;Alle bestanden (*)"
        name, _kind = QFileDialog.getSaveFileName(
            self._page, "Gegevens van deze debiteur opslaan", str(suggested), kinds
        )
        if name:
            self.save(dossier, Path(name))

    def _ask_erase(self, dossier: "Dossier") -> None:
        self._choose(
            f"Alles van {dossier.name} wissen?",
            (("erase", "Alles wissen"),),
            lambda _code: self._erase(dossier),
            explain=_WHAT_GOES,
            careful=True,
        )

    def _erase(self, dossier: "Dossier") -> None:
        try:
            self._desk.erase_debtor(dossier.id)
        except UserError as error:
            self._tell(self._desk.error_text(error))
            return
        self._erased()
        self._tell(f"Alles van {dossier.name} is gewist.", tone="done")
