"""The language data that ships with the program, read once and shared by everything that listens."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from app.advice.lexicon import Lexicon, language_folder, shipped_examples, shipped_lexicon
from app.advice.mixture import WARNINGS, Mixture, load_mixture
from app.advice.patterns import Rule, read_rules


@dataclass(frozen=True, slots=True)
class Language:
    """Words, rules and examples that belong together."""

    folder: Path
    lexicon: Lexicon
    rules: dict[str, tuple[Rule, ...]]
    examples: dict[str, tuple[str, ...]]

    def weights(self, name: str) -> Path:
        """Return the file with the weights of a linear classifier: `objections`, `coaching` or `guards`."""
        return self.folder / f"weights_{name}.npz"

    def network(self, name: str) -> Path:
        """Return the file with a network: `objections` only."""
        return self.folder / f"network_{name}.npz"

    def mixture(self, name: str) -> Mixture:
        """Return what the evidence weighs; without a file of its own, as for warnings."""
        file = self.folder / f"mixture_{name}.json"
        return load_mixture(file) if file.exists() else WARNINGS


@cache
def shipped_language(folder: Path | None = None) -> Language:
    """Return the language data of a folder, the shipped one if not given; read only the first time.

    Raises:
        ValueError: a file is broken, which is a fault of the program.
    """
    where = folder or language_folder()
    lexicon = shipped_lexicon(where)
    return Language(where, lexicon, read_rules(lexicon, where), shipped_examples(where))
