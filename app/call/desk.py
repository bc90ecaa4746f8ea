"""The controller's desk: everything the window needs beyond one call.

The window asks the desk for debtors, calls and files, and tells it what the controller does. `app/bootstrap.py` makes
it from its parts.
"""

import logging
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from app.advice.catalogue import CatalogueProblem, CatalogueStore
from app.call.advisers import Advisers
from app.call.call_words import CallWords, call_words
from app.call.careful_desk import CarefulDesk, CarefulStanding
from app.call.case import bare_case, case_of
from app.call.conversation import Conversation
from app.call.debtor_file import suggested_name, write_debtor
from app.call.drafts import DraftStore, SavedDraft, restore
from app.call.ears import Ears, Hearing
from app.call.events import Event, Keeping
from app.call.facts import CaseWords, sentence_facts
from app.call.form_check import Problem
from app.call.listeners import Listeners
from app.call.listening_mode import MODES, Mode
from app.call.mails import Colleague, MailDraft, mailto
from app.call.outbox import Outbox
from app.call.own_catalogue import OwnCatalogue
from app.call.policy import Policy
from app.call.preparation import Preparation, prepare
from app.call.record import record_of
from app.call.session import CallSession, Feedback
from app.call.sound_desk import SoundDesk
from app.call.speech_desk import ModelState, SpeechDesk
from app.call.typed import typed_amount, typed_date, typed_time
from app.call.workbench import Workbench
from app.dutch.dates.working_days import prepare as prepare_calendar
from app.dutch.promises import prepare as prepare_promises
from app.errors import UserError
from app.ledger.dossier import ContactPerson, Dossier, Worklist
from app.ledger.import_apply import ImportResult
from app.ledger.importers import ImportPreview
from app.ledger.importers import preview as preview_list
from app.ledger.ledger import Ledger
from app.ledger.records import Retention, SavedCall
from app.settings import Settings
from app.wording import Wording

if TYPE_CHECKING:
    from app.call.model_desk import ModelDesk
    from app.speech.installer import Installer
    from app.speech.model_store import ModelStore

_log = logging.getLogger(__name__)
_MOST_KEPT = 8


@dataclass(frozen=True, slots=True)
class Told:
    """Something changed outside a call; the window looks at the desk again. `what` is `model` or `catalogue`."""

    what: Literal["model", "catalogue"]


@dataclass(frozen=True, slots=True)
class Parts:
    """What the desk is made of."""

    ledger: Ledger
    wording: Wording
    policy: Policy
    catalogue: CatalogueStore
    advisers: Callable[[], Advisers]
    """The advisers of the present catalogue; waits for them if need be."""
    speech: SpeechDesk
    sound: SoundDesk
    drafts: DraftStore
    outbox: Outbox
    own_catalogue: Path
    """Folder of the user's own cards and phrases."""
    save_settings: Callable[[Settings], None]
    local_now: Callable[[], datetime]
    """Aware local time."""
    clock: Callable[[], float] = time.monotonic
    colleagues: tuple[Colleague, ...] = ()
    modes: tuple[Mode, ...] = MODES
    """Ways of listening that the organisation allows."""
    hearing: Hearing | None = None
    """Recordings instead of the headset, for the rehearsal; None hears the headset."""
    models: "ModelStore | None" = None
    """The speech models of this computer; None where they can't be changed."""
    installer: "Callable[[], Installer] | None" = None
    prescribed: frozenset[str] = frozenset()
    """Names of the settings that the organisation prescribes."""
    careful: CarefulDesk | None = None
    """Makes the careful listener; None where nobody asks for it."""
    start_problem: UserError | None = None
    """What the user is to know at the start."""


class Desk:
    """One controller's desk."""

    def __init__(self, parts: Parts, settings: Settings) -> None:
        """Join the parts; nothing is heard or written yet."""
        self._parts = parts
        self._settings = settings
        self._publish: Callable[[Event | Told], None] = lambda event: None
        self._ears: Ears | None = None
        self._mode: Mode = settings.mode
        self._paused = False
        self._closing: list[Ears] = []
        self._catalogue_problems = parts.catalogue.catalogue.problems
        self._kept: list[list[str]] = []
        self._workbench: Workbench | None = None
        self._model_desk: ModelDesk | None = None

    def wake(self) -> None:
        """Read the speech model and prepare the advisers, on threads of their own, before the first call needs them."""
        self._parts.speech.on_change = lambda: self.tell(Told("model"))
        self._parts.speech.reload()
        threading.Thread(target=self._prepare_advice, name="advisers", daemon=True).start()

    def _prepare_advice(self) -> None:
        """Do what the first words of a call would otherwise wait for; then delete what may no longer be kept."""
        try:
            prepare_calendar()
            prepare_promises()
            self._parts.advisers()
            self._parts.ledger.retention(Retention(), self.today)
        except UserError as error:
            _log.warning("not ready: %s", error)  # the first call tells the user
        careful = self._parts.careful
        if careful is not None and self._parts.hearing is None and not self._settings.careful_speed:
            careful.measure(self._keep_careful_speed)

    def _make_advisers(self) -> None:
        try:
            self._parts.advisers()
        except UserError as error:
            _log.warning("not ready: %s", error)  # the next call tells the user

    # Who and when

    @property
    def today(self) -> date:
        """The local day."""
        return self.now().date()

    def now(self) -> datetime:
        """Aware local time."""
        return self._parts.local_now()

    @property
    def controller_name(self) -> str:
        """Who calls, as set; empty until set."""
        return self._settings.controller

    @property
    def company(self) -> str:
        """For which company."""
        return self._settings.company

    @property
    def settings(self) -> Settings:
        """The settings as they are now."""
        return self._settings

    def save_settings(self, settings: Settings) -> None:
        """Keep changed settings.

        Raises:
            UserError: `ledger_unwritable` when they can't be written.
        """
        if settings.mode not in self.modes:
            settings = replace(settings, mode=self._mode)
        self._settings = settings
        self._mode = settings.mode
        self._parts.save_settings(settings)

    @property
    def start_notice(self) -> str:
        """The sentence that the user is to read at the start; mostly empty."""
        problem = self._parts.start_problem
        return self.error_text(problem) if problem else ""

    def set_publish(self, publish: Callable[[Event | Told], None]) -> None:
        """Where events go; called from other threads."""
        self._publish = publish

    def tell(self, told: Told) -> None:
        """Pass on that something changed outside a call; from any thread."""
        self._publish(told)

    # Debtors

    def worklist(self) -> Worklist:
        """What there is to do today."""
        return self._parts.ledger.worklist(self.today)

    def dossier(self, debtor_id: int) -> Dossier:
        """Everything about a debtor. Raises `UserError` `debtor_unknown`."""
        return self._parts.ledger.dossier(debtor_id, self.today)

    def search_debtors(self, text: str) -> tuple[tuple[int, str], ...]:
        """Debtors by name, number, contact or invoice number."""
        return tuple((line.id, line.name) for line in self._parts.ledger.debtors(text, limit=50))

    def debtor_file_name(self, dossier: Dossier) -> str:
        """How a file with all there is about a debtor is best called."""
        return suggested_name(dossier.name, self.today)

    def export_debtor(self, debtor_id: int, path: Path) -> None:
        """Write all there is about a debtor to a file. Raises `UserError` `debtor_unknown` or `export_unwritable`."""
        write_debtor(self._parts.ledger, debtor_id, path)

    def erase_debtor(self, debtor_id: int) -> None:
        """Delete all there is about a debtor, half-filled forms too, for good. Raises `UserError`."""
        self._parts.ledger.erase_debtor(debtor_id)
        self._parts.drafts.discard_debtor(debtor_id)

    @property
    def has_example(self) -> bool:
        """True while the example dossiers are there."""
        return self._parts.ledger.has_example()

    def add_example(self) -> int:
        """Put the example dossiers (back) in; returns the id of the one to rehearse with."""
        return self._parts.ledger.add_example(self.today)

    def remove_example(self) -> None:
        """Remove the example dossiers and everything done with them."""
        self._parts.ledger.remove_example()

    def objection_title(self, objection_id: str) -> str:
        """The Dutch title of an objection; the id when the catalogue no longer has it."""
        objection = self._parts.catalogue.catalogue.objections.get(objection_id)
        return objection.title if objection else objection_id

    # A call

    def prepare(self, debtor_id: int, contact_id: int | None = None) -> Preparation:
        """Propose a call. Raises `UserError` `debtor_unknown`."""
        dossier = self.dossier(debtor_id)
        contact = choose_contact(dossier, contact_id)
        now = self.now()
        words = CaseWords(**self._parts.wording.get("call.words"))
        facts = sentence_facts(
            dossier, contact, now.date(), words, controller=self.controller_name, company=self.company
        )
        return prepare(dossier, contact, now, self._parts.policy, self._parts.wording, facts)

    def start_call(self, preparation: Preparation) -> CallSession:
        """Begin a call and listen, in the mode that is set."""
        return self._start(preparation, None)

    def _start(self, preparation: Preparation, draft: SavedDraft | None) -> CallSession:
        self.end_call()
        parts = self._parts
        advisers = parts.advisers()
        case = case_of(preparation.dossier, preparation.contact, preparation.call_type, self.today)
        conversation = Conversation(advisers, case, self._mode)

        def pinned(on: bool) -> None:
            conversation.pinned = on

        session = CallSession(
            preparation,
            advisers.catalogue,
            parts.wording,
            parts.policy,
            clock=parts.clock,
            now=draft.at if draft else self.now(),
            today=self.today,
            controller=self.controller_name,
            company=self.company,
            colleagues=parts.colleagues,
            search=lambda query: tuple(found.id for found in advisers.matcher.explain(query)),
            on_feedback=self._keep_feedback,
            on_pinned=pinned,
            on_forget=conversation.forget,
            key=draft.key if draft else None,
        )
        if draft is not None:
            restore(draft, session)
        self._kept.append(session.unknown)
        self._paused = False
        words = call_words(preparation.dossier, preparation.contact, self.controller_name, self.company)
        hearing = self._hearing(advisers, words)
        self._ears = Ears(hearing, conversation, lambda event: self._publish(event))
        if parts.hearing is not None or parts.speech.state in ("ready", "loading"):
            self._ears.listen(self._mode)
        return session

    def _hearing(self, advisers: Advisers, words: CallWords) -> Hearing:
        """The headset, with what goes wrong with it told like any event, and who listens beside dictation."""
        parts, sound, speech = self._parts, self._parts.sound, self._parts.speech
        hearing = parts.hearing or Hearing(lambda channel: sound.open(channel, self._publish), speech.recogniser)
        careful = parts.careful if self.careful_standing == "on" and parts.hearing is None else None
        listeners = Listeners(
            speech.phrase_recogniser if self._settings.phrases else None,
            careful.listener if careful else None,
            live=hearing.live,
        )
        beside = listeners.beside(
            advisers.catalogue, words, lambda channel, state: self._publish(Keeping(channel, 0.0, state))
        )
        return replace(hearing, beside=beside)

    def _keep_feedback(self, feedback: Feedback) -> None:
        try:
            self._parts.ledger.add_feedback(
                feedback.objection_id, fits=feedback.fits, phrase=feedback.phrase, when=self.now().astimezone(UTC)
            )
        except UserError:
            _log.exception("feedback not kept")  # never worth disturbing a call

    @property
    def mode(self) -> Mode:
        """How this call is listened to."""
        return self._mode

    @property
    def modes(self) -> tuple[Mode, ...]:
        """The ways of listening that the organisation allows; all unless IT set it otherwise."""
        return self._parts.modes

    def set_mode(self, mode: Mode) -> None:
        """Change how is listened, also during a call; kept for the next one.

        A way that the organisation does not allow changes nothing.
        """
        if mode not in self.modes:
            return
        self._mode = mode
        self._settings = replace(self._settings, mode=mode)
        if self._ears is not None:
            self._ears.listen(mode)

    @property
    def paused(self) -> bool:
        """True while the call is on hold."""
        return self._paused

    def pause(self, on: bool) -> None:
        """On hold: nothing is listened to."""
        self._paused = on
        if self._ears is not None:
            self._ears.pause(on)

    def end_call(self) -> None:
        """Stop listening and let go of the devices; the session stays as it is."""
        if self._ears is not None:
            self._ears.close()
            self._closing.append(self._ears)
            self._ears = None
        self._paused = False

    def play(self) -> bool:
        """Work through the recordings of a rehearsal in this thread; True if they were read whole."""
        return self._ears is None or self._ears.run()

    def save(self, session: CallSession, well: str = "", better: str = "") -> SavedCall:
        """Write the call to the ledger in one transaction, then remove its draft.

        Raises:
            UserError: `call_incomplete`, or the ledger can't be written; the draft is kept.
        """
        ledger = self._parts.ledger
        ending = session.ending()
        if not ending.can_save:
            raise UserError("call_incomplete")
        record = record_of(session, ending, self.now())
        saved = ledger.save_call(record)
        if well or better:
            ledger.add_own_evaluation(saved.id, well, better)
        self._parts.drafts.discard(session.key)
        return saved

    def autosave(self, session: CallSession) -> None:
        """Keep the half-filled form; returns at once."""
        self._parts.drafts.keep(session)

    def saved_draft(self) -> SavedDraft | None:
        """A call that was not finished, if there is one."""
        return self._parts.drafts.latest()

    def restore_draft(self) -> CallSession:
        """Go on with the call that was not finished; listening starts again.

        Raises:
            UserError: `debtor_unknown` when its debtor was removed meanwhile.
        """
        draft = self.saved_draft()
        if draft is None:
            raise UserError("draft_missing")
        return self._start(self.prepare(draft.debtor_id, draft.contact_id), draft)

    def discard_draft(self) -> None:
        """Throw the unfinished call away."""
        draft = self.saved_draft()
        if draft is not None:
            self._parts.drafts.discard(draft.key)

    # Files and mails

    def write_mail(self, draft: MailDraft) -> Path:
        """Write a mail as .eml that opens as a draft. Raises `UserError` when it can't be written."""
        return self._parts.outbox.mail(draft, self._settings.email, self.now())

    def mail_link(self, draft: MailDraft) -> str:
        """A mailto: link for the user's mail program."""
        return mailto(draft)

    def write_calendar(self, session: CallSession) -> Path:
        """Write the follow-ups of a call as .ics. Raises `UserError` when it can't be written."""
        plans = session.ending().follow_ups
        name = session.preparation.dossier.name
        return self._parts.outbox.calendar(plans, name, session.key, self.now())

    # The list

    def complete(self, follow_up_id: int) -> None:
        """An action is done."""
        self._parts.ledger.complete_follow_up(follow_up_id, self.now().astimezone(UTC))

    def postpone(self, debtor_id: int, until: date) -> None:
        """Call a debtor on a later day; each time counts."""
        self._parts.ledger.postpone(debtor_id, until)

    def set_bank_processed(self, until: date) -> None:
        """The bank is booked through this day; promises that waited for it are judged."""
        self._parts.ledger.set_bank_processed(until, self.today)

    def resolve_promise(self, promise_id: int, status: Literal["kept", "broken"]) -> None:
        """A promise was kept or broken, says the controller."""
        self._parts.ledger.resolve_promise(promise_id, status)

    def record_absent(self, debtor_id: int, outcome: Literal["absent", "in_meeting", "no_answer", "voicemail"]) -> None:
        """The person could not be reached; counted in the dossier."""
        self._parts.ledger.record_attempt(debtor_id, outcome, self.now().astimezone(UTC))

    def import_preview(self, path: Path) -> ImportPreview:
        """Read an open-items list without changing anything. Raises `UserError`."""
        return preview_list(path)

    def import_apply(self, preview: ImportPreview) -> ImportResult:
        """Take a previewed list over. Raises `UserError`."""
        return self._parts.ledger.import_open_items(preview, self.today)

    # What the window reads

    @property
    def sound(self) -> SoundDesk:
        """Devices and the sound check."""
        return self._parts.sound

    @property
    def model_state(self) -> ModelState:
        """Whether speech can be understood."""
        return self._parts.speech.state

    @property
    def model_name(self) -> str:
        """Name of the speech model."""
        return self._parts.speech.name

    @property
    def trial_model(self) -> bool:
        """True for a model that has hardly heard a human; the window says so."""
        return self._parts.speech.trial

    @property
    def model_problem(self) -> str:
        """What is wrong with the speech model, in Dutch; empty when nothing is."""
        problem = self._parts.speech.problem
        return self.error_text(problem) if problem else ""

    @property
    def models(self) -> "ModelDesk":
        """The speech models, to choose from and to bring in.

        Raises:
            UserError: `model_no_place` where they can't be changed.
        """
        if self._model_desk is None:
            from app.call.model_desk import ModelDesk  # brings archives and more along that no call needs

            parts = self._parts
            if parts.models is None or parts.installer is None:
                raise UserError("model_no_place")
            self._model_desk = ModelDesk(
                parts.models,
                parts.installer,
                parts.wording,
                chosen=lambda: self._settings.model,
                choose=lambda name: self.save_settings(replace(self._settings, model=name)),
                changed=parts.speech.reload,
                prescribed="model" in parts.prescribed,
                said=parts.wording.text("models.said"),
            )
        return self._model_desk

    def repair_model(self) -> None:
        """Look for a speech model again, after one was put in place."""
        self._parts.speech.reload()

    @property
    def careful_standing(self) -> CarefulStanding:
        """Whether the debtor's utterances are heard once more, and if not, why."""
        if self._parts.careful is None:
            return "absent"
        return self._parts.careful.standing(self._settings.careful, self._settings.careful_speed)

    def set_careful(self, on: bool) -> None:
        """Hear utterances once more, or don't; from the next call on. Raises `UserError` as `save_settings`."""
        self.save_settings(replace(self._settings, careful="on" if on else "off"))

    def _keep_careful_speed(self, speed: float) -> None:
        self._settings = replace(self._settings, careful_speed=round(speed, 3))
        try:
            self._parts.save_settings(self._settings)
        except UserError:
            _log.exception("speed not kept")  # it is measured again at the next start
        self.tell(Told("model"))

    @property
    def catalogue_problems(self) -> tuple[CatalogueProblem, ...]:
        """What is wrong in the user's own catalogue; the last good version is in use."""
        return self._catalogue_problems

    def reload_catalogue(self) -> tuple[CatalogueProblem, ...]:
        """Read the catalogue again; calls that start from now on use it. Returns what is wrong in the own part."""
        self._catalogue_problems = self._parts.catalogue.reload()
        threading.Thread(target=self._make_advisers, name="advisers", daemon=True).start()
        self.tell(Told("catalogue"))
        return self._catalogue_problems

    def card_titles(self, file: Path) -> tuple[str, ...]:
        """The cards in a file that somebody handed over. Raises `UserError` when it holds none or has a mistake."""
        return self._own().titles(file)

    def add_cards(self, file: Path) -> None:
        """Take the cards in a file over as own ones; calls that start from now on use them. Raises `UserError`."""
        self._own().take_in(file)
        self.reload_catalogue()

    def _own(self) -> OwnCatalogue:
        parts = self._parts
        headings = {kind: parts.wording.text(f"workbench.file.{kind}") for kind in ("phrases", "card")}
        return OwnCatalogue(parts.own_catalogue, lambda: parts.catalogue.catalogue, headings)

    @property
    def workbench(self) -> Workbench:
        """The bench to try sentences on; it remembers what it added."""
        if self._workbench is None:
            parts = self._parts
            self._workbench = Workbench(
                catalogue=lambda: parts.catalogue.catalogue,
                advisers=parts.advisers,
                reload=self.reload_catalogue,
                own=self._own(),
                wording=parts.wording,
            )
        return self._workbench

    @property
    def can_hear(self) -> bool:
        """True when a sentence can be spoken instead of typed: there is a model, and no call is listened to."""
        return self._ears is None and self.model_state == "ready"

    def hear_once(self, publish: Callable[[Event], None]) -> Callable[[], None]:
        """Listen to the microphone outside a call, until the returned function is called.

        Args:
            publish: gets the words as `Partial` and `Final` of the controller, and what goes wrong; on another thread.
        """
        sound, speech = self._parts.sound, self._parts.speech
        hearing = Hearing(lambda channel: sound.open(channel, publish), speech.recogniser)
        conversation = Conversation(self._parts.advisers(), bare_case("overdue", self.today), "microphone")
        ears = Ears(hearing, conversation, publish)
        ears.listen("microphone")
        self._closing.append(ears)
        return ears.close

    @property
    def kept_words(self) -> tuple[str, ...]:
        """What debtors said that no card answered and that the controller kept, newest first; gone with the program."""
        said = [words for kept in self._kept for words in kept]
        return tuple(dict.fromkeys(reversed(said)))[:_MOST_KEPT]

    def problem_text(self, problem: Problem) -> str:
        """The Dutch sentence of a problem in the form."""
        return self._parts.wording.sentence(f"form.{problem.code}", problem.facts)

    def error_text(self, error: UserError) -> str:
        """The Dutch sentence of an error."""
        return self._parts.wording.error(error)

    def text(self, path: str, facts: Mapping[str, str] | None = None) -> str:
        """A Dutch text of `resources/texts`."""
        return self._parts.wording.sentence(path, facts or {})

    def parse_date(self, text: str) -> date | None:
        """A typed day."""
        return typed_date(text, self.today)

    def parse_amount(self, text: str) -> Decimal | None:
        """A typed amount, as Decimal, or None."""
        return typed_amount(text)

    def parse_time(self, text: str) -> str | None:
        """A typed time as `HH:MM`."""
        return typed_time(text)

    def close(self) -> None:
        """Stop listening, write what is pending, close the ledger."""
        self.end_call()
        for ears in self._closing:
            ears.join()
        self._parts.drafts.flush()
        if self._model_desk is not None:
            self._model_desk.close()
        self._parts.speech.close()
        self._parts.ledger.close()


def choose_contact(dossier: Dossier, contact_id: int | None) -> ContactPerson | None:
    """The wanted contact, else one who decides, else the first.

    Source: requirements, group A: call somebody who may approve a payment.
    """
    for contact in dossier.contacts:
        if contact.id == contact_id:
            return contact
    deciding = (contact for contact in dossier.contacts if contact.decides)
    return next(deciding, next(iter(dossier.contacts), None))
