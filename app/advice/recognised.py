"""What real recognisers wrote of the examples: material to learn from, made by resources/language/recognised."""

from collections.abc import Mapping
from pathlib import Path

from app.advice.lexicon import language_folder


def read_recognised(folder: Path | None = None) -> Mapping[str, str]:
    """Return what was heard, by the example that was said; what was heard as nothing at all is left out.

    Args:
        folder: language data, the shipped one if None. Its `recognised/recognised.tsv` is UTF-8 and has one line per
            example: what was said, a tab, what was heard.

    Raises:
        OSError: there is no such file.
        ValueError: a line is something else.
    """
    file = (folder or language_folder()) / "recognised" / "recognised.tsv"
    pairs = (line.split("\t") for line in file.read_text(encoding="utf-8").splitlines())
    return {said: heard for said, heard in pairs if heard}
