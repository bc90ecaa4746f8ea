"""Trying the cards out: type what a debtor says, see which card comes and which nearly, and add what is missing."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, QUrl
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from app.call.events import ChannelTrouble, Event, Final, Partial, Stopped
from app.call.text import TextPart
from app.call.workbench import LONGEST, MOST_CANDIDATES, Candidate, Outcome, Trial
from app.errors import UserError
from app.gui.bridge import EngineBridge
from app.gui.buttons import KeyButton, link
from app.gui.candidate_row import CandidateRow
from app.gui.devices import device_box
from app.gui.editors import line_edit
from app.gui.key_list import KeyList
from app.gui.keys import WORKBENCH_KEYS, install, shown
from app.gui.labels import Notice, Words, column, empty, row, rule
from app.gui.panel_page import lay_out
from app.gui.sentence import SentenceLabel
from app.gui.theme import Theme

if TYPE_CHECKING:
    from app.call.desk import Desk

_PAUSE_MS = 60
"""How long typing rests before the cards are tried."""
_KEPT_LETTERS = 60


@dataclass(frozen=True, slots=True)
class _Answer:
    """What a thread found: the trial of a sentence, or the end of something that takes seconds."""

    value: object
    to_trial: bool


class WorkbenchPage(QWidget):
    """A line, and under it what becomes of it while it is typed.

    Trying takes milliseconds and adding seconds, so both are done on a thread; the answer comes by a signal.
    """

    def __init__(
        self, theme: Theme, desk: "Desk", *, back: Callable[[], None], open_file: Callable[[QUrl], None]
    ) -> None:
        """Try the cards of `desk`; `open_file` opens a card's file in the user's own editor."""
        super().__init__()
        self._desk = desk
        self._bench = desk.workbench
        self._back = back
        self._open_file = open_file
        self._bridge = EngineBridge()
        self._bridge.arrived.connect(self._take)
        self._busy = False
        self._looking = False
        self._stop_hearing: Callable[[], None] | None = None
        self._made: QUrl | None = None
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_PAUSE_MS)
        self._rest.timeout.connect(self._look)
        self.trial = Trial("")
        self.line = line_edit("wat de debiteur zegt", "Zin om te proberen")
        self.line.setMaxLength(LONGEST)
        self.line.setProperty("kind", "goal")
        self.line.textChanged.connect(lambda _text: self._rest.start())
        self.say = KeyButton(theme, "Inspreken", shown(WORKBENCH_KEYS["say"]))
        self.say.clicked.connect(self.hear)
        self.kept = column(spacing=2)
        self.notice = Notice()
        self.open = KeyButton(theme, "Bestand openen", "", "small")
        self.open.clicked.connect(lambda: self._open_file(self._made) if self._made else None)
        self.undo = KeyButton(theme, "Ongedaan maken", shown(WORKBENCH_KEYS["undo"]), "small")
        self.undo.clicked.connect(self.take_back)
        self.state = Words("", "quiet")
        self.marked = SentenceLabel(theme)
        add_key = shown(WORKBENCH_KEYS["add"])
        self.rows = [CandidateRow(theme, self.add, key="" if at else add_key) for at in range(MOST_CANDIDATES)]
        for one in self.rows:
            one.entered.connect(self._mark)
            one.add.installEventFilter(self)
        self.line.installEventFilter(self)
        self.other = device_box("Andere kaart")
        self.add_other = KeyButton(theme, "Zin toevoegen", "", "small")
        self.add_other.setAccessibleName("Zin toevoegen aan de gekozen kaart")
        self.add_other.clicked.connect(lambda: self.add(str(self.other.currentData() or "")))
        self.name = line_edit("korte naam", "Naam van de nieuwe kaart")
        self.name.returnPressed.connect(self.make)
        self.make_card = KeyButton(theme, "Kaart maken", "", "small")
        self.make_card.clicked.connect(self.make)
        self.to_back = KeyButton(theme, "Klaar", shown(WORKBENCH_KEYS["back_to_list"]), "primary")
        self.to_back.clicked.connect(self.leave)
        self._build()
        self.key_list = KeyList(self, WORKBENCH_KEYS.items())
        actions: dict[str, Callable[[], None]] = {
            "keys": self.key_list.toggle,
            "add": self.add_first,
            "add_keypad": self.add_first,
            "undo": self.take_back,
            "say": self.hear,
            "back_to_list": self._escape,
        }
        install(self, WORKBENCH_KEYS, actions)

    def enter(self) -> None:
        """Show the words that were kept, and make ready what is needed to try sentences."""
        empty(self.kept)
        kept = self._desk.kept_words
        if kept:
            self.kept.addWidget(Words("Bewaard uit uw gesprekken", "heading"))
        for words in kept:
            short = words if len(words) <= _KEPT_LETTERS else f"{words[:_KEPT_LETTERS].rstrip()}…"
            button = link(f"“{short}”", f"Probeer: {words}")
            button.clicked.connect(lambda _checked=False, words=words: self.try_words(words))
            self.kept.addWidget(button)
        self.say.setVisible(self._desk.can_hear)
        self._fill_cards()
        self._show()
        self._begin(self._bench.prepare)
        self.line.setFocus()

    def _escape(self) -> None:
        if self.key_list.isVisible():
            self.key_list.hide()
        else:
            self.leave()

    def leave(self) -> None:
        """Stop listening and go back."""
        self._hush()
        self._back()

    def try_words(self, words: str) -> None:
        """Put words in the line."""
        self.line.setText(words)
        self.line.setFocus()

    def hideEvent(self, event: QHideEvent) -> None:
        """Never listen unseen."""
        self._hush()
        super().hideEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the arrow keys walk from the line through the cards."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
            stops: list[QWidget] = [
                self.line,
                *(one.add for one in self.rows if not one.isHidden() and one.add.isEnabled()),
            ]
            if step and watched in stops:
                stops[min(max(stops.index(watched) + step, 0), len(stops) - 1)].setFocus()
                return True
        return False

    # Trying

    def _look(self) -> None:
        """Try the line, unless a trial is still under way; that one starts the next."""
        if self._looking or not self._bench.ready:
            return
        sentence = self.line.text()
        self._looking = True
        self._run(lambda: self._bench.try_sentence(sentence), to_trial=True)

    def _show(self) -> None:
        trial, ready = self.trial, self._bench.ready
        said = trial.sentence.strip()
        if self._busy:
            text = "De kaarten worden bijgewerkt." if ready else "De kaarten worden klaargezet."
        elif not said:
            text = "Typ een zin, of kies er een die u bewaarde. Cijfers en leestekens maken niet uit."
        elif not trial.firing:
            text = "Bij deze zin komt geen kaart."
        else:
            text = ""
        self.state.setText(text)
        self.state.setVisible(bool(text))
        first_near = len(trial.firing)
        for at, shown_row in enumerate(self.rows):
            candidate = trial.candidates[at] if at < len(trial.candidates) else None
            coming = "Deze kaarten komen" if first_near > 1 else "Deze kaart komt"
            heading = coming if at == 0 and trial.firing else "Net niet" if at == first_near else ""
            shown_row.show_candidate(candidate, heading)
            if self._busy:
                shown_row.add.setEnabled(False)
        self.marked.setVisible(bool(trial.candidates))
        self._mark(trial.candidates[0] if trial.candidates else None)
        free = bool(said) and not self._busy
        self.add_other.setEnabled(free)
        self.make_card.setEnabled(free)
        self.undo.setVisible(self._bench.last is not None)
        self.undo.setEnabled(not self._busy)
        self.open.setVisible(self._made is not None)

    def _mark(self, candidate: Candidate | None) -> None:
        """Tint the words of a card in the sentence."""
        text = self.trial.sentence
        start, end = candidate.span if candidate is not None else (0, 0)
        parts = ((text[:start], False), (text[start:end], True), (text[end:], False))
        self.marked.show_sentence(TextPart(piece, fact) for piece, fact in parts if piece)

    # Adding

    def add_first(self) -> None:
        """Add the sentence to the card that stands on top."""
        button = self.rows[0].add
        if self.rows[0].isVisible() and button.isEnabled():
            button.click()

    def add(self, objection_id: str) -> None:
        """Add the sentence to a card of the user's own catalogue."""
        sentence = self.line.text()
        if objection_id and not self._busy:
            self._begin(lambda: self._bench.add(objection_id, sentence))

    def make(self) -> None:
        """Make a card of the user's own that comes at the sentence."""
        title, sentence = self.name.text(), self.line.text()
        if not self._busy:
            self._begin(lambda: self._bench.add_card(title, sentence))

    def take_back(self) -> None:
        """Undo the last addition."""
        if not self._busy and self._bench.last is not None:
            self._begin(self._bench.undo)

    def _begin(self, job: Callable[[], object]) -> None:
        """Do something that takes seconds."""
        self._busy = True
        self._show()
        self._run(job, to_trial=False)

    def _run(self, job: Callable[[], object], *, to_trial: bool) -> None:
        def work() -> None:
            answer: object = None
            try:
                answer = job()
            except UserError as error:
                answer = error
            finally:  # also after a fault of ours, so that the page does not wait for ever
                self._bridge.publish(_Answer(answer, to_trial))

        threading.Thread(target=work, name="workbench", daemon=True).start()

    def _take(self, message: object) -> None:
        if isinstance(message, Event):
            self._heard(message)
            return
        if not isinstance(message, _Answer):
            return
        if message.to_trial:
            self._looking = False
            if isinstance(message.value, Trial):
                self.trial = message.value
                self._show()
                if self.trial.sentence != self.line.text():
                    self._look()
            return
        self._busy = False
        self._finish(message.value)
        self._fill_cards()
        self._show()
        self._look()
        self.line.setFocus()

    def _finish(self, answer: object) -> None:
        match answer:
            case UserError():
                self.notice.tell(self._desk.error_text(answer))
            case Outcome():
                self.notice.tell(answer.text, tone="done" if answer.fires else "careful")
                self._made = QUrl.fromLocalFile(str(answer.change.file))
                self.name.clear()
            case str():
                self.notice.tell(answer, tone="done")
                self._made = None

    def _fill_cards(self) -> None:
        chosen = self.other.currentData()
        self.other.clear()
        for objection_id, title in self._bench.titles:
            self.other.addItem(title, objection_id)
        self.other.setCurrentIndex(max(0, self.other.findData(chosen)))

    # Saying it instead of typing it

    def hear(self) -> None:
        """Listen to one utterance, or stop listening."""
        if self._stop_hearing is not None:
            self._hush()
        elif self._desk.can_hear and self._bench.ready and not self._busy:
            self._stop_hearing = self._desk.hear_once(self._bridge.publish)
            self.say.set_label("Stoppen")
            self.notice.tell("Zeg de zin zoals de debiteur hem zei.", tone="done")

    def _heard(self, event: Event) -> None:
        if self._stop_hearing is None:
            return
        match event:
            case Partial() | Final() if event.text:
                self.line.setText(event.text)
                if isinstance(event, Final):
                    self._hush()
            case ChannelTrouble() | Stopped(error=str()):
                self._hush()
                self.notice.tell("De microfoon geeft geen geluid. Typ de zin, of kijk bij Geluid controleren.")

    def _hush(self) -> None:
        if self._stop_hearing is not None:
            stop, self._stop_hearing = self._stop_hearing, None
            stop()
            self.say.set_label("Inspreken")
            self.notice.tell("")

    def _build(self) -> None:
        inside = column(margins=(24, 20, 24, 20), spacing=12)
        inside.addWidget(Words("Kaarten proberen", "title"))
        inside.addWidget(
            Words(
                "Zo ziet u welke kaart bij een zin komt. Mist er een zin, voeg hem dan toe aan uw eigen kaarten.",
                "quiet",
            )
        )
        typed = row()
        typed.addWidget(self.line, 1)
        typed.addWidget(self.say)
        inside.addLayout(typed)
        inside.addLayout(self.kept)
        told = row()
        told.addWidget(self.notice, 1)
        told.addWidget(self.open)
        told.addWidget(self.undo)
        inside.addLayout(told)
        inside.addWidget(self.state)
        inside.addWidget(self.marked)
        for one in self.rows:
            inside.addWidget(one)
        inside.addWidget(rule())
        more = QGridLayout()
        more.setHorizontalSpacing(12)
        more.setVerticalSpacing(8)
        lines = (("Andere kaart", self.other, self.add_other), ("Nieuwe kaart", self.name, self.make_card))
        for at, (label, content, button) in enumerate(lines):
            more.addWidget(Words(label, "quiet", wrap=False), at, 0)
            more.addWidget(content, at, 1)
            more.addWidget(button, at, 2)
        more.setColumnStretch(1, 1)
        inside.addLayout(more)
        add = f"{shown(WORKBENCH_KEYS['add'])} voegt toe aan de bovenste kaart"
        lay_out(
            self,
            inside,
            f"{add}  ·  ↑ ↓ loopt door de kaarten  ·  F1 toont de toetsen",
            (self.to_back,),
            width=900,
            share=8,
        )
