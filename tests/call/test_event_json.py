"""Events as JSON: a contract with other programs."""

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from app.call.event_json import event_json
from app.call.events import (
    CallbackHeard,
    ChannelTrouble,
    Event,
    Final,
    Level,
    ObjectionHeard,
    Partial,
    PromiseHeard,
    Stopped,
    WarningRaised,
    Withdrawn,
)
from app.wording import Wording


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        (Partial("debtor", 1.23456, "ja é"), {"event": "partial", "text": "ja é", "audio_time": 1.235}),
        (Final("debtor", 2.0, "ja"), {"event": "final", "text": "ja", "audio_time": 2.0}),
        (
            ObjectionHeard("debtor", 2.0, "no_money", 0.912345, "geen geld", "er is geen geld", (6, 15), False, 3),
            {"event": "objection", "id": "no_money", "score": 0.9123, "phrase": "geen geld", "text": "er is geen geld",
             "shown": False, "audio_time": 2.0},
        ),
        (Withdrawn("debtor", 2.0, "no_money"), {"event": "withdrawn", "id": "no_money", "audio_time": 2.0}),
        (
            WarningRaised("debtor", 2.0, "old_matter", "toen", (0, 4), "x", "y"),
            {"event": "warning", "id": "old_matter", "text": "toen", "audio_time": 2.0},
        ),
        (
            PromiseHeard("debtor", 2.0, date(2026, 9, 11), Decimal("6000"), ("10594",), "woorden"),
            {"event": "promise", "date": "2026-09-11", "amount": "6000.00", "invoices": ["10594"], "audio_time": 2.0},
        ),
        (
            PromiseHeard("debtor", 2.0, None, None, ()),
            {"event": "promise", "date": None, "amount": None, "invoices": [], "audio_time": 2.0},
        ),
        (Stopped("debtor", 2.0), {"event": "stopped", "error": None, "audio_time": 2.0}),
    ],
)  # fmt: skip
def test_an_event_as_json(event: Event, expected: dict[str, Any], wording: Wording) -> None:
    """Exactly these members, all of them plain values."""
    found = event_json(event, wording)
    assert found == {"channel": "debtor", **expected}
    assert json.loads(json.dumps(found)) == found


def test_an_error_is_a_dutch_sentence(wording: Wording) -> None:
    """Not a code."""
    found = event_json(Stopped("debtor", 2.0, "audio_unreadable"), wording)
    assert found is not None
    assert found["error"].startswith("Dit geluidsbestand kan niet worden gelezen.")


@pytest.mark.parametrize(
    "event",
    [Level("debtor", 1.0, 0.5), ChannelTrouble("debtor", 1.0, "echo"), CallbackHeard("debtor", 1.0, None, "", "")],
)
def test_what_is_no_part_of_the_contract_is_left_out(event: Event, wording: Wording) -> None:
    """Other programs never see it."""
    assert event_json(event, wording) is None
