"""The stored weights belong to the catalogue that ships."""

from pathlib import Path

import numpy as np
import pytest

from app.advice.catalogue import Catalogue
from app.advice.classifier import Classifier, load
from app.advice.features import bundle, features
from app.advice.heard import listen
from app.advice.language import shipped_language
from app.advice.learning import learn
from app.advice.lexicon import Lexicon, read_examples
from app.advice.mixture import COLUMN, fit_mixture, load_mixture, save_mixture


def test_weights_know_every_shipped_objection(catalogue: Catalogue) -> None:
    """After a new objection: run `python -m app.advice.training`."""
    weights = load(shipped_language().weights("objections"))
    assert set(weights.ids) == set(catalogue.objections)


def test_weights_know_the_words_of_the_catalogue(catalogue: Catalogue) -> None:
    """After many new phrases or concepts: run `python -m app.advice.training`."""
    language = shipped_language()
    weights = load(language.weights("objections"))
    said = [
        name
        for one in catalogue.objections.values()
        for phrase in one.phrases
        for name, worth in features(listen(phrase, language.lexicon), language.lexicon).items()
        if worth >= 0.99
    ]
    known = sum(name in weights.rows for name in said)
    assert known / len(said) > 0.9


def test_learning_tells_apart_what_it_was_shown() -> None:
    """Two kinds and ordinary talk, by words that occur at least twice; an unknown sentence is ordinary talk."""
    said = [("geld op", 0), ("geen geld", 0), ("bank stuk", 1), ("bank dicht", 1), ("goed weer", 2), ("mooi weer", 2)]
    lexicon = Lexicon({})
    sentences = ((features(listen(text, lexicon), lexicon), number) for text, number in said * 3)
    classifier = Classifier(learn(sentences, ["no_money", "bank_error"], rounds=100), lexicon.vocabulary)
    bundles = [bundle(listen(text, lexicon), lexicon) for text in ("geld", "de bank", "weer", "iets anders")]
    best = [int(classifier.logits(some)[0].argmax()) for some in bundles]
    assert best == [0, 1, 2, 2]


def test_a_mixture_learns_what_evidence_is_worth(tmp_path: Path) -> None:
    """What tells weighs much, what is chance next to nothing, and the file gives the same back."""
    random = np.random.default_rng(1)
    rows = np.zeros((4000, len(COLUMN)))
    rows[:, COLUMN["share"]] = random.normal(size=4000)
    rows[:, COLUMN["length"]] = random.normal(size=4000)
    rows[:, COLUMN["always"]] = 1.0
    chance = 1.0 / (1.0 + np.exp(-(2.0 * rows[:, COLUMN["share"]] - 1.0)))
    mixture = fit_mixture(rows, random.random(4000) < chance)
    assert mixture.share == pytest.approx(2.0, abs=0.2)
    assert mixture.length == pytest.approx(0.0, abs=0.2)
    assert mixture.always == pytest.approx(-1.0, abs=0.2)
    save_mixture(mixture, tmp_path / "mixture.json")
    assert load_mixture(tmp_path / "mixture.json") == mixture


def test_an_utterance_with_two_objections_is_an_example_of_both(tmp_path: Path) -> None:
    """Beside the plain lists of one objection each."""
    file = tmp_path / "examples.yaml"
    file.write_text(
        "no_money: [de kas is leeg]\ntwo:\n  - {zin: geen geld en hij is kapot, ids: [no_money, goods_defective]}\n",
        encoding="utf-8",
    )
    assert read_examples(file) == {
        "no_money": ("de kas is leeg", "geen geld en hij is kapot"),
        "goods_defective": ("geen geld en hij is kapot",),
    }
