"""Where a new main clause opens without any word that links it: "dat haal ik niet | het wordt maandag".

People string sentences together as they come to mind, and a recogniser writes no full stop. What stands before and
after such a seam is told apart by word order: subject and verb in front, or a reason that begins.
"""

from collections.abc import Mapping
from typing import Final

from app.dutch.dates.words import BILLS
from app.dutch.promises.clauses import words as p
from app.dutch.tense import is_participle

BEFORE_SUBJECT: Final = frozenset(
    """
    dat als of en maar want dus zodat wat die omdat wanneer zodra indien terwijl hoewel er mits tenzij voordat nadat
    waar hoe waarom wie zoals dan doordat totdat zolang ook eh uh nu dit
    """.split()
)
"""After these a subject belongs to the clause that has already begun."""
_PREPOSITIONS: Final = frozenset("aan bij van voor met naar op over in door tegen uit om tot tussen volgens".split())
_RECEIVING: Final = frozenset("heeft hebt hebben krijgt krijgen ontvangt ontvangen".split())
_ROUND: Final = frozenset({"zit", "zitten", "valt"})
_HAPPENING: Final = frozenset("staat wordt gaat komt ligt".split())
_VERBS_OF: Final[dict[str, frozenset[str]]] = dict.fromkeys(("u", "gij", "ge", "je", "jullie"), _RECEIVING | _ROUND) | (
    dict.fromkeys(("het", "hij", "ie"), _HAPPENING)
)
_SINGULAR: Final = frozenset({"ik", "u", "gij", "ge", "je", "het", "hij", "ie"})
_SINGULAR_IN_EN: Final = frozenset({"ben", "reken", "teken", "open"})
_PLURALS: Final = frozenset({"zijn", "gaan", "staan", "doen", "zien"})
_REACH: Final = 7
_REASONS: Final = frozenset({"reden", "oorzaak", "verklaring"})
_EXACT: Final = frozenset({"precieze", "exacte", "juiste", "vaste", "concrete"})
_MEASURES: Final = frozenset({"dag", "datum", "tijdstip", "bedrag", "moment"})
_FIXED_PAIRS: Final = frozenset(
    {("lang", "breed"), ("wal", "schip"), ("kant", "wal"), ("goed", "wel"), ("klip", "klaar"), ("kant", "klaar"),
     ("ja", "amen"), ("hoog", "breed"), ("vast", "zeker"), ("heen", "weer"), ("zo", "zo"), ("dit", "dat"),
     ("u", "ik"), ("onder", "boven")}
)  # fmt: skip
_SO_IT_ALWAYS_IS: Final = frozenset({("is", "bij", "mij"), ("is", "bij", "ons"), ("is", "altijd", "zo")})


def is_plural(verb: str) -> bool:
    """Whether a verb form is a plural or infinitive, which never stands right before a singular subject."""
    return (verb.endswith("en") and verb not in _SINGULAR_IN_EN) or verb in _PLURALS


def joins_fixed_pair(words: tuple[str, ...], index: int) -> bool:
    """Whether "en" stands inside an expression: "lang en breed", "tussen wal en schip"."""
    return (words[index - 1], *words[index + 1 : index + 2]) in _FIXED_PAIRS


def runs_on(words: tuple[str, ...], index: int, start: int, dated: frozenset[int], named: Mapping[int, int]) -> bool:
    """Whether a main clause opens at a word by its order alone.

    Args:
        words: the utterance.
        index: the word in question.
        start: where the present clause began.
        dated: indexes of words that belong to a date.
        named: index of each word of a date or amount, to the index after it.
    """
    if index - start < 2:
        return False
    word, before = words[index], words[index - 1]
    following = words[index + 1] if index + 1 < len(words) else ""
    if following in _VERBS_OF.get(word, ()):
        ahead = range(index + 2, min(len(words), index + _REACH))
        fallen = before == "door" and words[index - 2] in p.NEGATION  # "vrijdag gaat niet door | het wordt maandag"
        return (fallen or not _continues(word, before)) and any(position in named for position in ahead)
    if opens_with_bill(words, index, named):
        return before not in _PREPOSITIONS | BEFORE_SUBJECT | p.FINITE and not p.VERBS.isdisjoint(words[start:index])
    if word in ("de", "het", "een") and following in _REASONS:
        return before not in _PREPOSITIONS | BEFORE_SUBJECT | p.VERBS
    if word in ("de", "een") and following in _EXACT and words[index + 2 : index + 3]:
        return (
            words[index + 2] in _MEASURES and before not in _PREPOSITIONS and not p.VERBS.isdisjoint(words[start:index])
        )
    if word == "meer" and before == "nog" and following in p.VERBS:
        return index - 2 in dated  # "vanavond nog | meer zit er niet in"
    return word == "dat" and words[index + 1 : index + 4] in _SO_IT_ALWAYS_IS and "ik" in words[start:index]


def opens_with_bill(words: tuple[str, ...], index: int, named: Mapping[int, int]) -> bool:
    """Whether a bill and its verb open here: "... | uw factuur gaat er", "... | die van drieduizend gaat"."""
    if words[index] in ("uw", "jullie", "jouw") and words[index + 1 : index + 2] and words[index + 1] in BILLS:
        verb = index + 2
    elif words[index : index + 2] == ("die", "van") and index + 2 in named:
        verb = named[index + 2]
    else:
        return False
    return verb < len(words) and words[verb] in _HAPPENING


def _continues(subject: str, before: str) -> bool:
    """Whether a subject belongs to the word before it: "krijgt u", "dat het", "van u"."""
    if before in BEFORE_SUBJECT or before in _PREPOSITIONS:
        return True
    if before not in p.VERBS or is_participle(before):
        return False
    return not (subject in _SINGULAR and is_plural(before))
