"""Forced alignment: each phone is laid where it fits best."""

import numpy as np

from models.starter.acoustic_align import Alignment, align, events_of, expected, recordings
from models.starter.phones import CLASS_OF, PDFS


def scores(classes: list[int], wrong: float = -8.0) -> np.ndarray:
    """Log probabilities of a voice that says one class per output; a run of the same class is one phone."""
    found = np.full((len(classes), PDFS), wrong, np.float32)
    for time, number in enumerate(classes):
        begins = time == 0 or classes[time - 1] != number
        found[time, 2 * number + (0 if begins else 1)] = -0.1
    return found


A, B, N, SCHWA = CLASS_OF["aː"], CLASS_OF["b"], CLASS_OF["n"], CLASS_OF["ə"]


def test_phones_start_where_they_are_heard():
    """Starts follow the voice, however long each phone is held."""
    found = align(scores([0, 0, B, A, A, A, 0]), [0, B, A, 0], [False] * 4)
    assert found is not None
    assert found.starts == ((0, 0), (2, B), (3, A), (6, 0))
    assert found.score > -0.2


def test_a_silence_that_is_not_there_is_left_out():
    """An optional silence between words takes no output where nobody paused."""
    found = align(scores([0, B, B, A, 0]), [0, B, 0, A, 0], [False, False, True, False, False])
    assert found is not None
    assert [number for _, number in found.starts] == [0, B, A, 0]


def test_a_pause_is_found():
    """The same optional silence is used where there is one."""
    found = align(scores([0, B, 0, 0, A, 0]), [0, B, 0, A, 0], [False, False, True, False, False])
    assert found is not None
    assert [number for _, number in found.starts] == [0, B, 0, A, 0]


def test_a_final_n_and_a_pause_may_both_be_left_out():
    """Two optional phones in a row can be jumped over together."""
    classes, optional = expected("l_ˈoː_p_ə_n b_aː")
    said = [0, CLASS_OF["l"], CLASS_OF["oː"], CLASS_OF["p"], SCHWA, B, A, 0]
    found = align(scores(said), classes, optional)
    assert found is not None
    assert [number for _, number in found.starts] == said


def test_a_recording_too_short_for_its_words_is_refused():
    """Each phone needs an output of its own."""
    assert align(scores([0, B, 0]), [0, B, A, N, 0], [False] * 5) is None


def test_what_may_be_heard_has_silences_at_both_ends():
    """Words are parted by optional silence; the first and the last silence are not optional."""
    classes, optional = expected("d_ə t_ˈi_n")
    assert classes == [0, CLASS_OF["d"], SCHWA, 0, CLASS_OF["t"], CLASS_OF["i"], N, 0]
    assert optional == [False, False, False, True, False, False, False, False]


def test_events_lie_between_two_outputs_without_the_padding():
    """Times are those of the recording itself: what was put before it is taken off, and nothing starts before it."""
    events = events_of(Alignment(((0, 0), (10, B)), -0.1), 250.0)
    assert events == [(0.0, ""), (47.5, "b")]


def test_both_kinds_of_list_are_read(tmp_path):
    """A list is either lines of file and words, or a corpus with a record a line."""
    plain, corpus = tmp_path / "a.tsv", tmp_path / "list.jsonl"
    plain.write_text("één.wav\thoe laat is het\textra\n", encoding="utf-8")
    corpus.write_text('{"file": "één.wav", "text": "hoe laat is het"}\n', encoding="utf-8")
    assert recordings(plain) == recordings(corpus) == [("één.wav", "hoe laat is het", "")]
