"""After saving: a calm confirmation, and the next debtor one key away."""

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QWidget

from app.call.follow_up import FollowUpPlan
from app.gui import words
from app.gui.buttons import KeyButton
from app.gui.keys import CALL_KEYS, install, shown
from app.gui.labels import Words, column, empty, row, rule
from app.gui.panel_page import lay_out
from app.gui.theme import Theme

_KEYS = {"next": "Return", "next_keypad": "Enter", "list": "Esc", "name": CALL_KEYS["unknown"]}


class SavedPage(QWidget):
    """What was saved, and what comes next."""

    def __init__(
        self,
        theme: Theme,
        *,
        go_on: Callable[[int], None],
        to_list: Callable[[], None],
        make_card: Callable[[str], None],
    ) -> None:
        """Show nothing yet.

        Args:
            theme: where the colours come from.
            go_on: prepares the call with the debtor of this id.
            to_list: goes back to the list.
            make_card: takes words that no card answered to where a card can be made for them.
        """
        super().__init__()
        self._make_card = make_card
        self._kept: tuple[str, ...] = ()
        self._go_on = go_on
        self._to_list = to_list
        self._next: int | None = None
        self.title = Words("", "title")
        self.lines = column(spacing=6)
        self.continue_button = KeyButton(theme, "Volgende", "Enter", "primary")
        self.list_button = KeyButton(theme, "Naar de lijst", "Esc")
        self.continue_button.clicked.connect(self._on)
        self.list_button.clicked.connect(lambda: to_list())
        inside = column(margins=(20, 18, 20, 18), spacing=10)
        self.mark = Words("✓ Vastgelegd", "done")
        inside.addWidget(self.mark)
        inside.addWidget(self.title)
        inside.addLayout(self.lines)
        inside.addWidget(self._unnamed(theme))
        lay_out(
            self,
            inside,
            "Er is geen geluid bewaard.",
            (self.list_button, self.continue_button),
            width=720,
            least=320,
            share=4,
            top=40,
        )
        install(
            self, _KEYS, {"next": self._enter, "next_keypad": self._enter, "list": to_list, "name": self._name_kept}
        )

    def show_saved(
        self,
        debtor: str,
        summary: tuple[str, ...],
        follow_ups: tuple[FollowUpPlan, ...],
        following: tuple[int, str] | None,
        today_words: Callable[[FollowUpPlan], str],
        kept: tuple[str, ...] = (),
    ) -> None:
        """Show what was saved.

        Args:
            debtor: whose call it was.
            summary: what was agreed, a sentence each.
            follow_ups: what is planned.
            following: id and name of the next debtor of the list, if there is one.
            today_words: how the day of a follow-up is said.
            kept: what the debtor said that no card answered and that the controller kept, first words first.
        """
        self.title.setText(f"Gesprek met {debtor}")
        empty(self.lines)
        for sentence in summary:
            self.lines.addWidget(Words(sentence))
        for plan in follow_ups:
            line = row()
            line.addWidget(Words(plan.text), 1)
            line.addWidget(Words(today_words(plan), "quiet", wrap=False))
            self.lines.addWidget(rule())
            self.lines.addLayout(line)
        self._kept = kept
        many = "tegenwerping" if len(kept) == 1 else "tegenwerpingen"
        self.kept_words.setText(f"{len(kept)} {many} zonder kaart bewaard")
        self.unnamed.setVisible(bool(kept))
        self._next = following[0] if following else None
        self.continue_button.set_label(f"Volgende: {following[1]}" if following else "Naar de lijst")
        self.list_button.setVisible(following is not None)
        self.continue_button.setFocus()

    def _unnamed(self, theme: Theme) -> QWidget:
        """The line that leads from kept words to a card for them."""
        self.unnamed = QWidget()
        self.kept_words = Words()
        self.make_button = KeyButton(theme, "Een kaart maken", shown(_KEYS["name"]), "small")
        self.make_button.clicked.connect(self._name_kept)
        line = row()
        line.addWidget(self.kept_words, 1)
        line.addWidget(self.make_button)
        layout = column(spacing=10)
        layout.addWidget(rule())
        layout.addLayout(line)
        self.unnamed.setLayout(layout)
        self.unnamed.hide()
        return self.unnamed

    def _name_kept(self) -> None:
        if self._kept:
            self._make_card(self._kept[0])

    def _enter(self) -> None:
        """Enter goes on, except on another button."""
        for button in (self.make_button, self.list_button):
            if button.hasFocus():
                button.click()
                return
        self._on()

    def _on(self) -> None:
        if self._next is not None:
            self._go_on(self._next)
        else:
            self._to_list()


def plan_day(plan: FollowUpPlan, today: date) -> str:
    """The day of a follow-up with its time."""
    day = words.near_day(plan.due, today)
    return f"{day}, {plan.time.replace(':', '.')}" if plan.time else day
