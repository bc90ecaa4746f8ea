"""A corpus of synthetic speech: resumable, seeded, and with times that fit."""

import json

import numpy as np

from models.starter.speech_corpus import espeak_events, make, read_list
from models.starter.speech_kokoro import draw_speaker, symbols, trimmed

TEXTS = ["een", "twee", "drie", "vier"]


def say(text, random):
    """A voice that hums for as long as it likes; it will not say "drie"."""
    if text == "drie":
        return None, {}
    return random.uniform(-0.5, 0.5, int(random.integers(4000, 8000))).astype(np.float32), {"speaker": text}


def test_a_corpus_broken_off_goes_on_as_if_it_had_not_been(tmp_path):
    """Two short runs make the same files as one long one."""
    make(say, TEXTS, tmp_path / "one", seed=3, minutes=0.06)
    make(say, TEXTS, tmp_path / "two", seed=3, minutes=0.02)
    make(say, TEXTS, tmp_path / "two", seed=3, minutes=0.06)
    one, two = read_list(tmp_path / "one"), read_list(tmp_path / "two")
    assert one == two
    assert len(one) > 6
    for record in one:
        name = record["file"]
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_a_line_cut_off_by_a_crash_is_made_again(tmp_path):
    """The last, unfinished line of the list does not count."""
    make(say, TEXTS, tmp_path, seed=3, minutes=0.02)
    whole = read_list(tmp_path)
    with (tmp_path / "list.jsonl").open("a", encoding="utf-8") as file:
        file.write('{"file": "3-000')
    assert read_list(tmp_path) == whole
    make(say, TEXTS, tmp_path, seed=3, minutes=0.04)
    lines = (tmp_path / "list.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line) for line in lines] == read_list(tmp_path)


def test_what_cannot_be_said_is_left_out(tmp_path):
    """A text that the voice refuses is passed over."""
    make(say, TEXTS, tmp_path, seed=3, minutes=0.06)
    assert "drie" not in {record["text"] for record in read_list(tmp_path)}


def test_a_sound_that_is_two_phones_is_halved():
    """espeak-ng's times are kept; a final silence is added."""
    assert espeak_events([(10, "tʃ"), (110, "ə")]) == [(0.0, ""), (10, "t"), (60.0, "ʃ"), (110, "ə"), (170.0, "")]


def test_speakers_of_one_seed_are_the_same_and_weigh_one():
    """A speaker follows from the generator alone; weights add up to one, also where they are extrapolated."""
    for seed in range(20):
        speaker = draw_speaker(np.random.default_rng(seed))
        assert speaker == draw_speaker(np.random.default_rng(seed))
        assert abs(sum(speaker.timbre) - 1) < 1e-3
        assert 0.8 <= speaker.tempo <= 1.25


def test_kokoro_is_given_only_what_it_knows_of_dutch():
    """The sounds it lacks are replaced, the separators go, the speaker's r is put in."""
    speaker = draw_speaker(np.random.default_rng(1))
    text = symbols("d_ə b_ˈɵ_r_ʏ", speaker, np.random.default_rng(1))
    assert "ɵ" not in text
    assert "ʏ" not in text
    assert "_" not in text
    assert speaker.rhotic in text
    assert " " in text


def test_silence_around_a_voice_is_cut():
    """At most the margin is left on either side, and the loudness is set."""
    sound = np.zeros(32_000, np.float32)
    sound[12_000:20_000] = 0.1
    cut = trimmed(sound)
    assert cut is not None
    assert 8000 < len(cut) <= 8000 + 2 * 1920
    assert abs(float(np.max(cut)) - 0.6) < 1e-6
    assert trimmed(np.zeros(100, np.float32)) is None
