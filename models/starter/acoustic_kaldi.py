"""Kaldi's binary format of an acoustic model (``final.mdl``): enough to write one that Vosk loads and to read weights.

A file is a transition model (which pdf belongs to which phone) followed by an nnet3 network: a text that says how the
components hang together, then each component as tagged binary values. Kaldi's sources are the reference:
``hmm/transition-model.cc``, ``nnet3/nnet-nnet.cc``, ``nnet3/nnet-tdnn-component.cc``, ``matrix/kaldi-matrix.cc``.
"""

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]

STAY = 0.5
"""Probability of staying in a phone's state, and of leaving it: the network's scores decide, as in chain models."""


def token(name: str) -> bytes:
    """Return a tag or a word."""
    return name.encode("utf-8") + b" "


def integer(value: int) -> bytes:
    """Return a 32-bit integer."""
    return b"\x04" + struct.pack("<i", value)


def real(value: float) -> bytes:
    """Return a 32-bit number."""
    return b"\x04" + struct.pack("<f", value)


def double(value: float) -> bytes:
    """Return a 64-bit number."""
    return b"\x08" + struct.pack("<d", value)


def integers(values: Sequence[int]) -> bytes:
    """Return a vector of 32-bit integers."""
    return b"\x04" + struct.pack("<i", len(values)) + np.asarray(values, np.int32).tobytes()


def vector(values: npt.ArrayLike) -> bytes:
    """Return a vector of 32-bit numbers."""
    array = np.ascontiguousarray(values, np.float32)
    return b"FV " + integer(array.size) + array.tobytes()


def matrix(values: npt.ArrayLike) -> bytes:
    """Return a matrix of 32-bit numbers, rows first."""
    array = np.ascontiguousarray(values, np.float32)
    return b"FM " + integer(array.shape[0]) + integer(array.shape[1]) + array.tobytes()


def _tagged(kind: str, *fields: bytes) -> bytes:
    return token(f"<{kind}>") + b"".join(fields) + token(f"</{kind}>")


def tdnn(offsets: Sequence[int], weights: Floats, bias: Floats) -> bytes:
    """Return a layer that multiplies the frames at `offsets`, laid end to end, by weights (out, in * offsets).

    The fields about training are Kaldi's usual ones; they mean nothing to a recogniser.
    """
    return _tagged(
        "TdnnComponent",
        *(token("<MaxChange>"), real(0.75), token("<L2Regularize>"), real(0.001), token("<LearningRate>"), real(1e-4)),
        *(token("<TimeOffsets>"), integers(offsets), token("<LinearParams>"), matrix(weights)),
        *(token("<BiasParams>"), vector(bias), token("<OrthonormalConstraint>"), real(0.0)),
        *(token("<UseNaturalGradient>"), b"T", token("<NumSamplesHistory>"), real(2000.0)),
        *(token("<AlphaInOut>"), real(4.0), real(4.0), token("<RankInOut>"), integer(20), integer(32)),
    )


def nonlinearity(kind: str, size: int) -> bytes:
    """Return a layer without weights, such as ``RectifiedLinearComponent`` or ``LogSoftmaxComponent``."""
    none = vector([])
    return _tagged(
        kind,
        *(token("<Dim>"), integer(size), token("<ValueAvg>"), none, token("<DerivAvg>"), none),
        *(token("<Count>"), double(0), token("<OderivRms>"), none, token("<OderivCount>"), double(0)),
        *(token("<NumDimsSelfRepaired>"), double(0), token("<NumDimsProcessed>"), double(0)),
    )


def passed_on(size: int) -> bytes:
    """Return a layer that does nothing; a sum needs one to carry its name."""
    return _tagged("NoOpComponent", token("<Dim>"), integer(size), token("<BackpropScale>"), real(1.0))


def transition_model(pdfs: Sequence[tuple[int, int]]) -> bytes:
    """Return the start of a model file: phone n + 1 begins in ``pdfs[n][0]`` and stays in ``pdfs[n][1]``."""
    count = len(pdfs)
    phones = list(range(1, count + 1))
    states = integer(2)  # one emitting state with two transitions, and the end
    states += integer(0) + integer(1) + integer(2) + integer(0) + real(STAY) + integer(1) + real(1 - STAY)
    states += integer(-1) + integer(-1) + integer(0)
    topology = integers(phones) + integers([-1] + [0] * count) + integer(-1) + integer(1) + states
    tuples = integer(count)
    for phone, (first, later) in zip(phones, pdfs, strict=True):
        tuples += integer(phone) + integer(0) + integer(first) + integer(later)
    log_probabilities = vector(np.full(2 * count + 1, np.log(STAY)))
    return b"\0B" + _tagged(
        "TransitionModel",
        _tagged("Topology", topology),
        _tagged("Tuples", tuples),
        _tagged("LogProbs", log_probabilities),
    )


def network(
    description: Sequence[str],
    components: Sequence[tuple[str, bytes]],
    *,
    context: tuple[int, int],
    priors: npt.ArrayLike = (),
) -> bytes:
    """Return the second half of a model file.

    `description` are the lines of nnet3's configuration, `context` the frames needed on the left and on the right,
    `priors` what the recogniser divides the outputs by.
    """
    data = token("<Nnet3>") + b"\n" + "\n".join(description).encode("utf-8") + b"\n\n"
    data += token("<NumComponents>") + integer(len(components))
    for name, component in components:
        data += token("<ComponentName>") + token(name) + component
    data += token("</Nnet3>") + token("<LeftContext>") + integer(context[0])
    return data + token("<RightContext>") + integer(context[1]) + token("<Priors>") + vector(priors)


@dataclass(frozen=True, slots=True)
class Component:
    """One layer of a file that was read: its type and its fields; a number is given as float, twice where it is two."""

    kind: str
    fields: dict[str, Any]


class _Reader:
    """A position in the bytes of a model file."""

    def __init__(self, data: bytes, position: int) -> None:
        self.data = data
        self.position = position

    def token(self) -> str:
        while self.data[self.position : self.position + 1] in (b" ", b"\n"):
            self.position += 1
        end = self.position
        while self.data[end : end + 1] not in (b" ", b"\n", b""):
            end += 1
        found = self.data[self.position : end].decode("utf-8")
        self.position = end + 1
        return found

    def take(self, form: str) -> Any:
        (value,) = struct.unpack_from("<" + form, self.data, self.position)
        self.position += struct.calcsize(form)
        return value

    def value(self) -> Any:
        """Return the next value: bool, float or integer (told apart by what is plausible), vector or matrix."""
        head = self.data[self.position : self.position + 3]
        if head[:1] == b"\x04":
            self.position += 1
            raw = self.take("i")
            return raw if abs(raw) < 1 << 20 else struct.unpack("<f", struct.pack("<i", raw))[0]
        if head[:1] == b"\x08":
            self.position += 1
            return self.take("d")
        if head in (b"FM ", b"DM ", b"FV ", b"DV "):
            self.position += 3
            kind = np.dtype(np.float32 if head[:1] == b"F" else np.float64)
            shape = tuple(self.value() for _ in range(2 if head[1:2] == b"M" else 1))
            count = int(np.prod(shape))
            array = np.frombuffer(self.data, kind, count, self.position).reshape(shape)
            self.position += count * kind.itemsize
            return array
        if head[:1] in (b"T", b"F"):
            self.position += 1
            return head[:1] == b"T"
        raise ValueError(f"no value of a Kaldi model at byte {self.position}")

    def whole_numbers(self) -> list[int]:
        self.position += 1
        count = self.take("i")
        numbers = np.frombuffer(self.data, np.int32, count, self.position).tolist()
        self.position += 4 * count
        return numbers


def read_components(data: bytes) -> dict[str, Component]:
    """Return the layers of a model file by name, in order. Raises ValueError for anything that is no such file."""
    start = data.find(b"<NumComponents>")
    if start < 0:
        raise ValueError("not a Kaldi acoustic model: no components")
    reader = _Reader(data, start)
    reader.token()
    count = reader.value()
    components: dict[str, Component] = {}
    for _ in range(count):
        if reader.token() != "<ComponentName>":
            raise ValueError(f"no layer at byte {reader.position}")
        name, kind = reader.token(), reader.token()
        components[name] = Component(kind.strip("<>"), _fields(reader, "</" + kind[1:]))
    return components


def _fields(reader: _Reader, end: str) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    while (name := reader.token()) != end:
        key = name.strip("<>")
        if key == "TimeOffsets":
            fields[key] = reader.whole_numbers()
        elif reader.data[reader.position : reader.position + 1] == b"<":
            fields[key] = None  # a flag
        else:
            fields[key] = reader.value()
            while reader.data[reader.position : reader.position + 1] == b"\x04":
                reader.value()  # the second of two numbers: of no use here
    return fields


def read_priors(data: bytes) -> Floats:
    """Return the priors of a model file; empty where there are none."""
    place = data.rfind(b"<Priors> ")
    if place < 0:
        return np.zeros(0, np.float32)
    found: Floats = _Reader(data, place + len(b"<Priors> ")).value()
    return found
