"""The language model."""

import math

import pytest

from models.starter import ngram

WORDS = ["dat", "de", "factuur", "ik", "kom", "zie"]
BACKGROUND = dict.fromkeys([*WORDS, ngram.END], 1 / 7)
CALLS = [text.split() for text in ("ik zie de factuur", "ik zie dat", "zie de factuur", "ik kom")]


def mixture(weight: float = 0.7) -> ngram.Mixture:
    """A model of four sentences and a uniform background."""
    calls, bare = ngram.smoothed(CALLS, BACKGROUND), ngram.smoothed([], BACKGROUND, trust=0.0)
    found = ngram.Mixture([(weight, calls), (1 - weight, bare)], WORDS)
    found.settle()
    return found


@pytest.mark.parametrize("history", [(), ("ik",), ("<s>", "ik"), ("ik", "zie"), ("kom", "de"), ("factuur", "factuur")])
def test_the_probabilities_after_any_words_add_up_to_one(history):
    """Otherwise the decoder would favour what adds up to more."""
    model = mixture()
    assert math.isclose(sum(model.probability(history, word) for word in BACKGROUND), 1, abs_tol=1e-6)


def test_what_was_seen_is_likelier_than_what_was_not():
    """After "zie de" comes the invoice."""
    model = mixture()
    assert model.probability(("zie", "de"), "factuur") > 5 * model.probability(("zie", "de"), "kom")


def test_sentences_like_those_learnt_surprise_less():
    """Perplexity is the measure that the parts are weighed by."""
    model = mixture()
    assert model.perplexity([["ik", "zie", "de", "factuur"]]) < model.perplexity([["factuur", "dat", "kom", "ik"]])


def test_the_transducer_gives_the_same_probabilities():
    """Walking its arcs, backing off where a word is missing, costs what the model says."""
    model = mixture()
    ids = {word: number for number, word in enumerate(WORDS, start=1)}
    arcs, finals, state = model.transducer(ids)
    following = {(source, label): (target, cost) for source, target, label, _, cost in arcs}
    total = 0.0
    for word in ["ik", "zie", "de", "kom"]:
        while (state, ids[word]) not in following:
            state, cost = following[state, 0]
            total += cost
        state, cost = following[state, ids[word]]
        total += cost
    while state not in finals:
        state, cost = following[state, 0]
        total += cost
    total += finals[state]
    expected = sum(
        -math.log(model.probability(history, word))
        for history, word in [
            (("<s>",), "ik"),
            (("<s>", "ik"), "zie"),
            (("ik", "zie"), "de"),
            (("zie", "de"), "kom"),
            (("de", "kom"), ngram.END),
        ]
    )
    assert math.isclose(total, expected, rel_tol=1e-6)
