"""What a loopback asks of SoundCard where its first wish is refused."""

import sys
from typing import Any

import pytest

from app.audio import loopback


class Endpoint:
    """Refuses two channels, as Wine does."""

    def __init__(self) -> None:
        self.asked: list[dict[str, Any]] = []

    def recorder(self, rate: int, **wishes: Any) -> str:
        self.asked.append(wishes)
        if "channels" not in wishes:
            raise RuntimeError("unsupported format")
        return f"{rate} Hz"


def test_on_windows_one_channel_is_asked_for_where_two_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """The sound of the debtor is the same in both."""
    monkeypatch.setattr(sys, "platform", "win32")
    endpoint = Endpoint()
    assert loopback._recorder(endpoint, 9_600) == "48000 Hz"
    assert endpoint.asked == [{"blocksize": 9_600}, {"channels": 1, "blocksize": 9_600}]


def test_elsewhere_a_refusal_is_a_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    """PulseAudio has other reasons."""
    monkeypatch.setattr(sys, "platform", "linux")
    endpoint = Endpoint()
    with pytest.raises(RuntimeError):
        loopback._recorder(endpoint, 960)
    assert len(endpoint.asked) == 1
