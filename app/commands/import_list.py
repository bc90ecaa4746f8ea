"""`import`: an open-items list into the ledger, after a preview."""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from app.bootstrap import Program
from app.ledger.importers import preview


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("file", type=Path, metavar="BESTAND")
    parser.add_argument("--preview", action="store_true", help="show what would happen and change nothing")
    parser.add_argument(
        "--complete", action="store_true", help="the list is complete: what is not in it any more was paid"
    )


def run(program: Program, options: Namespace) -> int:
    """Take the list over; each row with a problem is named with its line. Status 1 if a row was left out."""
    wording = program.wording
    seen = preview(options.file)
    for problem in seen.problems:
        facts = {"regel": str(problem.line), "waarde": problem.value, "kolom": problem.column}
        sys.stdout.write(wording.sentence(f"import.{problem.code}", facts) + "\n")
    if options.preview:
        facts = {"goed": str(len(seen.rows)), "fout": str(seen.rejected)}
        sys.stdout.write(wording.sentence("commands.import.preview", facts) + "\n")
        return 0
    result = program.ledger.import_open_items(seen, program.today, "paid" if options.complete else "report")
    facts = {
        "nieuw": str(result.new),
        "gewijzigd": str(result.changed),
        "gelijk": str(result.unchanged),
        "fout": str(seen.rejected),
    }
    sys.stdout.write(wording.sentence("commands.import.result", facts) + "\n")
    if result.missing:
        facts = {"aantal": str(len(result.missing))}
        sys.stdout.write(wording.sentence("commands.import.missing", facts) + "\n")
    return 1 if seen.rejected else 0
