"""What is learned from labelled questions."""

from pathlib import Path

import pytest

from app.advice.learning_asked import learn, read_questions
from app.advice.lexicon import language_folder
from app.dutch.promises.asked import BASE, shipped_weights


def test_what_tells_questions_apart_is_learned() -> None:
    """A word of one kind counts for it, a word of both kinds for neither; one that came once has no weight."""
    weights = learn(
        [
            ("wanneer betaalt u", 1.0),
            ("wanneer betaalt u dat", 1.0),
            ("wanneer belt u", -1.0),
            ("wanneer belt u dat", -1.0),
            ("hallo", 1.0),
        ]
    )
    assert weights["q:betaalt"] > 0 > weights["q:belt"]
    assert abs(weights.get("q:wanneer", 0.0)) < weights["q:betaalt"]
    assert "q:hallo" not in weights
    assert BASE in weights


def test_a_line_without_a_label_is_a_mistake(tmp_path: Path) -> None:
    """It is named."""
    (tmp_path / "a.txt").write_text("+ wanneer betaalt u\nwanneer belt u\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"a\.txt.*wanneer belt u"):
        read_questions(tmp_path)


def test_the_shipped_weights_are_those_of_the_shipped_questions() -> None:
    """To the last figure: who changes the questions learns anew."""
    learned = learn(read_questions(language_folder() / "questions"))
    shipped = shipped_weights()
    assert learned.keys() == shipped.keys()
    assert learned == pytest.approx(shipped, abs=0.02)
