"""The call in a narrow column that can stay on top beside the bookkeeping program: the same session, fewer words."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QWidget

from app.call.formats import listing, money
from app.gui import words
from app.gui.buttons import KeyButton
from app.gui.captions import CaptionsPanel
from app.gui.card import CardView
from app.gui.keys import CALL_KEYS, install, shown
from app.gui.labels import Column, Words, column, framed, restyle, row, rule
from app.gui.levels import LevelMeter
from app.gui.live import card_verbs, earlier_times, open_card_search, trouble_sentence
from app.gui.running_call import ALL_TOPICS, RunningCall
from app.gui.search import SearchOverlay
from app.gui.theme import COMPACT_WIDTH, Theme
from app.gui.topbar import clock
from app.gui.warning import WarningStrip

_HEIGHT = 640


class CompactWindow(QWidget):
    """A window of 440 pixels; showing it never takes the focus from another program."""

    def __init__(
        self, theme: Theme, call: RunningCall, *, on_top: bool, wide: Callable[[], None], finish: Callable[[], None]
    ) -> None:
        """Show `call`.

        Args:
            theme: where the colours come from.
            call: the running call.
            on_top: stay above other windows, when the user chose so.
            wide: goes back to the ordinary window.
            finish: goes to the last moment, in the ordinary window.
        """
        super().__init__()
        self.setObjectName("ground")
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowFlag(Qt.WindowType.WindowStaysOnTopHint, on_top)
        self.setWindowTitle(f"Belmaat: {call.session.preparation.dossier.name}")
        self._call = call
        self._wide = wide
        self.clock = Words("00:00", "quiet", wrap=False)
        self.debtor = LevelMeter(theme, "D", bar=32)
        self.controller = LevelMeter(theme, "U", bar=32)
        self.goal = Words(call.session.preparation.goal_text, "strong")
        self.trouble = Words("", "careful")
        self.card = CardView(theme, card_verbs(call), earlier_times(call), compact=True)
        self.nothing = Words("Nog geen kaart. Luister rustig, of zoek er een in het brede venster.", "quiet")
        self.warning = WarningStrip(theme, call.dismiss_warning, call.plan_apart, compact=True)
        self.captions = CaptionsPanel(theme, lines=2)
        self.agreement = Words("", "plain")
        self.heard = Words(" ", "small")
        self.accept = KeyButton(theme, "Klopt", shown(CALL_KEYS["accept_field"]), "small")
        self.fits = KeyButton(theme, "Past", shown(CALL_KEYS["fits"]))
        self.fits_not = KeyButton(theme, "Past niet", shown(CALL_KEYS["fits_not"]))
        self.back = KeyButton(theme, "Breed", shown(CALL_KEYS["compact"]), "small")
        self.to_finish = KeyButton(theme, "Afronden", shown(CALL_KEYS["finish"]), "primary")
        self.search = SearchOverlay(self)
        for button, verb in (
            (self.accept, self._accept),
            (self.fits, call.fits),
            (self.fits_not, call.fits_not),
            (self.back, wide),
            (self.to_finish, finish),
        ):
            button.clicked.connect(lambda _checked=False, verb=verb: verb())
        self._build()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFocus()
        install(
            self,
            CALL_KEYS,
            {
                "toggle_firm": call.toggle_firm,
                "next_card": call.next_card,
                "hold": call.hold,
                "act": call.act,
                "fits": call.fits,
                "fits_not": call.fits_not,
                "pin": call.pin,
                "accept_field": self._accept,
                "compact": wide,
                "finish": finish,
                "dismiss": self._dismiss,
                "search": self._open_search,
                "unknown": call.unknown,
                "dismiss_warning": call.dismiss_warning,
                "plan_apart": call.plan_apart,
                "mood": call.next_mood,
                "mode": call.next_mode,
                "move_on": call.move_on,
            },
        )
        call.changed.connect(self.refresh)
        call.level.connect(self._level)
        self.refresh(ALL_TOPICS)

    def refresh(self, topics: frozenset[str]) -> None:
        """Show again what changed."""
        session = self._call.session
        if topics & {"card"}:
            deck = session.deck
            self.card.show_card(deck.active, firm=deck.firm, pinned=deck.pinned, waiting=len(deck.waiting))
            self.nothing.setVisible(deck.active is None)
        if topics & {"warning"}:
            self.warning.show_warning(session.warning, session.warnings_waiting)
        if topics & {"caption", "sound"}:
            self.captions.show_captions(session.captions)
        if topics & {"form"}:
            self._show_agreement()
        if topics & {"sound"}:
            self.trouble.setText(trouble_sentence(session.troubles))
            self.trouble.setVisible(bool(self.trouble.text()))

    def show_clock(self, seconds: float) -> None:
        """Show how long the call has lasted."""
        self.clock.setText(clock(seconds))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing goes back to the ordinary window; the call goes on."""
        event.ignore()
        self._wide()

    def _level(self, channel: str, rms: float) -> None:
        (self.debtor if channel == "debtor" else self.controller).set_rms(rms)

    def _accept(self) -> None:
        form = self._call.session.form
        for name, field in form.fields.items():
            if field.state == "heard" or form.suggestion(name) is not None:
                self._call.accept(name)
                return

    def _open_search(self) -> None:
        open_card_search(self.search, self._call)

    def _dismiss(self) -> None:
        if self.search.isVisible():
            self.search.close_search()
        else:
            self._call.dismiss()

    def _show_agreement(self) -> None:
        form = self._call.session.form
        today = self._call.desk.today
        parts = []
        amount, day, callback = form.value("amount"), form.value("date"), form.value("callback")
        if form.value("invoices"):
            parts.append(listing(tuple(form.value("invoices")), "en"))
        if amount is not None:
            parts.append(money(amount))
        if day is not None:
            parts.append(words.day(day, today))
        if not parts and callback is not None and callback.date is not None:
            parts.append(
                f"terugbellen {words.near_day(callback.date, today)} {callback.time.replace(':', '.')}".strip()
            )
        self.agreement.setText("  ·  ".join(parts) if parts else "Nog niets afgesproken")
        self.agreement.set_kind("plain" if parts else "quiet")
        waiting = [field for field in form.fields.values() if field.state == "heard"]
        self.heard.setText(f"Gehoord: “{waiting[0].words}”" if waiting and waiting[0].words else " ")
        self.accept.setVisible(bool(waiting))
        state = "heard" if waiting else "empty"
        if self._field.property("state") != state:
            self._field.setProperty("state", state)
            restyle(self._field)

    def _build(self) -> None:
        top = QWidget()
        top.setObjectName("bar")
        line = row(margins=(14, 8, 14, 8), spacing=8)
        name = Words(self._call.session.preparation.dossier.name, "strong", wrap=False)
        line.addWidget(name)
        line.addWidget(self.clock)
        line.addStretch(1)
        line.addWidget(self.back)
        line.addWidget(self.debtor)
        line.addWidget(self.controller)
        top.setLayout(line)
        goal = column(margins=(14, 8, 14, 8))
        goal.addWidget(self.goal)
        goal.addWidget(self.trouble)
        middle = column(margins=(14, 12, 14, 4), spacing=4)
        middle.addWidget(self.card)
        middle.addWidget(self.nothing)
        middle.addStretch(1)
        inside = row(margins=(10, 6, 8, 6))
        inside.addWidget(self.agreement, 1)
        inside.addWidget(self.accept)
        self._field = framed("field", inside)
        self._field.setProperty("state", "empty")
        self._field.setMinimumHeight(42)
        below = column(margins=(14, 4, 14, 8), spacing=4)
        below.addWidget(self.warning)
        self.captions.setFixedHeight(32)
        below.addWidget(self.captions)
        below.addSpacing(4)
        below.addWidget(Words("Afspraak", "small"))
        below.addWidget(self._field)
        below.addWidget(self.heard)
        bar = QWidget()
        bar.setObjectName("bar")
        buttons = row(margins=(14, 8, 14, 8), spacing=8)
        buttons.addWidget(self.fits)
        buttons.addWidget(self.fits_not)
        buttons.addStretch(1)
        buttons.addWidget(self.to_finish)
        bar.setLayout(buttons)
        layout = column(spacing=0)
        layout.addWidget(top)
        layout.addWidget(rule())
        layout.addLayout(goal)
        layout.addWidget(rule())
        layout.addWidget(Column(middle), 1)
        layout.addLayout(below)
        layout.addWidget(rule())
        layout.addWidget(bar)
        self.setLayout(layout)
        self.setFixedWidth(COMPACT_WIDTH)
        self.resize(COMPACT_WIDTH, _HEIGHT)
