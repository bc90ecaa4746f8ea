"""Microphone and headset of this desk: which ones, whether they are heard, and the sources of a call."""

from collections.abc import Callable
from typing import Protocol

from app.audio.devices import Device
from app.audio.source import Source
from app.call.events import Channel, ChannelTrouble


class SoundDesk(Protocol):
    """What the window and the calls need of the sound of this computer."""

    def devices(self) -> tuple[tuple[Device, ...], tuple[Device, ...]]:
        """Microphones and outputs; empty where there is no sound."""

    def choose(self, microphone_id: str, output_id: str) -> None:
        """Use these from now on, also in the running call. An empty id means the system's own choice."""

    def start_check(self, publish: Callable[[object], None]) -> None:
        """Listen to both and publish `Level` events and, after the tone, a verdict."""

    def play_tone(self) -> None:
        """Play the test tone in the headset; a verdict follows."""

    def stop_check(self) -> None:
        """Stop listening."""

    def verdict_text(self, verdict: object) -> str:
        """The Dutch sentence of a verdict."""

    def open(self, channel: Channel, on_trouble: Callable[[ChannelTrouble], None]) -> Source:
        """The source of a channel for a call."""
