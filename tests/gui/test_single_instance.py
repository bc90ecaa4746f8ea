"""A second start brings the first window to the front instead of opening another."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.gui.single_instance import SingleInstance

ROOT = Path(__file__).resolve().parents[2]
SECOND = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from app.gui.single_instance import SingleInstance
app = QCoreApplication([])
sys.exit(SingleInstance(Path(sys.argv[1])).is_first(sys.argv[2]))
"""
KILLED = SECOND.replace("sys.exit(", "assert ").replace("sys.argv[2]))", "sys.argv[2])") + "import os; os._exit(0)"


@pytest.fixture
def first(qtbot: QtBot, tmp_path: Path) -> Iterator[SingleInstance]:
    instance = SingleInstance(tmp_path)
    assert instance.is_first()
    yield instance
    instance.close()


def started(program: str, home: Path, file: str = "") -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", program, str(home), file], cwd=ROOT)


@pytest.mark.parametrize("file", ["", "C:/Users/Daniël/verhuizing 2.belmaat-kaart"])
def test_a_second_start_hands_over_its_file(file: str, first: SingleInstance, qtbot: QtBot, tmp_path: Path) -> None:
    """The first window hears of it and the second program ends."""
    with qtbot.waitSignal(first.called, timeout=20_000) as called:
        second = started(SECOND, tmp_path, file)
    assert called.args == [file]
    qtbot.waitUntil(lambda: second.poll() is not None, timeout=20_000)
    assert second.returncode == 0


def test_another_data_folder_is_another_program(first: SingleInstance, tmp_path: Path) -> None:
    """A portable copy and an installed one can run side by side."""
    other = SingleInstance(tmp_path / "draagbaar")
    assert other.is_first()
    other.close()


def test_after_the_first_has_gone_the_next_is_first(qtbot: QtBot, tmp_path: Path) -> None:
    """Closing the window is enough."""
    one = SingleInstance(tmp_path)
    assert one.is_first()
    one.close()
    two = SingleInstance(tmp_path)
    assert two.is_first()
    two.close()


def test_what_a_killed_program_leaves_behind_keeps_nobody_out(qtbot: QtBot, tmp_path: Path) -> None:
    """On Linux the file of the socket stays when a program is killed."""
    assert started(KILLED, tmp_path).wait(30) == 0
    next_one = SingleInstance(tmp_path)
    assert next_one.is_first()
    next_one.close()
