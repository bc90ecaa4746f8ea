"""The recipe's steps."""

import pytest

from models.starter.steps import Step, run


def test_a_step_is_done_once_and_again_when_what_it_reads_changes(tmp_path):
    """Breaking off and starting again costs nothing; a changed source is noticed."""
    source, made, times = tmp_path / "in.txt", tmp_path / "out.txt", []
    source.write_text("een", encoding="utf-8")

    def do() -> None:
        times.append(source.read_text(encoding="utf-8"))
        made.write_text("x", encoding="utf-8")

    step = Step("copy", (source, "setting"), (made,), do)
    assert run([step], tmp_path / "marks") == ["copy"]
    assert run([step], tmp_path / "marks") == []
    source.write_text("twee", encoding="utf-8")
    assert run([step], tmp_path / "marks") == ["copy"]
    made.unlink()
    assert run([step], tmp_path / "marks") == ["copy"]
    assert times == ["een", "twee", "twee"]


def test_a_step_that_breaks_off_is_not_done(tmp_path):
    """The next start does it again, even when what it makes is half there."""
    made = tmp_path / "out.txt"

    def break_off() -> None:
        made.write_text("half", encoding="utf-8")
        raise OSError("full")

    with pytest.raises(OSError, match="full"):
        run([Step("part", ("a",), (made,), break_off)], tmp_path / "marks")
    assert run([Step("part", ("a",), (made,), lambda: None)], tmp_path / "marks") == ["part"]


def test_a_step_that_does_not_make_what_it_promises_is_an_error(tmp_path):
    """The following steps would fail in stranger ways."""
    with pytest.raises(RuntimeError, match="did not make"):
        run([Step("none", (), (tmp_path / "never",), lambda: None)], tmp_path / "marks")
