"""What one clause says about paying: a commitment, a refusal, the past, a question, a condition."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from app.dutch import promise_words as p
from app.dutch.date_words import add_months
from app.dutch.dates import DateMention
from app.dutch.normalise import Normalised
from app.dutch.numbers import NumberMention
from app.dutch.shares import ShareMention
from app.dutch.tense import BE, HAVE, is_participle

_GONE: Final = frozenset(
    [
        "was",
        "waren",
        "werd",
        "werden",
        "ging",
        "gingen",
        "kwam",
        "kwamen",
        "stond",
        "stonden",
        "betaalde",
        "betaalden",
        "maakte",
        "maakten",
        "geweest",
        "hoefde",
        "hoefden",
        "kreeg",
        "kregen",
        "deed",
        "deden",
        "zei",
        "zeiden",
        "beloofde",
        "beloofden",
        "lukte",
        "lukten",
        "gisteren",
        "vorige",
        "geleden",
    ]
)
_VOUCHING: Final = frozenset({"zorg", "zorgen", "uitgaan", "vanuit", "rekenen", "reken", "beloof", "garandeer", "zien"})
_AGREED: Final = frozenset({"afgesproken", "beloofd", "toegezegd"})
_COMING: Final = frozenset({"wordt", "worden", "zal", "zullen", "ga", "gaat", "gaan"})
_HARMLESS_AFTER_NO: Final = frozenset(
    {"probleem", "punt", "zorgen", "enkel", "bezwaar", "moeite", "twijfel", "paniek", "dank",
     "problemen", "gezeur", "gedoe", "zorg"}
)  # fmt: skip
_HARMLESS_AFTER_NOT: Final = frozenset(
    {"later", "alleen", "vergeten", "erg", "veel", "waar", "anders", "eerder", "bang"}
)
_INCOMING: Final = frozenset({"krijg", "krijgen", "ontvang", "ontvangen", "vang", "verwacht"})
_SELF: Final = frozenset({"ik", "we", "wij"})
_ADDRESSED_PAYS: Final = frozenset({"betaalt", "betalen", "betaal", "overmaakt", "maakt"})
_ALLOWED_INFINITIVES: Final = frozenset(
    [
        "kunnen",
        "lukken",
        "worden",
        "komen",
        "gaan",
        "doen",
        "hebben",
        "zijn",
        "hebben",
        "zullen",
        "redden",
        "halen",
        "binnen",
        "morgen",
        "weken",
        "dagen",
        "maanden",
        "werkdagen",
        "euro",
        "facturen",
        "termijnen",
        "geen",
        "alleen",
        "tegen",
        "zeggen",
        "wel",
        "samen",
        "eerder",
        "halverwege",
        "goeden",
        "sturen",
        "pasen",
        "overmorgen",
        "houden",
        "heen",
        "even",
        "een",
        "den",
        "toezeggen",
        "voldoen",
    ]
)
_NOT_YET: Final = frozenset({"kijken", "kijk", "bekijken", "navragen", "uitzoeken", "weet", "vragen",
                             "vraag", "idee", "twijfel", "benieuwd", "checken", "overleggen",
                             "nakijken", "afwachten", "afvragen"})  # fmt: skip


@dataclass(slots=True)
class Clause:
    """One clause and what it says.

    Attributes:
        first: index of its first word.
        stop: index after its last word.
        topic: it is about the debtor paying, whatever it says of it.
        strong: a word of paying itself is in it, not only "doen" or "lukt".
        negative, past, question, condition, foreign, habit, hedged: as named; foreign means that
            somebody else pays or is paid.
        verbless: a fragment that leans on its neighbour.
        dates, amounts, shares: what is named in it.
        covered: indexes of the words of those.
    """

    first: int
    stop: int
    words: tuple[str, ...]
    dates: list[DateMention]
    amounts: list[NumberMention]
    shares: list[ShareMention]
    topic: bool = False
    strong: bool = False
    negative: bool = False
    past: bool = False
    question: bool = False
    condition: bool = False
    foreign: bool = False
    habit: bool = False
    hedged: bool = False
    verbless: bool = False
    covered: frozenset[int] = frozenset()

    @property
    def promising(self) -> bool:
        """Whether this clause by itself commits the debtor."""
        return self.topic and not (
            self.negative or self.past or self.question or self.condition or self.foreign or self.habit
        )

    @property
    def sums(self) -> list[NumberMention | ShareMention]:
        """Amounts and shares in the order in which they were said."""
        both: list[NumberMention | ShareMention] = [*self.amounts, *self.shares]
        return sorted(both, key=lambda mention: mention.first)

    @property
    def empty(self) -> bool:
        """Whether it names no date, amount or share."""
        return not (self.dates or self.amounts or self.shares)


def judge(norm: Normalised, clause: Clause, today: date) -> None:
    """Fill in what a clause says."""
    words = clause.words
    present = frozenset(words)
    body = _without_fillers(words)
    clause.strong = _strong(clause, present)
    covered: set[int] = set()
    for mention in clause.dates:
        covered.update(range(mention.first, mention.stop))
    for said in clause.sums:
        covered.update(range(said.first, said.stop))
    clause.covered = frozenset(covered)
    loose = frozenset(word for index, word in enumerate(words, clause.first) if index not in clause.covered)
    clause.verbless = loose.isdisjoint(p.VERBS) and not any(map(is_participle, loose))
    clause.topic = clause.strong or _weak(clause, loose)
    clause.negative = _negative(words) or not present.isdisjoint(p.REFUSAL)
    clause.condition = _conditional(body)
    clause.past = _past(clause, present, body, today)
    clause.question = _question(norm, clause, body)
    clause.foreign = _foreign(words, present)
    clause.habit = _habit(clause, present)
    clause.hedged = not present.isdisjoint(p.HEDGE) or "als het goed is" in " ".join(words)
    if clause.topic and (_undecided(words, present) or {"mag", "tot"} <= present):
        clause.topic = clause.strong = False


def _without_fillers(words: tuple[str, ...]) -> tuple[str, ...]:
    start = 0
    while start < len(words) - 1 and words[start] in p.FILLERS:
        start += 1
    return words[start:]


def _strong(clause: Clause, present: frozenset[str]) -> bool:
    if not present.isdisjoint(p.OTHER_PAYEES) and present.isdisjoint({"u", "jullie"}):
        return False
    if not present.isdisjoint(p.PAY):
        return True
    dated = {index for mention in clause.dates for index in range(mention.first, mention.stop)}
    for offset, word in enumerate(clause.words):
        particles = p.SEPARABLE.get(word)
        if particles is None:
            continue
        for later in range(offset + 1, len(clause.words)):
            if clause.words[later] not in particles or clause.first + later in dated:
                continue
            if clause.words[later] == "uit" and not present.isdisjoint({"ervan", "van", "vanuit"}):
                continue  # "wij gaan ervan uit"
            return True
        # "overgaat", "zodat ik het over kan maken"
        if word in ("maken", "boeken", "schrijven") and "over" in clause.words[:offset]:
            at = clause.first + clause.words.index("over")
            if at not in dated:
                return True
    return False


def _weak(clause: Clause, present: frozenset[str]) -> bool:
    """A commitment in everyday words, which needs a date or an amount beside it."""
    if clause.empty:
        return False
    dated = bool(clause.dates)
    phrase = f" {' '.join(clause.words)} "
    if dated and ("kijken dat" in phrase or "kijk dat" in phrase):
        return True
    if not present.isdisjoint(p.OTHER_BUSINESS) or any(
        pair in phrase for pair in (" hoor ik ", " hoor we ", " ik hoor ", " hoor u ", " hoor van ")
    ):
        return False
    counted = bool(clause.amounts or clause.shares)
    told = any(is_participle(word) for word in clause.words if word not in _AGREED)
    to_us = not present.isdisjoint(p.RECEIVER)
    if not present.isdisjoint(p.SCHEDULED) and dated:
        return True
    if told:
        return not present.isdisjoint(p.PROMISING) and dated
    if to_us and not present.isdisjoint(p.GETTING):
        theirs = not present.isdisjoint({"krijgt", "krijgen", "heeft", "ontvangt", "ziet"})
        if theirs or present.isdisjoint(_SELF):
            return True
    if counted and not present.isdisjoint({"begin", "beginnen", "start", "starten"}):
        return True
    if clause.amounts and any(mention.recurring for mention in clause.dates):
        return True
    if dated and "termijnen" in present:
        return True
    if not present.isdisjoint({"rekening", "bank", "binnen", "erop", "bijgeschreven"}):
        if not present.isdisjoint(_SELF) and not present.isdisjoint({"heb", "hebben"}):
            return False  # what the debtor has himself
        return not present.isdisjoint(
            {"staat", "is", "zijn", "komt", "heeft", "hebben", "krijgt", "valt", "staan", "hebt", "zit",
             "ligt", "stuur", "u", "jullie"}
        )  # fmt: skip
    if (
        counted
        and not present.isdisjoint({"gaat", "gaan", "komt", "komen"})
        and (not present.isdisjoint({"u", "jullie", "uw", "kant", "aan", "uit"}))
    ):
        return True
    if "geld" in present and to_us:
        return True
    if (
        dated
        and not present.isdisjoint({"geld", "centen", "betaling"})
        and not present.isdisjoint({"is", "zijn", "komt", "komen", "staat", "volgt"})
    ):
        return True
    if dated and not present.isdisjoint({"gebeurt", "gebeuren"}) and not present.isdisjoint({"dat", "het"}):
        return True
    if dated and to_us and "bij" in present and not present.isdisjoint({"is", "staat", "ligt", "komt"}):
        return True
    if "staat" in present and "er" in present and dated:
        return True
    if clause.shares and dated and not present.isdisjoint({"komt", "volgt", "kom"}):
        return True
    if not present.isdisjoint(p.DOING):
        asked = any(f"{verb} {who}" in phrase for verb in ("doen", "doet") for who in ("jullie", "u ", "je "))
        return (dated or counted) and not asked
    if not present.isdisjoint(p.ARRANGING):
        return dated
    if (
        not present.isdisjoint(p.PROMISING)
        and dated
        and not present.isdisjoint(
            {"beloof", "beloven", "toezeggen", "toe", "garandeer", "afspreken", "afgesproken", "beloofd", "woord"}
        )
    ):
        return True
    if (
        dated
        and not present.isdisjoint(p.SETTLING)
        and not present.isdisjoint({"maar", "we", "op", "van", "ik", "erop", "voor"})
    ):
        return True
    if to_us and not present.isdisjoint({"rekenen", "rekent", "uitgaan", "vanuit", "verwachten"}):
        return dated or counted
    if counted and not present.isdisjoint(p.GIVING):
        return True
    if _works_out(clause, present):
        return True
    if counted and not present.isdisjoint({"termijnen", "keer", "maandelijks", "maal"}):
        return True
    return _agrees(clause, present)


def _works_out(clause: Clause, present: frozenset[str]) -> bool:
    """Such as "dat lukt vrijdag", "vrijdag kan", "wordt het maandag"."""
    if "wordt" in present:
        return bool(clause.dates) and not present.isdisjoint({"het", "dat", "hem"})
    if present.isdisjoint({"lukt", "lukken", "kan", "kunnen", "haal", "halen", "red", "redden",
                           "haalbaar"}):  # fmt: skip
        return False
    if clause.dates and clause.amounts and not present.isdisjoint(_SELF):
        return True  # "ik kan vrijdag drie mille missen"
    return not any(
        word.endswith("en")
        and word not in _ALLOWED_INFINITIVES
        and word not in p.VERBS
        and len(word) > 4
        and index not in clause.covered
        for index, word in enumerate(clause.words, clause.first)
    )


def _agrees(clause: Clause, present: frozenset[str]) -> bool:
    """Such as "akkoord vrijdag dan", "vrijdag is goed"."""
    if all(mention.ambiguous for mention in clause.dates):
        return False
    if present.isdisjoint(p.AGREEING | {"dan"}):
        return False
    own = [word for index, word in enumerate(clause.words, clause.first) if index not in clause.covered]
    verbs = set(own) & p.VERBS - {"is", "zijn", "past", "zeg", "lijkt", "ben", "klopt"}
    if verbs or len(own) > 7:
        return False
    if present.isdisjoint(p.AGREEING):  # only "vrijdag dan"
        return len(own) <= 2
    return True


def _negative(words: tuple[str, ...]) -> bool:
    for index, word in enumerate(words):
        if word not in p.NEGATION:
            continue
        after = words[index + 1] if index + 1 < len(words) else ""
        second = words[index + 2] if index + 2 < len(words) else ""
        before = words[index - 1] if index else ""
        if word == "geen" and after in _HARMLESS_AFTER_NO:
            continue
        if word in ("niet", "niets", "niks"):
            if before in ("maakt", "geeft", "of", "toch", "zo", "waarom"):
                continue
            if after in _HARMLESS_AFTER_NOT and after != "eerder":
                continue
            if after in ("meer", "minder", "eerder") and second in ("dan", "en"):
                continue
            if after == "minder" or (after == "te" and second in ("laat", "lang", "veel", "moeilijk", "vergeten")):
                continue
            if (after, second) == ("aan", "de"):
                continue
        return True
    return False


def _conditional(body: tuple[str, ...]) -> bool:
    if not body or body[0] not in p.CONDITION:
        return False
    if body[0] == "als" and body[1:4] == ("het", "goed", "is"):
        return False
    asked = body[0] == "wanneer" and body[1:2] and body[1] in p.VERBS
    return not asked


def _past(clause: Clause, present: frozenset[str], body: tuple[str, ...], today: date) -> bool:
    # "vorige week" beside a new date does not count
    renewed = "vorige" in present and any(d.sense == "future" for d in clause.dates)
    if not present.isdisjoint(_GONE) and not renewed:
        return True
    if not present.isdisjoint({"had", "hadden"}) and "als" not in present:
        return True
    auxiliary = present & (HAVE | BE)
    if present & HAVE and not present.isdisjoint(_AGREED):
        return True
    if not auxiliary or present.isdisjoint(p.PAID) or not present.isdisjoint(_COMING):
        return False
    if not present.isdisjoint({"te"}) and not present.isdisjoint(p.PAY - p.PAID):
        return False  # "heb gevraagd het vrijdag over te maken"
    if not present.isdisjoint(_VOUCHING):
        return False  # "u mag ervan uitgaan dat het vrijdag betaald is"
    if _settled_by_then(clause, present):
        return False
    if body[:1] == ("dan",) or any(word in present for word in ("uiterlijk",)):
        return False  # "dan is het betaald": completed in the future
    return not _will_have(clause, today)


def _settled_by_then(clause: Clause, present: frozenset[str]) -> bool:
    """Whether "maandag is alles betaald": the day first, a state and not an event, and no "al"."""
    if not clause.dates or not present.isdisjoint({"al", "reeds", "toch", "gewoon", "er"} | HAVE):
        return False
    first = clause.words[min(clause.dates[0].stop - clause.first, len(clause.words) - 1)]
    state = not present.isdisjoint({"betaald", "voldaan", "geregeld"})
    return state and first == "is" and clause.dates[0].first - clause.first <= 2


def _will_have(clause: Clause, today: date) -> bool:
    """Whether the date can only lie ahead: "morgen is het betaald", "eind van de maand"."""
    for mention in clause.dates:
        if mention.sense == "past" or mention.ambiguous:
            return False
        bare = mention.weekday_said and mention.stop - mention.first == 1
        if mention.date is not None and mention.day_of_month:
            # "is de vierde afgeschreven": whichever fourth is nearer
            bare = today - add_months(mention.date, -1) < mention.date - today
        if not bare and (mention.date is None or mention.date > today):
            return True
    return False


def _question(norm: Normalised, clause: Clause, body: tuple[str, ...]) -> bool:
    if not body:
        return False
    first = body[0]
    second = body[1] if len(body) > 1 else ""
    before = clause.words[-len(body) - 1] if len(body) < len(clause.words) else ""
    if before == "dan" and first not in p.INTERROGATIVE:
        return False  # "dan zal ik": the verb comes first because of "dan"
    if first in p.INTERROGATIVE:
        return not (first in ("wat", "wanneer", "waar") and second in ("ik", "we", "wij", "u"))
    if first in p.INVERTING and (second in p.PRONOUNS or first in ("is", "past", "schikt")):
        if first in ("heeft", "hebt", "hebben", "gaat") and not any(map(is_participle, body)):
            return False  # "heeft u het vrijdag" with "dan" swallowed
        if "voorstellen" in body:
            return False
        if first == "zullen" and second in ("we", "wij"):
            return False  # a proposal by the debtor himself
        if first in ("kan", "kunnen", "zal", "gaat") and second in _SELF and ("wel" in body[:4] or "alvast" in body):
            return False
        if first in ("lukt", "gaat") and second not in ("u", "het", "dat"):
            return False
        return not (first == "is" and second in ("goed", "prima", "akkoord", "geregeld", "oke", "afgesproken"))
    if clause.stop <= len(norm.ends):
        end = norm.ends[clause.stop - 1]
        following = norm.starts[clause.stop] if clause.stop < len(norm.starts) else len(norm.original)
        if "?" in norm.original[end:following]:
            return len(body) > 2 and body[-1] not in ("goed", "oke", "toch", "he", "hoor")
    return False


def _foreign(words: tuple[str, ...], present: frozenset[str]) -> bool:
    own = not present.isdisjoint(_SELF)
    if not present.isdisjoint(p.OTHERS) and present.isdisjoint({"overmaken", "betaal", "overmaak", "maak"}):
        return True
    if not present.isdisjoint({"mij", "ons"}) and not own and present.isdisjoint({"van", "voor",
                                                                               "bij"}):  # fmt: skip
        return True
    for index, word in enumerate(words):
        after = words[index + 1] if index + 1 < len(words) else ""
        before = words[index - 1] if index else ""
        if word in _INCOMING and (after in _SELF or before in _SELF or before == "zelf"):
            return True
        if word in _ADDRESSED_PAYS and not own and (before in ("u", "jullie", "je") or after in ("u", "jullie", "je")):
            return True
        if word in ("word", "worden") and (after in _SELF or before in _SELF):
            return True
        if word in ("moet", "moeten", "kunt", "mag", "wilt", "dient") and not own:
            addressed = before in ("u", "jullie", "je") or after in ("u", "jullie", "je")
            if addressed and not present.isdisjoint({"betalen", "overmaken", "voldoen"}):
                return True
    return False


def _habit(clause: Clause, present: frozenset[str]) -> bool:
    if not present.isdisjoint(p.HABIT) and "ook" not in present:
        return not clause.amounts
    if "alleen op" in " ".join(clause.words) and not clause.amounts:
        return True
    if clause.dates and all(mention.recurring for mention in clause.dates):
        return not (clause.amounts or clause.shares)
    return False


def _undecided(words: tuple[str, ...], present: frozenset[str]) -> bool:
    """Such as "kijken of ik vrijdag kan betalen": nothing is promised."""
    if "of" not in present or present.isdisjoint(_NOT_YET):
        return False
    at = words.index("of")
    return any(word in _NOT_YET for word in words[:at])
