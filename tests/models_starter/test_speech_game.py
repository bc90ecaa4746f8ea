"""The words and recordings of a game's dialogues."""

from pathlib import Path

import pytest

from models.starter.speech_game import dialogues, spoken_words


@pytest.mark.parametrize(
    ("subtitle", "words"),
    [
        ("Welkom in onze stad - de stad van 't geluk!", "welkom in onze stad de stad van 't geluk"),
        ('[zucht] Eén van ons, \\"kan\\" weg.', "eén van ons kan weg"),
        ("Dit is level 12.", ""),
        ("...", ""),
    ],
)
def test_a_subtitle_becomes_what_is_said(subtitle: str, words: str):
    """No stage directions, no punctuation; digits can be read in several ways, so such a line is left out."""
    assert spoken_words(subtitle) == words


def test_lines_without_a_recording_are_left_out(tmp_path: Path):
    """The level, the file and the words of each line that was recorded."""
    script = tmp_path / "script" / "hanoi" / "dialogs_nl.lua"
    script.parent.mkdir(parents=True)
    script.write_text(
        'dialogId("a-1", "font", "No!")\ndialogStr("Nee hoor!")\n\ndialogId("a-2", "f", "Yes")\ndialogStr("Ja")\n',
        encoding="utf-8",
    )
    recording = tmp_path / "sound" / "hanoi" / "nl" / "a-1.ogg"
    recording.parent.mkdir(parents=True)
    recording.touch()
    assert list(dialogues(tmp_path)) == [("hanoi", recording, "nee hoor")]


def test_a_game_that_is_not_there_is_named(tmp_path: Path):
    """The message says which packages to install."""
    with pytest.raises(FileNotFoundError, match="fillets-ng-data-nl"):
        list(dialogues(tmp_path))
