"""The speech models: which there are, what each is good for, and bringing one in, mending or removing it."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QDragEnterEvent, QDropEvent, QHideEvent
from PySide6.QtWidgets import QFileDialog, QWidget

from app.errors import UserError
from app.gui.bridge import EngineBridge
from app.gui.buttons import KeyButton
from app.gui.flow import FlowLayout
from app.gui.keys import install
from app.gui.labels import Notice, Words, column, empty, rule
from app.gui.model_row import ModelRow, WorkLine
from app.gui.panel_page import lay_out
from app.gui.theme import Theme

if TYPE_CHECKING:
    from app.call.desk import Desk
    from app.call.model_desk import ModelLine, ModelOutcome, ModelWork

_SETTLE_MS = 50
"""Until what has just been shown has its place, one level of widgets after the other."""
_KEYS = {"file": "Ctrl+O", "back": "Esc"}


class ModelsPage(QWidget):
    """Shows the models; all work is done elsewhere and goes on when this page is left."""

    def __init__(self, theme: Theme, desk: "Desk", *, back: Callable[[], None]) -> None:
        """Show the models of `desk`; call `back` when the user is done."""
        super().__init__()
        self.setAcceptDrops(True)
        self._theme = theme
        self._desk = desk
        self._models = desk.models
        self._back = back
        self._was: ModelWork | None = None
        self._told: ModelOutcome | None = None
        self._bridge = EngineBridge()
        self._bridge.arrived.connect(lambda _event: self._look())
        self.notice = Notice()
        self.heard = column(spacing=4)
        self.rows: list[ModelRow] = []
        self._list = column(spacing=10)
        self.from_file = KeyButton(theme, "Uit een bestand", "Ctrl O")
        self.from_file.clicked.connect(self._browse_file)
        self.from_folder = KeyButton(theme, "Uit een map")
        self.from_folder.clicked.connect(self._browse_folder)
        self.again = KeyButton(theme, "Opnieuw zoeken")
        self.again.clicked.connect(self._search_again)
        self.work = WorkLine(theme, self._models.cancel)
        self.to_back = KeyButton(theme, "Klaar", "Esc", "primary")
        self.to_back.clicked.connect(self.leave)
        self._build()
        install(self, _KEYS, {"file": self._browse_file, "back": self.leave})

    def enter(self) -> None:
        """Show the models as they are, and follow what is being done with them."""
        self._models.on_change = lambda: self._bridge.publish(None)
        self._fill()
        problem = self._desk.model_problem
        if problem and self._models.outcome is None:
            self.notice.tell(problem)
        self._show_outcome()
        first = next((button for each in self.rows for button in each.offered), self.to_back)
        first.setFocus()

    def leave(self) -> None:
        """Go back; work goes on."""
        self._back()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks: don't tell this page any more, and forget what was told."""
        self._models.on_change = lambda: None
        if self._models.work is None:
            self._models.outcome = None
        super().hideEvent(event)

    def load(self, path: Path) -> None:
        """Bring a model in from a zip or a folder."""
        self._models.install_from(path)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take a file or folder that is dragged over."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Bring in what was dropped."""
        urls = event.mimeData().urls()
        if urls and urls[0].isLocalFile():
            self.load(Path(urls[0].toLocalFile()))

    def _browse_file(self) -> None:
        name, _kind = QFileDialog.getOpenFileName(
            self, "Spraakmodel kiezen", "", "Zip-archieven (*.zip);;Alle bestanden (*)"
        )
        if name:
            self.load(Path(name))

    def _browse_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self, "Map met een spraakmodel kiezen")
        if name:
            self.load(Path(name))

    def _search_again(self) -> None:
        """Somebody put a model in place by hand."""
        self._desk.repair_model()
        self.notice.tell("")
        self._fill()

    def _look(self) -> None:
        """Something changed: progress, or the end of it."""
        work, was = self._models.work, self._was
        begun_or_ended = (work is None) != (was is None) or (work and was and work.id != was.id)
        if begun_or_ended or self._models.outcome is not self._told:  # quick work has ended before this is heard
            self._fill()
            if work is None:
                self._show_outcome()
                self._scroll_to(self.notice)
            else:
                self._told = None
                self.notice.tell("")
                empty(self.heard)
                self._scroll_to(next((each.work for each in self.rows if each.id == work.id), self.work))
        self._was = work
        self._show_work()

    def _fill(self) -> None:
        """Show every model; rows that are there already stay, and so does the focus."""
        try:
            lines = self._models.lines()
        except UserError as error:
            self.notice.tell(self._desk.error_text(error))
            lines = ()
        focused, seen = self.focusWidget(), self._scroll.verticalScrollBar().value()
        if [each.id for each in self.rows] != [line.id for line in lines]:
            empty(self._list)
            self.rows = [self._row(line) for line in lines]
            for each in self.rows:
                self._list.addWidget(each)
        busy = self._models.work is not None
        for each, line in zip(self.rows, lines, strict=True):
            each.show_line(line, busy=busy)
        for button in (self.from_file, self.from_folder, self.again):
            button.setEnabled(not busy)
        self._was = self._models.work
        self._show_work()
        if focused is not None and focused is not self.focusWidget():
            self._refocus(focused)
        self._scroll.verticalScrollBar().setValue(seen)  # the focus that jumped over disabled buttons took it along

    def _row(self, line: "ModelLine") -> ModelRow:
        models = self._models
        return ModelRow(
            self._theme,
            line,
            install=models.install,
            use=models.use,
            check=models.check,
            remove=models.remove,
            cancel=models.cancel,
        )

    def _show_work(self) -> None:
        work = self._models.work
        owner = next((each for each in self.rows if work is not None and each.id == work.id), None)
        for each in self.rows:
            each.work.show_work(work if each is owner else None)
        self.work.show_work(work if owner is None else None)

    def _show_outcome(self) -> None:
        outcome = self._told = self._models.outcome
        empty(self.heard)
        if outcome is None:
            return
        self.notice.tell(outcome.sentences[0], tone="done" if outcome.good else "careful")
        for sentence in outcome.sentences[1:]:
            self.heard.addWidget(Words(sentence, "quiet"))
        # Who hears the window instead of seeing it is told without having to look for it.
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, " ".join(outcome.sentences)))

    def _scroll_to(self, part: QWidget) -> None:
        """Bring a part of the page into sight, once it has its place."""
        QTimer.singleShot(_SETTLE_MS, part, lambda: self._scroll.ensureWidgetVisible(part))

    def _refocus(self, lost: QWidget) -> None:
        """The focused button went away: go to what took its place in the same row."""
        for each in self.rows:
            if each.isAncestorOf(lost):
                next(iter(each.offered), self.to_back).setFocus()
                return

    def _build(self) -> None:
        inside = column(margins=(24, 20, 24, 20), spacing=12)
        inside.addWidget(Words("Spraakmodellen", "title"))
        inside.addWidget(
            Words("Een spraakmodel maakt woorden van geluid. Er wordt pas iets opgehaald als u dat vraagt.", "quiet")
        )
        inside.addWidget(self.notice)
        inside.addLayout(self.heard)
        inside.addLayout(self._list)
        inside.addWidget(rule())
        inside.addWidget(
            Words("Kreeg u een model van uw systeembeheerder? Kies de zip of de map, of sleep die hierheen.", "quiet")
        )
        given = FlowLayout(spacing=8)
        for button in (self.from_file, self.from_folder, self.again):
            given.addWidget(button)
        inside.addLayout(given)
        inside.addWidget(self.work)
        self._scroll = lay_out(
            self, inside, "Wat Belmaat hoort, blijft op deze computer, met elk model.", (self.to_back,), width=820
        )
