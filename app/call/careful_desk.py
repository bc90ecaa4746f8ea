"""Whether the careful listener takes part: is it there, is the machine quick enough, does the user want it."""

import logging
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Literal

from app.errors import UserError
from app.speech.careful import CarefulListener

_log = logging.getLogger(__name__)

SLOW = 0.5
"""Seconds of hearing per second of speech from which it is off by default: two people take turns, so the debtor speaks
about half of the time, and dictation and the user's own programs need the machine too."""

type CarefulChoice = Literal["auto", "on", "off"]
type CarefulStanding = Literal["absent", "measuring", "slow", "off", "on"]
"""`absent`: no package or no model; `slow`: off, because the machine is slow."""


class CarefulDesk:
    """Makes the careful listener, once it is clear that it may listen."""

    def __init__(
        self,
        folder: Callable[[], Path | None],
        make: Callable[[Path], CarefulListener],
        trial: Callable[[], bytes],
        *,
        possible: Callable[[], bool],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Nothing is loaded yet.

        Args:
            folder: where the model is; None when there is none.
            make: makes the listener on that model.
            trial: some seconds of speech, 16 kHz, 16 bit, mono, to measure with.
            possible: whether the optional packages are installed.
            clock: monotonic seconds.
        """
        self._folder = folder
        self._make = make
        self._trial = trial
        self._possible = possible
        self._clock = clock
        self._measuring: threading.Thread | None = None

    @property
    def present(self) -> bool:
        """True if packages and model are there."""
        return self._possible() and self._folder() is not None

    def standing(self, choice: CarefulChoice, speed: float) -> CarefulStanding:
        """How it stands.

        Args:
            choice: what the user wants; `auto` leaves it to the machine.
            speed: seconds of hearing per second of speech as measured at the first start; 0 when not measured.
        """
        if not self.present:
            return "absent"
        if choice != "auto":
            return choice
        if self._measuring is not None and self._measuring.is_alive():
            return "measuring"
        return "on" if 0.0 < speed <= SLOW else "slow" if speed else "off"

    def listener(self) -> CarefulListener:
        """A new listener; its process starts with the first utterance.

        Raises:
            UserError: `model_missing`: the model was removed meanwhile.
        """
        folder = self._folder()
        if folder is None:
            raise UserError("model_missing")
        return self._make(folder)

    def measure(self, keep: Callable[[float], None]) -> None:
        """Measure how quick this machine is, on a thread of its own, and `keep` the result; once at a time."""
        if self._measuring is not None or not self.present:
            return
        self._measuring = threading.Thread(target=self._measure, args=(keep,), name="careful-trial", daemon=True)
        self._measuring.start()

    def join(self, timeout: float = 60.0) -> None:
        """Wait until measuring has ended."""
        if self._measuring is not None:
            self._measuring.join(timeout)

    def _measure(self, keep: Callable[[float], None]) -> None:
        try:
            listener = self.listener()
        except UserError:
            return
        try:
            sound = self._trial()
            listener.listen(bytearray(sound), "")  # loads the model, and the first time is slower
            before = self._clock()
            listener.listen(bytearray(sound), "")
            speed = (self._clock() - before) / (len(sound) / 32_000)
        except UserError as error:
            _log.warning("the careful listener was not measured: %s", error.code)
            return
        finally:
            listener.close()
        keep(max(speed, 0.01))
