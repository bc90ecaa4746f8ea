"""The arcs of the decoding graph, before any library sees them: the lexicon, and the frames of each phone.

The steps are those of Kaldi's ``mkgraph_lookahead.sh`` for phones without context and the one-state chain topology: a
phone's first frame has the transition id ``2 * phone``, each further frame ``2 * phone - 1``. After the last transition
id come the marks that keep homophones apart.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from models.starter import phones

type Arc = tuple[int, int, int, int, float]  # from, to, input, output, cost

UNKNOWN = "[unk]"
SILENCE_BETWEEN = 0.3
"""Probability of a pause after a word."""
LOOP = 1
"""The lexicon's state between words, its final one."""
_PAUSED = 2


def lexicon_arcs(
    lexicon: Mapping[str, Mapping[tuple[str, ...], float]],
    word_ids: Mapping[str, int],
    phone_costs: Mapping[str, float],
) -> tuple[list[Arc], int]:
    """Return L's arcs (start 0, final state 1) and its number of disambiguation symbols, which follow the phones.

    Args:
        lexicon: the pronunciations of each word with their costs.
        word_ids: the number of each word, ``[unk]`` included.
        phone_costs: what each phone costs in ``[unk]``, which is any sequence of phones.
    """
    go, pause = -math.log(1 - SILENCE_BETWEEN), -math.log(SILENCE_BETWEEN)
    arcs: list[Arc] = [(0, LOOP, 0, 0, go), (0, _PAUSED, 0, 0, pause)]
    arcs.append((_PAUSED, LOOP, phones.SILENCE_ID, 0, 0.0))
    free = 3
    sharing = Counter(pronunciation for pronunciations in lexicon.values() for pronunciation in pronunciations)
    seen: Counter[tuple[str, ...]] = Counter()
    symbols = 1  # the first one marks [unk]
    for word, pronunciations in lexicon.items():
        for pronunciation, cost in pronunciations.items():
            labels = phones.placed(pronunciation)
            if sharing[pronunciation] > 1:  # homophones: without marks the transducer can't be made deterministic
                seen[pronunciation] += 1
                symbols = max(symbols, 1 + seen[pronunciation])
                labels.append(phones.KALDI_PHONES + 1 + seen[pronunciation])
            state = LOOP
            for place, label in enumerate(labels):
                output, extra = (word_ids[word], cost) if place == 0 else (0, 0.0)
                if place < len(labels) - 1:
                    arcs.append((state, free, label, output, extra))
                    state, free = free, free + 1
                else:
                    arcs += [(state, LOOP, label, output, extra + go), (state, _PAUSED, label, output, extra + pause)]
    begin, inside = free, free + 1
    arcs.append((LOOP, begin, phones.KALDI_PHONES + 1, word_ids[UNKNOWN], 0.0))
    for phone, cost in phone_costs.items():
        arcs.append((begin, inside, phones.KALDI_IDS[phone, "B"], 0, cost))
        arcs.append((inside, inside, phones.KALDI_IDS[phone, "I"], 0, cost))
        arcs.append((inside, LOOP, phones.KALDI_IDS[phone, "E"], 0, cost + go))
        arcs.append((inside, _PAUSED, phones.KALDI_IDS[phone, "E"], 0, cost + pause))
    return arcs, symbols


def transition(label: int) -> int:
    """Return the transition id of a phone's first frame; marks keep their place after the last transition id."""
    if label <= phones.KALDI_PHONES:
        return 2 * label
    return phones.KALDI_PHONES + label


def with_self_loops(arcs: Iterable[Arc], start: int) -> list[Arc]:
    """Return the arcs with a loop for the further frames of each phone at the state where its first frame ends.

    A state that several phones lead to gets a state before it for each of them: every loop belongs to one phone.
    """
    arcs = list(arcs)
    last = 2 * phones.KALDI_PHONES
    entering: dict[int, set[int]] = defaultdict(set)
    for _, target, label, _, _ in arcs:
        entering[target].add(label if label <= last else 0)
    entering[start].add(0)
    free = 1 + max(max(source, target) for source, target, *_ in arcs)
    before: dict[tuple[int, int], int] = {}
    result: list[Arc] = []
    for source, target, label, output, cost in arcs:
        reached = target
        if 0 < label <= last and len(entering[target]) > 1:
            key = (target, label)
            if key not in before:
                before[key], free = free, free + 1
                result += [(before[key], target, 0, 0, 0.0), (before[key], before[key], label - 1, 0, 0.0)]
            reached = before[key]
        result.append((source, reached, label, output, cost))
    for target, labels in entering.items():
        if len(labels) == 1 and 0 not in labels:
            (label,) = labels
            result.append((target, target, label - 1, 0, 0.0))
    return result


def marks(symbols: int) -> list[int]:
    """Return the transition ids that stand for disambiguation marks (disambig_tid.int)."""
    return [transition(phones.KALDI_PHONES + number) for number in range(1, symbols + 1)]
