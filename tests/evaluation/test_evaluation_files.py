"""The evaluation set keeps its form: ids, counts, dates, encoding, no doubles."""

import json
import re
from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).parent
WRITERS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth"
).split()
OTHER_PROMISES = tuple(f"others/promises_{writer}.jsonl" for writer in WRITERS)
OTHER_WARNINGS = ("others/warnings_first.jsonl", "others/warnings_second.jsonl")
RECORD_FILES = (
    "debtor.jsonl",
    "none.jsonl",
    "controller.jsonl",
    "promises.jsonl",
    "others/debtor.jsonl",
    "others/debtor_third.jsonl",
    *OTHER_PROMISES,
    *OTHER_WARNINGS,
)
DIALOGUES = sorted((FOLDER / "dialogues").glob("*.jsonl"))

OBJECTIONS = frozenset(
    [
        "invoice_not_received",
        "invoice_lost",
        "invoice_incorrect",
        "missing_reference",
        "awaiting_credit_note",
        "longer_payment_term",
        "payment_run",
        "awaiting_approval",
        "system_failure",
        "never_ordered",
        "authoriser_absent",
        "wrong_person",
        "call_back_later",
        "handled_by_accountant",
        "goods_not_received",
        "order_cancelled",
        "goods_defective",
        "delivery_incomplete",
        "goods_not_resold",
        "already_paid",
        "bank_error",
        "waiting_for_customer_payment",
        "no_money",
        "instalments_requested",
        "set_off",
        "insolvency",
        "vague_promise",
        "dispute_as_leverage",
        "good_payer_appeal",
        "call_annoyance",
        "colleague_would_call",
        "sales_promised_terms",
        "flat_refusal",
        "legal_dispute",
        "personal_circumstances",
        "company_change",
        "third_party_should_pay",
        "direct_debit_expected",
    ]
)
DEBTOR_WARNINGS = frozenset({"old_matter", "heated", "blocked_invoice"})
CONTROLLER_WARNINGS = frozenset(
    [
        "says_must",
        "threatens",
        "asks_if_invoice_received",
        "asks_if_delivery_ok",
        "asks_reason_directly",
        "accuses",
        "calls_it_excuse",
        "too_much_room",
        "informal_address",
        "heated",
    ]
)
OVERDUE_ONLY = frozenset({"asks_if_invoice_received", "asks_if_delivery_ok", "asks_reason_directly"})


def records(name: str) -> list[dict[str, Any]]:
    """Read one JSON Lines file; a line that is not JSON or not UTF-8 fails the test."""
    lines = (FOLDER / name).read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


@pytest.mark.parametrize("name", RECORD_FILES)
def test_no_text_occurs_twice_in_a_file(name: str) -> None:
    """A double would count one sentence twice, whatever its case and punctuation."""
    bare = Counter(re.sub(r"[^\w ]", "", row["text"].lower()) for row in records(name))
    assert [text for text, count in bare.items() if count > 1] == []


def test_no_utterance_is_both_an_objection_and_none() -> None:
    """The two debtor files do not contradict each other."""
    objected = {row["text"].lower().rstrip(".?!") for row in records("debtor.jsonl")}
    ordinary = {row["text"].lower().rstrip(".?!") for row in records("none.jsonl")}
    assert objected & ordinary == set()


def test_every_objection_has_enough_utterances() -> None:
    """Each of the 38 ids has fifteen or more, and 600 utterances carry an objection."""
    rows = records("debtor.jsonl")
    counts = Counter(name for row in rows for name in row["objections"])
    assert set(counts) == OBJECTIONS
    assert len(OBJECTIONS) == 38
    assert min(counts.values()) >= 15
    assert sum(bool(row["objections"]) for row in rows) >= 600
    assert sum(len(row["objections"]) == 2 for row in rows) >= 30


def test_debtor_warnings_are_known_and_frequent_enough() -> None:
    """Old matters and anger are there often enough to measure."""
    counts = Counter(name for row in records("debtor.jsonl") for name in row.get("warnings", []))
    assert set(counts) <= DEBTOR_WARNINGS
    assert counts["old_matter"] >= 25
    assert counts["heated"] >= 20


def test_debtor_utterances_have_the_length_of_speech() -> None:
    """Each is between 4 and 45 words and carries a label of some kind."""
    rows = records("debtor.jsonl")
    assert [row for row in rows if not 4 <= len(row["text"].split()) <= 45] == []
    assert [row for row in rows if not row["objections"] and not row.get("warnings")] == []


def test_there_are_enough_utterances_without_objection() -> None:
    """Ordinary talk is measured on at least 450 utterances that have a text only."""
    rows = records("none.jsonl")
    assert len(rows) >= 450
    assert [row for row in rows if set(row) != {"text"} or not row["text"].strip()] == []


def test_controller_utterances_cover_every_warning() -> None:
    """Eight or more for each warning, seventy or more without any, in a known call type."""
    rows = records("controller.jsonl")
    counts = Counter(name for row in rows for name in row["warnings"])
    assert len(rows) >= 170
    assert set(counts) == CONTROLLER_WARNINGS
    assert min(counts.values()) >= 8
    assert sum(not row["warnings"] for row in rows) >= 70
    assert {row["call_type"] for row in rows} == {"overdue", "service"}


def test_service_calls_never_expect_a_warning_of_the_overdue_call() -> None:
    """Questions about invoice and delivery are right before the due date."""
    wrong = [
        row
        for row in records("controller.jsonl")
        if row["call_type"] == "service" and OVERDUE_ONLY & set(row["warnings"])
    ]
    assert wrong == []


def test_there_are_enough_promises_and_enough_that_are_none() -> None:
    """At least 220 utterances, of which 55 or more promise nothing."""
    rows = records("promises.jsonl")
    assert len(rows) >= 220
    assert sum(row["promise"] is None for row in rows) >= 55


@pytest.mark.parametrize("name", ["promises.jsonl", *OTHER_PROMISES])
def test_every_promise_is_well_formed(name: str) -> None:
    """A promise has a date not before today, or an amount with two decimals, or both."""
    for row in records(name):
        today = date.fromisoformat(row["today"])
        numbers = {item["number"] for item in row["open_items"]}
        promise = row["promise"]
        if promise is None:
            continue
        assert set(promise) - {"invoices"} == {"date", "amount"}, row
        assert promise["date"] or promise["amount"], row
        if promise["date"]:
            assert date.fromisoformat(promise["date"]) >= today, row
        if promise["amount"]:
            assert re.fullmatch(r"\d+\.\d{2}", promise["amount"]), row
            assert Decimal(promise["amount"]) > 0, row
        assert set(promise.get("invoices", [])) <= numbers, row


@pytest.mark.parametrize("name", ["promises.jsonl", *OTHER_PROMISES])
def test_open_items_are_well_formed(name: str) -> None:
    """Each open item has a number, an amount with two decimals and a dispute flag."""
    items = [item for row in records(name) for item in row["open_items"]]
    assert items
    for item in items:
        assert re.fullmatch(r"\d+", item["number"]), item
        assert re.fullmatch(r"\d+\.\d{2}", item["amount"]), item
        assert isinstance(item["disputed"], bool), item


def test_days_are_spread_over_weekdays_month_ends_and_year_ends() -> None:
    """Dates are not measured from one convenient day only."""
    days = {date.fromisoformat(row["today"]) for row in records("promises.jsonl")}
    assert {day.weekday() for day in days} == set(range(7))
    assert any(day.day >= 30 for day in days)
    assert any(day.month == 12 and day.day >= 30 for day in days)


def test_small_talk_is_ten_minutes_long() -> None:
    """Ten minutes of one person's talk is about 1500 words."""
    text = (FOLDER / "small_talk.txt").read_text(encoding="utf-8")
    assert 1400 <= len(text.split()) <= 1700
    assert all(line.strip() for line in text.splitlines())


def test_other_writers_cover_every_objection_and_none() -> None:
    """Sixteen or more of each of the 38, and 140 that only look like one."""
    rows = records("others/debtor.jsonl")
    counts = Counter(name for row in rows for name in row["objections"])
    assert set(counts) == OBJECTIONS
    assert min(counts.values()) >= 16
    assert sum(not row["objections"] for row in rows) >= 140


def test_third_writer_covers_every_objection_in_both_manners() -> None:
    """Six or more of each of the 38, two of them indirect, and a hundred with none."""
    rows = records("others/debtor_third.jsonl")
    counts = Counter(name for row in rows for name in row["objections"])
    indirect = {name for row in rows if row["manner"] == "indirect" for name in row["objections"]}
    assert set(counts) == indirect == OBJECTIONS
    assert min(counts.values()) >= 6
    assert {row["manner"] for row in rows} == {"everyday", "indirect"}
    assert sum(not row["objections"] for row in rows) >= 100


def test_other_writers_talk_for_fifty_minutes() -> None:
    """Five times ten minutes of one person's talk."""
    text = (FOLDER / "others" / "talk.txt").read_text(encoding="utf-8")
    assert 7000 <= len(text.split()) <= 8500


def test_there_are_three_whole_calls() -> None:
    """The dialogues exist, so that the test below has something to read."""
    assert len(DIALOGUES) >= 3


@pytest.mark.parametrize("path", DIALOGUES, ids=lambda path: path.stem)
def test_dialogue_has_known_labels_and_the_length_of_a_call(path: Path) -> None:
    """A call has 40 to 70 lines of both people, labelled with known ids."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert 40 <= len(rows) <= 70
    assert {row["channel"] for row in rows} == {"debtor", "controller"}
    for row in rows:
        warnings = DEBTOR_WARNINGS if row["channel"] == "debtor" else CONTROLLER_WARNINGS
        assert set(row.get("objections", [])) <= OBJECTIONS, row
        assert set(row.get("warnings", [])) <= warnings, row
        if promise := row.get("promise"):
            assert date.fromisoformat(promise["date"]) >= date(2026, 9, 8), row
    assert any(row.get("promise") for row in rows)


@pytest.mark.parametrize("name", OTHER_WARNINGS)
def test_warnings_of_other_writers_stand_among_as_many_that_only_look_so(name: str) -> None:
    """Precision means little without what looks alike."""
    lines = records(name)
    assert {warning for record in lines for warning in record["warnings"]} == {"old_matter", "heated"}
    assert sum(not record["warnings"] for record in lines) >= len(lines) // 2
