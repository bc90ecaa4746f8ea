"""The phones of the starter model."""

import pytest

from models.starter import phones


def test_every_kaldi_phone_belongs_to_the_class_of_its_sound():
    """The four places of a phone share its class; the silence is class 0."""
    assert phones.class_of_kaldi(phones.SILENCE_ID) == 0
    for (phone, _), number in phones.KALDI_IDS.items():
        assert phones.class_of_kaldi(number) == phones.CLASS_OF[phone]


def test_the_inventory_is_the_one_that_the_acoustic_model_was_trained_on():
    """36 phones and silence: another number would need another network."""
    assert (len(phones.PHONES), phones.KALDI_PHONES, phones.PDFS) == (36, 145, 74)


@pytest.mark.parametrize(
    ("ipa", "expected"),
    [
        ("f_ɑ_k_t_ˈy_r", ["f", "ɑ", "k", "t", "y", "r"]),
        ("ɣ_ˈuː_t", ["x", "u", "t"]),
        ("(en)_ˈiː_m_eɪ_l(nl)", ["i", "m", "eː", "l"]),
        ("n_ˈɪ_ɲ_ə", ["n", "ɪ", "n", "j", "ə"]),
        ("!_?", []),
    ],
)
def test_ipa_of_espeak_becomes_phones_of_the_inventory(ipa, expected):
    """Stress and language marks go, rare sounds become their nearest, what is no sound is left out."""
    assert phones.from_espeak(ipa) == expected


def test_phones_know_their_place_in_the_word():
    """A single phone is S; otherwise the first is B, the last E and the rest I."""
    ids = phones.KALDI_IDS
    assert phones.placed(["y"]) == [ids["y", "S"]]
    assert phones.placed(["n", "eː", "j"]) == [ids["n", "B"], ids["eː", "I"], ids["j", "E"]]
    with pytest.raises(ValueError, match="at least one phone"):
        phones.placed([])


def test_word_boundaries_name_each_phone_once():
    """Vosk needs a line for every phone, or it finds no words."""
    lines = [line.split() for line in phones.word_boundaries().splitlines()]
    assert [int(number) for number, _ in lines] == list(range(1, phones.KALDI_PHONES + 1))
    assert lines[0][1] == "nonword"
    assert {place for _, place in lines[1:]} == {"begin", "end", "internal", "singleton"}
