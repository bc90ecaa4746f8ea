"""One card at a time, four seconds to read it, and the user has the last word."""

from dataclasses import replace

import pytest

from app.advice.catalogue import Catalogue
from app.call.cards import READING_TIME, Card, CardDeck, make_card
from app.call.text import plain


def card(objection_id: str, **changes: object) -> Card:
    made = Card(objection_id, objection_id, objection_id, (), (), (), (), (), "", "", "", "")
    return replace(made, **changes)  # type: ignore[arg-type]


A, B, C = card("a"), card("b"), card("c")


@pytest.fixture
def deck() -> CardDeck:
    return CardDeck()


def test_the_first_card_comes_up_at_once(deck: CardDeck) -> None:
    """Nothing is in its way."""
    assert deck.put(A, 10.0)
    assert (deck.active, deck.waiting, deck.position) == (A, (), (1, 1))


def test_a_newer_card_waits_until_the_present_one_is_read(deck: CardDeck) -> None:
    """Four seconds, to the border."""
    deck.put(A, 10.0)
    assert not deck.put(B, 10.0 + READING_TIME - 0.1)
    assert (deck.active, deck.waiting, deck.position) == (A, (B,), (1, 2))
    assert not deck.tick(10.0 + READING_TIME - 0.01)
    assert deck.tick(10.0 + READING_TIME)
    assert (deck.active, deck.waiting) == (B, ())


def test_after_four_seconds_a_newer_card_comes_up_at_once(deck: CardDeck) -> None:
    """The present one has been read."""
    deck.put(A, 10.0)
    assert deck.put(B, 10.0 + READING_TIME)
    assert deck.active == B


def test_the_same_objection_renews_its_card_where_it_stands(deck: CardDeck) -> None:
    """Up or waiting, there is never a second one of it."""
    deck.put(A, 10.0)
    deck.put(B, 11.0)
    assert deck.put(card("a", heard="nieuw"), 12.0)
    deck.put(card("b", heard="nieuw"), 12.5)
    assert deck.active == card("a", heard="nieuw")
    assert deck.waiting == (card("b", heard="nieuw"),)


def test_a_pinned_card_stays_whatever_comes(deck: CardDeck) -> None:
    """Others wait until it is let go."""
    deck.put(A, 10.0)
    deck.pin()
    deck.put(B, 100.0)
    assert not deck.tick(200.0)
    deck.withdraw("a", 201.0)
    assert (deck.active, deck.pinned) == (A, True)
    deck.pin()
    assert deck.tick(202.0)
    assert (deck.active, deck.pinned) == (B, False)


def test_without_a_card_there_is_nothing_to_pin(deck: CardDeck) -> None:
    """The key does nothing."""
    deck.pin()
    assert not deck.pinned


def test_dismissing_brings_up_the_next(deck: CardDeck) -> None:
    """At once, without waiting out the four seconds; also when it was pinned."""
    deck.put(A, 10.0)
    deck.put(B, 11.0)
    deck.pin()
    deck.dismiss(11.5)
    assert (deck.active, deck.pinned, deck.waiting) == (B, False, ())
    deck.dismiss(11.6)
    assert (deck.active, deck.position) == (None, (0, 0))


def test_a_withdrawn_card_goes_and_the_next_comes_up(deck: CardDeck) -> None:
    """Whether it is up or still waits."""
    deck.put(A, 10.0)
    deck.put(B, 10.5)
    deck.put(C, 10.6)
    deck.withdraw("b", 10.7)
    assert deck.waiting == (C,)
    deck.withdraw("a", 10.8)
    assert deck.active == C
    assert len(deck.waiting) == 0


def test_next_goes_round_all_cards(deck: CardDeck) -> None:
    """The present one is put behind the others."""
    deck.put(A, 10.0)
    deck.put(B, 10.1)
    deck.put(C, 10.2)
    seen = []
    for _ in range(4):
        deck.next(10.3)
        seen.append(deck.active)
        assert deck.position == (1, 3)
    assert seen == [B, C, A, B]


def test_a_card_that_the_user_went_past_never_pushes_the_present_one_away(deck: CardDeck) -> None:
    """He chose this one; time alone does not bring the other back."""
    deck.put(A, 10.0)
    deck.put(B, 10.1)
    deck.next(11.0)
    assert not deck.tick(100.0)
    assert (deck.active, deck.waiting) == (B, (A,))


def test_next_without_others_keeps_the_card(deck: CardDeck) -> None:
    """There is nothing else to show."""
    deck.put(A, 10.0)
    deck.next(11.0)
    assert deck.active == A


def test_a_looked_up_card_comes_up_at_once_and_stands_once(deck: CardDeck) -> None:
    """Also over a pinned card, and it no longer waits in the queue."""
    deck.put(A, 10.0)
    deck.put(B, 10.1)
    deck.pin()
    deck.show(B, 10.2)
    assert (deck.active, deck.pinned, deck.waiting) == (B, False, ())


def test_the_firmer_sentence_comes_first_where_the_card_says_so(deck: CardDeck) -> None:
    """And every new card starts in its own way."""
    deck.put(card("a", start_firm=True), 10.0)
    assert deck.firm
    deck.toggle_firm()
    assert not deck.firm
    deck.toggle_firm()
    deck.show(B, 20.0)
    assert not deck.firm


def test_a_card_has_the_facts_of_this_debtor_filled_in(catalogue: Catalogue) -> None:
    """In every text that is said aloud, questions included."""
    facts = {
        "bedrag": "€ 6.000,00",
        "vrijdag": "vrijdag 11 september",
        "aanhef": "meneer Ter Naad",
        "termijn": "30 dagen",
    }
    for objection in catalogue.objections.values():
        made = make_card(objection, facts)
        texts = [
            plain(made.gentle),
            plain(made.firm),
            plain(made.closing),
            plain(made.verify),
            made.avoid,
            *made.questions,
        ]
        assert not any(set(text) & set("{}[]") for text in texts)
        assert all(texts)


@pytest.mark.parametrize(
    ("times_before", "broken", "firm"), [(0, False, False), (1, False, False), (0, True, False), (1, True, True)]
)
def test_a_card_starts_firm_after_a_broken_promise(
    times_before: int, broken: bool, firm: bool, catalogue: Catalogue
) -> None:
    """Only for an objection that was used before."""
    objection = catalogue.objections["payment_run"]
    assert make_card(objection, {}, times_before=times_before, promise_broken=broken).start_firm is firm


def test_the_base_card_has_everything_that_other_cards_have(catalogue: Catalogue) -> None:
    """It comes up when nothing else fits."""
    assert catalogue.base is not None
    made = make_card(catalogue.base, {})
    assert plain(made.gentle)
    assert made.action_kind == "pin_date"
