"""Dutch words for the codes of the inner layers; the inner layers speak facts, the window words."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from app.call.formats import long_date, money, short_date
from app.ledger.dossier import ContactPerson, Dossier, Invoice, PromiseRecord, TimelineEntry, WorklistItem

MOODS: Final[Mapping[str, str]] = {"neutral": "neutraal", "curt": "kortaf", "angry": "boos", "good": "goed"}
MODES: Final[Mapping[str, str]] = {
    "both": "beide",
    "debtor": "debiteur",
    "microphone": "alleen u",
    "off": "uit",
}
METHODS: Final[Mapping[str, str]] = {
    "transfer": "Bank",
    "ideal": "iDEAL",
    "direct_debit": "Incasso",
    "other": "Anders",
}
STACK_WORDS: Final[Mapping[str, str]] = {"open": "open", "discussed": "besproken", "removed": "weggenomen"}
STACK_MARKS: Final[Mapping[str, str]] = {"open": "●", "discussed": "◐", "removed": "✓"}
ACTIONS: Final[Mapping[str, str]] = {
    "send_copy": "Kopie mailen",
    "open_dispute": "Geschil openen",
    "plan_callback": "Terugbellen plannen",
    "ask_proof": "Bewijs vragen",
    "stop_dunning": "Herinneringen stoppen",
    "ask_reference": "Referentie noteren",
    "ask_approver": "Beslisser noteren",
    "ask_contact": "Contact noteren",
    "propose_instalments": "Regeling invullen",
    "own_action": "Eigen actie noteren",
    "pin_date": "Datum vastleggen",
    "check_payment": "Betaling nakijken",
}
CHECKS: Final[Mapping[str, str]] = {
    "amount": "Bedrag",
    "promises": "Afspraken",
    "agreements": "Afspraken",
    "contacts": "Eerdere contacten",
    "delivery": "Levering intern nagevraagd",
    "authority": "Beslisser bekend",
    "goal": "Doel",
}
KEEPING = {
    "listening": "",
    "behind": " · naluisteren loopt achter, niet elke zin wordt verbeterd",
    "failed": " · naluisteren is gestopt",
}
"""How the careful listener keeps up, behind the heading of the captions."""
CAREFUL = {
    "absent": "Naluisteren is niet geïnstalleerd. Vraag uw systeembeheerder om faster-whisper en whisper-base.",
    "measuring": "Er wordt gemeten of deze computer snel genoeg is.",
    "slow": "Staat uit: deze computer is er te traag voor.",
    "off": "Staat uit.",
    "on": "Bijschriften en kaarten worden een paar tellen later verbeterd. Er wordt geen geluid bewaard.",
}
"""How it stands with the careful listener, for the settings."""
TROUBLES: Final[Mapping[str, str]] = {
    "silent": "is stil geworden",
    "unplugged": "is losgekoppeld",
    "losing_blocks": "hapert",
    "recogniser": "wordt niet verstaan",
}
CHANNELS: Final[Mapping[str, str]] = {"debtor": "Debiteur", "controller": "U"}

_RESULTS: Final[Mapping[str, str]] = {
    "agreement": "afspraak gemaakt",
    "next_step": "vervolgstap",
    "parked": "gesprek geparkeerd",
    "no_contact": "niet bereikt",
}
_MONTHS_KEPT: Final = 300


def day(when: date, today: date) -> str:
    """A date with weekday, and with its year when that is not this year: `vrijdag 11 september`."""
    text = long_date(when)
    return text if when.year == today.year else f"{text} {when.year}"


def near_day(when: date, today: date) -> str:
    """`vandaag`, `morgen` or the date with weekday."""
    distance = (when - today).days
    if distance == 0:
        return "vandaag"
    if distance == 1:
        return "morgen"
    return day(when, today)


def past_day(when: date, today: date) -> str:
    """A day of the history: short, with the year once it is some time ago."""
    if abs((today - when).days) > _MONTHS_KEPT:
        return str(when.year)
    return short_date(when)


def days_late(days: int) -> str:
    """`20 dagen te laat`, `1 dag te laat`, `vervalt vandaag`, `vervalt over 5 dagen`."""
    if days > 0:
        return f"{days} {'dag' if days == 1 else 'dagen'} te laat"
    if days == 0:
        return "vervalt vandaag"
    return f"vervalt over {-days} {'dag' if days == -1 else 'dagen'}"


def ordinal(number: int) -> str:
    """`1e`, `2e`."""
    return f"{number}e"


def invoice_note(invoice: Invoice, today: date) -> str:
    """What stands behind the number of an invoice: its reminder, or why it is blocked."""
    if invoice.status == "blocked":
        return "geblokkeerd"
    if invoice.status == "disputed":
        return "in geschil"
    if invoice.reminder_level and invoice.reminder_date:
        when = f"{invoice.reminder_date.day}-{invoice.reminder_date.month}"
        name = "herinnering" if invoice.reminder_level == 1 else f"{ordinal(invoice.reminder_level)} herinnering"
        return f"{name} {when}"
    return ""


def blocked_note(invoice: Invoice, note: str) -> str:
    """Why an invoice may not be asked for: the remark in the administration, which may already say so itself."""
    remark = invoice.remark.strip()
    if not remark:
        return note
    return remark if remark.lower().startswith(note) else f"{note}: {remark}"


def reason(item: WorklistItem, today: date) -> str:
    """Why somebody stands on the call list."""
    match item.reason:
        case "promise_broken":
            text = "toezegging niet nagekomen"
        case "callback":
            text = "terugbellen afgesproken"
        case "service":
            when = days_late((today - item.until).days) if item.until else "vervalt binnenkort"
            text = f"servicegesprek: {when}"
        case "promise_running":
            until = f" tot {near_day(item.until, today)}" if item.until else ""
            text = f"toezegging loopt{until}"
        case "planned":
            text = f"gepland voor {near_day(item.until, today)}" if item.until else "gepland"
        case _:
            text = days_late(item.days_late)
            if item.reminder_level:
                text += f", {ordinal(item.reminder_level)} herinnering"
    if item.postponed:
        text += f", {item.postponed}× uitgesteld"
    return text


def authority(contact: ContactPerson) -> str:
    """Whether this person may approve a payment."""
    if contact.decides is None:
        return "Onbekend of deze persoon beslist."
    return "Beslist zelf." if contact.decides else "Beslist niet zelf."


def address(contact: ContactPerson) -> str:
    """How somebody is addressed: `u en meneer`."""
    form = "u" if contact.formal else "je"
    return f"{form} en {contact.salutation}" if contact.salutation else form


def contact_summary(contact: ContactPerson | None) -> str:
    """Who is called and how, for the bar at the top: `Arie ter Naad, directeur · beslist zelf · ...`."""
    if contact is None:
        return "Nog geen contactpersoon"
    parts = [contact_line(contact)]
    if contact.decides is not None:
        parts.append("beslist zelf" if contact.decides else "beslist niet zelf")
    parts.append(f"spreek aan met {address(contact)}")
    return " · ".join(parts)


def contact_line(contact: ContactPerson) -> str:
    """Name and role: `Arie ter Naad, directeur`."""
    return f"{contact.name}, {contact.role}" if contact.role else contact.name


def promise_line(promise: PromiseRecord, today: date) -> tuple[str, str]:
    """A promise in words and, apart, how it ended."""
    if promise.by == "us":
        what = f"Onze toezegging: {promise.text}"
    else:
        amount = f" {money(promise.amount)}" if promise.amount is not None else ""
        what = f"Toezegging{amount} voor {day(promise.due, today)}"
    ending = {
        "kept": "nagekomen",
        "broken": "niet nagekomen",
        "running": "loopt nog",
        "withdrawn": "ingetrokken",
    }[promise.status]
    return what, ending


def event_line(entry: TimelineEntry) -> str:
    """What happened, for the timeline: `factuur 10594, € 4.000,00`, `herinnering 10594`, `gebeld: toezegging`."""
    text = entry.text
    if entry.state == "withdrawn":
        return f"{text} (ingetrokken)" if text else "ingetrokken"
    match entry.kind:
        case "invoice":
            line = f"factuur {text}"
        case "reminder":
            which = "" if entry.state in ("", "1") else f"{entry.state}e "
            line = f"{which}herinnering {text}".strip()
        case "call":
            line = f"gebeld{f': {_RESULTS[entry.state]}' if entry.state in _RESULTS else ''}"
            return f"{line}. {text}" if text else line
        case "dispute":
            return f"{text}{' (afgesloten)' if entry.state == 'closed' else ''}"
        case "promise":
            line = "wij zeiden toe" if entry.state == "us" else "toezegging"
            line = f"{line}: {text}" if text else line
            if "€" in text:
                return line.replace("€ ", "€\u00a0")
        case "mail":
            return text or "bevestiging gemaild"
        case _:
            return text
    line = line.replace("€ ", "€\u00a0")
    return f"{line}, {money(entry.amount)}" if entry.amount is not None else line


def earlier_line(objection_id: str, times: int, dossier: Dossier, today: date) -> str:
    """The earlier times that a debtor said something: `2e keer: op 12 mei ook, toen is de toezegging nagekomen`."""
    if times < 1:
        return ""
    heard = [h for h in dossier.objections if h.objection_id == objection_id]
    if not heard:
        return f"{ordinal(times + 1)} keer dat deze debiteur dit zegt."
    last = max(heard, key=lambda h: h.date)
    ending = {True: ", toen is de toezegging nagekomen", False: ", toen is de toezegging niet nagekomen"}
    after = ending.get(last.promise_kept, "") if last.promise_kept is not None else ""
    return f"{ordinal(times + 1)} keer: op {past_day(last.date, today)} ook{after}."
