"""The one door to the Dutch texts in `resources/texts`.

Each file is a flat or nested mapping; a text is asked for by its path, for example `errors.model_missing`. Own texts in
the user's folder override shipped ones, so that a company can set its own tone.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from app.call.text import Sentence, fill, plain
from app.errors import UserError

_UNREADABLE = (OSError, ValueError, RecursionError, yaml.YAMLError)
"""What reading a text file may raise; bytes that are no UTF-8 and wrong `!!int` tags are ValueErrors."""


class Wording:
    """All texts of the product, by path."""

    def __init__(self, texts: Mapping[str, Any]) -> None:
        """Keep the texts; `load` is the usual way to make one."""
        self._texts = texts

    @classmethod
    def load(cls, folder: Path, own: Path | None = None) -> "Wording":
        """Read every `*.yaml` in the folder; the name of the file is the first part of the path.

        Raises:
            UserError: `texts_damaged` when a shipped file can't be read. An own file that can't be read is passed over,
                and so is an own entry of another kind than the shipped one (a text where there should be a list).
        """
        texts: dict[str, Any] = {}
        for path in sorted(folder.glob("*.yaml")):
            try:
                texts[path.stem] = _read(path)
            except _UNREADABLE as error:
                raise UserError("texts_damaged", bestand=str(path)) from error
        if own is not None and own.is_dir():
            for path in sorted(own.glob("*.yaml")):
                try:
                    texts[path.stem] = _merged(texts.get(path.stem, {}), _read(path))
                except _UNREADABLE:
                    continue  # the shipped wording stays in use
        return cls(texts)

    def get(self, path: str) -> Any:
        """The text, list or mapping at a dotted path.

        Raises:
            KeyError: no such text; a fault of ours, found by the tests that walk over all codes.
        """
        node: Any = self._texts
        for part in path.split("."):
            node = node[part]
        return node

    def has(self, path: str) -> bool:
        """True if there is a text at this path."""
        try:
            self.get(path)
        except (KeyError, TypeError):
            return False
        return True

    def text(self, path: str) -> str:
        """The text as it stands, placeholders unfilled."""
        return str(self.get(path)).strip()

    def fill(self, path: str, facts: Mapping[str, str]) -> Sentence:
        """The text with facts filled in, as parts."""
        return fill(self.text(path), facts)

    def fragment(self, path: str, facts: Mapping[str, str]) -> str:
        """The text with facts filled in, as a piece of another sentence: it gets no capital."""
        return plain(fill(self.text(path), facts, fragment=True))

    def sentence(self, path: str, facts: Mapping[str, str] | None = None) -> str:
        """The text with facts filled in, as one string."""
        return plain(self.fill(path, facts or {}))

    def error(self, error: UserError) -> str:
        """The sentence that tells the user about an error: what happened, what was saved, what to do."""
        facts = {name: str(value) for name, value in error.facts.items()}
        path = f"errors.{error.code}"
        return self.sentence(path if self.has(path) else "errors.other", {"code": error.code, **facts})


def _read(path: Path) -> dict[str, Any]:
    # Notepad may put a byte order mark before the text.
    loaded = yaml.load(path.read_text(encoding="utf-8-sig"), Loader=_TextLoader)
    return loaded if isinstance(loaded, dict) else {}


def _merged(shipped: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """The shipped texts with the own ones over them, where they are of the same kind."""
    merged = dict(shipped)
    for key, value in own.items():
        there = merged.get(key)
        if isinstance(there, Mapping) and isinstance(value, Mapping):
            merged[key] = _merged(there, value)
        elif there is None or type(there) is type(value):
            merged[key] = value
    return merged


class _TextLoader(yaml.CSafeLoader):
    """Every scalar is text: no date, number or yes/no is guessed."""


_TextLoader.yaml_implicit_resolvers = {}
