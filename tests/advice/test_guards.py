"""What leads away from today's invoices is recognised: old matters, the blocked invoice, anger."""

from datetime import date

import pytest

from app.advice.guards import CaseFacts, Guards, KnownMatter

FACTS = CaseFacts(
    closed_disputes=(KnownMatter(goods=("stadsfietsen",), complaint=("kromme sturen",), year=2008),),
    blocked=(KnownMatter("10672", ("racefiets",), ("transportschade, wacht op een voorvork",)),),
    today=date(2026, 9, 8),
    open_numbers=("10594", "10671"),
)


@pytest.mark.parametrize(
    "text",
    [
        "toen hebben jullie ons ook al maanden laten wachten met die schade",
        "vorig jaar ging het ook al helemaal mis met jullie",
        "in tweeduizend acht hadden we ook al dat gedoe met jullie",
    ],
)
def test_old_matter_is_heard_in_words_alone(guards: Guards, text: str) -> None:
    """Past time plus trouble is enough, without a dossier."""
    assert "old_matter" in {hit.id for hit in guards.check(text)}


@pytest.mark.parametrize(
    "text",
    [
        "vorige week heb ik het betaald",
        "de fiets is gisteren kapot geleverd",
        "ik maak vrijdag zesduizend euro over",
        "factuur tien vijf negen vier betaal ik vrijdag",
    ],
)
def test_todays_business_is_no_old_matter(guards: Guards, text: str) -> None:
    """What is about now, or only about a payment, raises nothing."""
    assert guards.check(text, FACTS) == ()


@pytest.mark.parametrize(
    "text",
    [
        "tien zes zeven twee daar heb ik een klacht over",
        "factuur 10672 betaal ik niet",
        "wanneer wordt die voorvork nou geleverd",
        "u heeft mij een racefiets vol schade geleverd",
    ],
)
def test_blocked_invoice_is_known_by_number_goods_and_complaint(guards: Guards, text: str) -> None:
    """The number in words or digits, the goods with trouble, or the rare word of the complaint."""
    hits = {hit.id: hit for hit in guards.check(text, FACTS)}
    assert hits["blocked_invoice"].subject == "10672"


def test_settled_goods_are_no_trouble(guards: Guards) -> None:
    """That the part arrived is good news."""
    assert "blocked_invoice" not in {hit.id for hit in guards.check("de voorvork is gisteren aangekomen", FACTS)}


def test_closed_dispute_is_known_by_its_goods(guards: Guards) -> None:
    """Goods of a closed dispute in the past tense are an old matter, with their name."""
    hits = {hit.id: hit for hit in guards.check("toen met die stadsfietsen destijds", FACTS)}
    assert hits["old_matter"].subject == "stadsfietsen"


def test_anger_is_heard_in_words(guards: Guards) -> None:
    """Wording of anger, on the debtor's channel too."""
    assert "heated" in {hit.id for hit in guards.check("verdomme wat een oplichters zijn jullie")}
    assert "heated" not in {hit.id for hit in guards.check("ik ben helemaal niet boos hoor")}
