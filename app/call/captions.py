"""The captions of both sides, with the words that raised something marked."""

from dataclasses import dataclass, replace
from typing import Literal

from app.call.events import Channel

MarkKind = Literal["objection", "warning", "promise"]
type Mark = tuple[int, int, MarkKind]
KEPT = 50
"""Utterances kept, in memory only."""


@dataclass(frozen=True, slots=True)
class Caption:
    """One utterance; `marks` are (start, end, kind) in characters."""

    channel: Channel
    text: str
    final: bool
    marks: tuple[Mark, ...] = ()


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
        caption = Caption(channel, text, final, self._moved(open_line, text))
        if open_line is None:
            self._lines.append(caption)
        else:
            self._lines[open_line] = caption
        del self._lines[:-KEPT]

    def correct(self, channel: Channel, before: str, text: str) -> None:
        """Put better words in the place of a finished utterance; nothing changes when it is no longer there."""
        for index in range(len(self._lines) - 1, -1, -1):
            line = self._lines[index]
            if line.channel == channel and line.final and line.text == before:
                self._lines[index] = Caption(channel, text, True, self._moved(index, text))
                return

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
                kept = (m for m in line.marks if m[2] != kind or m[1] <= new[0] or m[0] >= new[1])
                self._lines[index] = replace(line, marks=tuple(sorted((*kept, new))))
                return

    def unmark(self, channel: Channel, kind: MarkKind) -> None:
        """Take back the marks of a kind in the newest line of the channel: what raised them was a mishearing."""
        for index in range(len(self._lines) - 1, -1, -1):
            line = self._lines[index]
            if line.channel == channel:
                self._lines[index] = replace(line, marks=tuple(m for m in line.marks if m[2] != kind))
                return

    def _moved(self, index: int | None, text: str) -> tuple[Mark, ...]:
        """The marks of a line on the same words of its next version; words that are gone lose theirs."""
        if index is None:
            return ()
        line = self._lines[index]
        moved = []
        for start, end, kind in line.marks:
            words = line.text[start:end]
            at = start if text[start:end] == words else text.find(words)
            if at >= 0:
                moved.append((at, at + len(words), kind))
        return tuple(sorted(moved))

    def _open(self, channel: Channel) -> int | None:
        for index in range(len(self._lines) - 1, -1, -1):
            line = self._lines[index]
            if line.channel == channel:
                return None if line.final else index
        return None
