"""What was heard, prepared for matching: words with their place, meaning, clause and polarity.

A recogniser gives no punctuation, so clauses are guessed: at conjunctions, and where a new subject with its
verb begins.
A negation reaches over its own clause only: "de factuur is er wel maar ik heb geen geld" has its invoice.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache, reduce
from operator import or_

from app.advice.lexicon import Lexicon

_WORD = re.compile(r"[0-9]+(?:[.,][0-9]+)*|[^\W_]+(?:['’][^\W\d_]+)?")
_PAUSE = re.compile(r"[.,;:?!…()–—\n]|\s-\s")
_FILLERS = frozenset("eh uh uhm ehm euh hm hmm mmm zeg nou tja ach och hè".split())
_SPOKEN = {
    "ie": "hij", "m": "hem", "t": "het", "n": "een", "k": "ik", "nie": "niet", "da": "dat", "wa": "wat", "ne": "een",
    "nen": "een", "nene": "een", "den": "de", "gij": "ge", "effe": "even", "effen": "even", "mot": "moet",
    "goe": "goed",
    "hebbe": "hebben", "zon": "zo", "zo'n": "zo", "z'n": "zijn", "d'r": "haar", "m'n": "mijn", "g'hebt": "hebt",
    "dees": "deze", "diene": "die", "dieje": "die", "onzen": "onze", "mijnen": "mijn", "iet": "iets", "ni": "niet",
    "nimeer": "niet", "amaai": "amai", "hedde": "heb", "zedde": "ben", "kunde": "kunt", "moette": "moet",
}  # fmt: skip
"""Spoken and regional forms; the place in the text stays that of what was said."""

_BREAKS = frozenset("maar want omdat doordat dus en terwijl hoewel alleen anders daarom".split())
_SUBJECTS = frozenset("ik wij we jullie u ze zij hij die dat het er dit daar hier nu toen je ge men der".split())
_FINITE = frozenset(
    "heb hebben heeft hebt had hadden is zijn was waren ben bent ga gaan gaat ging wil willen wilt wou "
    "wilden moet moeten moest kan kunnen kunt kon konden zou zouden zal zullen word wordt worden werd mag mogen "
    "doe doen doet deed betaal betalen betaalt betaalde wacht wachten klopt klopte ligt liggen lag staat staan stond "
    "zit zitten zat krijg krijgen krijgt kreeg kregen komt komen kwam vind vinden vond denk denken weet weten "
    "zie zien zag maak maken maakt maakte stuur sturen loopt ontbreekt".split()
)
_NEGATORS = frozenset(
    "niet geen nooit niks niets nergens noch niemand nie nimmer gene amper nauwelijks evenmin gin".split()
)
_FLIPS = (("niet", "dat"), ("niet", "zo", "dat"), ("niet", "alsof"), ("niet", "omdat"))
_TAGS = (
    ("of", "niet"), ("toch", "niet", "waar"), ("niet", "waar"), ("geen", "probleem"), ("geen", "punt"),
    ("geen", "idee"), ("niet", "alleen"), ("niet", "erg"), ("niets", "aan", "de", "hand"), ("geen", "zorgen"),
    ("maakt", "niet", "uit"), ("niet", "te", "geloven"), ("niet", "kwalijk"), ("niet", "vergis"),
    ("niet", "verkeerd", "heb"), ("geen", "punten"), ("niet", "normaal"), ("niet", "eens", "een"),
    ("niet", "te", "filmen"), ("niks", "mis"), ("niks", "aan", "de", "hand"), ("niet", "mis"),
)  # fmt: skip
"""Rows in which the negator denies nothing that matters; "niks mis" is handled as a concept of its own."""


def _by_first(rows: tuple[tuple[str, ...], ...]) -> dict[str, list[tuple[str, ...]]]:
    found: dict[str, list[tuple[str, ...]]] = {}
    for row in rows:
        found.setdefault(row[0], []).append(row)
    return found


_FLIPS_BY_FIRST = _by_first(_FLIPS)
_TAGS_BY_FIRST = _by_first(_TAGS)


_SHORTEST_CLAUSE = 3
_MOST_CLAUSES = 12


@dataclass(frozen=True, slots=True)
class Heard:
    """One utterance, word by word. All tuples have one member per word."""

    text: str
    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    stems: tuple[str, ...]
    masks: tuple[int, ...]
    """Concepts of each word, including those of rows of words and of split compounds that start there."""
    clauses: tuple[int, ...]
    negated: tuple[bool, ...]
    asking: tuple[bool, ...]
    """True for the words of a clause that asks something of the listener ("heeft u de factuur ontvangen")."""
    together: int
    """All concepts of the utterance."""

    def part(self, first: int, end: int) -> "Heard":
        """Return the words `first` up to (not including) `end` as an utterance of their own."""
        masks = self.masks[first:end]
        return Heard(
            self.text,
            self.words[first:end],
            self.starts[first:end],
            self.ends[first:end],
            self.stems[first:end],
            masks,
            self.clauses[first:end],
            self.negated[first:end],
            self.asking[first:end],
            reduce(or_, masks, 0),
        )

    def parts(self) -> list[tuple[int, int]]:
        """Return each clause and each two neighbouring clauses, where that is not the whole, for `part`."""
        clauses = self.clauses
        if not clauses or clauses[0] == clauses[-1]:
            return []
        begins = [place for place, clause in enumerate(clauses) if place == 0 or clause != clauses[place - 1]]
        begins.append(len(clauses))
        count = len(begins) - 1
        return [
            (begins[first], begins[last])
            for first in range(count)
            for last in (first + 1, first + 2)
            if last <= count and (first, last) != (0, count) and begins[last] - begins[first] >= _SHORTEST_CLAUSE
        ][:_MOST_CLAUSES]

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Return the place in `text`, in characters, of the words `first` up to and including `last`."""
        return self.starts[first], self.ends[last]


def plain(text: str) -> str:
    """Return the text in lower case without accents; every character keeps its place."""
    lowered = []
    for letter in text:
        simple = unicodedata.normalize("NFD", letter.lower())[:1] if letter > "\x7f" else letter.lower()
        lowered.append(simple if len(simple) == 1 else letter)
    return "".join(lowered)


@lru_cache(maxsize=16)
def listen(text: str, lexicon: Lexicon) -> Heard:
    """Prepare one utterance of at most a few hundred words; matcher and guards ask for the same one in turn."""
    flat = text.lower() if text.isascii() else plain(text).replace("’", "'")
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    pauses: list[bool] = []
    previous_end = 0
    for found in _WORD.finditer(flat):
        start, end = found.span()
        gap = flat[previous_end:start]
        previous_end = end
        word = found.group()
        if word in _FILLERS:
            continue
        pauses.append(gap != " " and bool(starts) and _PAUSE.search(gap) is not None)
        words.append(_SPOKEN.get(word, word))
        starts.append(start)
        ends.append(end)
    looked = [lexicon.look_up(word) for word in words]
    masks = [word.concepts for word in looked]
    _mark_rows(words, masks, lexicon)
    clauses = _clauses(words, pauses)
    return Heard(
        text,
        tuple(words),
        tuple(starts),
        tuple(ends),
        tuple(word.stem for word in looked),
        tuple(masks),
        tuple(clauses),
        tuple(_polarity(words, clauses)),
        tuple(_asking(words, clauses)),
        reduce(or_, masks, 0),
    )


def _mark_rows(words: list[str], masks: list[int], lexicon: Lexicon) -> None:
    count = len(words)
    rows = lexicon.rows
    for place, word in enumerate(words[:-1]):
        following = words[place + 1]
        by_second = rows.get(word)
        for others, open_ended, bit in (*by_second.get(following, ()), *by_second.get("", ())) if by_second else ():
            end = place + 1 + len(others)
            if open_ended:
                fits = end <= count and all(map(_fits, others, words[place + 1 : end]))
            else:
                fits = words[place + 1 : end] == others
            if fits:
                for inside in range(place, end):
                    masks[inside] |= bit
        if len(word) >= _SHORTEST_PART and len(following) >= _SHORTEST_PART:
            glued = lexicon.look_up_glued(word, following)
            if glued:
                masks[place] |= glued
                masks[place + 1] |= glued


_SHORTEST_PART = 3


def _fits(wanted: str, word: str) -> bool:
    if wanted.endswith("*"):
        return word.startswith(wanted[:-1])
    return wanted == word


def _clauses(words: list[str], pauses: list[bool]) -> list[int]:
    clauses: list[int] = []
    current = 0
    has_finite = False
    size = 0
    for place, word in enumerate(words):
        following = words[place + 1] if place + 1 < len(words) else ""
        starts_here = pauses[place] or (word in _BREAKS and size > 0)
        if (
            not starts_here
            and has_finite
            and size > 1
            and word in _SUBJECTS
            and following in _FINITE
            and words[place - 1] not in _SUBORDINATORS
        ):
            starts_here = True
        if starts_here:
            current += 1
            has_finite = False
            size = 0
        clauses.append(current)
        size += 1
        has_finite = has_finite or word in _FINITE
    return clauses


_SUBORDINATORS = frozenset(
    "dat als of wat die waar wie hoe wanneer zodra zolang totdat tot voordat omdat toen nadat zoals dan ik "
    "wij we".split()
)


def _polarity(words: list[str], clauses: list[int]) -> list[bool]:
    if _NEGATORS.isdisjoint(words):
        return [False] * len(words)
    silent: set[int] = set()
    flips: set[int] = set()
    for place, word in enumerate(words):
        for row in _TAGS_BY_FIRST.get(word, ()):
            if tuple(words[place : place + len(row)]) == row:
                silent.update(range(place, place + len(row)))
        for row in _FLIPS_BY_FIRST.get(word, ()):
            if tuple(words[place : place + len(row)]) == row:
                flips.add(clauses[place])
                silent.add(place)
    denying = {clauses[place] for place, word in enumerate(words) if word in _NEGATORS and place not in silent}
    negative = denying ^ flips
    return [clause in negative for clause in clauses]


_ASKERS = frozenset(
    "heeft hebt hebben kunt kun kunnen wilt wil willen bent ben zijn gaat ga gaan zou zouden mag weet weten ziet "
    "zie zien krijgt krijgen moet moeten doet doen stuurt kon komt komen staat staan werkt vindt denkt "
    "wordt belt".split()
)
_ASKED = frozenset("u jullie je uw jij ge".split())
_ASK_WITHIN = 3


def _asking(words: list[str], clauses: list[int]) -> list[bool]:
    if _ASKED.isdisjoint(words):
        return [False] * len(words)
    asking: set[int] = set()
    begin = 0
    for place, word in enumerate(words):
        if place and clauses[place] != clauses[place - 1]:
            begin = place
        if (
            place - begin < _ASK_WITHIN
            and word in _ASKERS
            and place + 1 < len(words)
            and words[place + 1] in _ASKED
            and (place == begin or words[place - 1] not in _SUBJECTS)
        ):
            asking.add(clauses[place])
    return [clause in asking for clause in clauses]
