"""The mails that follow from a call: the confirmation for the debtor, and internal ones for what we promised.

Belmaat sends nothing. It writes an .eml that opens as a draft in the user's own mail program, or a mailto: link.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from email.errors import HeaderParseError
from email.message import EmailMessage
from email.policy import SMTP
from urllib.parse import quote

from app.call.agreement import AgreementForm, OwnPromise
from app.call.facts import surname
from app.call.formats import long_date, money
from app.ledger.dossier import ContactPerson, Dossier
from app.wording import Wording

_MAILTO_LIMIT = 1_900
"""Longer links are cut or refused by Windows mail programs; the .eml has no such limit."""
_SUBJECT_LIMIT = 400
_ADDRESS_LIMIT = 100


@dataclass(frozen=True, slots=True)
class MailDraft:
    """A mail that the user sends himself."""

    to: str
    subject: str
    body: str
    cc: str = ""


@dataclass(frozen=True, slots=True)
class Colleague:
    """Who solves what: the address for one kind of promise."""

    name: str
    email: str = ""
    cc: str = ""


def confirmation(
    form: AgreementForm,
    dossier: Dossier,
    contact: ContactPerson | None,
    wording: Wording,
    *,
    controller: str,
    company: str,
    arguments: tuple[str, ...] = (),
    kind: str = "agreement",
    extra: Mapping[str, str] | None = None,
) -> MailDraft:
    """The mail that confirms what was agreed, in the form of address of this contact.

    Args:
        form: the agreement.
        dossier: for the invoices and their amounts.
        contact: who gets it; without one the mail has no address and a neutral opening.
        wording: the texts.
        controller: name under the mail.
        company: our company.
        arguments: what the debtor brought up, listed when the call was parked.
        kind: `agreement`, `callback`, `next_step` or `parked`.
        extra: facts of that kind, such as `datum` and `tijd`.
    """
    style = "formal" if contact is None or contact.formal else "informal"
    payment = _payment_facts(form) if kind == "agreement" else {}
    facts = {**payment, **(extra or {}), "naam": controller, "bedrijf": company}
    sentence = "plan" if kind == "agreement" and form.value("instalments") else kind
    lines = [_greeting(contact, wording, style), ""]
    lines += [wording.sentence(f"mails.{style}.{sentence}", facts), ""]
    if kind == "agreement":
        lines += _payment_lines(form, dossier, wording)
    own = [p for p in form.value("own_promise") or () if p.text]
    if own:
        lines += [wording.sentence(f"mails.{style}.own_promises"), *(_own_line(p, wording) for p in own), ""]
    goodwill = form.value("goodwill")
    if goodwill:
        lines += [wording.sentence(f"mails.{style}.goodwill", {"tekst": goodwill}), ""]
    future = form.value("future_invoices")
    if future:
        lines += [wording.sentence(f"mails.{style}.future", {"tekst": future}), ""]
    if arguments and kind == "parked":
        lines += [wording.sentence(f"mails.{style}.arguments"), *(f"- {a}" for a in arguments), ""]
    lines += [wording.sentence(f"mails.{style}.correct_me"), ""]
    lines += [wording.text("mails.regards"), controller, company]
    return MailDraft(
        to=contact.email if contact else "",
        subject=wording.sentence(f"mails.subjects.{kind}", facts),
        body="\n".join(lines).strip() + "\n",
    )


def invoice_copy(
    facts: Mapping[str, str], contact: ContactPerson | None, wording: Wording, *, controller: str, company: str
) -> MailDraft:
    """The mail that goes with a copy of the oldest invoice; `facts` are those of this debtor."""
    style = "formal" if contact is None or contact.formal else "informal"
    lines = [_greeting(contact, wording, style), "", wording.sentence(f"mails.{style}.copy", facts), ""]
    lines += [wording.text("mails.regards"), controller, company]
    return MailDraft(
        to=contact.email if contact else "",
        subject=wording.sentence("mails.subjects.copy", facts),
        body="\n".join(lines).strip() + "\n",
    )


def internal_mails(
    form: AgreementForm, dossier: Dossier, wording: Wording, *, controller: str, colleagues: tuple[Colleague, ...] = ()
) -> tuple[MailDraft, ...]:
    """One mail per own promise that somebody else must keep, asking for an answer in time."""
    drafts = []
    for promise in form.value("own_promise") or ():
        if not promise.text or promise.owner in ("", controller):
            continue
        named = (c for c in colleagues if c.name.casefold() == promise.owner.casefold())
        known = next(named, Colleague(promise.owner))
        facts = {
            "eigenaar": promise.owner,
            "debiteur": dossier.name,
            "tekst": promise.text,
            "datum": long_date(promise.deadline) if promise.deadline else "",
            "naam": controller,
        }
        drafts.append(
            MailDraft(
                known.email,
                wording.sentence("mails.internal.subject", facts),
                wording.sentence("mails.internal.greeting", facts)
                + "\n\n"
                + wording.sentence("mails.internal.body", facts)
                + "\n\n"
                + wording.text("mails.regards")
                + f"\n{controller}\n",
                known.cc,
            )
        )
    return tuple(drafts)


def eml(draft: MailDraft, sender: str = "") -> bytes:
    """The mail as a file that opens as a draft (`X-Unsent`, which Outlook and Thunderbird honour).

    An address that can't stand in a header is left out: the user sees an empty field and fills it in.
    """
    message = EmailMessage(policy=SMTP)
    message["X-Unsent"] = "1"
    if sender:
        _address(message, "From", sender)
    if draft.to:
        _address(message, "To", draft.to)
    if draft.cc:
        _address(message, "Cc", draft.cc)
    message["Subject"] = _header(draft.subject)
    message.set_content(_encodable(draft.body))
    return message.as_bytes()


def mailto(draft: MailDraft) -> str:
    """A link that opens the mail program; the text is shortened where Windows would cut the link."""
    head = f"mailto:{_quoted(_header(draft.to)[:_ADDRESS_LIMIT], '@,')}?subject="
    if draft.cc:
        head = head.replace("?subject=", f"?cc={_quoted(_header(draft.cc)[:_ADDRESS_LIMIT], '@,')}&subject=")
    head += _quoted(_cut(_header(draft.subject), _SUBJECT_LIMIT))
    body = draft.body.rstrip("\n").replace("\n", "\r\n")
    return f"{head}&body={_quoted(_cut(body, _MAILTO_LIMIT - len(head) - len('&body=')))}"


def _cut(text: str, limit: int) -> str:
    """The text, or the whole words of it that take at most `limit` characters when quoted, and an ellipsis."""
    if len(_quoted(text)) <= limit:
        return text
    room = limit - len(_quoted("…"))
    kept = 0
    for character in text:
        room -= len(_quoted(character))
        if room < 0:
            break
        kept += 1
    words = text[:kept].rpartition(" ")[0] or text[:kept]
    return words.rstrip() + "…"


def _quoted(text: str, safe: str = "") -> str:
    return quote(_encodable(text), safe=safe)


def _encodable(text: str) -> str:
    """Without halves of characters, which an import can't bring in but a file name can."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _address(message: EmailMessage, name: str, address: str) -> None:
    try:
        message[name] = _header(address)
        bytes(message)
    except (ValueError, IndexError, HeaderParseError):
        del message[name]


def _header(text: str) -> str:
    """Keep line breaks and other control characters out of headers: a name from an import may hold anything."""
    return _encodable(" ".join("".join(c if c.isprintable() else " " for c in text).split()))


def _greeting(contact: ContactPerson | None, wording: Wording, style: str) -> str:
    if contact is None or not contact.name.strip():
        return wording.text("mails.greeting_unknown")
    if style == "informal":
        first = contact.name.split()[0]
        return wording.sentence("mails.informal.greeting", {"voornaam": contact.name if first.endswith(".") else first})
    key = contact.salutation if contact.salutation in ("meneer", "mevrouw") else "unknown"
    facts = {"naam": surname(contact.name) if key != "unknown" else contact.name}
    return wording.sentence(f"mails.formal.greeting_{key}", facts)


def _payment_facts(form: AgreementForm) -> dict[str, str]:
    day, amount = form.value("date"), form.value("amount")
    return {
        **({"datum": long_date(day)} if day else {}),
        **({"bedrag": money(amount)} if amount is not None else {}),
    }


def _payment_lines(form: AgreementForm, dossier: Dossier, wording: Wording) -> list[str]:
    amounts = {i.number: i.open_amount for i in dossier.open_invoices()}
    invoices = [
        wording.sentence("mails.invoice_line", {"factuur": n, "bedrag": money(amounts[n]) if n in amounts else ""})
        for n in form.value("invoices") or ()
    ]
    plan = [
        wording.sentence("mails.instalment_line", {"datum": long_date(part.date), "bedrag": money(part.amount)})
        for part in form.value("instalments") or ()
        if part.date and part.amount is not None
    ]
    lines: list[str] = []
    for head, entries in (("concerns", invoices), ("instalments", plan)):
        if entries:
            lines += [wording.text(f"mails.{head}"), *entries, ""]
    return lines


def _own_line(promise: OwnPromise, wording: Wording) -> str:
    when = long_date(promise.deadline) if promise.deadline else ""
    return wording.sentence("mails.own_line", {"tekst": promise.text.rstrip(" ."), "datum": when})
