"""Pieces of any length become even blocks that keep pace with the clock."""

import numpy as np
import pytest

from app.audio.capture import Piece
from app.audio.framing import Framer
from app.audio.source import BLOCK_BYTES, RATE


def piece(seconds: float, at: float, value: float = 0.5, rate: int = RATE, channels: int = 1, lost: int = 0) -> Piece:
    return Piece(np.full((round(seconds * rate), channels), value, np.float32), at, lost)


def test_blocks_are_whole_whatever_the_pieces_are() -> None:
    """Pieces of 37 ms become blocks of 100 ms, nothing lost and nothing added."""
    framer = Framer(0.0)
    blocks = [block for n in range(1, 101) for block in framer.feed(piece(0.037, n * 0.037))]
    assert len(blocks) == 37
    assert {len(block.samples) for block in blocks} == {BLOCK_BYTES}


@pytest.mark.parametrize("rate", [8_000, 22_050, 44_100, 48_000, 96_000])
def test_any_rate_becomes_sixteen_thousand(rate: int) -> None:
    """Ten seconds at the device's rate are ten seconds here, but for what the filter holds back."""
    framer = Framer(0.0)
    framer.start_device(rate)
    blocks = [block for n in range(1, 501) for block in framer.feed(piece(0.02, n * 0.02, rate=rate))]
    assert 98 <= len(blocks) <= 100


def test_channels_are_averaged() -> None:
    """A stereo headset gives the middle of both sides."""
    frames = np.tile(np.array([[0.6, 0.0]], np.float32), (RATE, 1))
    block = next(Framer(0.0).feed(Piece(frames, 1.0)))
    assert abs(np.frombuffer(block.samples, "<i2")[0] / 32767 - 0.3) < 0.001


def test_lost_pieces_are_told_in_the_next_block_only() -> None:
    """The count must not be told twice."""
    framer = Framer(0.0)
    blocks = [block for n in range(1, 41) for block in framer.feed(piece(0.05, n * 0.05, lost=3 if n == 10 else 0))]
    assert [block.lost for block in blocks if block.lost] == [3]


def test_broken_numbers_become_silence() -> None:
    """A driver that delivers NaN must not end the call."""
    frames = np.full(1_600, np.nan, np.float32)
    (block,) = Framer(0.0).feed(Piece(frames, 0.1))
    assert block.samples == bytes(BLOCK_BYTES)
    assert block.rms == 0.0


def test_silence_fills_up_to_the_clock() -> None:
    """Nothing came for a second: ten blocks, and no more when asked again at once."""
    framer = Framer(5.0)
    assert len(list(framer.fill(6.05, 0.0))) == 10
    assert list(framer.fill(6.05, 0.0)) == []


def test_silence_waits_for_its_grace() -> None:
    """What may only be late is not filled yet."""
    framer = Framer(0.0)
    assert list(framer.fill(0.3, 0.25)) == []
    assert len(list(framer.fill(0.4, 0.25))) == 1


def test_sound_after_silence_starts_where_the_clock_is() -> None:
    """The part of the gap that was not filled yet is filled now: 2 s of clock are 20 blocks."""
    framer = Framer(0.0)
    count = sum(1 for _ in framer.fill(1.83, 0.05))
    count += sum(1 for _ in framer.feed(piece(0.1, 2.0)))
    assert count == 20


def test_late_sound_after_silence_does_not_put_the_channel_ahead_for_good() -> None:
    """A busy machine: a second is filled, then arrives after all; later silence pays it back."""
    framer = Framer(0.0)
    count = sum(1 for _ in framer.fill(1.0, 0.0))
    count += sum(1 for _ in framer.feed(piece(1.0, 1.0)))
    assert count == 20
    for n in range(1, 21):
        count += sum(1 for _ in framer.feed(piece(0.1, 1.0 + n * 0.1, value=0.0)))
    assert count == 30
