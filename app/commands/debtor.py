"""`debtor`: who is in the ledger, all there is about one debtor as a file, and erasing one for good."""

import json
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from app.bootstrap import Program
from app.call.debtor_file import suggested_name, write_debtor
from app.call.drafts import DraftStore


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the options."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="list|export|erase")
    listed = actions.add_parser("list", help="ids and names")
    listed.add_argument("search", nargs="?", default="", metavar="TEXT", help="name, number, contact or invoice")
    export = actions.add_parser("export", help="all there is about a debtor, as JSON")
    export.add_argument("id", type=int, metavar="ID")
    export.add_argument("--out", type=Path, metavar="FILE", help="default: a file named after the debtor, here")
    erase = actions.add_parser("erase", help="delete all there is about a debtor, for good")
    erase.add_argument("id", type=int, metavar="ID")
    erase.add_argument("--yes", action="store_true", help="do it; without it, only say what would be deleted")


def run(program: Program, options: Namespace) -> int:
    """List, save or erase; status 2 when erasing was not confirmed."""
    match options.action:
        case "list":
            for line in program.ledger.debtors(options.search, limit=100_000):
                sys.stdout.write(f"{line.id}\t{line.name}\n")
            return 0
        case "export":
            return _export(program, options.id, options.out)
        case _:
            return _erase(program, options.id, confirmed=options.yes)


def _export(program: Program, debtor_id: int, out: Path | None) -> int:
    path = out or Path(suggested_name(program.ledger.dossier(debtor_id, program.today).name, program.today))
    write_debtor(program.ledger, debtor_id, path)
    _say(program, "saved", bestand=path)
    return 0


def _erase(program: Program, debtor_id: int, *, confirmed: bool) -> int:
    name = program.ledger.dossier(debtor_id, program.today).name
    if not confirmed:
        found: dict[str, list[object]] = json.loads(program.ledger.export_debtor(debtor_id))
        names = program.wording.get("commands.debtor.tables")
        parts = [f"{names.get(table, table)} {len(rows)}" for table, rows in found.items() if rows]
        _say(program, "would_erase", naam=name, wat=", ".join(parts))
        return 2
    program.ledger.erase_debtor(debtor_id)
    DraftStore(program.paths.drafts).discard_debtor(debtor_id)
    _say(program, "erased", naam=name)
    return 0


def _say(program: Program, key: str, **facts: object) -> None:
    """Standard output holds only what a command promises, so this goes to standard error."""
    sentence = program.wording.sentence(f"commands.debtor.{key}", {name: str(value) for name, value in facts.items()})
    sys.stderr.write(sentence + "\n")
