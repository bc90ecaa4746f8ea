"""The rules that every shipped objection text keeps, whoever wrote it."""

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from app.advice.catalogue import ACTION_KINDS

CATALOGUE = Path(__file__).resolve().parents[2] / "resources" / "catalogue"
FILES = sorted((CATALOGUE / "objections").glob("*.yaml"))
CARDS = [*FILES, CATALOGUE / "base.yaml"]

IDS = frozenset(
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
KEYS = frozenset(
    [
        "id",
        "titel",
        "titel_kort",
        "bron",
        "zinnen",
        "lijkt_op",
        "antwoord",
        "vragen",
        "sluitvraag",
        "controleer",
        "vermijd",
        "actie",
    ]
)
FACTS = {
    "aanhef": "meneer Ter Naad",
    "contact": "Arie ter Naad",
    "debiteur": "Jansen BV",
    "termijn": "30 dagen",
    "factuur": "10594",
    "facturen": "10594 en 10671",
    "bedrag": "€ 6.000,00",
    "factuurbedrag": "€ 4.000,00",
    "dagen_te_laat": "20 dagen",
    "vrijdag": "vrijdag 11 september",
    "geblokkeerd": "10672",
    "klacht": "transportschade",
    "klant_sinds": "15 jaar",
    "eigen_naam": "De Vries",
    "bedrijf": "Vliegensvlug BV",
}

MOST_SPOKEN_WORDS = 25
FEWEST_PHRASES = 30
FEWEST_LOOK_ALIKES = 10
SHORTEST_PHRASE_WORDS = 3
LONGEST_PHRASE_WORDS = 24
LONGEST_SHORT_TITLE = 24

AS_RECOGNISED = re.compile(r"[a-zà-ÿ]+(?: [a-zà-ÿ]+)*")
OPTIONAL = re.compile(r"\[([^\[\]]*)\]")
PLACEHOLDER = re.compile(r"\{(\w+)\}")
OPEN_QUESTION = re.compile(
    r"\b(?:hoe|hoeveel|wat|wie|waar\w*|wanneer|welke?|sinds wanneer|van wie|wiens)\b", re.IGNORECASE
)
PRESSURE = re.compile(
    r"\b(?:moet|moeten|moest|moesten|dient u|dient te|dienen te)\b", re.IGNORECASE
)
INFORMAL = re.compile(r"\b(?:je|jij|jou|jouw|jullie)\b", re.IGNORECASE)
THREAT = re.compile(r"\b(?:deurwaarder|incassobureau|dagvaard\w*|beslag)\b", re.IGNORECASE)
BAD_SPACING = re.compile(r"  | [.,:;?]|[,;:][.,:;?]|\(\)")

each_file = pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
each_card = pytest.mark.parametrize("file", CARDS, ids=lambda file: file.stem)


def read(file: Path) -> dict[str, Any]:
    """Return one entry of the catalogue as plain mappings, lists and texts."""
    entry = yaml.safe_load(file.read_text(encoding="utf-8"))
    assert isinstance(entry, dict)
    return entry


def spoken(entry: dict[str, Any]) -> list[str]:
    """Return everything that the controller says aloud from this card."""
    return [*entry["antwoord"].values(), *entry["vragen"], entry["sluitvraag"]]


def filled(text: str, facts: dict[str, str]) -> str:
    """Return the text with its facts; a bracketed part with an unknown fact is dropped."""

    def part(found: re.Match[str]) -> str:
        inside = found.group(1)
        return inside if set(PLACEHOLDER.findall(inside)) <= facts.keys() else ""

    kept = re.sub(r" {2,}", " ", OPTIONAL.sub(part, text))
    return PLACEHOLDER.sub(lambda found: facts[found.group(1)], kept)


def count_words(text: str) -> int:
    """Return how many words are spoken; a euro sign belongs to its amount."""
    return len(text.replace("€ ", "€").split())


def test_every_objection_of_the_contract_ships() -> None:
    """Each id that other programs may rely on has its file, and nothing ships beside them."""
    assert {file.stem for file in FILES} == IDS


@each_file
def test_a_file_is_complete_and_named_after_its_id(file: Path) -> None:
    """An entry has exactly the keys of the format, none empty, and its id is its file name."""
    entry = read(file)
    assert entry.keys() == KEYS
    assert entry["id"] == file.stem
    assert all(entry.values())


@each_file
def test_there_are_enough_phrases_and_look_alikes(file: Path) -> None:
    """What is listened for is varied enough to meet people who speak differently."""
    entry = read(file)
    assert len(entry["zinnen"]) >= FEWEST_PHRASES
    assert len(entry["lijkt_op"]) >= FEWEST_LOOK_ALIKES


@each_file
def test_phrases_are_written_as_a_recogniser_writes_them(file: Path) -> None:
    """Lower case words with single spaces: no digits, punctuation, hyphens or apostrophes."""
    entry = read(file)
    phrases = [*entry["zinnen"], *entry["lijkt_op"]]
    assert [phrase for phrase in phrases if not AS_RECOGNISED.fullmatch(str(phrase))] == []


@each_file
def test_trigger_phrases_are_long_enough_to_mean_one_thing(file: Path) -> None:
    """One or two words come up in ordinary talk; a very long phrase is never met again."""
    lengths = {phrase: len(phrase.split()) for phrase in read(file)["zinnen"]}
    outside = [
        phrase
        for phrase, length in lengths.items()
        if not SHORTEST_PHRASE_WORDS <= length <= LONGEST_PHRASE_WORDS
    ]
    assert outside == []


@each_file
def test_no_phrase_is_its_own_look_alike(file: Path) -> None:
    """One sentence cannot speak both for and against an objection."""
    entry = read(file)
    assert set(entry["zinnen"]) & set(entry["lijkt_op"]) == set()
    assert len(set(entry["lijkt_op"])) == len(entry["lijkt_op"])


def test_no_trigger_phrase_stands_twice() -> None:
    """A phrase belongs to one objection only, and stands there once."""
    counted = Counter(phrase for file in FILES for phrase in read(file)["zinnen"])
    assert [phrase for phrase, times in counted.items() if times > 1] == []


@each_card
def test_replies_can_be_said_in_one_breath(file: Path) -> None:
    """A reply has two variants of at most 25 words each, with the facts of a case filled in."""
    answer = read(file)["antwoord"]
    assert answer.keys() == {"zacht", "steviger"}
    too_long = [
        text for text in answer.values() if count_words(filled(text, FACTS)) > MOST_SPOKEN_WORDS
    ]
    assert too_long == []


@each_card
@pytest.mark.parametrize("facts", [FACTS, {}], ids=["all facts", "no facts"])
def test_spoken_sentences_are_whole_with_and_without_facts(
    file: Path, facts: dict[str, str]
) -> None:
    """An unknown fact leaves no hole: capital first, a mark at the end, spacing right."""
    for text in spoken(read(file)):
        sentence = filled(text, facts)
        assert sentence == sentence.strip()
        assert sentence[0].isupper()
        assert sentence[-1] in ".?"
        assert BAD_SPACING.search(sentence) is None, sentence


@each_card
def test_placeholders_are_known_and_stand_between_brackets(file: Path) -> None:
    """A fact that may be missing never stands outside the part that can be dropped."""
    entry = read(file)
    texts = [*spoken(entry), entry["controleer"], entry["vermijd"], entry["actie"]["tekst"]]
    for text in texts:
        assert set(PLACEHOLDER.findall(text)) <= FACTS.keys()
        assert not set("{}[]") & set(OPTIONAL.sub("", text)), text
        assert all(PLACEHOLDER.search(part) for part in OPTIONAL.findall(text)), text


@each_card
def test_what_is_said_is_polite(file: Path) -> None:
    """The controller says u, never presses, never threatens."""
    for text in spoken(read(file)):
        assert PRESSURE.search(text) is None, text
        assert INFORMAL.search(text) is None, text
        assert THREAT.search(text) is None, text


@each_card
def test_nothing_is_called_an_excuse_and_nobody_shouts(file: Path) -> None:
    """The product says tegenwerping, and no text has an exclamation mark."""
    whole = file.read_text(encoding="utf-8").lower()
    assert "smoes" not in whole
    assert "smoez" not in whole
    assert "uitvlucht" not in whole
    assert "!" not in whole


@each_card
def test_questions_open_the_talk_and_the_last_one_closes_it(file: Path) -> None:
    """Two or three open questions, then one that asks for a yes."""
    entry = read(file)
    assert 2 <= len(entry["vragen"]) <= 3
    for question in entry["vragen"]:
        assert question.endswith("?")
        assert OPEN_QUESTION.search(question), question
    closing = [part for part in re.findall(r"[^.:?]+[.:?]", entry["sluitvraag"]) if part[-1] == "?"]
    assert len(closing) == 1
    assert OPEN_QUESTION.match(closing[0].strip()) is None, closing


@each_card
def test_titles_fit_and_the_action_is_one_that_can_be_created(file: Path) -> None:
    """The short title fits the compact window; the action's code is known."""
    entry = read(file)
    assert len(entry["titel_kort"]) <= LONGEST_SHORT_TITLE
    assert entry["actie"].keys() == {"soort", "tekst"}
    assert entry["actie"]["soort"] in ACTION_KINDS
