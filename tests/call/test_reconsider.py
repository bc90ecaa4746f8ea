"""Somebody else heard a finished utterance too: cards come later, are withdrawn, and promises are put right."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from app.advice.catalogue import Catalogue
from app.advice.matcher import THRESHOLD, Explanation, Match
from app.call.advisers import Advisers
from app.call.beside import HeardAgain, Opinion, PhrasesHeard
from app.call.case import Case, case_of
from app.call.conversation import BELIEVED, COOLDOWN, Conversation
from app.call.events import Channel, Corrected, Event, Final, ObjectionHeard, PromiseHeard, PromiseTakenBack, Withdrawn
from app.call.outside_evidence import outside_evidence
from app.speech.recogniser import Heard, Word
from tests.call.people import ARIE, FRIDAY, TODAY, jansen
from tests.call.test_conversation import BY_WORD

SCORES = {"betaalronde": 0.9, "ronde": 0.4, "kwijt": 0.9, "vermist": 0.3}
IDS = {"betaalronde": "payment_run", "ronde": "payment_run", "kwijt": "invoice_lost", "vermist": "invoice_lost"}


class ScoreMatcher:
    """Gives each objection the score of its word, with the evidence from outside."""

    def explain(self, text: str) -> tuple[Explanation, ...]:
        found: dict[str, Explanation] = {}
        for word in text.split():
            if word in SCORES:
                span = (text.find(word), text.find(word) + len(word))
                found[IDS[word]] = Explanation(IDS[word], SCORES[word], span, word, 0.0, "", SCORES[word] >= THRESHOLD)
        return tuple(found.values())

    def sounds_like_objection(self, text: str) -> bool:
        return False

    def match(
        self, text: str, confidences: Sequence[float] | None = None, outside: Mapping[str, float] | None = None
    ) -> tuple[Match, ...]:
        known = {one.id: one for one in self.explain(text)}
        for identity in outside or {}:
            known.setdefault(identity, Explanation(identity, 0.05, (0, len(text)), "", 0.0, "", False))
        scores = {i: one.score * 2.718281828 ** (outside or {}).get(i, 0.0) for i, one in known.items()}
        fired = {i: round(score, 2) for i, score in scores.items() if score >= THRESHOLD}
        return tuple(Match(i, score, known[i].span, known[i].phrase) for i, score in fired.items())


BY_SCORE = Advisers(Catalogue(), ScoreMatcher(), BY_WORD.coach, BY_WORD.guards)  # type: ignore[arg-type]


def phrases(text: str, confidence: float = 1.0) -> PhrasesHeard:
    return PhrasesHeard(tuple(Word(word, 0.0, 0.1, confidence) for word in text.split()))


class Call:
    """Says things to a conversation, and says them again better."""

    def __init__(self, case: Case | None = None, advisers: Advisers = BY_SCORE) -> None:
        self.conversation = Conversation(advisers, case or Case(TODAY))

    def final(self, at: float, text: str, channel: Channel = "debtor") -> list[Event]:
        return self.conversation.hear(channel, Heard(text, final=True), at)

    def again(self, at: float, opinion: Opinion, now: float) -> list[Event]:
        return self.conversation.reconsider("debtor", at, opinion, now)


def ids(events: list[Event]) -> list[tuple[str, str]]:
    return [(type(e).__name__, e.id) for e in events if isinstance(e, ObjectionHeard | Withdrawn)]


def test_a_card_that_dictation_missed_comes_when_the_utterance_is_heard_again() -> None:
    """With the better words, marked in them."""
    call = Call()
    call.final(5.0, "wij betalen met de betaal hond")
    text = "Wij betalen met de betaalronde ."
    events = call.again(5.0, HeardAgain(text, 0.9), 7.0)
    assert events[0] == Corrected("debtor", 7.0, 5.0, "wij betalen met de betaal hond", text)
    assert ids(events) == [("ObjectionHeard", "payment_run")]
    assert isinstance(events[1], ObjectionHeard)
    assert events[1].text[slice(*events[1].span)] == "betaalronde"


def test_a_card_that_nobody_else_hears_is_withdrawn_and_may_come_again_at_once() -> None:
    """It was a mishearing: it starts no cooldown."""
    call = Call()
    assert ids(call.final(5.0, "ik ben hem even kwijt")) == [("ObjectionHeard", "invoice_lost")]
    monkey = HeardAgain("Ik ben heel even buiten.", 0.9)
    events = call.again(5.0, monkey, 7.0)
    assert ids(events) == [("Withdrawn", "invoice_lost")]
    assert ids(call.final(9.0, "ik ben hem even kwijt")) == [("ObjectionHeard", "invoice_lost")]
    assert ids(call.again(5.0, monkey, 8.0)) == []


def test_what_was_heard_again_uncertainly_changes_no_caption() -> None:
    """It is a hint and no more."""
    call = Call()
    call.final(5.0, "wij betalen met de betaal hond")
    events = call.again(5.0, HeardAgain("Wij betalen met de betaalronde .", BELIEVED - 0.01), 7.0)
    assert not [event for event in events if isinstance(event, Corrected)]


def test_where_an_unsure_careful_listener_heard_something_else_altogether_the_card_goes() -> None:
    """One of both made it up; where they heard nearly the same, the card stays."""
    call = Call()
    call.final(5.0, "ik ben hem even kwijt")
    assert ids(call.again(5.0, HeardAgain("Ik ben hem even krijt.", 0.45), 7.0)) == []
    other = HeardAgain("Zullen wij straks naar zee gaan?", 0.45)
    assert ids(call.again(5.0, other, 8.0)) == [("Withdrawn", "invoice_lost")]


def test_an_opinion_about_an_utterance_that_is_long_over_changes_nothing() -> None:
    """The call is about something else."""
    call = Call()
    for number in range(10):
        call.final(5.0 + number, "ja dat is goed")
    assert call.again(5.0, HeardAgain("Wij betalen met de betaalronde .", 0.9), 16.0) == []


def test_a_card_that_was_shown_is_not_shown_again_when_it_is_heard_better() -> None:
    """The same utterance is the same objection."""
    call = Call()
    assert ids(call.final(5.0, "wij betalen met de betaalronde")) == [("ObjectionHeard", "payment_run")]
    assert ids(call.again(5.0, HeardAgain("Wij betalen met de betaalronde .", 0.9), 7.0)) == []
    assert ids(call.again(5.0, phrases("wij betalen met de betaalronde"), 7.1)) == []


def test_a_late_card_starts_the_cooldown_as_any_other() -> None:
    """From the moment at which it came."""
    call = Call()
    call.final(5.0, "wij betalen met de betaal hond")
    call.again(5.0, HeardAgain("Wij betalen met de betaalronde .", 0.9), 7.0)
    later = [e for e in call.final(7.0 + COOLDOWN - 0.1, "de betaalronde") if isinstance(e, ObjectionHeard)]
    assert [event.shown for event in later] == [False]


def test_phrases_strengthen_what_dictation_only_half_heard() -> None:
    """Neither is enough by itself: together they are."""
    matcher = BY_SCORE.matcher
    call = Call()
    assert ids(call.final(5.0, "wij betalen met de ronde")) == []
    heard = phrases("wij betalen met de betaalronde")
    assert outside_evidence(matcher, "wij betalen met de ronde", phrases=heard)["payment_run"] > 0.5
    assert ids(call.again(5.0, heard, 5.1)) == [("ObjectionHeard", "payment_run")]


@pytest.mark.parametrize("heard", [phrases("[unk] de betaalronde [unk]", 0.1), phrases("[unk] [unk]"), phrases("")])
def test_phrases_alone_raise_nothing_when_they_are_unsure(heard: PhrasesHeard) -> None:
    """False cards are worse than missed ones."""
    call = Call()
    call.final(5.0, "dat is een heel ander verhaal")
    assert ids(call.again(5.0, heard, 5.1)) == []


def test_nobody_else_is_no_evidence() -> None:
    """Dictation alone is judged as before."""
    assert outside_evidence(BY_SCORE.matcher, "de ronde") == {}
    assert outside_evidence(BY_SCORE.matcher, "de ronde", phrases=phrases("")) == {}


# Promises


CASE = case_of(jansen(), ARIE, "overdue", TODAY)


def test_a_promise_is_put_right() -> None:
    """The day was misheard: what was filled in is taken back and filled in anew."""
    call = Call(CASE)
    first = call.final(5.0, "dan betaal ik donderdag zesduizend euro")
    wrong = next(event for event in first if isinstance(event, PromiseHeard))
    assert wrong.date == date(2026, 9, 10)
    events = call.again(5.0, HeardAgain("Dan betaal ik vrijdag 6.000 euro.", 0.9), 7.0)
    assert events[1] == PromiseTakenBack("debtor", 7.0, wrong.words)
    assert isinstance(events[2], PromiseHeard)
    assert (events[2].date, events[2].amount) == (FRIDAY, Decimal("6000.00"))


def test_a_promise_that_stands_is_not_told_twice() -> None:
    """Digits or words, it is the same promise."""
    call = Call(CASE)
    call.final(5.0, "dan betaal ik vrijdag zesduizend euro")
    events = call.again(5.0, HeardAgain("Dan betaal ik vrijdag 6.000 euro.", 0.9), 7.0)
    assert [type(event) for event in events] == [Corrected]


def test_a_promise_that_was_none_is_taken_back() -> None:
    """And one that dictation missed comes after all."""
    call = Call(CASE)
    call.final(5.0, "dan betaal ik vrijdag zesduizend euro")
    events = call.again(5.0, HeardAgain("Dan bel ik u vrijdag over die fietsen.", 0.9), 7.0)
    assert [type(e) for e in events if isinstance(e, PromiseTakenBack | PromiseHeard)] == [PromiseTakenBack]
    call.final(20.0, "dan bel ik u vrijdag over die fietsen")
    events = call.again(20.0, HeardAgain("Dan betaal ik vrijdag 6.000 euro.", 0.9), 22.0)
    assert [event.date for event in events if isinstance(event, PromiseHeard)] == [FRIDAY]


def test_a_yes_that_was_misheard_accepts_the_proposal_after_all() -> None:
    """But a proposal that was made after it is not what was said yes to."""
    call = Call(CASE)
    call.final(3.0, "kunt u vrijdag zesduizend euro betalen", "controller")
    call.final(5.0, "naar dat is goot")
    events = call.again(5.0, HeardAgain("Ja, dat is goed.", 0.9), 7.0)
    assert [event.date for event in events if isinstance(event, PromiseHeard)] == [FRIDAY]
    late = Call(CASE)
    late.final(3.0, "waar denkt u aan", "controller")
    late.final(5.0, "naar dat is goot")
    late.final(6.0, "kunt u vrijdag zesduizend euro betalen", "controller")
    events = late.again(5.0, HeardAgain("Ja, dat is goed.", 0.9), 7.0)
    assert not [event for event in events if isinstance(event, PromiseHeard)]
    answer = late.final(9.0, "ja dat is goed")
    assert [event.date for event in answer if isinstance(event, PromiseHeard)] == [FRIDAY]


def test_an_answer_that_was_misheard_answers_the_question_before_it() -> None:
    """Not the one that was asked since, which waits for its own answer."""
    call = Call(CASE)
    call.final(3.0, "wanneer is uw directeur weer terug", "controller")
    call.final(5.0, "vreedzaam")
    call.final(6.0, "en wanneer betaalt u", "controller")
    events = call.again(5.0, HeardAgain("Vrijdag.", 0.9), 7.0)
    assert not [event for event in events if isinstance(event, PromiseHeard)]
    answer = call.final(9.0, "maandag denk ik")
    assert [event.date for event in answer if isinstance(event, PromiseHeard)] == [date(2026, 9, 14)]


def test_what_was_promised_later_counts_for_more() -> None:
    """An older utterance that is heard again changes no promise."""
    call = Call(CASE)
    call.final(5.0, "dan betaal ik donderdag zesduizend euro")
    call.final(9.0, "nee vrijdag zesduizend euro")
    events = call.again(5.0, HeardAgain("Dan betaal ik woensdag 6.000 euro.", 0.9), 10.0)
    assert [type(event) for event in events] == [Corrected]


def test_the_channel_that_raises_nothing_is_left_alone() -> None:
    """The controller's words are dictation's."""
    conversation = Conversation(BY_SCORE, replace(CASE))
    assert isinstance(conversation.hear("controller", Heard("de betaalronde", final=True), 5.0)[0], Final)
    assert conversation.reconsider("controller", 5.0, HeardAgain("De betaalronde .", 0.9), 6.0) == []
