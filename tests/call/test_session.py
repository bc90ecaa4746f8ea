"""One call as the window sees it, event by event and key by key."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from app.advice.catalogue import Catalogue
from app.call.agreement import Callback, Consent, FormField, Instalment, NextStep, OwnPromise
from app.call.captions import Caption
from app.call.cards import READING_TIME
from app.call.conversation import COOLDOWN
from app.call.events import (
    CallbackHeard,
    ChannelTrouble,
    Final,
    Level,
    ObjectionHeard,
    ObjectionUnknown,
    Partial,
    PromiseHeard,
    Stopped,
    WarningRaised,
    Withdrawn,
)
from app.call.session import CONSENT_TIME, WARNING_TIME, CallSession, Feedback
from app.call.text import plain
from app.wording import Wording
from tests.call.people import BROKEN, FRIDAY, SANNE, TODAY, Clock, jansen, prepared, session_of

PAYMENT_RUN = "wij betalen met de betaalronde"
MONDAY = date(2026, 9, 14)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def session(catalogue: Catalogue, wording: Wording, clock: Clock) -> CallSession:
    return session_of(catalogue, wording, clock)


def objection(objection_id: str, text: str = PAYMENT_RUN, at: float = 5.0, **more: Any) -> ObjectionHeard:
    return ObjectionHeard("debtor", at, objection_id, 0.9, "zin", text, (0, len(text)), more.pop("shown", True), **more)


def warning(warning_id: str, channel: Any = "debtor", text: str = "die oude levering", **more: Any) -> WarningRaised:
    return WarningRaised(channel, 5.0, warning_id, text, (0, len(text)), **more)


def promise(
    day: date | None = None, amount: str | None = None, invoices: tuple[str, ...] = (), **more: Any
) -> PromiseHeard:
    return PromiseHeard("debtor", 9.0, day, None if amount is None else Decimal(amount), invoices, **more)


# Captions


def test_words_become_captions_and_what_fired_is_marked(session: CallSession) -> None:
    """The mark moves along from the partial to the final."""
    assert session.handle(Partial("debtor", 1.0, PAYMENT_RUN)) == {"caption"}
    session.handle(ObjectionHeard("debtor", 1.0, "payment_run", 0.9, "zin", PAYMENT_RUN, (19, 30), True))
    session.handle(Final("debtor", 2.0, f"nou {PAYMENT_RUN}"))
    assert session.captions == (Caption("debtor", f"nou {PAYMENT_RUN}", True, ((23, 34, "objection"),)),)


def test_an_objection_that_is_withdrawn_loses_its_mark(session: CallSession) -> None:
    """The caption no longer says that something fired."""
    session.handle(Partial("debtor", 1.0, PAYMENT_RUN))
    session.handle(objection("payment_run"))
    session.handle(Final("debtor", 2.0, f"{PAYMENT_RUN} niet"))
    assert "caption" in session.handle(Withdrawn("debtor", 2.0, "payment_run"))
    assert session.captions[0].marks == ()


def test_the_share_of_the_talk_is_told_after_thirty_words(session: CallSession) -> None:
    """Words of finished utterances only."""
    session.handle(Final("debtor", 1.0, "een twee drie vier vijf zes zeven acht negen tien"))
    assert session.talk_share is None
    session.handle(Partial("controller", 1.0, "een twee drie vier vijf zes zeven acht negen tien"))
    assert session.talk_share is None
    session.handle(Final("controller", 2.0, " ".join(["woord"] * 20)))
    assert session.talk_share == pytest.approx(2 / 3)


# Cards


def test_an_objection_brings_its_card_and_joins_the_stack(session: CallSession) -> None:
    """With the facts of this debtor and the words that fired it."""
    changed = session.handle(objection("payment_run", at=7.5))
    assert changed >= {"card", "stack"}
    card = session.deck.active
    assert card is not None
    assert (card.objection_id, card.heard) == ("payment_run", PAYMENT_RUN)
    assert [(item.objection_id, item.state, item.at) for item in session.stack] == [("payment_run", "open", 7.5)]


def test_a_second_objection_waits_four_seconds(session: CallSession, clock: Clock) -> None:
    """Both are on the stack meanwhile."""
    session.handle(objection("payment_run"))
    clock.now += 1.0
    session.handle(objection("no_money", shown=False))
    assert [card.objection_id for card in session.deck.waiting] == ["no_money"]
    assert session.tick() == frozenset()
    clock.now += READING_TIME - 1.0
    assert session.tick() == {"card"}
    assert session.deck.active is not None
    assert session.deck.active.objection_id == "no_money"
    assert [item.objection_id for item in session.stack] == ["payment_run", "no_money"]


def test_within_a_minute_the_same_objection_brings_no_second_card(session: CallSession, clock: Clock) -> None:
    """After it, it does."""
    session.handle(objection("payment_run"))
    session.dismiss_card()
    clock.now += COOLDOWN - 1.0
    session.handle(objection("payment_run", shown=False))
    assert session.deck.active is None
    clock.now += 2.0
    session.handle(objection("payment_run", shown=False))
    assert session.deck.active is not None


def test_the_base_formula_comes_up_by_itself_but_never_over_a_card(session: CallSession) -> None:
    """When the debtor objects to something that no card answers."""
    assert session.handle(ObjectionUnknown("debtor", 5.0, "iets wat niemand kent")) == {"card"}
    assert session.deck.active is not None
    assert session.deck.active.objection_id == "base"
    session.dismiss_card()
    session.handle(objection("no_money"))
    assert session.handle(ObjectionUnknown("debtor", 9.0, "iets wat niemand kent")) == frozenset()
    assert session.deck.active.objection_id == "no_money"


def test_an_unknown_objection_changes_nothing(session: CallSession) -> None:
    """The catalogue may have changed since."""
    assert session.handle(objection("bestaat_niet")) == frozenset()
    assert session.handle(warning("bestaat_niet")) == frozenset()


def test_a_withdrawn_objection_leaves_card_and_stack(session: CallSession) -> None:
    """It may come up again at once."""
    session.handle(objection("payment_run"))
    session.handle(Withdrawn("debtor", 6.0, "payment_run"))
    assert (session.deck.active, session.stack) == (None, ())
    session.handle(objection("payment_run", shown=False))
    assert session.deck.active is not None


def test_a_false_repeat_leaves_what_was_really_said_before(session: CallSession, clock: Clock) -> None:
    """Only the second hearing is taken back, not the first."""
    session.handle(objection("payment_run"))
    session.handle(Final("debtor", 6.0, PAYMENT_RUN))
    clock.now += 20.0
    session.handle(objection("payment_run", at=26.0, shown=False))
    session.handle(Withdrawn("debtor", 27.0, "payment_run"))
    assert [item.objection_id for item in session.stack] == ["payment_run"]
    assert session.deck.active is not None


def test_a_pinned_card_stays_and_the_engine_is_told(catalogue: Catalogue, wording: Wording, clock: Clock) -> None:
    """Also when it is let go, by any key."""
    told: list[bool] = []
    session = session_of(catalogue, wording, clock, on_pinned=told.append)
    session.handle(objection("payment_run"))
    session.pin_card()
    clock.now += 100.0
    session.handle(objection("no_money", shown=False))
    session.tick()
    assert session.deck.active is not None
    assert session.deck.active.objection_id == "payment_run"
    session.next_card()
    session.pin_card()
    session.dismiss_card()
    session.pin_card()
    session.capture_unknown()
    assert told == [True, False, True, False, True, False]


def test_a_card_that_does_not_fit_goes_and_may_come_again(catalogue: Catalogue, wording: Wording, clock: Clock) -> None:
    """The verdict is kept, the cooldown ends, and the stack forgets it."""
    verdicts: list[Feedback] = []
    forgotten: list[str] = []
    session = session_of(catalogue, wording, clock, on_feedback=verdicts.append, on_forget=forgotten.append)
    session.handle(objection("payment_run"))
    session.feedback(fits=False)
    assert verdicts == [Feedback("payment_run", False, "zin")]
    assert forgotten == ["payment_run"]
    assert (session.deck.active, session.stack) == (None, ())
    session.handle(objection("payment_run", shown=False))
    assert session.deck.active is not None


def test_a_card_that_fits_counts_as_discussed_and_stays(catalogue: Catalogue, wording: Wording) -> None:
    """A looked-up card gives no verdict about words that were not heard."""
    verdicts: list[Feedback] = []
    session = session_of(catalogue, wording, on_feedback=verdicts.append)
    session.handle(objection("payment_run"))
    session.feedback(fits=True)
    assert verdicts == [Feedback("payment_run", True, "zin")]
    assert session.stack[0].state == "discussed"
    assert session.deck.active is not None
    session.show_card("no_money")
    session.feedback(fits=True)
    assert len(verdicts) == 1


def test_feedback_without_a_card_does_nothing(session: CallSession) -> None:
    """The key was pressed too late."""
    session.feedback(fits=False)
    assert session.stack == ()


def test_a_repeated_objection_after_a_broken_promise_starts_firm(catalogue: Catalogue, wording: Wording) -> None:
    """The controller sees the firmer sentence first."""
    session = session_of(catalogue, wording, preparation=prepared(wording, jansen(promises=(BROKEN,))))
    session.handle(objection("payment_run", times_before=2))
    assert session.deck.firm


def test_the_stack_follows_the_controller(session: CallSession) -> None:
    """A removed objection comes back when it is heard again; an unknown one is passed over."""
    session.handle(objection("payment_run"))
    session.set_stack("payment_run", "removed")
    session.set_stack("no_money", "discussed")
    assert [item.state for item in session.stack] == ["removed"]
    session.handle(objection("payment_run", at=50.0))
    assert [(item.state, item.at) for item in session.stack] == [("open", 50.0)]
    session.set_stack("payment_run", "discussed")
    session.handle(objection("payment_run", at=60.0))
    assert [item.state for item in session.stack] == ["discussed"]


def test_search_finds_cards_by_title_and_words(session: CallSession, catalogue: Catalogue) -> None:
    """An empty query gives all, in the order of the alphabet."""
    everything = session.search("")
    assert len(everything) == len(catalogue.objections)
    assert [card.title for card in everything] == sorted(card.title for card in everything)
    assert "payment_run" in [card.objection_id for card in session.search("BETAALRONDE")]
    assert session.search("xyzzy") == ()


def test_search_puts_titles_before_what_the_matcher_finds(catalogue: Catalogue, wording: Wording) -> None:
    """Each card once; ids that are gone are passed over."""
    session = session_of(catalogue, wording, search=lambda query: ("no_money", "payment_run", "weg"))
    assert [card.objection_id for card in session.search("betaalronde")] == ["payment_run", "no_money"]


def test_a_looked_up_card_joins_the_stack(session: CallSession, clock: Clock) -> None:
    """With the moment at which it was looked up."""
    clock.now += 12.0
    session.show_card("no_money")
    assert [(item.objection_id, item.at) for item in session.stack] == [("no_money", 12.0)]


def test_what_nothing_recognised_is_kept_and_the_base_card_comes_up(session: CallSession) -> None:
    """With one key, to name later."""
    assert session.capture_unknown() == ""
    session.handle(Final("debtor", 3.0, "mijn hond heeft de factuur opgegeten"))
    assert session.capture_unknown() == "mijn hond heeft de factuur opgegeten"
    assert session.unknown == ["mijn hond heeft de factuur opgegeten"]
    assert session.deck.active is not None
    assert session.deck.active.objection_id == "base"


# Warnings


def test_warnings_come_one_at_a_time(session: CallSession, clock: Clock) -> None:
    """The next one after twelve seconds, or when the first is put away."""
    session.handle(warning("old_matter", subject="2008"))
    session.handle(warning("blocked_invoice"))
    session.handle(warning("heated"))
    assert session.warning is not None
    assert (session.warning.id, session.warnings_waiting) == ("old_matter", 2)
    clock.now += WARNING_TIME - 0.1
    assert session.tick() == frozenset()
    clock.now += 0.1
    assert session.tick() == {"warning"}
    assert session.warning.id == "blocked_invoice"
    session.dismiss_warning()
    assert session.warning.id == "heated"
    session.dismiss_warning()
    assert session.warnings_waiting == 0
    assert not session.warning


def test_the_same_warning_never_waits_twice(session: CallSession) -> None:
    """The newest words count."""
    session.handle(warning("old_matter"))
    session.handle(warning("heated", text="eerste"))
    session.handle(warning("heated", text="tweede"))
    assert session.warnings_waiting == 1
    session.handle(warning("old_matter", text="weer"))
    assert session.warning is not None
    assert (session.warning.id, session.warning.heard) == ("old_matter", "weer")


def test_a_warning_about_the_controllers_own_words_goes_first(session: CallSession) -> None:
    """He can still put it right; the other one comes back after it."""
    session.handle(warning("old_matter"))
    session.handle(warning("says_must", "controller", "u moet betalen", rewrite="Welke dag past u[, {aanhef}]?"))
    assert session.warning is not None
    assert session.warning.id == "says_must"
    assert plain(session.warning.sentence) == "Welke dag past u, meneer Ter Naad?"
    session.dismiss_warning()
    assert session.warning.id == "old_matter"


def test_a_warning_that_is_withdrawn_goes(session: CallSession) -> None:
    """Whether it shows or waits."""
    session.handle(warning("old_matter"))
    session.handle(warning("heated"))
    assert "warning" in session.handle(Withdrawn("debtor", 6.0, "heated"))
    assert session.warnings_waiting == 0
    session.handle(Withdrawn("debtor", 6.0, "old_matter"))
    assert session.warning is None


def test_a_repeated_objection_is_called_by_its_title(session: CallSession, catalogue: Catalogue) -> None:
    """Not by its code."""
    session.handle(warning("repeated_objection", subject="payment_run"))
    assert session.warning is not None
    assert session.warning.subject == catalogue.objections["payment_run"].title


def test_an_old_matter_gets_a_day_of_its_own(session: CallSession) -> None:
    """Five working days from now; twice is once."""
    for _ in range(2):
        session.handle(warning("old_matter", subject="levering van 2008"))
        assert session.park_old_matter() == date(2026, 9, 15)
    assert session.old_matters == (("levering van 2008", date(2026, 9, 15)),)
    assert session.warning is None
    assert [plan.kind for plan in session.ending().follow_ups] == ["old_matter"]


# The form


def test_a_promise_fills_date_amount_and_the_invoices_it_pays(session: CallSession) -> None:
    """Six thousand is exactly what is undisputed."""
    changed = session.handle(
        promise(FRIDAY, "6000.00", words="vrijdag zesduizend", text="ik betaal vrijdag zesduizend")
    )
    assert changed == {"form", "caption"}
    assert session.form.get("date") == FormField(FRIDAY, "heard", "vrijdag zesduizend")
    assert session.form.value("amount") == Decimal("6000.00")
    assert session.form.value("invoices") == ("10594", "10671")


@pytest.mark.parametrize(
    ("heard", "amount", "invoices"),
    [
        (promise(FRIDAY, "2000.00"), "2000.00", ("10671",)),
        (promise(FRIDAY, "2500.00"), "2500.00", None),
        (promise(FRIDAY, None, ("10594",)), "4000.00", ("10594",)),
        (promise(FRIDAY, None, ("10594", "10671")), "6000.00", ("10594", "10671")),
        (promise(FRIDAY, None, ("10672",)), None, ("10672",)),
        (promise(FRIDAY, "1000.00", ("10594",)), "1000.00", ("10594",)),
        (promise(FRIDAY), None, None),
    ],
)
def test_amount_and_invoices_follow_from_one_another(
    heard: PromiseHeard, amount: str | None, invoices: tuple[str, ...] | None, session: CallSession
) -> None:
    """Only where it is certain: all that is open, or just one invoice of that amount."""
    session.handle(heard)
    assert session.form.value("amount") == (None if amount is None else Decimal(amount))
    assert session.form.value("invoices") == invoices


def test_a_payment_plan_fills_the_instalments_and_their_sum(session: CallSession) -> None:
    """The single amount is that of the whole plan, so nothing blocks."""
    parts = ((FRIDAY, Decimal("3000.00")), (MONDAY, Decimal("3000.00")))
    session.handle(promise(FRIDAY, "3000.00", instalments=parts))
    assert session.form.value("instalments") == (
        Instalment(FRIDAY, Decimal("3000.00")), Instalment(MONDAY, Decimal("3000.00")),
    )  # fmt: skip
    assert session.form.value("amount") == Decimal("6000.00")
    assert session.form.value("date") is None
    assert [p for p in session.problems if p.blocking] == []


def test_a_plan_with_unknown_amounts_leaves_the_amount_alone(session: CallSession) -> None:
    """Half a sum is no sum."""
    session.handle(promise(FRIDAY, "3000.00", instalments=((FRIDAY, Decimal("3000.00")), (MONDAY, None))))
    assert session.form.value("amount") is None


def test_a_weekday_that_clashes_with_its_date_is_told(session: CallSession) -> None:
    """There is no date then; the controller asks which day it is, and any decision settles it."""
    session.handle(promise(None, "6000.00", conflict="vrijdag de tiende"))
    assert ("date", "weekday_conflict") in [(p.field, p.code) for p in session.problems]
    session.edit("date", FRIDAY)
    assert session.problems == ()


def test_a_later_promise_settles_the_clash(session: CallSession) -> None:
    """He named the day again, and it fits."""
    session.handle(promise(None, "6000.00", conflict="vrijdag de tiende"))
    session.handle(promise(FRIDAY, "6000.00"))
    assert session.problems == ()


def test_speech_never_overwrites_what_the_controller_decided(session: CallSession) -> None:
    """It stands beside it as a suggestion."""
    session.edit("date", FRIDAY)
    session.handle(promise(MONDAY, "6000.00"))
    assert session.form.value("date") == FRIDAY
    assert session.form.suggestion("date") == FormField(MONDAY, "heard", "")
    session.accept("date")
    assert session.form.value("date") == MONDAY
    session.clear("date")
    session.edit("amount", None)
    assert session.form.value("date") is None
    assert session.form.value("amount") is None


def test_a_callback_fills_its_field(session: CallSession) -> None:
    """Day, time, or both; without either there is nothing to fill in."""
    assert session.handle(CallbackHeard("controller", 3.0, None, "", "ik bel u terug")) == frozenset()
    assert session.handle(CallbackHeard("controller", 3.0, FRIDAY, "14:00", "vrijdag om twee uur")) == {"form"}
    assert session.form.value("callback") == Callback(FRIDAY, "14:00")
    assert session.form.result == "callback"


QUESTION = "kunt u zich daarin vinden"


def agree(session: CallSession) -> None:
    session.handle(promise(FRIDAY, "6000.00"))


def test_a_yes_after_the_question_is_consent(session: CallSession) -> None:
    """With the words in which it was given."""
    agree(session)
    session.handle(Final("controller", 20.0, QUESTION))
    assert session.handle(Final("debtor", 22.0, "ja dat is goed")) == {"caption", "form"}
    assert session.form.value("consent") == Consent(True, "ja dat is goed")
    assert session.ending().can_save


@pytest.mark.parametrize("answer", ["nee", "ja maar eerst de creditnota", "niet akkoord", "wat zegt u", "tja"])
def test_anything_but_a_yes_is_no_consent(answer: str, session: CallSession) -> None:
    """A condition is not a yes."""
    agree(session)
    session.handle(Final("controller", 20.0, QUESTION))
    session.handle(Final("debtor", 22.0, answer))
    assert session.form.value("consent") is None


def test_a_yes_without_the_question_is_no_consent(session: CallSession, clock: Clock) -> None:
    """Before it, long after it, or from the controller himself."""
    agree(session)
    session.handle(Final("debtor", 19.0, "ja dat is goed"))
    session.handle(Final("controller", 20.0, QUESTION))
    session.handle(Final("controller", 21.0, "ja dat is goed"))
    clock.now += CONSENT_TIME + 0.1
    session.handle(Final("debtor", 45.0, "ja dat is goed"))
    assert session.form.value("consent") is None


def test_a_yes_while_nothing_is_agreed_is_no_consent(session: CallSession) -> None:
    """There is nothing to agree to."""
    session.handle(Final("controller", 20.0, QUESTION))
    session.handle(Final("debtor", 22.0, "ja dat is goed"))
    assert session.form.value("consent") is None


def test_a_partial_yes_is_no_consent_yet(session: CallSession) -> None:
    """The sentence may go on with a maar."""
    agree(session)
    session.handle(Final("controller", 20.0, QUESTION))
    session.handle(Partial("debtor", 22.0, "ja dat is goed"))
    assert session.form.value("consent") is None


# Actions, phases, troubles, the end


@pytest.mark.parametrize(
    ("kind", "code", "field"),
    [
        ("call_back_later", "callback", "callback"),
        ("payment_run", "date", "date"),
        ("no_money", "instalments", "instalments"),
        ("invoice_not_received", "copy", "own_promise"),
        ("already_paid", "own_promise", "own_promise"),
        ("goods_defective", "own_promise", "own_promise"),
        ("wrong_person", "next_step", "next_step"),
        ("set_off", "next_step", "next_step"),
    ],
)
def test_a_cards_action_leads_to_its_field(kind: str, code: str, field: str, session: CallSession) -> None:
    """Where it is agreed, or with what it noted already filled in."""
    session.show_card(kind)
    outcome = session.do_action()
    assert (outcome.code, outcome.field) == (code, field)
    if field == "own_promise":
        (promised,) = session.form.value("own_promise")
        assert (promised.owner, promised.deadline) == ("Ab de Vries", TODAY)
        session.do_action()
        assert len(session.form.value("own_promise")) == 1
    if field == "next_step":
        assert session.form.value("next_step").date == date(2026, 9, 9)


def test_every_card_has_an_action_that_works(session: CallSession, catalogue: Catalogue) -> None:
    """None of them ends in nothing."""
    for objection_id in catalogue.objections:
        session.show_card(objection_id)
        assert session.do_action().field is not None


def test_without_a_card_there_is_no_action(session: CallSession) -> None:
    """Nothing happens."""
    assert session.do_action().code == "none"
    assert session.form.empty


def test_a_copy_comes_with_its_mail(catalogue: Catalogue, wording: Wording) -> None:
    """In the form of address of this contact."""
    session = session_of(catalogue, wording, preparation=prepared(wording, contact=SANNE))
    session.show_card("invoice_not_received")
    mail = session.do_action().mail
    assert mail is not None
    assert (mail.to, mail.subject) == ("sanne@jansen.example", "Kopie van onze factuur 10594")
    assert mail.body.startswith("Beste Sanne,\n\nZoals net besproken stuur ik je een kopie van onze factuur 10594")


def test_a_next_step_that_was_decided_is_kept(session: CallSession) -> None:
    """The action only fills an empty field."""
    session.edit("next_step", NextStep("eigen stap", MONDAY))
    session.show_card("wrong_person")
    session.do_action()
    assert session.form.value("next_step") == NextStep("eigen stap", MONDAY)


def test_the_phases_go_on_to_the_last(session: CallSession) -> None:
    """And stay there."""
    for _ in range(9):
        session.next_phase()
    assert session.phase == "afsluiten"
    session.set_phase("luisteren")
    assert [step.code for step in session.script if step.current] == ["luisteren"]
    session.set_phase("onbekend")
    session.next_phase()
    assert session.phase == "opening"


def test_the_mood_changes_only_by_the_controllers_button(session: CallSession) -> None:
    """Angry words change nothing by themselves."""
    session.handle(warning("heated"))
    assert session.mood == "neutral"
    session.set_mood("angry")
    assert "Ik houd het kort" in plain(session.script[0].say)


def test_troubles_come_and_go_by_channel(session: CallSession) -> None:
    """A level is no trouble, an ordinary end neither."""
    assert session.handle(Level("debtor", 1.0, 0.5)) == {"level"}
    assert session.levels == {"debtor": 0.5}
    assert session.handle(ChannelTrouble("debtor", 1.0, "unplugged", "Headset")) == {"sound"}
    session.handle(ChannelTrouble("controller", 1.0, "silent"))
    assert session.troubles == {"debtor": "unplugged", "controller": "silent"}
    session.handle(ChannelTrouble("debtor", 2.0, "recovered"))
    assert session.handle(Stopped("debtor", 3.0)) == frozenset()
    session.handle(Stopped("controller", 3.0, "device_missing"))
    assert session.troubles == {"controller": "device_missing"}


def test_time_counts_from_the_start(session: CallSession, clock: Clock) -> None:
    """By its own clock."""
    clock.now += 61.5
    assert session.elapsed() == pytest.approx(61.5)


def test_parking_gives_a_polite_end_with_a_new_day(session: CallSession) -> None:
    """And can be taken back."""
    assert plain(session.park_sentence) == "Ik merk dat we er nu niet uitkomen. Zullen we hier rustig op terugkomen?"
    session.handle(objection("payment_run"))
    session.handle(objection("no_money"))
    session.set_stack("no_money", "removed")
    session.park(FRIDAY, "10:00", "geen tijd")
    ending = session.ending()
    assert (ending.result, ending.can_save) == ("parked", True)
    assert ending.mail is not None
    assert [line for line in ending.mail.body.splitlines() if line.startswith("- ")] == [
        "- " + session.catalogue.objections["payment_run"].title
    ]


def test_our_promises_reach_the_ending(session: CallSession) -> None:
    """Kept by whom, and until when."""
    session.edit("own_promise", (OwnPromise("Voorvork leveren", "Kersten", FRIDAY),))
    assert [mail.subject for mail in session.ending().internal_mails] == [
        "Toegezegd aan Jansen BV, graag antwoord uiterlijk vrijdag 11 september"
    ]
