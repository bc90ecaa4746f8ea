"""What the debtor drags in that is not today's subject: old matters, the blocked invoice, anger."""

from dataclasses import dataclass, field
from datetime import date

from app.advice.catalogue_values import Catalogue
from app.advice.lexicon import Lexicon, language_folder, shipped_examples, shipped_lexicon
from app.advice.patterns import read_rules
from app.advice.recogniser import Recogniser, guard_kinds, guarded_talk


@dataclass(frozen=True, slots=True)
class KnownMatter:
    """A closed dispute or a blocked invoice, by the words that give it away."""

    number: str = ""
    """Invoice number, digits."""
    goods: tuple[str, ...] = ()
    """Words for the goods, lower case."""
    complaint: tuple[str, ...] = ()
    """Words for the complaint, lower case."""
    year: int | None = None


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """What the dossier knows that helps to recognise an old or blocked matter."""

    closed_disputes: tuple[KnownMatter, ...] = ()
    blocked: tuple[KnownMatter, ...] = ()
    today: date = field(default_factory=date.today)


@dataclass(frozen=True, slots=True)
class GuardHit:
    """One warning about what the debtor says."""

    id: str
    span: tuple[int, int]
    phrase: str
    subject: str = ""
    """The invoice number or the goods that were recognised, empty if known from words alone."""


class Guards:
    """Listens to the debtor's channel for what leads away from the subject."""

    def __init__(self, catalogue: Catalogue, lexicon: Lexicon | None = None) -> None:
        """Prepare the warnings that belong to the debtor's words."""
        words = lexicon or shipped_lexicon()
        examples = shipped_examples()
        self._recogniser = Recogniser(
            guard_kinds(catalogue, examples),
            guarded_talk(catalogue, examples),
            read_rules(words),
            words,
            language_folder() / "weights_guards.npz",
        )

    def check(self, text: str, facts: CaseFacts | None = None) -> tuple[GuardHit, ...]:
        """Return the warnings for one utterance of the debtor."""
        return tuple(
            GuardHit(one.id, one.span, text[slice(*one.span)])
            for one in self._recogniser.explain(text)
            if one.fired
        )
