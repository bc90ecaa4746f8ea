"""Compounds that the model hears in two words, because no vocabulary holds them all, nor knows how often each is said.

    python -m models.starter.compounds GRAPH OUT

Dutch writes "garage" + "poort" as one word, and OpenTaal's list knows more than a hundred thousand such words that are
too rare for the graph, or so rare that it finds two common words likelier. GRAPH/words.txt are the words that the model
knows; OUT gets, sorted, those of OpenTaal's words that are two of them put together. The program writes two words that
it hears as one where the list has them.

Left out is what people say as two words with another meaning: where either part is a small or very frequent word
("een handig", "voor jaren"), and where the project's own texts have both words apart.
"""

import argparse
import logging
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path

SHORTEST = 3
"""Letters of a part."""
TOO_COMMON = 400
"""Of so many most frequent words none is a part."""

log = logging.getLogger(__name__)


def splits(word: str, known: frozenset[str]) -> Iterator[tuple[str, str]]:
    """Yield the ways in which a word is two known ones."""
    for place in range(SHORTEST, len(word) - SHORTEST + 1):
        if word[:place] in known and word[place:] in known:
            yield word[:place], word[place:]


def compounds(
    listed: Iterable[str], known: frozenset[str], common: frozenset[str], apart: frozenset[tuple[str, str]]
) -> list[str]:
    """Return the words of a list that are to be written as one, sorted by their UTF-8 bytes.

    Args:
        listed: words of the language.
        known: words that the model hears.
        common: words that are no part of a compound here.
        apart: pairs that are written as two words.
    """
    found = set()
    for word in listed:
        ways = list(splits(word, known))
        if ways and not any(one in common or other in common or (one, other) in apart for one, other in ways):
            found.add(word)
    return sorted(found, key=str.encode)


def main() -> None:
    """Write the list."""
    from models.starter import graph, vocabulary

    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("graph", type=Path)
    parser.add_argument("out", type=Path)
    arguments = parser.parse_args()
    lines = (arguments.graph / "words.txt").read_text(encoding="utf-8").splitlines()
    known = frozenset(line.split()[0] for line in lines)
    listed = {line.strip() for line in vocabulary.WORD_LIST.read_text(encoding="utf-8").splitlines()}
    parts = graph.texts()
    said = [*parts["calls"], *parts["general"]]
    apart = frozenset(pair for sentence in said for pair in pairwise(sentence))
    common = frozenset(vocabulary.frequent(TOO_COMMON)) | vocabulary.counted()
    found = compounds((word for word in listed if word.isalpha() and word.islower()), known, common, apart)
    arguments.out.write_text("".join(f"{word}\n" for word in found), encoding="utf-8", newline="\n")
    log.info("%d compounds", len(found))


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    main()
