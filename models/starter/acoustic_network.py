"""The network of the acoustic model in PyTorch, read from a Kaldi file and written back to one.

A factored time-delay network (TDNN-F) of fifteen layers as in Vosk's small models, without i-vectors: 40 MFCCs in, 74
pdfs out, one output for each three frames of 10 ms. Batch normalisation is folded into the weights. It is small enough
that one core hears two channels with ease.
"""

from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn
from torch.nn import functional

from models.starter import acoustic_kaldi as kaldi
from models.starter.phones import CLASSES, KALDI_PHONES, PDFS, class_of_kaldi

MFCCS = 40
WIDTH = 768
NARROW = 64
BYPASS = 0.66
"""How much of a layer's input is added to its output."""
OFFSETS = {2: 1, 3: 1, 4: 1, 5: 0, **dict.fromkeys(range(6, 16), 3)}
"""Distance in frames between the two frames that each layer looks at; 0: one frame only."""
LOW = (2, 3, 4)
"""Layers that run at 10 ms; from layer 5 on only every third frame is needed."""
STEP = 3
CONTEXT = 1 + sum(OFFSETS.values())
"""Frames needed on either side of an output."""


class Network(nn.Module):
    """The layers by Kaldi's names, with underscores for points; every weight starts at zero until it is read."""

    def __init__(self) -> None:
        """Make the layers."""
        super().__init__()
        self.layers = nn.ModuleDict()
        self._add("tdnn1.affine", 3 * MFCCS, WIDTH)
        for layer, offset in OFFSETS.items():
            frames = 2 if offset else 1
            self._add(f"tdnnf{layer}.linear", frames * WIDTH, NARROW)
            self._add(f"tdnnf{layer}.affine", frames * NARROW, WIDTH)
        self._add("prefinal-l", WIDTH, NARROW)
        self._add("prefinal.affine", NARROW, WIDTH)
        self._add("prefinal.linear", WIDTH, NARROW)
        self._add("output.affine", NARROW, PDFS)

    def _add(self, name: str, inputs: int, outputs: int) -> None:
        layer = nn.Linear(inputs, outputs)
        nn.init.zeros_(layer.weight)
        nn.init.zeros_(layer.bias)
        self.layers[name.replace(".", "_")] = layer

    def layer(self, name: str) -> nn.Linear:
        """Return a layer by Kaldi's name."""
        found = self.layers[name.replace(".", "_")]
        assert isinstance(found, nn.Linear)
        return found

    def lower(self, features: Tensor) -> Tensor:
        """Return what the layers at 10 ms make of (batch, frames, 40), thinned out to 30 ms."""
        hidden = torch.cat([features[:, :-2], features[:, 1:-1], features[:, 2:]], 2)
        hidden = functional.relu(self.layer("tdnn1.affine")(hidden))
        for layer in LOW:
            hidden = self._factored(layer, hidden)
        return hidden[:, ::STEP]

    def _factored(self, layer: int, hidden: Tensor, dropout: float = 0.0) -> Tensor:
        linear, affine = self.layer(f"tdnnf{layer}.linear"), self.layer(f"tdnnf{layer}.affine")
        if OFFSETS[layer]:
            narrow = linear(torch.cat([hidden[:, :-1], hidden[:, 1:]], 2))
            wide = functional.relu(affine(torch.cat([narrow[:, :-1], narrow[:, 1:]], 2)))
            hidden = hidden[:, 1:-1]
        else:
            wide = functional.relu(affine(linear(hidden)))
        if dropout:
            wide = functional.dropout(wide, dropout, self.training)
        return BYPASS * hidden + wide

    def upper(self, hidden: Tensor, dropout: float = 0.0) -> Tensor:
        """Return log probabilities (batch, outputs, 74) from what `lower` gave."""
        for layer in OFFSETS:
            if layer not in LOW:
                hidden = self._factored(layer, hidden, dropout)
        hidden = functional.relu(self.layer("prefinal.affine")(self.layer("prefinal-l")(hidden)))
        hidden = functional.dropout(hidden, dropout, self.training)
        scores: Tensor = self.layer("output.affine")(self.layer("prefinal.linear")(hidden))
        return functional.log_softmax(scores.float(), -1)

    def forward(self, features: Tensor, dropout: float = 0.0) -> Tensor:
        """Return log probabilities for (batch, frames, 40), already padded by `CONTEXT` frames at both ends."""
        return self.upper(self.lower(features), dropout)


def padded(features: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """Return the features of an utterance with the first and last frame repeated, as Kaldi does."""
    first, last = features[:1], features[-1:]
    return np.concatenate([np.repeat(first, CONTEXT, 0), features, np.repeat(last, CONTEXT + 2, 0)])


def log_probabilities(network: Network, features: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """Return (outputs, 74) for the features of one utterance."""
    network.eval()
    with torch.no_grad():
        scores = network(torch.from_numpy(padded(features))[None])[0, : (len(features) + STEP - 1) // STEP]
    result: npt.NDArray[np.float32] = scores.numpy()
    return result


def read_network(path: Path) -> Network:
    """Read a network from a Kaldi file that `write_network` made (or the prototype's, which is the same)."""
    components = kaldi.read_components(path.read_bytes())
    found = Network()
    with torch.no_grad():
        for name in kaldi_names():
            fields: dict[str, Any] = components[name].fields
            found.layer(name).weight.copy_(torch.from_numpy(np.array(fields["LinearParams"])))
            found.layer(name).bias.copy_(torch.from_numpy(np.array(fields["BiasParams"])))
    return found


def kaldi_names() -> list[str]:
    """Return the names of all layers with weights."""
    factored = [f"tdnnf{layer}.{part}" for layer in OFFSETS for part in ("linear", "affine")]
    return ["tdnn1.affine", *factored, "prefinal-l", "prefinal.affine", "prefinal.linear", "output.affine"]


def write_network(network: Network, path: Path, priors: npt.ArrayLike = ()) -> None:
    """Write a Kaldi model: the transition model of the 145 phones, the network, and the priors to divide by."""
    lines = [f"input-node name=input dim={MFCCS}"]
    components: list[tuple[str, bytes]] = []

    def add(name: str, source: str, component: bytes) -> str:
        lines.append(f"component-node name={name} component={name} input={source}")
        components.append((name, component))
        return name

    def weighted(name: str, source: str, offsets: list[int]) -> str:
        layer = network.layer(name)
        weight, bias = layer.weight.detach().numpy(), layer.bias.detach().numpy()
        return add(name, source, kaldi.tdnn(offsets, weight, bias))

    relu = kaldi.nonlinearity("RectifiedLinearComponent", WIDTH)
    last = add("tdnn1.relu", weighted("tdnn1.affine", "input", [-1, 0, 1]), relu)
    for layer, offset in OFFSETS.items():
        narrow = weighted(f"tdnnf{layer}.linear", last, [-offset, 0] if offset else [0])
        wide = weighted(f"tdnnf{layer}.affine", narrow, [0, offset] if offset else [0])
        wide = add(f"tdnnf{layer}.relu", wide, relu)
        last = add(f"tdnnf{layer}.noop", f"Sum(Scale({BYPASS}, {last}), {wide})", kaldi.passed_on(WIDTH))
    last = weighted("prefinal.affine", weighted("prefinal-l", last, [0]), [0])
    last = weighted("prefinal.linear", add("prefinal.relu", last, relu), [0])
    last = weighted("output.affine", last, [0])
    last = add("output.log-softmax", last, kaldi.nonlinearity("LogSoftmaxComponent", PDFS))
    lines.append(f"output-node name=output input={last} objective=linear")
    classes = [class_of_kaldi(number) for number in range(1, KALDI_PHONES + 1)]
    start = kaldi.transition_model([(2 * number, 2 * number + 1) for number in classes])
    assert max(classes) == CLASSES - 1
    body = kaldi.network(lines, components, context=(CONTEXT, CONTEXT), priors=priors)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(start + body)
