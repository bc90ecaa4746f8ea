"""The decoding graph: lexicon and language model as transducers, in the two forms that Vosk reads.

*Dynamic*: ``HCLr.fst`` (sounds to words) and ``Gr.fst`` (the language model), composed while listening, so that a grammar
can take the place of the language model. *Static*: ``HCLG.fst``, both composed beforehand; only made to compare.

The steps are those of Kaldi's ``mkgraph_lookahead.sh`` for phones without context and the one-state chain topology: a
phone's first frame has the transition id ``2 * phone``, each further frame ``2 * phone - 1``.
"""

import math
import os
import subprocess
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

import kaldifst

from models.starter import phones

type Arc = tuple[int, int, int, int, float]  # from, to, input, output, cost

UNKNOWN = "[unk]"
SILENCE_BETWEEN = 0.3  # probability of a pause after a word
_LOOP = 1  # L's state between words
_PAUSED = 2  # L's state after a pause


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
    arcs: list[Arc] = [(0, _LOOP, 0, 0, go), (0, _PAUSED, 0, 0, pause)]
    arcs.append((_PAUSED, _LOOP, phones.SILENCE_ID, 0, 0.0))
    free = 3
    seen: dict[tuple[str, ...], int] = defaultdict(int)
    symbols = 1  # the first one marks [unk]
    for word, pronunciations in lexicon.items():
        for pronunciation, cost in pronunciations.items():
            labels = phones.placed(pronunciation)
            seen[pronunciation] += 1
            if seen[pronunciation] > 1:  # a homophone: without a mark the transducer can't be made deterministic
                symbols = max(symbols, seen[pronunciation])
                labels.append(phones.KALDI_PHONES + seen[pronunciation])
            state = _LOOP
            for place, label in enumerate(labels):
                output, extra = (word_ids[word], cost) if place == 0 else (0, 0.0)
                if place < len(labels) - 1:
                    arcs.append((state, free, label, output, extra))
                    state, free = free, free + 1
                else:
                    arcs += [(state, _LOOP, label, output, extra + go), (state, _PAUSED, label, output, extra + pause)]
    begin, inside = free, free + 1
    arcs.append((_LOOP, begin, phones.KALDI_PHONES + 1, word_ids[UNKNOWN], 0.0))
    for phone, cost in phone_costs.items():
        arcs.append((begin, inside, phones.KALDI_IDS[phone, "B"], 0, cost))
        arcs.append((inside, inside, phones.KALDI_IDS[phone, "I"], 0, cost))
        arcs.append((inside, _LOOP, phones.KALDI_IDS[phone, "E"], 0, cost + go))
        arcs.append((inside, _PAUSED, phones.KALDI_IDS[phone, "E"], 0, cost + pause))
    return arcs, symbols


def compiled(arcs: Iterable[Arc], finals: Mapping[int, float], start: int = 0) -> kaldifst.StdVectorFst:
    """Return the transducer; the arcs of ``start`` come first, as OpenFst's text format wants it."""
    ordered = sorted(arcs, key=lambda arc: arc[0] != start)
    lines = [f"{source} {target} {label} {output} {cost:.5f}" for source, target, label, output, cost in ordered]
    lines += [f"{state} {cost:.5f}" for state, cost in finals.items()]
    return kaldifst.compile("\n".join(lines) + "\n", acceptor=False)


def listed(fst: kaldifst.StdVectorFst) -> tuple[list[Arc], dict[int, float]]:
    """Return a transducer's arcs and final states."""
    arcs, finals = [], {}
    for state in kaldifst.StateIterator(fst):
        arcs += [
            (state, arc.nextstate, arc.ilabel, arc.olabel, float(arc.weight.value))
            for arc in kaldifst.ArcIterator(fst, state)
        ]
        cost = float(fst.final(state).value)
        if math.isfinite(cost):
            finals[state] = cost
    return arcs, finals


def transition(label: int) -> int:
    """Return the transition id of a phone's first frame; marks keep their place after the last transition id."""
    if label <= phones.KALDI_PHONES:
        return 2 * label
    return phones.KALDI_PHONES + label


def with_self_loops(arcs: Iterable[Arc], start: int) -> list[Arc]:
    """Return the arcs with a loop for the further frames of each phone at the state where its first frame ends.

    A state that several phones lead to gets a state before it for each of them, so that every loop belongs to one phone.
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


def sounds_to_words(arcs: list[Arc]) -> kaldifst.StdVectorFst:
    """Return HCL, deterministic and small, with self-loops, sorted by output."""
    fst = compiled(arcs, {_LOOP: 0.0})
    kaldifst.determinize_star(fst)
    kaldifst.minimize_encoded(fst)
    inner, finals = listed(fst)
    inner = [(source, target, transition(label) if label else 0, output, cost) for source, target, label, output, cost in inner]
    looped = with_self_loops(inner, fst.start)
    result = compiled(looped, finals, fst.start)
    kaldifst.arcsort(result, "olabel")
    return result


def marks(symbols: int) -> list[int]:
    """Return the transition ids that stand for disambiguation marks (disambig_tid.int)."""
    return [transition(phones.KALDI_PHONES + number) for number in range(1, symbols + 1)]


def run(*command: str | Path) -> None:
    """Run one of OpenFst's programs (Debian package libfst-tools)."""
    environment = os.environ | {"LD_PRELOAD": "libfstlookahead.so.22"}  # registers the types; Debian ships no plug-ins
    subprocess.run([str(part) for part in command], check=True, env=environment)


def write_lookahead(hcl: kaldifst.StdVectorFst, folder: Path) -> dict[int, int]:
    """Write HCLr.fst, whose outputs can be looked ahead, and return the new number of each word."""
    plain, pairs = folder / "HCL.fst", folder / "relabel"
    hcl.write(str(plain))
    run("fstconvert", "--fst_type=olabel_lookahead", f"--save_relabel_opairs={pairs}", plain, folder / "HCLr.fst")
    renumbered = {0: 0}
    for line in pairs.read_text(encoding="ascii").splitlines():
        old, new = map(int, line.split())
        renumbered[old] = new
    plain.unlink()
    pairs.unlink()
    return renumbered


def write_language_model(arcs: Iterable[Arc], finals: Mapping[int, float], start: int, folder: Path) -> None:
    """Write Gr.fst, sorted by input, in OpenFst's compact constant form."""
    fst = compiled(arcs, finals, start)
    kaldifst.arcsort(fst, "ilabel")
    plain = folder / "G.fst"
    fst.write(str(plain))
    run("fstconvert", "--fst_type=const", plain, folder / "Gr.fst")
    plain.unlink()
