"""What the debtor drags in that is not today's subject: old matters, the blocked invoice, anger.

Words alone tell an old matter (the past plus trouble) and anger. What the dossier knows makes it surer: a closed
dispute is recognised by its number, its goods or its year, the blocked invoice by its number, its goods or its
complaint. "vorige week betaald" is no old matter.
"""

from dataclasses import dataclass, field, replace
from datetime import date

from app.advice.catalogue_values import Catalogue
from app.advice.heard import Heard, listen
from app.advice.language import Language, shipped_language
from app.advice.mixture import DEBTOR_WARNINGS
from app.advice.recogniser import THRESHOLD, Recogniser, guard_kinds, guarded_talk
from app.dutch.numbers.invoice_numbers import find_invoice_numbers

_SHORTEST_TELLING = 4
"""Shorter words of goods and complaints tell nothing apart."""

_NEAR = 12
"""Goods and trouble within this many words belong together."""

_EMPTY = frozenset(
    "levering geleverd goederen factuur facturen klacht klachten nieuwe nieuw ander andere voor door "
    "naar deze over heeft wacht wachten wordt werd niet betaald termijn tijdelijk".split()
)
"""Words of a complaint that occur in every call."""


@dataclass(frozen=True, slots=True)
class KnownMatter:
    """A closed dispute or a blocked invoice, by the words that give it away."""

    number: str = ""
    """Invoice number, digits; empty if it has none."""
    goods: tuple[str, ...] = ()
    """Words for the goods; a text of several words is allowed."""
    complaint: tuple[str, ...] = ()
    """Words for the complaint; a text of several words is allowed."""
    year: int | None = None


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """What the dossier knows that helps to recognise an old or blocked matter."""

    closed_disputes: tuple[KnownMatter, ...] = ()
    blocked: tuple[KnownMatter, ...] = ()
    today: date = field(default_factory=date.today)
    open_numbers: tuple[str, ...] = ()
    """The other invoice numbers of the case, so that "tien vijf negen vier" is not taken for a year."""


@dataclass(frozen=True, slots=True)
class GuardHit:
    """One warning about what the debtor says."""

    id: str
    span: tuple[int, int]
    phrase: str
    """The words that gave it away."""
    subject: str = ""
    """The invoice number, goods or year that was recognised; empty if known from words alone."""
    score: float = 1.0
    """How sure, between 0.5 and 1; what the dossier says is sure."""


class Guards:
    """Listens to the debtor's channel for what leads away from the subject."""

    def __init__(self, catalogue: Catalogue, language: Language | None = None) -> None:
        """Prepare the warnings that belong to the debtor's words."""
        known = language or shipped_language()
        words = self._lexicon = known.lexicon
        self._wanted = frozenset(catalogue.warnings)
        self._recogniser = Recogniser(
            guard_kinds(catalogue, known.examples),
            guarded_talk(catalogue, known.examples),
            known.rules,
            words,
            known.weights("guards"),
            mixture=DEBTOR_WARNINGS,
        )
        self._past = words.mask("toenwoord", "jaarwoord")
        self._trouble = words.mask("rotzooi", "kapot", "kwestie")
        self._still = words.mask("wachten", "kwestie", "kapot", "oplossen", "rotzooi")
        self._settled = words.mask("betaaldvast")

    def check(self, text: str, facts: CaseFacts | None = None) -> tuple[GuardHit, ...]:
        """Return the warnings for one utterance of the debtor.

        Args:
            text: what the debtor said (so far).
            facts: what the dossier knows; without it, words alone decide and no blocked invoice is recognised.
        """
        heard = listen(text, self._lexicon)
        if not heard.words:
            return ()
        found = {
            one.id: GuardHit(one.id, one.span, text[slice(*one.span)], score=one.score)
            for one in self._recogniser.explain_heard(heard, THRESHOLD)
        }
        if facts is not None:
            self._with_facts(heard, facts, found)
        return tuple(hit for hit in found.values() if hit.id in self._wanted)

    def _with_facts(self, heard: Heard, facts: CaseFacts, found: dict[str, GuardHit]) -> None:
        for matter in facts.blocked:
            hit = self._blocked(heard, matter, facts)
            if hit is not None:
                found["blocked_invoice"] = hit
                break
        for matter in facts.closed_disputes:
            hit = self._old(heard, matter)
            if hit is not None:
                known = found.get("old_matter")
                found["old_matter"] = replace(known, subject=hit.subject) if known is not None else hit
                break

    def _blocked(self, heard: Heard, matter: KnownMatter, facts: CaseFacts) -> GuardHit | None:
        text = heard.text
        if matter.number:
            known = (matter.number, *(number for number in facts.open_numbers))
            for mention in find_invoice_numbers(text, known):
                if mention.known and mention.number == matter.number:
                    return GuardHit("blocked_invoice", mention.span, text[slice(*mention.span)], matter.number)
        subject = matter.number or " ".join(matter.goods)
        goods = self._places(heard, matter.goods)
        complaint = self._places(heard, matter.complaint)
        rare = [place for place in complaint if heard.words[place] not in _EMPTY and place not in goods]
        for place in (*rare, *goods):
            near = [
                other
                for other, mask in enumerate(heard.masks)
                if abs(other - place) <= _NEAR and mask & self._still and other != place
            ]
            if place in goods and not near:
                continue
            if heard.together & self._settled and not heard.together & self._trouble:
                continue
            if self._is_settled(heard):
                continue
            if (
                place in rare
                and not near
                and self._lexicon.is_common(heard.words[place])
                and len(rare) + len(goods) < _TWO_SIGNS
            ):
                continue
            last = max([place, *near[:1]])
            first = min([place, *near[:1]])
            span = heard.span(first, last)
            return GuardHit("blocked_invoice", span, text[slice(*span)], subject)
        return None

    def _is_settled(self, heard: Heard) -> bool:
        return any(word in _SETTLED and not heard.negated[place] for place, word in enumerate(heard.words))

    def _old(self, heard: Heard, matter: KnownMatter) -> GuardHit | None:
        text = heard.text
        if matter.number:
            for mention in find_invoice_numbers(text, (matter.number,)):
                if mention.known:
                    span = mention.span
                    return GuardHit("old_matter", span, text[slice(*span)], matter.number)
        if not heard.together & self._past or heard.together & self._settled:
            return None
        for place in self._places(heard, (*matter.goods, *matter.complaint)):
            if heard.words[place] in _EMPTY:
                continue
            span = heard.span(place, place)
            return GuardHit("old_matter", span, text[slice(*span)], heard.words[place])
        return None

    def _places(self, heard: Heard, texts: tuple[str, ...]) -> list[int]:
        """Return where a word of these texts occurs, in any of its forms."""
        stems = {
            self._lexicon.look_up(word).stem
            for text in texts
            for word in listen(text, self._lexicon).words
            if len(word) >= _SHORTEST_TELLING and word not in _EMPTY
        }
        return [
            place
            for place, stem in enumerate(heard.stems)
            if stem in stems or any(len(one) > _SHORTEST_TELLING and stem.endswith(one) for one in stems)
        ]


_SETTLED = frozenset("aangekomen gerepareerd hersteld opgelost dank bedankt prima gelukkig kost kosten akkoord".split())
"""Said without a negation, these mean that the matter is no trouble any more."""

_TWO_SIGNS = 2
"""A single word of a complaint is not enough; with the goods, or with trouble beside it, it is."""
