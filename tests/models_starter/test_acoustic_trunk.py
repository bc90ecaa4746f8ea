"""The trunk: folding batch normalisation away changes nothing that is heard."""

import numpy as np
import pytest

from models.starter.acoustic_kaldi import Component
from models.starter.acoustic_trunk import BYPASS, folded

WIDTH, NARROW, INPUTS, VECTOR = 6, 3, 5, 2


def small_network(random: np.random.Generator) -> dict[str, Component]:
    """Two factored layers and a prefinal one, with batch normalisation after each."""

    def layer(kind: str, outputs: int, inputs: int) -> Component:
        fields = {"LinearParams": random.normal(size=(outputs, inputs)), "BiasParams": random.normal(size=outputs)}
        return Component(kind, {**fields, "Params": fields["LinearParams"]})

    def norm(size: int) -> Component:
        fields = {"StatsMean": random.normal(size=size), "StatsVar": random.uniform(0.5, 2, size)}
        return Component("BatchNormComponent", {**fields, "TargetRms": 1.0, "Epsilon": 1e-3})

    return {
        "lda": layer("Fixed", INPUTS + VECTOR, INPUTS + VECTOR),
        "tdnn1.affine": layer("Affine", WIDTH, INPUTS + VECTOR),
        "tdnn1.batchnorm": norm(WIDTH),
        "tdnnf2.linear": Component("Tdnn", {"LinearParams": random.normal(size=(NARROW, 2 * WIDTH))}),
        "tdnnf2.affine": layer("Tdnn", WIDTH, 2 * NARROW),
        "tdnnf2.batchnorm": norm(WIDTH),
        "tdnnf3.linear": Component("Tdnn", {"LinearParams": random.normal(size=(NARROW, WIDTH))}),
        "tdnnf3.affine": layer("Tdnn", WIDTH, NARROW),
        "tdnnf3.batchnorm": norm(WIDTH),
        "prefinal-l": layer("Linear", NARROW, WIDTH),
        "prefinal-chain.affine": layer("Affine", WIDTH, NARROW),
        "prefinal-chain.batchnorm1": norm(WIDTH),
        "prefinal-chain.linear": layer("Linear", NARROW, WIDTH),
        "prefinal-chain.batchnorm2": norm(NARROW),
    }


def heard_with_norms(components: dict[str, Component], sound: np.ndarray) -> np.ndarray:
    """What the network as it stands makes of a sound that never changes; its i-vector is zero."""

    def times(name: str, values: np.ndarray, key: str = "LinearParams") -> np.ndarray:
        return components[name].fields[key] @ values

    def normed(name: str, values: np.ndarray) -> np.ndarray:
        fields = components[name].fields
        return (values - fields["StatsMean"]) / np.sqrt(fields["StatsVar"] + fields["Epsilon"])

    mixed = times("lda", np.concatenate([sound, np.zeros(VECTOR)])) + components["lda"].fields["BiasParams"]
    wide = times("tdnn1.affine", mixed) + components["tdnn1.affine"].fields["BiasParams"]
    hidden = normed("tdnn1.batchnorm", np.maximum(wide, 0))
    for layer, frames in ((2, 2), (3, 1)):
        narrow = times(f"tdnnf{layer}.linear", np.tile(hidden, frames))
        wide = times(f"tdnnf{layer}.affine", np.tile(narrow, frames))
        wide = np.maximum(wide + components[f"tdnnf{layer}.affine"].fields["BiasParams"], 0)
        hidden = BYPASS * hidden + normed(f"tdnnf{layer}.batchnorm", wide)
    wide = times("prefinal-chain.affine", times("prefinal-l", hidden, "Params"))
    wide = np.maximum(wide + components["prefinal-chain.affine"].fields["BiasParams"], 0)
    last = times("prefinal-chain.linear", normed("prefinal-chain.batchnorm1", wide), "Params")
    return normed("prefinal-chain.batchnorm2", last)


@pytest.mark.parametrize("seed", range(3))
def test_folding_changes_nothing_that_is_heard(seed: int):
    """The same sound gives the same numbers with and without batch normalisation."""
    random = np.random.default_rng(seed)
    components = small_network(random)
    layers = folded(components, layers=(2, 3), inputs=INPUTS)
    sound = random.normal(size=INPUTS)

    def through(name: str, values: np.ndarray) -> np.ndarray:
        weight, bias = layers[name]
        return weight @ np.tile(values, weight.shape[1] // values.size) + bias

    hidden = np.maximum(through("tdnn1.affine", sound), 0)
    for layer in (2, 3):
        wide = np.maximum(through(f"tdnnf{layer}.affine", through(f"tdnnf{layer}.linear", hidden)), 0)
        hidden = BYPASS * hidden + wide
    hidden = np.maximum(through("prefinal.affine", through("prefinal-l", hidden)), 0)
    assert through("prefinal.linear", hidden) == pytest.approx(heard_with_norms(components, sound))
