"""Events as the JSON objects that `replay` and the rehearsal write; the form is a contract with other programs."""

from typing import Any

from app.call.events import (
    Corrected,
    Event,
    Final,
    ObjectionHeard,
    Partial,
    PromiseHeard,
    Stopped,
    WarningRaised,
    Withdrawn,
)
from app.errors import UserError
from app.wording import Wording


def event_json(event: Event, wording: Wording) -> dict[str, Any] | None:
    """The event as plain values, without `wall_time`; None for events that are not part of the contract.

    An utterance that the careful listener understood better is a second `final` with the `audio_time` of the first:
    of finals with the same channel and time the last one stands.
    """
    name: str
    facts: dict[str, Any]
    audio_time = event.audio_time
    match event:
        case Partial():
            name, facts = "partial", {"text": event.text}
        case Final():
            name, facts = "final", {"text": event.text}
        case Corrected():
            name, facts, audio_time = "final", {"text": event.text}, event.of
        case ObjectionHeard():
            name, facts = "objection", _objection(event)
        case Withdrawn():
            name, facts = "withdrawn", {"id": event.id}
        case WarningRaised():
            name, facts = "warning", {"id": event.id, "text": event.text}
        case PromiseHeard():
            name, facts = "promise", _promise(event)
        case Stopped():
            sentence = None if event.error is None else wording.error(UserError(event.error))
            name, facts = "stopped", {"error": sentence}
        case _:
            return None
    return {"event": name, "channel": event.channel, "audio_time": round(audio_time, 3), **facts}


def _objection(event: ObjectionHeard) -> dict[str, Any]:
    return {
        "id": event.id,
        "score": round(event.score, 4),
        "phrase": event.phrase,
        "text": event.text,
        "shown": event.shown,
    }


def _promise(event: PromiseHeard) -> dict[str, Any]:
    return {
        "date": event.date.isoformat() if event.date else None,
        "amount": f"{event.amount:.2f}" if event.amount is not None else None,
        "invoices": list(event.invoices),
    }
