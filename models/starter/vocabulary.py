"""The words that the model knows: those of the project's own texts, names, numbers, and the most frequent of Dutch.

Frequencies come from wordfreq (Robyn Speer; data CC BY-SA 4.0). Its Dutch list holds many foreign words and spelling
errors, so only what OpenTaal's word list knows as well is taken (Debian package wdutch; BSD or CC BY 3.0). First names,
family names and places come from Faker (MIT), those that wordfreq has met often enough.
"""

import re
from collections.abc import Iterable
from pathlib import Path

import wordfreq
from faker.providers.address.nl_NL import Provider as Addresses
from faker.providers.person.nl_NL import Provider as Persons

from models.starter.numbers import DAYS, MONTHS, TENS, UNITS, ordinal, spoken

WORD = re.compile(r"[a-zà-öø-ÿ]+(?:['-][a-zà-öø-ÿ]+)*|'[ktmns]")
WORD_LIST = Path("/usr/share/dict/dutch")
KNOWN_ENOUGH = 2.5
"""The frequency (Zipf scale: 3 is once in a million words) from which a name is taken."""
FILLERS = "eh uh uhm hm hè hé hoi ha ja nee nou oké ie 'k 't 'm 'n 's d'r m'n z'n da's zo'n".split()


def frequent(count: int, word_list: Path = WORD_LIST) -> list[str]:
    """Return those of the `count` most frequent words that the word list knows, commonest first."""
    known = {line.strip().lower() for line in word_list.read_text(encoding="utf-8").splitlines()}
    found = [word for word in wordfreq.top_n_list("nl", count) if WORD.fullmatch(word) and word in known]
    return [word for word in found if len(word) > 1 or word == "u"]


def _known_names(names: Iterable[str]) -> list[str]:
    """Return names in lower case, each of whose words is a word and is met often enough; sorted."""
    found = set()
    for name in names:
        parts = name.lower().split()
        rare = min(wordfreq.zipf_frequency(part, "nl") for part in parts) < KNOWN_ENOUGH
        if not rare and all(WORD.fullmatch(part) for part in parts):
            found.add(" ".join(parts))
    return sorted(found)


def family_names() -> list[str]:
    """Return family names with their prefixes, as "van den berg"."""
    return _known_names(Persons.last_names)


def first_names() -> list[str]:
    """Return first names."""
    return _known_names(Persons.first_names)


def places() -> list[str]:
    """Return the names of cities, villages and provinces."""
    return _known_names([*Addresses.cities, *Addresses.provinces])


def counted() -> set[str]:
    """Return the words that numbers, dates and amounts are made of."""
    hundreds = [spoken(number * 100) for number in range(1, 10)]
    hundreds += [f"{spoken(number)}honderd" for number in [*range(11, 20), 25, 35, 45]]
    thousands = [spoken(number * 1000) for number in range(1, 100)]
    days = [ordinal(number) for number in range(1, 32)]
    small = [spoken(number) for number in range(100)]
    money = "euro euro's cent centen duizend miljoen procent komma punt half anderhalf anderhalve min plus maal".split()
    return {*UNITS, *TENS.values(), *MONTHS, *DAYS, *hundreds, *thousands, *days, *small, *money}


def background(vocabulary: Iterable[str], end: float = 0.12) -> dict[str, float]:
    """Return each word's share of general Dutch, with ``</s>`` taking `end`; together 1."""
    shares = {word: wordfreq.word_frequency(word, "nl") + 1e-7 for word in vocabulary}
    total = sum(shares.values())
    return {word: (1 - end) * share / total for word, share in shares.items()} | {"</s>": end}
