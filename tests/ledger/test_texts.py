"""Every code of the ledger has its Dutch sentence, and every sentence has its code."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from app.ledger.import_columns import COLUMN_KINDS, missing_kinds

ROOT = Path(__file__).parents[2]
TEXTS = ROOT / "resources" / "texts"
LEDGER = ROOT / "app" / "ledger"


def read(name: str) -> dict[str, Any]:
    """Return a file of texts."""
    found: dict[str, Any] = yaml.safe_load((TEXTS / name).read_text(encoding="utf-8"))
    return found


def sources() -> str:
    """Return all source of the ledger."""
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted(LEDGER.rglob("*.py")))


def test_every_user_error_of_the_ledger_has_a_sentence() -> None:
    """Raised somewhere, told somewhere."""
    source = sources()
    codes = set(re.findall(r'UserError\(\s*"(\w+)"', source))
    codes |= set(re.findall(r'"SQLITE_\w+": "(\w+)"', source)) | {"ledger_unreachable"}
    codes |= {f"import_no_{name}" for name in missing_kinds({})}
    assert codes <= set(read("errors.yaml"))


def test_every_problem_of_an_import_has_a_sentence_with_its_line() -> None:
    """The codes in the source are the keys of the file."""
    source = sources()
    codes = set(re.findall(r'(?:_note|_reject)\(\s*line, "(\w+)"', source))
    codes |= set(re.findall(r'UnclearError\("(\w+)"\)', source))
    codes |= {"duplicate_same", "duplicate_differs"}
    texts = {k: v for k, v in read("import.yaml").items() if "Regel {regel}" in str(v)}
    assert codes == set(texts)


def test_every_column_has_a_dutch_name() -> None:
    """For the preview, and for saying what is missing."""
    assert set(COLUMN_KINDS) | {"date"} == set(read("import.yaml")["kolommen"])


@pytest.mark.parametrize("name", ["import.yaml", "export.yaml"])
def test_the_sentences_keep_the_house_style(name: str) -> None:
    """No exclamation marks, no smoes, u and not je."""
    text = (TEXTS / name).read_text(encoding="utf-8").lower()
    assert re.findall(r"!|smoes|\bje\b|\bjij\b|\bjouw\b", text) == []
