"""Every problem of the form is found where it is, with its sentence."""

import ast
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from app.call import form_check
from app.call.agreement import AgreementForm, Callback, Consent, FieldName, Instalment, NextStep, OwnPromise
from app.call.form_check import Problem, find_problems
from app.call.policy import Policy
from app.wording import Wording
from tests.call.people import FRIDAY, TODAY, jansen

YESTERDAY = date(2026, 9, 7)
MONDAY = date(2026, 9, 14)


def form_of(**values: Any) -> AgreementForm:
    form = AgreementForm()
    for name, value in values.items():
        form = form.edit(name, value)  # type: ignore[arg-type]
    return form


def found(today: date = TODAY, **values: Any) -> tuple[Problem, ...]:
    return find_problems(form_of(**values), jansen(), today, Policy())


def codes(today: date = TODAY, **values: Any) -> list[tuple[FieldName, str, bool]]:
    return [(p.field, p.code, p.blocking) for p in found(today, **values)]


SIX = Decimal("6000.00")
BOTH = ("10594", "10671")


def plan(*parts: tuple[date | None, str | None]) -> tuple[Instalment, ...]:
    return tuple(Instalment(day, None if amount is None else Decimal(amount)) for day, amount in parts)


SEVEN = plan(*((date(2026, 10, day), "100.00") for day in range(1, 8)))
CASES: list[tuple[dict[str, Any], list[tuple[str, str, bool]]]] = [
    ({}, []),
    ({"invoices": BOTH, "amount": SIX, "date": FRIDAY}, []),
    ({"invoices": ("99",)}, [("invoices", "invoice_unknown", True)]),
    ({"invoices": ("10672",)}, [("invoices", "invoice_blocked", False)]),
    ({"date": FRIDAY}, [("amount", "amount_missing", True)]),
    ({"amount": Decimal("0.00"), "date": FRIDAY}, [("amount", "amount_not_positive", True)]),
    ({"amount": Decimal("-5.00"), "date": FRIDAY}, [("amount", "amount_not_positive", True)]),
    ({"amount": Decimal("7000.01"), "date": FRIDAY}, [("amount", "amount_above_total", False)]),
    ({"amount": Decimal("7000.00"), "date": FRIDAY}, []),
    ({"invoices": ("10594",), "amount": SIX, "date": FRIDAY}, [("amount", "amount_above_invoices", False)]),
    ({"invoices": BOTH, "amount": Decimal("5999.99"), "date": FRIDAY}, [("amount", "amount_below_invoices", False)]),
    ({"amount": SIX}, [("date", "date_missing", True)]),
    ({"amount": SIX, "date": YESTERDAY}, [("date", "date_past", True)]),
    ({"amount": SIX, "date": TODAY}, []),
    ({"amount": SIX, "date": date(2026, 9, 12)}, [("date", "date_not_working", False)]),
    ({"amount": SIX, "date": date(2026, 9, 22)}, []),
    ({"amount": SIX, "date": date(2026, 9, 23)}, [("date", "date_too_late", False)]),
    ({"instalments": plan((FRIDAY, None))}, [("instalments", "instalment_incomplete", True)]),
    ({"instalments": plan((None, "5.00"))}, [("instalments", "instalment_incomplete", True)]),
    ({"instalments": plan((FRIDAY, "0.00"))}, [("instalments", "instalment_incomplete", True)]),
    ({"instalments": plan((YESTERDAY, "5.00"), (FRIDAY, "5.00"))}, [("instalments", "instalment_past", True)]),
    ({"instalments": plan((MONDAY, "5.00"), (FRIDAY, "5.00"))}, [("instalments", "instalment_order", False)]),
    ({"instalments": SEVEN}, [("instalments", "instalment_too_many", False)]),
    (
        {"instalments": plan((FRIDAY, "5.00"), (MONDAY, "5.00")), "amount": SIX},
        [("instalments", "instalment_sum", True)],
    ),
    ({"instalments": plan((FRIDAY, "5.00"), (MONDAY, "5.00")), "amount": Decimal("10.00")}, []),
    ({"own_promise": (OwnPromise("kopie", "", FRIDAY),)}, [("own_promise", "own_without_owner", False)]),
    ({"own_promise": (OwnPromise("kopie", "Ab"),)}, [("own_promise", "own_without_deadline", True)]),
    ({"own_promise": (OwnPromise("kopie", "Ab", YESTERDAY),)}, [("own_promise", "own_past", True)]),
    ({"own_promise": (OwnPromise("kopie", "Ab", TODAY),)}, []),
    ({"callback": Callback(None, "10:00")}, [("callback", "callback_without_date", True)]),
    ({"callback": Callback(YESTERDAY, "10:00")}, [("callback", "callback_past", True)]),
    ({"callback": Callback(date(2026, 10, 9), "10:00")}, []),
    ({"callback": Callback(date(2026, 10, 10), "10:00")}, [("callback", "callback_far", False)]),
    ({"callback": Callback(date(2026, 9, 13), "10:00")}, [("callback", "callback_not_working", False)]),
    ({"callback": Callback(FRIDAY)}, [("callback", "callback_without_time", False)]),
    ({"next_step": NextStep("", FRIDAY)}, [("next_step", "next_step_without_text", True)]),
    ({"next_step": NextStep("navragen")}, [("next_step", "next_step_without_date", True)]),
    ({"next_step": NextStep("navragen", YESTERDAY)}, [("next_step", "next_step_past", True)]),
    ({"consent": Consent(False), "method": "ideal", "goodwill": "x", "future_invoices": "y"}, []),
]


@pytest.mark.parametrize(("values", "problems"), CASES)
def test_a_problem_is_found_where_it_is(values: dict[str, Any], problems: list[tuple[str, str, bool]]) -> None:
    """Field, code, and whether it must be put right before saving."""
    assert codes(**values) == problems


def _raised_codes() -> set[str]:
    tree = ast.parse(Path(form_check.__file__).read_text(encoding="utf-8"))
    return {
        node.args[1].value
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Problem"
        if isinstance(node.args[1], ast.Constant) and isinstance(node.args[1].value, str)
    }


def test_every_code_of_the_checks_is_tried_above() -> None:
    """A new check needs its case here."""
    assert _raised_codes() == {code for _, problems in CASES for _, code, _ in problems}


@pytest.mark.parametrize("values", [values for values, problems in CASES if problems])
def test_every_problem_has_its_sentence_with_facts(values: dict[str, Any], wording: Wording) -> None:
    """What the controller reads is whole and names the fact."""
    for problem in found(**values):
        text = wording.sentence(f"form.{problem.code}", problem.facts)
        assert text[0].isupper()
        assert text.endswith((".", "?"))
        assert all(fact in text for fact in problem.facts.values())


@pytest.mark.parametrize(
    ("today", "day"),
    [
        (date(2026, 12, 21), date(2026, 12, 25)),
        (date(2027, 3, 22), date(2027, 3, 26)),  # Good Friday
        (date(2027, 3, 22), date(2027, 3, 29)),  # Easter Monday
        (date(2026, 4, 20), date(2026, 4, 27)),  # King's Day
        (date(2025, 4, 21), date(2025, 4, 26)),  # King's Day on Saturday, since the 27th is a Sunday
    ],
)
def test_banks_book_nothing_on_holidays(today: date, day: date) -> None:
    """The date is marked, and the controller may overrule it."""
    assert codes(today, amount=SIX, date=day) == [("date", "date_not_working", False)]


def test_the_leap_day_is_a_day_like_any_other() -> None:
    """29 February 2028 is a Tuesday."""
    assert codes(date(2028, 2, 22), amount=SIX, date=date(2028, 2, 29)) == []


def test_a_date_far_away_names_its_year(wording: Wording) -> None:
    """Otherwise "vrijdag 1 januari" could be any year."""
    problems = found(date(2026, 12, 30), amount=SIX, date=date(2027, 1, 1))
    assert [wording.sentence(f"form.{p.code}", p.facts) for p in problems] == [
        "Dit is geen werkdag: vrijdag 1 januari 2027. De bank boekt dan niet bij."
    ]


def test_the_far_end_of_the_calendar_does_no_harm() -> None:
    """A slip of the pen in a year is marked, not a crash."""
    assert codes(amount=SIX, date=date(9999, 12, 31)) == [("date", "date_too_late", False)]
