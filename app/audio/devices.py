"""Which devices there are, and which one is meant.

What is stored is the id of the endpoint, never its name: Windows renames devices, and two headsets of one make share a
name.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Kind = Literal["microphone", "output"]


@dataclass(frozen=True, slots=True)
class Device:
    """A microphone, or an output whose sound can be listened to.

    `id` is the endpoint id of Windows, the name of a PulseAudio or PipeWire source or sink, or `portaudio:` and a name
    where nothing better is known. `default` and `communications` mark the system's choice for music and for calls;
    softphones use the second.
    """

    id: str
    name: str
    kind: Kind
    default: bool = False
    communications: bool = False


def find(devices: Iterable[Device], device_id: str) -> Device | None:
    """The device with this id, or None."""
    return next((device for device in devices if device.id == device_id), None)


def choose(devices: Iterable[Device], stored_id: str | None) -> Device | None:
    """The stored device when it is there, else the system's one for calls, else its default, else the first.

    Returns:
        None when there are no devices.
    """
    there = tuple(devices)
    ranked = sorted(
        there,
        key=lambda device: (device.id != stored_id, not device.communications, not device.default),
    )
    return ranked[0] if ranked else None


def partner(device: Device, others: Iterable[Device]) -> Device | None:
    """The other half of a headset, guessed from the names: its microphone for an output, or the other way round.

    Windows writes "Headset Microphone (Jabra Evolve2 65)" and "Headset Earphone (Jabra Evolve2 65)", PulseAudio
    "Jabra EVOLVE Mono" twice. None where no name is alike enough.
    """
    wanted = _make(device.name)
    best, best_share = None, 0.5
    for other in others:
        make = _make(other.name)
        if other.kind == device.kind or not (wanted and make):
            continue
        share = len(wanted & make) / len(wanted | make)
        if share > best_share or (share == best_share and best is None):
            best, best_share = other, share
    return best


_PLACE = frozenset(
    {
        *("microphone", "microfoon", "mic", "headset", "headphones", "headphone", "earphone", "earphones"),
        *("hoofdtelefoon", "oortelefoon", "speakers", "speaker", "luidsprekers", "luidspreker", "hands", "free"),
        *("handsfree", "ag", "audio", "stereo", "mono", "analog", "analogue", "digital", "input", "output", "of"),
    }
)
"""Words for the half of a headset or for its connection, which say nothing about its make."""


def _make(name: str) -> frozenset[str]:
    """The words of a name that tell one headset from another."""
    inside = re.search(r"\(([^()]*(?:\([^()]*\)[^()]*)*)\)\s*$", name)
    text = re.sub(r"^\d+-\s*", "", inside.group(1) if inside else name)
    words = re.findall(r"\w+", text.casefold())
    return frozenset(word for word in words if word not in _PLACE) or frozenset(words)
