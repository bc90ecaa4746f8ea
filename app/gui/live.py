"""In gesprek: facts on the left, card, warning and captions in the middle, the form on the right."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.call.cards import Card
from app.call.text import Sentence
from app.gui import words
from app.gui.ask import AskLine, Blank
from app.gui.bottom import BottomBar
from app.gui.buttons import KeyButton, link
from app.gui.captions import CaptionsPanel
from app.gui.card import CardVerbs, CardView
from app.gui.devices import DeviceLine
from app.gui.facts import FactsPanel
from app.gui.form import FormPanel
from app.gui.key_list import KeyList
from app.gui.keys import CALL_KEYS, install, shown
from app.gui.labels import Column, Words, column, row, rule
from app.gui.running_call import ALL_TOPICS, RunningCall
from app.gui.script import ScriptPanel
from app.gui.search import SearchOverlay
from app.gui.theme import Theme
from app.gui.warning import WarningStrip

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_WIDE = 1150
_GOAL_HEIGHT = 48
"""Room for two lines, so that a longer sentence moves nothing."""
_TOLD_MS = 6000
_TALL = 740
_COLUMNS = {True: (270, 340), False: (246, 308)}
_READING = {True: 3 * 28 + 18, False: 2 * 28 + 24}


class LivePage(QWidget):
    """The page of one running call."""

    def __init__(
        self,
        theme: Theme,
        call: RunningCall,
        *,
        finish: Callable[[], None],
        compact: Callable[[], None],
    ) -> None:
        """Show `call`.

        Args:
            theme: where the colours come from.
            call: the running call.
            finish: go to the last moment.
            compact: swap to the compact window.
        """
        super().__init__()
        self._call = call
        self._theme = theme
        self._finish = finish
        session, desk = call.session, call.desk
        preparation = session.preparation
        today = desk.today
        self.facts = FactsPanel(preparation.dossier, today, call.set_stack, width=_COLUMNS[True][0])
        self.form = FormPanel(
            theme,
            desk,
            preparation.dossier,
            preparation.contact,
            today,
            desk.controller_name,
            width=_COLUMNS[True][1],
        )
        self.form.bind(call, lambda: None)
        self.card = CardView(theme, card_verbs(call), earlier_times(call))
        self.warning = WarningStrip(theme, call.dismiss_warning, call.plan_apart)
        self.script = ScriptPanel(theme, call.set_phase)
        self.captions = CaptionsPanel(theme)
        self._told_timer = QTimer(self)
        self._told_timer.setSingleShot(True)
        self._told_timer.setInterval(_TOLD_MS)
        self._told_timer.timeout.connect(self._show_right_of_goal)
        self.search = SearchOverlay(self)
        self.key_list = KeyList(self, CALL_KEYS.items())
        self._build(preparation.goal_text, preparation.dossier.handling_notes, compact)
        self._keys(compact)
        call.changed.connect(self.refresh)
        call.told.connect(self._tell)
        call.field.connect(self.form.go_to)
        self.refresh(ALL_TOPICS)

    def refresh(self, topics: frozenset[str]) -> None:
        """Show again what changed; never touches the focus."""
        session = self._call.session
        if topics & {"card"}:
            deck = session.deck
            self.card.show_card(deck.active, firm=deck.firm, pinned=deck.pinned, waiting=len(deck.waiting))
            self.script.set_quiet(deck.active is not None)
        if topics & {"warning"}:
            self.warning.show_warning(session.warning, session.warnings_waiting)
        if topics & {"caption", "sound"}:
            self.captions.show_captions(session.captions)
            share = session.talk_share
            heading = "Meelezen" if share is None else f"Meelezen · u praat {share:.0%}".replace("%", " %")
            self._heading.setText(heading + words.KEEPING[session.keeping])
        if topics & {"form"}:
            self.form.show_form(session.form, session.problems)
        if topics & {"stack"}:
            self.facts.stack.show_stack(session.stack)
        if topics & {"phase"}:
            self.script.show_script(session.script)
        if topics & {"sound"}:
            self._show_sound()
        self.mood.set_label(f"Stemming: {words.MOODS[session.mood]}")

    def ask_park(self) -> None:
        """Ask when the call goes on, with the polite sentence to say."""
        desk = self._call.desk
        self._ask(
            "Gesprek parkeren",
            (
                Blank("welke dag", desk.parse_date, "Typ een dag, bijvoorbeeld donderdag of 11-9.", stretch=2),
                Blank("hoe laat", desk.parse_time, "Typ een tijd, bijvoorbeeld 10.30.", required=False),
                Blank("waarom", str, required=False, stretch=3),
            ),
            "Parkeren",
            self._park,
            self._call.session.park_sentence,
        )

    def ask_device(self) -> None:
        """Offer other devices in the bar at the bottom, without ending the call."""
        self.devices.show_devices()
        self.bottom.cover(self.devices)
        self.devices.microphone.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Narrow the columns in a narrow window."""
        wide = self.width() >= _WIDE
        left, right = _COLUMNS[wide]
        self._heading.setVisible(wide)
        self.facts.setFixedWidth(left)
        self.form.setFixedWidth(right)
        self._reading.setFixedHeight(_READING[self.height() >= _TALL - 60])
        self.search.place()
        super().resizeEvent(event)

    def _park(self, on: object, time: object, reason: object) -> None:
        self._call.park(on, str(time or ""), str(reason or ""))  # type: ignore[arg-type]
        self._finish()

    def _ask(
        self, question: str, blanks: tuple[Blank, ...], confirm: str, answer: Callable[..., None], say: Sentence = ()
    ) -> None:
        self.bottom.cover(self.ask)
        self.ask.ask(question, blanks, confirm, answer, self._leave_ask, say)

    def _leave_ask(self) -> None:
        self.bottom.uncover()

    def _tell(self, sentence: str) -> None:
        self.told.setText(sentence)
        self._told_timer.start()
        self._show_right_of_goal()

    def _open_search(self) -> None:
        open_card_search(self.search, self._call)

    def _dismiss(self) -> None:
        if self.key_list.isVisible():
            self.key_list.hide()
        elif self.search.isVisible():
            self.search.close_search()
        elif self.bottom.covered_by is not None:
            self._leave_ask()
        else:
            self._call.dismiss()

    def _show_sound(self) -> None:
        desk, troubles = self._call.desk, self._call.session.troubles
        self.hold.set_label("Weer verder" if desk.paused else "In de wacht")
        self.mode.set_label(f"Hoort: {words.MODES[desk.mode]}")
        hints = {
            "off": "Meelezen staat uit. Zoek een kaart met Ctrl K.",
            "microphone": "Herhaal de tegenwerping in uw eigen woorden, dan komt de kaart.",
        }
        hint = (
            "In de wacht: er wordt niet meegeluisterd." if desk.paused else hints.get(desk.mode, "Nog niets gehoord.")
        )
        self.captions.set_hint(hint)
        self.trouble.setText(trouble_sentence(troubles))
        self._show_right_of_goal()

    def _show_right_of_goal(self) -> None:
        """Trouble goes before what was just done, and that before the notes about this contact; nothing moves."""
        trouble, told = bool(self.trouble.text()), self._told_timer.isActive()
        self.trouble.setVisible(trouble)
        self.other_device.setVisible(trouble)
        self.told.setVisible(told and not trouble)
        self.notes.setVisible(not trouble and not told)

    def _build(self, goal: str, notes: tuple[str, ...], compact: Callable[[], None]) -> None:
        call = self._call
        goal_bar = QWidget()
        goal_bar.setFixedHeight(_GOAL_HEIGHT)
        goal_line = row(margins=(20, 2, 20, 2), spacing=10)
        goal_line.addWidget(Words("Doel", "quiet", wrap=False))
        self.goal = Words(goal, "strong")
        self.goal.setAccessibleName(f"Doel: {goal}")
        goal_line.addWidget(self.goal, 3)
        self.notes = Words(" ".join(f"{note.rstrip('.')}." for note in notes[:2]), "quiet")
        self.notes.setAlignment(_RIGHT)
        self.trouble = Words("", "caution")
        self.told = Words("", "done")
        for label in (self.trouble, self.told):
            label.setAlignment(_RIGHT)
        self.other_device = link("Ander apparaat", "Ander apparaat kiezen")
        self.other_device.clicked.connect(self.ask_device)
        beside = QWidget()
        parts = row()
        for label in (self.notes, self.trouble, self.told):
            parts.addWidget(label, 1)
        parts.addWidget(self.other_device)
        beside.setLayout(parts)
        goal_line.addWidget(beside, 2)
        # Both share the width by a fixed ratio, whatever they say.
        for half in (self.goal, beside):
            policy = half.sizePolicy()
            policy.setHorizontalPolicy(QSizePolicy.Policy.Ignored)
            half.setSizePolicy(policy)
        goal_bar.setLayout(goal_line)

        middle = column(margins=(18, 4, 18, 4), spacing=0)
        middle.addWidget(self.card)
        middle.addWidget(self.script)
        middle.addStretch(1)
        self.middle = Column(middle)
        head = row(margins=(18, 0, 18, 0), spacing=5)
        self._heading = Words("Meelezen", "heading", wrap=False)
        head.addWidget(self._heading)
        head.addStretch(1)
        self.unknown = KeyButton(self._theme, "Onbekend", shown(CALL_KEYS["unknown"]), "small")
        self.unknown.setToolTip("Tegenwerping zonder kaart bewaren, om later een naam te geven")
        self.mode = KeyButton(self._theme, "", shown(CALL_KEYS["mode"]), "small")
        self.small = KeyButton(self._theme, "Smal", shown(CALL_KEYS["compact"]), "small")
        self.small.setToolTip("Smal venster naast uw boekhoudprogramma")
        for button, verb in ((self.unknown, call.unknown), (self.mode, call.next_mode), (self.small, compact)):
            button.clicked.connect(lambda _checked=False, verb=verb: verb())
            head.addWidget(button)
        reading = column(margins=(18, 4, 18, 12), spacing=0)
        reading.addWidget(self.captions)
        below = QWidget()
        below.setLayout(reading)
        self._reading = below
        centre = column(spacing=4)
        phases = row(margins=(14, 8, 18, 0))
        phases.addWidget(self.script.phases)
        centre.addLayout(phases)
        centre.addWidget(self.middle, 1)
        # Outside the part that scrolls: a warning is always in sight.
        strip = row(margins=(18, 0, 18, 4))
        strip.addWidget(self.warning)
        centre.addLayout(strip)
        centre.addLayout(head)
        centre.addWidget(below)
        columns = row(spacing=0)
        columns.addWidget(self.facts)
        columns.addWidget(rule(vertical=True))
        columns.addLayout(centre, 1)
        columns.addWidget(rule(vertical=True))
        columns.addWidget(self.form)

        self.bottom = BottomBar(self, self._bar())
        self.ask = AskLine(self._theme)
        self.devices = DeviceLine(self._theme, call.desk.sound, self._leave_ask)
        for over in (self.ask, self.devices):
            over.setParent(self)
            over.hide()
        layout = column(spacing=0)
        layout.addWidget(goal_bar)
        layout.addWidget(rule())
        layout.addLayout(columns, 1)
        layout.addWidget(self.bottom)
        self.setLayout(layout)

    def _bar(self) -> QWidget:
        theme, call = self._theme, self._call
        bar = QWidget()
        bar.setObjectName("bar")
        line = row(margins=(20, 10, 20, 10), spacing=8)
        self.find_button = KeyButton(theme, "Kaart zoeken", shown(CALL_KEYS["search"]))
        self.mood = KeyButton(theme, "Stemming: neutraal", shown(CALL_KEYS["mood"]))
        self.hold = KeyButton(theme, "In de wacht", shown(CALL_KEYS["hold"]))
        self.park = KeyButton(theme, "Parkeren", shown(CALL_KEYS["park"]))
        self.to_finish = KeyButton(theme, "Afronden", shown(CALL_KEYS["finish"]), "primary")
        for button, verb in (
            (self.find_button, self._open_search),
            (self.mood, call.next_mood),
            (self.hold, call.hold),
            (self.park, self.ask_park),
            (self.to_finish, self._finish),
        ):
            button.clicked.connect(lambda _checked=False, verb=verb: verb())
        for button in (self.find_button, self.mood, self.hold):
            line.addWidget(button)
        line.addStretch(1)
        line.addWidget(self.park)
        line.addWidget(self.to_finish)
        bar.setLayout(line)
        return bar

    def _keys(self, compact: Callable[[], None]) -> None:
        call = self._call
        install(
            self,
            CALL_KEYS,
            {
                "keys": self.key_list.toggle,
                "toggle_firm": call.toggle_firm,
                "next_card": call.next_card,
                "hold": call.hold,
                "act": call.act,
                "fits": call.fits,
                "fits_not": call.fits_not,
                "pin": call.pin,
                "accept_field": self.form.accept_next,
                "next_field": self.form.go_to_next,
                "compact": compact,
                "finish": self._finish,
                "search": self._open_search,
                "dismiss": self._dismiss,
                "dismiss_warning": call.dismiss_warning,
                "plan_apart": call.plan_apart,
                "mood": call.next_mood,
                "mode": call.next_mode,
                "park": self.ask_park,
                "unknown": call.unknown,
                "move_on": call.move_on,
                **{f"phase_{n}": partial(call.phase_number, n) for n in range(1, 8)},
            },
        )


def earlier_times(call: RunningCall) -> Callable[[Card], str]:
    """What to say about the earlier times that this debtor used the objection of a card."""
    dossier, today = call.session.preparation.dossier, call.desk.today
    return lambda card: words.earlier_line(card.objection_id, card.times_before, dossier, today)


def open_card_search(overlay: SearchOverlay, call: RunningCall) -> None:
    """Look up a card of a running call."""
    overlay.open(
        "Waar gaat het over? Typ een paar woorden.",
        lambda query: [(card.objection_id, card.title) for card in call.session.search(query)],
        call.show_card,
    )


def card_verbs(call: RunningCall) -> CardVerbs:
    """The verbs of the card of a running call."""
    return CardVerbs(
        fits=call.fits,
        fits_not=call.fits_not,
        pin=call.pin,
        act=call.act,
        toggle_firm=call.toggle_firm,
        next_card=call.next_card,
    )


def trouble_sentence(troubles: object) -> str:
    """One sentence about the channels in trouble: what happened and what to do; empty when all is well."""
    found = dict(troubles)  # type: ignore[call-overload]
    if any(kind == "echo" for kind in found.values()):
        return "De debiteur klinkt door in uw microfoon. Zet een headset op."
    for channel, who, device in (("debtor", "De debiteur", "headset"), ("controller", "Uw microfoon", "microfoon")):
        kind = found.get(channel, "")
        if kind:
            what = words.TROUBLES.get(kind, "geeft geen geluid")
            return f"{who} {what}. Controleer de {device}."
    return ""
