"""Vosk on Windows opens no path with an accent: a short name, or a step into the folder."""

import threading
from pathlib import Path

import pytest

from app.speech.ascii_path import ascii_path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "Jérôme" / "model"
    made.mkdir(parents=True)
    (made / "hier").touch()
    return made


def test_elsewhere_a_path_is_a_path(folder: Path) -> None:
    """Linux has no such trouble."""
    with ascii_path(folder, windows=False) as path:
        assert path == str(folder)


def test_a_path_in_ascii_is_left_alone(tmp_path: Path) -> None:
    """Windows is not asked for another name."""
    with ascii_path(tmp_path, windows=True, short_name=lambda path: pytest.fail("asked")) as path:
        assert path == str(tmp_path)


def test_windows_short_name_is_used(folder: Path) -> None:
    """JRME~1."""
    with ascii_path(folder, windows=True, short_name=lambda path: "C:\\Users\\JRME~1\\model") as path:
        assert path == "C:\\Users\\JRME~1\\model"


@pytest.mark.parametrize("short", ["", "C:\\Users\\Jérôme\\model"], ids=["none", "not short"])
def test_without_a_short_name_the_program_steps_into_the_folder(folder: Path, short: str) -> None:
    """And out of it again, whatever happens inside."""
    before = Path.cwd()

    def read() -> None:
        with ascii_path(folder, windows=True, short_name=lambda path: short) as path:
            assert path == "."
            (Path(path) / "hier").read_bytes()
            (Path(path) / "weg").read_bytes()

    with pytest.raises(FileNotFoundError, match="weg"):
        read()
    assert Path.cwd() == before


def test_two_models_are_not_read_from_within_their_folders_at_once(folder: Path, tmp_path: Path) -> None:
    """The working folder belongs to the whole process."""
    other = tmp_path / "Müller"
    other.mkdir()
    inside: list[str] = []
    waiting = threading.Event()

    def second() -> None:
        waiting.set()
        with ascii_path(other, windows=True, short_name=lambda path: ""):
            inside.append(Path.cwd().name)

    thread = threading.Thread(target=second)
    with ascii_path(folder, windows=True, short_name=lambda path: ""):
        thread.start()
        waiting.wait(5)
        assert inside == []
        assert Path.cwd().name == "model"
    thread.join(5)
    assert inside == ["Müller"]
