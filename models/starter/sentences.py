"""Text as a recogniser writes it, from the project's own resources.

Only what someone might say is read: the utterances in resources/language, and the phrases, answers and questions of the
catalogue. The sentences of tests/evaluation and of heldout.txt are measured with and never read here.
"""

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import yaml

from models.starter import numbers

HELD_OUT = Path(__file__).with_name("heldout.txt")
GENERAL = Path(__file__).with_name("general")
"""Files with one sentence a line about everything but unpaid invoices."""
SPOKEN_KEYS = {"zinnen", "lijkt_op", "vragen", "sluitvraag", "zin", "zeg", "zacht", "steviger", "bij"}
_PLACEHOLDER = re.compile(r"\{[^}]*\}")
_MONEY = re.compile(r"€\s*(\d+)(?:\.(\d{3}))?(?:,\d\d)?")
_NUMBER = re.compile(r"\d+")
_ENDS = re.compile(r"[.?!;:…]+(?:\s+|$)|\n+")
_WORD = re.compile(r"(?:'[ktmns](?![\w'])|[a-zà-öø-ÿ]+(?:['-][a-zà-öø-ÿ]+)*'?)")


def words(text: str) -> list[str]:
    """Return the words of a text: lower case, no punctuation, amounts and numbers spelt out."""
    text = unicodedata.normalize("NFC", text).lower().replace("’", "'").replace("‘", "'")
    text = _MONEY.sub(lambda found: f"{(found[1] + (found[2] or ''))} euro", text)
    text = _NUMBER.sub(lambda found: _digits(found[0]), text)
    return [word.strip("'") if not word.startswith("'") else word for word in _WORD.findall(text)]


def _digits(digits: str) -> str:
    """Return a number in words; one with more than six digits or a leading zero digit by digit."""
    if len(digits) > 6 or (len(digits) > 1 and digits[0] == "0"):
        return " ".join(numbers.UNITS[int(digit)] for digit in digits)
    return numbers.spoken(int(digits))


def split(text: str) -> Iterator[list[str]]:
    """Yield the words of each sentence of a text; one with a placeholder or a bracket loses only that."""
    text = _PLACEHOLDER.sub(" ", text.replace("[", " ").replace("]", " "))
    for sentence in _ENDS.split(text):
        found = words(sentence)
        if found:
            yield found


def texts(value: object, *, spoken: bool = False) -> Iterator[str]:
    """Yield what is said of a YAML value: the texts under one of the `SPOKEN_KEYS`, however deep."""
    if isinstance(value, str):
        if spoken:
            yield value
    elif isinstance(value, list):
        for item in value:
            yield from texts(item, spoken=spoken)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from texts(item, spoken=key in SPOKEN_KEYS)


def examples(root: Path) -> list[list[str]]:
    """Return the sentences of resources/language/examples*.yaml."""
    found = []
    for path in sorted((root / "resources/language").glob("examples*.yaml")):
        for listed in yaml.safe_load(path.read_text(encoding="utf-8")).values():
            found += [sentence for text in listed for sentence in split(str(text))]
    return found


def promises(root: Path) -> list[list[str]]:
    """Return the utterances of resources/language/promises, without the marks of what is promised."""
    unmarked = str.maketrans("", "", "{}<>")
    files = sorted((root / "resources/language/promises").glob("*.txt"))
    said = [line.translate(unmarked) for path in files for line in path.read_text(encoding="utf-8").splitlines()]
    return [sentence for text in said for sentence in split(text)]


def catalogue(root: Path) -> list[list[str]]:
    """Return what the catalogue's cards, warnings and scripts expect or advise people to say."""
    found = []
    for path in [*sorted((root / "resources/catalogue").rglob("*.yaml")), root / "resources/texts/scripts.yaml"]:
        value = yaml.safe_load(path.read_text(encoding="utf-8"))
        found += [sentence for text in texts(value) for sentence in split(text)]
    return found


def lines(path: Path) -> list[list[str]]:
    """Return the sentences of a text file, one a line; empty lines and those that begin with # are skipped."""
    if not path.exists():
        return []
    kept = [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip() and not line.startswith("#")]
    return [sentence for line in kept for sentence in split(line)]


def general() -> list[list[str]]:
    """Return the general sentences, each once."""
    said = (sentence for path in sorted(GENERAL.glob("*.txt")) for sentence in lines(path))
    return [list(sentence) for sentence in dict.fromkeys(map(tuple, said))]


def held_out(path: Path = HELD_OUT) -> list[tuple[str, str]]:
    """Return (objection or "-", words) of each held-out sentence."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    return [(objection, words) for objection, _, words in (line.partition("\t") for line in lines)]
