"""`evaluate --feedback`, on a real ledger."""

from datetime import UTC, datetime
from pathlib import Path

from app.bootstrap import Program
from app.paths import Paths
from app.settings import Settings
from tests.commands.belmaat import belmaat


def test_without_verdicts_it_says_so_in_one_sentence(tmp_path: Path) -> None:
    """A new ledger has none, and that is no failure."""
    done = belmaat("evaluate", "--feedback", home=tmp_path)
    assert (done.returncode, done.stderr.decode()) == (0, "")
    assert done.stdout.decode().count("\n") == 1
    assert "F6" in done.stdout.decode()


def test_the_phrase_that_hurts_most_stands_on_top(tmp_path: Path) -> None:
    """One line per card and phrase, with the counts, the share and what to do."""
    program = Program(Paths(tmp_path), settings=Settings())
    said = [(False, "tussendoor betalen doen wij niet")] * 3 + [(True, "wij betalen altijd op vaste dagen")] * 4
    for fits, phrase in said:
        program.ledger.add_feedback("payment_run", fits=fits, phrase=phrase, when=datetime(2026, 9, 8, 10, tzinfo=UTC))
    program.ledger.close()
    done = belmaat("evaluate", "--feedback", home=tmp_path)
    lines = done.stdout.decode().splitlines()
    assert done.returncode == 0, done.stderr.decode()
    assert lines[0].split() == ["kaart", "zin", "past", "niet", "wel", "niet", "wat", "te", "doen"]
    assert "tussendoor betalen doen wij niet" in lines[1]
    assert lines[1].split("niet ")[-1].split()[:3] == ["100%", "0", "3"]
    assert "lijkt_op" in lines[1]
    assert lines[2].endswith("houden")
    assert lines[-1] == "Oordelen: 4 keer paste de kaart, 3 keer niet, bij 2 zinnen."
