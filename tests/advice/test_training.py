"""The stored weights belong to the catalogue that ships."""

from app.advice.catalogue import Catalogue
from app.advice.classifier import features, load
from app.advice.heard import listen
from app.advice.language import shipped_language


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
