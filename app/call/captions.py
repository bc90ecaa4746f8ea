"""The captions of both sides, with the words that raised something marked."""

from dataclasses import dataclass, replace
from typing import Literal

from app.call.events import Channel

MarkKind = Literal["objection", "warning", "promise"]
KEPT = 50
"""Utterances kept, in memory only."""


@dataclass(frozen=True, slots=True)
class Caption:
    """One utterance; `marks` are (start, end, kind) in characters."""

    channel: Channel
    text: str
    final: bool
    marks: tuple[tuple[int, int, MarkKind], ...] = ()


class Captions:
    """The last utterances of both channels, newest last."""

    def __init__(self) -> None:
        """Start empty."""
        self._lines: list[Caption] = []

    @property
    def lines(self) -> tuple[Caption, ...]:
        """What can be read now, newest last."""
        return tuple(self._lines)

    def hear(self, channel: Channel, text: str, *, final: bool) -> None:
        """Take the newest words; a partial is replaced by what follows it on the same channel."""
        open_line = self._open(channel)
        if not text:
            if open_line is not None:
                del self._lines[open_line]
            return
        marks = self._lines[open_line].marks if open_line is not None else ()
        caption = Caption(channel, text, final, tuple(m for m in marks if m[1] <= len(text)))
        if open_line is None:
            self._lines.append(caption)
        else:
            self._lines[open_line] = caption
        del self._lines[:-KEPT]

    def mark(self, channel: Channel, text: str, span: tuple[int, int], kind: MarkKind) -> None:
        """Mark what fired, in the newest line of the channel that holds those words."""
        words = text[span[0] : span[1]]
        if not words:
            return
        for index in range(len(self._lines) - 1, -1, -1):
            line = self._lines[index]
            at = line.text.find(words)
            if line.channel == channel and at >= 0:
                new = (at, at + len(words), kind)
                self._lines[index] = replace(line, marks=(*(m for m in line.marks if m[2] != kind), new))
                return

    def _open(self, channel: Channel) -> int | None:
        for index in range(len(self._lines) - 1, -1, -1):
            line = self._lines[index]
            if line.channel == channel:
                return None if line.final else index
        return None
