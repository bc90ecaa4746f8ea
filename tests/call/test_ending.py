"""The end of a call: refused softly without a result, and read aloud in whole sentences."""

import re
from datetime import date
from decimal import Decimal
from itertools import product
from typing import Any

import pytest

from app.call.agreement import AgreementForm, Callback, Consent, Instalment, NextStep, OwnPromise
from app.call.ending import Ending, Line, conclude
from app.call.follow_up import Parked
from app.call.form_check import Problem, find_problems
from app.call.policy import Policy
from app.call.text import plain
from app.dutch.affirmation import asks_consent
from app.ledger.dossier import ContactPerson
from app.wording import Wording
from tests.call.people import ARIE, FRIDAY, SANNE, TODAY, jansen, prepared

EURO = Decimal("6000.00")
AGREED = AgreementForm().edit("amount", EURO).edit("date", FRIDAY).edit("invoices", ("10594", "10671"))
CONSENTED = AGREED.edit("consent", Consent(True, "ja"))
PLAN = (Instalment(FRIDAY, Decimal("3000.00")), Instalment(date(2026, 9, 18), Decimal("3000.00")))
COPY = OwnPromise("Kopie mailen.", "Ab de Vries", TODAY)
FORK = OwnPromise("De voorvork laten leveren", "Kersten", date(2026, 9, 9))


def end(
    wording: Wording,
    form: AgreementForm,
    contact: ContactPerson | None = ARIE,
    parked: Parked | None = None,
    **more: Any,
) -> Ending:
    dossier = jansen()
    return conclude(
        prepared(wording, dossier, contact),
        form,
        find_problems(form, dossier, TODAY, Policy()),
        wording,
        TODAY,
        controller="Ab de Vries",
        company="Vliegensvlug BV",
        parked=parked,
        **more,
    )


def test_an_empty_call_is_refused_softly(wording: Wording) -> None:
    """With one thing to put right, no mail and nothing to read aloud."""
    ending = end(wording, AgreementForm())
    assert ending.blocking == Problem("next_step", "no_result")
    assert (ending.result, ending.can_save, ending.read_aloud, ending.mail) == (None, False, (), None)


def test_an_agreement_needs_consent(wording: Wording) -> None:
    """Asked for and given; a no is no consent."""
    assert end(wording, AGREED).blocking == Problem("consent", "consent_missing")
    assert end(wording, AGREED.edit("consent", Consent(False, "nee"))).blocking == Problem("consent", "consent_missing")
    ending = end(wording, CONSENTED)
    assert (ending.result, ending.can_save, ending.blocking) == ("agreement", True, None)


@pytest.mark.parametrize(
    ("form", "result"),
    [
        (AgreementForm().edit("callback", Callback(FRIDAY, "14:00")), "callback"),
        (AgreementForm().edit("next_step", NextStep("navragen", FRIDAY)), "next_step"),
    ],
)
def test_other_results_need_no_consent(form: AgreementForm, result: str, wording: Wording) -> None:
    """A callback or a dated next step is a result by itself."""
    ending = end(wording, form)
    assert (ending.result, ending.can_save) == (result, True)


def test_parking_is_a_result(wording: Wording) -> None:
    """The new date is what the call brought."""
    ending = end(wording, AgreementForm(), parked=Parked(FRIDAY, "10:00", "boos"))
    assert (ending.result, ending.can_save) == ("parked", True)
    assert [plan.kind for plan in ending.follow_ups] == ["callback"]


def test_an_agreement_before_parking_stays_one(wording: Wording) -> None:
    """What was reached is not thrown away."""
    assert end(wording, CONSENTED, parked=Parked(FRIDAY)).result == "agreement"


@pytest.mark.parametrize(
    "half", [{"amount": EURO}, {"date": FRIDAY}, {"invoices": ("99",)}, {"callback": Callback(None)}]
)
def test_half_an_agreement_does_not_stand_in_the_way_of_parking(half: dict[str, Any], wording: Wording) -> None:
    """Speech filled it in; it is shown as a problem and not saved."""
    form = AgreementForm()
    for name, value in half.items():
        form = form.hear(name, value)  # type: ignore[arg-type]
    ending = end(wording, form, parked=Parked(FRIDAY))
    assert ending.can_save
    assert ending.problems
    assert [plan.kind for plan in ending.follow_ups] == ["callback"]


def test_our_own_promise_without_a_day_blocks_every_result(wording: Wording) -> None:
    """It would be lost."""
    form = AgreementForm().edit("own_promise", (OwnPromise("navragen", "Ab"),))
    blocking = end(wording, form, parked=Parked(FRIDAY)).blocking
    assert blocking is not None
    assert blocking.code == "own_without_deadline"


def test_a_remark_blocks_nothing(wording: Wording) -> None:
    """The controller may overrule it."""
    ending = end(wording, CONSENTED.edit("date", date(2026, 9, 12)).edit("consent", Consent(True)))
    assert [p.code for p in ending.problems] == ["date_not_working"]
    assert ending.can_save


def test_a_wrong_value_blocks_an_agreement(wording: Wording) -> None:
    """Before its consent is asked for."""
    blocking = end(wording, AGREED.edit("date", date(2026, 9, 1))).blocking
    assert blocking is not None
    assert blocking.code == "date_past"


@pytest.mark.parametrize(
    ("form", "parked", "sentence"),
    [
        (
            AGREED,
            None,
            "We spreken af dat u € 6.000,00 aan ons betaalt voor de facturen 10594 en 10671, zodat het vrijdag 11 "
            "september op onze rekening staat. Ik mail u dit. Kunt u zich daarin vinden?",
        ),
        (
            AGREED.edit("invoices", ("10594",)).edit("own_promise", (COPY, FORK)),
            None,
            "We spreken af dat u € 6.000,00 aan ons betaalt voor factuur 10594, zodat het vrijdag 11 september op onze "
            "rekening staat. Van onze kant: vandaag kopie mailen en morgen de voorvork laten leveren. Ik mail u dit. "
            "Kunt u zich daarin vinden?",
        ),
        (
            AGREED.edit("invoices", tuple("123456")),
            None,
            "We spreken af dat u € 6.000,00 aan ons betaalt voor 6 facturen, zodat het vrijdag 11 september op onze "
            "rekening staat. Ik mail u dit. Kunt u zich daarin vinden?",
        ),
        (
            AgreementForm().edit("instalments", PLAN),
            None,
            "We spreken af dat u in termijnen betaalt: op vrijdag 11 september € 3.000,00 en op vrijdag 18 september "
            "€ 3.000,00. Ik mail u dit. Kunt u zich daarin vinden?",
        ),
        (
            AgreementForm().edit("callback", Callback(FRIDAY, "14:00")),
            None,
            "Ik bel u vrijdag 11 september om 14:00 uur terug. Schikt u dat?",
        ),
        (
            AgreementForm().edit("next_step", NextStep("Navragen bij de curator.", date(2027, 1, 4))),
            None,
            "Ik ga hiermee aan de slag: navragen bij de curator. U hoort maandag 4 januari 2027 van mij. "
            "Is dat goed voor u?",
        ),
        (
            AgreementForm(),
            Parked(FRIDAY, "10:00"),
            "Ik merk dat we er nu niet uitkomen. Zullen we hier vrijdag 11 september om 10:00 uur rustig op "
            "terugkomen?",
        ),
    ],
)
def test_the_read_aloud_sentences(form: AgreementForm, parked: Parked | None, sentence: str, wording: Wording) -> None:
    """Word for word, as the controller says them."""
    assert plain(end(wording, form, parked=parked).read_aloud).replace("\u00a0", " ") == sentence


def test_what_is_promised_for_today_says_so_once(wording: Wording) -> None:
    """Where the text begins with it already."""
    form = AGREED.edit("own_promise", (OwnPromise("Vandaag navragen", "Ab", TODAY),))
    assert "Van onze kant: vandaag navragen." in plain(end(wording, form).read_aloud)


NUMBERS: tuple[Any, ...] = (None, ("10594",), ("10594", "10671"), tuple("1234567"))
PROMISES: tuple[Any, ...] = (None, (COPY,), (COPY, FORK), (OwnPromise("navragen"),))
RESULTS: tuple[tuple[AgreementForm, Parked | None], ...] = (
    (AgreementForm().edit("amount", EURO).edit("date", FRIDAY), None),
    (AgreementForm().edit("instalments", PLAN), None),
    (AgreementForm().edit("instalments", PLAN).edit("amount", EURO).edit("date", FRIDAY), None),
    (AgreementForm().edit("callback", Callback(FRIDAY, "14:00")), None),
    (AgreementForm().edit("callback", Callback(FRIDAY)), None),
    (AgreementForm().edit("next_step", NextStep("navragen", FRIDAY)), None),
    (AgreementForm(), Parked(FRIDAY, "10:00")),
    (AgreementForm(), Parked(FRIDAY)),
)


@pytest.mark.parametrize(("contact", "wrong"), [(ARIE, {"je", "jij", "jouw"}), (SANNE, {"u", "uw"}), (None, {"je"})])
def test_every_combination_reads_as_whole_sentences(
    contact: ContactPerson | None, wrong: set[str], wording: Wording
) -> None:
    """Invoices, promises and results crossed, in both forms of address; the mail too."""
    for (form, parked), numbers, promises in product(RESULTS, NUMBERS, PROMISES):
        full = form if numbers is None else form.edit("invoices", numbers)
        full = full if promises is None else full.edit("own_promise", promises)
        ending = end(wording, full, contact, parked)
        text = plain(ending.read_aloud)
        assert re.fullmatch(r"(?:[A-Z][^.?]*(?:\d\.\d[^.?]*)*[.?](?: |$))+", text), text
        assert text.endswith("?")
        assert not set(re.findall(r"\w+", text.lower())) & wrong
        assert not re.search(r"  | [.,:?]|[,:][.,:?]|\b(?:voor|om|aan)[.,:?]", text)
        assert ending.mail is not None
        assert not re.search(r"[{}\[\]]|  | [.,:?]|[,:][.,:]|\.\.", ending.mail.body)


@pytest.mark.parametrize("contact", [ARIE, SANNE])
@pytest.mark.parametrize("form", [AGREED, AgreementForm().edit("instalments", PLAN)])
def test_reading_an_agreement_aloud_asks_for_consent(
    form: AgreementForm, contact: ContactPerson, wording: Wording
) -> None:
    """The yes that follows is heard as consent."""
    spoken = re.sub(r"[^\w ]", " ", plain(end(wording, form, contact).read_aloud)).lower()
    assert asks_consent(spoken)


def test_both_sides_are_listed_for_the_last_page(wording: Wording) -> None:
    """What the debtor pays, and what we do."""
    ending = end(wording, AGREED.edit("own_promise", (COPY, FORK)))
    assert ending.debtor_side == (
        Line("10594", "€\u00a04.000,00"),
        Line("10671", "€\u00a02.000,00"),
        Line("vrijdag 11 september", "€\u00a06.000,00", total=True),
    )
    assert ending.our_side == (Line("Kopie mailen.", "vandaag"), Line("De voorvork laten leveren", "morgen"))
    assert [mail.subject for mail in ending.internal_mails] == [
        "Toegezegd aan Jansen BV, graag antwoord uiterlijk woensdag 9 september"
    ]


def test_a_plan_is_listed_part_by_part(wording: Wording) -> None:
    """Instead of the single date and amount."""
    ending = end(wording, AgreementForm().edit("instalments", PLAN).edit("amount", EURO).edit("date", FRIDAY))
    assert [line.value for line in ending.debtor_side] == ["€\u00a03.000,00", "€\u00a03.000,00"]


def test_a_parked_call_keeps_what_the_debtor_brought_up(wording: Wording) -> None:
    """In the mail, for the next time."""
    mail = end(wording, AgreementForm(), parked=Parked(FRIDAY), arguments=("Betaalronde",)).mail
    assert mail is not None
    assert "- Betaalronde\n" in mail.body
