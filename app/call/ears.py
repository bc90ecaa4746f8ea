"""Turns listening on and off during a call, by mode, without ever ending the call."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from app.audio.source import Block, Source
from app.call.conversation import Conversation
from app.call.engine import Ear, Engine, Publish
from app.call.events import Channel
from app.call.listening_mode import Mode
from app.speech.recogniser import Recogniser

_CHANNELS: dict[Mode, tuple[Channel, ...]] = {
    "both": ("debtor", "controller"),
    "debtor": ("debtor",),
    "microphone": ("controller",),
    "off": (),
}


@dataclass(frozen=True, slots=True)
class Hearing:
    """What is needed to hear: how to open each channel's source and make a recogniser."""

    open_source: Callable[[Channel], Source]
    make_recogniser: Callable[[], Recogniser]


class Ears:
    """The engine of the running call; a new one for each change of mode."""

    def __init__(self, hearing: Hearing, conversation: Conversation, publish: Publish) -> None:
        """Prepare; nothing is heard before `listen`."""
        self._hearing = hearing
        self._conversation = conversation
        self._publish = publish
        self._engine: Engine | None = None
        self._paused = False

    def listen(self, mode: Mode) -> None:
        """Hear the channels of a mode from now on; the ones that are no longer heard are closed.

        The sources are opened on their own threads, so this never waits for a device.
        """
        self.close()
        self._conversation.mode = mode
        if not _CHANNELS[mode]:
            return
        ears = [
            Ear(channel, _Late(channel, self._hearing.open_source), self._hearing.make_recogniser)
            for channel in _CHANNELS[mode]
        ]
        self._engine = Engine(ears, self._conversation, self._publish)
        self._engine.pause(self._paused)
        self._engine.start()

    def pause(self, on: bool) -> None:
        """On hold: nothing is understood."""
        self._paused = on
        if self._engine is not None:
            self._engine.pause(on)

    def close(self) -> None:
        """Stop hearing and let go of the devices."""
        if self._engine is not None:
            self._engine.stop()
            self._engine = None


class _Late:
    """A source that is opened on the thread that reads it."""

    def __init__(self, channel: Channel, open_source: Callable[[Channel], Source]) -> None:
        self._channel = channel
        self._open = open_source
        self._source: Source | None = None
        self._closed = False

    def blocks(self) -> Iterator[Block]:
        """Open the source and pass its blocks on."""
        if self._closed:
            return
        self._source = self._open(self._channel)
        if self._closed:
            self._source.close()
            return
        yield from self._source.blocks()

    def close(self) -> None:
        """Close the source if it was opened."""
        self._closed = True
        if self._source is not None:
            self._source.close()
