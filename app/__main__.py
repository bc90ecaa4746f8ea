"""The command line; without arguments it opens the window."""

import contextlib
import importlib
import os
import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from io import TextIOWrapper
from pathlib import Path
from typing import Any, NoReturn

from app import __version__
from app.errors import UserError

VERBS = {
    "analyse": "what Belmaat makes of sentences, one a line",
    "replay": "a recorded call through the pipeline of a live one",
    "demo": "the rehearsal call, in the window or as pictures",
    "import": "an open-items list (CSV or XLSX) into the ledger",
    "debtor": "save or erase all there is about one debtor",
    "models": "the speech models on this computer",
    "doctor": "devices, model, ledger and versions, one line each",
    "selftest": "what the installed program can check about itself",
    "evaluate": "how well objections, warnings and promises are heard",
}
_MODULES = {"import": "import_list"}
CARD_FILE = ".belmaat-kaart"
"""How a file with cards is called that one controller sends another; the installer joins it to the program."""
WORKERS = ("app.speech.try_model", "app.speech.careful_worker")
"""Modules that run in a process of their own. The installed program starts itself for them, since it is its own
interpreter (`belmaat -m app.speech.try_model FOLDER`), as `python -m` does from source."""


class _Parser(ArgumentParser):
    """Wrong arguments are something the user can put right, like everything else that is typed."""

    def error(self, message: str) -> NoReturn:
        raise UserError("arguments_wrong", opdracht=self.prog, melding=message)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a verb.

    Returns:
        0 if all went well, 1 if a check failed, 2 for what the user can put right.
    """
    _speak_utf8()
    options = sys.argv[1:] if arguments is None else list(arguments)
    if len(options) > 1 and options[0] == "-m" and options[1] in WORKERS:
        return int(importlib.import_module(options[1]).main(options[2:]))
    verb = next((word for word in options if not word.startswith("-")), None)
    file = Path(verb) if verb is not None and verb.lower().endswith(CARD_FILE) else None
    from app.bootstrap import Program

    program = Program()
    try:
        parsed = _parser(None if file else verb).parse_args([] if file else options)
        parsed.card = file
        if parsed.verb is None:
            return int(_module("window").run(program, parsed))
        return int(_module(parsed.verb).run(program, parsed))
    except UserError as error:
        sys.stderr.write(program.wording.error(error) + "\n")
        return 2
    except BrokenPipeError:
        _close_output()
        return 0
    except KeyboardInterrupt:
        return 130


def _parser(verb: str | None) -> ArgumentParser:
    """All verbs are listed, but only the one that is asked for is imported: `analyse` starts without the rest."""
    parser = _Parser(prog="belmaat", description="Belmaat, the call companion for credit controllers.")
    parser.add_argument("--version", action="version", version=f"Belmaat {__version__}")
    verbs = parser.add_subparsers(dest="verb", metavar="VERB")
    for name, summary in VERBS.items():
        sub = verbs.add_parser(name, help=summary, description=summary)
        if name == verb:
            _module(name).add_arguments(sub)
    return parser


def _module(verb: str) -> Any:
    return importlib.import_module(f"app.commands.{_MODULES.get(verb, verb)}")


def _speak_utf8() -> None:
    """A Windows console is cp1252; what other programs read from us is UTF-8 with plain line ends.

    Windows gives a program with a window no streams at all: what is written then goes nowhere.
    """
    sys.stdin = sys.stdin or Path(os.devnull).open(encoding="utf-8")  # noqa: SIM115 - for the whole life of the process
    sys.stdout = sys.stdout or Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115
    sys.stderr = sys.stderr or Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


def _close_output() -> None:
    """Keep Python from complaining at exit that the reader of our output went away."""
    with contextlib.suppress(BrokenPipeError):
        sys.stdout.close()


if __name__ == "__main__":
    sys.exit(main())
