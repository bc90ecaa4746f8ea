"""The warning strip: amber, one sentence to say, and for an old matter a way to plan it apart."""

import re
from collections.abc import Callable, Iterable
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.call.text import TextPart
from app.gui.buttons import KeyButton, link
from app.gui.labels import Words, column, framed, row
from app.gui.sentence import SentenceLabel
from app.gui.theme import Theme


class WarningLike(Protocol):
    """A warning to show; `app.call.session.ShownWarning` is one."""

    @property
    def id(self) -> str:
        """Id in the catalogue."""

    @property
    def title(self) -> str:
        """Dutch title."""

    @property
    def sentence(self) -> Iterable[TextPart]:
        """What the controller can say."""

    @property
    def explanation(self) -> str:
        """Why this is a warning."""

    @property
    def rewrite(self) -> str:
        """How what was said can be said instead; empty for none."""


class WarningStrip(QWidget):
    """Shows one warning at a time."""

    def __init__(
        self, theme: Theme, dismiss: Callable[[], None], plan_apart: Callable[[], None], *, compact: bool = False
    ) -> None:
        """Build the strip once; `show_warning` fills it."""
        super().__init__()
        self._compact = compact
        self._shown: WarningLike | None = None
        self.title = Words("", "strong")
        self.say = SentenceLabel(theme, 15)
        self.why = Words("", "small")
        self.plan = KeyButton(theme, "Apart plannen", "Ctrl O", "small")
        self.plan.clicked.connect(lambda: plan_apart())
        self.close_button = (
            link("Weg", "Waarschuwing weg, toets Shift Esc")
            if compact
            else KeyButton(theme, "Weg", "Shift Esc", "small")
        )
        self.close_button.setToolTip("Shift Esc")
        self.close_button.clicked.connect(lambda: dismiss())
        self.more = Words("", "small", wrap=False)
        layout = column(margins=(14, 10, 14, 10), spacing=6)
        head = row()
        self.mark = Words("⚠", "caution", wrap=False)
        head.addWidget(self.mark, 0, Qt.AlignmentFlag.AlignTop)
        if compact:
            head.addWidget(self.say, 1)
            head.addWidget(self.more)
            head.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
            layout.addLayout(head)
        else:
            head.addWidget(self.title, 1)
            head.setSpacing(6)
            for widget in (self.more, self.plan, self.close_button):
                head.addWidget(widget)
            layout.addLayout(head)
            layout.addWidget(self.say)
            layout.addWidget(self.why)
        outer = column()
        outer.addWidget(framed("warn", layout))
        self.setLayout(outer)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.hide()

    def show_warning(self, warning: WarningLike | None, waiting: int = 0) -> None:
        """Show `warning`, or nothing."""
        if warning is None:
            self._shown = None
            self.hide()
            return
        if warning != self._shown:
            self._shown = warning
            self.title.setText(warning.title)
            self.setAccessibleName(f"Let op: {warning.title}")
            sentence = tuple(warning.sentence)
            if self._compact:
                sentence = first_sentence(sentence)
            lead = "Liever: " if warning.rewrite else ""
            self.say.show_sentence(sentence, f"{warning.title}. {lead}" if self._compact else lead)
            self.say.setVisible(bool(sentence) or self._compact)
            self.why.setText(warning.explanation)
            self.setToolTip(warning.explanation)
            self.setAccessibleDescription(warning.explanation)
            self.why.setVisible(not sentence and not self._compact)
            self.plan.setVisible(warning.id == "old_matter" and not self._compact)
        self.more.setText(f"nog {waiting}" if waiting else "")
        self.show()


def first_sentence(parts: tuple[TextPart, ...]) -> tuple[TextPart, ...]:
    """The parts up to the first full stop or question mark, for where there is little room."""
    kept: list[TextPart] = []
    for part in parts:
        end = re.search(r"[.?](?=\s|$)", part.text) if not part.fact else None
        if end is not None:
            kept.append(TextPart(part.text[: end.end()], part.fact))
            break
        kept.append(part)
    return tuple(kept)
