"""The day of a round of payments that always comes."""

import datetime as dt

import pytest

from app.dutch.normalise import normalise
from app.dutch.promises.rules import RuleReading

TODAY = dt.date(2026, 9, 8)  # a Tuesday


def days(text: str) -> list[tuple[str, dt.date | None]]:
    """The days of an utterance, as they were said and as they are."""
    return [(day.heard, day.date) for day in RuleReading(normalise(text), TODAY, []).dates]


@pytest.mark.parametrize(
    ("text", "heard", "day"),
    [
        ("elke donderdag draait de batch en u zit bij die van volgende week", "volgende week", dt.date(2026, 9, 17)),
        ("iedere vrijdag gaat er een run uit deze loopt mee met die van deze week", "deze week", dt.date(2026, 9, 11)),
        ("op de tiende van elke maand betalen wij u staat in de ronde van november", "november", dt.date(2026, 11, 10)),
        ("elke eenendertigste van de maand is het zover u zit in die van november", "november", dt.date(2026, 11, 30)),
    ],
)
def test_the_round_of_a_week_or_a_month_has_a_day(text: str, heard: str, day: dt.date) -> None:
    """That of the rhythm, or the last of a month that is too short."""
    assert days(text)[-1] == (heard, day)


@pytest.mark.parametrize(
    "text",
    [
        "elke maandag is er een run die van deze week is geweest",
        "u zit in de ronde van volgende week",
        "elke donderdag betalen we maar volgende week zijn we dicht",
        "elke donderdag is er een run u zit bij die van november",
    ],
)
def test_a_round_without_its_day_has_none(text: str) -> None:
    """It has gone by, has no rhythm, is no round, or its rhythm does not fit."""
    assert days(text)[-1][1] is None
