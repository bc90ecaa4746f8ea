"""Whole rows of phones: both sums and their slope against plain enumeration. Only where PyTorch is installed."""

from collections.abc import Sequence

import numpy as np
import pytest

pytest.importorskip("torch", reason="PyTorch is only in the environment that trains")

import torch

from models.starter.acoustic_features import labels
from models.starter.acoustic_sequence import contrast, everything, phone_trigram, row_of, spoken
from models.starter.phones import CLASSES, PDFS, SILENCE_CLASS

USED = (SILENCE_CLASS, 3, 7)
LENGTHS = torch.tensor([5, 4])
ROW = [SILENCE_CLASS, 7, 3]


def scores_of_few_classes() -> torch.Tensor:
    """Random scores of two utterances in which only three classes are possible, so that all rows can be listed."""
    impossible = torch.full((PDFS,), -1e4)
    for number in USED:
        impossible[2 * number : 2 * number + 2] = 0.0
    return torch.randn(2, 5, PDFS, generator=torch.Generator().manual_seed(4)) + impossible


def enumerated(
    scores: torch.Tensor, length: int, trigram: torch.Tensor | None = None, row: Sequence[int] = ()
) -> torch.Tensor:
    """Sum the ways through one utterance, one by one: all of them weighed by a trigram, or those of one row."""
    found = []

    def go_on(time: int, before: int, said: list[int], score: torch.Tensor) -> None:
        if time == length:
            if not row or said == list(row):
                found.append(score)
            return
        go_on(time + 1, before, said, score + scores[time, 2 * said[-1] + 1])
        for number in USED:
            prior = torch.tensor(0.0) if trigram is None else trigram[before, said[-1], number].log()
            go_on(time + 1, said[-1], [*said, number], score + scores[time, 2 * number] + prior)

    go_on(1, SILENCE_CLASS, [SILENCE_CLASS], scores[0, 2 * SILENCE_CLASS])
    return torch.logsumexp(torch.stack(found), 0)


@pytest.fixture
def trigram() -> torch.Tensor:
    """Any numbers above zero do."""
    return torch.rand(CLASSES, CLASSES, CLASSES, generator=torch.Generator().manual_seed(5))


def test_both_sums_are_those_of_all_ways_one_by_one(trigram):
    """Utterances of unequal length in one batch; what stands after the shorter one is not looked at."""
    scores = scores_of_few_classes()
    everyone, said = everything(scores, LENGTHS, trigram), spoken(scores, LENGTHS, [ROW, ROW])
    for number, length in enumerate(LENGTHS.tolist()):
        assert everyone.score[number] == pytest.approx(float(enumerated(scores[number], length, trigram)), abs=1e-4)
        assert said.score[number] == pytest.approx(float(enumerated(scores[number], length, row=ROW)), abs=1e-4)


def test_each_output_is_occupied_once(trigram):
    """The shares of an output add up to one, and to nothing after the end."""
    scores = scores_of_few_classes()
    for found in (everything(scores, LENGTHS, trigram), spoken(scores, LENGTHS, [ROW, ROW])):
        assert found.share.sum(2).tolist() == [pytest.approx([1, 1, 1, 1, 1]), pytest.approx([1, 1, 1, 1, 0])]


def test_the_slope_is_that_of_the_enumeration(trigram):
    """Automatic differentiation of the plain sums gives the same."""
    ours, plain = scores_of_few_classes().requires_grad_(), scores_of_few_classes().requires_grad_()
    contrast(ours, LENGTHS, [ROW, ROW], trigram).sum().backward()
    sums = [
        enumerated(plain[number], length, row=ROW) - enumerated(plain[number], length, trigram)
        for number, length in enumerate(LENGTHS.tolist())
    ]
    torch.stack(sums).sum().backward()
    assert torch.allclose(ours.grad, plain.grad, atol=1e-5)


def test_a_row_is_read_back_from_labels():
    """Silence that goes on is one silence; outputs without a label are passed over."""
    found = labels([(0.0, ""), (200.0, "n"), (290.0, "i"), (350.0, "")], 20)
    assert row_of(np.append(found, [-1, -1])) == [0, 2, 14, 0]


def test_the_trigram_prefers_what_was_seen():
    """After silence and phone 1 came 2 each time; what was never seen stays possible."""
    found = phone_trigram([[0, 1, 2, 0], [0, 1, 2, 0]])
    assert found[0, 1].argmax() == 2
    assert found[0, 1].sum() == pytest.approx(1.0, abs=1e-5)
    assert found.min() > 0
