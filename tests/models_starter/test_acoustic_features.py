"""Labels for the network's outputs, and the matrices that change mel energies."""

import numpy as np
import pytest

from models.starter.acoustic_features import cepstrum_matrix, labels, mel, mfcc, warp_matrix
from models.starter.phones import CLASS_OF

B, A = CLASS_OF["b"], CLASS_OF["aː"]


def test_a_phone_begins_with_its_first_pdf_and_goes_on_with_the_other():
    """Silence, then two phones; outputs are 30 ms apart."""
    found = labels([(0.0, ""), (60.0, "b"), (120.0, "aː")], 6)
    assert found.tolist() == [0, 1, 2 * B, 2 * B + 1, 2 * A, 2 * A + 1]


def test_phones_shorter_than_an_output_push_the_next_one_back():
    """Every phone has at least one output."""
    found = labels([(0.0, ""), (30.0, "b"), (35.0, "aː"), (40.0, "")], 5)
    assert found.tolist() == [0, 2 * B, 2 * A, 0, 1]


def test_silences_that_follow_one_another_are_one():
    """A second silence does not begin anew."""
    assert labels([(0.0, ""), (40.0, ""), (90.0, "b")], 5).tolist() == [0, 1, 1, 2 * B, 2 * B + 1]


def test_what_lies_after_the_end_is_not_labelled():
    """Events past the last output are dropped."""
    assert labels([(0.0, ""), (900.0, "b")], 3).tolist() == [0, 1, 1]


def test_a_warp_by_one_changes_nothing():
    """The identity stays the identity."""
    assert warp_matrix(1.0) == pytest.approx(np.eye(40), abs=1e-6)


def test_a_warp_above_one_takes_each_band_from_higher_up():
    """Formants come out lower: a peak in band 20 moves to a lower band."""
    peak = np.zeros(40)
    peak[20] = 1.0
    assert int((warp_matrix(1.15) @ peak).argmax()) < 20
    assert int((warp_matrix(0.87) @ peak).argmax()) > 20


def test_a_warp_keeps_an_even_spectrum_even():
    """Each row adds up to one."""
    assert warp_matrix(0.9).sum(1) == pytest.approx(np.ones(40))


def test_the_cepstrum_matrix_can_be_undone():
    """Forty cepstra hold all that forty bands hold."""
    matrix = cepstrum_matrix()
    assert np.linalg.inv(matrix) @ matrix == pytest.approx(np.eye(40), abs=1e-8)


def test_mels_follow_kaldis_formula():
    """1127 ln(1 + f / 700)."""
    assert float(mel(700.0)) == pytest.approx(1127 * np.log(2))


def test_features_have_forty_numbers_each_ten_milliseconds():
    """One second gives 98 windows of 25 ms; less than a window gives none."""
    assert mfcc(np.ones(16_000, np.float32)).shape == (98, 40)
    assert mfcc(np.ones(399, np.float32)).shape == (0, 40)


def test_features_are_those_of_kaldi():
    """Vosk computes them in C++; ours may differ by rounding only."""
    knf = pytest.importorskip("kaldi_native_fbank", reason="kaldi-native-fbank is only in the environment that trains")
    samples = np.random.default_rng(0).normal(0, 2000, 8000).astype(np.float32)
    options = knf.MfccOptions()
    options.frame_opts.dither = 0
    options.mel_opts.num_bins, options.mel_opts.low_freq, options.mel_opts.high_freq = 40, 20, 7600
    options.num_ceps, options.use_energy = 40, False
    theirs = knf.OnlineMfcc(options)
    theirs.accept_waveform(16_000, samples)
    frames = np.array([theirs.get_frame(number) for number in range(theirs.num_frames_ready)])
    assert mfcc(samples) == pytest.approx(frames, abs=2e-2)
