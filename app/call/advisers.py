"""The three advisers of a call, made once per catalogue and shared by all calls."""

from dataclasses import dataclass

from app.advice.catalogue import Catalogue
from app.advice.coaching import Coach
from app.advice.guards import Guards
from app.advice.matcher import Matcher


@dataclass(frozen=True, slots=True)
class Advisers:
    """Who listens to what: the matcher and the guards to the debtor, the coach to the controller."""

    catalogue: Catalogue
    matcher: Matcher
    coach: Coach
    guards: Guards

    @classmethod
    def of(cls, catalogue: Catalogue) -> "Advisers":
        """Prepare all three for a catalogue; takes a moment, so never on the window's thread."""
        return cls(catalogue, Matcher(catalogue), Coach(catalogue), Guards(catalogue))
