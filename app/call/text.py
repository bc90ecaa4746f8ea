"""Sentences with the facts of this debtor filled in.

A template holds placeholders in braces and optional parts in square brackets: `"Dat begrijp ik. [We spraken {termijn} af.]"`.
A part in brackets is left out whole when one of its facts is unknown, so that a missing fact never shows as a hole.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_TOKEN = re.compile(r"\[|\]|\{[a-z_]+\}|[^\[\]{]+|\{")
_SPACES = re.compile(r"\s{2,}")
_SPACE_BEFORE = re.compile(r"\s+([.,;:?!])")


@dataclass(frozen=True, slots=True)
class TextPart:
    """A piece of a sentence; `fact` is True for what comes from the dossier and is tinted on the card."""

    text: str
    fact: bool = False


type Sentence = tuple[TextPart, ...]


def plain(sentence: Iterable[TextPart]) -> str:
    """The sentence as one string."""
    return "".join(part.text for part in sentence)


def fill(template: str, facts: Mapping[str, str]) -> Sentence:
    """Fill a template.

    Args:
        template: text with `{placeholders}` and `[optional parts]`; parts may be nested.
        facts: value per placeholder; an empty value counts as unknown.

    Returns:
        The parts in order, with spaces and the first capital put right where something was left out.
    """
    parts, _ = _segment(_TOKEN.findall(template), 0, facts)
    return _tidy(parts)


def _segment(
    tokens: list[str], start: int, facts: Mapping[str, str], depth: int = 0
) -> tuple[list[TextPart], int]:
    parts: list[TextPart] = []
    complete = True
    at = start
    while at < len(tokens):
        token = tokens[at]
        at += 1
        if token == "[":
            inner, at = _segment(tokens, at, facts, depth + 1)
            parts.extend(inner)
        elif token == "]":
            if depth:
                return (parts if complete else [], at)
        elif token.startswith("{") and token.endswith("}"):
            value = facts.get(token[1:-1], "")
            if value:
                parts.append(TextPart(value, fact=True))
            else:
                complete = False
        else:
            parts.append(TextPart(token))
    return (parts if complete or not depth else [], at)


def _tidy(parts: list[TextPart]) -> Sentence:
    """Join plain neighbours and mend the seams that a dropped part left."""
    joined: list[TextPart] = []
    for part in parts:
        if joined and not part.fact and not joined[-1].fact:
            joined[-1] = TextPart(joined[-1].text + part.text)
        else:
            joined.append(part)
    tidy: list[TextPart] = []
    for index, part in enumerate(joined):
        if part.fact:
            tidy.append(part)
            continue
        text = _SPACE_BEFORE.sub(r"\1", _SPACES.sub(" ", part.text))
        if index == 0:
            text = text.lstrip()
        if index == len(joined) - 1:
            text = text.rstrip()
        if text:
            tidy.append(TextPart(text))
    if tidy and tidy[0].text[:1].islower():
        tidy[0] = TextPart(tidy[0].text[0].upper() + tidy[0].text[1:], tidy[0].fact)
    return tuple(tidy)
