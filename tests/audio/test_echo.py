"""Speakers instead of a headset are noticed, and a conversation is not taken for them."""

from pathlib import Path

import numpy as np
import pytest
import soundfile
from numpy.typing import NDArray

from app.audio.echo import EchoMeter
from app.audio.source import BLOCK_SAMPLES, RATE

REHEARSAL = Path(__file__).resolve().parents[2] / "resources" / "rehearsal"
SECONDS = 90

type Signal = NDArray[np.float64]


def voice(name: str) -> Signal:
    samples: Signal = soundfile.read(str(REHEARSAL / f"{name}.flac"), frames=SECONDS * RATE)[0]
    return samples


@pytest.fixture(scope="module")
def controller() -> Signal:
    return voice("controller")


@pytest.fixture(scope="module")
def debtor() -> Signal:
    return voice("debtor")


def hiss(size: int) -> Signal:
    return np.random.default_rng(7).standard_normal(size) * 0.001


def room(played: Signal, gain: float, delay: float) -> Signal:
    """What a microphone in a room hears of speakers: late, softer, with a quarter of a second of reflections."""
    dice = np.random.default_rng(8)
    answer = np.zeros(RATE // 4)
    answer[0] = 1.0
    at = dice.integers(1, len(answer), 400)
    answer[at] += dice.standard_normal(400) * 0.25 * np.exp(-at / 1_000)
    size = 1 << (len(played) + len(answer)).bit_length()
    heard = np.fft.irfft(np.fft.rfft(played, size) * np.fft.rfft(answer, size), size)[: len(played)]
    late = int(delay * RATE)
    return gain * np.concatenate((np.zeros(late), heard))[: len(played)]


def seconds_until_echo(microphone: Signal, loopback: Signal) -> float | None:
    """After how many seconds the meter is sure; None when it never is."""
    meter = EchoMeter()
    pcm = [(np.clip(signal, -1, 1) * 32_767).astype("<i2") for signal in (microphone, loopback)]
    for start in range(0, len(pcm[0]) - BLOCK_SAMPLES + 1, BLOCK_SAMPLES):
        heard, played = (signal[start : start + BLOCK_SAMPLES].tobytes() for signal in pcm)
        assert 0.0 <= meter.feed(heard, played) <= 1.0
        if meter.echo:
            return (start + BLOCK_SAMPLES) / RATE
    return None


@pytest.mark.parametrize("gain", [1.0, 0.3, 0.1])
@pytest.mark.parametrize("delay", [0.0, 0.08, 0.4])
def test_speakers_are_noticed_at_any_volume_and_delay(
    controller: Signal, debtor: Signal, gain: float, delay: float
) -> None:
    """While both speak as in a call; sure within the first sentences of the debtor."""
    microphone = controller + room(debtor, gain, delay) + hiss(len(controller))
    found = seconds_until_echo(microphone, debtor)
    assert found is not None
    assert found < 45


def test_a_loopback_that_comes_later_than_its_echo_is_noticed_too(controller: Signal, debtor: Signal) -> None:
    """The buffers of the two devices differ."""
    late = np.concatenate((np.zeros(int(0.12 * RATE)), debtor))[: len(debtor)]
    assert seconds_until_echo(controller + room(debtor, 0.3, 0.0) + hiss(len(debtor)), late) is not None


def test_a_headset_is_no_echo(controller: Signal, debtor: Signal) -> None:
    """The whole conversation, one after the other as people speak."""
    assert seconds_until_echo(controller + hiss(len(controller)), debtor) is None


@pytest.mark.parametrize("shift", [3, 7, 11, 17, 23, 31])
def test_two_people_who_speak_at_once_are_no_echo(controller: Signal, debtor: Signal, shift: int) -> None:
    """Their voices have nothing to do with one another, wherever they overlap."""
    assert seconds_until_echo(np.roll(controller, shift * RATE) + hiss(len(controller)), debtor) is None


def test_silence_and_music_on_hold_are_no_echo(controller: Signal) -> None:
    """Nothing plays, or one long chord does."""
    assert seconds_until_echo(controller, np.zeros_like(controller)) is None
    times = np.arange(len(controller)) / RATE
    chord = sum(0.1 * np.sin(2 * np.pi * hertz * times) for hertz in (220.0, 277.2, 329.6))
    assert seconds_until_echo(controller + hiss(len(controller)), np.asarray(chord)) is None
