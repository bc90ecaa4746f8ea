"""What makes promises hard to read, cause by cause, in the words of many different debtors."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from app.dutch.promises import OpenItem, find_promise

TODAY = date(2026, 9, 8)
ITEMS = (
    OpenItem("10594", Decimal("4000.00"), disputed=False, due=date(2026, 8, 19)),
    OpenItem("10671", Decimal("2000.00"), disputed=False, due=date(2026, 9, 6)),
    OpenItem("10672", Decimal("1000.00"), disputed=True, due=date(2026, 9, 6)),
)


def _cases() -> list[tuple[str, str, str]]:
    """Each sentence with its cause and what is promised in it."""
    cases: list[tuple[str, str, str]] = []
    cause = ""
    for line in Path(__file__).with_name("promise_causes.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("# -- "):
            cause = line.removeprefix("# -- ").split(":")[0].rstrip(".")
        elif line and not line.startswith("#"):
            sentence, expected = line.split(" => ")
            cases.append((cause, sentence, expected.strip()))
    return cases


@pytest.mark.parametrize(("cause", "sentence", "expected"), _cases())
def test_the_cause_is_read(cause: str, sentence: str, expected: str) -> None:
    """Date, amount and invoices, or no promise at all."""
    promise = find_promise(sentence.removeprefix("*"), TODAY, ITEMS if sentence.startswith("*") else ())
    shown = "none"
    if promise is not None and promise.contract() is not None:
        day = promise.date.strftime("%d-%m-%y") if promise.date else "None"
        shown = f"{day} {promise.amount} {','.join(promise.invoices)}".rstrip()
    assert shown == expected, cause
