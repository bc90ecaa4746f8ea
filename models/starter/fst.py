"""The one door to kaldifst and OpenFst's programs: makes the dynamic graph that Vosk composes while it listens.

``HCLr.fst`` leads from sounds to words, ``Gr.fst`` is the language model; a grammar can take the place of the latter.
"""

import math
import os
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path

import kaldifst

from models.starter.arcs import LOOP, Arc, transition, with_self_loops


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


def sounds_to_words(arcs: list[Arc]) -> kaldifst.StdVectorFst:
    """Return HCL, deterministic and small, with self-loops, sorted by output."""
    fst = compiled(arcs, {LOOP: 0.0})
    kaldifst.determinize_star(fst)
    kaldifst.minimize_encoded(fst)
    inner, finals = listed(fst)
    inner = [
        (source, target, transition(label) if label else 0, output, cost)
        for source, target, label, output, cost in inner
    ]
    looped = with_self_loops(inner, fst.start)
    result = compiled(looped, finals, fst.start)
    kaldifst.arcsort(result, "olabel")
    return result


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
