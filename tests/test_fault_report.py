"""A fault of ours leaves a report, and no word of the call."""

import subprocess
import sys
from pathlib import Path

from app.fault_report import watch_for_crashes, write_report

ROOT = Path(__file__).resolve().parents[1]
ENDS_AT_ONCE = """
import ctypes, sys
from pathlib import Path
from app.fault_report import watch_for_crashes

def heard(words):
    ctypes.string_at(0)

watch_for_crashes(Path(sys.argv[1]))
heard("ik betaal vrijdag")
"""


def fault(words: str) -> BaseException:
    try:
        raise ValueError(words)
    except ValueError as error:
        return error


def test_a_report_says_where_and_not_what_was_said(tmp_path: Path) -> None:
    """The stack and the kind of error, but not its message."""
    error = fault("ik betaal vrijdag")
    path = write_report(tmp_path / "logboek é", type(error), error, error.__traceback__)
    assert path is not None
    text = path.read_text(encoding="utf-8")
    assert "builtins.ValueError" in text
    assert "in fault" in text
    assert "vrijdag" not in text


def test_only_the_last_reports_are_kept(tmp_path: Path) -> None:
    """A fault that comes back all day does not fill the disk."""
    error = fault("x")
    for _ in range(25):
        write_report(tmp_path, type(error), error, error.__traceback__)
    assert len(list(tmp_path.glob("fout-*.txt"))) == 20


def test_a_folder_that_cannot_be_made_is_no_second_fault(tmp_path: Path) -> None:
    """None, and no exception."""
    (tmp_path / "x").write_text("x")
    error = fault("x")
    assert write_report(tmp_path / "x" / "y", type(error), error, error.__traceback__) is None


def test_a_library_that_ends_the_process_leaves_a_trace(tmp_path: Path) -> None:
    """Where it happened, and again no word of the call."""
    folder = tmp_path / "logboek é"
    ended = subprocess.run([sys.executable, "-c", ENDS_AT_ONCE, str(folder)], cwd=ROOT, check=False, timeout=60)
    assert ended.returncode != 0
    text = (folder / "vastgelopen.txt").read_text(encoding="utf-8")
    assert "in heard" in text
    assert "vrijdag" not in text


def test_a_crash_file_that_grew_too_long_starts_anew(tmp_path: Path) -> None:
    """It never fills the disk."""
    (tmp_path / "vastgelopen.txt").write_text("x" * 300_000)
    code = "import sys; from pathlib import Path; from app.fault_report import *; watch_for_crashes(Path(sys.argv[1]))"
    subprocess.run([sys.executable, "-c", code, str(tmp_path)], cwd=ROOT, check=True, timeout=60)
    assert (tmp_path / "vastgelopen.txt").stat().st_size == 0


def test_a_crash_file_that_cannot_be_made_keeps_nobody_from_calling(tmp_path: Path) -> None:
    """None, and no exception."""
    (tmp_path / "x").write_text("x")
    assert watch_for_crashes(tmp_path / "x" / "y") is None
