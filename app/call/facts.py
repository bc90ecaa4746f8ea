"""The facts of this debtor that may stand inside a sentence, by placeholder."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from app.call.formats import listing, long_date, money
from app.dutch.dates.working_days import is_working_day
from app.ledger.dossier import ContactPerson, Dossier, Invoice

PLACEHOLDERS = (
    "aanhef", "contact", "debiteur", "termijn", "factuur", "facturen", "bedrag", "factuurbedrag", "dagen_te_laat",
    "vrijdag", "geblokkeerd", "klacht", "klant_sinds", "eigen_naam", "bedrijf",
)  # fmt: skip

MOST_NAMED = 5
"""Invoices that a sentence names one by one; more can't be said aloud, so that part is left out."""
_PREFIXES = frozenset([
    "van", "de", "der", "den", "ter", "ten", "te", "het", "'t", "in", "op", "aan", "uit", "von", "zu", "la", "le",
    "el", "al", "da", "di", "du", "des",
])  # fmt: skip


@dataclass(frozen=True, slots=True)
class CaseWords:
    """The few words that facts need in Dutch; they come from `resources/texts/call.yaml`."""

    days: str
    one_day: str
    years: str
    conjunction: str


def sentence_facts(
    dossier: Dossier,
    contact: ContactPerson | None,
    today: date,
    words: CaseWords,
    *,
    controller: str = "",
    company: str = "",
) -> Mapping[str, str]:
    """Value per placeholder; what is not known is an empty text, which leaves its part of a sentence out."""
    claimable = dossier.claimable()
    oldest = claimable[0] if claimable else None
    blocked = next((i for i in dossier.open_invoices() if not i.claimable), None)
    late = oldest.days_late(today) if oldest else 0
    years = dossier.figures.customer_years
    return {
        "aanhef": address(contact),
        "contact": contact.name if contact else "",
        "debiteur": dossier.name,
        "termijn": f"{dossier.payment_term_days} {words.days}" if dossier.payment_term_days else "",
        "factuur": oldest.number if oldest else "",
        "facturen": listing(tuple(i.number for i in claimable), words.conjunction)
        if len(claimable) <= MOST_NAMED
        else "",
        "bedrag": money(dossier.undisputed_total()) if claimable else "",
        "factuurbedrag": money(oldest.open_amount) if oldest else "",
        "dagen_te_laat": f"{late} {words.one_day if late == 1 else words.days}" if late > 0 else "",
        "vrijdag": long_date(ask_deadline(today)),
        "geblokkeerd": blocked.number if blocked else "",
        "klacht": _complaint(dossier, blocked),
        "klant_sinds": f"{years} {words.years}" if years else "",
        "eigen_naam": controller,
        "bedrijf": company,
    }


def address(contact: ContactPerson | None) -> str:
    """How the contact is addressed in a sentence: `meneer Ter Naad`, or the full name, or nothing."""
    if contact is None:
        return ""
    return f"{contact.salutation} {surname(contact.name)}".strip() if contact.name else ""


def surname(name: str) -> str:
    """The surname with its prefix, capitalised as after a title: `Arie ter Naad` gives `Ter Naad`.

    In Dutch a prefix is written with a capital when no first name or initial stands before it. What stands before the
    prefix are first names; without a prefix only the first word and what ends in a full stop (`dhr.`, `A.`) is.
    """
    words = name.split()
    while len(words) > 1 and words[0].endswith("."):
        del words[0]
    prefix = next((n for n, word in enumerate(words[:-1]) if word.lower() in _PREFIXES), None)
    if prefix is None:
        initials = words != name.split()
        prefix = 0 if initials or len(words) < 2 else 1
    last = words[prefix:]
    return " ".join([last[0][:1].upper() + last[0][1:], *last[1:]]) if last else ""


def ask_deadline(today: date) -> date:
    """The day to ask payment for: Friday of this week, one day off at least, and a working day.

    From Friday on it is Tuesday of next week: a week's delay would be given away otherwise. Source: requirements, group
    G ("ask with a deadline") and group B (start of the week).
    """
    friday = today + timedelta(days=4 - today.weekday())
    day = friday if today.weekday() < 4 else today + timedelta(days=8 - today.weekday())
    while day > today and not is_working_day(day):
        day -= timedelta(days=1)
    if day <= today:
        day = today + timedelta(days=1)
        while not is_working_day(day):
            day += timedelta(days=1)
    return day


def _complaint(dossier: Dossier, blocked: Invoice | None) -> str:
    if blocked is None:
        return ""
    for dispute in dossier.disputes:
        if dispute.invoice_number == blocked.number and dispute.closed is None:
            return dispute.subject
    return blocked.remark
