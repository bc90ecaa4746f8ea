"""The network: the prototype goes through PyTorch and comes out the same. Only where PyTorch is installed."""

from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("torch", reason="PyTorch is only in the environment that trains")


from models.starter import acoustic_kaldi as kaldi
from models.starter.acoustic_network import log_probabilities, read_network, write_network

PROTOTYPE = Path(__file__).resolve().parents[2] / "models" / "prototype-nl" / "am" / "final.mdl"
pytestmark = pytest.mark.skipif(not PROTOTYPE.exists(), reason="models/prototype-nl is not here")


def test_a_model_read_and_written_is_the_same(tmp_path):
    """Every weight, prior and byte count stays."""
    data = PROTOTYPE.read_bytes()
    write_network(read_network(PROTOTYPE), tmp_path / "é b" / "final.mdl", kaldi.read_priors(data))
    written = (tmp_path / "é b" / "final.mdl").read_bytes()
    assert len(written) == len(data)
    before, after = kaldi.read_components(data), kaldi.read_components(written)
    assert list(before) == list(after)
    assert np.array_equal(before["tdnnf9.affine"].fields["LinearParams"], after["tdnnf9.affine"].fields["LinearParams"])


@pytest.mark.parametrize("frames", [10, 11, 12])
def test_there_is_one_output_for_three_frames(frames: int):
    """Probabilities add up to one, also where the last output has fewer than three frames."""
    features = np.random.default_rng(0).normal(size=(frames, 40)).astype(np.float32)
    scores = log_probabilities(read_network(PROTOTYPE), features)
    assert scores.shape == (4, 74)
    assert np.exp(scores).sum(1) == pytest.approx(np.ones(4), abs=1e-4)
