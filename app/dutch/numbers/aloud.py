"""How an invoice number is said: digit by digit or in pairs. `invoice_numbers` goes the other way."""

from app.dutch.numbers.words import SMALL

_WORDS = {value: word for word, value in SMALL.items()}


def said_aloud(number: str) -> tuple[str, ...]:
    """Return the usual ways to say a number of two to ten digits, in words; letters and signs in it are left out.

    `10594` is "een nul vijf negen vier", "tien vijf negen vier" and "tien vijf vierennegentig"; "honderdvijf ..." is
    left out, because nobody dictates so.
    """
    digits = [int(sign) for sign in number if sign in "0123456789"]
    if not 2 <= len(digits) <= 10:
        return ()
    single = [_WORDS[digit] for digit in digits]
    ways = [single]
    first = digits[0] * 10 + digits[1]
    if first >= 10 and len(digits) > 2:
        ways.append([_WORDS[first], *single[2:]])
        if len(digits) % 2:
            ways.append([_WORDS[first], *single[2:3], *_pairs(digits[3:])])
    if len(digits) % 2 == 0:
        ways.append(_pairs(digits))
    return tuple(dict.fromkeys(" ".join(way) for way in ways))


def _pairs(digits: list[int]) -> list[str]:
    words = []
    for tens, unit in zip(digits[::2], digits[1::2], strict=True):
        words += [_WORDS[tens * 10 + unit]] if tens else [_WORDS[0], _WORDS[unit]]
    return words
