"""What this company allows in an agreement; the defaults suit a wholesaler with a term of 30 days."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Policy:
    """Limits that the form checks and the cards mention."""

    latest_promise_days: int = 14
    """A promised date further away than this is marked, so that the controller makes a counter-proposal."""
    latest_callback_days: int = 31
    max_instalments: int = 6
    service_call_days: int = 5
    """Days before the due date from which a service call is useful."""
    golden_hours: tuple[tuple[str, str], ...] = (("09:30", "11:30"), ("13:30", "15:30"))
    """Source: requirements, group B. Advice for first calls only, never for agreed callbacks."""
