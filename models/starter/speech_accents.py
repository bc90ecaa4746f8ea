"""How differently Dutch people say the same sounds, for a synthetic speaker who would say them all by the book.

espeak-ng writes one sound for what is a whole field in the mouths of people: the long vowels glide in the north ("oo"
as oʊ), "ij" and "ui" open wide or lose their glide, the g is scraped or soft, the r rolls, scrapes, curls or is gone,
"a" is dark in the south. A model that has only heard the book's sounds gets people wrong. An accent here is one
speaker's choice for each sound; the fields are those that descriptions of Dutch list (Collins & Mees, "The Phonetics of
English and Dutch", 2003; Booij, "The Phonology of Dutch", 1995), written in the signs that Kokoro knows.

What people leave out or run together is another thing: it changes which phones are said, so `run_together` writes it
into the IPA, and the labels follow.
"""

from dataclasses import dataclass, field

import numpy as np

from models.starter.phones import from_espeak

_STRESS = "ˈˌ"
_CHOICES: dict[str, tuple[tuple[str, float], ...]] = {
    # Kokoro's A, O, Q, I and W are the glides of English "day, go, go (British), my, now", each one sign.
    "eː": (("eː", 3), ("A", 4), ("e", 1), ("ej", 1), ("ɛɪ", 1)),
    "oː": (("oː", 3), ("O", 4), ("o", 1), ("ow", 1), ("ɔʊ", 1)),
    "øː": (("øː", 4), ("øy", 3), ("œy", 1), ("Q", 1)),
    "ɛɪ": (("ɛɪ", 4), ("æɪ", 3), ("I", 2), ("ɛː", 1), ("A", 1)),
    "œy": (("œy", 3), ("ʌy", 2), ("ɐy", 2), ("œj", 1), ("ɑy", 1), ("œː", 1), ("ʌɪ", 1)),
    "ʌʊ": (("ʌʊ", 3), ("W", 3), ("ɑʊ", 2), ("ɔʊ", 1), ("ɑw", 1)),
    "ɑ": (("ɑ", 5), ("ʌ", 1), ("ɒ", 2), ("a", 1), ("ɐ", 1)),
    "aː": (("aː", 5), ("a", 2), ("ɐː", 1), ("æː", 1), ("ɑː", 1)),
    "ɔ": (("ɔ", 4), ("ɒ", 1), ("o", 2)),
    "ɪ": (("ɪ", 4), ("e", 1), ("ɪ̈", 1), ("i", 1)),
    "ɛ": (("ɛ", 4), ("æ", 1), ("e", 1)),
    "ɵ": (("œ", 2), ("ʌ", 3), ("ɜ", 1), ("ø", 1), ("y", 1)),
    "ə": (("ə", 5), ("ɐ", 1), ("ᵻ", 1), ("œ", 1)),
    "y": (("y", 4), ("yː", 1), ("u", 0.5), ("ɥi", 0.5)),
    "x": (("x", 4), ("χ", 3), ("ç", 1), ("h", 0.5)),
    "ɣ": (("ɣ", 2), ("x", 3), ("χ", 2), ("ʝ", 1), ("ç", 0.5)),
    "ʋ": (("ʋ", 3), ("w", 2), ("v", 2), ("β", 2)),
    "h": (("h", 5), ("ɦ", 1)),
}
_BEFORE_R = {"eː": (("ɪː", 3), ("eː", 2), ("iː", 1)), "oː": (("oː", 2), ("ɔː", 2)), "øː": (("øː", 2), ("œː", 2))}
_R_FIRST = (("ɾ", 4), ("r", 2), ("ʁ", 4), ("ɹ", 1))
_R_LAST = {
    "ɾ": (("ɾ", 3), ("ɹ", 3), ("ə", 1), ("ɾə", 1)),
    "r": (("r", 2), ("ɾ", 2), ("ɹ", 1)),
    "ʁ": (("ʁ", 3), ("χ", 2), ("ɹ", 3), ("ɐ", 1)),
    "ɹ": (("ɹ", 1),),
}
_VOWELS = set("aeiouyøœɐɑɒɔəɛɜɪɵʊʌ")
_VOICELESS = {"p", "t", "k", "f", "s", "x"}
_SMALL_WITH_D = {"d_ə", "d_i", "d_ɑ_t", "d_ɑ_n", "d_ɪ_t", "d_ɵ_s", "d_eː_z_ə"}
_AFTER_L_AND_R = (["k"], ["m"], ["f"], ["p"], ["x"])
_CLUSTER_BEFORE_T = {"x", "s", "f", "k", "n"}


@dataclass(frozen=True, slots=True)
class Accent:
    """What a speaker makes of each sound, of a long vowel before r, and of r before a vowel and elsewhere."""

    sounds: dict[str, str] = field(default_factory=dict)
    before_r: dict[str, str] = field(default_factory=dict)
    r_first: str = "ɾ"
    r_last: str = "ɾ"

    def say(self, sounds: list[str]) -> str:
        """Return what Kokoro is given for the sounds of one word as espeak-ng writes them."""
        cores = [sound.strip(_STRESS) for sound in sounds]
        said = []
        for place, (sound, core) in enumerate(zip(sounds, cores, strict=True)):
            after = cores[place + 1] if place + 1 < len(cores) else ""
            if core == "r":
                chosen = self.r_first if after[:1] in _VOWELS and after else self.r_last
            elif after == "r" and core in self.before_r:
                chosen = self.before_r[core]
            else:
                chosen = self.sounds.get(core, core)
            said.append(sound[: len(sound) - len(sound.lstrip(_STRESS))] + chosen)
        return "".join(said)


def draw_accent(random: np.random.Generator) -> Accent:
    """Draw a speaker's choice for each sound."""

    def one_of(choices: tuple[tuple[str, float], ...]) -> str:
        weights = np.array([weight for _, weight in choices])
        return choices[int(random.choice(len(choices), p=weights / weights.sum()))][0]

    sounds = {core: one_of(choices) for core, choices in _CHOICES.items()}
    before_r = {core: one_of(choices) for core, choices in _BEFORE_R.items()}
    r_first = one_of(_R_FIRST)
    return Accent(sounds, before_r, r_first, one_of(_R_LAST[r_first]))


def run_together(ipa: str, random: np.random.Generator, share: float) -> str:
    """Return the IPA of espeak-ng as people say it who speak fast: each habit at `share` of the places that invite it.

    "het" loses its h; a small word's d is a t after a voiceless sound (is te, met tie); t goes between consonants
    (nie(t) meer, ach(t) keer); a schwa slips in between l or r and another consonant at the end (mellek, werrek).
    """
    words = [[sound for sound in word.split("_") if sound.strip(_STRESS)] for word in ipa.split()]
    said: list[list[str]] = []
    for place, sounds in enumerate(words):
        word = list(sounds)
        plain = "_".join(sound.strip(_STRESS) for sound in word)
        before = from_espeak(said[-1][-1]) if said and said[-1] else []
        after = from_espeak(words[place + 1][0]) if place + 1 < len(words) and words[place + 1] else []
        if plain == "h_ə_t" and random.random() < share:
            word = word[1:]
        elif plain in _SMALL_WITH_D and before and before[-1] in _VOICELESS and random.random() < share:
            word[0] = word[0].replace("d", "t")
        tail = [from_espeak(sound) for sound in word[-2:]]
        if len(word) > 2 and tail[1] == ["t"] and after and after[0] in {"d", "t", "k", "m", "b", "x", "s", "v", "f"}:
            if tail[0] and tail[0][-1] in _CLUSTER_BEFORE_T and random.random() < share / 2:
                word.pop()
        elif len(word) > 2 and tail[0] in (["l"], ["r"]) and tail[1] in _AFTER_L_AND_R and random.random() < share / 2:
            word.insert(-1, "ə")
        said.append(word)
    return " ".join("_".join(word) for word in said)
