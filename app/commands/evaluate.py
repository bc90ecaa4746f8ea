"""`evaluate`: how well objections, warnings and promises are heard, measured on the evaluation set."""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from app.advice.evaluation import run_evaluation
from app.bootstrap import Program


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--set", type=Path, default=Path("tests/evaluation"), metavar="MAP")
    parser.add_argument("--save", action="store_true", help="keep the figures as the new baseline")


def run(program: Program, options: Namespace) -> int:
    """Print the table; status 1 when it is worse than the stored baseline."""
    return int(run_evaluation(options.set, program.catalogue.catalogue, sys.stdout, save=options.save))
