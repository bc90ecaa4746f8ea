"""The proposal for a call, from what the dossier knows."""

from dataclasses import replace
from datetime import date, datetime, time
from decimal import Decimal

import pytest

from app.call.facts import ask_deadline, surname
from app.call.policy import Policy
from app.call.preparation import GoldenHours, golden_hours, latest_broken
from app.call.text import plain
from app.ledger.dossier import ContactPerson, Dossier, Figures, HeardObjection
from app.wording import Wording
from tests.call.people import ARIE, BROKEN, FRIDAY, INVOICES, NOW, SANNE, facts_of, invoice, jansen, prepared


def test_the_example_is_an_overdue_call_for_all_that_is_undisputed(wording: Wording) -> None:
    """Both open invoices, the sum, and Friday of this week; the blocked one stays out."""
    preparation = prepared(wording)
    assert preparation.call_type == "overdue"
    assert preparation.goal.kind == "full"
    assert preparation.goal.invoices == ("10594", "10671")
    assert preparation.goal.total == Decimal("6000.00")
    assert preparation.goal.by == FRIDAY
    assert preparation.goal_text == (
        "Toezegging voor alles wat openstaat: €\u00a06.000,00 (10594 en 10671), uiterlijk vrijdag 11 september "
        "op de rekening"
    )
    assert plain(preparation.opening) == (
        "Goedendag, meneer Ter Naad, u spreekt met Ab de Vries van de administratie van Vliegensvlug BV. Ik bel over "
        "een factuur die nog openstaat: nummer 10594 van €\u00a04.000,00. Wat kunt u me daarover vertellen?"
    )
    assert preparation.warnings == ()


def test_after_a_broken_promise_the_call_goes_back_to_it(wording: Wording) -> None:
    """The opening names what was agreed."""
    preparation = prepared(wording, jansen(promises=(BROKEN,)))
    assert preparation.goal.kind == "broken_promise"
    assert preparation.broken == BROKEN
    assert "een betaling af van €\u00a04.000,00, op vrijdag 4 september." in plain(preparation.opening)


def test_a_promise_kept_later_makes_up_for_a_broken_one() -> None:
    """Only the latest judged promise of the debtor counts, and never one of ours."""
    kept = replace(BROKEN, status="kept", due=date(2026, 9, 5))
    running = replace(BROKEN, status="running", due=date(2026, 9, 20))
    ours = replace(BROKEN, by="us", due=date(2026, 9, 7))
    assert latest_broken(jansen(promises=(BROKEN, kept))) is None
    assert latest_broken(jansen(promises=(BROKEN, running))) == BROKEN
    assert latest_broken(jansen(promises=(ours,))) is None
    assert latest_broken(jansen()) is None


def test_before_the_due_date_it_is_a_service_call(wording: Wording) -> None:
    """Also on the due date itself."""
    dossier = jansen(invoices=(invoice("1", "5.00", date(2026, 9, 8)),))
    preparation = prepared(wording, dossier)
    assert (preparation.call_type, preparation.goal.kind, preparation.goal.by) == ("service", "service", None)


def test_where_all_is_blocked_the_call_is_about_the_complaint(wording: Wording) -> None:
    """Nothing may be claimed, and the controller is told."""
    preparation = prepared(wording, jansen(invoices=INVOICES[2:]))
    assert preparation.goal.kind == "dispute"
    assert preparation.goal.invoices == ("10672",)
    assert preparation.goal_text == "Duidelijk krijgen wat er nodig is om de klacht over factuur 10672 af te ronden"
    assert preparation.warnings == ("nothing_claimable",)
    assert preparation.call_type == "service"


def test_where_nothing_is_open_no_complaint_is_made_up(wording: Wording) -> None:
    """There is nothing to dispute either."""
    assert prepared(wording, jansen(invoices=())).goal.kind == "service"


def test_who_was_short_of_money_last_time_is_offered_instalments(wording: Wording) -> None:
    """An older call does not count, and a broken promise comes first."""
    short = HeardObjection("no_money", date(2026, 8, 25))
    assert prepared(wording, jansen(objections=(short,))).goal.kind == "instalments"
    later = HeardObjection("payment_run", date(2026, 9, 1))
    assert prepared(wording, jansen(objections=(short, later))).goal.kind == "full"
    assert prepared(wording, jansen(objections=(short,), promises=(BROKEN,))).goal.kind == "broken_promise"


def test_without_anybody_to_ask_finding_somebody_comes_first(wording: Wording) -> None:
    """The opening names nobody."""
    preparation = prepared(wording, jansen(contacts=()), contact=None)
    assert preparation.goal.kind == "contact"
    assert plain(preparation.opening).startswith("Goedendag, u spreekt met Ab de Vries van")


def test_a_contact_without_authority_is_marked(wording: Wording) -> None:
    """Unknown is no reason to warn."""
    assert prepared(wording, contact=SANNE).warnings == ("not_authorised",)
    assert prepared(wording, contact=replace(SANNE, decides=None)).warnings == ()


@pytest.mark.parametrize(("limit", "warned"), [("6999.99", True), ("7000.00", False), (None, False)])
def test_a_debtor_over_his_credit_limit_is_marked(limit: str | None, warned: bool, wording: Wording) -> None:
    """Everything that is open counts, blocked invoices too."""
    figures = Figures(credit_limit=None if limit is None else Decimal(limit))
    assert ("over_limit" in prepared(wording, jansen(figures=figures)).warnings) is warned


@pytest.mark.parametrize(
    ("clock", "expected"),
    [
        ("00:00", GoldenHours(False, next="09:30")),
        ("09:29", GoldenHours(False, next="09:30")),
        ("09:30", GoldenHours(True, until="11:30")),
        ("11:29", GoldenHours(True, until="11:30")),
        ("11:30", GoldenHours(False, next="13:30")),
        ("13:30", GoldenHours(True, until="15:30")),
        ("15:30", GoldenHours(False, next="09:30")),
        ("23:59", GoldenHours(False, next="09:30")),
    ],
)
def test_golden_hours_to_the_minute(clock: str, expected: GoldenHours) -> None:
    """The first minute counts, the last does not."""
    assert golden_hours(time.fromisoformat(clock), Policy()) == expected


@pytest.mark.parametrize(
    ("today", "deadline"),
    [
        (date(2026, 9, 7), date(2026, 9, 11)),
        (date(2026, 9, 10), date(2026, 9, 11)),
        (date(2026, 9, 11), date(2026, 9, 15)),
        (date(2026, 9, 12), date(2026, 9, 15)),
        (date(2026, 9, 13), date(2026, 9, 15)),
        (date(2027, 3, 23), date(2027, 3, 25)),  # Good Friday is the 26th
        (date(2027, 3, 25), date(2027, 3, 30)),  # Thursday before it: Tuesday after Easter
        (date(2026, 12, 21), date(2026, 12, 24)),
    ],
)
def test_payment_is_asked_for_a_working_day_soon(today: date, deadline: date) -> None:
    """Friday of this week, or Tuesday of the next when that is too near."""
    assert ask_deadline(today) == deadline


@pytest.mark.parametrize(
    ("name", "surname_"),
    [
        ("Arie ter Naad", "Ter Naad"), ("A. van der Berg", "Van der Berg"), ("ter Naad", "Ter Naad"),
        ("Jan Peter de Vries", "De Vries"), ("Dhr. A. Bakker", "Bakker"), ("Bakker", "Bakker"), ("", ""),
        ("Ab in 't Veld", "In 't Veld"), ("Zoë Özdemir", "Özdemir"),
    ],
)  # fmt: skip
def test_a_surname_stands_as_after_a_title(name: str, surname_: str) -> None:
    """Its prefix gets a capital, first names and titles fall away."""
    assert surname(name) == surname_


def test_facts_that_nobody_knows_are_empty(wording: Wording) -> None:
    """An empty dossier leaves every part of a sentence out."""
    dossier = Dossier(1, "Leeg BV", payment_term_days=0)
    facts = facts_of(dossier, None, wording)
    assert {name for name, value in facts.items() if value} == {"debiteur", "vrijdag", "eigen_naam", "bedrijf"}
    assert facts_of(dossier, ContactPerson(1, "", "meneer"), wording)["aanhef"] == ""


def test_facts_of_the_example(wording: Wording) -> None:
    """Every placeholder of the texts has its value."""
    facts = facts_of(jansen(figures=Figures(customer_years=15)), ARIE, wording)
    assert dict(facts) == {
        "aanhef": "meneer Ter Naad", "contact": "Arie ter Naad", "debiteur": "Jansen BV", "termijn": "30 dagen",
        "factuur": "10594", "facturen": "10594 en 10671", "bedrag": "€\u00a06.000,00",
        "factuurbedrag": "€\u00a04.000,00",
        "dagen_te_laat": "20 dagen", "vrijdag": "vrijdag 11 september", "geblokkeerd": "10672",
        "klacht": "transportschade aan een racefiets", "klant_sinds": "15 jaar", "eigen_naam": "Ab de Vries",
        "bedrijf": "Vliegensvlug BV",
    }  # fmt: skip


def test_one_day_late_is_one_day(wording: Wording) -> None:
    """Not one days."""
    dossier = jansen(invoices=(invoice("1", "5.00", date(2026, 9, 7)),))
    assert facts_of(dossier, ARIE, wording)["dagen_te_laat"] == "1 dag"


def test_nobody_names_forty_invoices(wording: Wording) -> None:
    """The amount says it; a sentence with forty numbers can't be read aloud."""
    many = tuple(invoice(str(n), "5.00", date(2026, 8, 19)) for n in range(40))
    preparation = prepared(wording, jansen(invoices=many))
    assert preparation.goal_text.startswith("Toezegging voor alles wat openstaat: €\u00a0200,00, uiterlijk")


def test_a_preparation_at_night_is_about_the_local_day(wording: Wording) -> None:
    """The golden hours and the deadline follow the clock on the wall."""
    late = datetime(2026, 9, 8, 23, 59, tzinfo=NOW.tzinfo)
    preparation = prepared(wording, now=late)
    assert (preparation.golden.next, preparation.goal.by) == ("09:30", FRIDAY)
