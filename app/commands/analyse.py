"""`analyse`: one utterance a line in, one JSON object a line out, in step."""

import json
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import BinaryIO

from app.bootstrap import Program
from app.call.analysis import Analyser
from app.call.case import bare_case
from app.errors import UserError

LONGEST_LINE = 10_000
"""Characters; a longer line is answered with an error and the rest goes on."""
_MOST_BYTES = 4 * LONGEST_LINE + 4


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--channel", required=True, choices=("debtor", "controller"))
    parser.add_argument("--call-type", default="overdue", choices=("overdue", "service"))
    parser.add_argument("--today", metavar="JJJJ-MM-DD")
    parser.add_argument("--catalogue", type=Path, metavar="BESTAND")


def run(program: Program, options: Namespace) -> int:
    """Answer each line as it comes."""
    advisers = program.advisers(options.catalogue)
    case = bare_case(options.call_type, _day(options.today))
    analyser = Analyser(advisers, case)
    for line in _lines(sys.stdin.buffer):
        if isinstance(line, UserError):
            answer: object = {"text": None, "error": program.wording.error(line)}
        else:
            answer = analyser.analyse(options.channel, line)
        sys.stdout.write(json.dumps(answer, ensure_ascii=False) + "\n")
        sys.stdout.flush()
    return 0


def _day(text: str | None) -> date:
    if text is None:
        return date.today()
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise UserError("date_invalid", tekst=text) from error


def _lines(stream: BinaryIO) -> Iterator[str | UserError]:
    """Decode line by line; a line that can't be used becomes an error in its place.

    A line that is far too long is never held in memory as a whole.
    """
    first = True
    while raw := stream.readline(_MOST_BYTES):
        too_long = False
        while not raw.endswith(b"\n") and len(raw) >= _MOST_BYTES:
            too_long = True
            raw = stream.readline(_MOST_BYTES)
            if not raw or raw.endswith(b"\n"):
                break
        if too_long:
            yield UserError("line_too_long")
            first = False
            continue
        raw = raw.rstrip(b"\r\n")
        if first:
            raw = raw.removeprefix(b"\xef\xbb\xbf")
            first = False
        try:
            text = raw.decode("utf-8")
        except UnicodeDecodeError:
            yield UserError("line_not_utf8")
            continue
        yield UserError("line_too_long") if len(text) > LONGEST_LINE else text
