"""Windows' three switches for the microphone."""

import sys

import pytest

from app.audio.privacy import microphone_blocked


@pytest.mark.parametrize("off", [0, 1, 2])
def test_one_switch_that_is_off_blocks(off: int) -> None:
    """The computer's, the user's, or the one for programs that aren't from the Store."""
    values = ["Allow"] * 3
    values[off] = "Deny"
    answers = iter(values)
    assert microphone_blocked(lambda root, key: next(answers))


def test_switches_that_are_on_or_absent_do_not_block() -> None:
    """Old versions of Windows have no switches."""
    assert not microphone_blocked(lambda root, key: "Allow")
    assert not microphone_blocked(lambda root, key: "")


@pytest.mark.skipif(sys.platform == "win32", reason="reads the registry of this computer")
def test_other_systems_have_no_switches() -> None:
    """Nothing to read there."""
    assert not microphone_blocked()
