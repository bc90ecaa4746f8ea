"""Learn the weights of the classifiers from the shipped catalogue: `python -m app.advice.training`.

Only the catalogue is read, never the evaluation set. Run it after phrases or concepts have changed; a test says when.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path

from app.advice.catalogue import load_catalogue, shipped_folder
from app.advice.catalogue_values import Catalogue
from app.advice.classifier import Weights, features, learn, save
from app.advice.heard import listen
from app.advice.language import shipped_language
from app.advice.lexicon import Lexicon, language_folder, shipped_examples
from app.advice.recogniser import (
    Kind,
    coaching_kinds,
    debtor_talk,
    guard_kinds,
    guarded_talk,
    objection_kinds,
)
from app.advice.spelling import pieces_of_words


def train(kinds: Sequence[Kind], ordinary: Iterable[str], lexicon: Lexicon) -> Weights:
    """Return weights for these kinds among ordinary talk."""
    return learn(
        ((features(listen(phrase, lexicon), lexicon), number) for phrase, number in _labelled(kinds, ordinary)),
        tuple(kind.id for kind in kinds),
    )


def train_spelling(kinds: Sequence[Kind], ordinary: Iterable[str], lexicon: Lexicon) -> Weights:
    """Return weights for the same, from pieces of words."""
    return learn(
        ((pieces_of_words(listen(phrase, lexicon)), number) for phrase, number in _labelled(kinds, ordinary)),
        tuple(kind.id for kind in kinds),
    )


def _labelled(kinds: Sequence[Kind], ordinary: Iterable[str]) -> list[tuple[str, int]]:
    none = len(kinds)
    labelled = []
    for number, kind in enumerate(kinds):
        labelled += [(phrase, number) for phrase in (*kind.phrases, *kind.examples)]
        labelled += [(phrase, none) for phrase in kind.look_alikes]
    return labelled + [(phrase, none) for phrase in ordinary]


def write_all(catalogue: Catalogue, folder: Path) -> None:
    """Learn and write the weights for objections, coaching and guards."""
    language = shipped_language()
    lexicon, examples = language.lexicon, shipped_examples(folder, all_of_them=True)
    for name, kinds, ordinary in (
        ("objections", objection_kinds(catalogue, examples), debtor_talk(catalogue, examples)),
        ("coaching", coaching_kinds(catalogue, examples), examples.get("controller_none", ())),
        ("guards", guard_kinds(catalogue, examples), guarded_talk(catalogue, examples)),
    ):
        save(train(kinds, ordinary, lexicon), folder / f"weights_{name}.npz")
    objections = objection_kinds(catalogue, examples)
    spelled = train_spelling(objections, debtor_talk(catalogue, examples), lexicon)
    save(spelled, folder / "weights_objections_spelling.npz")


if __name__ == "__main__":
    write_all(load_catalogue(shipped_folder()), language_folder())
