"""The debtor's own words in the microphone are told from the controller's."""

import time

import pytest

from app.call.echo import EchoFilter

SAID = "ik betaal volgende week via de betaalronde hoor"


@pytest.fixture
def echo() -> EchoFilter:
    made = EchoFilter()
    made.debtor_said("ik betaal volgende week", 9.0)
    made.debtor_said(SAID, 10.0)
    return made


@pytest.mark.parametrize(
    ("text", "at", "is_echo"),
    [
        (SAID, 10.3, True),
        ("ik betaal volgende week via de", 9.8, True),
        ("ik betaal vorige week via de betaalronde", 10.4, True),  # the two recognitions differ a little
        ("via de betaalronde", 10.2, True),
        ("via de", 10.2, False),  # too short to tell
        ("", 10.2, False),
        ("welke dag mag ik dan noteren voor u", 10.5, False),
        (SAID, 60.0, False),
    ],
)
def test_a_copy_is_told_by_its_words_and_its_moment(text: str, at: float, is_echo: bool, echo: EchoFilter) -> None:
    """Almost the same words, within seconds."""
    assert echo.is_echo(text, at, at - 2.0) is is_echo


def test_repeating_the_debtor_after_he_finished_is_no_echo(echo: EchoFilter) -> None:
    """A good listener repeats what he heard; his utterance begins after the debtor's last word."""
    assert not echo.is_echo(SAID, 12.8, 10.8)


def test_a_greeting_that_is_answered_alike_is_no_echo() -> None:
    """The final of the debtor's greeting comes when the controller has begun already."""
    echo = EchoFilter()
    echo.debtor_said("goedemorgen met ter naad", 2.9)
    echo.debtor_said("goedemorgen met ter naad", 3.8, final=True)
    assert not echo.is_echo("goedemorgen meneer ter naad", 5.2, 3.7)


def test_nothing_is_an_echo_while_the_debtor_is_silent() -> None:
    """Also the first words of the call."""
    assert not EchoFilter().is_echo("goedemorgen u spreekt met de vries", 1.0, 0.0)


def test_long_monologues_cost_little() -> None:
    """On every partial, on an old computer."""
    echo = EchoFilter()
    for number in range(80):
        echo.debtor_said(" ".join(f"woord{n}" for n in range(number)), 100.0 + number * 0.1)
    start = time.process_time()
    echo.is_echo(" ".join(f"ander{n}" for n in range(40)), 108.0, 100.0)
    assert time.process_time() - start < 0.5
