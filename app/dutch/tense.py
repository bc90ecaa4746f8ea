"""Words that put a sentence in the past."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from app.dutch.normalise import Normalised
from app.dutch.numbers.amounts import could_be_number, read_number

HAVE: Final = frozenset({"heb", "hebt", "heeft", "hebben", "had", "hadden"})
BE: Final = frozenset({"is", "zijn", "was", "waren", "ben", "bent"})
SIMPLE_PAST: Final = frozenset(
    """
    vroeg vroegen zag zagen haalde haalden noemde was waren had hadden werd werden ging gingen kwam kwamen stond
    stonden zei zeiden betaalde betaalden maakte maakten kreeg kregen deed deden belde belden stuurde stuurden
    leverde leverden beloofde beloofden moest moesten kon konden wilde wou gaf gaven bleef bleven duurde liet lieten
    stortte stortten boekte boekten voldeed voldeden schreef schreven draaide draaiden verrekende verrekenden
    regelde regelden kreegt plande planden loste losten rekende rekenden pinde pinden spraken sprak bracht brachten
    nam namen
    """.split()
)
_PAST_WORDS: Final = frozenset(
    """
    destijds toen toentertijd indertijd vroeger gisteren gister eergisteren gisteravond jongstleden jl geleden
    voorheen
    """.split()
)
_PREVIOUS: Final = frozenset({"vorige", "vorig", "afgelopen", "verleden", "voorgaande"})
_PAST_TIMES: Final = frozenset(
    """
    week maand jaar keer kwartaal zomer winter voorjaar najaar lente herfst maandag dinsdag woensdag donderdag
    vrijdag zaterdag zondag weekend maanden weken jaren dagen tijd
    """.split()
)
_PARTICIPLE: Final = re.compile(
    r"(?:(?:over|af|aan|in|op|uit|terug|mee|door|klaar|weg|binnen|toe|voor|bij|na|om|neer|vast|goed|stop|rond|los"
    r"|weer|tegen|samen|teleur|vrij|over)?ge[a-z]{2,}(?:[dt]|en)|(?:be|ver|ont|her)[a-z]{2,}(?:d|[chskpf]t)|voldaan|gedaan|gegaan|gezien"
    r"|ontvangen|verkregen|vergeten|verloren)"
)
_NO_PARTICIPLE: Final = frozenset(
    """
    gebeurt geldt gelooft gebruikt gebeuren betreft bericht bestand verkeerd geduld gezond gerecht verstand
    gemiddeld getrouwd bereid bekend regent argument agent gedeelten gegevens geven verband verlegen tegen morgen
    wegen gevoelen zorgen volgen krijgen brengen zeggen leggen vragen mogen eigen terugkrijgen gerust vertrekt
    verzend herfst
    """.split()
)


@lru_cache(maxsize=4096)
def is_participle(word: str) -> bool:
    """Whether a folded word looks like a past participle ("overgemaakt", "betaald")."""
    return word not in _NO_PARTICIPLE and _PARTICIPLE.fullmatch(word) is not None


def _is_past_year(words: Sequence[str], at: int, this_year: int | None) -> bool:
    if words[at - 1] not in ("in", "sinds", "uit", "van", "jaar", "anno"):
        return False
    if not could_be_number(words[at]):
        return False
    read = read_number(tuple(words[at : at + 6]), 0)
    if read is None or read[2] or read[0] != int(read[0]):
        return False
    year = int(read[0])
    after = words[at + read[1]] if at + read[1] < len(words) else ""
    return 1990 <= year <= 2039 and after != "euro" and (this_year is None or year < this_year)


def past_sense(words: Sequence[str] | Normalised, *, this_year: int | None = None) -> bool:
    """Whether folded words speak of the past: "hebben betaald", "vorig jaar", "in 2008".

    Args:
        words: the words of one clause or sentence as `normalise` gives them.
        this_year: years from this one on do not count as past; without it every spoken year
            counts.
    """
    items = words.words if isinstance(words, Normalised) else words
    auxiliary = False
    future = False
    participle = False
    for index, word in enumerate(items):
        if word in _PAST_WORDS or word in SIMPLE_PAST:
            return True
        if word in _PREVIOUS and index + 1 < len(items) and items[index + 1] in _PAST_TIMES:
            return True
        if index and _is_past_year(items, index, this_year):
            return True
        if word in HAVE or word in BE:
            auxiliary = True
        elif word in ("wordt", "worden", "zal", "zullen", "gaat", "gaan", "ga"):
            future = True
        elif is_participle(word):
            participle = True
    return auxiliary and participle and not future
