"""The one place that knows every part and joins them.

`Program` makes each part when it is first asked for, so that a verb of the command line pays only for what it uses:
`analyse` never opens the ledger, and the window paints before the speech model is read.
"""

import threading
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from app.errors import UserError
from app.paths import Paths
from app.policies import Policies, read_policies
from app.settings import Settings, load_settings, save_settings

if TYPE_CHECKING:
    from app.advice.catalogue import CatalogueError, CatalogueStore
    from app.call.advisers import Advisers
    from app.call.call_words import CallWords
    from app.call.careful_desk import CarefulDesk
    from app.call.case import Case
    from app.call.desk import Desk
    from app.call.ears import Hearing
    from app.call.headset import Headset
    from app.call.policy import Policy
    from app.call.speech_desk import SpeechDesk
    from app.ledger.ledger import Ledger
    from app.speech.installer import Installer
    from app.speech.model_store import FoundModel, ModelStore
    from app.speech.vosk_recogniser import SpeechModel
    from app.wording import Wording

LOG_BYTES = 1_000_000
LOG_FILES = 3


class Program:
    """One running Belmaat, with or without a window."""

    def __init__(
        self,
        paths: Paths | None = None,
        *,
        now: datetime | None = None,
        settings: Settings | None = None,
        policies: Policies | None = None,
    ) -> None:
        """Prepare; nothing is read yet.

        Args:
            paths: where everything lives; the standard places if None.
            now: aware moment at which the program's clock starts instead of the real one, for the rehearsal.
            settings: used instead of the file, for the rehearsal and tests.
            policies: what the organisation prescribes; with None that of this computer, or nothing where `settings`
                are given.
        """
        self.paths = paths or Paths.standard()
        self._lead = now - datetime.now(UTC) if now is not None else timedelta(0)
        self._preparing = threading.Lock()
        self._settings = settings
        self._policies = policies
        self._advisers: Advisers | None = None

    @cached_property
    def wording(self) -> "Wording":
        """All Dutch texts."""
        from app.wording import Wording

        return Wording.load(self.paths.texts, self.paths.own_texts)

    @cached_property
    def policies(self) -> Policies:
        """What the organisation prescribes on this computer."""
        if self._policies is not None:
            return self._policies
        return read_policies() if self._settings is None else Policies()

    @cached_property
    def settings(self) -> Settings:
        """The user's settings, as far as the organisation leaves them free."""
        return self.policies.applied(self._own_settings)

    @cached_property
    def _own_settings(self) -> Settings:
        """What the user chose."""
        return self._read_settings[0]

    @cached_property
    def settings_problem(self) -> UserError | None:
        """Told once, to whoever starts the program: the file with settings was damaged and is put aside."""
        aside = self._read_settings[1]
        return UserError("settings_damaged", bestand=aside) if aside is not None else None

    @cached_property
    def _read_settings(self) -> tuple[Settings, Path | None]:
        if self._settings is not None:
            return self._settings, None
        return load_settings(self.paths.settings)

    @cached_property
    def policy(self) -> "Policy":
        """What the company allows."""
        from app.call.policy import Policy

        return Policy()

    def local_now(self) -> datetime:
        """Aware local time; in a rehearsal that of its own day."""
        return (datetime.now(UTC) + self._lead).astimezone()

    @property
    def today(self) -> date:
        """The local day."""
        return self.local_now().date()

    # Advice

    @cached_property
    def catalogue(self) -> "CatalogueStore":
        """The shipped catalogue with the user's own entries."""
        from app.advice.catalogue import CatalogueError, CatalogueStore

        try:
            return CatalogueStore(self.paths.catalogue, self.paths.own_catalogue)
        except CatalogueError as error:
            raise _told(error) from error

    def advisers(self, file: Path | None = None) -> "Advisers":
        """The advisers of a catalogue file, or of the shipped and own catalogue.

        Raises:
            UserError: `catalogue_missing` or `catalogue_damaged`.
        """
        if file is None:
            with self._preparing:  # asked for by the window and by the thread that prepares them
                return self._present_advisers()
        from app.advice.catalogue import CatalogueError, load_catalogue
        from app.call.advisers import Advisers

        if not file.exists():
            raise UserError("catalogue_missing", bestand=file)
        try:
            return Advisers.of(load_catalogue(file))
        except CatalogueError as error:
            raise _told(error) from error

    def _present_advisers(self) -> "Advisers":
        from app.call.advisers import Advisers

        catalogue = self.catalogue.catalogue
        if self._advisers is None or self._advisers.catalogue is not catalogue:  # read again since
            self._advisers = Advisers.of(catalogue)
        return self._advisers

    # The ledger

    @cached_property
    def ledger(self) -> "Ledger":
        """The open ledger; the first time it gets the example dossiers."""
        from app.ledger.ledger import Ledger

        where: str | Path = self.settings.ledger or self.paths.ledger
        fresh = isinstance(where, Path) and not where.exists()
        ledger = Ledger.open(where)
        if fresh:
            ledger.add_example(self.today)
        return ledger

    def case(self, debtor_id: int | None, today: date) -> "Case":
        """What a call with this debtor knows; with None nothing but the day."""
        from app.call.case import bare_case, case_of

        if debtor_id is None:
            return bare_case("overdue", today)
        from app.call.desk import choose_contact

        dossier = self.ledger.dossier(debtor_id, today)
        overdue = any(invoice.days_late(today) > 0 for invoice in dossier.claimable())
        return case_of(dossier, choose_contact(dossier, None), "overdue" if overdue else "service", today)

    def call_words(self, debtor_id: int | None, today: date) -> "CallWords":
        """The words of a call with this debtor; with None there are none."""
        from app.call.call_words import CallWords, call_words

        if debtor_id is None:
            return CallWords()
        from app.call.desk import choose_contact

        dossier = self.ledger.dossier(debtor_id, today)
        settings = self.settings
        return call_words(dossier, choose_contact(dossier, None), settings.controller, settings.company)

    # Speech

    @cached_property
    def models(self) -> "ModelStore":
        """The speech models of this computer."""
        from app.speech.model_store import ModelStore

        return ModelStore(self.paths.shipped_models, self.paths.models)

    def speech_model(self, wanted: Path | None = None) -> "SpeechModel":
        """Load the wanted speech model, else the one that is set, else the best there is; takes a moment.

        Raises:
            UserError: `model_missing`, `model_damaged` or `not_a_model`.
        """
        return self.models.load(self.model_to_use(wanted))

    def model_to_use(self, wanted: Path | None = None) -> "FoundModel":
        """The wanted speech model, else the one that is set, else the best there is.

        Raises:
            UserError: `model_missing`, `model_not_installed` or `not_a_model`.
        """
        if wanted is None and self.settings.model:
            return self.models.named(self.settings.model)
        return self.models.choose(wanted)

    def installer(self) -> "Installer":
        """What brings speech models to this computer."""
        from app.speech.installer import Installer

        return Installer(self.models, self.test_recording)

    def test_recording(self) -> bytes:
        """What a new model is to hear: 16 kHz 16-bit mono samples."""
        from app.audio.wavefile import WaveFile

        recording = WaveFile(self.paths.rehearsal / "selftest.flac")
        return b"".join(block.samples for block in recording.blocks())

    def is_trial(self, folder: Path) -> bool:
        """True for a model that has hardly heard a human."""
        return self.models.choose(folder).trial

    @cached_property
    def speech(self) -> "SpeechDesk":
        """The model of the window, read on a thread of its own."""
        from app.call.speech_desk import SpeechDesk

        return SpeechDesk(self.speech_model, self.is_trial)

    @cached_property
    def careful(self) -> "CarefulDesk":
        """The careful listener; nothing is loaded or started yet."""
        from app.call.careful_desk import CarefulDesk
        from app.speech.careful import is_possible
        from app.speech.careful_process import CarefulProcess

        def folder() -> Path | None:
            model = self.models.careful_model()
            return model.folder if model else None

        def listener(chosen: Path) -> CarefulProcess:
            return CarefulProcess(chosen, compounds=self.models.compounds())

        return CarefulDesk(folder, listener, self.test_recording, possible=is_possible)

    @cached_property
    def sound(self) -> "Headset":
        """Microphone and headset."""
        from app.audio.sound_system import SoundSystem
        from app.call.headset import Headset

        return Headset(SoundSystem(), self.wording, self.settings.microphone, self.settings.output)

    # The window

    def desk(self, *, hearing: "Hearing | None" = None, clock: Callable[[], float] | None = None) -> "Desk":
        """The desk behind the window.

        Args:
            hearing: recordings instead of the headset, for the rehearsal.
            clock: monotonic seconds; the machine's own if None.
        """
        import time

        from app.call.desk import Desk, Parts
        from app.call.drafts import DraftStore
        from app.call.outbox import Outbox

        self.sound.warm_up()
        parts = Parts(
            ledger=self.ledger,
            wording=self.wording,
            policy=self.policy,
            catalogue=self.catalogue,
            advisers=self.advisers,
            speech=self.speech,
            sound=self.sound,
            drafts=DraftStore(self.paths.drafts),
            outbox=Outbox(self.paths.mails),
            own_catalogue=self.paths.own_catalogue,
            save_settings=self.keep_settings,
            modes=self.policies.modes,
            local_now=self.local_now,
            clock=clock or time.monotonic,
            hearing=hearing,
            models=self.models,
            installer=self.installer,
            prescribed=self.policies.fixed,
            careful=self.careful,
            start_problem=self.settings_problem,
        )
        desk = Desk(parts, self.settings)
        desk.wake()
        return desk

    def keep_settings(self, settings: Settings) -> None:
        """Write the settings.

        Raises:
            UserError: `folder_unwritable`.
        """
        try:
            save_settings(self.paths.settings, self.policies.own(settings, self._own_settings))
        except OSError as error:
            raise UserError("folder_unwritable", map=self.paths.home) from error

    def start_log(self) -> None:
        """Write warnings and faults to a file with rotation; no word of a call is ever logged."""
        import logging.handlers  # brings sockets along, which the first paint need not wait for

        try:
            self.paths.logs.mkdir(parents=True, exist_ok=True)
            handler = logging.handlers.RotatingFileHandler(
                self.paths.logs / "belmaat.log", maxBytes=LOG_BYTES, backupCount=LOG_FILES, encoding="utf-8"
            )
        except OSError:
            return  # a program that can't log can still be used
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
        logging.getLogger().addHandler(handler)


def _told(error: "CatalogueError") -> UserError:
    first = error.problems[0]
    return UserError("catalogue_damaged", bestand=first.file, regel=first.line, probleem=first.problem)
