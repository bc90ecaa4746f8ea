"""The card: one sentence to say, two questions, and what to check and avoid."""

from collections.abc import Callable

from PySide6.QtCore import Property, QEasingCurve, QPropertyAnimation
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from app.call.cards import Card
from app.call.text import plain
from app.gui import words
from app.gui.buttons import KeyButton
from app.gui.flow import FlowLayout
from app.gui.labels import Chip, Words, column, framed, row
from app.gui.sentence import SentenceLabel
from app.gui.theme import SLIDE_MS, Theme

_SLIDE = 10
_CARE_LENGTH = 70
"""Characters of what to check and of what to avoid; the rest is in the tooltip."""


class CardView(QWidget):
    """Shows one card; it slides in over a few pixels, and not at all where less motion is asked for.

    It never takes the focus: its buttons are reached by key, by mouse, or by Tab.
    """

    def __init__(
        self, theme: Theme, verbs: "CardVerbs", earlier: Callable[[Card], str], *, compact: bool = False
    ) -> None:
        """Build the card once; `show_card` fills it.

        Args:
            theme: where the colours come from.
            verbs: what the buttons do.
            earlier: one line about the earlier times that this debtor said this; empty for none.
            compact: fewer words, for the narrow window.
        """
        super().__init__()
        self._theme = theme
        self._compact = compact
        self._earlier = earlier
        self._shown: Card | None = None
        self._firm = False
        self._offset = 0
        self.title = Words("", "strong")
        self.variant = KeyButton(theme, "Steviger", "F2", "small")
        self.gentle_word = Words("zacht", "quiet", wrap=False)
        self.place = Words("", "quiet", wrap=False)
        self.next = KeyButton(theme, "Volgende", "F3", "small")
        self.before = Words("", "careful")
        self.sentence = SentenceLabel(theme, 18 if compact else 20)
        self.questions = [Words("", "plain"), Words("", "plain")]
        self.closing = SentenceLabel(theme, 15)
        self.care = Words("", "small")
        self.own = Chip("eigen kaart")
        self.fits = KeyButton(theme, "Past", "F6", "small")
        self.fits_not = KeyButton(theme, "Past niet", "F7", "small")
        self.pin = KeyButton(theme, "Vastzetten", "F8", "small")
        self.action = KeyButton(theme, "", "F5", "small")
        self._outer: QVBoxLayout = column(margins=(0, 0, 0, _SLIDE), spacing=0)
        self._outer.addWidget(framed("say", self._inside()))
        self.setLayout(self._outer)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._slide = QPropertyAnimation(self, b"offset", self)
        self._slide.setDuration(SLIDE_MS)
        self._slide.setStartValue(_SLIDE)
        self._slide.setEndValue(0)
        self._slide.setEasingCurve(QEasingCurve.Type.OutCubic)
        for button, verb in (
            (self.variant, verbs.toggle_firm),
            (self.next, verbs.next_card),
            (self.fits, verbs.fits),
            (self.fits_not, verbs.fits_not),
            (self.pin, verbs.pin),
            (self.action, verbs.act),
        ):
            button.clicked.connect(lambda _checked=False, verb=verb: verb())
        self.hide()

    @property
    def shown(self) -> Card | None:
        """The card that is up."""
        return self._shown

    def show_card(self, card: Card | None, *, firm: bool = False, pinned: bool = False, waiting: int = 0) -> None:
        """Show `card`, or nothing.

        Args:
            card: what to show.
            firm: the firmer sentence instead of the gentle one.
            pinned: the card stays until it is let go.
            waiting: how many cards wait behind this one.
        """
        if card is None:
            self._shown = None
            self.hide()
            return
        new = self._shown is None or self._shown.objection_id != card.objection_id
        if card != self._shown or firm != self._firm:
            self._fill(card, firm=firm)
        self._shown, self._firm = card, firm
        self.place.setText(f"1 van {waiting + 1}" if waiting else "")
        self.next.setVisible(bool(waiting) and not self._compact)
        self.pin.set_label("Losmaken" if pinned else "Vastzetten")
        self.show()
        if new and not self._theme.still():
            self._slide.stop()
            self._slide.start()

    def _fill(self, card: Card, *, firm: bool) -> None:
        self.setAccessibleName(f"Kaart: {card.title}")
        self.setAccessibleDescription(plain(card.firm if firm else card.gentle))
        self.title.setText(card.short_title if self._compact else card.title)
        self.gentle_word.setText("steviger" if firm else "zacht")
        self.variant.set_label("Zachter" if firm else "Steviger")
        self.sentence.show_sentence(card.firm if firm else card.gentle)
        self.before.setText(self._earlier(card))
        self.before.setVisible(bool(self.before.text()))
        for number, label in enumerate(self.questions):
            has = number < len(card.questions)
            label.setText(f"{number + 1}. {card.questions[number]}" if has else "")
            label.setVisible(has)
        self.closing.show_sentence(card.closing, "Naar een datum: ")
        self.closing.setVisible(bool(card.closing) and not self._compact)
        avoid = f"Vermijd: {card.avoid}" if card.avoid else ""
        verify = f"Controleer: {plain(card.verify)}" if card.verify else ""
        self.care.setText(" ".join(short(part) for part in (verify, avoid) if part))
        self.care.setToolTip("\n".join(part for part in (verify, avoid) if part))
        self.care.setVisible(bool(avoid or verify) and not self._compact)
        self.own.setVisible(card.own and not self._compact)
        self.action.set_label(words.ACTIONS.get(card.action_kind, "Vastleggen"))
        self.action.setToolTip(card.action_text)
        self.action.setVisible(bool(card.action_kind) and not self._compact)

    def _inside(self) -> QVBoxLayout:
        inside = column(margins=(16, 10, 18, 10), spacing=5)
        head = row()
        head.addWidget(self.title, 1)
        if not self._compact:
            head.addWidget(self.gentle_word)
            head.addWidget(self.own)
            head.addWidget(self.next)
        head.addWidget(self.place)
        inside.addLayout(head)
        inside.addWidget(self.before)
        inside.addWidget(self.sentence)
        inside.addSpacing(2)
        for label in self.questions:
            inside.addWidget(label)
        inside.addWidget(self.closing)
        inside.addWidget(self.care)
        if not self._compact:
            buttons = FlowLayout(spacing=5)
            for button in (self.fits, self.fits_not, self.variant, self.pin, self.action):
                buttons.addWidget(button)
            inside.addSpacing(2)
            inside.addLayout(buttons)
        return inside

    def _get_offset(self) -> int:
        return self._offset

    def _set_offset(self, offset: int) -> None:
        # The sum of the margins stays the same, so that nothing under the card moves.
        self._offset = offset
        self._outer.setContentsMargins(0, offset, 0, _SLIDE - offset)

    offset = Property(int, _get_offset, _set_offset)


class CardVerbs:
    """What can be done with a card, as plain callables."""

    def __init__(
        self,
        *,
        fits: Callable[[], None],
        fits_not: Callable[[], None],
        pin: Callable[[], None],
        act: Callable[[], None],
        toggle_firm: Callable[[], None],
        next_card: Callable[[], None],
    ) -> None:
        """Keep the callables."""
        self.fits = fits
        self.fits_not = fits_not
        self.pin = pin
        self.act = act
        self.toggle_firm = toggle_firm
        self.next_card = next_card


def short(text: str) -> str:
    """The beginning of a longer text, cut between words: nobody reads three lines of small print during a call."""
    if len(text) <= _CARE_LENGTH:
        return text
    return text[:_CARE_LENGTH].rsplit(" ", 1)[0].rstrip(",.;:") + " …"
