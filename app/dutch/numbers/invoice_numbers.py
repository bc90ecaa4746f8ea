"""Invoice numbers, typed or read aloud in whatever way people cut up digits."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from app.dutch.normalise import Normalised, normalise
from app.dutch.numbers.amounts import COUNTED, EURO, MONTHS, could_be_number, read_number

_LEADS: Final = frozenset(
    ["factuur", "facturen", "factuurnummer", "factuurnummers", "nota", "notas", "notanummer", "kenmerk"]
)
_AFTER_LEAD: Final = frozenset({"nummer", "nummers", "nr", "met", "van", "is", "de", "no", "en"})
_NOT_DIGITS: Final = re.compile(r"[^0-9]")
_MAX_WORDS: Final = 14
_MIN_DIGITS: Final = 3


@dataclass(frozen=True, slots=True)
class InvoiceMention:
    """An invoice number in a text.

    Attributes:
        number: the number as it is known, or its digits where it was not known before.
        span: characters [start, end) in the original text.
        first: index of its first word.
        stop: index after its last word.
        known: True where it is one of the given numbers.
    """

    number: str
    span: tuple[int, int]
    first: int
    stop: int
    known: bool


@lru_cache(maxsize=2048)
def _digits_of(number: str) -> str:
    return _NOT_DIGITS.sub("", number)


def _readings(words: tuple[str, ...], at: int) -> list[tuple[str, int]]:
    """What the number words at a place can mean as digits: (digits, index after them).

    "vijfhonderd vierennegentig" is 594, or 500 with the rest read apart.
    """
    word = words[at]
    if word[0].isdigit():
        digits = _NOT_DIGITS.sub("", word)
        return [(digits, at + 1)]
    if not could_be_number(word):
        return []
    found: list[tuple[str, int]] = []
    for length in range(1, 6):
        if at + length > len(words):
            break
        part = words[at : at + length]
        read = ("1", 1) if part == ("een",) else _whole(part)
        if read is not None and read[1] == length:
            found.append((read[0], at + length))
    found.reverse()  # the longest reading first
    return found


@lru_cache(maxsize=4096)
def _whole(part: tuple[str, ...]) -> tuple[str, int] | None:
    read = read_number(part, 0)
    if read is None or read[0] != int(read[0]):
        return None
    return str(int(read[0])), read[1]


def _spelled(words: tuple[str, ...], at: int, digits: str) -> int | None:
    """Index after the words from `at` that spell exactly these digits, or None."""
    if not digits:
        return at
    if at >= len(words):
        return None
    for reading, stop in _readings(words, at):
        if digits.startswith(reading):
            rest = _spelled(words, stop, digits[len(reading) :])
            if rest is not None:
                return rest
    return None


def find_invoice_numbers(text: str | Normalised, known: Sequence[str] = ()) -> tuple[InvoiceMention, ...]:
    """Invoice numbers in a text, from left to right.

    With known numbers, each place where one of them is read aloud or typed; letters and
    punctuation in a known number ("2026-0143", "F10594") need not be spoken. Besides, and also
    without known numbers, what is plausible by itself: digits after "factuur", four or more number
    words in a row as in "tien vijf negen vier", and typed numbers of five to twelve digits that
    are not round.
    """
    norm = normalise(text)
    words = norm.words
    if not any(could_be_number(word) for word in words):
        return ()
    wanted = sorted(((_digits_of(number), number) for number in known), key=lambda pair: -len(pair[0]))
    wanted = [pair for pair in wanted if len(pair[0]) >= _MIN_DIGITS]
    found: list[InvoiceMention] = []
    at = 0
    while at < len(words):
        mention = None
        if could_be_number(words[at]):
            mention = _known(norm, at, wanted) or _plausible(norm, at, found)
        if mention is None:
            at = _past_number(words, at)
        else:
            found.append(mention)
            at = mention.stop
    return tuple(found)


def _past_number(words: tuple[str, ...], at: int) -> int:
    """The next word, or the end of a telephone number ("nul zes een twee ...")."""
    if words[at : at + 2] == ("nul", "zes"):
        at += 1
        while at + 1 < len(words) and could_be_number(words[at + 1]):
            at += 1
    return at + 1


def _known(norm: Normalised, at: int, wanted: list[tuple[str, str]]) -> InvoiceMention | None:
    for digits, number in wanted:
        stop = _spelled(norm.words, at, digits)
        if stop is None:
            continue
        after = norm.words[stop] if stop < len(norm.words) else ""
        if after in EURO or (after in COUNTED and after != "factuur"):
            continue
        if stop < len(norm.words) and _number_goes_on(norm.words, at, stop):
            continue
        return InvoiceMention(number, norm.span(at, stop), at, stop, known=True)
    return None


def _number_goes_on(words: tuple[str, ...], first: int, stop: int) -> bool:
    """Whether the words are only the beginning of a larger spoken number."""
    read = read_number(words, first)
    return read is not None and read[1] > stop


def _after_lead(words: tuple[str, ...], at: int, found: list[InvoiceMention]) -> bool:
    """Whether "factuur", "factuurnummer" or another invoice number comes right before."""
    look = at - 1
    while look >= 0 and at - look <= 3:
        word = words[look]
        if word in _LEADS:
            return True
        if found and look == found[-1].stop - 1:
            return words[at - 1] == "en" or look == at - 1
        if word not in _AFTER_LEAD:
            return False
        look -= 1
    return False


def _plausible(norm: Normalised, at: int, found: list[InvoiceMention]) -> InvoiceMention | None:
    words = norm.words
    led = _after_lead(words, at, found)
    word = words[at]
    if word[0].isdigit():
        return _typed(norm, at, led=led)
    digits = ""
    groups = 0
    stop = at
    while stop < len(words) and stop - at < _MAX_WORDS:
        if words[stop] == "een" or could_be_number(words[stop]):
            read = _whole(words[stop : stop + 6])
            if read is None and words[stop] == "een":
                read = ("1", 1)
            if read is None:
                break
        else:
            break
        following = stop + read[1]
        after = words[following] if following < len(words) else ""
        closing = after in EURO or after in MONTHS or after in COUNTED or after == "cent"
        if closing or (groups and len(read[0]) >= 4):
            break
        digits += read[0]
        groups += 1
        stop = following
    if groups == 0:
        return None
    enough = (
        len(digits) >= _MIN_DIGITS
        if led
        else ((groups >= 4 or (groups >= 3 and len(digits) >= 5)) and 4 <= len(digits) <= 12)
    )
    if enough and not led and digits.startswith("06"):
        return None  # a telephone number
    if enough and led and groups == 1 and words[at - 1] == "is" and word.endswith(("honderd", "duizend")):
        return None  # "de factuur is achtentwintighonderd"
    if enough and led and groups == 1 and not digits.strip("0")[1:] and len(digits) <= 4:
        return None  # "factuur van zesduizend": a round number is the amount
    if not enough or (led and words[at - 1] in ("van", "met") and groups <= 2):
        return None
    return InvoiceMention(digits, norm.span(at, stop), at, stop, known=False)


def _typed(norm: Normalised, at: int, *, led: bool) -> InvoiceMention | None:
    words = norm.words
    word = words[at]
    after = words[at + 1] if at + 1 < len(words) else ""
    before = words[at - 1] if at else ""
    if after in EURO or before in EURO or after in MONTHS or after in COUNTED or after == "cent":
        return None
    year_and_serial = re.fullmatch(r"20\d{2}[-/.]\d{3,8}", word) is not None
    if not (word.isdigit() or year_and_serial):
        return None
    if not led and not year_and_serial and (len(word) < 5 or len(word) > 12 or word.endswith("00")):
        return None
    if led and len(word) < _MIN_DIGITS:
        return None
    if led and before in ("van", "met") and (len(word) < 5 or word.endswith("00")):
        return None
    if len(word) > 20 or (not led and word.startswith("06")):
        return None
    return InvoiceMention(word, norm.span(at, at + 1), at, at + 1, known=False)
