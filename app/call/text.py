"""Sentences with the facts of this debtor filled in.

A template holds placeholders in braces and optional parts in brackets: `"Dat klopt. [We spraken {termijn} af.]"`.
A part in brackets is left out whole when one of its facts is unknown, so that a missing fact never shows as a hole.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

_TOKEN = re.compile(r"\[|\]|\{[^\[\]{}]*\}|[^\[\]{}]+|[{}]")
_FACT = "\ue000"
_GAP = "\ue001"
"""Stand for a filled-in fact and for something left out, while the sentence around them is put right."""

_BLANKS = re.compile(r"[ \t\r\n]+")
# Where a pattern begins with a run, the look-behind keeps it from being tried again inside that run (quadratic time).
_AROUND_GAP = re.compile(rf"(?<![ \t])[ \t]*+{_GAP}[{_GAP} \t]*+")
_MENDS = tuple(
    (re.compile(pattern), mend)
    for pattern, mend in (
        (r"[ \t]{2,}", " "),
        (rf"([(“‘]){_GAP} ?", r"\1"),
        (r" (?=[.,;:?!)”’])", ""),
        (rf"[,;:]{_GAP} ?(?=[.,;:?!])", _GAP),  # a comma that only led to what was left out
        (rf"([.?!]){_GAP}[.,;:?!]", rf"\1{_GAP}"),  # and one that only followed it
        (rf"(\A|\n)({_GAP}?)[ ,;:.?!]+", r"\1\2"),
        (rf"(?<![ ,;:])[ ,;:]*+{_GAP} ?(?=\n|\Z)", _GAP),
        (r" (?=\n|\Z)", ""),
    )
)
_EMPTY_PAIR = re.compile(rf"[(“‘]{_GAP} ?[)”’]|\"{_GAP} ?\"|'{_GAP} ?'")
_NEW_START = re.compile(rf"([.?!\n]){_GAP} ?[^\W\d_]")


@dataclass(frozen=True, slots=True)
class TextPart:
    """A piece of a sentence; `fact` is True for what comes from the dossier and is tinted on the card."""

    text: str
    fact: bool = False


type Sentence = tuple[TextPart, ...]


def plain(sentence: Iterable[TextPart]) -> str:
    """The sentence as one string."""
    return "".join(part.text for part in sentence)


def fill(template: str, facts: Mapping[str, str], *, fragment: bool = False) -> Sentence:
    """Fill a template.

    Args:
        template: text with `{placeholders}` and `[optional parts]`; parts may be nested. Brackets and braces without a
            partner are left out.
        facts: value per placeholder; an empty value counts as unknown.
        fragment: True for a piece that stands inside another sentence, so that it gets no capital.

    Returns:
        The parts in order, with spaces, punctuation and capitals put right where something was left out.
    """
    parts = _parts(template, facts)
    values = iter([part.text for part in parts if part.fact])
    text = _mend("".join(_FACT if part.fact else part.text for part in parts))
    return tuple(_joined(text, values, capital=not fragment))


def _parts(template: str, facts: Mapping[str, str]) -> list[TextPart]:
    """The parts as they stand, with a gap for each part that was left out; without recursion, for any depth."""
    parts: list[TextPart] = []
    starts: list[int] = []  # of the optional parts that are open
    complete = [True]
    tokens = _TOKEN.findall(template.replace(_FACT, "").replace(_GAP, ""))
    for token in (*tokens, *["]"] * tokens.count("[")):
        if token == "[":
            starts.append(len(parts))
            complete.append(True)
        elif token == "]":
            if starts:
                start = starts.pop()
                if not complete.pop():
                    parts[start:] = [TextPart(_GAP)]
        elif token.startswith("{") and len(token) > 1:
            value = _BLANKS.sub(" ", facts.get(token[1:-1].strip().lower(), "")).strip()
            complete[-1] = complete[-1] and bool(value)
            parts.append(TextPart(value, fact=True) if value else TextPart(_GAP))
        elif token not in "{}":
            parts.append(TextPart(token))
    return parts


def _mend(text: str) -> str:
    text = _EMPTY_PAIR.sub(_GAP, _AROUND_GAP.sub(_one_gap, text))
    text = _AROUND_GAP.sub(_one_gap, text)
    for pattern, mend in _MENDS:
        text = pattern.sub(mend, text)
    text = _NEW_START.sub(lambda found: found.group().upper(), text)
    return text.replace(_GAP, "").strip()


def _one_gap(found: re.Match[str]) -> str:
    return f"{_GAP} " if " " in found.group() else _GAP


def _joined(text: str, values: Iterator[str], *, capital: bool) -> Iterator[TextPart]:
    """The mended text with its facts back in place; a full stop after a fact that ends in one is dropped."""
    pieces = text.split(_FACT)
    before = ""
    for number, piece in enumerate(pieces):
        if number:
            before = next(values)
            yield TextPart(_capital(before) if capital else before, fact=True)
            capital = False
        if before.endswith((".", "?", "!")) and piece.startswith("."):
            piece = piece[1:]
        if piece:
            yield TextPart(_capital(piece) if capital else piece)
            capital = False


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
