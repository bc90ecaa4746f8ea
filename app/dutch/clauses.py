"""Cuts an utterance into clauses, with or without punctuation.

A recogniser gives no commas, and a debtor says several things in one breath: "vorige week heb ik
tweeduizend betaald en de rest doe ik vrijdag". What was paid and what is promised can only be told
apart clause by clause.
"""

import re
from collections.abc import Mapping
from typing import Final

from app.dutch import promise_words as p
from app.dutch.normalise import Normalised
from app.dutch.tense import BE, HAVE, is_participle

_STOP: Final = re.compile(r"[.;!?:…\n]|,(?![\d\-–=])|\s[-–—]\s")
_NO_CUT_BEFORE_PRONOUN: Final = frozenset(
    [
        "dat",
        "als",
        "of",
        "en",
        "maar",
        "want",
        "dus",
        "zodat",
        "wat",
        "die",
        "omdat",
        "wanneer",
        "zodra",
        "indien",
        "terwijl",
        "hoewel",
        "er",
        "mits",
        "tenzij",
        "voordat",
        "nadat",
        "waar",
        "hoe",
        "waarom",
        "wie",
        "zoals",
        "dan",
        "nadat",
        "doordat",
        "totdat",
        "zolang",
        "ook",
        "eh",
        "uh",
        "nu",
        "dit",
    ]
)
_THEIR_VERBS: Final = frozenset(
    {"krijgt", "heeft", "staat", "wordt", "komt", "gaat", "krijgen", "hebben", "krijg", "heb", "worden"}
)
_THEIR_SUBJECTS: Final = frozenset({"u", "het", "hij", "jullie", "de", "alles", "dat", "ie", "je", "er"})
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
_BEFORE_RESUMED: Final = frozenset(
    {"en", "maar", "want", "dus", "met", "voor", "van", "over", "op", "aan", "in", "alleen", "als", "dan", "zeg"}
)
_IN_REPAIR: Final = (
    p.FILLERS
    | p.CORRECTION
    | {"of", "ik", "toch", "op", "de", "van", "maar", "niet", "we", "maken", "er", "beter"}
    | {"laat", "zeggen", "zeg", "doe"}
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
    gap = norm.original[norm.ends[index - 1] : norm.starts[index]]
    if len(gap) > 1 and _STOP.search(gap) is not None:
        return True
    if word in ("maar",) and before in ("doe", "zet", "noteer", "schrijf", "hou", "houd", "maak",
                                        "reken", "zeg", "toch", "ga", "laten", "zeggen", "er",
                                        "er", "u", "het", "dan", "we", "doen", "alleen"):  # fmt: skip
        return False
    if word == "maar" and following in p.REST | {"liefst"}:
        return False
    if word == "maar" and index + 1 in named and index + 1 not in dated and p.NEGATION.isdisjoint(clause):
        return False  # "maar tweeduizend": no more than that
    if word in p.SUBORDINATE and word not in ("alleen",):
        if word == "dus":  # "vrijdag dus": it only stresses what stands before it
            return index + 1 < len(words) and not p.VERBS.isdisjoint(words[start:index])
        return True
    if word in p.CONDITION and before not in ("dan", "weet", "zoals", "net", "zo", "pas"):
        return not (word == "als" and following in ("het",) and words[index + 2 : index + 4] == (
            "goed", "is"))  # fmt: skip
    if word == "dan" and following in p.VERBS and index + 1 not in named and before not in p.CONDITION:
        return before not in ("later", "eerder", "meer", "minder", "en", "ja", "prima")
    if before in ("keer", "tegelijk", "alles") and "alles" in clause and index in named and index not in dated:
        return not p.NEGATION.isdisjoint(clause)  # "niet alles in een keer | vierduizend vrijdag"
    if word in ("die", "dat") and following in _RESUMING and before not in _BEFORE_RESUMED:
        return not p.VERBS.isdisjoint(clause)
    if word == "en":
        return following != "niet"
    if word in _REST_LEADS and following in p.REST and before not in ("voor", "van", "en", "dan"):
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
    if index in named and index - 1 not in named and before not in _BEFORE_FRONTED and _fronted(words, named[index]):
        return not p.VERBS.isdisjoint(clause) or any(map(is_participle, clause))
    if word in ("ik", "wij", "we"):
        inverted = before in p.FINITE or before in _NO_CUT_BEFORE_PRONOUN
        return not inverted and index - start >= 2
    if _opens_main_clause(words, index, start):
        return True
    if before == "niet" and index in dated:
        return any(position in dated for position in range(start, index - 1))
    return bool(index in dated and before in ("niet", "meer") and "lukt" in clause)


def _repairs(words: tuple[str, ...], index: int, start: int, named: Mapping[int, int]) -> bool:
    """Whether a correction replaces a date or amount of this clause: "vrijdag nee maandag"."""
    meant = words[index] == "ik" and "bedoel" in (words[index - 1], *words[index + 1 : index + 2])
    if words[index] not in p.CORRECTION and words[index] != "of" and not meant:
        return False
    if not any(position in named for position in range(start, index)):
        return False
    if not p.NEGATION.isdisjoint(words[start:index]):
        return False
    look = index
    while look < len(words) and words[look] in _IN_REPAIR:
        look += 1
    return look in named and look - index <= 6


def _fronted(words: tuple[str, ...], at: int) -> bool:
    """Whether a verb and its subject follow a date or amount: "vrijdag | betaal ik"."""
    if at < len(words) and words[at] in ("nog", "al", "wel", "alvast", "uiterlijk", "meteen"):
        at += 1
    verb = words[at] if at < len(words) else ""
    subject = words[at + 1] if at + 1 < len(words) else ""
    if verb in p.FINITE and subject in ("ik", "we", "wij"):
        return True
    return verb in _THEIR_VERBS and subject in _THEIR_SUBJECTS


def _opens_main_clause(words: tuple[str, ...], index: int, start: int) -> bool:
    """Such as "als de creditnota er is | betaal ik": after a condition the verb comes first."""
    if words[start] not in p.CONDITION and words[start] not in ("omdat", "aangezien"):
        return False
    word = words[index]
    following = words[index + 1] if index + 1 < len(words) else ""
    if index - start < 2:
        return False
    if word in p.FINITE and following in ("ik", "we", "wij"):
        return True
    return word in _THEIR_VERBS and following in _THEIR_SUBJECTS
