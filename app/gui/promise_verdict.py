"""Saying by hand how a promise of the debtor ended, where the bank has not told yet or told wrong."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Literal

from app.errors import UserError
from app.gui import words
from app.gui.buttons import KeyButton
from app.gui.debtor_menu import Choose
from app.gui.keys import PREPARE_KEYS, shown
from app.gui.theme import Theme
from app.ledger.dossier import Dossier, PromiseRecord

if TYPE_CHECKING:
    from app.call.desk import Desk

_VERDICTS: tuple[tuple[Literal["kept", "broken"], str], ...] = (("kept", "Nagekomen"), ("broken", "Niet nagekomen"))


class PromiseVerdicts:
    """Makes the buttons beside promises whose day has come, and writes down what the controller says."""

    def __init__(
        self, theme: Theme, desk: "Desk", *, choose: Choose, tell: Callable[..., None], changed: Callable[[], None]
    ) -> None:
        """Work for a page.

        Args:
            theme: where the colours come from.
            desk: everything behind the window.
            choose: asks in the bar of the page.
            tell: tells in the page what was written down; takes a sentence and its `tone`.
            changed: called when a promise has another ending.
        """
        self._theme = theme
        self._desk = desk
        self._choose = choose
        self._tell = tell
        self._changed = changed
        self._judged: set[int] = set()
        """Promises that were judged here: a slip can be put right for as long as the page is there."""

    def first(self, dossier: Dossier) -> PromiseRecord | None:
        """The promise that waits longest for a verdict."""
        due = (promise for promise in dossier.promises if waits(promise, self._desk.today))
        return min(due, key=lambda promise: (promise.due, promise.id), default=None)

    def button(self, promise: PromiseRecord, dossier: Dossier) -> KeyButton | None:
        """The button of a promise, None for one that asks for no verdict."""
        if waits(promise, self._desk.today):
            first = self.first(dossier)
            is_first = first is not None and first.id == promise.id
            made = KeyButton(self._theme, "Beoordelen", shown(PREPARE_KEYS["judge"]) if is_first else "", "small")
        elif promise.id in self._judged:
            made = KeyButton(self._theme, "Wijzigen", "", "small")
        else:
            return None
        what, ending = words.promise_line(promise, self._desk.today)
        made.setAccessibleDescription(f"{what}: {ending}")
        made.clicked.connect(lambda: self.ask(promise))
        return made

    def ask(self, promise: PromiseRecord) -> None:
        """Ask how a promise ended."""
        what, _ending = words.promise_line(promise, self._desk.today)
        self._choose(what, _VERDICTS, lambda code: self._resolve(promise, code))

    def _resolve(self, promise: PromiseRecord, code: str) -> None:
        status: Literal["kept", "broken"] = "kept" if code == "kept" else "broken"
        try:
            self._desk.resolve_promise(promise.id, status)
        except UserError as error:
            self._tell(self._desk.error_text(error))
            return
        self._judged.add(promise.id)
        self._changed()
        what, _ending = words.promise_line(promise, self._desk.today)
        self._tell(f"Genoteerd. {what}: {dict(_VERDICTS)[status].lower()}.", tone="done")


def waits(promise: PromiseRecord, today: date) -> bool:
    """Whether the day of a promise of the debtor has come and nobody knows yet how it ended."""
    return promise.by == "debtor" and promise.status == "running" and promise.due <= today
