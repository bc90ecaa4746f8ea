"""The words of this call: who, what and which invoices, for those who listen beside dictation."""

from collections.abc import Iterable
from dataclasses import dataclass

from app.dutch.numbers.aloud import said_aloud
from app.ledger.dossier import ContactPerson, Dossier

_MOST_INVOICES = 8
_LONGEST_PROMPT = 300
"""Characters; a long prompt makes Whisper slower and lets it repeat the prompt."""


@dataclass(frozen=True, slots=True)
class CallWords:
    """What may be said in this call and hardly in another.

    `phrases` are for the grammar: names and numbers as spoken. `prompt` is a sentence for the careful listener.
    """

    phrases: tuple[str, ...] = ()
    prompt: str = ""


def call_words(dossier: Dossier, contact: ContactPerson | None, controller: str = "", company: str = "") -> CallWords:
    """Take the words of this call from the dossier."""
    invoices = dossier.open_invoices()[:_MOST_INVOICES]
    numbers = [invoice.number for invoice in invoices]
    goods = [*(invoice.goods for invoice in invoices), *(dispute.goods for dispute in dossier.disputes)]
    subjects = [dispute.subject for dispute in dossier.disputes if dispute.closed is None]
    names = [dossier.name, contact.name if contact else "", controller, company]
    spoken = [way for number in numbers for way in said_aloud(number)]
    phrases = [*names, *goods, *subjects, *(f"met {name}" for name in names if name), *spoken]
    phrases += [f"factuur {way}" for way in spoken]
    return CallWords(_present(phrases), _prompt(names, numbers, (*goods, *subjects)))


def _prompt(names: Iterable[str], numbers: list[str], matters: Iterable[str]) -> str:
    parts = [", ".join(_present(names)), " en ".join(f"factuur {number}" for number in numbers)]
    parts += _present(matters)
    prompt = ". ".join(part for part in parts if part)
    return f"{prompt}." if prompt and len(prompt) < _LONGEST_PROMPT else prompt[:_LONGEST_PROMPT]


def _present(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text.strip() for text in texts if text.strip()))
