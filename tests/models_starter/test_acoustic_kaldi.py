"""Kaldi's model files: what is written can be read, and has the bytes that Kaldi expects."""

from pathlib import Path

import numpy as np
import pytest

from models.starter import acoustic_kaldi as kaldi

PROTOTYPE = Path(__file__).resolve().parents[2] / "models" / "prototype-nl" / "am" / "final.mdl"


def small_model(priors: list[float]) -> bytes:
    weights = np.arange(12, dtype=np.float32).reshape(2, 6)
    components = [
        ("one.affine", kaldi.tdnn([-1, 0, 1], weights, np.array([0.5, -0.5], np.float32))),
        ("one.relu", kaldi.nonlinearity("RectifiedLinearComponent", 2)),
        ("one.noop", kaldi.passed_on(2)),
    ]
    body = kaldi.network(["input-node name=input dim=2"], components, context=(1, 1), priors=priors)
    return kaldi.transition_model([(0, 1), (2, 3)]) + body


def test_numbers_are_written_little_endian_with_their_size_before_them():
    """Kaldi writes the size of a number as a byte, then the number."""
    assert kaldi.integer(2) == b"\x04\x02\x00\x00\x00"
    assert kaldi.real(1.0) == b"\x04\x00\x00\x80\x3f"
    assert kaldi.double(1.0)[:1] == b"\x08"
    assert kaldi.matrix([[1.0, 2.0]])[:13] == b"FM \x04\x01\x00\x00\x00\x04\x02\x00\x00\x00"


def test_layers_come_back_as_they_were_written():
    """Weights, biases, offsets and the kind of every layer survive writing and reading."""
    components = kaldi.read_components(small_model([]))
    assert list(components) == ["one.affine", "one.relu", "one.noop"]
    affine = components["one.affine"]
    assert affine.kind == "TdnnComponent"
    assert affine.fields["TimeOffsets"] == [-1, 0, 1]
    assert affine.fields["LinearParams"].tolist() == np.arange(12.0).reshape(2, 6).tolist()
    assert affine.fields["BiasParams"].tolist() == [0.5, -0.5]
    assert components["one.noop"].fields["Dim"] == 2
    assert components["one.noop"].fields["BackpropScale"] == 1.0


def test_priors_come_back_as_they_were_written():
    """What the outputs are divided by stands at the end of the file; a file without has none."""
    assert kaldi.read_priors(small_model([0.25, 0.75])).tolist() == [0.25, 0.75]
    assert kaldi.read_priors(small_model([])).size == 0


def test_every_phone_has_a_state_of_two_pdfs():
    """The transition model names both pdfs of each phone and as many log probabilities as there are transitions."""
    data = kaldi.transition_model([(0, 1), (2, 3)])
    assert data.startswith(b"\0B<TransitionModel> <Topology> ")
    second = kaldi.integer(2) + kaldi.integer(0) + kaldi.integer(2) + kaldi.integer(3)
    assert second in data
    assert kaldi.vector(np.full(5, np.log(0.5))) in data


@pytest.mark.parametrize("data", [b"", b"MZ something else", b"<NumComponents> \x04\x01\x00\x00\x00<Oops> "])
def test_a_file_that_is_no_model_is_refused(data: bytes):
    """Anything but a model raises ValueError."""
    with pytest.raises(ValueError, match=r"not a Kaldi acoustic model|no layer"):
        kaldi.read_components(data)


@pytest.mark.skipif(not PROTOTYPE.exists(), reason="models/prototype-nl is not here")
def test_the_prototype_can_be_read():
    """The prototype has the layers and shapes that the network expects, and priors that add up to one."""
    data = PROTOTYPE.read_bytes()
    components = kaldi.read_components(data)
    assert components["tdnn1.affine"].fields["LinearParams"].shape == (768, 120)
    assert components["tdnnf6.linear"].fields["TimeOffsets"] == [-3, 0]
    assert components["output.affine"].fields["BiasParams"].shape == (74,)
    assert kaldi.read_priors(data).sum() == pytest.approx(1.0, abs=1e-5)
