"""Learning from whole utterances: what was said shall beat everything else that might have been said.

Frame by frame the network learns which sound is heard *now*; a recogniser needs the right row of sounds. The objective
here is the logarithm of the share that the spoken row of phones has among all rows, weighed by a trigram of phones:
lattice-free maximum mutual information (Povey et al., "Purely sequence-trained neural networks for ASR based on
lattice-free MMI", 2016), with Vosk's topology of one state per phone and no lattices at all.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from models.starter.phones import CLASSES, SILENCE_CLASS

Floats = npt.NDArray[np.float32]

_SHARES = (0.72, 0.23)
"""Of trigram and bigram in the mixture; the rest is the same for all phones."""


@dataclass(frozen=True, slots=True)
class Occupied:
    """The log probability of each utterance, and how likely each output (batch, outputs, 74) is part of it."""

    score: Tensor
    share: Tensor


def row_of(pdfs: npt.NDArray[np.int64]) -> list[int]:
    """Return the classes in order that labels of `acoustic_features.labels` (-1: no label) stand for."""
    return [int(pdf) // 2 for pdf in pdfs if pdf >= 0 and pdf % 2 == 0]


def phone_trigram(rows: Iterable[Sequence[int]]) -> Floats:
    """Return P(third | first, second) as (first, second, third), from rows of classes; before a row is silence."""
    triples = np.zeros((CLASSES, CLASSES, CLASSES))
    for row in rows:
        said = [SILENCE_CLASS, *row]
        for first, second, third in zip(said, said[1:], said[2:], strict=False):
            triples[first, second, third] += 1
    pairs = triples.sum(0)
    bigram = pairs / np.maximum(pairs.sum(1, keepdims=True), 1)
    trigram = triples / np.maximum(triples.sum(2, keepdims=True), 1)
    mixed = _SHARES[0] * trigram + _SHARES[1] * bigram + (1 - sum(_SHARES)) / CLASSES
    return mixed.astype(np.float32)  # rows that were never seen add up to less than 1: rare contexts are unlikely


def _passed(scores: Tensor, lengths: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    """Return probabilities of first and later frames, scaled per output to at most 1, and the scale's logarithm."""
    most = scores.max(2, keepdim=True).values
    chance = (scores - most).exp()
    counts = torch.arange(scores.shape[1])[None] < lengths[:, None]
    return chance[..., 0::2], chance[..., 1::2], (most[..., 0] * counts).sum(1)


def everything(scores: Tensor, lengths: Tensor, trigram: Tensor) -> Occupied:
    """Return the sum over all rows of phones that begin with silence.

    Args:
        scores: log probabilities (batch, outputs, 74).
        lengths: outputs of each utterance; what comes after is not looked at.
        trigram: of `phone_trigram`.
    """
    batch, count, _ = scores.shape
    first, later, total = _passed(scores, lengths)
    states = torch.zeros(CLASSES, batch, CLASSES)  # the phone that is said, utterance, the phone before it
    states[SILENCE_CLASS, :, SILENCE_CLASS] = first[:, 0, SILENCE_CLASS]
    turned = trigram.permute(1, 0, 2).contiguous()
    kept, moved = [states], [torch.empty(0)]
    for time in range(1, count):
        entered = torch.bmm(states, turned).permute(2, 1, 0)
        new = later[:, time].T[:, :, None] * states + first[:, time].T[:, :, None] * entered
        size = new.sum((0, 2)).clamp_min(1e-30)
        running = time < lengths
        states = torch.where(running[None, :, None], new / size[None, :, None], states)
        total = total + torch.where(running, size.log(), 0.0)
        kept.append(states)
        moved.append(entered)
    total = total + states.sum((0, 2)).clamp_min(1e-30).log()
    share = torch.zeros_like(scores)
    after = torch.ones(CLASSES, batch, CLASSES)
    back = trigram.permute(1, 2, 0).contiguous()
    for time in range(count - 1, 0, -1):
        begin = first[:, time].T[:, :, None] * moved[time] * after
        stay = later[:, time].T[:, :, None] * kept[time - 1] * after
        running = time < lengths
        scale = torch.where(running, 1 / (begin.sum((0, 2)) + stay.sum((0, 2))).clamp_min(1e-30), 0.0)
        share[:, time, 0::2] = (begin.sum(2) * scale).T
        share[:, time, 1::2] = (stay.sum(2) * scale).T
        entering = (first[:, time].T[:, :, None] * after).permute(2, 1, 0)
        before = later[:, time].T[:, :, None] * after + torch.bmm(entering, back)
        before = before / before.amax((0, 2), keepdim=True).clamp_min(1e-30)
        after = torch.where(running[None, :, None], before, after)
    share[:, 0, 2 * SILENCE_CLASS] = 1.0
    return Occupied(total, share)


def spoken(scores: Tensor, lengths: Tensor, rows: Sequence[Sequence[int]]) -> Occupied:
    """Return the sum over all times at which the phones of a known row may be said, the row being said to its end.

    Args:
        scores: log probabilities (batch, outputs, 74).
        lengths: outputs of each utterance.
        rows: the classes of each utterance, the first of them silence, at most as many as it has outputs.
    """
    batch, count, _ = scores.shape
    longest = max(map(len, rows))
    places = torch.zeros(batch, longest, dtype=torch.long)
    last = torch.tensor([len(row) - 1 for row in rows])
    for number, row in enumerate(rows):
        places[number, : len(row)] = torch.tensor(row)
    wide = places[:, None].expand(-1, count, -1)
    first, later = scores[..., 0::2].gather(2, wide), scores[..., 1::2].gather(2, wide)
    nothing = torch.full((batch, longest), -1e30)
    forward = nothing.clone()
    forward[:, 0] = first[:, 0, 0]
    kept = [forward]
    for time in range(1, count):
        entered = torch.cat([nothing[:, :1], forward[:, :-1]], 1)
        new = torch.logaddexp(forward + later[:, time], entered + first[:, time])
        forward = torch.where((time < lengths)[:, None], new, forward)
        kept.append(forward)
    total = forward.gather(1, last[:, None])[:, 0]
    share = torch.zeros_like(scores)
    end = nothing.scatter(1, last[:, None], 0.0)
    after = end
    for time in range(count - 1, 0, -1):
        running = (time < lengths)[:, None]
        before = kept[time - 1]
        stay = before + later[:, time] + after
        begin = torch.cat([nothing[:, :1], before[:, :-1]], 1) + first[:, time] + after
        for kind, ways in enumerate((begin, stay)):
            likely = torch.where(running, (ways - total[:, None]).exp(), 0.0)
            share[:, time].scatter_add_(1, 2 * places + kind, likely)
        entering = torch.cat([(first[:, time] + after)[:, 1:], nothing[:, :1]], 1)
        after = torch.where(running, torch.logaddexp(after + later[:, time], entering), after)
    share[:, 0, 2 * SILENCE_CLASS] = 1.0
    return Occupied(total, share)


class _Contrast(torch.autograd.Function):
    """The difference of the two sums; its slope is the difference of what they occupy."""

    @staticmethod
    def forward(context, scores: Tensor, lengths: Tensor, rows: Sequence[Sequence[int]], trigram: Tensor) -> Tensor:  # type: ignore[no-untyped-def,override]
        said, all_rows = spoken(scores, lengths, rows), everything(scores, lengths, trigram)
        context.save_for_backward(said.share - all_rows.share)
        return said.score - all_rows.score

    @staticmethod
    def backward(context, slope: Tensor) -> tuple[Tensor, None, None, None]:  # type: ignore[no-untyped-def,override]
        (share,) = context.saved_tensors
        return share * slope[:, None, None], None, None, None


def contrast(scores: Tensor, lengths: Tensor, rows: Sequence[Sequence[int]], trigram: Tensor) -> Tensor:
    """Return the log share that each spoken row has among all rows, without its prior; larger is better."""
    found: Tensor = _Contrast.apply(scores, lengths, rows, trigram)
    return found
