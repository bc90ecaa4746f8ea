"""The controller is warned about his own words, and given better ones."""

import pytest

from app.advice.coaching import Coach


@pytest.mark.parametrize(
    ("text", "identity"),
    [
        ("u moet deze week betalen", "says_must"),
        ("u dient het bedrag per omgaande te voldoen", "says_must"),
        ("dan schakelen wij de deurwaarder in", "threatens"),
        ("waarom heeft u nog niet betaald", "asks_reason_directly"),
        ("heeft u de factuur wel ontvangen", "asks_if_invoice_received"),
        ("bent u tevreden over de levering", "asks_if_delivery_ok"),
        ("dat is toch een smoes", "calls_it_excuse"),
        ("u liegt tegen mij", "accuses"),
        ("betaalt u maar wanneer het u uitkomt", "too_much_room"),
        ("kun jij dat vrijdag overmaken", "informal_address"),
    ],
)
def test_warning_comes_with_a_rewrite(coach: Coach, text: str, identity: str) -> None:
    """The warning names the words and offers a sentence."""
    hits = {hit.id: hit for hit in coach.check(text, "overdue")}
    assert identity in hits
    assert hits[identity].rewrite
    assert text[slice(*hits[identity].span)]


@pytest.mark.parametrize(
    "text",
    [
        "aangenaam u te ontmoeten",
        "dat is een moedig besluit",
        "ik moet even zoeken in het systeem",
        "u zegt dat u eerst uw klant moet spreken",
        "dank je wel",
        "goedemorgen u spreekt met ab de vries",
        "mijn excuses voor het ongemak",
        "op welke dag mag ik de betaling verwachten",
        "dan weet ik",
        "dan weet ik genoeg",
    ],
)
def test_ordinary_words_get_no_warning(coach: Coach, text: str) -> None:
    """Words that only look like pressure are left alone."""
    assert coach.check(text, "overdue") == ()


@pytest.mark.parametrize(
    "text",
    [
        "heeft u de factuur ontvangen",
        "is de levering naar wens verlopen",
        "waarom heeft u nog niet betaald",
    ],
)
def test_questions_are_fine_in_a_service_call(coach: Coach, text: str) -> None:
    """Before the due date these three questions are right."""
    ids = {hit.id for hit in coach.check(text, "service")}
    assert not ids & {"asks_if_invoice_received", "asks_if_delivery_ok", "asks_reason_directly"}


def test_je_is_fine_where_the_dossier_allows_it(coach: Coach) -> None:
    """No warning about je and jij for somebody who is addressed so."""
    text = "kun jij dat vrijdag overmaken"
    assert "informal_address" not in {hit.id for hit in coach.check(text, "overdue", formal=False)}


def test_service_is_only_avoided_where_the_dossier_says_so(coach: Coach) -> None:
    """Bringing up service is warned about on request."""
    text = "hoe is het afgelopen met de reparatie"
    assert "raises_service" not in {hit.id for hit in coach.check(text, "overdue")}
    careful = coach.check(text, "overdue", avoid_service=True)
    assert "raises_service" in {hit.id for hit in careful}
