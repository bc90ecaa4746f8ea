"""Sentences drawn from templates."""

import re

from models.starter.templates import Templates


def drawn(seed: int, count: int = 300) -> list[list[str]]:
    """Some sentences of a seed."""
    templates = Templates(seed, ["van den berg"], ["zwolle"], ["jansen"])
    return [templates.draw() for _ in range(count)]


def test_the_same_seed_draws_the_same_sentences():
    """The model can be built again."""
    assert drawn(4) == drawn(4)
    assert drawn(4) != drawn(5)


def test_every_slot_is_filled_with_words():
    """No brace, no digit and no capital is left."""
    for sentence in drawn(1, 2000):
        assert sentence
        assert all(re.fullmatch(r"[a-zà-ÿ'-]+", word) for word in sentence), sentence


def test_names_and_places_come_from_the_lists_given():
    """The lists are chosen by how often people meet the names."""
    said = {word for sentence in drawn(2, 2000) for word in sentence}
    assert {"berg", "zwolle", "jansen"} <= said
