"""The form: speech fills, people decide, and it survives a crash as JSON."""

import json
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.call.agreement import (
    FIELD_NAMES,
    AgreementForm,
    Callback,
    Consent,
    FieldName,
    FormField,
    Instalment,
    NextStep,
    OwnPromise,
)

FRIDAY = date(2026, 9, 11)


def test_speech_fills_an_empty_field_and_replaces_what_speech_filled() -> None:
    """The newest words count as long as nobody decided."""
    form = AgreementForm().hear("amount", Decimal("2000.00"), "tweeduizend").hear("amount", Decimal("3000.00"), "drie")
    assert form.get("amount") == FormField(Decimal("3000.00"), "heard", "drie")
    assert form.suggestion("amount") is None


@pytest.mark.parametrize("decide", ["accept", "edit"])
def test_speech_never_overwrites_what_the_controller_decided(decide: str) -> None:
    """It becomes a suggestion beside the value."""
    form = AgreementForm().hear("amount", Decimal("2000.00"), "tweeduizend")
    form = form.accept("amount") if decide == "accept" else form.edit("amount", Decimal("2000.00"))
    heard = form.hear("amount", Decimal("2500.00"), "vijfentwintighonderd")
    assert heard.value("amount") == Decimal("2000.00")
    assert heard.suggestion("amount") == FormField(Decimal("2500.00"), "heard", "vijfentwintighonderd")


def test_hearing_the_decided_value_again_takes_the_suggestion_back() -> None:
    """The debtor returned to what was decided, so nothing differs any more."""
    form = AgreementForm().edit("date", FRIDAY).hear("date", FRIDAY + timedelta(days=3)).hear("date", FRIDAY)
    assert form.suggestion("date") is None
    assert form.get("date").state == "edited"


def test_accepting_takes_the_suggestion_over() -> None:
    """One key for "yes, the new one"."""
    form = AgreementForm().edit("date", FRIDAY).hear("date", date(2026, 9, 14), "maandag").accept("date")
    assert form.get("date") == FormField(date(2026, 9, 14), "accepted", "maandag")
    assert form.suggestion("date") is None


def test_accepting_an_empty_field_does_nothing() -> None:
    """There is nothing to accept."""
    assert AgreementForm().accept("date") == AgreementForm()


def test_editing_drops_the_suggestion_and_keeps_the_words() -> None:
    """The words stay as the reason why the field was filled."""
    form = AgreementForm().hear("date", FRIDAY, "vrijdag").accept("date").hear("date", date(2026, 9, 14))
    assert form.edit("date", date(2026, 9, 15)).get("date") == FormField(date(2026, 9, 15), "edited", "vrijdag")
    assert form.edit("date", date(2026, 9, 15)).suggestion("date") is None


def test_a_cleared_field_may_be_filled_by_speech_again() -> None:
    """Clearing takes the decision back too."""
    form = AgreementForm().edit("date", FRIDAY).hear("date", date(2026, 9, 14)).clear("date")
    assert form.get("date") == FormField()
    assert form.hear("date", FRIDAY, "vrijdag").get("date").state == "heard"
    assert form.empty


def test_a_form_never_changes() -> None:
    """Every change gives a new form, so a draft can be written on another thread."""
    form = AgreementForm()
    form.hear("date", FRIDAY)
    assert form.empty


@pytest.mark.parametrize("name", ["amount", "date", "instalments"])
def test_consent_falls_when_what_was_agreed_changes(name: FieldName) -> None:
    """He said yes to something else."""
    values: dict[str, tuple[Any, Any]] = {
        "amount": (Decimal("1.00"), Decimal("2.00")),
        "date": (FRIDAY, date(2026, 9, 14)),
        "instalments": ((Instalment(FRIDAY, Decimal("1.00")),), (Instalment(FRIDAY, Decimal("2.00")),)),
    }
    first, second = values[name]
    form = AgreementForm().hear(name, first).hear("consent", Consent(True, "ja"))
    assert form.accept(name).value("consent") == Consent(True, "ja")
    assert form.hear(name, first).value("consent") == Consent(True, "ja")
    assert form.edit(name, second).value("consent") is None
    assert form.hear(name, second).value("consent") is None


PLAN = (Instalment(FRIDAY, Decimal("1.00")), Instalment(date(2026, 9, 18), Decimal("1.00")))


@pytest.mark.parametrize(
    ("values", "result"),
    [
        ({}, None),
        ({"amount": Decimal("1.00")}, None),
        ({"date": FRIDAY}, None),
        ({"amount": Decimal("1.00"), "date": FRIDAY}, "agreement"),
        ({"instalments": PLAN}, "agreement"),
        ({"instalments": ()}, None),
        ({"instalments": (*PLAN, Instalment(None, Decimal("1.00")))}, None),
        ({"instalments": (Instalment(FRIDAY, Decimal("0.00")),)}, None),
        ({"callback": Callback(FRIDAY)}, "callback"),
        ({"callback": Callback(None, "10:00")}, None),
        ({"next_step": NextStep("navragen", FRIDAY)}, "next_step"),
        ({"next_step": NextStep("navragen")}, None),
        ({"next_step": NextStep("", FRIDAY)}, None),
        ({"callback": Callback(FRIDAY), "next_step": NextStep("navragen", FRIDAY)}, "callback"),
        ({"callback": Callback(FRIDAY), "amount": Decimal("1.00"), "date": FRIDAY}, "agreement"),
        ({"own_promise": (OwnPromise("kopie", "Ab", FRIDAY),)}, None),
    ],
)
def test_the_form_knows_what_it_amounts_to(values: dict[FieldName, Any], result: str | None) -> None:
    """An agreement goes before a callback, and that before a next step; each needs its date."""
    form = AgreementForm()
    for name, value in values.items():
        form = form.edit(name, value)
    assert form.result == result


DAYS = st.dates(date(2020, 1, 1), date(2040, 1, 1))
AMOUNTS = st.decimals(-(10**9), 10**9, places=2, allow_nan=False, allow_infinity=False)
TEXTS = st.text(max_size=30)
TIMES = st.one_of(st.just(""), st.times().map(lambda t: f"{t:%H:%M}"))
VALUES: dict[FieldName, st.SearchStrategy[Any]] = {
    "invoices": st.lists(TEXTS, max_size=4).map(tuple),
    "amount": AMOUNTS,
    "date": DAYS,
    "method": TEXTS,
    "instalments": st.lists(st.builds(Instalment, st.none() | DAYS, st.none() | AMOUNTS), max_size=3).map(tuple),
    "goodwill": TEXTS,
    "own_promise": st.lists(st.builds(OwnPromise, TEXTS, TEXTS, st.none() | DAYS), max_size=3).map(tuple),
    "callback": st.builds(Callback, st.none() | DAYS, TIMES, st.booleans()),
    "consent": st.builds(Consent, st.booleans(), TEXTS),
    "next_step": st.builds(NextStep, TEXTS, st.none() | DAYS),
    "future_invoices": TEXTS,
}
CHANGES = st.lists(
    st.sampled_from(FIELD_NAMES).flatmap(
        lambda name: st.tuples(st.just(name), st.sampled_from(["hear", "edit", "accept", "clear"]), VALUES[name])
    ),
    max_size=12,
)


@settings(suppress_health_check=[HealthCheck.too_slow])  # the first draw loads much, on a busy machine too slowly
@given(CHANGES)
def test_any_form_comes_back_from_json_as_it_was(changes: list[tuple[FieldName, str, Any]]) -> None:
    """Values, states, words and suggestions, through real JSON text."""
    form = AgreementForm()
    for name, how, value in changes:
        match how:
            case "hear":
                form = form.hear(name, value, "woorden")
            case "edit":
                form = form.edit(name, value)
            case "accept":
                form = form.accept(name)
            case _:
                form = form.clear(name)
    restored = AgreementForm.from_json(json.loads(json.dumps(form.to_json())))
    assert dict(restored.fields) == dict(form.fields)
    assert dict(restored.suggestions) == dict(form.suggestions)


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.just("NaN"),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["value", "state", "words", "date", "amount", "text", "owner", "deadline", "time", "given"]
            ),
            inner,
            max_size=5,
        )
    ),
    max_leaves=12,
)


@given(st.dictionaries(st.sampled_from([*FIELD_NAMES, "other"]), st.fixed_dictionaries({"value": JUNK}, optional={
    "state": st.sampled_from(["heard", "accepted", "edited", "empty", "x"]) | JUNK, "words": JUNK, "suggestion": JUNK,
}) | JUNK, max_size=4))  # fmt: skip
def test_a_damaged_form_never_raises_and_stays_usable(data: dict[str, Any]) -> None:
    """Fields that can't be read are left out; what is read has the right type."""
    form = AgreementForm.from_json(data)
    assert AgreementForm.from_json(form.to_json()).to_json() == form.to_json()
    assert form.result in (None, "agreement", "callback", "next_step")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("amount", "NaN"), ("amount", "Infinity"), ("amount", 12), ("amount", None), ("date", "11-9-2026"),
        ("date", None), ("invoices", "10594"), ("invoices", [1]), ("goodwill", None), ("method", 3),
        ("callback", {"date": "2026-09-11", "time": "25:99", "agreed": True}), ("callback", []),
        ("instalments", [{"date": None}]), ("instalments", [{"date": None, "amount": "sNaN"}]),
        ("own_promise", [{"text": None, "owner": "", "deadline": None}]), ("consent", {"given": True}),
        ("next_step", {"text": 3, "date": None}),
    ],
)  # fmt: skip
def test_a_damaged_field_is_left_out_and_the_rest_kept(name: str, value: Any) -> None:
    """One lost field is better than a lost form."""
    data = {
        name: {"value": value, "state": "edited", "words": ""},
        "future_invoices": {"value": "per mail", "state": "edited", "words": ""},
    }
    assert dict(AgreementForm.from_json(data).fields) == {"future_invoices": FormField("per mail", "edited", "")}


def test_consent_is_only_what_says_true() -> None:
    """A word in its place is no yes."""
    data = {"consent": {"value": {"given": "false", "words": ""}, "state": "heard", "words": ""}}
    assert AgreementForm.from_json(data).value("consent") == Consent(False, "")
