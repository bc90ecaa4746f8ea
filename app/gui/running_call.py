"""One call as the window holds it: the session, its verbs without arguments, and a signal when a panel must look again.

The ordinary window and the compact one show the same running call.
"""

from datetime import date
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QObject, Signal

from app.call.agreement import FieldName
from app.call.events import Event, Level
from app.gui import words
from app.ledger.records import Mood

if TYPE_CHECKING:
    from app.call.desk import Desk
    from app.call.session import CallSession

type StackState = Literal["open", "discussed", "removed"]
ALL_TOPICS = frozenset({"caption", "card", "warning", "form", "stack", "level", "sound", "phase"})
_CARD = frozenset({"card", "stack"})
_MOODS: tuple[Mood, ...] = ("neutral", "curt", "angry", "good")
FOLLOWING: dict[StackState, StackState] = {"open": "discussed", "discussed": "removed", "removed": "open"}
"""How an objection moves on."""
_TOLD = {
    "callback": "Vul de dag en de tijd in bij Terugbellen.",
    "date": "Vul de afgesproken dag in.",
    "instalments": "Vul de termijnen in.",
    "copy": "De kopie staat als mail klaar en is genoteerd bij Wij zeggen toe.",
    "own_promise": "Genoteerd bij Wij zeggen toe.",
    "next_step": "Genoteerd bij Vervolgstap.",
}
_FORM = frozenset({"form"})


class RunningCall(QObject):
    """Joins keys, buttons and engine events to a session.

    Signals:
        changed: a frozenset of topics to look at again.
        level: channel and root mean square of a new level.
        told: a sentence for the controller about what an action did.
        field: name of a form field that the controller wants to go to.
        mail: a mail draft to open in the user's own mail program.
    """

    changed = Signal(object)
    level = Signal(str, float)
    told = Signal(str)
    field = Signal(str)
    mail = Signal(object)

    def __init__(self, desk: "Desk", session: "CallSession") -> None:
        """Follow `session`."""
        super().__init__()
        self.desk = desk
        self.session = session

    def take(self, event: object) -> bool:
        """Take an event of the engine; False for anything else."""
        if not isinstance(event, Event):
            return False
        if isinstance(event, Level):
            self.level.emit(event.channel, event.rms)
        topics = self.session.handle(event)
        if topics:
            self._tell(topics)
        return True

    def tick(self) -> None:
        """Time went on: a waiting card may come up."""
        topics = self.session.tick()
        if topics:
            self.changed.emit(topics)

    # Cards

    def fits(self) -> None:
        """The card fits what was said."""
        self.session.feedback(True)
        self._tell(_CARD)

    def fits_not(self) -> None:
        """The card does not fit; it goes away."""
        self.session.feedback(False)
        self._tell(_CARD)

    def pin(self) -> None:
        """Keep the card up, or let it go again."""
        self.session.pin_card()
        self._tell(_CARD)

    def next_card(self) -> None:
        """Bring up the next waiting card."""
        self.session.next_card()
        self._tell(_CARD)

    def toggle_firm(self) -> None:
        """Switch between the gentle and the firmer sentence."""
        self.session.toggle_firm()
        self._tell(_CARD)

    def dismiss(self) -> None:
        """Put the card away."""
        self.session.dismiss_card()
        self._tell(_CARD)

    def act(self) -> None:
        """Do what the card proposes."""
        outcome = self.session.do_action()
        if outcome.code == "none":
            return
        self._tell(ALL_TOPICS)
        self.told.emit(_TOLD.get(outcome.code, "Genoteerd in het formulier."))
        if outcome.mail is not None:
            self.mail.emit(outcome.mail)
        elif outcome.field is not None:
            self.field.emit(outcome.field)

    def show_card(self, objection_id: str) -> None:
        """Show the card that was looked up."""
        self.session.show_card(objection_id)
        self._tell(_CARD)

    def unknown(self) -> None:
        """Keep an objection that no card answers, to be named later, and show the base card."""
        kept = self.session.capture_unknown()
        self.told.emit("Bewaard, u kunt er later een naam aan geven." if kept else "Nog niets gehoord om te bewaren.")
        self._tell(_CARD)

    # Warnings, stack, phase, mood

    def dismiss_warning(self) -> None:
        """Put the warning away."""
        self.session.dismiss_warning()
        self._tell(frozenset({"warning"}))

    def plan_apart(self) -> None:
        """Plan an old matter as an appointment of its own."""
        due = self.session.park_old_matter()
        self.told.emit(f"Apart ingepland voor {words.day(due, self.desk.today)}.")
        self._tell(frozenset({"warning", "form"}))

    def set_stack(self, objection_id: str, state: StackState) -> None:
        """Move an objection on."""
        self.session.set_stack(objection_id, state)
        self._tell(frozenset({"stack"}))

    def move_on(self) -> None:
        """Move the objection of the present card on: open, discussed, removed."""
        card = self.session.deck.active
        if card is None:
            return
        for item in self.session.stack:
            if item.objection_id == card.objection_id:
                self.set_stack(item.objection_id, FOLLOWING[item.state])
                return

    def set_phase(self, code: str) -> None:
        """Go to a phase of the script."""
        self.session.set_phase(code)
        self._tell(frozenset({"phase"}))

    def phase_number(self, number: int) -> None:
        """Go to the phase with this number, counting from 1."""
        script = self.session.script
        if 1 <= number <= len(script):
            self.set_phase(script[number - 1].code)

    def next_mood(self) -> None:
        """Set the next mood of the four; only the controller sets it, never the voice."""
        at = _MOODS.index(self.session.mood) if self.session.mood in _MOODS else 0
        self.session.set_mood(_MOODS[(at + 1) % len(_MOODS)])
        self._tell(ALL_TOPICS)

    # Listening

    def hold(self) -> None:
        """Pause listening while the debtor is on hold, or go on."""
        self.desk.pause(on=not self.desk.paused)
        self._tell(frozenset({"sound", "caption"}))

    def next_mode(self) -> None:
        """Listen to both, to the debtor, to the microphone, or not at all; what the organisation allows of these."""
        modes = self.desk.modes
        self.desk.set_mode(modes[(modes.index(self.desk.mode) + 1) % len(modes)])
        self._tell(frozenset({"sound", "caption"}))

    # The form; the form panel calls these

    def accept(self, name: FieldName) -> None:
        """The controller confirms what was heard."""
        self.session.accept(name)
        self._tell(_FORM)

    def edit(self, name: FieldName, value: object) -> None:
        """The controller fills in a field."""
        self.session.edit(name, value)
        self._tell(_FORM)

    def clear(self, name: FieldName) -> None:
        """The controller empties a field."""
        self.session.clear(name)
        self._tell(_FORM)

    def park(self, on: date, time: str, reason: str) -> None:
        """Break the call off politely, to go on later."""
        self.session.park(on, time, reason)
        self._tell(ALL_TOPICS)

    def _tell(self, topics: frozenset[str]) -> None:
        if topics & {"form", "stack", "card", "phase"}:
            self.desk.autosave(self.session)
        self.changed.emit(topics)
