"""Where the data of a user lies."""

import sys
from pathlib import Path

import pytest

from app.paths import Paths


@pytest.fixture
def unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program that was unpacked on a stick."""
    monkeypatch.delenv("BELMAAT_HOME", raising=False)
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "belmaat.exe"))
    return tmp_path


def test_a_portable_program_keeps_its_data_beside_it(unpacked: Path) -> None:
    """The file says so; its contents don't matter."""
    (unpacked / "portable").touch()
    assert Paths.standard().home == unpacked / "gegevens"


def test_an_installed_program_keeps_its_data_with_the_user(unpacked: Path) -> None:
    """Without that file nothing is written beside the program."""
    assert unpacked not in Paths.standard().home.parents


def test_a_named_folder_goes_before_all_else(unpacked: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests and the self-test never touch the user's data."""
    (unpacked / "portable").touch()
    monkeypatch.setenv("BELMAAT_HOME", str(tmp_path / "elders é"))
    assert Paths.standard().home == tmp_path / "elders é"
