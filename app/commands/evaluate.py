"""`evaluate`: how well objections, warnings and promises are heard, by the evaluation set or by the controllers."""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from app.bootstrap import Program

_WIDEST_CARD = 28
_WIDEST_PHRASE = 56


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--set", type=Path, default=Path("tests/evaluation"), metavar="MAP")
    parser.add_argument("--save", action="store_true", help="keep the figures as the new baseline")
    parser.add_argument("--feedback", action="store_true", help="which phrases hurt, after this computer's controllers")


def run(program: Program, options: Namespace) -> int:
    """Print the table; status 1 when it is worse than the stored baseline."""
    if options.feedback:
        return _feedback(program)
    from app.advice.evaluation import run_evaluation

    return int(run_evaluation(options.set, program.catalogue.catalogue, sys.stdout, save=options.save))


def _feedback(program: Program) -> int:
    """Print what controllers said about the cards, worst phrase first."""
    from app.advice.catalogue import load_catalogue
    from app.call.card_verdicts import judge

    wording = program.wording
    shipped = load_catalogue(program.paths.catalogue)
    verdicts = judge(program.ledger.feedback(), program.catalogue.catalogue, shipped)
    if not verdicts:
        sys.stdout.write(wording.text("commands.feedback.none") + "\n")
        return 0
    heads = [wording.text(f"commands.feedback.{name}") for name in ("card", "phrase", "share", "fits", "fits_not")]
    rows = [
        [
            _cut(verdict.title, _WIDEST_CARD),
            _cut(verdict.phrase, _WIDEST_PHRASE),
            f"{verdict.share * 100:.0f}%",
            str(verdict.fits),
            str(verdict.does_not_fit),
            wording.text(f"commands.feedback.suggestion.{verdict.suggestion}"),
        ]
        for verdict in verdicts
    ]
    table = [[*heads, wording.text("commands.feedback.do")], *rows]
    widths = [max(len(line[at]) for line in table) for at in range(len(table[0]))]
    for line in table:
        cells = [
            cell.rjust(width) if 2 <= at <= 4 else cell.ljust(width)
            for at, (cell, width) in enumerate(zip(line, widths, strict=True))
        ]
        sys.stdout.write("  ".join(cells).rstrip() + "\n")
    fits, fits_not = sum(v.fits for v in verdicts), sum(v.does_not_fit for v in verdicts)
    facts = {"past": str(fits), "past_niet": str(fits_not), "zinnen": str(len(verdicts))}
    sys.stdout.write("\n" + wording.sentence("commands.feedback.total", facts) + "\n")
    return 0


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else f"{text[: width - 1].rstrip()}…"
