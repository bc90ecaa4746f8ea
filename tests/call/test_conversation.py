"""Words in, events out: exact lists, with advisers whose every answer is known, and then with the real ones."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from app.advice.catalogue import Catalogue
from app.advice.coaching import CoachingHit
from app.advice.guards import CaseFacts, GuardHit
from app.advice.matcher import Match
from app.call.advisers import Advisers
from app.call.cards import READING_TIME
from app.call.case import Case, case_of
from app.call.conversation import COOLDOWN, SETTLED, WARNING_COOLDOWN, WARNING_SETTLED, Conversation
from app.call.events import (
    CallbackHeard,
    Channel,
    ChannelTrouble,
    Event,
    Final,
    ObjectionHeard,
    ObjectionUnknown,
    Partial,
    PromiseHeard,
    WarningRaised,
    Withdrawn,
)
from app.call.listening_mode import Mode
from app.ledger.dossier import HeardObjection
from app.speech.recogniser import Heard
from tests.call.people import ARIE, FRIDAY, TODAY, jansen


def _places(text: str, words: Sequence[str]) -> list[tuple[str, tuple[int, int]]]:
    return [(word, (text.find(word), text.find(word) + len(word))) for word in words if word in text]


class WordMatcher:
    """Knows an objection by one word, or by two words that may lie apart."""

    def match(
        self, text: str, confidences: Sequence[float] | None = None, outside: Mapping[str, float] | None = None
    ) -> tuple[Match, ...]:
        found = [Match(word, 0.72, span, word) for word, span in _places(text, ("betaalronde", "kwijt", "geld"))]
        if "eerst" in text and "creditnota" in text:
            found.append(Match("samen", 0.8, (text.find("eerst"), text.find("creditnota") + 10), "eerst creditnota"))
        return tuple(found)

    def sounds_like_objection(self, text: str) -> bool:
        return "hond" in text


class WordCoach:
    """Warns the controller at one word."""

    def check(
        self, text: str, call_type: str, *, formal: bool = True, avoid_service: bool = False
    ) -> tuple[CoachingHit, ...]:
        return tuple(CoachingHit("says_must", span, word, "Mag ik?") for word, span in _places(text, ("moet",)))


class WordGuards:
    """Warns at one word of the debtor."""

    def check(self, text: str, facts: CaseFacts | None = None) -> tuple[GuardHit, ...]:
        return tuple(GuardHit("old_matter", span, word, "toen") for word, span in _places(text, ("vroeger",)))


BY_WORD = Advisers(Catalogue(), WordMatcher(), WordCoach(), WordGuards())  # type: ignore[arg-type]


class Call:
    """Says things to a conversation and gathers what comes of it."""

    def __init__(self, advisers: Advisers = BY_WORD, case: Case | None = None, mode: Mode = "both") -> None:
        self.conversation = Conversation(advisers, case or Case(TODAY), mode)

    def partial(self, at: float, text: str, channel: Channel = "debtor") -> list[Event]:
        return self.conversation.hear(channel, Heard(text, final=False), at)

    def wait(self, at: float, channel: Channel = "debtor") -> list[Event]:
        """Let so many blocks pass that everything a partial holds has settled."""
        blocks = range(1, max(SETTLED, WARNING_SETTLED))
        return [event for block in blocks for event in self.still(round(at + block / 10, 1), channel)]

    def final(self, at: float, text: str, channel: Channel = "debtor") -> list[Event]:
        return self.conversation.hear(channel, Heard(text, final=True), at)

    def still(self, at: float, channel: Channel = "debtor") -> list[Event]:
        return self.conversation.still(channel, at)


def heard(
    at: float, word: str, text: str, *, shown: bool = True, channel: Channel = "debtor", **more: Any
) -> ObjectionHeard:
    span = (text.find(word), text.find(word) + len(word))
    return ObjectionHeard(channel, at, word, 0.72, word, text, span, shown, **more)


TEXT = "wij betalen via de betaalronde"


def test_a_partial_raises_a_card_once_it_has_settled_and_the_final_confirms_it() -> None:
    """In the third block; nothing is raised twice."""
    call = Call()
    assert call.partial(1.0, TEXT) == [Partial("debtor", 1.0, TEXT)]
    assert call.still(1.1) == []
    assert call.still(1.2) == [heard(1.2, "betaalronde", TEXT)]
    assert call.still(1.3) == []
    assert call.final(1.5, TEXT) == [Final("debtor", 1.5, TEXT)]


def test_a_partial_that_goes_on_settles_too() -> None:
    """New words that still hold the objection count as a block."""
    call = Call()
    call.partial(1.0, TEXT)
    call.still(1.1)
    assert call.partial(1.2, f"{TEXT} dus") == [
        Partial("debtor", 1.2, f"{TEXT} dus"), heard(1.2, "betaalronde", f"{TEXT} dus"),
    ]  # fmt: skip


def test_a_partial_of_two_words_raises_nothing() -> None:
    """The first words change most."""
    call = Call()
    call.partial(1.0, "de betaalronde")
    assert call.wait(1.0) == []
    assert call.final(2.2, "de betaalronde")[1:] == [heard(2.2, "betaalronde", "de betaalronde")]


def test_what_flickers_in_a_partial_is_never_raised() -> None:
    """It has to stay there for three blocks."""
    call = Call()
    call.partial(1.0, TEXT)
    call.partial(1.1, "wij betalen via de betaling")
    call.partial(1.2, TEXT)
    assert call.final(1.3, "wij betalen via de betaling") == [Final("debtor", 1.3, "wij betalen via de betaling")]


def test_the_final_withdraws_what_it_does_not_confirm() -> None:
    """And the card may come up again at once."""
    call = Call()
    call.partial(1.0, TEXT)
    call.wait(1.0)
    assert call.final(1.5, "wij betalen via de bank") == [
        Final("debtor", 1.5, "wij betalen via de bank"), Withdrawn("debtor", 1.5, "betaalronde"),
    ]  # fmt: skip
    assert call.final(9.0, TEXT)[1:] == [heard(9.0, "betaalronde", TEXT)]


def test_an_empty_final_withdraws_everything_that_its_partials_raised() -> None:
    """Objections and warnings alike: it was noise."""
    call = Call()
    call.partial(1.0, "vroeger was er geen geld")
    assert [type(event) for event in call.wait(1.0)] == [ObjectionHeard, WarningRaised]
    assert call.final(1.5, "") == [
        Final("debtor", 1.5, ""), Withdrawn("debtor", 1.5, "geld"), Withdrawn("debtor", 1.5, "old_matter"),
    ]  # fmt: skip


def test_within_a_minute_the_same_objection_is_heard_but_not_shown() -> None:
    """To the border; then it is shown again."""
    call = Call()
    call.final(1.0, TEXT)
    assert call.final(COOLDOWN + 0.9, TEXT)[1:] == [heard(COOLDOWN + 0.9, "betaalronde", TEXT, shown=False)]
    assert call.final(COOLDOWN + 1.0, TEXT)[1:] == [heard(COOLDOWN + 1.0, "betaalronde", TEXT)]


def test_a_card_that_did_not_fit_may_come_again_at_once() -> None:
    """The controller ended its cooldown."""
    call = Call()
    call.final(1.0, TEXT)
    call.conversation.forget("betaalronde")
    assert call.final(10.0, TEXT)[1:] == [heard(10.0, "betaalronde", TEXT)]


def test_a_second_objection_waits_while_the_first_is_read() -> None:
    """Heard, not shown; after four seconds it is."""
    call = Call()
    call.final(1.0, TEXT)
    lost = "ik ben hem kwijt"
    assert call.final(1.0 + READING_TIME - 0.1, lost)[1:] == [heard(4.9, "kwijt", lost, shown=False)]
    money = "er is geen geld"
    assert call.final(1.0 + READING_TIME, money)[1:] == [heard(5.0, "geld", money)]


def test_while_a_card_is_pinned_nothing_is_shown() -> None:
    """Whatever is heard."""
    call = Call()
    call.conversation.pinned = True
    assert call.final(1.0, TEXT)[1:] == [heard(1.0, "betaalronde", TEXT, shown=False)]


def test_an_objection_may_run_over_two_utterances() -> None:
    """The pause lay in the middle of the sentence; it is the final that looks across."""
    call = Call()
    assert call.final(1.0, "ik wil eerst") == [Final("debtor", 1.0, "ik wil eerst")]
    call.partial(2.0, "die creditnota van u")
    assert call.still(2.1) == []
    raised = ObjectionHeard(
        "debtor", 2.5, "samen", 0.8, "eerst creditnota", "ik wil eerst die creditnota van u", (7, 27), True
    )
    assert call.final(2.5, "die creditnota van u") == [Final("debtor", 2.5, "die creditnota van u"), raised]


def test_two_utterances_far_apart_make_no_objection() -> None:
    """Five seconds of silence end the sentence; a controllers words in between belong to nobody else."""
    call = Call()
    call.final(1.0, "ik wil eerst")
    assert call.final(9.0, "die creditnota van u") == [Final("debtor", 9.0, "die creditnota van u")]


def test_only_the_debtor_raises_objections() -> None:
    """The controller repeats them all day."""
    assert Call().final(1.0, TEXT, "controller") == [Final("controller", 1.0, TEXT)]


def test_with_only_a_microphone_the_controllers_voice_raises_cards() -> None:
    """He repeats what the debtor says; his own slips are still told."""
    call = Call(mode="microphone")
    text = "u moet dus wachten op de betaalronde"
    assert call.final(1.0, text, "controller")[1:] == [
        heard(1.0, "betaalronde", text, channel="controller"),
        WarningRaised("controller", 1.0, "says_must", text, (2, 6), "Mag ik?"),
    ]


def test_a_warning_is_told_once_in_a_while() -> None:
    """To the border of its own pause."""
    call = Call()
    text = "vroeger was alles anders"
    told = WarningRaised("debtor", 1.0, "old_matter", text, (0, 7), subject="toen")
    assert call.final(1.0, text)[1:] == [told]
    assert call.final(1.0 + WARNING_COOLDOWN - 0.1, text)[1:] == []
    assert [type(event) for event in call.final(1.0 + WARNING_COOLDOWN, text)[1:]] == [WarningRaised]


def test_a_warning_of_a_partial_is_withdrawn_when_the_final_says_otherwise() -> None:
    """And may come again."""
    call = Call()
    call.partial(1.0, "u moet maar eens kijken", "controller")
    raised = [event for event in call.wait(1.0, "controller") if isinstance(event, WarningRaised)]
    assert [(event.id, event.audio_time) for event in raised] == [("says_must", 1.5)]
    assert call.final(1.5, "u moe maar eens kijken", "controller")[1:] == [Withdrawn("controller", 1.5, "says_must")]
    assert [type(event) for event in call.final(3.0, "u moet", "controller")[1:]] == [WarningRaised]


def test_an_objection_of_an_earlier_call_is_told_once() -> None:
    """With how often it was used before."""
    dossier = jansen(objections=(HeardObjection("geld", date(2026, 7, 1)), HeardObjection("geld", date(2026, 8, 1))))
    call = Call(case=case_of(dossier, ARIE, "overdue", TODAY))
    text = "er is geen geld"
    assert call.final(1.0, text)[1:] == [
        heard(1.0, "geld", text, times_before=2),
        WarningRaised("debtor", 1.0, "repeated_objection", text, (11, 15), subject="geld"),
    ]
    assert [type(event) for event in call.final(100.0, text)[1:]] == [ObjectionHeard]


def test_a_misheard_repetition_is_withdrawn_with_its_objection() -> None:
    """And told when it is really said."""
    case = case_of(jansen(objections=(HeardObjection("geld", date(2026, 7, 1)),)), ARIE, "overdue", TODAY)
    call = Call(case=case)
    call.partial(1.0, "er is geen geld")
    call.wait(1.0)
    assert {event.id for event in call.final(1.5, "er is geen held")[1:] if isinstance(event, Withdrawn)} == {
        "geld", "repeated_objection",
    }  # fmt: skip
    assert [type(event) for event in call.final(20.0, "er is geen geld")[1:]] == [ObjectionHeard, WarningRaised]


def test_a_misheard_objection_leaves_the_cooldown_of_a_real_one() -> None:
    """The first was really said; a card for it was up less than a minute ago."""
    call = Call()
    call.final(1.0, TEXT)
    call.partial(20.0, TEXT)
    call.wait(20.0)
    call.final(20.5, "iets heel anders dus")
    assert call.final(30.0, TEXT)[1:] == [heard(30.0, "betaalronde", TEXT, shown=False)]


def test_an_objection_that_no_card_answers_is_told_once_a_minute() -> None:
    """Not for a few words, not where the utterance holds something else, and never for the controller."""
    call = Call()
    text = "mijn hond heeft uw hele brief opgegeten"
    assert call.final(1.0, text)[1:] == [ObjectionUnknown("debtor", 1.0, text)]
    assert call.final(COOLDOWN + 0.9, text)[1:] == []
    assert call.final(COOLDOWN + 1.0, text)[1:] == [ObjectionUnknown("debtor", COOLDOWN + 1.0, text)]
    for other in ("mijn hond dus", f"{text} en vroeger ook al", f"{text} met het geld", f"{text} ik betaal vrijdag"):
        assert not [event for event in Call().final(1.0, other) if isinstance(event, ObjectionUnknown)]
    assert Call().final(1.0, text, "controller")[1:] == []


def test_the_debtors_words_in_the_microphone_are_dropped_and_told_once() -> None:
    """What was already shown of them is wiped."""
    call = Call()
    call.final(5.0, "ik betaal volgende week via de betaalronde hoor")
    assert call.final(5.4, "ik betaal volgende week via de betaalronde", "controller") == [
        Partial("controller", 5.4, ""), ChannelTrouble("controller", 5.4, "echo"),
    ]  # fmt: skip
    call.final(20.0, "nee dat kan echt niet eerder")
    assert call.final(20.3, "nee dat kan echt niet eerder", "controller") == [Partial("controller", 20.3, "")]


def test_an_echo_takes_its_warnings_back() -> None:
    """They were about words that the controller never said."""
    call = Call()
    call.partial(1.0, "u moet eerst leveren zeg", "controller")
    call.wait(1.0, "controller")
    call.final(1.6, "u moet eerst leveren zeg ik")
    assert call.final(1.7, "u moet eerst leveren zeg", "controller")[0] == Withdrawn("controller", 1.7, "says_must")


@pytest.mark.parametrize(
    ("text", "at"), [("ja dat", 5.2), ("wat vindt u van vrijdag", 5.2), ("ik betaal via de betaalronde", 30.0)]
)
def test_what_the_controller_says_himself_is_no_echo(text: str, at: float) -> None:
    """Short answers, other words, or the same words much later."""
    call = Call()
    call.final(5.0, "ik betaal via de betaalronde ja dat")
    assert call.final(at, text, "controller")[0] == Final("controller", at, text)


def promises(events: list[Event]) -> list[tuple[date | None, Decimal | None]]:
    return [(event.date, event.amount) for event in events if isinstance(event, PromiseHeard)]


def test_a_promise_is_heard_once() -> None:
    """The same words again say nothing new."""
    call = Call()
    text = "ik betaal vrijdag zesduizend euro"
    assert promises(call.final(1.0, text)) == [(FRIDAY, Decimal("6000.00"))]
    assert promises(call.final(9.0, text)) == []
    assert promises(call.final(20.0, "ik betaal vrijdag vijfduizend euro")) == [(FRIDAY, Decimal("5000.00"))]


def test_a_partial_makes_no_promise() -> None:
    """Only what was said to the end."""
    assert promises(Call().partial(1.0, "ik betaal vrijdag zesduizend euro")) == []


def test_a_promise_may_run_over_two_utterances() -> None:
    """The second completes the first."""
    call = Call()
    call.final(1.0, "ik betaal u zesduizend euro")
    assert promises(call.final(2.5, "dat doe ik vrijdag")) == [(FRIDAY, Decimal("6000.00"))]


def test_the_controller_promises_nothing() -> None:
    """Unless his is the only voice that is heard."""
    text = "ik betaal vrijdag zesduizend euro"
    assert promises(Call().final(1.0, text, "controller")) == []
    assert promises(Call(mode="microphone").final(1.0, text, "controller")) == [(FRIDAY, Decimal("6000.00"))]


def test_a_yes_to_a_proposal_is_a_promise() -> None:
    """In the controller's words; a no, or a yes much later, is none."""
    proposal = "kunt u vrijdag zesduizend euro betalen"
    call = Call()
    call.final(1.0, proposal, "controller")
    assert promises(call.final(3.0, "ja dat is goed")) == [(FRIDAY, Decimal("6000.00"))]
    call = Call()
    call.final(1.0, proposal, "controller")
    assert promises(call.final(3.0, "nee dat gaat niet")) == []
    assert promises(call.final(30.0, "ja dat is goed")) == []


def test_a_bare_answer_means_what_was_asked() -> None:
    """Whoever is asked when the boss is back promises nothing, and a bare amount counts where one was asked for."""
    call = Call()
    call.final(1.0, "wanneer is uw directeur weer terug", "controller")
    assert promises(call.final(3.0, "vrijdag")) == []
    call.final(20.0, "en hoeveel kunt u dan overmaken", "controller")
    assert promises(call.final(22.0, "eh duizend euro")) == [(None, Decimal("1000.00"))]
    call.final(30.0, "wanneer kunt u dat betalen", "controller")
    assert promises(call.final(32.0, "vrijdag denk ik")) == [(FRIDAY, None)]


def test_a_question_is_answered_soon_or_not_at_all() -> None:
    """Later a bare day is read by itself, as it is after words that ask nothing."""
    call = Call()
    call.final(1.0, "wanneer is uw directeur weer terug", "controller")
    assert promises(call.final(30.0, "vrijdag")) == [(FRIDAY, None)]
    call = Call()
    call.final(1.0, "wanneer is uw directeur weer terug", "controller")
    call.final(9.0, "oké", "controller")
    assert promises(call.final(12.0, "vrijdag")) == [(FRIDAY, None)]


def test_a_question_may_run_over_two_utterances() -> None:
    """A nod after it does not wipe it out."""
    call = Call()
    call.final(1.0, "wanneer is uw directeur weer terug", "controller")
    call.final(2.5, "ja", "controller")
    assert promises(call.final(4.0, "vrijdag")) == []


def test_a_callback_is_heard_from_both_sides() -> None:
    """With who calls whom."""
    call = Call()
    said = call.final(1.0, "ik bel u vrijdag om twee uur terug", "controller")
    ours = [e for e in said if isinstance(e, CallbackHeard)]
    assert [(e.date, e.time, e.by_us) for e in ours] == [(FRIDAY, "14:00", True)]
    theirs = [e for e in call.final(9.0, "ik bel u maandag terug") if isinstance(e, CallbackHeard)]
    assert [(e.date, e.time, e.by_us) for e in theirs] == [(date(2026, 9, 14), "", False)]


# With the real advisers and the example debtor


@pytest.fixture
def real(advisers: Advisers) -> Call:
    return Call(advisers, case_of(jansen(), ARIE, "overdue", TODAY))


def ids(events: list[Event]) -> list[str]:
    return [event.id for event in events if isinstance(event, ObjectionHeard | WarningRaised | Withdrawn)]


@pytest.mark.parametrize(
    ("text", "objection_id"),
    [
        ("wij betalen altijd aan het einde van de maand met de betaalronde", "payment_run"),
        ("ik heb die factuur helemaal niet ontvangen", "invoice_not_received"),
        ("er is op dit moment gewoon geen geld", "no_money"),
    ],
)
def test_the_real_matcher_brings_the_right_card(text: str, objection_id: str, real: Call) -> None:
    """While he is still talking, and the final lets it stand."""
    assert ids([*real.partial(1.0, text), *real.still(1.1)]) == [objection_id]
    assert ids(real.final(1.5, text)) == []


def test_the_real_coach_hears_a_slip(real: Call) -> None:
    """And says how else it can be said."""
    raised = [e for e in real.final(1.0, "u moet vandaag nog betalen", "controller") if isinstance(e, WarningRaised)]
    assert [event.id for event in raised] == ["says_must"]
    assert raised[0].rewrite


def test_ordinary_talk_raises_nothing(real: Call) -> None:
    """No card for a greeting."""
    for at, text in enumerate(("goedemorgen met ter naad", "ja hoor goed dank u", "een ogenblikje alstublieft")):
        assert ids(real.final(float(at * 20), text)) == []


def test_a_growing_sentence_raises_its_card_before_the_end(real: Call) -> None:
    """Word by word, as the recogniser hands it over."""
    words = "ja luister wij betalen altijd aan het einde van de maand met de betaalronde dus dan".split()
    raised_at = None
    for number in range(1, len(words) + 1):
        events = real.partial(number * 0.4, " ".join(words[:number])) + real.still(number * 0.4 + 0.1)
        if "payment_run" in ids(events):
            raised_at = number
            break
    assert raised_at is not None
    assert raised_at < len(words)
