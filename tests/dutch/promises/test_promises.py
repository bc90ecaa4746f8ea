"""Promises to pay in what a debtor says."""

import time
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.dutch.promises import Instalment, OpenItem, Promise, find_promise

TODAY = date(2026, 9, 8)
ITEMS = (
    OpenItem("10594", Decimal("4000.00"), disputed=False, due=date(2026, 8, 19)),
    OpenItem("10671", Decimal("2000.00"), disputed=False, due=date(2026, 9, 6)),
    OpenItem("10672", Decimal("1000.00"), disputed=True, due=date(2026, 9, 6)),
)


def _sentences() -> list[tuple[str, str]]:
    lines = Path(__file__).with_name("sentences.txt").read_text(encoding="utf-8").splitlines()
    table = [line.split(" => ") for line in lines if line and not line.startswith("#")]
    return [(sentence, expected.strip()) for sentence, expected in table]


def _shown(promise: Promise | None) -> str:
    if promise is None:
        return "none"
    day = promise.date.strftime("%d-%m-%y") if promise.date else "None"
    invoices = " " + ",".join(promise.invoices) if promise.invoices else ""
    return f"{day} {promise.amount}{invoices}"


@pytest.mark.parametrize(("sentence", "expected"), _sentences())
def test_the_promise_in_a_sentence(sentence: str, expected: str) -> None:
    """Date, amount and invoices, or no promise at all."""
    items = ITEMS if sentence.startswith("*") else ()
    assert _shown(find_promise(sentence.removeprefix("*"), TODAY, items)) == expected


def _promise(text: str) -> Promise:
    promise = find_promise(text, TODAY, ITEMS)
    assert promise is not None
    return promise


def test_two_payments_become_two_instalments() -> None:
    """The rest is what is left of the undisputed total."""
    promise = _promise("ik betaal vrijdag duizend euro en de rest maandag")
    assert promise.instalments == (
        Instalment(date(2026, 9, 11), Decimal("1000.00")),
        Instalment(date(2026, 9, 14), Decimal("5000.00")),
    )


def test_monthly_instalments_get_their_dates() -> None:
    """Three times the first of the month, over the turn of the quarter."""
    promise = _promise("drie keer tweeduizend elke eerste van de maand")
    assert promise.instalments == tuple(Instalment(date(2026, month, 1), Decimal("2000.00")) for month in (10, 11, 12))


def test_a_total_is_spread_over_its_terms() -> None:
    """ "Zesduizend in drie termijnen" is two thousand each."""
    promise = _promise("ik wil die zesduizend in drie termijnen betalen")
    assert [i.amount for i in promise.instalments] == [Decimal("2000.00")] * 3


def test_flags_tell_what_is_uncertain() -> None:
    """Condition, hedge, conflict, deadline and vagueness are kept apart."""
    assert _promise("als ik de creditnota heb betaal ik vrijdag").conditional
    assert _promise("ik denk dat ik vrijdag kan betalen").hedged
    assert _promise("ik betaal vrijdag twaalf september").conflict
    assert _promise("uiterlijk vrijdag is het betaald").deadline
    assert _promise("volgende week betaal ik").vague
    assert _promise("ik betaal volgende vrijdag").ambiguous
    assert _promise("ik betaal op 31 september").impossible
    plain = _promise("ik betaal vrijdag")
    assert not (plain.conditional)
    assert not (plain.hedged)
    assert not (plain.conflict)
    assert not (plain.vague)


def test_the_contract_has_plain_members() -> None:
    """Date and amount as text, invoices as a list."""
    assert _promise("tien vijf negen vier betaal ik vrijdag").contract() == {
        "date": "2026-09-11",
        "amount": "4000.00",
        "invoices": ["10594"],
    }


def test_the_span_holds_the_words_of_the_promise() -> None:
    """What went before the promise is not in it."""
    text = "Ja, dat begrijp ik. Ik maak het vrijdag over, hoor."
    promise = _promise(text)
    assert text[slice(*promise.span)] == promise.words
    assert promise.words.startswith("Ik maak")


@settings(max_examples=200)
@given(st.lists(st.sampled_from(sorted({word for sentence, _ in _sentences()
                                        for word in sentence.split()})), max_size=15))  # fmt: skip
def test_any_mix_of_words_is_survived(words: list[str]) -> None:
    """Nonsense gives a promise with a valid span or none, never an error."""
    text = " ".join(words)
    promise = find_promise(text, TODAY, ITEMS)
    if promise is not None:
        assert promise.date is None or promise.date >= TODAY
        assert text[slice(*promise.span)] == promise.words


@pytest.mark.parametrize(
    "piece", ["vrijdag ", "zes ", "een ", "niet vrijdag ", "als ik ", "tien vijf negen vier ",
              "ik betaal vrijdag vierduizend en ", "over een week ", "\u0301\u0316", "honderd"],
)  # fmt: skip
def test_a_hostile_utterance_is_read_in_reasonable_time(piece: str) -> None:
    """Ten thousand characters of anything stay far below the length of a call's pause."""
    text = (piece * 10_000)[:10_000]
    began = time.perf_counter()
    find_promise(text, TODAY, ITEMS)
    assert time.perf_counter() - began < 2.0
