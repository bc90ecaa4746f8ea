"""`debtor`: saving and erasing all there is about one debtor."""

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.bootstrap import Program
from app.commands import debtor
from app.errors import UserError
from app.paths import Paths
from app.settings import Settings
from tests.commands.belmaat import belmaat

NOW = datetime(2026, 9, 8, 8, 0, tzinfo=UTC)


@pytest.fixture
def program(tmp_path: Path) -> Iterator[Program]:
    """A program whose ledger holds the example debtors."""
    made = Program(Paths(tmp_path), now=NOW, settings=Settings())
    yield made
    made.ledger.close()


def run(program: Program, *arguments: str) -> int:
    parser = ArgumentParser()
    debtor.add_arguments(parser)
    return debtor.run(program, parser.parse_args(arguments))


def names(program: Program) -> list[str]:
    return [line.name for line in program.ledger.debtors()]


def test_the_list_tells_the_ids(program: Program, capsys: pytest.CaptureFixture[str]) -> None:
    """Id and name, a tab between them; a word narrows it down."""
    assert run(program, "list", "Jansen") == 0
    assert capsys.readouterr().out == "1\tJansen BV\n"


def test_an_export_is_a_file_with_everything(program: Program, capsys: pytest.CaptureFixture[str]) -> None:
    """JSON with debtor, invoices and calls; standard output stays empty."""
    place = program.paths.home / "map é.json"
    assert run(program, "export", "1", "--out", str(place)) == 0
    told = capsys.readouterr()
    found = json.loads(place.read_text(encoding="utf-8"))
    assert found["debtors"][0]["name"] == "Jansen BV"
    assert {row["number"] for row in found["invoices"]} >= {"10594", "10671", "10672"}
    assert told.out == ""
    assert str(place) in told.err


def test_an_export_that_can_not_be_written_is_told(program: Program) -> None:
    """The sentence names the place."""
    with pytest.raises(UserError) as told:
        run(program, "export", "1", "--out", str(program.paths.home / "geen map" / "x.json"))
    assert "geen map" in program.wording.error(told.value)


def test_erasing_without_yes_only_says_what_would_go(program: Program, capsys: pytest.CaptureFixture[str]) -> None:
    """Status 2, the kinds of data in Dutch with their numbers, and everything is still there."""
    assert run(program, "erase", "1") == 2
    told = capsys.readouterr().err
    assert "Jansen BV" in told
    assert "facturen 4" in told
    assert "--yes" in told
    assert "_" not in told
    assert "Jansen BV" in names(program)


def test_erasing_takes_the_ledger_and_the_half_filled_form(program: Program) -> None:
    """Another debtor keeps what is his."""
    drafts = program.paths.drafts
    drafts.mkdir()
    for number, key in ((1, "11111111-1111-4111-8111-111111111111"), (2, "22222222-2222-4222-8222-222222222222")):
        draft = {
            "key": key,
            "debtor_id": number,
            "debtor_name": "x",
            "contact_id": None,
            "started": "2026-09-08T08:00:00+00:00",
        }
        (drafts / f"{key}.json").write_text(json.dumps(draft), encoding="utf-8")
    before = names(program)
    assert run(program, "erase", "1", "--yes") == 0
    assert names(program) == [name for name in before if name != "Jansen BV"]
    assert [path.name[0] for path in drafts.iterdir()] == ["2"]


def test_a_debtor_who_is_not_there_is_told(tmp_path: Path) -> None:
    """As another program calls it: status 2, one sentence, nothing on standard output."""
    done = belmaat("debtor", "erase", "999", "--yes", home=tmp_path)
    assert done.returncode == 2
    assert done.stdout == b""
    assert "staat niet in de gegevens" in done.stderr.decode()
