"""Invoice numbers as people read them aloud."""

import pytest

from app.dutch.numbers.invoice_numbers import find_invoice_numbers

KNOWN = ("10594", "10671", "10672")


@pytest.mark.parametrize(
    "text",
    [
        "een nul vijf negen vier",
        "tien vijf negen vier",
        "tien vijfhonderd vierennegentig",
        "tienduizend vijfhonderdvierennegentig",
        "10594",
        "honderdvijf vierennegentig",
        "tien vijf vierennegentig",
        "tien vijf vier en negentig",
        "10.594",
    ],
)
def test_a_known_number_is_found_however_it_is_read(text: str) -> None:
    """Each way to cut up the digits leads to the same invoice, with its place."""
    sentence = f"die {text} dus"
    (mention,) = find_invoice_numbers(sentence, KNOWN)
    assert (mention.number, mention.known) == ("10594", True)
    assert sentence[slice(*mention.span)] == text


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("factuur tien vijf negen vier", ["10594"]),
        ("factuur tien vijf negen vier zesduizend euro vrijdag", ["10594"]),
        ("factuurnummer 4812", ["4812"]),
        ("facturen tien vijf negen vier en tien zes zeven een", ["10594", "10671"]),
        ("factuur 2026-0143", ["2026-0143"]),
        ("factuur twaalfduizend driehonderd vier", ["12304"]),
        ("10594 en 10671 betaal ik vrijdag", ["10594", "10671"]),
        ("ik betaal 6000 euro", []),
        ("de factuur van vierduizend", []),
        ("zesduizend vrijdag elf september", []),
        ("bel nul zes een twee drie vier vijf zes zeven acht", []),
        ("drie facturen", []),
    ],
)
def test_a_number_is_plausible_only_where_it_reads_like_one(text: str, numbers: list[str]) -> None:
    """Without known numbers, amounts and telephone numbers are left alone."""
    assert [m.number for m in find_invoice_numbers(text)] == numbers


def test_letters_and_signs_in_a_known_number_need_not_be_spoken() -> None:
    """A number such as F-2026/143 is found by its digits."""
    text = "twintig zesentwintig een vier drie"
    assert [m.number for m in find_invoice_numbers(text, ["F-2026/143"])] == ["F-2026/143"]
