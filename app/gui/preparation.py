"""Voorbereiden: who, what is open, what was said, and what this call should bring, in five seconds."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit, QStackedWidget, QWidget

from app.call.formats import money
from app.call.preparation import Preparation
from app.gui import words
from app.gui.aside import Aside
from app.gui.ask import AskLine, Blank, ChoiceLine
from app.gui.bottom import BottomBar
from app.gui.buttons import KeyButton
from app.gui.debtor_menu import DebtorMenu
from app.gui.facts import History, OpenItems
from app.gui.flow import FlowLayout
from app.gui.key_list import KeyList
from app.gui.keys import PREPARE_KEYS, install, shown
from app.gui.labels import Column, Notice, Words, column, empty, framed, row, rule
from app.gui.promise_verdict import PromiseVerdicts
from app.gui.search import SearchOverlay
from app.gui.sentence import SentenceLabel
from app.gui.theme import Theme
from app.gui.ticks import Tick
from app.gui.worklist import WorklistPanel
from app.ledger.dossier import Dossier

if TYPE_CHECKING:
    from app.call.desk import Desk

_WIDE = 1150
_COLUMNS = {True: (330, 340), False: (292, 274)}
_GOAL_LINES = 5
_ACTIONS = 3
_WARNINGS = {
    "not_authorised": "Deze contactpersoon beslist niet zelf. Vraag wie de betaling kan goedkeuren.",
    "over_limit": "Het openstaande bedrag ligt boven de kredietlimiet.",
    "nothing_claimable": "Alle open facturen zijn geblokkeerd of in geschil. Er is nu niets te vorderen.",
}
_ABSENT = (
    ("no_answer", "Geen gehoor"),
    ("absent", "Niet aanwezig"),
    ("in_meeting", "In vergadering"),
    ("voicemail", "Voicemail"),
)


class GoalEdit(QPlainTextEdit):
    """The goal of the call: two lines in which Enter starts the call and Tab goes on.

    Signals:
        entered: Enter was pressed.
    """

    entered = Signal()

    def __init__(self) -> None:
        """Start empty."""
        super().__init__()
        self.setProperty("kind", "goal")
        self.setTabChangesFocus(True)
        self.setAccessibleName("Doel van dit gesprek")
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(0)
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self._fit())
        self._fit()

    def _fit(self) -> None:
        # The layout of a plain text measures its height in lines.
        lines = min(max(2, round(self.document().documentLayout().documentSize().height())), _GOAL_LINES)
        self.setFixedHeight(lines * self.fontMetrics().lineSpacing() + 20)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter does not make a new line here."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
            return
        super().keyPressEvent(event)


class PreparationPage(QWidget):
    """The page before the call."""

    def __init__(
        self,
        theme: Theme,
        desk: "Desk",
        *,
        start: Callable[[Preparation], None],
        go: Callable[[str], None],
    ) -> None:
        """Prepare calls from the list of `desk`.

        Args:
            theme: where the colours come from.
            desk: everything behind the window.
            start: begins a call.
            go: goes to another page: `import`, `soundcheck` or `settings`.
        """
        super().__init__()
        self._theme = theme
        self._desk = desk
        self._start = start
        self._go = go
        self.preparation: Preparation | None = None
        self.worklist = WorklistPanel(
            theme, desk.today, self.choose, self._complete, self.ask_bank, width=_COLUMNS[True][0]
        )
        self.goal = GoalEdit()
        self.goal.entered.connect(self.start)
        self.opening = SentenceLabel(theme, 15)
        self.notice = Notice()
        self.checks = FlowLayout(spacing=16)
        self.name = Words("", "title")
        self.figures = Words("", "quiet")
        self._open = column()
        self._said = column()
        self._warnings = column(spacing=6)
        self.search = SearchOverlay(self)
        self.key_list = KeyList(self, PREPARE_KEYS.items())
        self.menu = DebtorMenu(self, desk, choose=self._pick, tell=self.tell, erased=self._erased)
        self.verdicts = PromiseVerdicts(theme, desk, choose=self._pick, tell=self.tell, changed=self.refresh)
        self._build()
        self._keys()

    def refresh(self, debtor_id: int | None = None) -> None:
        """Read the list again and show a debtor: the given one, the one that was up, or the first."""
        worklist = self._desk.worklist()
        here = debtor_id if debtor_id is not None else self.preparation.dossier.id if self.preparation else None
        ids = [item.debtor_id for item in worklist.items]
        if here is None and ids:
            here = ids[0]
        self.worklist.show_worklist(worklist, here)
        if here is not None:
            self.choose(here)
        else:
            self._show_nothing()
        self.aside.show_sound()

    @property
    def asking(self) -> bool:
        """True while a question lies over the bar."""
        return self.bottom.covered_by is not None

    def choose(self, debtor_id: int, contact_id: int | None = None) -> None:
        """Prepare a call with this debtor."""
        self.preparation = self._desk.prepare(debtor_id, contact_id)
        self.worklist.mark(debtor_id)
        self._show(self.preparation)

    def start(self) -> None:
        """Begin the call with the goal as it stands."""
        if self.preparation is None:
            return
        goal = self.goal.toPlainText().strip() or self.preparation.goal_text
        self._start(replace(self.preparation, goal_text=goal))

    def tell(self, sentence: str, *, tone: str = "careful") -> None:
        """Tell something in the page itself."""
        self.notice.tell(sentence, tone=tone)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Narrow the columns in a narrow window."""
        left, right = _COLUMNS[self.width() >= _WIDE]
        self.worklist.setFixedWidth(left)
        self.aside.setFixedWidth(right)
        self.search.place()
        super().resizeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc puts the list of keys away."""
        if event.key() == Qt.Key.Key_Escape and self.key_list.isVisible():
            self.key_list.hide()
            return
        super().keyPressEvent(event)

    # What the buttons do

    def ask_later(self) -> None:
        """Ask when this debtor is to be called instead."""
        if self.preparation is None:
            return
        dossier = self.preparation.dossier
        blank = Blank("welke dag", self._desk.parse_date, "Typ een dag, bijvoorbeeld morgen of donderdag.", "morgen")
        self._ask(f"{dossier.name} later bellen", blank, "Uitstellen", lambda until: self._postpone(dossier.id, until))

    def ask_absent(self) -> None:
        """Ask why the contact could not be reached; it is counted in the dossier."""
        if self.preparation is not None:
            self._pick("Niet bereikt", _ABSENT, self._absent)

    def ask_more(self) -> None:
        """Ask whether the data of this debtor are to be saved or erased."""
        if self.preparation is not None:
            self.menu.ask(self.preparation.dossier)

    def ask_bank(self) -> None:
        """Ask until which day the bank has been processed."""
        blank = Blank("tot en met welke dag", self._desk.parse_date, "Typ een dag, bijvoorbeeld gisteren of 4-9.")
        self._ask("Bank verwerkt tot en met", blank, "Vastleggen", self._bank)

    def find_debtor(self) -> None:
        """Look up any debtor, also one that is not on the list."""
        self.search.open(
            "Naam van de debiteur",
            lambda query: [(str(debtor_id), name) for debtor_id, name in self._desk.search_debtors(query)],
            lambda chosen: self.choose(int(chosen)),
        )

    def _ask(self, question: str, blank: Blank, confirm: str, answer: Callable[..., None]) -> None:
        self.bottom.cover(self.ask)
        self.ask.ask(question, (blank,), confirm, answer, self._leave_ask)

    def ask_verdict(self) -> None:
        """Ask how the promise ended that waits longest for it."""
        promise = self.verdicts.first(self.preparation.dossier) if self.preparation is not None else None
        if promise is not None:
            self.verdicts.ask(promise)

    def _pick(
        self,
        question: str,
        options: tuple[tuple[str, str], ...],
        answer: Callable[[str], None],
        *,
        explain: str = "",
        careful: bool = False,
    ) -> None:
        self.bottom.cover(self.pick)
        self.pick.choose(question, options, answer, self._leave_ask, explain=explain, careful=careful)

    def _erased(self) -> None:
        self.preparation = None
        self.refresh()
        self._go("prepare")

    def _leave_ask(self) -> None:
        self.bottom.uncover()
        self.worklist.take_focus()

    def _postpone(self, debtor_id: int, until: object) -> None:
        self._desk.postpone(debtor_id, until)  # type: ignore[arg-type]
        self.preparation = None
        self.refresh()

    def _absent(self, outcome: str) -> None:
        preparation = self.preparation
        if preparation is None:
            return
        self._desk.record_absent(preparation.dossier.id, outcome)  # type: ignore[arg-type]
        self.refresh()
        self.tell(f"Genoteerd bij {preparation.dossier.name}: {dict(_ABSENT)[outcome].lower()}.", tone="done")

    def _bank(self, until: object) -> None:
        self._desk.set_bank_processed(until)  # type: ignore[arg-type]
        self.refresh()
        self._go("prepare")

    def _complete(self, follow_up_id: int) -> None:
        self._desk.complete(follow_up_id)
        self.refresh()

    def _contact_chosen(self, contact_id: int) -> None:
        if self.preparation is not None:
            self.choose(self.preparation.dossier.id, contact_id)

    # What is shown

    def _show(self, preparation: Preparation) -> None:
        dossier, today = preparation.dossier, self._desk.today
        self._pages.setCurrentWidget(self._dossier_page)
        self.name.setText(dossier.name)
        self.figures.setText(figures_line(dossier))
        for place, widget in ((self._open, OpenItems(dossier, today)), (self._said, self._said_panel(dossier))):
            empty(place)
            place.addWidget(widget)
            place.addStretch(1)
        self.goal.setPlainText(preparation.goal_text)
        self.opening.show_sentence(preparation.opening)
        empty(self._warnings)
        for code in preparation.warnings:
            line = Notice()
            self._warnings.addWidget(line)
            line.tell(_WARNINGS[code])
        self._show_checks(preparation)
        self.aside.show_debtor(preparation.contact, dossier)
        self.call_button.setEnabled(True)
        self.later.setEnabled(True)

    def _said_panel(self, dossier: Dossier) -> QWidget:
        panel = QWidget()
        layout = column(spacing=6)
        layout.addWidget(History(dossier, self._desk.today, lambda promise: self.verdicts.button(promise, dossier)))
        counts: dict[str, int] = {}
        for heard in dossier.objections:
            counts[heard.objection_id] = counts.get(heard.objection_id, 0) + 1
        for objection_id, times in counts.items():
            title = self._desk.objection_title(objection_id)
            layout.addWidget(Words(f"Tegenwerping “{title}”: {times} keer", "plain"))
        for action in dossier.follow_ups[:_ACTIONS]:
            layout.addWidget(Words(f"{words.near_day(action.due, self._desk.today)}: {action.text}", "plain"))
        if dossier.sales_interest:
            layout.addWidget(Words(dossier.sales_interest, "quiet"))
        panel.setLayout(layout)
        return panel

    def _show_checks(self, preparation: Preparation) -> None:
        empty(self.checks)
        for item in preparation.checklist:
            name = words.CHECKS.get(item.code, item.code)
            if item.done:
                self.checks.addWidget(Words(f"✓ {name}", "done", wrap=False))
            else:
                box = Tick(name)
                self.checks.addWidget(box)

    def _show_nothing(self) -> None:
        self.preparation = None
        no_debtors = not self._desk.search_debtors("")
        self._pages.setCurrentWidget(self._empty_page)
        self.empty_title.setText("Nog geen debiteuren" if no_debtors else "Vandaag niets te bellen")
        self.empty_text.setText(
            "Importeer de openstaande posten uit uw boekhouding, of kijk rond met het voorbeeld."
            if no_debtors
            else "Alle afspraken lopen. Zoek een debiteur als u toch wilt bellen."
        )
        self.example.setVisible(no_debtors)
        self.empty_find.setVisible(not no_debtors)
        self.aside.show_nobody()
        self.call_button.setEnabled(False)
        self.later.setEnabled(False)

    # How it is built

    def _build(self) -> None:
        self._pages = QStackedWidget()
        self._dossier_page = self._middle()
        self._empty_page = self._nothing()
        self._pages.addWidget(self._dossier_page)
        self._pages.addWidget(self._empty_page)
        columns = row(spacing=0)
        columns.addWidget(self.worklist)
        columns.addWidget(rule(vertical=True))
        columns.addWidget(self._pages, 1)
        columns.addWidget(rule(vertical=True))
        self.aside = Aside(
            self._theme,
            self._desk,
            choose=self._contact_chosen,
            absent=self.ask_absent,
            go=self._go,
            width=_COLUMNS[True][1],
        )
        columns.addWidget(self.aside)
        self.bottom = BottomBar(self, self._bar())
        self.ask = AskLine(self._theme)
        self.pick = ChoiceLine(self._theme)
        for over in (self.ask, self.pick):
            over.setParent(self)
            over.hide()
        layout = column(spacing=0)
        layout.addWidget(self.notice)
        layout.addLayout(columns, 1)
        layout.addWidget(self.bottom)
        self.setLayout(layout)

    def _middle(self) -> Column:
        layout = column(margins=(18, 14, 18, 8), spacing=10)
        head = column(spacing=2)
        self.more = KeyButton(self._theme, "Meer", shown(PREPARE_KEYS["more"]), "small")
        self.more.setToolTip("Gegevens van deze debiteur opslaan of wissen")
        self.more.clicked.connect(lambda: self.ask_more())
        title_line = row()
        title_line.addWidget(self.name, 1)
        title_line.addWidget(self.more, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(title_line)
        head.addWidget(self.figures)
        layout.addLayout(head)
        layout.addLayout(self._warnings)
        panels = row(spacing=14)
        for heading, content in (("Wat er openstaat", self._open), ("Wat er is gezegd", self._said)):
            inside = column(margins=(16, 12, 16, 12), spacing=8)
            inside.addWidget(Words(heading, "heading"))
            inside.addLayout(content, 1)
            panels.addWidget(framed("panel", inside), 1)
        layout.addLayout(panels)
        goal = column(margins=(16, 12, 18, 14), spacing=8)
        title = row()
        title.addWidget(Words("Doel van dit gesprek", "strong", wrap=False))
        title.addWidget(Words("voorstel, pas aan", "quiet", wrap=False))
        title.addStretch(1)
        goal.addLayout(title)
        goal.addWidget(self.goal)
        goal.addWidget(Words("Opening", "heading"))
        goal.addWidget(self.opening)
        layout.addWidget(framed("say", goal))
        layout.addLayout(self.checks)
        layout.addStretch(1)
        return Column(layout)

    def _nothing(self) -> QWidget:
        page = QWidget()
        layout = column(margins=(40, 60, 40, 40), spacing=12)
        self.empty_title = Words("", "title")
        self.empty_text = Words("", "plain")
        self.empty_import = KeyButton(self._theme, "Importeren", shown(PREPARE_KEYS["import"]), "primary")
        self.example = KeyButton(self._theme, "Voorbeeld bekijken")
        self.empty_find = KeyButton(self._theme, "Debiteur zoeken", shown(PREPARE_KEYS["find_debtor"]))
        self.empty_import.clicked.connect(lambda: self._go("import"))
        self.example.clicked.connect(self._add_example)
        self.empty_find.clicked.connect(self.find_debtor)
        buttons = row()
        for button in (self.empty_import, self.example, self.empty_find):
            buttons.addWidget(button)
        buttons.addStretch(1)
        layout.addWidget(self.empty_title)
        layout.addWidget(self.empty_text)
        layout.addLayout(buttons)
        layout.addStretch(1)
        page.setLayout(layout)
        return page

    def _add_example(self) -> None:
        self._desk.add_example()
        self.refresh()

    def _bar(self) -> QWidget:
        bar = QWidget()
        bar.setObjectName("bar")
        line = row(margins=(20, 10, 20, 10), spacing=8)
        self.find_button = KeyButton(self._theme, "Debiteur zoeken", shown(PREPARE_KEYS["find_debtor"]))
        self.import_button = KeyButton(self._theme, "Importeren", shown(PREPARE_KEYS["import"]))
        self.later = KeyButton(self._theme, "Later bellen", shown(PREPARE_KEYS["later"]))
        self.options = KeyButton(self._theme, "Instellingen", shown(PREPARE_KEYS["settings"]))
        self.call_button = KeyButton(self._theme, "Bellen", "Enter", "primary")
        for button, verb in (
            (self.find_button, self.find_debtor),
            (self.import_button, lambda: self._go("import")),
            (self.options, lambda: self._go("settings")),
            (self.later, self.ask_later),
            (self.call_button, self.start),
        ):
            button.clicked.connect(lambda _checked=False, verb=verb: verb())
        for button in (self.find_button, self.import_button, self.options):
            line.addWidget(button)
        line.addStretch(1)
        line.addWidget(self.later)
        line.addWidget(self.call_button)
        bar.setLayout(line)
        return bar

    def _keys(self) -> None:
        install(
            self,
            PREPARE_KEYS,
            {
                "keys": self.key_list.toggle,
                "start": self._enter,
                "start_keypad": self._enter,
                "later": self.ask_later,
                "import": lambda: self._go("import"),
                "bank": self.ask_bank,
                "absent": self.ask_absent,
                "more": self.ask_more,
                "judge": self.ask_verdict,
                "soundcheck": lambda: self._go("soundcheck"),
                "settings": lambda: self._go("settings"),
                "find_debtor": self.find_debtor,
            },
        )

    def _enter(self) -> None:
        """Enter starts the call, except where it answers a question or presses another button."""
        focused = self.focusWidget()
        if self.search.isVisible():
            return
        if self.bottom.covered_by is self.ask:
            self.ask.answer_by_key()
        elif self.asking:
            if isinstance(focused, KeyButton) and self.pick.isAncestorOf(focused):
                focused.click()
        elif isinstance(focused, KeyButton) and focused.isVisible() and focused is not self.call_button:
            focused.click()
        else:
            self.start()


def figures_line(dossier: Dossier) -> str:
    """What the administration knows, in one line: `klant sinds 15 jaar · betaalt gemiddeld na 39 dagen`."""
    figures = dossier.figures
    parts = []
    if figures.customer_years:
        parts.append(f"{figures.customer_years} jaar klant")
    if figures.turnover is not None:
        whole = money(figures.turnover).removesuffix(",00")
        parts.append(f"omzet {whole} {figures.turnover_trend}".strip())
    if figures.days_sales_outstanding:
        parts.append(f"betaalt gemiddeld na {figures.days_sales_outstanding} dagen")
    if figures.paid_on_time_percent is not None:
        parts.append(f"{figures.paid_on_time_percent}% op tijd")
    if figures.credit_limit is not None:
        parts.append(f"limiet {money(figures.credit_limit).removesuffix(',00')}")
    return " · ".join(parts)
