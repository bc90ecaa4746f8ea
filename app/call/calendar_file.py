"""Follow-ups as an .ics file for the user's own calendar (icalendar keeps to RFC 5545, so that we need not)."""

from datetime import UTC, datetime, time, timedelta
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

from app.call.follow_up import FollowUpPlan

_ZONE = ZoneInfo("Europe/Amsterdam")
_CALL_LENGTH = timedelta(minutes=15)


def calendar(plans: tuple[FollowUpPlan, ...], debtor: str, key: UUID, now: datetime) -> bytes:
    """One calendar with an entry per follow-up.

    Args:
        plans: what is to be done.
        debtor: name, put before each text.
        key: identifies the call, so that importing the file twice gives no double entries.
        now: aware time of writing.
    """
    result = Calendar()
    result.add("prodid", "-//Belmaat//NL")
    result.add("version", "2.0")
    for plan in plans:
        event = Event()
        event.add("uid", f"{uuid5(key, f'{plan.kind} {plan.due} {plan.time} {plan.text}')}@belmaat")
        event.add("dtstamp", now.astimezone(UTC))
        event.add("summary", f"{debtor}: {plan.text}")
        if plan.time:
            start = datetime.combine(plan.due, time.fromisoformat(plan.time), _ZONE)
            event.add("dtstart", start)
            event.add("dtend", start + _CALL_LENGTH)
        else:
            event.add("dtstart", plan.due)
            event.add("dtend", plan.due + timedelta(days=1))
            event.add("transp", "TRANSPARENT")
        result.add_component(event)
    result.add_missing_timezones()
    return bytes(result.to_ical())
