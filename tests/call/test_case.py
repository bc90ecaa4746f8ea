"""What a call takes from the dossier for those who listen along."""

from datetime import date

from app.call.case import case_of, guard_facts
from tests.call.people import ARIE, jansen

TODAY = date(2026, 9, 8)


def test_the_blocked_invoice_is_told_apart_from_the_others() -> None:
    """The numbers of the others help to read digits that are spoken one by one."""
    facts = guard_facts(jansen(), TODAY)
    assert [matter.number for matter in facts.blocked] == ["10672"]
    assert facts.open_numbers == ("10594", "10671")


def test_blocked_invoices_are_open_but_not_to_be_claimed() -> None:
    """Promises are laid against what may be claimed."""
    case = case_of(jansen(), ARIE, "overdue", TODAY)
    assert [(item.number, item.disputed) for item in case.open_items] == [
        ("10594", False),
        ("10671", False),
        ("10672", True),
    ]
