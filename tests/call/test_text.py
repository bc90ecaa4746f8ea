"""Templates become whole sentences, whatever fact is missing."""

import re
import time
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from app.advice.catalogue import Catalogue
from app.call.facts import PLACEHOLDERS
from app.call.text import TextPart, fill, plain
from app.wording import Wording

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
VALUES = {
    "aanhef": "meneer Ter Naad", "contact": "Arie ter Naad", "debiteur": "Jansen B.V.", "termijn": "30 dagen",
    "factuur": "10594", "facturen": "10594 en 10671", "bedrag": "€ 6.000,00", "factuurbedrag": "€ 4.000,00",
    "dagen_te_laat": "20 dagen", "vrijdag": "vrijdag 11 september", "geblokkeerd": "10672", "klacht": "transportschade",
    "klant_sinds": "15 jaar", "eigen_naam": "Ab de Vries", "bedrijf": "Vliegensvlug B.V.",
}  # fmt: skip
PLACEHOLDER = re.compile(r"\{(\w+)\}")
HOLES = re.compile(r"[{}\[\]]|  | [.,;:?!)]|[(“] |“”|\"\"|\(\)|[,;:][.,;:?!]|\.\.")
"""What no finished sentence holds."""
LOST = re.compile(r"(?<!los )\b(?:met|van|voor|over|om|op|tot|uiterlijk|nummer|en|of|aan|bij|in)(?=[.,;:?!])")
"""A preposition that its noun may have been taken from; verbs leave one behind too ("boekt niet bij")."""
PIECES = frozenset(
    ["own_promise_item", "one_invoice", "more_invoices", "many_invoices", "instalment", "today", "tomorrow", "words",
     "methods"]
)  # fmt: skip
"""Texts that stand inside another sentence."""


def filled(template: str, **facts: str) -> str:
    return plain(fill(template, facts))


@pytest.mark.parametrize(
    ("template", "facts", "sentence"),
    [
        ("Dat klopt. [We spraken {termijn} af.] Goed?", {}, "Dat klopt. Goed?"),
        ("Ja. [We spraken {termijn} af.] Goed?", {"termijn": "30 dagen"}, "Ja. We spraken 30 dagen af. Goed?"),
        ("Goedendag[, {aanhef}], u spreekt met mij.", {}, "Goedendag, u spreekt met mij."),
        ("Dank u. [{aanhef}], ik bel over iets.", {}, "Dank u. Ik bel over iets."),
        ("[{aanhef}], ik bel.", {}, "Ik bel."),
        ("[{aanhef}], ik bel.", {"aanhef": "meneer"}, "Meneer, ik bel."),
        ("Het gaat om: [{factuur}].", {}, "Het gaat om."),
        ("Ik zie {factuur} niet.", {}, "Ik zie niet."),
        ("Dit “{klacht}” ({factuur}) is er.", {}, "Dit is er."),
        ("Een (zie[ {factuur}] de post) bericht.", {}, "Een (zie de post) bericht."),
        ("U bent van {bedrijf}.", {"bedrijf": "Jansen B.V."}, "U bent van Jansen B.V."),
        ("U bent van {bedrijf}?", {"bedrijf": "Jansen B.V."}, "U bent van Jansen B.V.?"),
        ("Een fact met {klacht} erin.", {"klacht": "  twee\n regels\t"}, "Een fact met twee regels erin."),
        ("Leeg {klacht} telt niet.", {"klacht": "  "}, "Leeg telt niet."),
        ("Ja {Aanhef}.", {"aanhef": "meneer"}, "Ja meneer."),
        ("Regel een[ {factuur}]\n\n[{klacht}]regel twee.", {}, "Regel een\n\nRegel twee."),
        ("", {}, ""),
        ("[{factuur}]", {}, ""),
    ],
)
def test_a_missing_fact_leaves_no_hole(template: str, facts: dict[str, str], sentence: str) -> None:
    """Spaces, commas and capitals at the seams are put right."""
    assert filled(template, **facts) == sentence


@pytest.mark.parametrize(
    ("template", "sentence"),
    [
        ("Over[ {factuur}[ van {bedrag}]] gaat het.", "Over 10594 van € 1 gaat het."),
        ("Over[ {factuur}[ van {geen}]] gaat het.", "Over 10594 gaat het."),
        ("Over[ {geen}[ van {bedrag}]] gaat het.", "Over gaat het."),
        ("Over[[[ {factuur}]]] gaat het.", "Over 10594 gaat het."),
    ],
)
def test_nested_parts_fall_out_one_by_one(template: str, sentence: str) -> None:
    """An inner part goes alone; an outer one takes its inner parts along."""
    assert filled(template, factuur="10594", bedrag="€ 1") == sentence


@pytest.mark.parametrize(
    ("template", "sentence"),
    [
        ("Een ] haak.", "Een haak."),
        ("Een [ haak.", "Een haak."),
        ("Een [{factuur} haak.", "Een"),
        ("Een { accolade.", "Een accolade."),
        ("Een } accolade.", "Een accolade."),
        ("Een {} gat.", "Een gat."),
        ("Een {{factuur}} gat.", "Een gat."),
    ],
)
def test_brackets_without_a_partner_never_show(template: str, sentence: str) -> None:
    """A slip in a user's own text does no harm."""
    assert filled(template) == sentence


def test_facts_are_parts_of_their_own() -> None:
    """The card tints them, so they keep apart from the words around them."""
    assert fill("samen {bedrag} over[, {aanhef}].", {"bedrag": "€ 1"}) == (
        TextPart("Samen "),
        TextPart("€ 1", fact=True),
        TextPart(" over."),
    )


def test_a_fact_is_shown_as_it_is() -> None:
    """Brackets and braces in a debtor's name are no template."""
    assert filled("Van {debiteur}.", debiteur="A {b} [c] B") == "Van A {b} [c] B."


def test_a_fragment_gets_no_capital() -> None:
    """It stands in the middle of another sentence."""
    assert plain(fill("[{wanneer} ]kopie mailen", {}, fragment=True)) == "kopie mailen"


@pytest.mark.parametrize(
    "huge",
    ["[" * 50_000, "]" * 50_000, "{" * 50_000, " " * 50_000 + ".", "[ {x} ] " * 20_000, "[a" * 20_000 + "]" * 20_000,
     "," * 50_000, "(“" * 20_000, " ,[{x}]" * 20_000],
)  # fmt: skip
def test_huge_templates_take_linear_time(huge: str) -> None:
    """Two times as long takes about two times as long; quadratic time would be minutes."""
    start = time.process_time()
    filled(huge)
    assert time.process_time() - start < 5.0


@given(st.text("ab .,{}[]()\n“”x", max_size=60), st.dictionaries(st.sampled_from("xab"), st.text("AB. ", max_size=4)))
def test_any_template_gives_a_tidy_text(template: str, facts: dict[str, str]) -> None:
    """Whatever somebody writes, no brackets, no double spaces and no space before a full stop come out."""
    text = "".join("F" if part.fact else part.text for part in fill(template, facts))
    assert not re.search(r"[{}\[\]]|  | [.,;:?!]|^\s|\s$", text)


def _templates(node: Any, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(node, dict):
        for key, value in node.items():
            yield from _templates(value, f"{path}.{key}")
    elif isinstance(node, list):
        for number, value in enumerate(node):
            yield from _templates(value, f"{path}.{number}")
    else:
        yield path, str(node)


def _shipped() -> list[Any]:
    found = []
    for path in sorted((RESOURCES / "texts").glob("*.yaml")):
        if path.stem in ("call", "form", "mails", "scripts"):
            texts = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
            found += [pytest.param(text, id=name) for name, text in _templates(texts, path.stem) if _is_sentence(name)]
    return found


def _is_sentence(name: str) -> bool:
    parts = name.split(".")
    return PIECES.isdisjoint(parts) and (parts[0] != "scripts" or "zeg" in parts or "vragen" in parts)


def _subsets(template: str) -> Iterator[dict[str, str]]:
    names = sorted(set(PLACEHOLDER.findall(template)))
    for size in range(len(names) + 1):
        for chosen in combinations(names, size):
            yield {name: VALUES.get(name, name) for name in chosen}


def _check(template: str, *, ends: str) -> None:
    whole = plain(fill(template, {name: VALUES.get(name, name) for name in PLACEHOLDER.findall(template)}))
    verbs = set(LOST.findall(whole))
    for facts in _subsets(template):
        text = plain(fill(template, facts))
        assert not HOLES.search(text), f"{facts.keys()}: {text}"
        assert set(LOST.findall(text)) <= verbs, f"{facts.keys()}: {text}"
        if text:
            assert not text[0].islower(), text
            assert text[-1] in ends or not ends, f"{facts.keys()}: {text}"


@pytest.mark.parametrize("template", _shipped())
def test_every_shipped_text_is_whole_for_every_set_of_facts(template: str) -> None:
    """No subset of known facts leaves a hole, a lost preposition or a small first letter."""
    ends = ".?:,)”" if template.rstrip(']"').endswith((".", "?", ":", ",")) else ""
    _check(template, ends=ends)


def _card_texts(catalogue: Catalogue) -> list[str]:
    cards = [*catalogue.objections.values(), *([catalogue.base] if catalogue.base else [])]
    texts = [
        text
        for card in cards
        for text in (card.gentle, card.firm, card.closing_question, card.verify, card.avoid, *card.questions)
    ]
    for warning in catalogue.warnings.values():
        texts.append(warning.sentence)
        if warning.id != "informal_address":  # its rewrites are single words: u for je
            texts += [rewrite.text for rewrite in warning.rewrites]
    return [text for text in texts if text]


def test_every_card_and_warning_is_whole_for_every_set_of_facts(catalogue: Catalogue) -> None:
    """The same for all that the controller is given to say."""
    texts = _card_texts(catalogue)
    assert len(texts) > 150
    for template in texts:
        _check(template, ends=".?”")


def test_cards_ask_only_for_facts_that_exist(catalogue: Catalogue) -> None:
    """A placeholder with a slip in its name would never be filled."""
    known = {*PLACEHOLDERS, "kwestie"}
    used = {name for template in _card_texts(catalogue) for name in PLACEHOLDER.findall(template)}
    assert used <= known


def test_titles_and_buttons_hold_no_placeholder(catalogue: Catalogue) -> None:
    """They are shown as they stand."""
    for card in catalogue.objections.values():
        action = card.action.text if card.action else ""
        assert not re.search(r"[\[\]{}]", " ".join((card.title, card.short_title, action)))


def test_wordings_of_the_program_ask_for_nothing_twice(wording: Wording) -> None:
    """Every sentence that is read aloud in one form of address is there in the other."""
    assert wording.get("call.read_aloud.formal").keys() == wording.get("call.read_aloud.informal").keys()
