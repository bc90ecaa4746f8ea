"""Rules over concepts: which meanings together make an objection, whatever the words.

One rule is one line in `resources/language/patterns.yaml`, its parts separated by spaces:

* `factuur` a concept, with either polarity; `=woord` one literal word; `a|b` either of them
* `!ontvangen` the concept inside a negated clause; `+failliet` the concept outside any negation
* `<betalen` has to come after the part before it
* `-klant` not in the clauses of the match; `--klant` nowhere in the utterance; `-!betalen` not negated there
* `@8` all parts within eight words (9 if not given); `?` also where it is asked of the listener
* `~` a weak rule, that needs support from the phrases; `$` a rule so clear that it needs none

A rule is tried only when all of its concepts occur, which is a few integer operations.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import reduce
from operator import or_
from pathlib import Path

from app.advice.catalogue_yaml import read_plain
from app.advice.heard import Heard
from app.advice.lexicon import Lexicon, language_folder

STRONG = 1.0
WEAK = 0.5
CERTAIN = 2.0
_WINDOW = 9


@dataclass(frozen=True, slots=True)
class Part:
    """One concept (or several alternatives) that has to be there."""

    mask: int
    polarity: int
    """0 does not matter, 1 outside a negation, -1 inside one."""
    after: bool
    """True if it has to come after the part before it."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A compiled line."""

    line: str
    strength: float
    parts: tuple[Part, ...]
    window: int
    barred: tuple[tuple[int, int, bool], ...]
    """(mask, polarity, in the whole utterance)."""
    may_ask: bool


@dataclass(frozen=True, slots=True)
class RuleHit:
    """A rule that matched, from word `first` up to and including word `last`."""

    strength: float
    first: int
    last: int
    line: str


class RuleError(ValueError):
    """A line in the language data is wrong; a fault of the program, not of its user."""


def compile_rule(line: str, lexicon: Lexicon) -> Rule:
    """Compile one line.

    Raises:
        RuleError: an unknown concept, or a line without parts.
    """
    parts: list[Part] = []
    barred: list[tuple[int, int, bool]] = []
    window, strength, may_ask = _WINDOW, STRONG, False
    for word in line.split():
        if word == "~":
            strength = WEAK
        elif word == "$":
            strength = CERTAIN
        elif word == "?":
            may_ask = True
        elif word.startswith("@"):
            window = int(word[1:])
        elif word.startswith("-"):
            everywhere = word.startswith("--")
            rest = word.lstrip("-")
            polarity = {"!": -1, "+": 1}.get(rest[:1], 0)
            barred.append((_mask(rest.lstrip("!+"), lexicon, line), polarity, everywhere))
        else:
            after = word.startswith("<")
            rest = word[1:] if after else word
            polarity = {"!": -1, "+": 1}.get(rest[:1], 0)
            parts.append(Part(_mask(rest.lstrip("!+"), lexicon, line), polarity, after))
    if not parts:
        raise RuleError(f"no parts in {line!r}")
    return Rule(line, strength, tuple(parts), window, tuple(barred), may_ask)


def _mask(names: str, lexicon: Lexicon, line: str) -> int:
    mask = 0
    for name in names.split("|"):
        known = lexicon.add_literal(name[1:].replace("_", " ")) if name.startswith("=") else name
        try:
            mask |= lexicon.bit(known)
        except KeyError as error:
            raise RuleError(f"unknown concept {name!r} in {line!r}") from error
    return mask


def read_rules(lexicon: Lexicon, folder: Path | None = None) -> dict[str, tuple[Rule, ...]]:
    """Return the shipped rules by id of the objection or warning."""
    plain = read_plain((folder or language_folder()) / "patterns.yaml")
    return {identity: tuple(compile_rule(str(line), lexicon) for line in lines) for identity, lines in plain.items()}


class RuleBook:
    """All rules, tried together on one utterance."""

    def __init__(self, rules: Mapping[str, Iterable[Rule]]) -> None:
        """Keep the rules at hand by the concepts of the part that fewest rules share, with the masks of the others."""
        self._rules: dict[int, list[tuple[int, str, Rule, tuple[int, ...]]]] = {}
        flat = [(identity, rule) for identity, some in rules.items() for rule in some]
        sharing = Counter(bit for _, rule in flat for part in rule.parts for bit in _bits(part.mask))

        def shared(mask: int) -> int:
            return sum(sharing[bit] for bit in _bits(mask))

        for number, (identity, rule) in enumerate(flat):
            first, *others = sorted((part.mask for part in rule.parts), key=shared)
            for bit in _bits(first):
                self._rules.setdefault(bit, []).append((number, identity, rule, tuple(others)))
        self._openers = reduce(or_, self._rules, 0)

    def hits(self, heard: Heard) -> dict[str, RuleHit]:
        """Return the best hit per id; a strong one before a weak one, then the shortest, then the first."""
        together = heard.together
        possible = {entry[0]: entry for bit in _bits(together & self._openers) for entry in self._rules[bit]}
        best: dict[str, RuleHit] = {}
        for number in sorted(possible):
            _, identity, rule, masks = possible[number]
            for mask in masks:
                if not mask & together:
                    break
            else:
                known = best.get(identity)
                if known is not None and known.strength > rule.strength:
                    continue
                hit = _try(rule, heard)
                if hit is not None and (
                    known is None or (hit.strength, known.last - known.first) > (known.strength, hit.last - hit.first)
                ):
                    best[identity] = hit
        return best


def _bits(mask: int) -> Iterator[int]:
    """Yield the bits of a mask, each as a mask of its own."""
    while mask:
        rest = mask & (mask - 1)
        yield mask ^ rest
        mask = rest


def _try(rule: Rule, heard: Heard) -> RuleHit | None:
    masks, negated, asking = heard.masks, heard.negated, heard.asking
    places: list[list[int]] = []
    for part in rule.parts:
        found = [
            place
            for place, mask in enumerate(masks)
            if mask & part.mask
            and (part.polarity == 0 or (part.polarity < 0) == negated[place])
            and (rule.may_ask or not asking[place])
        ]
        if not found:
            return None
        places.append(found)
    span = _tightest(places, rule)
    if span is None or _is_barred(rule, heard, *span):
        return None
    return RuleHit(rule.strength, span[0], span[1], rule.line)


def _tightest(places: list[list[int]], rule: Rule) -> tuple[int, int] | None:
    best: tuple[int, int] | None = None
    stack: list[tuple[int, int, int, int]] = [(0, 10**6, -1, -1)]
    while stack:
        number, low, high, previous = stack.pop()
        if number == len(places):
            if best is None or high - low < best[1] - best[0]:
                best = (low, high)
            continue
        after = rule.parts[number].after
        for place in places[number]:
            if after and place <= previous:
                continue
            new_low, new_high = min(low, place), max(high, place)
            if new_high - new_low < rule.window:
                stack.append((number + 1, new_low, new_high, place))
    return best


def _is_barred(rule: Rule, heard: Heard, first: int, last: int) -> bool:
    if not rule.barred:
        return False
    touched = set(heard.clauses[first : last + 1])
    for mask, polarity, everywhere in rule.barred:
        if not mask & heard.together:
            continue
        for place, here in enumerate(heard.masks):
            if (
                here & mask
                and (everywhere or heard.clauses[place] in touched)
                and (polarity == 0 or (polarity < 0) == heard.negated[place])
            ):
                return True
    return False
