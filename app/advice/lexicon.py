"""What single Dutch words mean to the matcher: stem, concepts, and whether they negate.

Concepts are groups of words that mean the same in a call about invoices (`resources/language/concepts.yaml`).
A word may
belong to several. Words that a recogniser garbled get the concepts of the word that they sound like.
Everything is looked
up once per word and kept, because a call repeats its words in every partial.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import Stemmer

from app.advice.catalogue_yaml import Plain, read_plain
from app.advice.scoring import nearest, sound
from app.advice.vocabulary import Vocabulary

MINIMAL_GARBLED = 5
"""Shorter words sound like too many others to be repaired."""

SOUND_CUTOFF = 84.0
"""How alike (0 to 100) an unknown word has to sound; below this "ontslagen" would become "ontvangen"."""

_CACHE_LIMIT = 50_000
_SHORTEST_PREFIX = 3
_SHORTEST_GLUED = 8


@dataclass(frozen=True, slots=True)
class Word:
    """What is known about one word form."""

    text: str
    stem: str
    concepts: int
    """Bit mask, see `Lexicon.bit`."""
    guessed: bool = False
    """True where the concepts are those of a word that only sounds like it."""


def language_folder() -> Path:
    """Return the folder of the language data that ships with the program."""
    return Path(__file__).resolve().parents[2] / "resources" / "language"


class Lexicon:
    """Looks words up; built once per program."""

    def __init__(self, concepts: Mapping[str, Iterable[str]], common: Iterable[str] = ()) -> None:
        """Index the concepts.

        Args:
            concepts: name to its words; `*` at either end stands for any letters, a space joins words that only
                together carry the meaning.
            common: words that are never repaired into another word.
        """
        self._bits = {name: 1 << number for number, name in enumerate(concepts)}
        self._names = tuple(concepts)
        self._exact: dict[str, int] = {}
        self._prefixes: dict[str, int] = {}
        self._suffixes: dict[str, int] = {}
        self._infixes: list[tuple[str, int]] = []
        self.rows: dict[str, dict[str, list[tuple[list[str], bool, int]]]] = {}
        """First word, and second word (empty where that ends in `*`), to (the other words, whether one ends in `*`,
        concept mask)."""
        self.vocabulary = Vocabulary()
        """The features that somebody weighs."""
        self._stemmer = Stemmer.Stemmer("dutch")
        self._common = frozenset(common)
        self._known: set[str] = set(self._common)
        self._sounded: dict[str, str] = {}
        self._words: dict[str, Word] = {}
        self._glued: dict[str, int] = {}
        self._named: dict[int, tuple[str, ...]] = {}
        for name, entries in concepts.items():
            for entry in entries:
                self._enter(entry, self._bits[name])
        self._sound_keys: list[str] = []
        self._refresh_sounds()

    def _enter(self, entry: str, bit: int) -> None:
        if " " in entry:
            first, *others = entry.split()
            second = "" if others[0].endswith("*") else others[0]
            self.rows.setdefault(first, {}).setdefault(second, []).append((others, "*" in entry, bit))
            return
        core = entry.strip("*")
        match (entry.startswith("*"), entry.endswith("*")):
            case (False, False):
                self._exact[core] = self._exact.get(core, 0) | bit
            case (False, True):
                self._prefixes[core] = self._prefixes.get(core, 0) | bit
            case (True, False):
                self._suffixes[core] = self._suffixes.get(core, 0) | bit
            case _:
                self._infixes.append((core, bit))

    def _refresh_sounds(self) -> None:
        self._sounded = {
            sound(word): word
            for word, mask in (*self._exact.items(), *self._prefixes.items())
            if mask and len(word) >= MINIMAL_GARBLED
        }
        self._sound_keys = list(self._sounded)

    def add_literal(self, word: str) -> str:
        """Make a concept of a single word (`*` at an end stands for any letters) and return its name."""
        name = f"={word}"
        if name not in self._bits:
            self._bits[name] = 1 << len(self._bits)
            self._names = (*self._names, name)
            self._enter(word, self._bits[name])
            self._words.clear()
            self._glued.clear()
        return name

    def is_common(self, word: str) -> bool:
        """Return whether a word occurs in everyday Dutch."""
        return word in self._common

    def learn(self, words: Iterable[str]) -> None:
        """Note words of the catalogue as known, so that they are not taken for garbled ones."""
        self._known.update(words)

    def bit(self, name: str) -> int:
        """Return the bit of a concept.

        Raises:
            KeyError: there is no such concept.
        """
        return self._bits[name]

    def mask(self, *names: str) -> int:
        """Return the bits of several concepts together."""
        result = 0
        for name in names:
            result |= self._bits[name]
        return result

    def names(self, mask: int) -> tuple[str, ...]:
        """Return the names of the concepts in a mask."""
        return tuple(name for name in self._names if name[0] != "=" and self._bits[name] & mask)

    def signed_names(self, mask: int, negated: bool) -> tuple[str, ...]:
        """Return the names of the concepts in a mask with their polarity in front, kept per mask."""
        key = -mask if negated else mask
        found = self._named.get(key)
        if found is None:
            sign = "!" if negated else "+"
            found = self._named[key] = tuple(sign + name for name in self.names(mask))
        return found

    def look_up(self, word: str) -> Word:
        """Return what is known about a lower-case word."""
        found = self._words.get(word)
        if found is None:
            if len(self._words) >= _CACHE_LIMIT:
                self._words.clear()
            found = self._words[word] = self._analyse(word)
        return found

    def look_up_glued(self, first: str, second: str) -> int:
        """Return the concepts of two words written as one ("betaal regeling"), 0 if that is no known word."""
        glued = first + second
        found = self._glued.get(glued)
        if found is None:
            if len(self._glued) >= _CACHE_LIMIT:
                self._glued.clear()
            found = self._glued[glued] = self._exact.get(glued, 0) | self._long_prefix(glued, len(first) + 2)
        return found

    def _long_prefix(self, glued: str, shortest: int) -> int:
        mask = 0
        for length in range(max(_SHORTEST_GLUED, shortest), len(glued) + 1):
            mask |= self._prefixes.get(glued[:length], 0)
        return mask

    def concepts_of(self, word: str) -> int:
        """Return the concepts of a word as it is spelled, without repair."""
        mask = self._exact.get(word, 0)
        for length in range(_SHORTEST_PREFIX, len(word) + 1):
            mask |= self._prefixes.get(word[:length], 0)
            mask |= self._suffixes.get(word[-length:], 0)
        for core, bit in self._infixes:
            if core in word:
                mask |= bit
        return mask

    def _analyse(self, word: str) -> Word:
        mask = self.concepts_of(word)
        stem = self._stemmer.stemWord(word)
        if mask or word in self._known or len(word) < MINIMAL_GARBLED:
            return Word(word, stem, mask)
        alike = nearest(sound(word), self._sound_keys, SOUND_CUTOFF)
        if alike is None:
            return Word(word, stem, 0)
        original = self._sounded[alike[0]]
        return Word(word, self._stemmer.stemWord(original), self.concepts_of(original), guessed=True)


def shipped_lexicon(folder: Path | None = None) -> Lexicon:
    """Return the lexicon of the language data in `folder` (the shipped one if not given)."""
    where = folder or language_folder()
    plain = read_plain(where / "concepts.yaml")
    concepts = {name: _words(value) for name, value in plain.items()}
    rows = (where / "common_words.txt").read_text(encoding="utf-8").splitlines()
    common = [row for row in rows if not row.startswith("#")]
    return Lexicon(concepts, common)


def shipped_examples(folder: Path | None = None, *, all_of_them: bool = False) -> dict[str, tuple[str, ...]]:
    """Return further phrases by id, and under `none` further ordinary talk.

    `examples.yaml` holds what utterances are also compared with. The files `examples_*.yaml` are only for learning: the
    classifiers hold what was learned from them, and comparing with thousands more would double the time of the start.
    """
    where = folder or language_folder()
    return read_examples(where / "examples.yaml", *(sorted(where.glob("examples_*.yaml")) if all_of_them else ()))


def read_examples(*files: Path) -> dict[str, tuple[str, ...]]:
    """Return the utterances of some files by id.

    Under `two` stand utterances that hold two objections, `{zin: ..., ids: [..., ...]}`: they are examples of both.
    """
    found: dict[str, tuple[str, ...]] = {}
    for file in files:
        for name, value in read_plain(file).items():
            for key, said in _in_two(value) if name == _TWO else ((name, _words(value)),):
                found[key] = (*found.get(key, ()), *said)
    return found


_TWO = "two"


def _in_two(value: Plain) -> list[tuple[str, list[str]]]:
    pairs = [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
    return [(str(key), [str(one["zin"])]) for one in pairs for key in _words(one["ids"])]


def _words(value: Plain) -> list[str]:
    if isinstance(value, str):
        return [part.strip() for part in value.split(",") if part.strip()]
    return [str(member) for member in value]
