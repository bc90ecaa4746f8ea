"""The phase script: the step that suits the call, the debtor and the mood."""

from typing import Any

import pytest

from app.call.script import ScriptStep, script_steps
from app.call.text import plain
from app.wording import Wording


def steps(wording: Wording, **changes: Any) -> tuple[ScriptStep, ...]:
    values: dict[str, Any] = {
        "call_type": "overdue", "current": "opening", "promise_broken": False, "mood": "neutral", **changes,
    }  # fmt: skip
    return script_steps(wording.get("scripts.fasen"), {"bedrag": "€ 1"}, **values)


@pytest.mark.parametrize("call_type", ["overdue", "service"])
@pytest.mark.parametrize("mood", ["", "neutral", "curt", "angry", "good"])
@pytest.mark.parametrize("broken", [False, True])
def test_every_phase_has_something_to_say(call_type: str, mood: str, broken: bool, wording: Wording) -> None:
    """For every kind of call and mood."""
    found = steps(wording, call_type=call_type, mood=mood, promise_broken=broken)
    assert [step.code for step in found] == ["opening", "luisteren", "oplossing", "afspraak", "afsluiten"]
    for step in found:
        assert plain(step.say)
        assert step.questions
        assert not any(set(text) & set("{}[]") for text in (plain(step.say), *step.questions))


def test_the_current_phase_and_those_before_it_are_marked(wording: Wording) -> None:
    """An unknown phase counts as the first."""
    assert [(s.current, s.done) for s in steps(wording, current="oplossing")] == [
        (False, True), (False, True), (True, False), (False, False), (False, False),
    ]  # fmt: skip
    assert steps(wording, current="weg")[0].current


def test_an_angry_debtor_gets_a_short_opening_even_after_a_broken_promise(wording: Wording) -> None:
    """The mood goes before the past."""
    assert "Ik houd het kort" in plain(steps(wording, mood="angry", promise_broken=True)[0].say)
    assert "vorige keer" in plain(steps(wording, promise_broken=True)[0].say)
    assert "openstaande facturen, samen € 1" in plain(steps(wording)[0].say)


def test_what_is_no_phase_in_an_own_script_is_passed_over() -> None:
    """A slip in the user's file leaves the rest."""
    phases: list[Any] = ["x", {"titel": "zonder id"}, {"id": "a", "stappen": ["x", {"zeg": "Ja."}]}, {"id": "b"}]
    found = script_steps(phases, {}, call_type="overdue", current="a", promise_broken=False, mood="")
    assert [(step.code, plain(step.say)) for step in found] == [("a", "Ja."), ("b", "")]
