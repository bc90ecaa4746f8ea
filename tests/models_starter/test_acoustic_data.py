"""Batches: augmented features and labels side by side, the same for the same seed."""

import json

import numpy as np
import pytest

from models.starter.acoustic_data import UNLABELLED, Utterance, batches, cut_out, load, together
from models.starter.phones import CLASS_OF

CONTEXT = 34


def utterance(seconds: float, seed: int) -> Utterance:
    random = np.random.default_rng(seed)
    samples = (3000 * random.standard_normal(int(16_000 * seconds))).astype(np.int16)
    return Utterance(samples, ((0.0, ""), (200.0, "b"), (400.0, "aː"), (700.0, "")))


def test_shorter_examples_are_filled_up_and_not_labelled():
    """The last frame is repeated; where there is no speech there is no label to learn from."""
    short, long = np.ones((6, 40), np.float32), np.full((9, 40), 2, np.float32)
    batch = together([(short, np.array([0, 1])), (long, np.array([0, 1, 1]))], CONTEXT)
    assert batch.features.shape == (2, 9 + 2 * CONTEXT + 2, 40)
    assert (batch.features[0] == 1).all()
    assert batch.pdfs.tolist() == [[0, 1, UNLABELLED], [0, 1, 1]]


def test_the_same_seed_gives_the_same_batches():
    """Which utterances, in which order, and how they are augmented all come from the seed."""
    corpora = [([utterance(1.0, 1), utterance(1.5, 2)], 0.5), ([utterance(2.0, 3)], 0.5)]
    one, two = (batches(corpora, seconds=4, context=CONTEXT, seed=5) for _ in range(2))
    for _ in range(3):
        first, second = next(one), next(two)
        assert np.array_equal(first.features, second.features)
        assert np.array_equal(first.pdfs, second.pdfs)


def test_batches_have_the_phones_of_their_utterances():
    """Every phone that is said has a first output, whatever augmentation did to its times."""
    batch = next(batches([([utterance(1.0, 1)], 1.0)], seconds=3, context=CONTEXT, seed=5))
    wanted = {2 * CLASS_OF["b"], 2 * CLASS_OF["aː"]}
    for row in batch.pdfs:
        assert wanted <= set(row.tolist())


@pytest.mark.parametrize("seed", range(5))
def test_what_is_cut_out_begins_and_ends_with_speech(seed: int):
    """Hundredths of a second are left at both ends, and times are counted from the new beginning."""
    cut = cut_out(utterance(1.0, 1), np.random.default_rng(seed))
    assert cut.events[0] == (0.0, "")
    assert 20 <= cut.events[1][0] <= 45
    assert cut.events[2][0] - cut.events[1][0] == pytest.approx(200)
    assert 520 <= len(cut.samples) / 16 <= 590


def test_without_speech_there_is_nothing_to_cut():
    """A recording of silence stays whole."""
    silent = Utterance(np.zeros(16_000, np.int16), ((0.0, ""),))
    assert len(cut_out(silent, np.random.default_rng(1)).samples) == 16_000


def test_a_corpus_is_read_from_its_list(tmp_path):
    """Other rates become 16 kHz; recordings that are too long are left out."""
    soundfile = pytest.importorskip("soundfile", reason="soundfile reads the audio")
    soundfile.write(tmp_path / "é.flac", np.zeros(8000), 8000)
    rows = [{"file": "é.flac", "seconds": 1.0, "events": [[0.0, ""], [100.0, "b"]]}]
    rows.append({"file": "not there.flac", "seconds": 60.0, "events": []})
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    (tmp_path / "list.jsonl").write_text(text, encoding="utf-8")
    (found,) = load(tmp_path / "list.jsonl")
    assert len(found.samples) == 16_000
    assert found.events == ((0.0, ""), (100.0, "b"))
