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


def test_what_a_step_goes_on_from_is_kept_after_a_break_and_dropped_after_a_change(tmp_path):
    """Half a training on other data would be taken for this one."""
    source, state, seen = tmp_path / "in.txt", tmp_path / "state", []
    source.write_text("een", encoding="utf-8")

    def break_off() -> None:
        seen.append(state.exists())
        state.write_text("half", encoding="utf-8")
        raise OSError("stopped")

    step = Step("train", (source,), (tmp_path / "never",), break_off, resumes=(state,))
    for text in ("een", "een", "twee"):
        source.write_text(text, encoding="utf-8")
        with pytest.raises(OSError, match="stopped"):
            run([step], tmp_path / "marks")
    assert seen == [False, True, False]
