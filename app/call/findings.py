"""What the advisers find in the words of an utterance, before it is decided what to do with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from app.advice.matcher import Match
from app.call.advisers import Advisers
from app.call.case import Case
from app.call.events import Channel


@dataclass(frozen=True, slots=True)
class Finding:
    """An objection or a warning in some words; `span` is in characters of `text`."""

    kind: Literal["objection", "warning"]
    id: str
    text: str
    span: tuple[int, int]
    score: float = 1.0
    phrase: str = ""
    rewrite: str = ""
    subject: str = ""


def find(
    advisers: Advisers,
    case: Case,
    channel: Channel,
    text: str,
    *,
    context: str = "",
    confidences: Sequence[float] = (),
    objections: bool,
    outside: Mapping[str, float] | None = None,
) -> tuple[Finding, ...]:
    """Let the advisers look at an utterance.

    Args:
        advisers: who looks.
        case: the circumstances of this call.
        channel: who speaks; the coach listens to the controller, the guards to the debtor.
        text: the words so far.
        context: the end of the utterance before it, when it belongs to it.
        confidences: one per word, where the recogniser gives them.
        objections: whether this channel raises objections.
        outside: what others heard in the utterance, by objection; see `Matcher.match`.

    Returns:
        Objections best first, then warnings; each id once.
    """
    found: dict[str, Finding] = {}
    if objections:
        for match in advisers.matcher.match(text, confidences or None, outside):
            found.setdefault(match.id, _objection(match, text))
        if context:
            for finding in _across(advisers, context, text):
                found.setdefault(finding.id, finding)
    for finding in _warnings(advisers, case, channel, text):
        found.setdefault(finding.id, finding)
    return tuple(found.values())


def _objection(match: Match, text: str) -> Finding:
    return Finding("objection", match.id, text, match.span, match.score, match.phrase)


def _across(advisers: Advisers, context: str, text: str) -> list[Finding]:
    """Objections that need the end of the previous utterance and the start of this one."""
    words = f"{context} {text}"
    border = len(context)
    return [
        _objection(match, words)
        for match in advisers.matcher.match(words)
        if match.span[0] < border < match.span[1] - 1
    ]


def _warnings(advisers: Advisers, case: Case, channel: Channel, text: str) -> list[Finding]:
    if channel == "controller":
        hits = advisers.coach.check(text, case.call_type, formal=case.formal, avoid_service=case.avoid_service)
        return [Finding("warning", hit.id, text, hit.span, hit.score, hit.phrase, rewrite=hit.rewrite) for hit in hits]
    return [
        Finding("warning", hit.id, text, hit.span, hit.score, hit.phrase, subject=hit.subject)
        for hit in advisers.guards.check(text, case.facts)
    ]
