"""The yardstick itself, and that hearing does not get worse than the stored baseline."""

import io
import json
from pathlib import Path

from app.advice.catalogue import Catalogue
from app.advice.evaluation import evaluate
from app.advice.evaluation_data import read_evaluation_set
from app.advice.evaluation_report import Report, Score, print_table, worse_than
from app.advice.garble import garble, word_error_rate
from app.advice.lexicon import shipped_examples

FOLDER = Path(__file__).resolve().parents[1] / "evaluation"


def test_hearing_is_no_worse_than_the_baseline(catalogue: Catalogue) -> None:
    """No F1 falls by more than one point."""
    baseline = json.loads((FOLDER / "baseline.json").read_text(encoding="utf-8"))
    report = evaluate(read_evaluation_set(FOLDER), catalogue, compare=False, speed=False)
    assert worse_than(report, baseline) == []


def test_worse_figures_are_named() -> None:
    """Two points lost is a failure, half a point is not."""
    report = Report(scores={"a": Score(right=98, wrong=2, missed=2), "b": Score(right=99, wrong=1, missed=1)})
    assert worse_than(report, {"a": 1.0, "b": 0.995, "gone": 1.0}) == ["a: 0.980, was 1.000"]


def test_table_names_what_was_measured() -> None:
    """Each measurement is one line with three figures."""
    out = io.StringIO()
    print_table(Report(scores={"objections, all": Score(1, 1, 0)}), out)
    assert "objections, all" in out.getvalue()
    assert "0.500" in out.getvalue()


def test_evaluation_sentences_are_not_in_the_language_data() -> None:
    """What measures is never learned from; a single word such as "goed" may be in both."""
    data = read_evaluation_set(FOLDER)
    known = {phrase for some in shipped_examples(all_of_them=True).values() for phrase in some}
    said = {_bare(one.text) for one in (*data.debtor, *data.controller, *data.others)}
    said |= {_bare(line) for line in (*data.small_talk, *data.other_talk)}
    assert not {text for text in known & said if " " in text}


def test_garbling_is_repeatable_and_about_as_bad_as_asked() -> None:
    """The same seed gives the same words; a quarter asked for is near a quarter wrong."""
    texts = [one.text for one in read_evaluation_set(FOLDER).debtor[:300]]
    assert [garble(text, 3) for text in texts] == [garble(text, 3) for text in texts]
    rates = [word_error_rate(text, garble(text, 3)) for text in texts]
    assert 0.15 < sum(rates) / len(rates) < 0.4


def _bare(text: str) -> str:
    return "".join(letter for letter in text.lower() if letter.isalnum() or letter == " ").strip()
