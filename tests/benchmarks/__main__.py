"""`./run bench`: measure, print the table, compare with the stored baseline.

    python -m tests.benchmarks [--only NAME] [--save]

Status 1 when a ratio is more than a tenth worse than the baseline or a goal is missed.
"""

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from app.bootstrap import Program
from app.paths import Paths
from tests.benchmarks import advice, listening, memory, pipeline, start
from tests.benchmarks.measure import Measurement

BASELINE = Path(__file__).with_name("baseline.json")
WORSE = 1.10


def main() -> int:
    """Run the benchmarks."""
    parser = argparse.ArgumentParser(prog="./run bench")
    parser.add_argument(
        "--only",
        choices=("overhead", "delays", "processing", "start", "memory", "hour", "advice", "listening"),
    )
    parser.add_argument("--save", action="store_true", help="keep the ratios as the new baseline")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        os.environ["BELMAAT_HOME"] = home
        program = Program(Paths.standard())
        benchmarks: dict[str, Callable[[], list[Measurement]]] = {
            "advice": lambda: advice.matching(program),
            "overhead": lambda: pipeline.overhead(program),
            "delays": lambda: pipeline.delays(program),
            "processing": lambda: pipeline.processing(program),
            "start": start.first_paint,
            "listening": lambda: listening.listening(program),
            "memory": memory.live_call,
            "hour": memory.one_hour,
        }
        measured = []
        for name, benchmark in benchmarks.items():
            if options.only in (None, name):
                sys.stderr.write(f"{name} ...\n")
                measured += benchmark()
    before = json.loads(BASELINE.read_text(encoding="utf-8")) if BASELINE.exists() else {}
    sys.stdout.write(table(measured, before))
    if options.save:
        kept = {m.name: round(m.value, 4) for m in measured if m.stored}
        BASELINE.write_text(json.dumps({**before, **kept}, indent=1) + "\n", encoding="utf-8")
    worse = [m for m in measured if m.stored and m.name in before and m.value > WORSE * before[m.name]]
    return 1 if worse or any(m.verdict == "MISSED" for m in measured) else 0


def table(measured: list[Measurement], before: dict[str, float]) -> str:
    """The measurements as a Markdown table."""
    lines = ["| what | measured | against | goal | baseline | |", "|---|---|---|---|---|---|"]
    for m in measured:
        goal = "" if m.goal is None else f"{m.goal:g}"
        stored = f"{before[m.name]:g}" if m.name in before else ""
        lines.append(f"| {m.name} | {m.value:.3g} {m.unit} | {m.against} | {goal} | {stored} | {m.verdict} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
