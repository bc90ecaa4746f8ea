"""The sentences that synthetic voices say for training: collection calls, and enough of all other Dutch.

    python -m models.starter.speech_texts OUT [--general FOLDER]

Sentences come from the product's own resources (card phrases and the matcher's examples), from a file of general
sentences, and from words drawn from a list of frequent Dutch words, which brings sounds together that sentences
seldom do. Nothing is taken from ``tests/``: what is measured is never spoken in training.
"""

import argparse
import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
SEED = 20_261_123
SPEAKABLE = re.compile(r"[a-zà-ÿ' -]+")
WORD = re.compile(r"[a-zëïéèöüáó]{2,}")
FEWEST, MOST = 2, 22
"""Words of a sentence."""


def plain(sentence: str) -> str:
    """Return a sentence as it is spoken: lower case, without punctuation; empty where it has digits or odd signs."""
    words = re.sub(r"[.,;:!?\"()…–]", " ", sentence.lower().replace("\u2019", "'")).split()
    joined = " ".join(words)
    return joined if SPEAKABLE.fullmatch(joined) and FEWEST <= len(words) <= MOST else ""


def phrases(node: Any) -> Iterator[str]:
    """Yield every text of a YAML document that stands in a list, however deep."""
    if isinstance(node, dict):
        for value in node.values():
            yield from phrases(value)
    elif isinstance(node, list):
        for value in node:
            if isinstance(value, str):
                yield value
            else:
                yield from phrases(value)


def call_sentences(resources: Path = RESOURCES) -> list[str]:
    """Return the sentences of the catalogue, of the matcher's examples and of the promises, each once, sorted."""
    import yaml

    files = sorted([*resources.glob("language/examples*.yaml"), *resources.glob("catalogue/**/*.yaml")])
    found = {plain(text) for file in files for text in phrases(yaml.safe_load(file.read_text(encoding="utf-8")))}
    unmarked = str.maketrans("", "", "{}<>")
    for file in resources.glob("language/promises/*.txt"):
        found.update(plain(line.translate(unmarked)) for line in file.read_text(encoding="utf-8").splitlines())
    return sorted(found - {""})


def word_rows(words: list[str], weights: list[float], count: int, seed: int) -> list[str]:
    """Return `count` rows of 4 to 10 words, drawn by weight."""
    draw = random.Random(seed)
    return [" ".join(draw.choices(words, weights, k=draw.randint(4, 10))) for _ in range(count)]


def frequent_words(count: int = 25_000) -> tuple[list[str], list[float]]:
    """Return frequent Dutch words and weights; the frequencies are flattened, so that rare sounds are heard as well."""
    import wordfreq

    words = [word for word in wordfreq.top_n_list("nl", count) if WORD.fullmatch(word)]
    return words, [wordfreq.word_frequency(word, "nl") ** 0.45 for word in words]


def main() -> int:
    """Write the sentences: half from calls, half general; the exit status is 0."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--general", type=Path, help="folder of files with one general sentence a line")
    options = parser.parse_args()
    calls = call_sentences()
    files = sorted(options.general.glob("*.txt")) if options.general else []
    general = [plain(line) for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    general = sorted(set(general) - {""})
    rows = word_rows(*frequent_words(), count=len(calls) // 2, seed=SEED)
    sentences = [*calls, *rows, *general]
    options.out.write_text("".join(f"{sentence}\n" for sentence in sentences), encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
