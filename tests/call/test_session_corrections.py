"""What the window makes of an utterance that was understood better a moment later."""

from decimal import Decimal

from app.advice.catalogue import Catalogue
from app.call.events import Corrected, Final, Keeping, PromiseHeard, PromiseTakenBack
from app.wording import Wording
from tests.call.people import FRIDAY, session_of

BEFORE, AFTER = "dan betaal ik vrij dag", "Dan betaal ik vrijdag."


def test_the_caption_gets_the_better_words_in_its_own_place(catalogue: Catalogue, wording: Wording) -> None:
    """Also when others have spoken since."""
    session = session_of(catalogue, wording)
    session.handle(Final("debtor", 5.0, BEFORE))
    session.handle(Final("controller", 6.0, "fijn"))
    assert session.handle(Corrected("debtor", 7.0, 5.0, BEFORE, AFTER)) == {"caption"}
    assert [(line.text, line.final) for line in session.captions] == [(AFTER, True), ("fijn", True)]
    assert session.handle(Corrected("debtor", 7.0, 5.0, "heel iets anders", "x")) == {"caption"}
    assert [line.text for line in session.captions] == [AFTER, "fijn"]


def test_what_was_heard_is_taken_back_and_what_was_decided_stays(catalogue: Catalogue, wording: Wording) -> None:
    """The controller had changed the amount already."""
    session = session_of(catalogue, wording)
    promise = PromiseHeard("debtor", 5.0, FRIDAY, Decimal("400.00"), (), BEFORE, "vrijdag vierhonderd")
    session.handle(promise)
    session.edit("amount", Decimal("4000.00"))
    assert "form" in session.handle(PromiseTakenBack("debtor", 7.0, "vrijdag vierhonderd"))
    assert session.form.get("date").state == "empty"
    assert session.form.get("amount").value == Decimal("4000.00")
    assert session.form.suggestion("amount") is None


def test_a_suggestion_that_was_misheard_goes_too(catalogue: Catalogue, wording: Wording) -> None:
    """It stood beside a field that the controller had filled in before."""
    session = session_of(catalogue, wording)
    session.edit("amount", Decimal("4000.00"))
    session.handle(PromiseHeard("debtor", 5.0, None, Decimal("400.00"), (), BEFORE, "vierhonderd"))
    assert session.form.suggestion("amount") is not None
    session.handle(PromiseTakenBack("debtor", 7.0, "vierhonderd"))
    assert session.form.suggestion("amount") is None
    assert session.form.get("amount").state == "edited"


def agreed(catalogue: Catalogue, wording: Wording, answer: str) -> tuple[object, str]:
    session = session_of(catalogue, wording)
    session.handle(PromiseHeard("debtor", 5.0, FRIDAY, Decimal("6000.00"), (), AFTER, "vrijdag zesduizend"))
    question = "U betaalt vrijdag zesduizend euro. Gaat u daarmee akkoord?"
    session.handle(Final("controller", 10.0, question))
    session.handle(Final("debtor", 12.0, answer))
    field = session.form.get("consent")
    after = "Ja, daar ga ik mee akkoord." if answer == "ja daar gaan k mij een koord" else "Nee, dat gaat niet."
    session.handle(Corrected("debtor", 14.0, 12.0, answer, after))
    return field.value, session.form.get("consent").words


def test_a_yes_that_dictation_missed_counts_and_one_that_was_none_does_not(
    catalogue: Catalogue, wording: Wording
) -> None:
    """The words that are kept are the better ones."""
    assert agreed(catalogue, wording, "ja daar gaan k mij een koord")[1] == "Ja, daar ga ik mee akkoord."
    value, words = agreed(catalogue, wording, "ja prima")
    assert value is not None
    assert words == ""


def test_that_the_careful_listener_falls_behind_is_known(catalogue: Catalogue, wording: Wording) -> None:
    """The window says so in a line."""
    session = session_of(catalogue, wording)
    assert session.handle(Keeping("debtor", 0.0, "behind")) == {"sound"}
    assert session.keeping == "behind"
