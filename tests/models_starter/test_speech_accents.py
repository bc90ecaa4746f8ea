"""Accents: one speaker's choice for each sound, and what people run together when they speak fast."""

import numpy as np
import pytest

from models.starter.speech_accents import Accent, draw_accent, run_together

ALWAYS = 1.0


def random(seed: int = 1) -> np.random.Generator:
    return np.random.default_rng(seed)


def test_an_accent_follows_from_the_generator_alone():
    """The same seed gives the same speaker, other seeds give others."""
    accents = [draw_accent(random(seed)) for seed in range(20)]
    assert accents == [draw_accent(random(seed)) for seed in range(20)]
    assert len({accent.sounds["oː"] for accent in accents}) > 2
    assert len({accent.r_first for accent in accents}) > 1


def test_a_speaker_without_an_accent_says_what_is_written():
    """Stress stays where it was, and sounds that nothing is known of pass."""
    assert Accent().say(["k", "ˈoː", "m"]) == "kˈoːm"


def test_each_sound_is_said_as_the_speaker_says_it():
    """Stress marks stand before the sound that takes its place."""
    assert Accent({"oː": "O", "ɣ": "χ"}).say(["ɣ", "r", "ˈoː", "t"]) == "χɾˈOt"


def test_r_differs_before_a_vowel_and_elsewhere():
    """The word "raar" begins with one r and ends with another."""
    assert Accent(r_first="ʁ", r_last="ɹ").say(["r", "aː", "r"]) == "ʁaːɹ"


def test_a_long_vowel_before_r_does_not_glide():
    """The word "meer" is no "meejr" even for a speaker whose "mee" glides."""
    accent = Accent({"eː": "A"}, {"eː": "ɪː"})
    assert accent.say(["m", "eː"]) == "mA"
    assert accent.say(["m", "eː", "r"]) == "mɪːɾ"


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("h_ə_t ɪ_s", "ə_t ɪ_s"),  # het loses its h
        ("ɪ_s d_ə z_eː", "ɪ_s t_ə z_eː"),  # is te zee
        ("aː_n d_ə z_eː", "aː_n d_ə z_eː"),  # after a voiced sound the d stays
    ],
)
def test_habits_of_fast_speech(written: str, said: str):
    """Each at every place that invites it."""
    assert run_together(written, random(), ALWAYS) == said


def test_t_and_schwa_come_and_go_at_half_the_share():
    """The words "acht keer" may lose a t, "melk" may get a schwa; never anything else."""
    heard = {run_together("ɑ_x_t k_eː_r m_ɛ_l_k", random(seed), ALWAYS) for seed in range(40)}
    assert heard == {f"ɑ_x{t} k_eː_r m_ɛ_l{schwa}_k" for t in ("_t", "") for schwa in ("_ə", "")}


def test_slow_speech_is_as_it_is_written():
    """At a share of nothing only empty sounds go."""
    assert run_together("h_ə_t _ɪ_s_ ɑ_x_t", random(), 0.0) == "h_ə_t ɪ_s ɑ_x_t"
