"""A sound library is asked on one thread, and asking ends in time."""

import threading

import pytest

from app.audio.device_thread import DeviceThread


def test_everything_runs_on_one_thread_in_order() -> None:
    """COM and PulseAudio want that."""
    owner = DeviceThread("test")
    names = [owner.call(lambda: threading.current_thread().name, 5) for _ in range(3)]
    assert names == ["test"] * 3


def test_an_error_comes_back_to_who_asked() -> None:
    """And the thread lives on."""
    owner = DeviceThread("test")
    with pytest.raises(ZeroDivisionError):
        owner.call(lambda: 1 / 0, 5)
    assert owner.call(lambda: 7, 5) == 7


def test_a_driver_that_hangs_does_not_hang_the_program() -> None:
    """Who asks gets an error in time; what comes later waits its turn."""
    owner = DeviceThread("test")
    let_go = threading.Event()
    with pytest.raises(TimeoutError):
        owner.call(let_go.wait, 0.05)
    let_go.set()
    assert owner.call(lambda: "after", 5) == "after"


def test_asking_from_the_thread_itself_does_not_wait_for_itself() -> None:
    """One question may need another."""
    owner = DeviceThread("test")
    assert owner.call(lambda: owner.call(lambda: 3, 5), 5) == 3
