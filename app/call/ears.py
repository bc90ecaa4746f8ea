"""Turns listening on and off during a call, by mode, without ever ending the call."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from app.audio.source import Block, Source
from app.call.beside import Beside
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
    """What is needed to hear: how to open each channel's source and make a recogniser.

    With `live` False nothing is started: `Ears.run` works through recordings in the caller's own thread.
    """

    open_source: Callable[[Channel], Source]
    make_recogniser: Callable[[], Recogniser]
    live: bool = True
    beside: Callable[[Channel], tuple[Beside, ...]] = lambda channel: ()
    """Who else listens to the channel that raises objections; made anew each time that listening begins."""


class Ears:
    """The engine of the running call; a new one for each change of mode."""

    def __init__(self, hearing: Hearing, conversation: Conversation, publish: Publish) -> None:
        """Prepare; nothing is heard before `listen`."""
        self._hearing = hearing
        self._conversation = conversation
        self._publish = publish
        self._lock = threading.Lock()
        self._engine: Engine | None = None
        self._closing: list[threading.Thread] = []
        self._paused = False
        self._heard_until = 0.0

    def listen(self, mode: Mode) -> None:
        """Hear the channels of a mode from now on; the ones that are no longer heard are closed.

        Sources are opened and closed on threads of their own, so this never waits for a device.
        """
        self._let_go()
        self._conversation.mode = mode
        if not _CHANNELS[mode]:
            return
        raising: Channel = "controller" if mode == "microphone" else "debtor"
        ears = [
            Ear(
                channel,
                _Late(channel, self._hearing.open_source),
                self._hearing.make_recogniser,
                self._hearing.beside(channel) if channel == raising else (),
            )
            for channel in _CHANNELS[mode]
        ]
        self._engine = Engine(ears, self._conversation, self._publish, lock=self._lock, start=self._heard_until)
        self._engine.pause(self._paused)
        if self._hearing.live:
            self._engine.start()

    def run(self) -> bool:
        """Work through recordings in this thread; True if all were read whole."""
        return self._engine is None or self._engine.run()

    def pause(self, on: bool) -> None:
        """On hold: nothing is understood."""
        self._paused = on
        if self._engine is not None:
            self._engine.pause(on)

    def close(self) -> None:
        """Stop hearing; the devices are let go of on another thread."""
        self._let_go()

    def join(self, timeout: float = 5.0) -> None:
        """Wait until everything that was closed has let go of its devices."""
        for thread in self._closing:
            thread.join(timeout)
        self._closing.clear()

    def _let_go(self) -> None:
        engine, self._engine = self._engine, None
        if engine is None:
            return
        engine.silence()
        self._heard_until = engine.heard_until
        thread = threading.Thread(target=engine.stop, name="ears-closing", daemon=True)
        thread.start()
        self._closing = [t for t in self._closing if t.is_alive()] + [thread]


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
