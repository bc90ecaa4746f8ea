"""Whether a clause commits the debtor to pay, in words of paying or in everyday words."""

from datetime import date
from typing import Final

from app.dutch.normalise import Normalised
from app.dutch.promises.clauses import counter_evidence as against
from app.dutch.promises.clauses import words as p
from app.dutch.promises.clauses.clause import Clause
from app.dutch.promises.clauses.conditions import is_condition, is_doubtful, is_role, waits
from app.dutch.promises.clauses.debits import allows_debit
from app.dutch.promises.clauses.events import others_leave, tells_event
from app.dutch.promises.clauses.everyday import brings_it, is_listed, says_so_idly
from app.dutch.promises.clauses.leave_taking import takes_leave
from app.dutch.promises.clauses.offer_words import MONEY, OTHER_MATTERS
from app.dutch.promises.clauses.offers import is_offer, is_settled_by
from app.dutch.promises.clauses.payers import foreign, pays_along, speaks_of_another
from app.dutch.promises.clauses.reports import goes_along
from app.dutch.tense import is_participle

_EVEN: Final = frozenset({"ook", "zelfs"})
"""Before a condition: "ik betaal vrijdag ook als de subsidie er niet is"."""
_AGREED: Final = frozenset({"afgesproken", "beloofd", "toegezegd"})
_IN_PLANNING: Final = frozenset({"in", "de", "planning", "staat"})
_TAKEN_ALONG: Final = frozenset({"meegenomen", "weggezet", "weggestuurd", "betaalbaar", "uitbetaald"})
_TAKEN: Final = frozenset("factuur facturen nota rekening hij ie die dat deze u jullie ze betaling alles beide".split())
_MONEY: Final = frozenset({"geld", "betaling", "bedrag", "centen"})
_AMONG: Final = frozenset({"die", "deze", "u", "uw", "ie", "jullie"})
_PORTIONS: Final = p.PAY | frozenset("deel gedeelte stuk flink keer week dag paar groot klein".split())
_QUALITIES: Final = frozenset(
    "weer laat druk mooi warm koud lastig spannend gezellig feest krap moeilijk leuk kort lang graden".split()
)
"""With these "het wordt vrijdag ..." says how it will be, and not when."""
_ROUNDED: Final = frozenset("het dat die hem deze ze alles betaling factuur nota rekening zaak".split())
_SHORTEST: Final = 3
_HOLDING: Final = frozenset({"houden", "laten"})
_OWN_ACCOUNT: Final = ("op mijn rekening", "op mijn bank", "op onze rekening", "op onze bank", "op m'n rekening")
_LEFT: Final = frozenset(
    {"afgeschreven", "verwerkt", "verstuurd", "weggestuurd", "gestuurd", "uitgevoerd", "weggegaan"}
)
_MOVING: Final = frozenset({"gaat", "gaan", "komt", "komen", "loopt", "lopen", "ligt", "vliegt"})
_ALLOWED_INFINITIVES: Final = frozenset(
    """
    kunnen lukken worden komen gaan doen hebben zijn zullen redden halen binnen morgen weken dagen maanden werkdagen
    euro facturen termijnen geen alleen tegen zeggen wel samen eerder halverwege goeden sturen pasen overmorgen
    houden heen even een den toezeggen afgesproken voldoen
    """.split()
)


def judge(norm: Normalised, clause: Clause, today: date) -> None:
    """Fill in what a clause says."""
    words = clause.words
    present = frozenset(words)
    body = _without_fillers(words)
    if pays_along(words):
        present -= p.OTHER_PAYEES
    clause.strong = _strong(clause, present)
    covered: set[int] = set()
    for mention in clause.dates:
        covered.update(range(mention.first, mention.stop))
    for said in clause.sums:
        covered.update(range(said.first, said.stop))
    clause.covered = frozenset(covered)
    loose = frozenset(
        word for index, word in enumerate(words, clause.first) if index not in clause.covered and word in present
    )
    clause.verbless = loose.isdisjoint(p.VERBS) and not any(map(is_participle, loose)) and not tells_event(clause)
    clause.negative = against.negative(words) or not present.isdisjoint(p.REFUSAL)
    before = norm.words[clause.first - 1] if clause.first else ""
    clause.condition = is_condition(body) and before not in _EVEN and not (clause.verbless and is_role(body))
    clause.doubtful = clause.condition and is_doubtful(body, before)
    if waits(words):
        clause.condition = clause.doubtful = True
    clause.past = against.past(clause, present, body, today)
    clause.question = against.question(norm, clause, body)
    clause.foreign = foreign(words, present, counted=bool(clause.sums))
    clause.habit = against.habit(clause, present)
    debit = allows_debit(clause)
    if debit:
        clause.strong, clause.foreign = True, False
    if clause.sums and {"krijgt", "krijg", "krijgen"} & present and {"me", "mij", "ons"} & present and "van" in present:
        clause.strong = True  # "u krijgt het hele bedrag van me"
    if clause.sums and clause.dates and not clause.past and _gone_by_then(present):
        clause.strong = True
    clause.topic = (
        clause.strong or _weak(clause, loose) or is_settled_by(clause) or (not clause.verbless and is_offer(clause))
    )
    if clause.topic and not (clause.sums or debit) and present.isdisjoint(p.PAY) and speaks_of_another(clause):
        clause.topic = clause.strong = False  # "de container komt vrijdag binnen"
    phrase = " ".join(words)
    if "staat" in present and any(own in phrase for own in _OWN_ACCOUNT):
        clause.foreign = True  # "er staat vandaag maar driehonderd euro op mijn rekening"
    clause.hedged = not present.isdisjoint(p.HEDGE) or "als het goed is" in phrase
    clause.withheld = against.will_see(words)
    if clause.topic and not present.isdisjoint(p.PROOF) and present & p.PAY <= p.PAYMENT_NOUNS:
        clause.topic = clause.strong = False  # "morgen stuur ik een afschrift van de betaling"
    if clause.topic and not clause.sums and takes_leave(words):
        clause.topic = clause.strong = False
    if clause.topic and (against.undecided(words, present) or {"mag", "tot"} <= present):
        clause.topic = clause.strong = False


def _without_fillers(words: tuple[str, ...]) -> tuple[str, ...]:
    start = 0
    while start < len(words) - 1 and words[start] in p.FILLERS:
        start += 1
    return words[start:]


def _gone_by_then(present: frozenset[str]) -> bool:
    """Such as "binnen drie dagen is de vierhonderd euro van de rekening afgeschreven"."""
    return not present.isdisjoint({"is", "zijn"}) and not present.isdisjoint(_LEFT)


def _strong(clause: Clause, present: frozenset[str]) -> bool:
    if not present.isdisjoint(p.OTHER_PAYEES) and present.isdisjoint({"u", "jullie"}):
        return False
    if goes_along(clause.words):
        return True
    if not present.isdisjoint(p.PAY) and not (present & p.PAY <= p.PAYMENT_NOUNS and _only_talks(clause.words)):
        return True
    if others_leave(clause, present):
        return False
    dated = {index for mention in clause.dates for index in range(mention.first, mention.stop)}
    for offset, word in enumerate(clause.words):
        particles = p.SEPARABLE.get(word)
        if particles is None or (word in _MOVING and clause.sums and not present.isdisjoint(OTHER_MATTERS)):
            continue
        for later in range(offset + 1, len(clause.words)):
            if clause.words[later] not in particles or clause.first + later in dated:
                continue
            if clause.words[later] == "weg" and word == "gaan" and not present.isdisjoint({"we", "wij"}):
                continue  # "morgen gaan we een weekje weg"
            if clause.words[later] == "uit" and any(
                other in ("ervan", "van", "vanuit") and clause.first + at not in dated
                for at, other in enumerate(clause.words)
            ):
                continue  # "wij gaan ervan uit"
            if word == "rond" and not clause.sums and present.isdisjoint(_ROUNDED):
                continue  # "ik rond nu af": the call
            return True
        # "overgaat", "zodat ik het over kan maken"
        if word in ("maken", "boeken", "schrijven") and "over" in clause.words[:offset]:
            at = clause.first + clause.words.index("over")
            if at not in dated:
                return True
    return False


def _only_talks(words: tuple[str, ...]) -> bool:
    """Such as "vrijdag hebben we vergadering over de betalingen"."""
    at = next(index for index, word in enumerate(words) if word in p.PAYMENT_NOUNS)
    return "over" in words[max(0, at - 2) : at] and not OTHER_MATTERS.isdisjoint(words)


def _weak(clause: Clause, present: frozenset[str]) -> bool:
    """A commitment in everyday words, which needs a date or an amount beside it."""
    if clause.empty:
        return False
    dated = bool(clause.dates)
    phrase = f" {' '.join(clause.words)} "
    counted = bool(clause.amounts or clause.shares)
    if not counted and "een" in present and {"dat", "is"} <= present and len(present - p.FILLERS) <= _SHORTEST:
        return False  # "dat is een donderdag ja"
    if not counted and "het" in present and not present.isdisjoint(_HOLDING) and _ends_with_that(present):
        return False  # "dan houden we het daar vandaag bij"
    if dated and ("kijken dat" in phrase or "kijk dat" in phrase):
        return True
    if counted and not present.isdisjoint({"contant", "cash"}):
        return True  # "zaterdag kom ik langs met vierhonderd contant"
    if dated and brings_it(present):
        return True
    if not present.isdisjoint(_other_business(present)) or any(
        pair in phrase for pair in (" hoor ik ", " hoor we ", " ik hoor ", " hoor u ", " hoor van ")
    ):
        return False
    if dated and says_so_idly(clause, present):
        return True
    told = any(is_participle(word) for word in clause.words if word not in _AGREED)
    to_us = not present.isdisjoint(p.RECEIVER)
    if not present.isdisjoint(p.SCHEDULED) and dated:
        return present.isdisjoint({"werk", "klus", "project", "machine"}) and not {"ben", "klaar"} <= present
    if _is_taken_along(clause, present) and dated:
        return True
    if dated and not present.isdisjoint({"zet", "zetten"}) and not present.isdisjoint({"bank", "rekening"}):
        return not present.isdisjoint(p.SELF)  # "morgen zet ik het op de bank"
    if dated and not present.isdisjoint({"zit", "zitten"}) and not present.isdisjoint({"tussen", "ertussen", "erbij"}):
        return not present.isdisjoint(_AMONG)  # "die zit er vrijdag tussen"
    if told:
        return not present.isdisjoint(p.PROMISING) and dated
    if to_us and not present.isdisjoint(p.GETTING):
        if not clause.sums and _gets_a_thing(clause):
            return False
        theirs = not present.isdisjoint({"krijgt", "krijgen", "heeft", "ontvangt", "ziet"})
        if theirs or present.isdisjoint(p.SELF):
            return True
    if counted and not present.isdisjoint({"begin", "beginnen", "start", "starten"}):
        return present.isdisjoint(OTHER_MATTERS)
    if clause.amounts and any(mention.recurring for mention in clause.dates):
        return True
    if dated and "termijnen" in present:
        return True
    if not present.isdisjoint({"rekening", "bank", "binnen", "erop", "bijgeschreven"}):
        if "weer" in present and not to_us and present.isdisjoint(_MONEY):
            return False  # "de directeur is morgen weer binnen"
        if not present.isdisjoint(p.SELF) and not present.isdisjoint({"heb", "hebben"}):
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
        return present.isdisjoint(OTHER_MATTERS)
    if "geld" in present and to_us:
        return True
    if (
        dated
        and not present.isdisjoint({"geld", "centen", "betaling"})
        and not present.isdisjoint({"is", "zijn", "komt", "komen", "staat", "staan", "volgt"})
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
        vain = {"mijn", "best"} <= present or ("voorstel" in present and not counted)
        return (dated or counted) and not (asked or vain)
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
        and not present.isdisjoint({"maar", "we", "op", "van", "ik", "erop", "voor", "gerust", "u"})
    ):
        return True
    if to_us and not present.isdisjoint({"rekenen", "rekent", "uitgaan", "vanuit", "verwachten"}):
        leaning = "rekent" not in present or not present.isdisjoint({"op", "erop"})  # and not "u rekent te veel"
        return leaning and (dated or counted)
    if counted and not present.isdisjoint(p.GIVING) and (to_us or "krijgt" not in present):
        return present.isdisjoint(OTHER_MATTERS)
    if _works_out(clause, present):
        return True
    if counted and not present.isdisjoint({"termijnen", "keer", "maandelijks", "maal"}):
        return True
    return _agrees(clause, present)


def _ends_with_that(present: frozenset[str]) -> bool:
    return not present.isdisjoint({"daarbij", "hierbij"}) or (
        "bij" in present and not present.isdisjoint({"daar", "hier"})
    )


def _other_business(present: frozenset[str]) -> frozenset[str]:
    """What speaks of something else than paying; "in de planning", "op de lijst" is where a payment may stand too."""
    if present >= _IN_PLANNING:
        return p.OTHER_BUSINESS - {"planning"}
    return p.OTHER_BUSINESS - {"lijst"} if is_listed(present) else p.OTHER_BUSINESS


def _is_taken_along(clause: Clause, present: frozenset[str]) -> bool:
    """Such as "uw factuur wordt donderdag meegenomen"."""
    if present.isdisjoint(_TAKEN_ALONG) or present.isdisjoint({"wordt", "worden"}):
        return False
    elided = clause.words[0] == "en"  # "hij is goedgekeurd | en wordt vrijdag uitbetaald"
    return (elided or not present.isdisjoint(_TAKEN)) and present.isdisjoint(OTHER_MATTERS)


def _gets_a_thing(clause: Clause) -> bool:
    """Whether "u krijgt" is followed by something else than money: "je krijgt vrijdag een appje"."""
    for at, word in enumerate(clause.words[:-1]):
        if word == "een" and clause.first + at not in clause.covered:
            return frozenset(clause.words[at + 1 : at + 4]).isdisjoint(MONEY | _MONEY | _PORTIONS)
    return False


def _works_out(clause: Clause, present: frozenset[str]) -> bool:
    """Such as "dat lukt vrijdag", "vrijdag kan", "wordt het maandag"."""
    if "wordt" in present:
        told = clause.dates and not present.isdisjoint({"het", "dat", "hem"})
        return bool(told) and present.isdisjoint(_QUALITIES) and not _has_loose_infinitive(clause)
    if present.isdisjoint({"lukt", "lukken", "kan", "kunnen", "haal", "halen", "red", "redden",
                           "haalbaar"}):  # fmt: skip
        return False
    if clause.dates and clause.amounts and not present.isdisjoint(p.SELF):
        return True  # "ik kan vrijdag drie mille missen"
    return not _has_loose_infinitive(clause)


def _has_loose_infinitive(clause: Clause) -> bool:
    """Whether something else than paying is done in it."""
    return any(
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
