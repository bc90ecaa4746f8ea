"""The words that the model knows: those of the project's own texts, names, numbers, and the most frequent of Dutch."""

import re

import wordfreq

WORD = re.compile(r"[a-zà-öø-ÿ]+(?:['-][a-zà-öø-ÿ]+)*|'[ktmns]")


def frequent(count: int) -> list[str]:
    """Return the most frequent Dutch words by wordfreq (data CC BY-SA 4.0), commonest first."""
    found = [word for word in wordfreq.top_n_list("nl", count) if WORD.fullmatch(word)]
    return [word for word in found if len(word) > 1 or word == "u"]


def background(vocabulary: list[str], end: float = 0.12) -> dict[str, float]:
    """Return each word's share of general Dutch, with ``</s>`` taking ``end``; together 1."""
    shares = {word: wordfreq.word_frequency(word, "nl") + 1e-7 for word in vocabulary}
    total = sum(shares.values())
    return {word: (1 - end) * share / total for word, share in shares.items()} | {"</s>": end}
