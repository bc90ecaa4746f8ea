"""Importing an open-items list: what was recognised, what is wrong on which line, and only then the import itself."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QGridLayout, QWidget

from app.call.formats import money
from app.errors import UserError
from app.gui.buttons import KeyButton
from app.gui.editors import line_edit
from app.gui.keys import install
from app.gui.labels import Amount, Notice, Words, column, empty, row, rule
from app.gui.panel_page import lay_out
from app.gui.theme import Theme
from app.ledger.importers import ImportPreview

if TYPE_CHECKING:
    from app.call.desk import Desk
    from app.ledger.import_rows import ImportProblem

_KEYS = {"apply": "Ctrl+Return", "apply_keypad": "Ctrl+Enter", "browse": "Ctrl+O", "back": "Esc"}
_ROWS = 8
_PROBLEMS = 50
_WHAT = {
    "amount_too_large": "het bedrag is onwaarschijnlijk hoog",
    "amount_unclear": "het bedrag is niet te lezen",
    "date_unclear": "de datum is niet te lezen",
    "date_unlikely": "de datum is onwaarschijnlijk",
    "debtor_missing": "er staat geen debiteur",
    "number_missing": "er staat geen factuurnummer",
    "duplicate_same": "deze regel staat er al, met dezelfde gegevens",
    "duplicate_differs": "dit factuurnummer staat er al, met andere gegevens",
    "due_before_invoice": "de vervaldatum ligt voor de factuurdatum",
    "due_computed": "de vervaldatum is berekend uit de termijn",
    "text_cut": "de tekst was te lang en is ingekort",
}
_COLUMNS = {
    "number": "factuurnummer",
    "debtor_number": "debiteurnummer",
    "debtor_name": "debiteur",
    "debtor": "debiteur",
    "invoice_date": "factuurdatum",
    "due_date": "vervaldatum",
    "amount": "bedrag",
    "open_amount": "openstaand",
    "reminder_level": "herinnering",
    "reminder_date": "herinnering op",
    "contact": "contactpersoon",
    "phone": "telefoon",
    "email": "e-mail",
    "description": "omschrijving",
}


class ImportPage(QWidget):
    """Shows a list before it is taken over."""

    def __init__(self, theme: Theme, desk: "Desk", *, back: Callable[[], None]) -> None:
        """Import into `desk`; call `back` when done."""
        super().__init__()
        self.setAcceptDrops(True)
        self._desk = desk
        self._back = back
        self._preview: ImportPreview | None = None
        self.path = line_edit("kies een bestand, of sleep het hierheen", "Bestand met openstaande posten")
        self.path.returnPressed.connect(self._typed)
        self.browse = KeyButton(theme, "Bestand kiezen", "Ctrl O")
        self.browse.clicked.connect(self._browse)
        self.notice = Notice()
        self.summary = Words("", "strong")
        self.columns = Words("", "quiet")
        self._rows = QGridLayout()
        self._rows.setHorizontalSpacing(18)
        self._rows.setVerticalSpacing(5)
        self._problems = column(spacing=4)
        self.to_back = KeyButton(theme, "Terug", "Esc")
        self.apply = KeyButton(theme, "Importeren", "Ctrl Enter", "primary")
        self.to_back.clicked.connect(lambda: back())
        self.apply.clicked.connect(self._apply)
        self._build()
        install(
            self,
            _KEYS,
            {"apply": self._apply, "apply_keypad": self._apply, "browse": self._browse, "back": back},
        )
        self._show(None)

    def load(self, path: Path) -> None:
        """Read a file and show what is in it; nothing is changed yet."""
        self.path.setText(str(path))
        try:
            preview = self._desk.import_preview(path)
        except UserError as error:
            self._show(None)
            self.notice.tell(self._desk.error_text(error))
            return
        self.notice.tell("")
        self._show(preview)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take a file that is dragged over."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Read the file that was dropped."""
        urls = event.mimeData().urls()
        if urls and urls[0].isLocalFile():
            self.load(Path(urls[0].toLocalFile()))

    def _typed(self) -> None:
        text = self.path.text().strip().strip('"')
        if text:
            self.load(Path(text))

    def _browse(self) -> None:
        name, _kind = QFileDialog.getOpenFileName(
            self, "Openstaande posten kiezen", "", "Lijsten (*.csv *.txt *.xlsx);;Alle bestanden (*)"
        )
        if name:
            self.load(Path(name))

    def _apply(self) -> None:
        if self._preview is None or not self._preview.rows:
            return
        try:
            result = self._desk.import_apply(self._preview)
        except UserError as error:
            self.notice.tell(self._desk.error_text(error))
            return
        self._show(None)
        parts = [
            _count(result.new, "nieuwe factuur", "nieuwe facturen"),
            _count(result.changed, "gewijzigd", "gewijzigd"),
            _count(result.paid, "betaald", "betaald"),
            _count(result.rejected, "regel overgeslagen", "regels overgeslagen"),
        ]
        done = ", ".join(part for part in parts if part) if result.wrote else "alles stond er al, er is niets veranderd"
        sentence = f"Geïmporteerd: {done}."
        if result.missing:
            gone = _count(len(result.missing), "factuur staat", "facturen staan")
            sentence += f" {gone} niet meer in de lijst en blijft ongewijzigd open."
        self.notice.tell(sentence, tone="done")

    def _show(self, preview: ImportPreview | None) -> None:
        self._preview = preview
        empty(self._rows)
        empty(self._problems)
        self.apply.setEnabled(preview is not None and bool(preview.rows))
        self._found.setVisible(preview is not None)
        if preview is None:
            return
        rejected = preview.rejected
        good = _count(len(preview.rows), "factuur", "facturen") or "geen facturen"
        bad = f", {_count(rejected, 'regel', 'regels')} niet te lezen" if rejected else ""
        self.summary.setText(f"{preview.file_name}: {good}{bad}")
        known = [f"{c.heading} = {_COLUMNS.get(c.kind, c.kind)}" for c in preview.columns if c.kind]
        unknown = [c.heading for c in preview.columns if not c.kind and c.heading]
        self.columns.setText(
            "Herkend: " + ", ".join(known) + (f". Niet gebruikt: {', '.join(unknown)}." if unknown else ".")
        )
        for at, (heading, right) in enumerate((("Debiteur", 0), ("Factuur", 0), ("Vervalt", 0), ("Open", 1))):
            label = Words(heading, "heading", wrap=False)
            if right:
                label.setAlignment(Qt.AlignmentFlag.AlignRight)
            self._rows.addWidget(label, 0, at)
        for line, item in enumerate(preview.rows[:_ROWS], start=1):
            self._rows.addWidget(Words(item.debtor_name or item.debtor_number), line, 0)
            self._rows.addWidget(Words(item.number, wrap=False), line, 1)
            self._rows.addWidget(Words(_short(item.due_date), wrap=False), line, 2)
            self._rows.addWidget(Amount(money(item.open_amount)), line, 3)
        more = len(preview.rows) - _ROWS
        if more > 0:
            self._rows.addWidget(Words(f"en nog {more}", "quiet", wrap=False), _ROWS + 1, 0)
        self._rows.setColumnStretch(0, 1)
        for problem in preview.problems[:_PROBLEMS]:
            self._problems.addWidget(Words(problem_line(problem), "careful" if problem.rejected else "small"))
        left = len(preview.problems) - _PROBLEMS
        if left > 0:
            self._problems.addWidget(Words(f"en nog {left} regels", "small"))
        if not preview.problems:
            self._problems.addWidget(Words("✓ Alle regels zijn te lezen.", "done"))

    def _build(self) -> None:
        found = column(spacing=10)
        found.addWidget(self.summary)
        found.addWidget(self.columns)
        found.addWidget(rule())
        found.addLayout(self._rows)
        found.addWidget(rule())
        found.addLayout(self._problems)
        self._found = QWidget()
        self._found.setLayout(found)
        inside = column(margins=(24, 20, 24, 20), spacing=12)
        inside.addWidget(Words("Openstaande posten importeren", "title"))
        inside.addWidget(
            Words("Een lijst uit uw boekhouding, als CSV of Excel. Twee keer importeren verandert niets.", "quiet")
        )
        choose = row()
        choose.addWidget(self.path, 1)
        choose.addWidget(self.browse)
        inside.addLayout(choose)
        inside.addWidget(self.notice)
        inside.addWidget(self._found)
        lay_out(
            self,
            inside,
            "Er verandert niets voordat u op Importeren drukt.",
            (self.to_back, self.apply),
            width=900,
            share=8,
        )


def problem_line(problem: "ImportProblem") -> str:
    """A problem of a list as one line: where, what, and what stood there."""
    what = _WHAT.get(problem.code, "deze regel is niet te lezen")
    shown = f" (“{problem.value}”)" if problem.value else ""
    ending = ", overgeslagen" if problem.rejected else ""
    return f"Regel {problem.line}: {what}{shown}{ending}."


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}" if number else ""


def _short(day: date) -> str:
    return f"{day.day}-{day.month}-{day.year}"
