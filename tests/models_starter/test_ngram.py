"""The language model."""

import math

import pytest

from models.starter import ngram

WORDS = ["dat", "de", "factuur", "ik", "kom", "zie"]
BACKGROUND = dict.fromkeys([*WORDS, ngram.END], 1 / 7)
CALLS = [text.split() for text in ("ik zie de factuur", "ik zie dat", "zie de factuur", "ik kom")]


def mixture(weight: float = 0.7, gain: float = 0.0) -> ngram.Mixture:
    """A model of four sentences and a uniform background."""
    calls, bare = ngram.smoothed(CALLS, BACKGROUND), ngram.smoothed([], BACKGROUND, trust=0.0)
    found = ngram.Mixture([(weight, calls), (1 - weight, bare)], WORDS)
    found.settle(gain)
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


@pytest.mark.parametrize("gain", [0.001, 0.01, 0.03, 0.1])
@pytest.mark.parametrize("history", [(), ("ik",), ("<s>", "ik"), ("ik", "zie"), ("zie", "de")])
def test_what_is_left_out_leaves_whole_probabilities(gain, history):
    """Backing off takes the place of what was dropped."""
    model = mixture(gain=gain)
    assert math.isclose(sum(model.probability(history, word) for word in BACKGROUND), 1, abs_tol=1e-6)


def test_the_more_is_left_out_the_smaller_the_model_and_the_worse_its_guesses():
    """With a gain of nothing at all only n-grams go that backing off gives exactly."""
    models = [mixture(gain=gain) for gain in (0.0, 0.01, 0.03, 0.1)]
    sizes = [sum(map(len, model.seen.values())) for model in models]
    surprise = [model.perplexity(CALLS) for model in models]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] > sizes[-1]
    assert surprise == sorted(surprise)


@pytest.mark.parametrize("gain", [0.001, 0.01, 0.03])
def test_every_state_can_be_reached(gain):
    """A trigram whose first two words are no arc would never be used."""
    model = mixture(gain=gain)
    for history in model.seen:
        if len(history) == 2:
            assert history[1] in model.seen[history[:1]]


def settled(most: int) -> tuple[ngram.Mixture, float]:
    """The same model with at most so many n-grams."""
    calls, bare = ngram.smoothed(CALLS, BACKGROUND), ngram.smoothed([], BACKGROUND, trust=0.0)
    return ngram.settled([(0.7, calls), (1 - 0.7, bare)], WORDS, 1e-6, most)


def test_what_fits_is_left_as_it_is():
    """Text that has not grown needs no stricter rule."""
    model, gain = settled(10_000)
    assert gain == 1e-6
    assert model.seen == mixture(gain=1e-6).seen


def test_text_that_has_grown_does_not_make_the_model_grow():
    """A step of the recipe would stop hours later, at the size of the whole model."""
    most = settled(10_000)[0].size - 3
    model, gain = settled(most)
    assert len(model.seen[()]) < model.size <= most
    assert gain > 1e-6


def test_the_words_stay_whatever_fits():
    """A model of nothing but words is the least that there is."""
    model, _ = settled(0)
    assert model.size == len(model.seen[()]) == len(WORDS) + 1
