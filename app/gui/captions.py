"""Reading along: what both sides said last, the newest at the bottom, with the words that fired something marked."""

from typing import Protocol

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.gui.sentence import Tint, TintedText
from app.gui.theme import BASE, Theme, interface_font

_TINTS = {"objection": "ours_tint", "warning": "careful_tint", "promise": "done_tint"}
_MARGIN = 30
_GAP = 6


class CaptionLike(Protocol):
    """What a line of the captions has; `app.call.session.Caption` is one."""

    @property
    def channel(self) -> str:
        """`debtor` or `controller`."""

    @property
    def text(self) -> str:
        """The words."""

    @property
    def final(self) -> bool:
        """False while the utterance goes on."""

    @property
    def marks(self) -> tuple[tuple[int, int, str], ...]:
        """Start, end and kind (`objection`, `warning`, `promise`) of the words that fired."""


class CaptionsPanel(QWidget):
    """Paints as many of the last lines as there is room for.

    It paints itself: a caption changes several times a second and must not lay out the window anew.
    """

    def __init__(self, theme: Theme, *, lines: int = 3) -> None:
        """Show nothing yet; ask for room for `lines` lines."""
        super().__init__()
        self._theme = theme
        self._lines = lines
        self._captions: tuple[CaptionLike, ...] = ()
        self._hint = ""
        self.setAccessibleName("Meelezen")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        theme.changed.connect(self.update)

    @property
    def captions(self) -> tuple[CaptionLike, ...]:
        """The lines that were given last."""
        return self._captions

    def show_captions(self, captions: tuple[CaptionLike, ...]) -> None:
        """Show these lines, oldest first."""
        self._captions = captions
        if captions:
            self.setAccessibleDescription(captions[-1].text)
        self.update()

    def set_hint(self, hint: str) -> None:
        """What stands here while nobody has spoken."""
        self._hint = hint
        self.update()

    def sizeHint(self) -> QSize:
        """Room for the number of lines asked for."""
        return QSize(300, self._lines * 28)

    def minimumSizeHint(self) -> QSize:
        """At least one line less."""
        return QSize(120, max(1, self._lines - 1) * 28)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw from the bottom up."""
        painter = QPainter(self)
        font = interface_font(BASE)
        bottom = float(self.height())
        if not self._captions and self._hint:
            laid = TintedText(self._hint, font, self.width())
            laid.paint(painter, QPointF(0, max(0.0, bottom - laid.height)), self._theme.colour("quiet"), self._theme)
        for caption in reversed(self._captions):
            text = caption.text if caption.final else f"{caption.text} …"
            tints = tuple(Tint(start, end, _TINTS.get(kind, "ours_tint")) for start, end, kind in caption.marks)
            laid = TintedText(text, font, self.width() - _MARGIN, tints)
            bottom -= laid.height + _GAP
            if bottom < -2:
                break
            ours = caption.channel == "controller"
            role = "quiet" if ours or not caption.final else "ink"
            laid.paint(painter, QPointF(_MARGIN, bottom), self._theme.colour(role), self._theme)
            speaker = TintedText("U" if ours else "D", font, _MARGIN)
            speaker.paint(painter, QPointF(0, bottom), self._theme.colour("quiet"), self._theme)
        painter.end()
