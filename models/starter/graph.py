"""Builds the words' half of the model: vocabulary, lexicon, language model and the dynamic graph.

    python -m models.starter.graph OUT

writes OUT/graph/ (HCLr.fst, Gr.fst, words.txt, disambig_tid.int, phones) and OUT/graph.json (sizes, perplexities).
"""

import argparse
import json
import logging
from pathlib import Path

from models.starter import arcs, fst, ngram, phones, pronunciation, sentences, vocabulary
from models.starter.templates import Templates

ROOT = Path(__file__).resolve().parents[2]
FREQUENT = 115_000
"""Of how many of wordfreq's words those are taken that OpenTaal knows."""
SEED = 20_261_123
DRAWN = 60_000
"""Sentences drawn from the templates."""
WEIGHTS = {"calls": 0.50, "templates": 0.10, "general": 0.25, "words": 0.15}
"""What each part of the language model counts for; `words` is the bare frequency of words."""
UNKNOWN_COST = 1.7
"""Cost of each phone in [unk] (natural logarithm). At 1.0 a grammar of phrases gives way to [unk] nearly always, at 4
never; naming [unk] several times in a grammar makes it likelier still."""
PRUNED = 8e-8
"""An n-gram goes that adds less than this to what a word of text says on average (`ngram.Mixture.settle`): nearly half
of them, 5 % of the perplexity."""
MOST = 680_000
"""N-grams that fit: a Gr.fst of 15.6 MB. Where the texts have grown, `PRUNED` gives way."""
COMPANIES = "jansen vliegensvlug bakkerij installatiebedrijf bouwbedrijf garage transport autobedrijf".split()

log = logging.getLogger(__name__)

type Sentences = list[list[str]]


def texts() -> dict[str, Sentences]:
    """Return the sentences of each part of the language model."""
    names = [*vocabulary.family_names(), *vocabulary.first_names(), "ter naad", "kersten", "de vries"]
    templates = Templates(SEED, names, vocabulary.places(), COMPANIES)
    return {
        "calls": sentences.examples(ROOT) + sentences.promises(ROOT) + sentences.catalogue(ROOT),
        "templates": [templates.draw() for _ in range(DRAWN)],
        "general": sentences.general(),
    }


def words_of(parts: dict[str, Sentences]) -> list[str]:
    """Return the vocabulary, sorted."""
    said = {word for part in parts.values() for sentence in part for word in sentence}
    names = [*vocabulary.family_names(), *vocabulary.first_names(), *vocabulary.places()]
    found = said | {part for name in names for part in name.split()}
    return sorted(found | vocabulary.counted() | set(vocabulary.FILLERS) | set(vocabulary.frequent(FREQUENT)))


def language_model(parts: dict[str, Sentences], words: list[str]) -> tuple[ngram.Mixture, dict[str, float]]:
    """Return the mixed model and, per part, the perplexity of one sentence in fifty, which was kept out of it."""
    known, general = set(words), vocabulary.background(words)
    models, kept_out = [], {}
    for name, weight in WEIGHTS.items():
        usable = [sentence for sentence in parts.get(name, []) if known.issuperset(sentence)]
        kept_out[name] = usable[::50]
        used = [sentence for number, sentence in enumerate(usable) if number % 50]
        models.append((weight, ngram.smoothed(used, general, trust=0.9 if name == "calls" else 0.5 if used else 0.0)))
    mixture, gain = ngram.settled(models, words, PRUNED, MOST)
    log.info("%d n-grams that add at least %.2g", mixture.size, gain)
    return mixture, {name: round(mixture.perplexity(part), 1) for name, part in kept_out.items() if part}


def write(out: Path) -> dict[str, object]:
    """Build everything into a folder and return the figures about it."""
    graph = out / "graph"
    (graph / "phones").mkdir(parents=True, exist_ok=True)
    parts = texts()
    lexicon = pronunciation.lexicon(words_of(parts))
    words = sorted(lexicon)
    log.info("%d words, %d pronunciations", len(words), sum(map(len, lexicon.values())))
    mixture, perplexities = language_model(parts, words)
    log.info("perplexities %s", perplexities)
    numbers = {word: number for number, word in enumerate([*words, arcs.UNKNOWN], start=1)}
    found, symbols = arcs.lexicon_arcs(lexicon, numbers, dict.fromkeys(phones.PHONES, UNKNOWN_COST))
    renumbered = fst.write_lookahead(fst.sounds_to_words(found), graph)
    numbers = {word: renumbered[number] for word, number in numbers.items()}
    fst.write_language_model(*mixture.transducer(numbers), graph)
    last = max(numbers.values())
    table = sorted(
        (number, word) for word, number in (numbers | {"<eps>": 0, "<s>": last + 1, "</s>": last + 2}).items()
    )
    _write(graph / "words.txt", "".join(f"{word} {number}\n" for number, word in table))
    _write(graph / "disambig_tid.int", "".join(f"{mark}\n" for mark in arcs.marks(symbols)))
    _write(graph / "phones/word_boundary.int", phones.word_boundaries())
    _write(graph / "phones.txt", phones.phone_table())
    figures: dict[str, object] = {
        "words": len(words),
        "pronunciations": sum(map(len, lexicon.values())),
        "sentences": {name: len(part) for name, part in parts.items()},
        "n-grams": mixture.size,
        "perplexity of sentences kept out": perplexities,
        "bytes": {path.name: path.stat().st_size for path in sorted(graph.glob("*.fst"))},
    }
    _write(out / "graph.json", json.dumps(figures, indent=1))
    return figures


def _write(path: Path, text: str) -> None:
    """Write with line feeds on every system, as Kaldi wants it."""
    path.write_text(text, encoding="utf-8", newline="\n")


def main() -> None:
    """Build the graph into the folder that is named."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("out", type=Path)
    log.info("%s", json.dumps(write(parser.parse_args().out), indent=1))


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    main()
