"""The one door to the Dutch texts in `resources/texts`.

Each file is a flat or nested mapping; a text is asked for by its path, for example `errors.model_missing`. Own texts in the
user's folder override shipped ones, so that a company can set its own tone.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from app.call.text import Sentence, fill, plain
from app.errors import UserError


class Wording:
    """All texts of the product, by path."""

    def __init__(self, texts: Mapping[str, Any]) -> None:
        """Keep the texts; `load` is the usual way to make one."""
        self._texts = texts

    @classmethod
    def load(cls, folder: Path, own: Path | None = None) -> "Wording":
        """Read every `*.yaml` in the folder; the name of the file is the first part of the path.

        Raises:
            UserError: `texts_damaged` when a shipped file can't be read. An own file that can't be read is passed over.
        """
        texts: dict[str, Any] = {}
        for path in sorted(folder.glob("*.yaml")):
            try:
                texts[path.stem] = _read(path)
            except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
                raise UserError("texts_damaged", bestand=str(path)) from error
        if own is not None and own.is_dir():
            for path in sorted(own.glob("*.yaml")):
                try:
                    _merge(texts.setdefault(path.stem, {}), _read(path))
                except (OSError, UnicodeDecodeError, yaml.YAMLError):
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

    def sentence(self, path: str, facts: Mapping[str, str] | None = None) -> str:
        """The text with facts filled in, as one string."""
        return plain(self.fill(path, facts or {}))

    def error(self, error: UserError) -> str:
        """The sentence that tells the user about an error: what happened, what was saved, what to do."""
        facts = {name: str(value) for name, value in error.facts.items()}
        path = f"errors.{error.code}"
        return self.sentence(path if self.has(path) else "errors.other", {"code": error.code, **facts})


def _read(path: Path) -> dict[str, Any]:
    loaded = yaml.load(path.read_text(encoding="utf-8"), Loader=_TextLoader)
    return loaded if isinstance(loaded, dict) else {}


def _merge(into: dict[str, Any], extra: Mapping[str, Any]) -> None:
    for key, value in extra.items():
        if isinstance(value, Mapping) and isinstance(into.get(key), dict):
            _merge(into[key], value)
        else:
            into[key] = value


class _TextLoader(yaml.CSafeLoader):
    """Every scalar is text: no date, number or yes/no is guessed."""


_TextLoader.yaml_implicit_resolvers = {}
