"""What keeps a clause from being a promise: refusal, past, question, habit, somebody else who pays."""

from datetime import date, timedelta
from itertools import pairwise
from typing import Final

from app.dutch.dates.words import add_months
from app.dutch.normalise import Normalised
from app.dutch.promises.clauses import words as p
from app.dutch.promises.clauses.clause import Clause
from app.dutch.tense import BE, HAVE, is_participle

_GONE: Final = frozenset(
    """
    was waren werd werden ging gingen kwam kwamen stond stonden betaalde betaalden maakte maakten geweest hoefde
    hoefden kreeg kregen deed deden zei zeiden beloofde beloofden lukte lukten gisteren vorige geleden stortte
    stortten boekte boekten voldeed voldeden schreef schreven verrekende verrekenden
    """.split()
)
_VOUCHING: Final = frozenset(
    {"zorg", "zorgen", "uitgaan", "vanuit", "rekenen", "reken", "beloof", "garandeer", "zien", "erewoord"}
)
_AGREED: Final = frozenset({"afgesproken", "beloofd", "toegezegd"})
_REVERSED: Final = frozenset(
    """
    gestorneerd storneren stornering teruggeboekt terugboeken teruggedraaid terugdraaien teruggekomen mislukt geweigerd
    afgekeurd teruggehaald terughalen
    """.split()
)
"""Of money that came back or never left."""
_SUBJECTS_AFTER: Final = frozenset("ze die de het dit beide allebei alle alles uw onze jullie hij".split())
_COMING: Final = frozenset({"wordt", "worden", "zal", "zullen", "ga", "gaat", "gaan"})
_HARMLESS_AFTER_NO: Final = frozenset(
    {"probleem", "punt", "zorgen", "enkel", "bezwaar", "moeite", "twijfel", "paniek", "dank",
     "problemen", "gezeur", "gedoe", "zorg", "grap", "grapje", "geintje", "gezeik", "ruzie", "haast",
     "smoes", "smoesjes", "praatje", "praatjes", "flauwekul", "kunst"}
)  # fmt: skip
_HARMLESS_AFTER_NOT: Final = frozenset(
    {"later", "alleen", "vergeten", "erg", "veel", "waar", "anders", "eerder", "bang", "omheen", "toveren"}
)
_HARMLESS_BEFORE_NOT: Final = frozenset({"maakt", "geeft", "of", "toch", "zo", "waarom", "meer", "verder", "later"})
_PIECES_OF_TIME: Final = frozenset({"dag", "uur", "week", "minuut", "seconde"})
TOO_SOON: Final = frozenset({"vroeg", "krap", "vlug", "snel"})
HARD: Final = frozenset({"lastig", "moeilijk", "onhaalbaar", "krap"})
_LATER: Final = frozenset({"later", "langer", "eerder", "te"})
_EMBEDDED_SUBJECTS: Final = (("het",), ("ik",), ("we",), ("wij",), ("dat",), ("er",))
_ASKING_FOR: Final = frozenset({"kan", "mag", "zou", "mogen", "zouden"})
_THINGS: Final = frozenset({"de", "het", "die", "een", "alles"})
_ALREADY: Final = frozenset({"al", "reeds"})
_THIS_MORNING: Final = frozenset({"vanochtend", "vanmorgen", "zojuist", "daarnet", "allang", "reeds", "al"})
_SOON: Final = timedelta(days=150)
_UTTERING: Final = frozenset({"zeg", "zegt", "zei", "zeggen"})
_THINKING_ALOUD: Final = frozenset({"rekenen", "kijken", "denken", "zien", "nadenken", "zoeken", "tellen"})
_SEEING: Final = frozenset({"zie", "zien"})
_ADVISING: Final = frozenset({"raadt", "raden"})
_NOT_YET: Final = frozenset({"kijken", "kijk", "bekijken", "navragen", "uitzoeken", "weet", "vragen",
                             "vraag", "idee", "twijfel", "benieuwd", "checken", "overleggen",
                             "nakijken", "afwachten", "afvragen"})  # fmt: skip


def negative(words: tuple[str, ...]) -> bool:
    """Whether a clause refuses: "niet", "geen", but not "geen probleem" or "niet later dan"."""
    if (
        "te" in words
        and not TOO_SOON.isdisjoint(words)
        and any(pair[0] == "te" and pair[1] in TOO_SOON for pair in pairwise(words))
    ):
        return True  # "vrijdag is te vroeg"
    if any(pair[0] in ("wordt", "is") and pair[1] in HARD for pair in pairwise(words)):
        return True  # "morgen wordt lastig"
    if "af" in words and not _ADVISING.isdisjoint(words):
        return True  # "mijn accountant raadt me af om vrijdag te betalen"
    return any(word in p.NEGATION and _denies(words, index) for index, word in enumerate(words))


def _denies(words: tuple[str, ...], at: int) -> bool:
    word = words[at]
    before = words[at - 1] if at else ""
    after, second = (*words[at + 1 : at + 3], "", "")[:2]
    if _in_relative_clause(words, at):
        return False
    if word == "geen":
        measured = (after in _PIECES_OF_TIME and second in _LATER) or second == "minder"
        return after not in _HARMLESS_AFTER_NO and not measured
    if word not in ("niet", "niets", "niks"):
        return True
    if before in _HARMLESS_BEFORE_NOT or (after in _HARMLESS_AFTER_NOT and after != "eerder"):
        return False
    if after == "minder" or (after in ("meer", "eerder") and second in ("dan", "en")):
        return False
    if before == "en" and after in ("eerder", "vroeger"):
        return False  # "vrijdag betaal ik en niet eerder"
    if after == "te" and second in ("laat", "lang", "veel", "moeilijk", "vergeten"):
        return False
    return (after, second) != ("aan", "de")


def _in_relative_clause(words: tuple[str, ...], at: int) -> bool:
    """Whether a "niet" only says which ones: "alles wat niet betwist wordt", "waar u en ik niet uit komen"."""
    if p.RELATIVE_END.isdisjoint(words[at + 1 : at + 6]):
        return False
    for back in range(at - 1, max(-1, at - 5), -1):
        opener, before = words[back], words[back - 1] if back else ""
        if opener == "wat" and before in ("alles", "datgene", "van", "dat", "hetgeen", "gedeelte", "deel"):
            return True
        if opener == "waar" and before not in ("", "maar", "en", "weet"):
            return True
        if opener in ("die", "dat") and at - back <= 2 and before not in ("", "en", "maar", "ja", "nee"):
            return True
    return False


def past(clause: Clause, present: frozenset[str], body: tuple[str, ...], today: date) -> bool:
    """Whether a clause tells what has been, and not what will have been by then."""
    # "vorige week" beside a new date does not count
    renewed = "vorige" in present and any(d.sense == "future" for d in clause.dates)
    if not present.isdisjoint(_REVERSED) or (not present.isdisjoint(_GONE) and not renewed):
        return True
    if not present.isdisjoint({"had", "hadden"}) and "als" not in present:
        return True
    auxiliary = present & (HAVE | BE)
    if present & HAVE and not present.isdisjoint(_AGREED):
        return True
    if not auxiliary and _done_this_morning(clause, present, today):
        return True
    if not auxiliary or present.isdisjoint(p.PAID) or not present.isdisjoint(_COMING):
        return False
    if not present.isdisjoint({"te"}) and not present.isdisjoint(p.PAY - p.PAID):
        return False  # "heb gevraagd het vrijdag over te maken"
    if not present.isdisjoint(_VOUCHING):
        return False  # "u mag ervan uitgaan dat het vrijdag betaald is"
    if _settled_by_then(clause, present):
        return False
    leading = len(clause.words) - len(body) + 4
    if "dan" in clause.words[:leading] or "uiterlijk" in present:
        return False  # "dan is het betaald": completed in the future
    return not _will_have(clause, today)


def _done_this_morning(clause: Clause, present: frozenset[str], today: date) -> bool:
    """Such as "vanochtend overgemaakt", with the auxiliary left out."""
    if present.isdisjoint(_THIS_MORNING) or present.isdisjoint(p.PAID) or not present.isdisjoint(p.FINITE):
        return False
    return present.isdisjoint(_COMING) and not any(day.date and day.date > today for day in clause.dates)


def _settled_by_then(clause: Clause, present: frozenset[str]) -> bool:
    """Whether "maandag is alles betaald": the day first, a state and not an event, and no "al"."""
    if not clause.dates or not present.isdisjoint({"al", "reeds", "toch", "gewoon", "er"} | HAVE):
        return False
    if present.isdisjoint({"betaald", "voldaan", "geregeld", "vereffend"}):
        return False
    day = next((mention for mention in clause.dates if mention.date is not None), clause.dates[0])
    at = day.stop - clause.first
    verb, subject = (*clause.words[at : at + 2], "", "")[:2]
    opening = day.first - clause.first <= 2
    return (verb == "is" and opening) or (verb == "zijn" and subject in _SUBJECTS_AFTER)


def may_be_done_by_then(clause: Clause) -> bool:
    """Whether "die is vrijdag betaald" could as well be said of a Friday to come; a vow beside it decides."""
    present = frozenset(clause.words)
    if not clause.past or not clause.dates or present.isdisjoint({"is", "zijn"}) or present.isdisjoint(p.PAID):
        return False
    if not present.isdisjoint(_GONE | _ALREADY | HAVE | _REVERSED):
        return False
    return all(mention.sense == "future" for mention in clause.dates)


def _will_have(clause: Clause, today: date) -> bool:
    """Whether the date can only lie ahead: "morgen is het betaald", "eind van de maand"."""
    if not _ALREADY.isdisjoint(clause.words):
        return False
    for mention in clause.dates:
        if mention.sense == "past" or mention.ambiguous:
            return False
        if mention.date is not None and mention.date - today > _SOON:
            continue  # "op drie juni bijgeschreven", said in September: last June
        bare = mention.weekday_said and mention.stop - mention.first == 1
        if mention.date is not None and mention.day_of_month:
            # "is de vierde afgeschreven": whichever fourth is nearer
            bare = today - add_months(mention.date, -1) < mention.date - today
        of_something = clause.words[max(0, mention.first - clause.first - 1)] == "van"
        if mention.date is None and (clause.words[0] == "in" or of_something):
            continue  # "in maart heb ik ... gestort": a month that has been
        if not bare and (mention.date is None or mention.date > today):
            return True
        if mention.deadline and mention.date is not None and not mention.weekday_said:
            return True  # "voor de middag heb ik het overgemaakt"
    return False


def question(norm: Normalised, clause: Clause, body: tuple[str, ...]) -> bool:
    """Whether a clause asks."""
    if not body:
        return False
    first = body[0]
    second = body[1] if len(body) > 1 else ""
    before = clause.words[-len(body) - 1] if len(body) < len(clause.words) else ""
    if before == "dan" and first not in p.INTERROGATIVE:
        return False  # "dan zal ik": the verb comes first because of "dan"
    if body[:3] == ("hoe", "dan", "ook"):
        return False  # "wij betalen u | hoe dan ook op de twaalfde"
    if first in p.INTERROGATIVE:
        return not (first in ("wat", "wanneer", "waar") and second in ("ik", "we", "wij", "u"))
    if first in _ASKING_FOR and second in _THINGS:
        return True  # "kan de helft ook vrijdag"
    if first in p.INVERTING and (second in p.PRONOUNS or first in ("is", "past", "schikt")):
        if second in p.SELF and body[2:3] == ("even",) and not _THINKING_ALOUD.isdisjoint(body[3:]):
            return False  # "moet ik even rekenen": it only fills the pause
        if first == "gaat" and second in p.RECEIVER and body[-1] in p.PAY:
            return True  # "gaat u vrijdag incasseren"
        if first in ("heeft", "hebt") and "liever" in body:
            return True
        if first in ("heeft", "hebt", "hebben", "gaat") and not any(map(is_participle, body)):
            return False  # "heeft u het vrijdag" with "dan" swallowed
        if "voorstellen" in body:
            return False
        if first == "zullen" and second in ("we", "wij"):
            return False  # a proposal by the debtor himself
        if first in ("kan", "kunnen", "zal", "gaat") and second in p.SELF and ("wel" in body[:4] or "alvast" in body):
            return False
        if first in ("lukt", "gaat") and second not in ("u", "het", "dat"):
            return False
        return not (first == "is" and second in ("goed", "prima", "akkoord", "geregeld", "oke", "afgesproken"))
    if clause.stop <= len(norm.ends):
        end = norm.ends[clause.stop - 1]
        following = norm.starts[clause.stop] if clause.stop < len(norm.starts) else len(norm.original)
        if "?" in norm.original[end:following]:
            telling = len(body) > 2 or (clause.verbless and bool(clause.dates))  # "Vrijdag?"
            return telling and body[-1] not in ("goed", "oke", "toch", "he", "hoor")
    return False


def habit(clause: Clause, present: frozenset[str]) -> bool:
    """Whether a clause tells how it always goes."""
    if not present.isdisjoint(p.HABIT) and "ook" not in present and not _says_always(clause.words):
        return not clause.amounts
    if "alleen op" in " ".join(clause.words) and not clause.amounts:
        return True
    if clause.dates and all(mention.recurring for mention in clause.dates):
        return not (clause.amounts or clause.shares)
    return False


def _says_always(words: tuple[str, ...]) -> bool:
    """Whether "altijd" belongs to a saying and not to paying: "ik zeg altijd een man een man"."""
    return any(
        word in p.HABIT and not _UTTERING.isdisjoint(words[max(0, at - 2) : at]) for at, word in enumerate(words)
    )


def comes_along(clause: Clause, after: Clause) -> bool:
    """Whether this bill is paid in the round that always comes: "we betalen elke donderdag | en deze zit daar bij"."""
    if not clause.dates or not all(mention.recurring for mention in clause.dates) or after.spoken_against:
        return False
    present = frozenset(after.words)
    if present.isdisjoint({"deze", "die", "hij", "ie", "u", "uw", "hem", "het"}):
        return False
    return not present.isdisjoint({"bij", "erbij", "mee", "tussen", "ertussen"}) or (
        "dan" in after.words[:3] and not present.isdisjoint({"krijgt", "heeft", "hebt"})
    )


def undecided(words: tuple[str, ...], present: frozenset[str]) -> bool:
    """Such as "kijken of ik vrijdag kan betalen": nothing is promised."""
    if {"zou", "zouden"} & present and {"kon", "konden"} & present:
        return True  # "ik zou willen dat ik vrijdag kon betalen"
    if {"zou", "zouden"} & present and "graag" in present:
        return True  # "ik zou graag vrijdag betalen": a wish
    if {"wou", "wilde"} & present and {"kon", "konden"} & present:
        return True  # "ik wou dat ik u vandaag kon betalen"
    if {"zou", "kunnen", "dat"} <= present and "zou kunnen dat" in " ".join(words):
        return True  # "het zou kunnen dat het vrijdag wordt"
    if "of" not in present:
        return False
    at = words.index("of")
    if (
        at
        and words[at - 1] in ("zeggen", "horen", "weten", "vertellen")
        and words[at + 1 : at + 2] in _EMBEDDED_SUBJECTS
    ):
        return True  # "vrijdag kan ik zeggen of het duizend wordt"
    if present.isdisjoint(_NOT_YET):
        return False
    return any(word in _NOT_YET for word in words[:at])


def will_see(words: tuple[str, ...]) -> bool:
    """Such as "dan zie ik wel wat ik met die duizend doe"."""
    return any(word in ("wat", "hoe") and not _SEEING.isdisjoint(words[max(0, at - 4) : at])
               for at, word in enumerate(words))  # fmt: skip
