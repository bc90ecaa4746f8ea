"""Mails open as drafts, in the right form of address, and nobody gets a header in through a name."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.call.agreement import AgreementForm, Instalment, OwnPromise
from app.call.mails import Colleague, MailDraft, confirmation, eml, internal_mails, mailto
from app.ledger.dossier import ContactPerson
from app.wording import Wording
from tests.call.people import ARIE, FRIDAY, SANNE, TODAY, jansen

PAID = AgreementForm().edit("amount", Decimal("6000.00")).edit("date", FRIDAY).edit("invoices", ("10594", "10671"))


def confirmed(
    wording: Wording,
    form: AgreementForm = PAID,
    contact: ContactPerson | None = ARIE,
    kind: str = "agreement",
    **more: str,
) -> MailDraft:
    return confirmation(
        form, jansen(), contact, wording, controller="Ab de Vries", company="Vliegensvlug BV", kind=kind, extra=more
    )


def test_the_confirmation_says_what_was_agreed(wording: Wording) -> None:
    """The whole mail as the debtor reads it."""
    assert confirmed(wording) == MailDraft(
        "arie@jansen.example",
        "Onze afspraak van vandaag",
        "Geachte heer Ter Naad,\n\n"
        "Dank voor het gesprek. We spraken af dat u €\u00a06.000,00 aan ons betaalt, zodat het vrijdag 11 september op "
        "onze rekening staat.\n\n"
        "Het gaat om:\n- factuur 10594: €\u00a04.000,00\n- factuur 10671: €\u00a02.000,00\n\n"
        "Heb ik iets niet goed begrepen? Laat het me dan gerust weten.\n\n"
        "Met vriendelijke groet,\nAb de Vries\nVliegensvlug BV\n",
    )


@pytest.mark.parametrize(
    ("contact", "greeting"),
    [
        (ARIE, "Geachte heer Ter Naad,"),
        (replace(ARIE, salutation="mevrouw"), "Geachte mevrouw Ter Naad,"),
        (replace(ARIE, salutation=""), "Geachte Arie ter Naad,"),
        (replace(ARIE, name=""), "Geachte heer of mevrouw,"),
        (SANNE, "Beste Sanne,"),
        (replace(SANNE, name="S. Bakker"), "Beste S. Bakker,"),
        (replace(SANNE, name=" "), "Geachte heer of mevrouw,"),
        (None, "Geachte heer of mevrouw,"),
    ],
)
def test_the_greeting_suits_the_contact(contact: ContactPerson | None, greeting: str, wording: Wording) -> None:
    """Also when little is known."""
    assert confirmed(wording, contact=contact).body.splitlines()[0] == greeting


@pytest.mark.parametrize("kind", ["agreement", "callback", "next_step", "parked"])
@pytest.mark.parametrize(("contact", "wrong"), [(ARIE, {"je", "jij", "jou", "jouw"}), (SANNE, {"u", "uw"})])
def test_a_mail_keeps_to_one_form_of_address(
    kind: str, contact: ContactPerson, wrong: set[str], wording: Wording
) -> None:
    """U and je never meet in one mail."""
    form = PAID.edit("own_promise", (OwnPromise("Kopie mailen", "Ab", TODAY),)).edit("goodwill", "geen rente")
    draft = confirmed(wording, form.edit("future_invoices", "eerder sturen"), contact, kind, stap="navragen")
    words = {word.strip(".,:;?").lower() for word in f"{draft.subject} {draft.body}".split()}
    assert not words & wrong


def test_without_invoices_no_list_is_announced(wording: Wording) -> None:
    """Nothing follows, so nothing is announced."""
    assert "Het gaat om" not in confirmed(wording, PAID.clear("invoices")).body


def test_a_payment_plan_lists_its_parts(wording: Wording) -> None:
    """Invoices and instalments each under their own line."""
    parts = (Instalment(FRIDAY, Decimal("3000.00")), Instalment(date(2026, 9, 18), Decimal("3000.00")))
    body = confirmed(wording, PAID.edit("instalments", parts)).body
    assert "in termijnen aan ons betaalt.\n" in body
    assert (
        "De termijnen zijn:\n- vrijdag 11 september: €\u00a03.000,00\n- vrijdag 18 september: €\u00a03.000,00\n" in body
    )


def test_a_callback_names_its_own_day(wording: Wording) -> None:
    """Not the payment day that was heard on the way."""
    body = confirmed(wording, PAID, kind="callback", datum="maandag 14 september", tijd="14:00").body
    assert "bel ik u maandag 14 september om 14:00 uur terug." in body
    assert "11 september" not in body


def test_without_an_address_the_mail_has_none(wording: Wording) -> None:
    """The user fills it in himself."""
    draft = confirmed(wording, contact=None)
    assert draft.to == ""
    assert _read(draft)["To"] is None


def test_only_what_others_must_do_is_mailed_to_them(wording: Wording) -> None:
    """Not what the controller does himself; a known colleague gets it at his address."""
    form = AgreementForm().edit(
        "own_promise",
        (
            OwnPromise("Voorvork leveren.", "kersten", FRIDAY),
            OwnPromise("Kopie", "Ab de Vries", TODAY),
            OwnPromise("", "X"),
        ),
    )
    colleagues = (Colleague("Kersten", "kersten@bedrijf.example", "chef@bedrijf.example"),)
    (mail,) = internal_mails(form, jansen(), wording, controller="Ab de Vries", colleagues=colleagues)
    assert (mail.to, mail.cc) == ("kersten@bedrijf.example", "chef@bedrijf.example")
    assert mail.subject == "Toegezegd aan Jansen BV, graag antwoord uiterlijk vrijdag 11 september"
    assert "toegezegd aan Jansen BV: Voorvork leveren. Wil je" in mail.body


def test_without_a_deadline_no_answer_is_asked_before_it(wording: Wording) -> None:
    """The sentence stays whole."""
    form = AgreementForm().edit("own_promise", (OwnPromise("Voorvork leveren", "Kersten"),))
    (mail,) = internal_mails(form, jansen(), wording, controller="Ab de Vries")
    assert "Wil je dit regelen? Dan kan ik" in mail.body


def _read(draft: MailDraft, sender: str = "") -> EmailMessage:
    return message_from_bytes(eml(draft, sender), policy=default)


def test_the_file_opens_as_a_draft_with_everything_in_it(wording: Wording) -> None:
    """Read back by a mail parser: headers, letters and lines as they were."""
    draft = replace(confirmed(wording), subject="Afspraak met Café Zoë – €", cc="baas@x.example")
    message = _read(draft, "Ab de Vries <ab@vliegensvlug.example>")
    assert message["X-Unsent"] == "1"
    assert message["From"] == "Ab de Vries <ab@vliegensvlug.example>"
    assert (message["To"], message["Cc"]) == ("arie@jansen.example", "baas@x.example")
    assert message["Subject"] == draft.subject
    assert message.get_content().replace("\r\n", "\n") == draft.body
    assert message.defects == []


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r", "\x0b", "\x85", "\u2028"])
def test_a_name_can_not_bring_in_a_header(line_end: str, wording: Wording) -> None:
    """Whatever the import held."""
    evil = f"Jansen{line_end}Bcc: dief@x.example{line_end}{line_end}Betaal anders"
    draft = MailDraft("a@x.example", evil, "Tekst\n")
    message = _read(draft, evil)
    assert message["Bcc"] is None
    assert message.get_content().replace("\r\n", "\n") == "Tekst\n"
    evil_to = _read(MailDraft(f"a@x.example{line_end}Bcc: dief@x.example", "Kop", "Tekst\n"))
    assert evil_to["Bcc"] is None


@given(st.text(max_size=40), st.text(max_size=40), st.text(max_size=200))
def test_any_text_makes_a_valid_file_and_a_valid_link(to: str, subject: str, body: str) -> None:
    """No address, name or text breaks either of them."""
    draft = MailDraft(to, subject, body)
    message = _read(draft, to)
    assert message["X-Unsent"] == "1"
    assert set(message.keys()) <= {
        "X-Unsent", "From", "To", "Subject", "Content-Type", "Content-Transfer-Encoding", "MIME-Version",
    }  # fmt: skip
    link = mailto(draft)
    assert link.isascii()
    assert len(link) <= 1_900
    assert not set(link) & set(' \r\n<>"')


def _link(draft: MailDraft) -> tuple[str, dict[str, list[str]]]:
    split = urlsplit(mailto(draft))
    assert split.scheme == "mailto"
    return unquote(split.path), parse_qs(split.query, keep_blank_values=True)


def test_the_link_says_the_same_as_the_mail(wording: Wording) -> None:
    """Umlauts, ampersands and line ends survive."""
    draft = MailDraft("zoë@x.example,b@x.example", "A & B = ü?", "Regel één & twee\nRegel #3 + %\n", "c@x.example")
    to, query = _link(draft)
    assert to == "zoë@x.example,b@x.example"
    assert query == {"subject": ["A & B = ü?"], "cc": ["c@x.example"], "body": ["Regel één & twee\r\nRegel #3 + %"]}


@pytest.mark.parametrize("letter", ["e", "ü", "€", "🚲", " ", "\n", "één "])
def test_a_long_text_is_cut_between_characters_and_below_the_limit(letter: str) -> None:
    """Never inside an escaped character, so every mail program can read it."""
    draft = MailDraft("a@x.example", "Kop", "begin " + letter * 5_000)
    link = mailto(draft)
    assert len(link) <= 1_900
    body = _link(draft)[1]["body"][0]
    assert "\ufffd" not in body
    assert body.endswith("…") or not letter.strip()
    assert body.startswith("begin")


def test_a_cut_text_ends_with_a_whole_word() -> None:
    """Followed by an ellipsis, so that the user sees that something is missing."""
    body = _link(MailDraft("a@x.example", "Kop", "woordje " * 1_000))[1]["body"][0]
    assert set(body.removesuffix("…").split()) == {"woordje"}


def test_a_huge_subject_leaves_room(wording: Wording) -> None:
    """The link stays below the limit whatever stands in it."""
    draft = MailDraft("a" * 5_000 + "@x.example", "ü" * 5_000, "Tekst", "c" * 5_000)
    assert len(mailto(draft)) <= 1_900
