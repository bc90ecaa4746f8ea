"""Puts the parts together to the folder that Vosk loads: acoustic model, graph, settings.

python -m models.starter.package ACOUSTIC GRAPH OUT [--acoustic-scale 0.7]
"""

import argparse
import hashlib
import logging
import shutil
from pathlib import Path

MFCC = """--use-energy=false
--num-mel-bins=40
--num-ceps=40
--low-freq=20
--high-freq=7600
--allow-upsample=true
--allow-downsample=true
--dither=0.0
"""
DECODING = """--min-active=200
--max-active={active}
--beam={beam}
--lattice-beam=4.0
--acoustic-scale={scale}
--frame-subsampling-factor=3
--endpoint.silence-phones=1
--endpoint.rule2.min-trailing-silence=0.5
--endpoint.rule3.min-trailing-silence=1.0
--endpoint.rule4.min-trailing-silence=2.0
"""
LARGEST = 40_000_000
"""Bytes that a model may take in the repository."""
GRAPH_FILES = ("HCLr.fst", "Gr.fst", "disambig_tid.int", "words.txt", "phones.txt", "phones/word_boundary.int")

COMPOUNDS = "compounds.txt"
"""Beside the graph in the making, at the top of the model: Vosk does not read it, the program does."""

log = logging.getLogger(__name__)


def package(
    acoustic: Path, graph: Path, out: Path, *, scale: float = 0.7, beam: float = 10.0, active: int = 1700
) -> int:
    """Write the model folder and return its size in bytes.

    Args:
        acoustic: the network, final.mdl.
        graph: the folder that `graph` made.
        out: the model's folder; files of the same names are replaced.
        scale: how much the sounds count against the words.
        beam: how far behind the best a path may fall.
        active: how many paths are followed at most.

    Raises:
        ValueError: the model is larger than `LARGEST`.
    """
    for folder in ("am", "conf", "graph/phones"):
        (out / folder).mkdir(parents=True, exist_ok=True)
    shutil.copyfile(acoustic, out / "am/final.mdl")
    for name in GRAPH_FILES:
        shutil.copyfile(graph / name, out / "graph" / name)
    shutil.copyfile(graph / COMPOUNDS, out / COMPOUNDS)
    settings = DECODING.format(active=active, beam=f"{beam:g}", scale=f"{scale:g}")
    (out / "conf/mfcc.conf").write_text(MFCC, encoding="ascii", newline="\n")
    (out / "conf/model.conf").write_text(settings, encoding="ascii", newline="\n")
    size = sum(path.stat().st_size for path in out.rglob("*") if path.is_file())
    if size > LARGEST:
        raise ValueError(f"the model takes {size} bytes, more than {LARGEST}")
    return size


def file_entries(model: Path) -> str:
    """Return the [[model.file]] entries of models/models.toml for a model folder."""
    entries = []
    for path in sorted(file for file in model.rglob("*") if file.is_file() and file.name != "README.md"):
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        name = path.relative_to(model).as_posix()
        entries.append(f'[[model.file]]\npath = "{name}"\nsize = {path.stat().st_size}\nsha256 = "{digest}"\n')
    return "\n".join(entries)


def main() -> None:
    """Package a model and print its entries for models.toml."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("acoustic", type=Path)
    parser.add_argument("graph", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--acoustic-scale", type=float, default=0.7)
    parser.add_argument("--beam", type=float, default=10.0)
    parser.add_argument("--active", type=int, default=1700)
    given = parser.parse_args()
    size = package(
        given.acoustic, given.graph, given.out, scale=given.acoustic_scale, beam=given.beam, active=given.active
    )
    log.info("%s\n# %d bytes", file_entries(given.out), size)


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    main()
