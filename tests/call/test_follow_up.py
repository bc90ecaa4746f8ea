"""Dated actions after a call, on working days."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from app.call.agreement import AgreementForm, Callback, Instalment, NextStep, OwnPromise
from app.call.follow_up import FollowUpPlan, Parked, plan_follow_ups
from app.wording import Wording
from tests.call.people import FRIDAY, TODAY

MONDAY, TUESDAY = date(2026, 9, 14), date(2026, 9, 15)
EURO = Decimal("6000.00")
CHECK = "Rekening controleren: €\u00a06.000,00, als de bank is verwerkt"
CALL = "Opnieuw bellen als het er niet staat"


def form_of(**values: Any) -> AgreementForm:
    form = AgreementForm()
    for name, value in values.items():
        form = form.edit(name, value)  # type: ignore[arg-type]
    return form


def test_a_payment_on_friday_is_looked_up_on_monday_and_asked_after_on_tuesday(wording: Wording) -> None:
    """The bank is processed first, then there is a day to call."""
    plans = plan_follow_ups(form_of(amount=EURO, date=FRIDAY), wording)
    assert plans == (FollowUpPlan("check_bank", MONDAY, CHECK), FollowUpPlan("call", TUESDAY, CALL))


@pytest.mark.parametrize(
    ("day", "check", "call"),
    [
        (date(2027, 3, 25), date(2027, 3, 30), date(2027, 3, 31)),  # Thursday before Good Friday and Easter
        (date(2026, 12, 24), date(2026, 12, 28), date(2026, 12, 29)),
        (date(2026, 12, 31), date(2027, 1, 4), date(2027, 1, 5)),
        (date(2026, 4, 24), date(2026, 4, 28), date(2026, 4, 29)),  # King's Day on Monday
        (date(2026, 9, 12), MONDAY, TUESDAY),  # a Saturday
        (date(2028, 2, 28), date(2028, 2, 29), date(2028, 3, 1)),
    ],
)
def test_weekends_and_holidays_are_stepped_over(day: date, check: date, call: date, wording: Wording) -> None:
    """Easter, Christmas, King's Day and the leap day."""
    plans = plan_follow_ups(form_of(amount=EURO, date=day), wording)
    assert [(plan.kind, plan.due) for plan in plans] == [("check_bank", check), ("call", call)]


def test_every_instalment_is_looked_up_by_itself(wording: Wording) -> None:
    """In order of date, with its own amount; the single date and amount no longer count."""
    parts = (Instalment(date(2026, 9, 18), Decimal("1.00")), Instalment(FRIDAY, Decimal("2.00")))
    plans = plan_follow_ups(form_of(instalments=parts, date=TODAY, amount=EURO), wording)
    assert [(plan.kind, plan.due) for plan in plans] == [
        ("check_bank", MONDAY), ("call", TUESDAY), ("check_bank", date(2026, 9, 21)), ("call", date(2026, 9, 22)),
    ]  # fmt: skip
    assert "€\u00a02,00" in plans[0].text


def test_half_an_agreement_gives_nothing_to_look_up(wording: Wording) -> None:
    """A day that was heard without an amount is no promise."""
    assert plan_follow_ups(form_of(date=FRIDAY), wording) == ()


def test_everything_else_that_was_agreed_comes_in_order(wording: Wording) -> None:
    """Our promises, the callback with its time, the next step, an old matter."""
    form = form_of(
        own_promise=(OwnPromise("Kopie mailen", "Ab", TODAY), OwnPromise("zonder dag")),
        callback=Callback(FRIDAY, "14:00"),
        next_step=NextStep("Navragen", FRIDAY),
    )
    assert plan_follow_ups(form, wording, old_matters=(("levering van 2008", TUESDAY), ("", TUESDAY))) == (
        FollowUpPlan("own_action", TODAY, "Kopie mailen"),
        FollowUpPlan("own_action", FRIDAY, "Navragen"),
        FollowUpPlan("callback", FRIDAY, "Terugbellen om 14:00", "14:00"),
        FollowUpPlan("old_matter", TUESDAY, "Oude kwestie apart bespreken: levering van 2008"),
        FollowUpPlan("old_matter", TUESDAY, "Oude kwestie apart bespreken"),
    )


@pytest.mark.parametrize(("clock", "text"), [("10:00", "Gesprek voortzetten om 10:00"), ("", "Gesprek voortzetten")])
def test_a_parked_call_goes_on_at_its_day(clock: str, text: str, wording: Wording) -> None:
    """With or without a time."""
    assert plan_follow_ups(AgreementForm(), wording, Parked(FRIDAY, clock)) == (
        FollowUpPlan("callback", FRIDAY, text, clock),
    )


def test_a_slip_of_the_pen_in_a_year_plans_nothing(wording: Wording) -> None:
    """No calendar goes that far, and the form marks the date."""
    assert plan_follow_ups(form_of(amount=EURO, date=date(9999, 12, 31)), wording) == ()
