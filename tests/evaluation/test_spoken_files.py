"""The spoken evaluation files belong to the written ones, and their README tells the error rates that they have."""

import json
import re
import unicodedata
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from rapidfuzz.distance import Levenshtein

FOLDER = Path(__file__).parent
SPOKEN = FOLDER / "spoken"
FILES = ("debtor", "none", "controller", "promises")
ADDED = {"text", "of", "spoken", "voice", "sound", "wer"}
SOUNDS = {"headset", "telephone", "room", "noise", "din"}
KOKORO_LINES = {"debtor": 120, "none": 40, "controller": 0, "promises": 0}


def records(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def kind(row: dict[str, Any]) -> str:
    return str(row["voice"].split()[0])


def words(text: str) -> list[str]:
    bare = "".join(sign for sign in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(sign))
    return [word for part in re.findall(r"[\w']+", bare) if (word := part.strip("'"))]


def counted(row: dict[str, Any]) -> tuple[int, int]:
    """Word errors and words of what the voice said."""
    said = words(row.get("spoken", row["of"]))
    return Levenshtein.distance(said, words(row["text"])), len(said)


def rate(rows: list[dict[str, Any]]) -> float:
    errors, spoken = (sum(part) for part in zip(*map(counted, rows), strict=True))
    return 100 * errors / spoken


def readme_rows() -> dict[tuple[str, str], tuple[int, int, float]]:
    """The table of README.md: (file, voices) to lines, words and word errors in percent."""
    pattern = r"^\| (\w+) \| (espeak|kokoro|both) \| (\d+) \| (\d+) \| (\d+\.\d) \|"
    found = re.findall(pattern, (SPOKEN / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    return {(name, voices): (int(lines), int(spoken), float(rate)) for name, voices, lines, spoken, rate in found}


@pytest.mark.parametrize("name", FILES)
def test_every_text_is_spoken_once_by_espeak_in_the_order_of_the_original(name: str) -> None:
    """Nothing was skipped, not even a text of which nothing was heard."""
    originals = [row["text"] for row in records(FOLDER / f"{name}.jsonl")]
    assert [row["of"] for row in records(SPOKEN / f"{name}.jsonl") if kind(row) == "espeak"] == originals


@pytest.mark.parametrize("name", FILES)
def test_labels_are_those_of_the_original(name: str) -> None:
    """A label corrected in the original has to be corrected here too."""
    originals = {row["text"]: row for row in records(FOLDER / f"{name}.jsonl")}
    for row in records(SPOKEN / f"{name}.jsonl"):
        labels = {key: value for key, value in row.items() if key not in ADDED}
        assert labels | {"text": row["of"]} == originals[row["of"]]


@pytest.mark.parametrize("name", FILES)
def test_kokoro_speaks_its_sample_and_each_text_once(name: str) -> None:
    """The sample has the size that the README states."""
    texts = [row["of"] for row in records(SPOKEN / f"{name}.jsonl") if kind(row) == "kokoro"]
    assert len(texts) == len(set(texts)) == KOKORO_LINES[name]


def test_kokoro_speaks_every_objection_three_times_or_more() -> None:
    """No objection is judged on espeak-ng's voice alone."""
    rows = records(SPOKEN / "debtor.jsonl")
    every = {name for row in rows for name in row["objections"]}
    counts = Counter(name for row in rows if kind(row) == "kokoro" for name in row["objections"])
    assert set(counts) == every
    assert min(counts.values()) >= 3


@pytest.mark.parametrize("name", FILES)
def test_results_look_like_the_recognisers(name: str) -> None:
    """Lower case, no punctuation, no digits, in a known way of sounding."""
    for row in records(SPOKEN / f"{name}.jsonl"):
        assert re.fullmatch(r"[^\dA-Z.,?!]*", row["text"]), row
        assert row["sound"] in SOUNDS, row


@pytest.mark.parametrize("name", FILES)
def test_digits_are_written_out_before_they_are_spoken(name: str) -> None:
    """A text with digits, and no other, has what was said in words beside it."""
    for row in records(SPOKEN / f"{name}.jsonl"):
        assert bool(re.search(r"\d", row["of"])) == ("spoken" in row), row
        assert not re.search(r"\d", row.get("spoken", "")), row


@pytest.mark.parametrize("name", FILES)
def test_the_stored_word_error_rate_is_that_of_the_texts(name: str) -> None:
    """Whoever groups the lines by error rate can trust the field."""
    for row in records(SPOKEN / f"{name}.jsonl"):
        errors, spoken = counted(row)
        assert row["wer"] == pytest.approx(errors / spoken, abs=0.0006), row


def test_readme_states_the_error_rates_of_the_files() -> None:
    """Counts are exact, rates right within rounding, and no group is left out."""
    rows = {name: records(SPOKEN / f"{name}.jsonl") for name in FILES}
    every = [row for part in rows.values() for row in part]
    groups = {
        (name, voices): [r for r in part if kind(r) == voices]
        for name, part in rows.items()
        for voices in ("espeak", "kokoro")
    }
    groups |= {("all", voices): [row for row in every if kind(row) == voices] for voices in ("espeak", "kokoro")}
    groups[("all", "both")] = every
    stated = readme_rows()
    assert set(stated) == {group for group, part in groups.items() if part}
    for group, (lines, spoken, percent) in stated.items():
        assert (lines, spoken) == (len(groups[group]), sum(counted(row)[1] for row in groups[group])), group
        assert percent == pytest.approx(rate(groups[group]), abs=0.06), group


def test_error_rates_spread_around_a_quarter() -> None:
    """There are lines without any error and lines that are half lost; the whole is near a quarter."""
    every = [row for name in FILES for row in records(SPOKEN / f"{name}.jsonl")]
    assert 20 <= rate(every) <= 32
    assert sum(row["wer"] == 0 for row in every) >= 200
    assert sum(row["wer"] >= 0.5 for row in every) >= 100
