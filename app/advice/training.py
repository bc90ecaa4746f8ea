"""Learn the weights of the classifiers from the shipped language data: `python -m app.advice.training`.

Only the catalogue and `resources/language` are read, never the evaluation set. Run it after phrases, examples or
concepts have changed; a test says when. It takes some minutes and needs SciPy.
"""

import logging
import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from app.advice.catalogue import load_catalogue, shipped_folder
from app.advice.catalogue_values import Catalogue
from app.advice.classifier import Weights, save
from app.advice.features import features
from app.advice.garble import garble
from app.advice.heard import listen
from app.advice.language import shipped_language
from app.advice.learning import learn
from app.advice.learning_network import Example, learn_network
from app.advice.lexicon import Lexicon, language_folder, read_examples, shipped_examples
from app.advice.mishearing import Mishearings
from app.advice.mixture import COLUMN, Mixture, fit_mixture, save_mixture
from app.advice.network import Layers, save_layers
from app.advice.pieces import pieces_of_words
from app.advice.recognised import read_recognised
from app.advice.recogniser import (
    Kind,
    Recogniser,
    coaching_kinds,
    debtor_talk,
    guard_kinds,
    guarded_talk,
    objection_kinds,
)

_log = logging.getLogger(__name__)

type Examples = Mapping[str, Sequence[str]]

_WORD_ROUNDS = 400
_FEWEST_WORDS = 3
_WARNING_ROUNDS = 300
_BY_OTHERS = (("examples_i.yaml",), ("examples_l.yaml", "examples_m.yaml"))
"""Files by writers of their own: what one of them wrote is new to a classifier that learned from the others."""
_MISHEARINGS = (21, 22)
"""Seeds of what is made of an example that no recogniser has heard."""
_GARBLING = 23
"""Seed of the mistakes that no recogniser here makes but another may."""
_SEED = 11
_STRICTER = 1.8
"""Log-odds by which scores are lowered: in a call most of what is said is no objection, unlike in the sentences that
the evidence is weighed on, and a wrong card costs more than a missed one. Chosen on the development half of the
evaluation set."""


def train(
    kinds: Sequence[Kind],
    ordinary: Iterable[str],
    lexicon: Lexicon,
    *,
    rounds: int = _WORD_ROUNDS,
    fewest: int = 2,
    mishearings: Mishearings | None = None,
) -> Weights:
    """Return weights for these kinds among ordinary talk, from words and what they mean.

    Args:
        kinds: what is to be told apart.
        ordinary: what is none of them.
        lexicon: gives the features.
        rounds: steps of learning.
        fewest: utterances in which a feature must occur.
        mishearings: everything is learned twice more, as recognisers write it.
    """
    labelled = _labelled(kinds, ordinary)
    written = len(labelled)
    if mishearings is not None:
        labelled += [(mishearings.of(said, seed), number) for seed in _MISHEARINGS for said, number in labelled]
    sentences = ((features(listen(phrase, lexicon), lexicon), number) for phrase, number in labelled)
    return learn(sentences, [kind.id for kind in kinds], rounds=rounds, fewest=fewest, written=written)


def train_network(
    kinds: Sequence[Kind], ordinary: Iterable[str], lexicon: Lexicon, mishearings: Mishearings
) -> Layers:
    """Return a network for the same, which also learns what recognisers make of the utterances.

    Args:
        kinds: objections.
        ordinary: what is none of them.
        lexicon: gives the features.
        mishearings: what recognisers make of an utterance.
    """
    numbers: dict[str, set[int]] = {}
    for phrase, number in _labelled(kinds, ordinary):
        numbers.setdefault(phrase, set()).update({number} - {len(kinds)})

    def version(phrase: str) -> tuple[Mapping[str, float], Mapping[str, float]]:
        heard = listen(phrase, lexicon)
        return features(heard, lexicon), pieces_of_words(heard)

    examples = [
        Example(
            (
                version(phrase),
                *(version(mishearings.of(phrase, seed)) for seed in _MISHEARINGS),
                version(garble(phrase, _GARBLING)),
            ),
            tuple(sorted(wanted)),
        )
        for phrase, wanted in numbers.items()
    ]
    return learn_network(examples, [kind.id for kind in kinds])


def _labelled(kinds: Sequence[Kind], ordinary: Iterable[str]) -> list[tuple[str, int]]:
    none = len(kinds)
    labelled = []
    for number, kind in enumerate(kinds):
        labelled += [(phrase, number) for phrase in (*kind.phrases, *kind.examples)]
        labelled += [(phrase, none) for phrase in kind.look_alikes]
    return labelled + [(phrase, none) for phrase in ordinary]


def write_objections(catalogue: Catalogue, examples: Examples, mishearings: Mishearings, folder: Path) -> None:
    """Learn and write the classifier and the network of objections."""
    lexicon = shipped_language().lexicon
    kinds, ordinary = objection_kinds(catalogue, examples), debtor_talk(catalogue, examples)
    save(train(kinds, ordinary, lexicon, fewest=_FEWEST_WORDS), folder / "weights_objections.npz")
    _log.info("classifier done")
    save_layers(train_network(kinds, ordinary, lexicon, mishearings), folder / "network_objections.npz")
    _log.info("network done")


def write_warnings(catalogue: Catalogue, examples: Examples, mishearings: Mishearings, folder: Path) -> None:
    """Learn and write the classifiers of what the controller says, and of old matters and anger."""
    lexicon = shipped_language().lexicon
    coached = coaching_kinds(catalogue, examples)
    ordinary = examples.get("controller_none", ())
    # Not from mishearings: the few examples of ordinary talk don't outweigh what "dan weet ik" then has of a threat.
    save(train(coached, ordinary, lexicon, rounds=_WARNING_ROUNDS), folder / "weights_coaching.npz")
    guarded = guard_kinds(catalogue, examples)
    ordinary = guarded_talk(catalogue, examples)
    guards = train(
        guarded, ordinary, lexicon, rounds=_WARNING_ROUNDS, fewest=_FEWEST_WORDS, mishearings=mishearings
    )
    save(guards, folder / "weights_guards.npz")


def weigh_evidence(catalogue: Catalogue, mishearings: Mishearings, folder: Path) -> Mixture:
    """Return what the evidence for objections weighs, fitted on sentences that were not learned from.

    For each group of files the classifiers learn from all others, and are then asked about that group, as it is written
    and as recognisers write it, and about two of its utterances in one breath, as people talk.
    """
    files = sorted(folder.glob("examples*.yaml"))
    language = shipped_language()
    rows, wanted = [], []
    for group in _BY_OTHERS:
        with TemporaryDirectory() as place:
            known = Path(place)
            others = read_examples(*(file for file in files if file.name not in group))
            write_objections(catalogue, others, mishearings, known)
            recogniser = Recogniser(
                objection_kinds(catalogue, language.examples),
                debtor_talk(catalogue, language.examples),
                language.rules,
                language.lexicon,
                known / "weights_objections.npz",
                known / "network_objections.npz",
            )
        _log.info("weighing %s", ", ".join(group))
        said = _said(read_examples(*(folder / name for name in group)), catalogue)
        for text, ids in (*said, *_in_one_breath(said)):
            for heard in (text, mishearings.of(text, _SEED)):
                evidence = recogniser.evidence(heard)
                if evidence is not None:
                    # The network hears the clauses: by words alone they were worth nothing and cost time.
                    evidence[:, COLUMN["clause_share"]] = 0.0
                    rows.append(evidence)
                    wanted.append(np.array([identity in ids for identity in catalogue.objections]))
    fitted = fit_mixture(np.concatenate(rows), np.concatenate(wanted))
    return replace(fitted, clause_share=0.0, always=round(fitted.always - _STRICTER, 4))


def _in_one_breath(said: Sequence[tuple[str, set[str]]]) -> list[tuple[str, set[str]]]:
    """Return utterances joined in twos, each one once; what comes together is left to chance."""
    order = list(said)
    random.Random(_SEED).shuffle(order)
    return [(f"{one[0]} {other[0]}", one[1] | other[1]) for one, other in zip(order[::2], order[1::2], strict=False)]


def _said(examples: Examples, catalogue: Catalogue) -> list[tuple[str, set[str]]]:
    """Return each utterance once, with its objections."""
    found: dict[str, set[str]] = {}
    for identity, phrases in examples.items():
        if identity in catalogue.objections or identity == "none":
            for phrase in phrases:
                found.setdefault(phrase, set()).update({identity} & catalogue.objections.keys())
    return list(found.items())


def write_all(catalogue: Catalogue, folder: Path) -> None:
    """Learn and write everything."""
    examples, mishearings = shipped_examples(folder, all_of_them=True), Mishearings(read_recognised(folder))
    write_warnings(catalogue, examples, mishearings, folder)
    _log.info("warnings done")
    save_mixture(weigh_evidence(catalogue, mishearings, folder), folder / "mixture_objections.json")
    write_objections(catalogue, examples, mishearings, folder)


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    write_all(load_catalogue(shipped_folder()), language_folder())
