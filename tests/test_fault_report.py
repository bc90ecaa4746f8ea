"""A fault of ours leaves a report, and no word of the call."""

from pathlib import Path

from app.fault_report import write_report


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
