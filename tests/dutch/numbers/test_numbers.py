"""Spoken and typed Dutch numbers."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from num2words import num2words

from app.dutch.numbers import find_amounts, find_numbers, typed_number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("zesduizend euro", "6000"),
        ("vijfentwintighonderd", "2500"),
        ("vijf en twintig honderd", "2500"),
        ("anderhalf duizend", "1500"),
        ("twee en een halve ton", "250000"),
        ("zes mille", "6000"),
        ("twaalfhonderd vijftig euro en dertig cent", "1250.30"),
        ("twaalf honderd vijftig euro dertig", "1250.30"),
        ("tweeënhalf duizend", "2500"),
        ("vijf komma vijf duizend", "5500"),
        ("zes en een half duizend", "6500"),
        ("een half miljoen", "500000"),
        ("duizend tweehonderd vijf en twintig", "1225"),
        ("vier duizend vijf honderd", "4500"),
        ("honderd vijftig duizend", "150000"),
        ("twee miljoen driehonderd duizend vier en vijftig", "2300054"),
        ("honderd en vijf euro", "105"),
        ("zesduizendvierhonderdtweeëntwintig", "6422"),
        ("€ 1.234,56", "1234.56"),
        ("1234.56", "1234.56"),
        ("6.000,-", "6000"),
        ("6 000 euro", "6000"),
        ("1,234.56", "1234.56"),
        ("2,5 duizend", "2500"),
        ("6k", "6000"),
        ("een tientje", "10"),
        ("zes tientjes", "60"),
        ("een honderdje", "100"),
        ("een half duizendje", "500"),
        ("driehonderd en twaalf euro", "312"),
        ("duizend drie en negen cent", "1003.09"),
        ("zeshonderd tachtig en volgende week de rest", "680"),
        ("€ 1.169,30", "1169.30"),
    ],
)
def test_one_amount_is_read_whole(text: str, value: str) -> None:
    """The amount is right and its span is the whole phrase."""
    amounts = find_amounts(text)
    assert [a.value for a in amounts] == [Decimal(value)]
    assert text.startswith(text[slice(*amounts[0].span)])
    assert amounts[0].span[0] == 0


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("vierduizend vijfduizend", ["4000", "5000"]),
        ("tweeduizend vijf duizend", ["2000", "5000"]),
        ("zesduizend elf september", ["6000"]),
        ("drie keer tweeduizend", ["2000"]),
        ("een paar duizend", []),
        ("enkele honderden euro", []),
        ("in tweeduizend acht", []),
        ("in 2008", []),
        ("een factuur", []),
        ("binnen dertig dagen", []),
        ("vijftig procent", []),
        ("twee ton", ["200000"]),
        ("vierduizend en tweeduizend", ["4000", "2000"]),
        ("weet u wat vijfhonderd maandag", ["500"]),
        ("er is wat duizend", []),
    ],
)
def test_numbers_are_told_apart(text: str, values: list[str]) -> None:
    """Neighbouring numbers, counts, years and vague numbers do not melt into amounts."""
    assert [a.value for a in find_amounts(text)] == [Decimal(v) for v in values]


@pytest.mark.parametrize("text", ["999999999 euro", "999.999.999,99 euro"])
def test_an_amount_below_a_milliard_is_one(text: str) -> None:
    """What is higher is the number of an account, or misheard, however many digits it has."""
    assert len(find_amounts(text)) == 1
    for digits in (10, 26, 60):
        assert find_amounts(f"{'9' * digits} euro") == ()


@pytest.mark.parametrize("text", ["vier à vijfduizend", "vierduizend of vijfduizend"])
def test_a_range_keeps_both_ends(text: str) -> None:
    """A range is one mention with a lower and an upper value."""
    (mention,) = find_amounts(text)
    assert (mention.value, mention.upper) == (Decimal(4000), Decimal(5000))


@given(st.integers(min_value=2, max_value=999_999))
def test_every_whole_number_survives_dutch_words(number: int) -> None:
    """A number written out by another library is read back, glued and split."""
    words = num2words(number, lang="nl")
    glued = find_numbers(words)
    assert [m.value for m in glued] == [number]
    split = words.replace("honderd", " honderd ").replace("duizend", " duizend ")
    assert [m.value for m in find_numbers(split)] == [number]


@given(st.integers(min_value=1, max_value=999_999), st.integers(min_value=1, max_value=99))
def test_euros_and_cents_survive_dutch_words(euros: int, cents: int) -> None:
    """Euros and cents in words give the amount to the cent."""
    text = f"{num2words(euros, lang='nl')} euro en {num2words(cents, lang='nl')} cent"
    assert [a.value for a in find_amounts(text)] == [Decimal(euros) + Decimal(cents) / 100]


@given(st.decimals(min_value=100, max_value=9_999_999, places=2))
def test_typed_amounts_survive_dutch_notation(value: Decimal) -> None:
    """Points between thousands and a decimal comma are read as a Dutch typist means them."""
    dutch = f"{value:,.2f}".translate(str.maketrans(",.", ".,"))
    assert typed_number(dutch) == value
    assert [a.value for a in find_amounts(f"€ {dutch}")] == [value]


MIXED = ("een", "zes", "en", "half", "honderd", "duizend", "komma", "euro", "cent", "6", "6.000", "k", "ton", "drie")


@settings(max_examples=60)
@given(st.lists(st.sampled_from(MIXED), max_size=12))
def test_any_mix_of_number_words_is_survived(words: list[str]) -> None:
    """Nonsense gives mentions inside the text, left to right, and never an error."""
    text = " ".join(words)
    last = 0
    for mention in find_numbers(text):
        assert last <= mention.span[0] < mention.span[1] <= len(text)
        last = mention.span[1]
    find_amounts(text)
