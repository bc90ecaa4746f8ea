"""Between the device and the listener nothing waits, and nothing is lost unseen."""

import threading

import numpy as np
import pytest

from app.audio.capture import PieceQueue
from app.errors import UserError


def piece(value: float) -> np.ndarray:
    return np.full(4, value, np.float32)


def test_pieces_come_out_as_they_went_in() -> None:
    """In order, with the time at which they came."""
    times = iter((1.0, 2.0))
    queue = PieceQueue(clock=lambda: next(times))
    queue.put(piece(0.1))
    queue.put(piece(0.2))
    first, second = queue.get(0), queue.get(0)
    assert first is not None
    assert second is not None
    assert (first.at, second.at) == (1.0, 2.0)
    assert second.frames[0] == np.float32(0.2)


def test_nothing_comes_out_when_nothing_went_in() -> None:
    """Waiting ends."""
    assert PieceQueue().get(0.0) is None


def test_an_overflow_is_counted_with_the_next_piece() -> None:
    """Three places, five pieces: two lost, told once, and the device never waited."""
    queue = PieceQueue(most=3)
    for number in range(5):
        queue.put(piece(number))
    taken = [queue.get(0) for _ in range(3)]
    queue.put(piece(9))
    queue.put(piece(10))
    last, after = queue.get(0), queue.get(0)
    assert [one.lost for one in taken if one] == [0, 0, 0]
    assert last is not None
    assert after is not None
    assert (last.lost, after.lost) == (2, 0)


def test_what_the_driver_lost_is_counted_too() -> None:
    """PortAudio says so with the piece."""
    queue = PieceQueue(most=1)
    queue.put(piece(0))
    queue.put(piece(1), lost=1)
    queue.get(0)
    queue.put(piece(2), lost=1)
    last = queue.get(0)
    assert last is not None
    assert last.lost == 3


def test_a_failure_is_told_even_when_the_queue_is_full_and_again_each_time() -> None:
    """Who reads later hears it as well."""
    queue = PieceQueue(most=2)
    queue.put(piece(1))
    queue.put(piece(2))
    queue.fail(UserError("device_missing"))
    queue.get(0)
    for _ in range(3):
        with pytest.raises(UserError, match="device_missing"):
            queue.get(0)


def test_a_reader_that_waits_is_woken() -> None:
    """The piece of another thread arrives."""
    queue = PieceQueue()
    got: list[object] = []
    thread = threading.Thread(target=lambda: got.append(queue.get(10)))
    thread.start()
    queue.put(piece(1))
    thread.join(10)
    assert len(got) == 1
    assert got[0] is not None
