"""Spoken and typed Dutch numbers and amounts, with the place in the text where they stand."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Final

from app.dutch.normalise import Normalised, normalise
from app.dutch.numbers.cents import with_cents
from app.dutch.numbers.words import HALF, NumberWord, number_word

CENT: Final = Decimal("0.01")

MONTHS: Final = {
    "januari": 1, "jan": 1, "februari": 2, "feb": 2, "maart": 3, "mrt": 3, "april": 4, "apr": 4,
    "mei": 5, "juni": 6, "jun": 6, "juli": 7, "jul": 7, "augustus": 8, "aug": 8,
    "september": 9, "sept": 9, "sep": 9, "oktober": 10, "okt": 10, "november": 11, "nov": 11,
    "december": 12, "dec": 12,
}  # fmt: skip
"""Month names and the abbreviations that people type."""

EURO: Final = frozenset({"euro", "euros", "eur", "euri", "euries", "euro's", "piek", "ballen"})
_CENT_WORDS: Final = frozenset({"cent", "centen"})
_MONEY_MULTIPLIERS: Final = frozenset(
    {"mille", "ton", "ruggen", "rug", "k", "tientje", "tientjes", "honderdje", "duizendje"}
)
_VAGUE_COUNT: Final = frozenset({"paar", "enkele", "wat", "enige", "meerdere", "aantal"})
_APPROX: Final = frozenset(
    {"ongeveer", "circa", "rond", "zo'n", "zon", "ruim", "kleine", "dikke", "plusminus", "bijna"}
)
_RANGE: Final = frozenset({"a", "of", "tot"})
_KNOW: Final = frozenset({"weet", "weette"})
_WHO_KNOWS: Final = frozenset({"u", "je", "ge", "jij", "gij"})

# What is counted by a number that is therefore no amount of money.
COUNTED: Final = frozenset(
    """
    dag dagen werkdag werkdagen week weken maand maanden kwartaal kwartalen jaar jaren uur uren minuut minuten
    seconden keer maal x termijn termijnen deel delen gedeelte gedeeltes facturen factuur rekeningen nota stuk
    stuks procent fietsen pallets dozen uurtjes dagjes weekjes maandjes keren betalingen stappen etappes man
    mensen medewerkers kilo meter gram liter kilometer centimeter
    """.split()
)

_TOO_MUCH: Final = Decimal(1_000_000_000)
"""Euros: no open invoice comes near it, so a number like that was misheard or is an account's."""
_DIGITS: Final = re.compile(r"[0-9]+(?:[.,][0-9]+)*")
_TYPED: Final = re.compile(r"([0-9]+(?:[.,][0-9]+)*)(k)?")
_YEAR_CONTEXT: Final = frozenset(
    {"in", "sinds", "jaar", "uit", "van", "begin", "eind", "einde", "voorjaar", "najaar", "zomer"}
)


@dataclass(frozen=True, slots=True)
class NumberMention:
    """A number in a text.

    Attributes:
        value: the number; amounts of money have two decimals.
        span: characters [start, end) in the original text, with its "euro" and "cent".
        first: index of its first word.
        stop: index after its last word.
        money: True where euro, a currency sign, cents, mille or ton was said.
        approximate: True after "ongeveer", "ruim" and the like.
        upper: the higher end where a range was said ("vier a vijfduizend"); value is the lower.
    """

    value: Decimal
    span: tuple[int, int]
    first: int
    stop: int
    money: bool
    approximate: bool = False
    upper: Decimal | None = None


def typed_number(word: str) -> Decimal | None:
    """The value of a typed number: 6.000,00 and 1234.56 and 6000 and 6k; else None.

    A point or comma before exactly three digits separates thousands; before one, two or more
    than three digits it separates decimals. The last kind of separator wins in 1,234.56.
    """
    match = _TYPED.fullmatch(word)
    if match is None or len(word) > 30:
        return None
    digits = match[1]
    point, comma = digits.rfind("."), digits.rfind(",")
    if point >= 0 and comma >= 0:
        decimal_mark, thousands = (".", ",") if point > comma else (",", ".")
        if digits.count(decimal_mark) > 1:
            return None
        digits = digits.replace(thousands, "").replace(decimal_mark, ".")
    elif point >= 0 or comma >= 0:
        mark = "." if point >= 0 else ","
        parts = digits.split(mark)
        if all(len(part) == 3 for part in parts[1:]) and 1 <= len(parts[0]) <= 3 and not match[2]:
            digits = "".join(parts)
        elif len(parts) == 2:
            digits = ".".join(parts)
        else:
            return None
    value = Decimal(digits)
    return value * 1000 if match[2] else value


@lru_cache(maxsize=8192)
def could_be_number(word: str) -> bool:
    """Whether a folded word can start a number; cheap."""
    return word[0].isdigit() or number_word(word) is not None


class _Reader:
    """Reads one number from a list of words; a small hand-written automaton.

    `done` holds what is complete ("zesduizend"), `current` what a multiplier may still follow.
    """

    def __init__(self, words: tuple[str, ...], first: int) -> None:
        """Start before the word with index `first`."""
        self.words = words
        self.at = first
        self.first = first
        self.done = Decimal(0)
        self.room: int | None = None  # what follows must be below this; None before the first
        self.current: Decimal | None = None
        self.current_room = 0
        self.current_start = first
        self.last: Decimal | None = None  # value of the last single word
        self.money = False

    def _word(self, index: int) -> NumberWord | None:
        if index >= len(self.words):
            return None
        word = self.words[index]
        if word[0].isdigit():
            value = typed_number(word)
            if value is None:
                return None
            return NumberWord(value, 0, multiplier=False)
        return number_word(word)

    def _belongs_to_next(self, value: Decimal, index: int) -> bool:
        """Whether a small number opens a date or a count instead of ending this number."""
        if value > 99:
            return False
        after = self.words[index + 1] if index + 1 < len(self.words) else ""
        if after == "en" and index + 3 < len(self.words) and could_be_number(self.words[index + 2]):
            after = self.words[index + 3]
        return after in MONTHS or after in COUNTED

    def read(self) -> tuple[Decimal, int] | None:
        """The value and the index after its last word, or None where no number starts."""
        while True:
            info = self._word(self.at)
            if info is not None:
                accepted = self._multiply(info) if info.multiplier else self._add(info)
                if not accepted:
                    break
                continue
            if not self._joining():
                break
        return self._finish()

    def _add(self, info: NumberWord) -> bool:
        value = info.value
        started = self.room is not None or self.current is not None
        if started and self._belongs_to_next(value, self.at):
            return False
        typed = self.words[self.at][0].isdigit()
        if self.current is None:
            if self.room is not None and value >= self.room:
                return False
            self.current_start = self.at
            if not typed and info.room >= 1000:
                self.done += value
                self.room = info.room
            else:
                self.current, self.current_room = value, info.room
        elif typed and self._thousands_group():
            self.current = self.current * 1000 + value
        elif self.current_room and value < self.current_room and not typed:
            self.current += value
            self.current_room = info.room
        else:
            return False
        self.last = value
        self.at += 1
        return True

    def _thousands_group(self) -> bool:
        """Whether "6 000" was typed: three digits after a whole number of digits."""
        word, before = self.words[self.at], self.words[self.at - 1]
        # Only before a closing "euro" or after a currency word: "factuur 10 594" is no amount.
        around = self.words[self.at + 1 : self.at + 2] + self.words[max(0, self.first - 1) : self.first]
        return len(word) == 3 and word.isdigit() and before.isdigit() and bool(EURO & set(around))

    def _multiply(self, info: NumberWord) -> bool:
        scale = int(info.value)
        word = self.words[self.at]
        if word in ("rug", "k") and (self.current is None or (self.current <= 1 and self.last == 1)):
            return False
        if self.current is None:
            if self.room is not None and scale >= self.room:
                return False
            if word in _MONEY_MULTIPLIERS and self.room is None:
                return False  # "ton" and "k" need a number before them
            self.current_start = self.at
            product = Decimal(scale)
        else:
            if scale == 100 and not 0 < self.current < 100:
                return False
            if self.room is not None and scale >= self.room:
                return False
            product = self.current * scale
        if scale >= 1000:
            self.done += product
            self.room = scale
            self.current = None
        else:
            self.current = product
            self.current_room = scale
        self.money = self.money or word in _MONEY_MULTIPLIERS
        self.last = None
        self.at += 1
        return True

    def _joining(self) -> bool:
        """Take in "en" (vijf en twintig, twee en een half) and "komma"."""
        words, at = self.words, self.at
        if at >= len(words):
            return False
        word = words[at]
        if word in ("half", "halve") and self._half_multiplies(at + 1):
            if (self.current is None and self.room is None) or (self.current == 1 and self.last == 1):
                self.current = HALF
            else:
                return False
            self.at += 1
            return True
        if word == "en":
            return self._join_and()
        if word == "komma" and self.current is not None:
            return self._join_comma()
        return False

    def _half_multiplies(self, index: int) -> bool:
        return index < len(self.words) and self.words[index] in (
            "miljoen", "ton", "duizend", "mille", "k", "duizendje",
        )  # fmt: skip

    def _join_and(self) -> bool:
        words, at = self.words, self.at
        following = words[at + 1 : at + 4]
        if self.current is not None:
            skip = 1 if following[:1] == ("een",) else 0
            dated = following[skip + 1 : skip + 2] and following[skip + 1] in MONTHS
            if following[skip : skip + 1] and following[skip] in ("half", "halve") and not dated:
                self.current += HALF
                self.at += 2 + skip
                return True
        info = self._word(at + 1)
        if info is None or info.multiplier or words[at + 1][0].isdigit():
            return False
        tens = int(info.value)
        if self.current is not None and self.last is not None and 1 <= self.last <= 9 and tens in range(20, 100, 10):
            self.current += tens
            self.current_room = 0
            self.last = None
            self.at += 2
            return True
        # "honderd en vijf euro": only where the amount is closed by "euro", because otherwise
        # the second number is usually another thing.
        after = words[at + 2] if at + 2 < len(words) else ""
        limit = self.current_room if self.current is not None else (self.room or 0)
        if after in EURO and 0 < info.value < min(limit, 100) and (self.last is None or self.last >= 100):
            self.current = (self.current or 0) + info.value
            self.current_room = 0
            self.at += 2
            return True
        return False

    def _join_comma(self) -> bool:
        at = self.at + 1
        digits = ""
        info = self._word(at)
        while info is not None and not info.multiplier and info.value < 100 and len(digits) < 4:
            if info.value >= 10 and digits:
                break
            digits += str(int(info.value))
            at += 1
            if info.value >= 10:
                break
            info = self._word(at)
        if not digits:
            return False
        assert self.current is not None  # checked by the caller
        self.current += Decimal("0." + digits)
        self.current_room = 0
        self.last = None
        self.at = at
        return True

    def _finish(self) -> tuple[Decimal, int] | None:
        if self.at == self.first:
            return None
        return self.done + (self.current or 0), self.at


def read_number(words: tuple[str, ...], first: int) -> tuple[Decimal, int, bool] | None:
    """The number that starts at a word: (value, index after it, money words in it) or None.

    "een" alone is taken for the article and gives None.
    """
    if not could_be_number(words[first]) and words[first] not in ("half", "halve"):
        return None
    reader = _Reader(words, first)
    found = reader.read()
    if found is None:
        return None
    value, stop = found
    value, stop = _without_stray_unit(words, first, value, stop)
    if stop == first + 1 and words[first] == "een":
        return None
    return value, stop, reader.money


def _without_stray_unit(words: tuple[str, ...], first: int, value: Decimal, stop: int) -> tuple[Decimal, int]:
    """Give back a number at the end that turns out to count something else.

    "tweeduizend vijf duizend" reads two thousand, then five, and only then finds a second
    thousand: the five belongs to the next number.
    """
    following = number_word(words[stop]) if stop < len(words) else None
    if following is None or not following.multiplier or stop - first < 2:
        return value, stop
    shorter = _Reader(words[: stop - 1], first).read()
    return shorter if shorter is not None else (value, stop)


def _cents(words: tuple[str, ...], after_euro: int) -> tuple[Decimal, int] | None:
    """Cents that follow "euro": "dertig cent", "en dertig cent", "vijftig"."""
    at = after_euro
    if at < len(words) and words[at] == "en":
        at += 1
    if at >= len(words) or not could_be_number(words[at]):
        return None
    read = _Reader(words, at).read()
    if read is None or read[0] >= 100:
        return None
    value, stop = read
    after = words[stop] if stop < len(words) else ""
    if after in _CENT_WORDS:
        return value, stop + 1
    bare = at == after_euro and value >= 10 and after not in MONTHS and after not in COUNTED
    return (value, stop) if bare and not words[at][0].isdigit() else None


def find_numbers(text: str | Normalised) -> tuple[NumberMention, ...]:
    """All numbers in a text from left to right, "een" as an article left out.

    Vague numbers ("een paar duizend", "enkele honderden") give nothing. Linear in the text.
    """
    norm = normalise(text)
    words = norm.words
    found: list[NumberMention] = []
    at = 0
    consumed = 0  # a currency word before this index belongs to the number before it
    count = len(words)
    while at < count:
        word = words[at]
        if not (could_be_number(word) or word in ("half", "halve")):
            at += 1
            continue
        read = read_number(words, at)
        if read is None:
            if word == "een" and at + 1 < count and words[at + 1] in EURO:
                read = (Decimal(1), at + 1, False)
            else:
                at += 1
                continue
        value, stop, money = read
        if stop > at + 1 and word[0].isdigit():
            value, stop, money = _in_one_sentence(norm, at, read)
        first = at
        vague = first > 0 and words[first - 1] in _VAGUE_COUNT and not _announced(words, first)
        if first > consumed and words[first - 1] in EURO:
            money = True
            first -= 1
        if stop < count and words[stop] in EURO:
            money = True
            stop += 1
            cents = _cents(words, stop)
            if cents is not None:
                value += cents[0] / 100
                stop = cents[1]
        elif stop < count and words[stop] in _CENT_WORDS:
            value, money, stop = value / 100, True, stop + 1
        if money:
            value = value.quantize(CENT)
        consumed = stop
        at = stop
        if vague:
            continue
        found.append(
            NumberMention(
                value,
                norm.span(first, stop),
                first,
                stop,
                money,
                approximate=first > 0 and words[first - 1] in _APPROX,
            )
        )
    return tuple(found)


def _in_one_sentence(norm: Normalised, at: int, read: tuple[Decimal, int, bool]) -> tuple[Decimal, int, bool]:
    """The number as far as no full stop or comma ends it: "ik red geen 300. 150 euro wel"."""
    for index in range(at, read[1] - 1):
        if not norm.original[norm.ends[index] : norm.starts[index + 1]].isspace():
            return read_number(norm.words[: index + 1], at) or read
    return read


def _announced(words: tuple[str, ...], at: int) -> bool:
    """Whether "wat" before an amount announces it: "weet u wat tweehonderd vrijdag"."""
    return words[at - 1] == "wat" and at >= 3 and words[at - 3] in _KNOW and words[at - 2] in _WHO_KNOWS


def find_amounts(
    text: str | Normalised, taken: tuple[tuple[int, int], ...] = (), known: Collection[Decimal] = ()
) -> tuple[NumberMention, ...]:
    """Numbers that are amounts of money, two decimals each.

    Counts ("drie termijnen"), percentages, years ("in tweeduizend acht"), bare numbers under 100
    and what no invoice comes to are left out, and so is every number in one of the `taken` word ranges [first, stop),
    which a date or an invoice number has used. A range becomes one mention with `upper` set. The
    `known` amounts decide what "twaalf vijftig" is.
    """
    norm = normalise(text)
    words = norm.words
    amounts: list[NumberMention] = []
    numbers = find_numbers(norm)
    for index, number in enumerate(numbers):
        if any(first < number.stop and number.first < stop for first, stop in taken):
            continue
        if amounts and number.first < amounts[-1].stop:
            continue  # the cents of the one before it
        if number.value >= _TOO_MUCH:
            continue
        number = _joined(words, number, numbers[index + 1 :], taken, known)
        after = words[number.stop] if number.stop < len(words) else ""
        if not number.money:
            following = numbers[index + 1] if index + 1 < len(numbers) else None
            between = number.first >= 1 and "tussen" in words[max(0, number.first - 2) : number.first]
            if (
                (after in _RANGE or (between and after == "en"))
                and following is not None
                and following.first == number.stop + 1
                and following.value >= 1000
                and number.value < following.value
            ):
                continue  # the lower end of a range, added below
            if after in COUNTED or number.value < 100 or _is_year(words, number):
                continue
        lower = numbers[index - 1] if index else None
        value, upper, first = number.value.quantize(CENT), None, number.first
        if lower is not None and number.first == lower.stop and lower.value < 100 and number.value < 100:
            continue  # "twaalf vijftig": 12.50 or 1250, nobody can tell
        if lower is not None and number.first - lower.stop == 1 and _ranges(words, lower, lower.stop):
            low = lower.value if lower.value >= 100 else lower.value * _scale(number.value)
            if low < number.value:
                if amounts and amounts[-1].stop == lower.stop:
                    amounts.pop()
                value, upper, first = low.quantize(CENT), value, lower.first
        amounts.append(
            NumberMention(
                value,
                norm.span(first, number.stop),
                first,
                number.stop,
                number.money,
                number.approximate or upper is not None,
                upper,
            )
        )
    return tuple(amounts)


def _joined(
    words: tuple[str, ...],
    number: NumberMention,
    after: tuple[NumberMention, ...],
    taken: tuple[tuple[int, int], ...],
    known: Collection[Decimal],
) -> NumberMention:
    """The number with the cents that were said right after it."""
    if not number.money and after and words[number.stop : after[0].first] == ("en",) and after[0].value < 1:
        span = (number.span[0], after[0].span[1])  # "zeshonderd drie en twaalf cent"
        value = (number.value + after[0].value).quantize(CENT)
        return NumberMention(value, span, number.first, after[0].stop, money=True, approximate=number.approximate)
    if number.money or not after or after[0].first != number.stop or after[0].value >= 100:
        return number
    cents = after[0]
    counted = words[cents.stop] if cents.stop < len(words) else ""
    if counted in COUNTED or any(first < cents.stop and cents.first < stop for first, stop in taken):
        return number
    priced = with_cents(number.value, cents.value, known)
    if priced is None or words[number.first][0].isdigit():
        return number
    span = (number.span[0], cents.span[1])
    return NumberMention(priced, span, number.first, cents.stop, money=True, approximate=number.approximate)


def _ranges(words: tuple[str, ...], lower: NumberMention, at: int) -> bool:
    """Whether the word between two numbers makes them the ends of a range."""
    if words[at] == "en":
        return "tussen" in words[max(0, lower.first - 2) : lower.first]
    return words[at] in _RANGE


def _scale(value: Decimal) -> int:
    """What "vier" means in "vier a vijfduizend"."""
    return 1000 if value >= 1000 else 100


def _is_year(words: tuple[str, ...], number: NumberMention) -> bool:
    """Whether a bare number is a year: 1990 up to and including 2039 after "in", "uit" ..."""
    if not 1990 <= number.value <= 2039 or number.value != int(number.value):
        return False
    before = words[number.first - 1] if number.first else ""
    if number.value == 2000:  # far more often two thousand euros
        return before in ("in", "sinds", "uit")
    return before in _YEAR_CONTEXT or before in MONTHS
