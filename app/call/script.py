"""The phase script of a call: what comes next and how to say it. A guide, never a barrier."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.call.text import Sentence, fill, plain


@dataclass(frozen=True, slots=True)
class ScriptStep:
    """One phase with the sentence and questions that suit this call."""

    code: str
    title: str
    say: Sentence
    questions: tuple[str, ...]
    current: bool = False
    done: bool = False


def script_steps(
    phases: Sequence[Mapping[str, Any]],
    facts: Mapping[str, str],
    *,
    call_type: str,
    current: str,
    promise_broken: bool,
    mood: str,
) -> tuple[ScriptStep, ...]:
    """Choose per phase the step that fits the call best.

    Args:
        phases: the phases of `resources/texts/scripts.yaml`, in order; what the user's own file holds besides is
            passed over.
        facts: placeholders of this debtor.
        call_type: `overdue` or `service`.
        current: code of the phase that the call is in.
        promise_broken: True when the last promise was not kept.
        mood: as set by the controller; `angry` and `curt` shorten the opening.
    """
    wanted = _wanted_variants(promise_broken, mood)
    phases = [phase for phase in phases if isinstance(phase, Mapping) and phase.get("id")]
    codes = [str(phase["id"]) for phase in phases]
    position = codes.index(current) if current in codes else 0
    steps = []
    for number, phase in enumerate(phases):
        step = _choose([s for s in phase.get("stappen") or () if isinstance(s, Mapping)], call_type, wanted)
        steps.append(
            ScriptStep(
                code=codes[number],
                title=str(phase.get("titel", codes[number])),
                say=fill(str(step.get("zeg", "")), facts),
                questions=tuple(plain(fill(str(q), facts)) for q in step.get("vragen") or ()),
                current=number == position,
                done=number < position,
            )
        )
    return tuple(steps)


def _wanted_variants(promise_broken: bool, mood: str) -> tuple[str, ...]:
    variants = []
    if mood in ("angry", "curt"):
        variants.append("boos")
    if promise_broken:
        variants.append("belofte_gebroken")
    return (*variants, "gewoon", "")


def _choose(
    steps: Sequence[Mapping[str, Any]], call_type: str, variants: Sequence[str]
) -> Mapping[str, Any]:
    suitable = [s for s in steps if s.get("soort", "beide") in (call_type, "beide")]
    for variant in variants:
        for step in suitable:
            if str(step.get("variant", "")) == variant:
                return step
    return suitable[0] if suitable else {}
