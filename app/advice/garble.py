"""A seeded model of what a recogniser does to a sentence: words dropped, added, misheard, split and glued.

It stands in for real recognition where that is too slow: the same seed gives the same garbling.
"""

import random
from collections.abc import Callable

_SMALL_WORDS = "eh ja en de een dat die van het is niet te er in op".split()
_SOUND_ALIKE = (
    ("ij", "ei"), ("ei", "ij"), ("ou", "au"), ("au", "ou"), ("v", "f"), ("f", "v"), ("z", "s"), ("s", "z"),
    ("g", "ch"), ("ch", "g"), ("d", "t"), ("t", "d"), ("oo", "o"), ("aa", "a"), ("ee", "e"), ("o", "oo"),
    ("en", "e"), ("b", "p"), ("p", "b"), ("m", "n"), ("n", "m"), ("uu", "u"), ("ie", "i"), ("k", "g"),
)  # fmt: skip
_MISHEARD = {
    "factuur": "faktuur", "rekening": "rekenen", "betaald": "betaal", "nooit": "ooit", "ontvangen": "ontvangst",
    "hebben": "hem", "geen": "een", "niet": "niks", "wij": "wie", "nog": "noch", "het": "et", "heeft": "heef",
    "boekhouder": "boek houder", "creditnota": "credit nota", "goedkeuring": "goed keuring", "termijn": "ter mijn",
}  # fmt: skip
_LONG_ENOUGH_TO_SPLIT = 9


def garble(text: str, seed: int, rate: float = 0.25) -> str:
    """Return `text` with about `rate` of its words wrong.

    Args:
        text: words as a recogniser writes them.
        seed: the same seed gives the same result.
        rate: share of the words that is touched, 0 to 1.
    """
    chance = random.Random(f"{seed} {text}")
    words = text.lower().split()
    result: list[str] = []
    skip = False
    for place, word in enumerate(words):
        if skip:
            skip = False
            continue
        if chance.random() >= rate:
            result.append(word)
            continue
        kind = chance.choices(("mishear", "drop", "insert", "split", "glue"), (55, 18, 12, 8, 7))[0]
        if kind == "drop":
            continue
        if kind == "insert":
            result += [chance.choice(_SMALL_WORDS), word]
        elif kind == "split" and len(word) >= _LONG_ENOUGH_TO_SPLIT:
            cut = chance.randint(4, len(word) - 4)
            result += [word[:cut], word[cut:]]
        elif kind == "glue" and place + 1 < len(words):
            result.append(word + words[place + 1])
            skip = True
        else:
            result.append(_mishear(word, chance.choice))
    return " ".join(result) or text


def _mishear(word: str, choose: Callable[[list[str]], str]) -> str:
    changed = [word.replace(old, new, 1) for old, new in _SOUND_ALIKE if old in word]
    if word in _MISHEARD:
        changed += [_MISHEARD[word]] * 2
    if len(word) > _SHORT:
        changed += [word[:-1], word[1:]]
    return choose(changed) if changed else word


_SHORT = 4


def word_error_rate(said: str, heard: str) -> float:
    """Return the share of wrong words (Levenshtein over words), 0 for identical texts."""
    left, right = said.lower().split(), heard.lower().split()
    row = list(range(len(right) + 1))
    for number, word in enumerate(left, start=1):
        before, row[0] = row[0], number
        for place, other in enumerate(right, start=1):
            before, row[place] = (
                row[place],
                min(row[place] + 1, row[place - 1] + 1, before + (word != other)),
            )
    return row[-1] / max(len(left), 1)
