"""The phones of the starter model, and how espeak-ng's Dutch IPA is written in them.

A *class* is what the acoustic model tells apart: 0 is silence, 1 to 36 the phones in the order of ``PHONES``. Each
class has two outputs (pdfs): its first frame (``2 * class``) and the frames after it (``2 * class + 1``). Kaldi's
phones know their place in the word as well (_B begin, _E end, _I inside, _S single), so that Vosk finds word
boundaries; the four share the outputs of their class.
"""

import re
from collections.abc import Sequence
from itertools import product

PHONES = tuple("ə n t r s l k d aː ɑ ɪ ɛ m i ɔ v eː oː b p x ʋ h ɛɪ z f ŋ ʏ y j u œy ʌʊ øː ʃ ʒ".split())
CLASS_OF = {phone: number for number, phone in enumerate(PHONES, start=1)}
SILENCE_CLASS = 0
CLASSES = len(PHONES) + 1
PDFS = 2 * CLASSES

PLACES = {"B": "begin", "E": "end", "I": "internal", "S": "singleton"}
SILENCE_ID = 1
KALDI_IDS = {(phone, place): number for number, (phone, place) in enumerate(product(PHONES, PLACES), start=2)}
KALDI_PHONES = 1 + len(KALDI_IDS)

# Sounds that espeak-ng writes and the inventory lacks: rare ones, foreign ones, and other ways of writing the same.
_SPELT_AS = {
    "ɡ": "x", "g": "x", "ɣ": "x", "ç": "x", "ʊ": "ʌʊ", "aʊ": "ʌʊ", "ɱ": "m", "ɲ": "n j", "ɾ": "r", "ɹ": "r", "ʁ": "r",
    "c": "t j", "tʃ": "t ʃ", "dʒ": "d ʒ", "ts": "t s", "ʔ": "", "ɛː": "ɛ", "ɔː": "ɔ", "iː": "i", "uː": "u", "yː": "y",
    "ɐ": "ə", "ɪː": "ɪ", "ɵ": "ʏ", "œː": "ʏ", "œ": "ʏ", "ʌ": "ʏ", "ɜ": "ʏ", "ɑː": "ɑ", "a": "ɑ", "e": "eː", "o": "oː",
    "ø": "øː", "ɒ": "ɔ", "æ": "ɛ", "w": "ʋ", "yʊ": "y ʋ", "eʊ": "eː ʋ", "aɪ": "ɑ j", "ai": "ɑ j", "eɪ": "eː", "ð": "d",
    "θ": "t", "ɑ̃": "ɑ n", "ɛ̃": "ɛ n", "ɔ̃": "ɔ n", "eə": "ɛ r", "əʊ": "oː", "ɔɪ": "ɔ j", "oɪ": "ɔ j", "ɜː": "ʏ r",
    "ɪə": "i r", "iə": "i r", "ʊə": "u r", "ɚ": "ə r", "əl": "ə l", "aɪə": "ɑ j ə", "q": "k", "ɬ": "l", "y̆": "y",
}  # fmt: skip
_LANGUAGE_SWITCH = re.compile(r"\([a-z-]+\)")  # espeak-ng marks words that it takes for another language: (en)...(nl)
_NOT_SOUND = re.compile("[ˈˌ\u200d\u0361ʲ\u0329\u032f'-]")  # stress, ties, palatalisation


def from_espeak(ipa: str) -> list[str]:
    """Return the phones of one word that espeak-ng wrote as IPA with ``_`` between the sounds.

    A sound that is neither known nor listed is left out: what espeak-ng uses for Dutch is listed whole.
    """
    phones: list[str] = []
    for piece in _LANGUAGE_SWITCH.sub("", ipa).split("_"):
        sound = _NOT_SOUND.sub("", piece).strip()
        phones += [phone for phone in _SPELT_AS.get(sound, sound).split() if phone in CLASS_OF]
    return phones


def placed(phones: Sequence[str]) -> list[int]:
    """Return the Kaldi ids (2 and up) of a word's phones, each with its place in the word."""
    if not phones:
        raise ValueError("a word has at least one phone")
    if len(phones) == 1:
        return [KALDI_IDS[phones[0], "S"]]
    places = ["B", *["I"] * (len(phones) - 2), "E"]
    return [KALDI_IDS[pair] for pair in zip(phones, places, strict=True)]


def class_of_kaldi(number: int) -> int:
    """Return the class (0 to 36) of a Kaldi phone id (1 to 145)."""
    return SILENCE_CLASS if number == SILENCE_ID else (number - 2) // len(PLACES) + 1


def word_boundaries() -> str:
    """Return the text of word_boundary.int: each Kaldi phone id and its place."""
    lines = [f"{SILENCE_ID} nonword"]
    lines += [f"{number} {PLACES[place]}" for (_, place), number in KALDI_IDS.items()]
    return "\n".join(lines) + "\n"


def phone_table() -> str:
    """Return the text of phones.txt: names and ids."""
    lines = ["<eps> 0", f"SIL_N {SILENCE_ID}"]
    lines += [f"{phone}_{place} {number}" for (phone, place), number in KALDI_IDS.items()]
    return "\n".join(lines) + "\n"
