"""Train the acoustic model further on labelled speech; may be stopped and started again at will.

    python -m models.starter.acoustic_train START OUT --corpus LIST=SHARE ... --steps 3000

START is a Kaldi model to start from, OUT the folder for ``state.pt`` (to go on from) and ``final.mdl`` (the running
mean of the weights, written every `SAVE` steps and at the end). The layers at 10 ms keep the weights that once heard
real speech. With ``--rows`` whole rows of phones are told apart (`acoustic_sequence`), which comes after the training
by single outputs. On one thread; seeded, so that the same steps on the same processor give the same weights.
"""

import argparse
import copy
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch

from models.starter.acoustic_data import UNLABELLED, Batch, Utterance, batches, load
from models.starter.acoustic_features import OUTPUT_MS, labels
from models.starter.acoustic_kaldi import read_priors
from models.starter.acoustic_network import CONTEXT, OFFSETS, Network, read_network, write_network
from models.starter.acoustic_sequence import contrast, phone_trigram, row_of
from models.starter.phones import PDFS

SAVE = 100
WARM_UP = 60
DROPOUT = 0.08
SMOOTHING = 0.05
SINGLE_OUTPUTS = 0.2
"""What the cross entropy of single outputs still counts where rows are told apart."""
OUTPUT_RATE = 1.5
"""The output layer learns so much faster than the others."""
AVERAGE = 0.997
"""Share of the running mean that stays at each step."""
PRIOR_POWER = 0.5
"""Outputs are divided by the labels' frequencies to this power: a tenth to a third fewer word errors than without."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How long and how fast to learn; layers below `first` are kept; `half`: multiply in 16 bits."""

    steps: int
    rate: float
    first: int
    half: bool = False

    def factor(self, step: int) -> float:
        """Return what the learning rate is multiplied by: up within `WARM_UP` steps, flat, then down to a twentieth."""
        progress = step / max(1, self.steps)
        return min(1.0, (step + 1) / WARM_UP) * max(0.05, min(1.0, 1.5 * (1 - progress)))


def trained(network: Network, first: int) -> list[tuple[str, torch.nn.Parameter]]:
    """Return the weights that learn, by name, and fix all others."""
    kept = {"tdnn1_affine", *(f"tdnnf{n}_{part}" for n in OFFSETS if n < first for part in ("linear", "affine"))}
    chosen = []
    for name, weight in network.named_parameters():
        learns = name.split(".")[1] not in kept
        weight.requires_grad_(learns)
        if learns:
            chosen.append((name, weight))
    return chosen


@dataclass(frozen=True, slots=True)
class Rows:
    """What telling rows of phones apart needs: P(third | first, second), and the priors that outputs are divided by."""

    trigram: torch.Tensor
    log_priors: torch.Tensor

    @classmethod
    def of(cls, utterances: Iterable[Utterance], priors: np.ndarray[Any, np.dtype[np.float64]]) -> "Rows":
        """Learn the trigram from labelled speech."""
        trigram = phone_trigram(row_of(labels(one.events, _outputs_of(one))) for one in utterances)
        return cls(torch.from_numpy(trigram), torch.from_numpy(np.log(priors)).float())

    def loss(self, scores: torch.Tensor, pdfs: np.ndarray[Any, np.dtype[np.int64]]) -> torch.Tensor:
        """Return what the spoken rows of a batch lack, per output."""
        lengths = torch.from_numpy((pdfs != UNLABELLED).sum(1))
        return -contrast(scores - self.log_priors, lengths, list(map(row_of, pdfs)), self.trigram).sum() / lengths.sum()


def _outputs_of(utterance: Utterance) -> int:
    return int(utterance.events[-1][0] / OUTPUT_MS) + 2


def loss_of(
    network: Network, batch: Batch, *, half: bool, rows: Rows | None = None
) -> tuple[torch.Tensor, float, float]:
    """Return the loss of a batch, its cross entropy and the share of outputs that are right."""
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16, enabled=half):
        hidden = network.lower(torch.from_numpy(batch.features))
    with torch.autocast("cpu", torch.bfloat16, enabled=half):
        scores = network.upper(hidden, DROPOUT)[:, : batch.pdfs.shape[1]]
    wanted = torch.from_numpy(batch.pdfs)
    chosen = wanted != UNLABELLED
    single, wanted = scores[chosen], wanted[chosen]
    entropy = -single.gather(1, wanted[:, None]).mean()
    right = float((single.argmax(1) == wanted).float().mean())
    loss = (1 - SMOOTHING) * entropy - SMOOTHING * single.mean()
    if rows is not None:
        loss = SINGLE_OUTPUTS * loss + rows.loss(scores, batch.pdfs)
    return loss, float(entropy.detach()) if rows is None else float(loss.detach()), right


class Training:
    """A network that learns, with all that is needed to go on later."""

    def __init__(self, network: Network, plan: Plan, state: Path, rows: Rows | None = None) -> None:
        """Start from a network, or go on from `state` where that exists; with `rows`, tell whole rows apart."""
        self.network, self.plan, self.state, self.rows = network, plan, state, rows
        self.step = 0
        self.counts = np.zeros(PDFS)
        weights = trained(network, plan.first)
        groups: list[dict[str, Any]] = [
            {"params": [w for name, w in weights if "output_affine" not in name], "base": plan.rate},
            {"params": [w for name, w in weights if "output_affine" in name], "base": plan.rate * OUTPUT_RATE},
        ]
        self.optimiser = torch.optim.Adam(groups, lr=plan.rate, betas=(0.9, 0.98))
        self.mean = copy.deepcopy(network)
        if state.exists():
            saved = torch.load(state)
            network.load_state_dict(saved["network"])
            self.mean.load_state_dict(saved["mean"])
            self.optimiser.load_state_dict(saved["optimiser"])
            self.step, self.counts = saved["step"], saved["counts"].numpy()

    def learn(self, batch: Batch) -> tuple[float, float]:
        """Take one step; return the cross entropy (with rows: the loss) and the share of outputs that were right."""
        self.network.train()
        for group in self.optimiser.param_groups:
            group["lr"] = group["base"] * self.plan.factor(self.step)
        loss, entropy, right = loss_of(self.network, batch, half=self.plan.half, rows=self.rows)
        self.optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_([w for w in self.network.parameters() if w.requires_grad], 5.0)
        self.optimiser.step()
        self.step += 1
        keep = min(AVERAGE, self.step / (self.step + 10))
        with torch.no_grad():
            for mean, weight in zip(self.mean.parameters(), self.network.parameters(), strict=True):
                mean.lerp_(weight, 1 - keep)
        self.counts += np.bincount(batch.pdfs[batch.pdfs != UNLABELLED], minlength=PDFS)
        return entropy, right

    def save(self) -> None:
        """Write the state and the model."""
        self.state.parent.mkdir(parents=True, exist_ok=True)
        partial = self.state.with_suffix(".part")
        torch.save(
            {
                "network": self.network.state_dict(),
                "mean": self.mean.state_dict(),
                "optimiser": self.optimiser.state_dict(),
                "step": self.step,
                "counts": torch.from_numpy(self.counts),
            },
            partial,
        )
        partial.replace(self.state)
        known = priors(self.counts) if self.rows is None else self.rows.log_priors.double().exp().numpy()
        write_network(self.mean, self.state.parent / "final.mdl", known)


def priors(counts: np.ndarray[Any, np.dtype[np.float64]]) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Return what the recogniser divides the outputs by: label frequencies to the power `PRIOR_POWER`."""
    powered = ((counts + 50) / (counts + 50).sum()) ** PRIOR_POWER
    normed: np.ndarray[Any, np.dtype[np.float64]] = powered / powered.sum()
    return normed


def run(training: Training, source: Iterator[Batch]) -> None:
    """Learn until the plan is fulfilled, reporting every 25 steps."""
    start, done = time.time(), training.step
    sums = [0.0, 0.0]
    while training.step < training.plan.steps:
        entropy, right = training.learn(next(source))
        sums = [sums[0] + entropy, sums[1] + right]
        if training.step % 25 == 0:
            pace = (time.time() - start) / (training.step - done)
            line = f"{training.step} loss {sums[0] / 25:.4f} right {sums[1] / 25:.3f} {pace:.2f} s/step\n"
            sys.stdout.write(line)
            sys.stdout.flush()
            sums = [0.0, 0.0]
        if training.step % SAVE == 0:
            training.save()
    training.save()


def main() -> int:
    """Train; the exit status is 0."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("start", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--corpus", nargs="+", required=True, help="list.jsonl=share of the seconds")
    parser.add_argument("--steps", type=int, default=3000)
    parser.add_argument("--seconds", type=float, default=60, help="of speech in a batch")
    parser.add_argument("--rate", type=float, default=2.5e-4)
    parser.add_argument("--first", type=int, default=6, help="first layer that learns (5 or more)")
    parser.add_argument("--half", action="store_true", help="multiply in 16 bits (quicker where AVX512-BF16 is)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rows", action="store_true", help="tell whole rows of phones apart")
    options = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(options.seed)
    corpora = []
    for entry in options.corpus:
        name, share = entry.rsplit("=", 1)
        corpora.append((load(Path(name)), float(share)))
    plan = Plan(options.steps, options.rate, options.first, options.half)
    rows = None
    if options.rows:
        everyone = (utterance for corpus, _ in corpora for utterance in corpus)
        rows = Rows.of(everyone, read_priors(options.start.read_bytes()))
    training = Training(read_network(options.start), plan, options.out / "state.pt", rows)
    seed = options.seed + 1000 * training.step  # after a restart other batches than the first ones
    run(training, batches(corpora, seconds=options.seconds, context=CONTEXT, seed=seed))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
