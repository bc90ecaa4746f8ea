"""Digits of the evaluation texts written out in Dutch words, before a voice speaks them.

Voices read "€ 1.234,56" and "10594" each in their own way; writing them out first fixes what was said, so that word
errors can be counted.
"""

import re

from num2words import num2words

_MONEY = re.compile(r"€ ?(\d[\d.]*\d|\d)(?:,(\d{2}))?")
_THOUSANDS = re.compile(r"\b\d{1,3}(?:\.\d{3})+\b")
_HYPHENS = re.compile(r"(?<=\d)-(?=\d)")
_NUMBER = re.compile(r"\d+")


def written_out(text: str) -> str:
    """Return the text with its digits as words; a text without digits comes back as it was.

    An amount after a euro sign ends in "euro", or in "euro" and its cents; "20-9" becomes "twintig negen"; five digits
    in a row are an invoice number and are said as people dictate one, "tien vijf negen vier"; `%` becomes "procent".
    """
    if not _NUMBER.search(text):
        return text
    text = _MONEY.sub(_money, text)
    text = _THOUSANDS.sub(lambda found: _words(found.group()), text)
    text = _NUMBER.sub(lambda found: _number(found.group()), _HYPHENS.sub(" ", text))
    return re.sub(r"\s*%", " procent", text)


def _money(found: re.Match[str]) -> str:
    cents = int(found.group(2) or 0)
    return f"{_words(found.group(1))} euro {_words(str(cents)) if cents else ''}".rstrip()


def _number(digits: str) -> str:
    if len(digits) == 5:
        return " ".join(_words(part) for part in (digits[:2], *digits[2:]))
    return _words(digits)


def _words(digits: str) -> str:
    return str(num2words(int(digits.replace(".", "")), lang="nl"))
