"""How Dutch words sound: espeak-ng's reading, and the other ways in which people say them.

Each pronunciation carries a cost (natural logarithm, 0 or more) that the decoder pays for choosing it. The rules are
the ones that every grammar of spoken Dutch lists: the n after a schwa at the end of a word is mostly dropped, a schwa
slips between l or r and another consonant (mellek), voiced fricatives at the start lose their voice (seven for zeven),
so does the d of small words after a voiceless sound, small words shrink ('k, 't, z'n).
"""

from collections.abc import Iterable

from models.starter import espeak, phones

type Phones = tuple[str, ...]

DROPPED_N = 0.3  # about as frequent as the full form
INSERTED_SCHWA = 1.0
DEVOICED = 1.0
REDUCED = 0.5
HARDENED = 1.0  # only after a voiceless sound, which the lexicon does not see

# Small words as people say them in running speech; the first reading of each is espeak-ng's.
_REDUCED = {
    "de": ["d ə"],
    "het": ["ə t", "h ə t"],
    "een": ["ə n"],
    "er": ["ə r", "d ə r"],
    "ik": ["ə k", "k"],
    "je": ["j ə"],
    "jij": ["j ə"],
    "we": ["ʋ ə"],
    "wij": ["ʋ ə"],
    "ze": ["z ə", "s ə"],
    "zij": ["z ə"],
    "me": ["m ə"],
    "te": ["t ə"],
    "mijn": ["m ə n"],
    "zijn": ["z ə n"],
    "zo'n": ["z oː n"],
    "hem": ["ə m"],
    "haar": ["d ə r", "ə r"],
    "hij": ["h ɛɪ", "i"],
    "dat": ["d ɑ"],
    "wat": ["ʋ ɑ"],
    "niet": ["n i"],
    "is": ["ɪ s", "s"],
    "heb": ["h ɛ p", "ɛ p"],
    "heeft": ["h eː f", "eː f t"],
    "hebben": ["h ɛ b ə", "ɛ b ə"],
    "u": ["y"],
    "uw": ["y ʋ", "y"],
    "even": ["eː f ə"],
    "eens": ["ə s"],
    "natuurlijk": ["n ə t y r l ə k", "t y l ə k"],
    "eigenlijk": ["ɛɪ x ə l ə k", "ɛɪ x l ə k"],
    "moeten": ["m u t ə"],
    "daar": ["d ə r"],
    "want": ["ʋ ɑ n"],
    "goedemorgen": ["x u j ə m ɔ r x ə", "m ɔ r x ə"],
    "goedemiddag": ["x u j ə m ɪ d ɑ x", "m ɪ d ɑ x"],
    "meneer": ["m ə n eː r"],
    "mevrouw": ["m ə v r ʌʊ", "m ə f r ʌʊ"],
    "alstublieft": ["ɑ s t y b l i f t", "ɑ s y b l i f"],
    "volgens": ["v ɔ l x ə s"],
    "maar": ["m ə r"],
    "dus": ["d ə s"],
    "toch": ["t ɔ x"],
    "nog": ["n ɔ x"],
    "gewoon": ["x ə ʋ oː n", "x oː n"],
    "bijvoorbeeld": ["v ə v oː r b eː l t"],
    "precies": ["p r ə s i s"],
    "misschien": ["m ə s x i n"],
    "'k": ["k"],
    "'t": ["t", "ə t"],
    "ie": ["i"],
    "d'r": ["d ə r"],
    "m'n": ["m ə n"],
    "z'n": ["z ə n"],
    "'m": ["ə m"],
    "'s": ["s"],
    "btw": ["b eː t eː ʋ eː"],
    "oké": ["oː k eː"],
    "ok": ["oː k eː"],
    "euro": ["øː r oː"],
    "vrijdag": ["v r ɛɪ d ɑ x", "f r ɛɪ d ɑ x"],
}
# What espeak-ng reads wrongly; these replace its reading.
_CORRECTED = {
    "'k": "k",
    "'t": "ə t",
    "'m": "ə m",
    "'n": "ə n",
    "'s": "s",
    "ie": "i",
    "d'r": "d ə r",
    "m'n": "m ə n",
    "z'n": "z ə n",
    "eh": "ə",
    "uh": "ə",
    "uhm": "ə m",
    "hm": "h m",
    "bv": "b eː v eː",
    "kvk": "k aː v eː k aː",
    "pdf": "p eː d eː ɛ f",
    "btw": "b eː t eː ʋ eː",
    "iban": "i b ɑ n",
    "nv": "ɛ n v eː",
    "vof": "v eː oː ɛ f",
    "ing": "i ɛ n x eː",
}
_HARDENED = {"de", "die", "dat", "dan", "dit", "deze", "daar", "dus", "d'r"}
"""Small words whose d is a t after a voiceless sound: is te, met tie, op tat."""
_SLIPS_IN_AFTER = {"l", "r"}
_SLIPS_IN_BEFORE = {"k", "m", "f", "p", "x"}
_DEVOICED = {"v": "f", "z": "s"}


def variants(word: str, reading: Phones) -> dict[Phones, float]:
    """Return the pronunciations of a word with their costs, the reading itself (cost 0) first."""
    found: dict[Phones, float] = {reading: 0.0}

    def add(phones: Iterable[str], cost: float) -> None:
        found.setdefault(tuple(phones), cost)

    for reduced in _REDUCED.get(word, []):
        add(reduced.split(), REDUCED)
    if len(reading) > 3 and reading[-2:] == ("ə", "n"):
        add(reading[:-1], DROPPED_N)
    if len(reading) > 2 and reading[-2] in _SLIPS_IN_AFTER and reading[-1] in _SLIPS_IN_BEFORE:
        add((*reading[:-1], "ə", reading[-1]), INSERTED_SCHWA)
    if word in _HARDENED and reading[0] == "d":
        for phones_so_far, cost in list(found.items()):
            if phones_so_far[0] == "d":
                add(("t", *phones_so_far[1:]), cost + HARDENED)
    if reading[0] in _DEVOICED and len(reading) > 2:
        for phones_so_far, cost in list(found.items()):
            if phones_so_far[0] == reading[0]:
                add((_DEVOICED[reading[0]], *phones_so_far[1:]), cost + DEVOICED)
    return found


def lexicon(words: Iterable[str]) -> dict[str, dict[Phones, float]]:
    """Return the pronunciations of each word; a word that espeak-ng gives no sound is left out."""
    found = {}
    for word in words:
        corrected = _CORRECTED.get(word)
        reading = (
            tuple(corrected.split()) if corrected else tuple(phones.from_espeak(espeak.ipa(word).replace(" ", "_")))
        )
        if reading:
            found[word] = variants(word, reading)
    return found
