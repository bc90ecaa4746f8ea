"""Cuts an utterance into clauses, with or without punctuation.

A recogniser gives no commas, and a debtor says several things in one breath: "vorige week heb ik
tweeduizend betaald en de rest doe ik vrijdag". What was paid and what is promised can only be told
apart clause by clause.
"""

import re
from collections.abc import Mapping
from typing import Final

from app.dutch.dates.words import UNITS
from app.dutch.normalise import Normalised
from app.dutch.promises.clauses import words as p
from app.dutch.promises.clauses.at_once import ends_now
from app.dutch.promises.clauses.counter_evidence import HARD, TOO_SOON
from app.dutch.promises.clauses.debits import DEBIT_ORDERS
from app.dutch.promises.clauses.denials import closes_denial, opens_denial
from app.dutch.promises.clauses.detours import ends_detour
from app.dutch.promises.clauses.reports import REPORTING, closes_report, opens_report
from app.dutch.promises.clauses.run_ons import BEFORE_SUBJECT, is_plural, joins_fixed_pair, runs_on
from app.dutch.promises.clauses.second_thoughts import PLANNED
from app.dutch.tense import BE, HAVE, is_participle

_STOP: Final = re.compile(r"[.;!?:…\n]|,(?![\d\-–=])|\s[-–—]\s")
_THEIR_VERBS: Final = frozenset(
    {
        "krijgt",
        "heeft",
        "staat",
        "wordt",
        "komt",
        "gaat",
        "krijgen",
        "hebben",
        "krijg",
        "heb",
        "worden",
        "hebt",
        "staan",
        "komen",
        "gaan",
        "ontvangt",
        "ziet",
    }
)
_THEIR_SUBJECTS: Final = frozenset({"u", "het", "hij", "jullie", "de", "alles", "dat", "ie", "je", "er", "die", "ge"})
_BEFORE_FRONTED: Final = frozenset({"zeg", "zeggen", "of", "dus", "uiterlijk", "liever", "dat", "doe", "maar"})
_RESUMING: Final = frozenset(
    {
        "gaat",
        "komt",
        "staat",
        "wordt",
        "krijgt",
        "heeft",
        "maakt",
        "betaalt",
        "zet",
        "gebeurt",
        "doet",
        "maak",
        "betaal",
    }
)
_POINTING: Final = frozenset({"dat", "die", "daar", "zo"})
_PREDICATING: Final = frozenset(
    {"een", "te", "geen", "mijn", "niet", "de", "beloofd", "zeker", "toch", "nooit", "gewoon"}
)
_SO_IT_IS: Final = frozenset({"staat", "is", "heeft", "hebben", "luidt", "zit", "werd", "gaat"})
_SO_SUBJECTS: Final = frozenset({"het", "de", "dat", "er", "mijn", "onze", "hij", "zij"})
_JUDGING: Final = frozenset({"is", "was", "kan", "gaat", "lukt"})
_SUBJECTS: Final = frozenset({"ik", "we", "wij", "u", "je", "jullie", "ge"})
_NO_VERB: Final = (
    _SUBJECTS
    | p.NEGATION
    | p.INTERROGATIVE
    | {
        "het",
        "er",
        "de",
        "mij",
        "als",
        "dat",
        "zo",
        "of",
        "en",
        "aan",
        "van",
        "voor",
        "op",
        "met",
        "bij",
        "naar",
        "nog",
        "ook",
    }
)
_NOT_INVERTED: Final = _NO_VERB | BEFORE_SUBJECT | p.CORRECTION | p.FILLERS - {"kijk", "zeg", "weet"}
_AFTERWARDS: Final = frozenset({"daarna", "vervolgens", "erna"})
_DETERMINERS: Final = frozenset(
    {"een", "de", "het", "die", "geen", "mijn", "te", "zo'n", "maar", "dan", "nog", "al", "nu"}
)
_GIVEN_UP: Final = frozenset({"dacht", "zei", "had", "hadden", "wilde", "wou", "gezegd", "noemde"})
_SAID: Final = frozenset({"zei", "gezegd", "noemde"})
_ASKING: Final = frozenset({"zou", "zouden", "is", "mag", "kan"})
_LEAVE: Final = frozenset({"bespreekbaar", "mogelijk", "acceptabel", "haalbaar", "werkbaar", "goed", "oke", "akkoord"})
_UNABLE: Final = frozenset({"lukt", "red", "haal", "gaat", "kan", "trek"})
_FAULTY: Final = frozenset({"klopt", "lukt", "gaat", "kan"})
_ASIDES: Final = frozenset({"eerder", "meer", "later", "anders", "sneller", "vroeger", "verder", "hoger"})
_BEFORE_ASIDE: Final = frozenset(
    {"niet", "geen", "en", "of", "wat", "nog", "iets", "steeds", "niks", "maar", "dagen", "dag", "week", "weken",
     "maand",      "niets", "veel", "uur", "want", "dus", "als", "dan"}
)  # fmt: skip
_EMBEDDED: Final = frozenset({"hoeveel", "welke", "hoe"})
_BEFORE_EMBEDDED: Final = frozenset(
    {
        "van",
        "op",
        "met",
        "voor",
        "weet",
        "zeggen",
        "vragen",
        "in",
        "en",
        "of",
        "maar",
        "aan",
        "over",
        "nog",
        "niet",
        "ik",
    }
)
_BEFORE_MAIN: Final = frozenset({"omdat", "aangezien", "mocht", "mochten", "behalve"})
_ASIDE_VERBS: Final = (("is",), ("zou",), ("kan",), ("was",), ("wordt",))
_BEFORE_RESUMED: Final = frozenset(
    {"en", "maar", "want", "dus", "met", "voor", "van", "over", "op", "aan", "in", "alleen", "als", "dan", "zeg"}
)
_IN_REPAIR: Final = (
    p.FILLERS
    | p.CORRECTION
    | {"of", "ik", "toch", "op", "de", "van", "maar", "niet", "we", "maken", "er", "beter"}
    | {"laat", "zeggen", "zeg", "doe", "wat"}
)
_REST_LEADS: Final = frozenset({"de", "het"})


def clauses(
    norm: Normalised, dated: frozenset[int], taken: frozenset[int], named: Mapping[int, int]
) -> tuple[tuple[int, int], ...]:
    """Word ranges [first, stop) of the clauses, together the whole text.

    Args:
        norm: the utterance.
        dated: indexes of words that belong to a date.
        taken: indexes of words inside a date or number, where no cut may fall (the first word of
            each is not in it).
        named: index of each word of a date or amount, to the index after that date or amount.
    """
    words = norm.words
    if not words:
        return ()
    cuts = [0]
    for index in range(1, len(words)):
        if index not in taken and _cut(norm, index, cuts[-1], dated, named):
            cuts.append(index)
    return tuple(zip(cuts, [*cuts[1:], len(words)], strict=True))


def _cut(norm: Normalised, index: int, start: int, dated: frozenset[int], named: Mapping[int, int]) -> bool:
    words = norm.words
    word, before = words[index], words[index - 1]
    following = words[index + 1] if index + 1 < len(words) else ""
    clause = words[start:index]
    end, begin = norm.ends[index - 1], norm.starts[index]
    if begin - end > 1 and _STOP.search(norm.original, end, begin) is not None:
        return True
    if word == "maar" and before == "doen" and following in _SUBJECTS | _DETERMINERS:
        return True  # "ik zou duizend kunnen doen | maar mijn vrouw"
    if word == "maar" and words[start] in ("had", "hadden") and index - start == 2:
        return False  # "had ik maar vrijdag betaald"
    if word == "maar" and before == "doen" and not PLANNED.isdisjoint(clause):
        return True  # "ik zou het vrijdag doen | maar het wordt maandag"
    if word in ("maar",) and before in ("doe", "zet", "noteer", "schrijf", "hou", "houd", "maak",
                                        "reken", "zeg", "toch", "ga", "incasseer", "laten", "zeggen", "er",
                                        "er", "u", "het", "dan", "we", "doen", "alleen", "nog"):  # fmt: skip
        return False
    if word == "maar" and following in p.REST | {"liefst"}:
        return False
    if word == "maar" and following == "van" and words[start] in DEBIT_ORDERS:
        return False  # "haal het vrijdag maar van mijn rekening"
    gave_up = not _GIVEN_UP.isdisjoint(clause)
    if (
        word == "maar"
        and not gave_up
        and index + 1 in named
        and index + 1 not in dated
        and p.NEGATION.isdisjoint(clause)
    ):
        return False  # "maar tweeduizend": no more than that
    if word in p.SUBORDINATE and word not in ("alleen",):
        if word == "dus":  # "vrijdag dus": it only stresses what stands before it
            told = not p.VERBS.isdisjoint(words[start:index]) or _day_and_verb(words, index + 1, dated, named)
            return index + 1 < len(words) and told
        return True
    if word in p.CONDITION and before not in ("dan", "weet", "zoals", "net", "zo", "pas"):
        return not (word == "als" and following in ("het",) and words[index + 2 : index + 4] == (
            "goed", "is"))  # fmt: skip
    if word == "dat" and before == "niet" and following in ("moet", "wordt") and not _FAULTY.isdisjoint(clause):
        return True  # "maar dat klopt niet | dat moet vrijdag zijn"
    if word == "dan" and following in p.VERBS and index + 1 not in named and before not in p.CONDITION:
        return before not in ("later", "eerder", "meer", "minder", "en", "ja", "prima")
    if before in ("keer", "tegelijk", "alles") and "alles" in clause and index in named and index not in dated:
        return not p.NEGATION.isdisjoint(clause)  # "niet alles in een keer | vierduizend vrijdag"
    if word in _POINTING and before not in _BEFORE_RESUMED and _resumes(words, index, start, named):
        return True
    if word in _ASIDES and before not in _BEFORE_ASIDE and following in p.VERBS:
        return any(position in named for position in range(start, index))  # "driehonderd morgen | meer heb ik niet"
    if index in named and (ends_detour(words, index, start, named) or ends_now(words, index, start, dated, named)):
        return True
    if runs_on(words, index, start, dated, named):
        return True
    if opens_denial(words, index, start, dated, named) or closes_denial(words, index, start, dated, named):
        return True
    if word in REPORTING and (opens_report(words, index, start) or closes_report(words, index, start)):
        return True
    if word == "voor" and following in ("ik", "we", "wij") and before not in ("niet", "dat", "was", "er"):
        return index - start >= 2  # "eerst overleggen | voor ik iets kan toezeggen"
    if word in _ASKING and index + 1 in named and before in p.VERBS and before.endswith("en"):
        # "... in delen te kunnen betalen | zou tweehonderd per maand bespreekbaar zijn"
        return not _LEAVE.isdisjoint(words[index + 2 : index + 12])
    if word in _AFTERWARDS and index - 1 in named and before not in UNITS:
        return any(position in named for position in range(index + 1, min(len(words), index + 5)))
    if word == "alleen" and before != "niet" and not p.VERBS.isdisjoint(clause):
        return _reserves(words, index, named)
    if word == "tot" and following in ("het", "alles", "ik", "we") and index - 1 in named:
        return index + 1 not in named  # "... elke maand | tot het op is"
    if index in named and index - 1 not in named and _is_judgement(clause):
        return before not in _BEFORE_RESUMED | _DETERMINERS
    if word in ("op", "in", "per", "voor") and following == "welke":
        return not p.VERBS.isdisjoint(clause)
    if word in _EMBEDDED and before not in _BEFORE_EMBEDDED and index - start >= 3:
        return not p.VERBS.isdisjoint(clause)  # "... betaal ik | hoeveel precies weet ik nog niet"
    if word == "en":
        return following != "niet" and not joins_fixed_pair(words, index)
    if (
        word in _REST_LEADS
        and following in p.REST
        and before not in ("voor", "van", "en", "dan", "naar", "over", "om", "aan")
    ):
        return index - start > 0 and before not in p.FINITE
    if _repairs(words, index, start, named):
        return False
    if word in ("liever", "eigenlijk") and not any(position in named for position in range(start, index)):
        return False
    if word in p.CORRECTION and before not in ("of", "dan", "niet", "ik", "toch"):
        return True
    if word in ("of",) and following in ("nee", "eigenlijk", "liever", "toch"):
        return True
    if before in p.PAID and (set(clause) & (HAVE | BE)) and word not in (HAVE | BE | {"op", "aan"}):
        return True
    complete = index in named and index - 1 in named and _complete(index, start, dated, named)
    if complete and _pairs_again(index, start, dated, named):
        return True  # "zestien september duizend | dertig september tweeduizend"
    apart = complete or (index in named and index - 1 not in named)
    if apart and before not in _BEFORE_FRONTED and _fronted(words, named[index]):
        if complete:
            return True  # "morgen duizend | overmorgen ga ik weg"
        denied = before == "niet" and index - 2 in dated  # "vandaag niet | morgen betaal ik"
        return denied or not p.VERBS.isdisjoint(clause) or any(map(is_participle, clause))
    if word in ("ik", "wij", "we"):
        pointed = index - start == 2 and words[start] in _POINTING and before not in _NO_VERB  # "dat snap ik"
        opened = start in named and index - 1 == named[start]  # "de week daarna kijk ik"
        verb_first = before in p.FINITE and not (word == "ik" and is_plural(before))
        inverted = pointed or opened or verb_first or before in BEFORE_SUBJECT
        return not inverted and index - start >= 2
    if _opens_main_clause(words, index, start):
        return True
    if index in dated and ((before in TOO_SOON and words[index - 2] == "te") or _is_hard(words, index, start, dated)):
        return True  # "vrijdag is te vroeg | maandag kan wel"
    if before == "niet" and index in named:
        if not _UNABLE.isdisjoint(clause) and not {"dat", "het"}.isdisjoint(clause):
            return True  # "maar dat haal ik niet | maandag wel"
        return index in dated and any(position in dated for position in range(start, index - 1))
    return bool(index in dated and before in ("niet", "meer") and "lukt" in clause)


def _resumes(words: tuple[str, ...], index: int, start: int, named: Mapping[int, int]) -> bool:
    """Whether a new main clause points back: "die tweeduizend | dat boek ik morgen", "... | daar kunt u op rekenen"."""
    verb = words[index + 1] if index + 1 < len(words) else ""
    subject = words[index + 2] if index + 2 < len(words) else ""
    if index + 1 in named or verb in _NO_VERB:
        return False
    if words[index] == "zo" and verb in _SO_IT_IS and subject in _SO_SUBJECTS:
        return True  # "... komt er duizend euro uw kant op | zo staat het in de planning"
    if words[index] == "daar" and verb in ("tekent", "zorgt") and subject in _SO_SUBJECTS:
        return True  # "... | daar tekent mijn vrouw voor"
    judging = words[index] == "dat" and verb in _JUDGING and subject in _PREDICATING
    if not (judging or subject in _SUBJECTS or (verb in _RESUMING and words[index] in ("die", "dat"))):
        return False
    return not p.VERBS.isdisjoint(words[start:index]) or any(position in named for position in range(start, index))


def _repairs(words: tuple[str, ...], index: int, start: int, named: Mapping[int, int]) -> bool:
    """Whether a correction replaces a date or amount of this clause: "vrijdag nee maandag"."""
    meant = words[index] == "ik" and "bedoel" in (words[index - 1], *words[index + 1 : index + 2])
    if words[index] not in p.CORRECTION and words[index] != "of" and not meant:
        return False
    if not any(position in named for position in range(start, index)):
        return False
    if not p.NEGATION.isdisjoint(words[start:index]) or not _SAID.isdisjoint(words[start:index]):
        return False
    look = index
    while look < len(words) and words[look] in _IN_REPAIR:
        look += 1
    return look in named and look - index <= 6


def _complete(index: int, start: int, dated: frozenset[int], named: Mapping[int, int]) -> bool:
    """Whether a day begins at a word, and a day and an amount are complete before it: "vrijdag duizend | maandag"."""
    if index not in dated or named[index - 1] != index:
        return False
    before = [position for position in range(start, index) if position in named]
    return any(position in dated for position in before) and any(position not in dated for position in before)


def _pairs_again(index: int, start: int, dated: frozenset[int], named: Mapping[int, int]) -> bool:
    """Whether a day and its amount begin at a word, after another day and its amount."""
    amount = named[index]
    if amount not in named or amount in dated or index - 1 in dated:
        return False
    first = index - 1
    while first > start and first - 1 in named and first - 1 not in dated:
        first -= 1
    return first - 1 >= start and first - 1 in dated


def _fronted(words: tuple[str, ...], at: int) -> bool:
    """Whether a verb and its subject follow a date or amount: "vrijdag | betaal ik"."""
    if at < len(words) and words[at] in ("nog", "al", "wel", "alvast", "uiterlijk", "meteen"):
        at += 1
    verb = words[at] if at < len(words) else ""
    subject = words[at + 1] if at + 1 < len(words) else ""
    if subject in ("ik", "we", "wij") and verb and (verb in p.FINITE or verb not in _NOT_INVERTED):
        return True
    return verb in _THEIR_VERBS and subject in _THEIR_SUBJECTS


def _day_and_verb(words: tuple[str, ...], at: int, dated: frozenset[int], named: Mapping[int, int]) -> bool:
    """Whether a day with its verb stands at a word: "dus | overmorgen wordt alles betaald"."""
    return at in dated and named[at] < len(words) and words[named[at]] in p.VERBS


def _is_hard(words: tuple[str, ...], index: int, start: int, dated: frozenset[int]) -> bool:
    """Whether a day was just called hard, or denied: "morgen wordt lastig | overmorgen lukt wel"."""
    if not any(position in dated for position in range(start, index)):
        return False
    denied = words[index - 2] == "niet" and words[index - 1] in ("lukt", "kan", "gaat", "red", "haal")
    return denied or (words[index - 1] in HARD and words[index - 2] in ("wordt", "is", "erg", "wat", "te"))


def _reserves(words: tuple[str, ...], index: int, named: Mapping[int, int]) -> bool:
    """Whether "alleen" opens a reservation: "... betaal ik u | alleen de datum kan ik niet geven"."""
    for at in range(index + 2, min(index + 5, len(words) - 1)):
        if at - 1 in named:
            return False
        if words[at + 1] in ("ik", "we", "wij") and words[at] in p.FINITE:
            return True
    return False


def _is_judgement(clause: tuple[str, ...]) -> bool:
    """Whether a clause is complete as "dat was te veel", "want het is een drukke maand"."""
    at = 1 if clause[:1] and clause[0] in ("want", "en", "maar", "nou", "ja") else 0
    rest = clause[at:]
    return (
        len(rest) >= 4
        and rest[0] in ("dat", "het", "dit")
        and rest[1] in ("is", "was")
        and (rest[2] in _PREDICATING or (rest[2] in ("dan", "nu", "toch", "ook") and rest[3] in _PREDICATING))
    )


def _is_aside(words: tuple[str, ...], start: int) -> bool:
    """Whether "en dat is ..." opens; after it the main clause goes on ("op de tiende en dat is zeker | krijgt u")."""
    return (
        words[start] == "en"
        and words[start + 1 : start + 2] == ("dat",)
        and words[start + 2 : start + 3] in _ASIDE_VERBS
    )


def _opens_main_clause(words: tuple[str, ...], index: int, start: int) -> bool:
    """Such as "als de creditnota er is | betaal ik": after a condition the verb comes first."""
    aside = _is_aside(words, start)
    if words[start] not in p.CONDITION and words[start] not in _BEFORE_MAIN and not aside:
        return False
    word = words[index]
    following = words[index + 1] if index + 1 < len(words) else ""
    if index - start < (4 if aside else 2):
        return False
    if word in p.FINITE and following in ("ik", "we", "wij"):
        return True
    return word in _THEIR_VERBS and following in _THEIR_SUBJECTS
