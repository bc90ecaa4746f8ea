"""A file with cards that somebody handed over is offered in one line, and taken over only when the user says so."""

from pathlib import Path

import pytest

from tests.gui.conftest import Stage

CARD = """\
id: moving_house
titel: Midden in een verhuizing
zinnen:
  - wij zijn net aan het verhuizen
antwoord: {zacht: Lastig.}
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "post é" / "verhuizing.belmaat-kaart"
    path.parent.mkdir()
    path.write_text(CARD, encoding="utf-8")
    return path


def own_files(stage: Stage) -> list[str]:
    folder = stage.parts.program.paths.own_catalogue
    return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []


@pytest.mark.qt_log_ignore("does not support raise", extend=True)  # Qt's offscreen platform, in some versions
def test_the_offer_names_the_card_and_changes_nothing(stage: Stage, file: Path) -> None:
    """A double click on a file is no consent."""
    stage.window.come_forward(str(file))
    offer = stage.window._card_offer
    assert offer is not None
    assert offer.isVisible()
    assert "Midden in een verhuizing" in offer.text
    offer.leave.click()
    assert not offer.isVisible()
    assert own_files(stage) == []


def test_the_card_is_taken_over(stage: Stage, file: Path) -> None:
    """It lies in the own folder and is in the catalogue in use."""
    stage.window.open_card(str(file))
    offer = stage.window._card_offer
    assert offer is not None
    offer.take.click()
    assert own_files(stage) == ["verhuizing.yaml"]
    assert stage.parts.desk.objection_title("moving_house") == "Midden in een verhuizing"
    assert not offer.take.isVisible()


def test_a_damaged_file_is_told_in_the_same_line(stage: Stage, file: Path) -> None:
    """With no button that could take it over."""
    file.write_text("id: [", encoding="utf-8")
    stage.window.open_card(str(file))
    offer = stage.window._card_offer
    assert offer is not None
    assert "verhuizing.belmaat-kaart" in offer.text
    assert not offer.take.isVisible()


def test_a_second_file_replaces_the_first(stage: Stage, file: Path) -> None:
    """One offer at a time."""
    stage.window.open_card(str(file))
    first = stage.window._card_offer
    assert first is not None
    stage.window.open_card(str(file.with_name("andere.belmaat-kaart")))
    assert not first.isVisible()
    assert stage.window._card_offer is not first
