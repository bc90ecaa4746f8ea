"""Average two acoustic models that came from one another: often better than either on voices that neither has heard.

    python -m models.starter.acoustic_average FIRST SECOND OUT --share 0.5

Training further makes a model forget a little of what it knew. Weights halfway between before and after keep most of
both (Wortsman et al., "Robust fine-tuning of zero-shot models", 2022). Models that were not trained from one another
must not be averaged: their numbers have nothing to do with each other.
"""

import argparse
from pathlib import Path

import torch

from models.starter.acoustic_kaldi import read_priors
from models.starter.acoustic_network import read_network, write_network


def average(first: Path, second: Path, out: Path, share: float) -> None:
    """Write the model whose weights and priors are `share` of the second and the rest of the first."""
    network, other = read_network(first), read_network(second)
    with torch.no_grad():
        for weight, theirs in zip(network.parameters(), other.parameters(), strict=True):
            weight.lerp_(theirs, share)
    priors = (1 - share) * read_priors(first.read_bytes()) + share * read_priors(second.read_bytes())
    write_network(network, out, priors / priors.sum())


def main() -> int:
    """Average; the exit status is 0."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("first", type=Path)
    parser.add_argument("second", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--share", type=float, default=0.5, help="of the second model, 0 to 1")
    options = parser.parse_args()
    average(options.first, options.second, options.out, options.share)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
