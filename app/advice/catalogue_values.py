"""What the catalogue holds, as values: objections, warnings, ordinary talk and the base card."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

from app.advice.catalogue_yaml import CatalogueProblem

ACTION_KINDS = frozenset(
    "send_copy open_dispute plan_callback ask_proof stop_dunning ask_reference ask_approver "
    "ask_contact propose_instalments own_action pin_date check_payment".split()
)
"""What a card may offer to create, by code."""

Origin = Literal["shipped", "own"]


@dataclass(frozen=True, slots=True)
class Action:
    """What a card may create: a code of `ACTION_KINDS` and the words on its button."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Objection:
    """One objection with what to listen for and what to say."""

    id: str
    title: str
    short_title: str
    """At most 24 characters, for the compact window."""
    source: str
    phrases: tuple[str, ...]
    look_alikes: tuple[str, ...]
    gentle: str
    firm: str
    questions: tuple[str, ...]
    closing_question: str
    verify: str
    avoid: str
    action: Action | None
    origin: Origin = "shipped"
    overridden: tuple[str, ...] = ()
    """Dutch keys of a shipped objection for which the user has words of his own."""


@dataclass(frozen=True, slots=True)
class Rewrite:
    """When one of these words was said: how it can be said instead."""

    triggers: str
    text: str


@dataclass(frozen=True, slots=True)
class Warning:
    """One warning: who says it, in which calls, and what to say."""

    id: str
    channel: Literal["debtor", "controller", "either", "session"]
    call: Literal["any", "overdue"]
    title: str
    explanation: str
    sentence: str
    rewrites: tuple[Rewrite, ...] = ()
    phrases: tuple[str, ...] = ()
    look_alikes: tuple[str, ...] = ()
    origin: Origin = "shipped"


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Everything that is listened for, read in one go."""

    objections: Mapping[str, Objection] = field(default_factory=lambda: MappingProxyType({}))
    warnings: Mapping[str, Warning] = field(default_factory=lambda: MappingProxyType({}))
    none_phrases: tuple[str, ...] = ()
    base: Objection | None = None
    """The card for an objection that nothing recognised; it has no phrases."""
    problems: tuple[CatalogueProblem, ...] = ()
    """What was wrong in the user's own files; those entries are left out."""


class CatalogueError(Exception):
    """The catalogue cannot be used; `problems` says where and why, in Dutch."""

    def __init__(self, problems: tuple[CatalogueProblem, ...]) -> None:
        """Keep the problems; they are for the user, not for a log."""
        super().__init__("; ".join(map(str, problems)))
        self.problems = problems
