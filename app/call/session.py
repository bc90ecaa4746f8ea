"""One call as the window sees it: captions, cards, form, and how it ends.

Everything here runs on the window's thread. Events of the engine come in through `handle`, which tells what changed;
the controller's actions come in through the other methods. No Qt, no SQL, no threads.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal
from uuid import UUID, uuid4

from app.advice.catalogue import Catalogue
from app.call.agreement import (
    AgreementForm,
    Callback,
    Consent,
    FieldName,
    Instalment,
    NextStep,
    OwnPromise,
)
from app.call.captions import Caption, Captions
from app.call.cards import Card, CardDeck, make_card
from app.call.conversation import COOLDOWN
from app.call.ending import Ending, conclude
from app.call.events import (
    CallbackHeard,
    Channel,
    ChannelTrouble,
    Corrected,
    Event,
    Final,
    Keeping,
    Level,
    ObjectionHeard,
    ObjectionUnknown,
    Partial,
    PromiseHeard,
    PromiseTakenBack,
    Stopped,
    WarningRaised,
    Withdrawn,
)
from app.call.follow_up import Parked
from app.call.form_check import Problem, find_problems
from app.call.mails import Colleague, MailDraft, invoice_copy
from app.call.policy import Policy
from app.call.preparation import Preparation
from app.call.script import ScriptStep, script_steps
from app.call.text import Sentence, fill
from app.dutch.affirmation import asks_consent, is_affirmation
from app.dutch.dates.working_days import add_working_days
from app.ledger.records import Mood
from app.wording import Wording

Topic = Literal["caption", "card", "warning", "form", "stack", "level", "sound", "phase"]
StackState = Literal["open", "discussed", "removed"]

LAST_WARNING_TIME = 45.0
"""Seconds after which a warning goes by itself: by then the call is about something else."""
WARNING_TIME = 12.0
"""Seconds that a warning stays up when another one waits."""
CONSENT_TIME = 20.0
"""Seconds after the question in which a yes counts as consent."""


@dataclass(frozen=True, slots=True)
class ShownWarning:
    """A warning with what to say, the facts of this debtor filled in."""

    id: str
    title: str
    sentence: Sentence
    explanation: str
    rewrite: str
    heard: str
    subject: str = ""


@dataclass(frozen=True, slots=True)
class StackItem:
    """An objection of this call and what became of it; `at` in seconds since the start."""

    objection_id: str
    title: str
    state: StackState
    at: float


@dataclass(frozen=True, slots=True)
class ActionOutcome:
    """What the action of a card did: a field to go to, a mail to send, or a note that was made (`code`)."""

    code: str
    field: FieldName | None = None
    mail: MailDraft | None = None


@dataclass(frozen=True, slots=True)
class Feedback:
    """Whether a card fitted; goes to the local ledger."""

    objection_id: str
    fits: bool
    phrase: str


class CallSession:
    """The state of one call."""

    def __init__(
        self,
        preparation: Preparation,
        catalogue: Catalogue,
        wording: Wording,
        policy: Policy,
        *,
        clock: Callable[[], float],
        now: datetime,
        today: date | None = None,
        controller: str = "",
        company: str = "",
        colleagues: tuple[Colleague, ...] = (),
        search: Callable[[str], tuple[str, ...]] | None = None,
        on_feedback: Callable[[Feedback], None] | None = None,
        on_pinned: Callable[[bool], None] | None = None,
        on_forget: Callable[[str], None] | None = None,
        key: UUID | None = None,
        form: AgreementForm | None = None,
    ) -> None:
        """Start a call.

        Args:
            preparation: the debtor, the contact and the goal.
            catalogue: the cards.
            wording: Dutch texts.
            policy: limits of the company.
            clock: monotonic seconds.
            now: aware start of the call.
            today: the day on which the form is filled in; that of `now` if None. Differs for a restored draft.
            controller: who calls.
            company: for which company.
            colleagues: who can be asked to keep our promises.
            search: objection ids that fit a text, best first; None searches titles only.
            on_feedback: gets each verdict of the controller.
            on_pinned: told when a card is pinned or unpinned.
            on_forget: told when a card did not fit, so that its cooldown ends.
            key: identity of the call; a new one when None. A restored draft brings its own.
            form: a restored form.
        """
        self.preparation = preparation
        self.catalogue = catalogue
        self.policy = policy
        self.key = key or uuid4()
        self.started = now
        self._today = today or now.date()
        self.controller = controller
        self.company = company
        self.form = form or AgreementForm()
        self.deck = CardDeck()
        self.warning: ShownWarning | None = None
        self.phase = "opening"
        self.mood: Mood = "neutral"
        self.parked: Parked | None = None
        self.old_matters: tuple[tuple[str, date], ...] = ()
        self.troubles: dict[Channel, str] = {}
        self.levels: dict[Channel, float] = {}
        self.keeping: Literal["listening", "behind", "failed"] = "listening"
        """How the careful listener keeps up."""
        self.goal_text = preparation.goal_text
        self.note = ""
        self.unknown: list[str] = []
        """Words of the debtor that the controller kept with one key, to name later."""
        self._wording = wording
        self._clock = clock
        self._began = clock()
        self._colleagues = colleagues
        self._search = search
        self._on_feedback = on_feedback
        self._on_pinned = on_pinned
        self._on_forget = on_forget
        self._captions = Captions()
        self._stack: dict[str, StackItem] = {}
        self._carded: dict[str, float] = {}
        self._added: dict[str, bool] = {}
        """Per objection, whether its newest hearing was also its first: only that is taken back as a whole."""
        self._warnings: list[ShownWarning] = []
        self._warned_at: dict[str, float] = {}
        self._warning_since = 0.0
        self._words: dict[Channel, int] = {"debtor": 0, "controller": 0}
        self._conflict = ""
        self._conditional = False
        self._consent_asked = float("-inf")
        self._last_debtor = ""

    @property
    def today(self) -> date:
        """The local day from which the form counts."""
        return self._today

    def elapsed(self) -> float:
        """Seconds since the call began."""
        return self._clock() - self._began

    # What comes in from the engine

    def handle(self, event: Event) -> frozenset[Topic]:
        """Take an event in.

        Returns:
            What changed, so that only those parts of the window are drawn again.
        """
        match event:
            case Level():
                self.levels[event.channel] = event.rms
                return frozenset({"level"})
            case Partial() | Final():
                return self._heard(event.channel, event.text, final=isinstance(event, Final))
            case ObjectionHeard():
                return self._objection(event)
            case Withdrawn():
                return self._withdrawn(event)
            case WarningRaised():
                return self._warned(event)
            case PromiseHeard():
                return self._promised(event)
            case ObjectionUnknown():
                return self._unknown()
            case Corrected():
                return self._corrected(event)
            case PromiseTakenBack():
                self.form = self.form.take_back(event.words)
                self._conflict, self._conditional = "", False
                return frozenset({"form"})
            case Keeping():
                self.keeping = event.state
                return frozenset({"sound"})
            case CallbackHeard():
                if event.date is None and not event.time:
                    return frozenset()
                value = Callback(event.date, event.time)
                self.form = self.form.hear("callback", value, event.words)
                return frozenset({"form"})
            case ChannelTrouble():
                if event.kind == "recovered":
                    self.troubles.pop(event.channel, None)
                else:
                    self.troubles[event.channel] = event.kind
                return frozenset({"sound"})
            case Stopped(error=str() as error):
                self.troubles[event.channel] = error
                return frozenset({"sound"})
            case _:
                return frozenset()

    def tick(self) -> frozenset[Topic]:
        """Let time pass: waiting cards and warnings come up. Called a few times a second."""
        changed: set[Topic] = set()
        now = self._clock()
        if self.deck.tick(now):
            changed.add("card")
        stays = WARNING_TIME if self._warnings else LAST_WARNING_TIME
        if self.warning is not None and now - self._warning_since >= stays:
            self._next_warning()
            changed.add("warning")
        return frozenset(changed)

    def _heard(self, channel: Channel, text: str, *, final: bool) -> frozenset[Topic]:
        self._captions.hear(channel, text, final=final)
        changed: set[Topic] = {"caption"}
        if final and text:
            self._words[channel] += len(text.split())
            changed |= self._consent(channel, text)
            if channel == "debtor":
                self._last_debtor = text
        return frozenset(changed)

    def _corrected(self, event: Corrected) -> frozenset[Topic]:
        """An utterance was understood better: its caption, and a yes that was or was not one, are put right."""
        self._captions.correct(event.channel, event.before, event.text)
        self._words[event.channel] += len(event.text.split()) - len(event.before.split())
        if event.channel == "debtor" and self._last_debtor == event.before:
            self._last_debtor = event.text
        changed: set[Topic] = {"caption"}
        consent = self.form.get("consent")
        if consent.state == "heard" and consent.words == event.before:
            self.form = self.form.clear("consent")
            if is_affirmation(event.text):
                self.form = self.form.hear("consent", Consent(True, event.text), event.text)
            changed.add("form")
        else:
            changed |= self._consent(event.channel, event.text)
        return frozenset(changed)

    def _consent(self, channel: Channel, text: str) -> set[Topic]:
        if channel == "controller":
            if asks_consent(text):
                self._consent_asked = self._clock()
            return set()
        recently = self._clock() - self._consent_asked <= CONSENT_TIME
        if recently and self.form.result == "agreement" and is_affirmation(text):
            self.form = self.form.hear("consent", Consent(True, text), text)
            self._consent_asked = float("-inf")
            return {"form"}
        return set()

    def _objection(self, event: ObjectionHeard) -> frozenset[Topic]:
        objection = self.catalogue.objections.get(event.id)
        if objection is None:
            return frozenset()
        self._captions.mark(event.channel, event.text, event.span, "objection")
        item = self._stack.get(event.id)
        self._added[event.id] = item is None or item.state == "removed"
        if self._added[event.id]:
            self._stack[event.id] = StackItem(event.id, objection.title, "open", event.audio_time)
        card = make_card(
            objection,
            self.preparation.facts,
            heard=event.text[slice(*event.span)],
            phrase=event.phrase,
            times_before=event.times_before,
            promise_broken=self.preparation.broken is not None,
        )
        now = self._clock()
        lately = now - self._carded.get(event.id, float("-inf")) < COOLDOWN
        if event.shown or not lately:
            self._carded[event.id] = now
            self.deck.put(card, now)
        return frozenset({"card", "stack", "caption"})

    def _unknown(self) -> frozenset[Topic]:
        """Offer the base formula, but never instead of a card that is up or waits."""
        base = self.catalogue.base
        if base is None or self.deck.active is not None or self.deck.waiting:
            return frozenset()
        self.deck.put(make_card(base, self.preparation.facts), self._clock())
        return frozenset({"card"})

    def _withdrawn(self, event: Withdrawn) -> frozenset[Topic]:
        if event.id in self.catalogue.warnings:
            self._warnings = [w for w in self._warnings if w.id != event.id]
            if self.warning and self.warning.id == event.id:
                self._next_warning()
            return frozenset({"warning"})
        self._captions.unmark(event.channel, "objection")
        if self._added.pop(event.id, True):
            self.deck.withdraw(event.id, self._clock())
            self._stack.pop(event.id, None)
            self._carded.pop(event.id, None)
        return frozenset({"card", "stack", "caption"})

    def _warned(self, event: WarningRaised) -> frozenset[Topic]:
        warning = self.catalogue.warnings.get(event.id)
        if warning is None:
            return frozenset()
        if event.id != "repeated_objection":
            self._captions.mark(event.channel, event.text, event.span, "warning")
        subject = event.subject
        if event.id == "repeated_objection" and subject in self.catalogue.objections:
            subject = self.catalogue.objections[subject].title
        facts = {**self.preparation.facts, "kwestie": subject}
        shown = ShownWarning(
            id=event.id,
            title=warning.title,
            sentence=fill(event.rewrite or warning.sentence, facts),
            explanation=warning.explanation,
            rewrite=event.rewrite,
            heard=event.text[slice(*event.span)],
            subject=subject,
        )
        self._warnings = [w for w in self._warnings if w.id != shown.id]
        self._warned_at[shown.id] = self._clock()
        urgent = event.channel == "controller"
        if self.warning is None or self.warning.id == shown.id or urgent:
            if self.warning and self.warning.id != shown.id:
                self._warnings.insert(0, self.warning)
            self._show_warning(shown)
        else:
            self._warnings.append(shown)
        return frozenset({"warning", "caption"})

    def _promised(self, event: PromiseHeard) -> frozenset[Topic]:
        self._captions.mark(event.channel, event.text, _span_of(event.words, event.text), "promise")
        form, words = self.form, event.words or event.text
        self._conflict = event.conflict
        self._conditional = event.conditional
        if event.date is not None and not event.instalments:
            form = form.hear("date", event.date, words)
        amount, invoices = event.amount, event.invoices
        if event.instalments:
            form = form.hear("instalments", tuple(Instalment(day, part) for day, part in event.instalments), words)
            parts = [part for _, part in event.instalments if part is not None]
            amount = sum(parts, Decimal(0)) if len(parts) == len(event.instalments) else None
        claimable = {i.number: i.open_amount for i in self.preparation.dossier.claimable()}
        if amount is None and invoices and all(n in claimable for n in invoices):
            amount = sum((claimable[n] for n in invoices), start=claimable[invoices[0]] * 0)
        if amount is not None and not invoices:
            invoices = _invoices_of(amount, claimable)
        if amount is not None:
            form = form.hear("amount", amount, words)
        if invoices:
            form = form.hear("invoices", invoices, words)
        self.form = form
        return frozenset({"form", "caption"})

    # What the window reads

    @property
    def captions(self) -> tuple[Caption, ...]:
        """The last utterances of both sides, newest last."""
        return self._captions.lines

    @property
    def stack(self) -> tuple[StackItem, ...]:
        """The objections of this call in the order in which they came."""
        return tuple(self._stack.values())

    @property
    def warnings_waiting(self) -> int:
        """How many warnings wait for their turn."""
        return len(self._warnings)

    @property
    def script(self) -> tuple[ScriptStep, ...]:
        """The phases of this call with what suits it."""
        return script_steps(
            self._wording.get("scripts.fasen"),
            self.preparation.facts,
            call_type=self.preparation.call_type,
            current=self.phase,
            promise_broken=self.preparation.broken is not None,
            mood=self.mood,
        )

    @property
    def talk_share(self) -> float | None:
        """The controller's share of the spoken words, between 0 and 1; None before thirty words."""
        total = sum(self._words.values())
        return self._words["controller"] / total if total >= 30 else None

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong or missing in the form now."""
        found = find_problems(self.form, self.preparation.dossier, self.today, self.policy)
        if self._conditional and self.form.get("date").state == "heard":
            found = (Problem("date", "date_conditional", {}, blocking=False), *found)
        if self._conflict and self.form.get("date").state in ("empty", "heard"):
            found = (Problem("date", "weekday_conflict", {"woorden": self._conflict}), *found)
        return found

    @property
    def park_sentence(self) -> Sentence:
        """The polite sentence with which a call is broken off."""
        return self._wording.fill(f"call.read_aloud.{self._style}.parked", {})

    @property
    def _style(self) -> str:
        contact = self.preparation.contact
        return "formal" if contact is None or contact.formal else "informal"

    # What the controller does

    def accept(self, name: FieldName) -> None:
        """Confirm what was heard."""
        self.form = self.form.accept(name)

    def edit(self, name: FieldName, value: Any) -> None:
        """Fill in or change a field; None empties it."""
        self.form = self.form.clear(name) if value is None else self.form.edit(name, value)

    def clear(self, name: FieldName) -> None:
        """Empty a field."""
        self.form = self.form.clear(name)

    def set_mood(self, mood: Mood) -> None:
        """The controller's own reading of the mood; nothing infers it."""
        self.mood = mood

    def set_phase(self, code: str) -> None:
        """Go to a phase of the script."""
        self.phase = code

    def next_phase(self) -> None:
        """Go on to the next phase; the last one stays."""
        codes = [step.code for step in self.script] or [self.phase]
        at = codes.index(self.phase) if self.phase in codes else -1
        self.phase = codes[min(at + 1, len(codes) - 1)]

    def set_stack(self, objection_id: str, state: StackState) -> None:
        """Say what became of an objection."""
        item = self._stack.get(objection_id)
        if item is not None:
            self._stack[objection_id] = replace(item, state=state)

    def restore_stack(self, items: tuple[StackItem, ...]) -> None:
        """Put the objections of a draft back."""
        self._stack = {item.objection_id: item for item in items}

    def feedback(self, fits: bool) -> None:
        """Say whether the card that is up fits; one that does not fit goes away and may come back at once."""
        card = self.deck.active
        if card is None:
            return
        if self._on_feedback is not None and card.heard:
            self._on_feedback(Feedback(card.objection_id, fits, card.phrase))
        if fits:
            self.set_stack(card.objection_id, "discussed")
            return
        self._stack.pop(card.objection_id, None)
        self._carded.pop(card.objection_id, None)
        if self._on_forget is not None:
            self._on_forget(card.objection_id)
        self.dismiss_card()

    def dismiss_card(self) -> None:
        """Put the card away."""
        self.deck.dismiss(self._clock())
        self._tell_pinned()

    def pin_card(self) -> None:
        """Keep the card up, or let it go again."""
        self.deck.pin()
        self._tell_pinned()

    def next_card(self) -> None:
        """Bring up the next waiting card."""
        self.deck.next(self._clock())
        self._tell_pinned()

    def toggle_firm(self) -> None:
        """Switch between the gentle and the firmer sentence."""
        self.deck.toggle_firm()

    def _tell_pinned(self) -> None:
        if self._on_pinned is not None:
            self._on_pinned(self.deck.pinned)

    def show_card(self, objection_id: str) -> None:
        """Bring up a card that the controller looked up; it joins the stack."""
        objection = self.catalogue.objections[objection_id]
        self.deck.show(make_card(objection, self.preparation.facts), self._clock())
        self._tell_pinned()
        self._stack.setdefault(objection_id, StackItem(objection_id, objection.title, "open", self.elapsed()))

    def search(self, query: str) -> tuple[Card, ...]:
        """Cards that fit a few words, best first; an empty query gives all by title."""
        objections = self.catalogue.objections
        words = query.lower().split()
        by_title = [o.id for o in objections.values() if all(w in o.title.lower() for w in words)]
        by_words = self._search(query) if self._search is not None and words else ()
        ids = (
            list(dict.fromkeys((*by_title, *by_words)))
            if words
            else sorted(objections, key=lambda i: objections[i].title)
        )
        return tuple(make_card(objections[i], self.preparation.facts) for i in ids if i in objections)

    def capture_unknown(self) -> str:
        """Keep the debtor's last words as an objection to name later, and bring up the base card.

        Returns:
            The words that were kept; empty when nothing was heard.
        """
        if self._last_debtor:
            self.unknown.append(self._last_debtor)
        if self.catalogue.base is not None:
            self.deck.show(make_card(self.catalogue.base, self.preparation.facts, heard=""), self._clock())
            self._tell_pinned()
        return self._last_debtor

    def dismiss_warning(self) -> None:
        """Put the warning away; the next one comes up."""
        self._next_warning()

    def park_old_matter(self) -> date:
        """Give an old matter an appointment of its own, in a week.

        Returns:
            The day of the appointment; nothing is planned when no old matter is up.
        """
        due = add_working_days(self.today, 5)
        if self.warning is None or self.warning.id != "old_matter":
            return due
        subject = self.warning.subject or self.warning.heard
        self.old_matters = (*(m for m in self.old_matters if m[0] != subject), (subject, due))
        self._next_warning()
        return due

    def do_action(self) -> ActionOutcome:
        """Do what the card offers: mostly go to the field of the form where it is agreed."""
        card = self.deck.active
        if card is None:
            return ActionOutcome("none")
        dossier = self.preparation.dossier
        match card.action_kind:
            case "plan_callback":
                return ActionOutcome("callback", "callback")
            case "pin_date":
                return ActionOutcome("date", "date")
            case "propose_instalments":
                return ActionOutcome("instalments", "instalments")
            case "send_copy":
                self._promise_ourselves(card.action_kind)
                return ActionOutcome("copy", "own_promise", self._copy_mail())
            case "check_payment" | "own_action" | "open_dispute" | "stop_dunning":
                self._promise_ourselves(card.action_kind)
                return ActionOutcome("own_promise", "own_promise")
            case _:
                step = NextStep(self._action_text(card.action_kind), add_working_days(self.today, 1))
                if dossier and self.form.get("next_step").state == "empty":
                    self.form = self.form.edit("next_step", step)
                return ActionOutcome("next_step", "next_step")

    def _action_text(self, kind: str) -> str:
        """What the action means for the debtor, in words that can be read aloud and mailed to him."""
        path = f"call.actions.{kind}"
        known = self._wording.has(path)
        return self._wording.fragment(path if known else "call.actions.own_action", self.preparation.facts)

    def _promise_ourselves(self, kind: str) -> None:
        text = self._action_text(kind)
        known: tuple[OwnPromise, ...] = self.form.value("own_promise") or ()
        if any(p.text == text for p in known):
            return
        promise = OwnPromise(text, self.controller, self.today)
        self.form = self.form.edit("own_promise", (*known, promise))

    def _copy_mail(self) -> MailDraft:
        return invoice_copy(
            self.preparation.facts,
            self.preparation.contact,
            self._wording,
            controller=self.controller,
            company=self.company,
        )

    def park(self, on: date, time: str = "", reason: str = "") -> None:
        """Break the call off politely; the new date makes it a result."""
        self.parked = Parked(on, time, reason)

    def ending(self) -> Ending:
        """What the call amounts to now, for the last page."""
        arguments = tuple(item.title for item in self._stack.values() if item.state != "removed")
        return conclude(
            self.preparation,
            self.form,
            self.problems,
            self._wording,
            self.today,
            controller=self.controller,
            company=self.company,
            parked=self.parked,
            old_matters=self.old_matters,
            arguments=arguments,
            colleagues=self._colleagues,
        )

    # Warnings, one at a time

    def _show_warning(self, warning: ShownWarning) -> None:
        self.warning = warning
        self._warning_since = self._clock()

    def _next_warning(self) -> None:
        """Bring up the next waiting warning; one that was raised long ago is about something past."""
        self.warning = None
        now = self._clock()
        self._warnings = [w for w in self._warnings if now - self._warned_at.get(w.id, now) < LAST_WARNING_TIME]
        if self._warnings:
            self._show_warning(self._warnings.pop(0))


def _span_of(words: str, text: str) -> tuple[int, int]:
    at = text.find(words) if words else -1
    return (at, at + len(words)) if at >= 0 else (0, 0)


def _invoices_of(amount: Any, claimable: Mapping[str, Any]) -> tuple[str, ...]:
    """The invoices that an amount pays exactly: all of them, or just one."""
    if claimable and amount == sum(claimable.values()):
        return tuple(claimable)
    single = tuple(number for number, due in claimable.items() if due == amount)
    return single if len(single) == 1 else ()
