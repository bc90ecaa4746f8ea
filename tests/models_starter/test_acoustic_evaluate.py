"""The phone error rate: decoding without words, and counting errors."""

import numpy as np
import pytest

from models.starter.acoustic_evaluate import errors, heard
from models.starter.phones import CLASS_OF, PDFS

B, A = CLASS_OF["b"], CLASS_OF["aː"]


def voice(pdfs: list[int]) -> np.ndarray:
    """Log probabilities that are sure of one pdf per output."""
    found = np.full((len(pdfs), PDFS), -9.0, np.float32)
    found[np.arange(len(pdfs)), pdfs] = -0.1
    return found


def test_phones_are_heard_in_order_without_silence():
    """Silence is not counted, a held phone counts once."""
    assert heard(voice([0, 1, 2 * B, 2 * A, 2 * A + 1, 0, 2 * B, 0])) == [B, A, B]


def test_the_same_phone_twice_is_heard_twice():
    """A second first-frame pdf begins a second phone."""
    assert heard(voice([0, 2 * A, 2 * A + 1, 2 * A, 0])) == [A, A]


@pytest.mark.parametrize(
    ("wanted", "got", "count"),
    [("abc", "abc", 0), ("abc", "abd", 1), ("abc", "ac", 1), ("", "ab", 2), ("kitten", "sitting", 3)],
)
def test_errors_are_replacements_additions_and_losses(wanted: str, got: str, count: int):
    """Levenshtein's distance."""
    assert errors(wanted, got) == count
