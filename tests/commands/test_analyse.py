"""`analyse`: the contract with other programs, to the letter."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.commands.belmaat import REPOSITORY, belmaat, json_lines


def analyse(home: Path, channel: str, *lines: str, options: tuple[str, ...] = ()) -> list[dict[str, Any]]:
    done = belmaat(
        "analyse",
        "--channel",
        channel,
        "--today",
        "2026-09-08",
        *options,
        home=home,
        stdin="".join(f"{line}\n" for line in lines).encode(),
    )
    assert done.returncode == 0, done.stderr.decode()
    assert done.stderr == b""
    return json_lines(done.stdout)


def test_an_objection_has_id_score_span_and_phrase(tmp_path: Path) -> None:
    """The span lies in the text and the score between 0 and 1."""
    text = "nou kijk wij doen pas een betaalronde aan het einde van de maand"
    (answer,) = analyse(tmp_path, "debtor", text)
    assert set(answer) == {"text", "objections", "warnings", "promise"}
    assert answer["text"] == text
    best = answer["objections"][0]
    assert set(best) == {"id", "score", "span", "phrase"}
    assert best["id"] == "payment_run"
    assert 0 < best["score"] <= 1
    start, end = best["span"]
    assert "betaalronde" in text[start:end]


def test_objections_come_best_first(tmp_path: Path) -> None:
    """Two objections in one sentence are both there, in order of score."""
    (answer,) = analyse(
        tmp_path,
        "debtor",
        "die factuur hebben we nooit ontvangen en wij betalen pas als onze eigen klant heeft betaald",
    )
    scores = [found["score"] for found in answer["objections"]]
    assert scores == sorted(scores, reverse=True)
    assert {"invoice_not_received", "waiting_for_customer_payment"} <= {o["id"] for o in answer["objections"]}


def test_a_promise_has_date_amount_and_invoices(tmp_path: Path) -> None:
    """The example of the contract."""
    (answer,) = analyse(tmp_path, "debtor", "ik maak vrijdag zesduizend euro over voor factuur tien vijf negen vier")
    assert answer["promise"] == {"date": "2026-09-11", "amount": "6000.00", "invoices": ["10594"]}


def test_small_talk_gives_nothing(tmp_path: Path) -> None:
    """No objection, no warning, no promise."""
    (answer,) = analyse(tmp_path, "debtor", "goedemorgen wat een weer vandaag")
    assert (answer["objections"], answer["warnings"], answer["promise"]) == ([], [], None)


def test_coaching_depends_on_the_kind_of_call(tmp_path: Path) -> None:
    """Asking whether the invoice came is right in a service call only."""
    question = "heeft u onze factuur wel ontvangen"
    (overdue,) = analyse(tmp_path, "controller", question)
    (service,) = analyse(tmp_path, "controller", question, options=("--call-type", "service"))
    assert overdue["warnings"] == ["asks_if_invoice_received"]
    assert service["warnings"] == []


def test_the_controller_is_told_about_must_but_not_about_meeting(tmp_path: Path) -> None:
    """`ontmoeten` and `moedig` are not `moeten`."""
    answers = analyse(tmp_path, "controller", "u moet vandaag betalen", "leuk u te ontmoeten", "dat is moedig van u")
    assert [answer["warnings"] for answer in answers] == [["says_must"], [], []]


def test_a_line_that_is_not_utf8_or_too_long_is_answered_and_the_rest_goes_on(tmp_path: Path) -> None:
    """Every line has its answer, in the same order."""
    lines = b"ja hoor\n\xff\xfe nee\n" + b"a" * 10_001 + b"\n" + b"b" * 500_000 + b"\nwij zijn failliet verklaard\n"
    done = belmaat("analyse", "--channel", "debtor", home=tmp_path, stdin=lines)
    answers = json_lines(done.stdout)
    assert done.returncode == 0
    assert [answer["text"] for answer in answers] == ["ja hoor", None, None, None, "wij zijn failliet verklaard"]
    assert all(set(answer) == {"text", "error"} and answer["error"] for answer in answers[1:4])
    assert answers[4]["objections"][0]["id"] == "insolvency"


def test_ten_thousand_characters_are_still_analysed(tmp_path: Path) -> None:
    """The limit itself is allowed, also in characters of several bytes."""
    (answer,) = analyse(tmp_path, "debtor", "é" * 10_000)
    assert answer["text"] == "é" * 10_000


@pytest.mark.parametrize(
    "text", ["", "   ", "?!", "🙂" * 50, "\u0000\u0007", "a\u0301" * 100, '[{"x": 1}]', "\\u0041", "\u2028\u2029"]
)
def test_strange_lines_are_answered(tmp_path: Path, text: str) -> None:
    """Nothing that can be typed is an error."""
    done = belmaat("analyse", "--channel", "debtor", home=tmp_path, stdin=(text + "\n").encode())
    assert done.returncode == 0
    assert [json.loads(line)["text"] for line in done.stdout.decode().split("\n") if line] == [text]


def test_a_last_line_without_its_end_and_windows_line_ends_count_too(tmp_path: Path) -> None:
    """A byte order mark and carriage returns are no words."""
    done = belmaat("analyse", "--channel", "debtor", home=tmp_path, stdin=b"\xef\xbb\xbfja\r\nnee")
    assert [answer["text"] for answer in json_lines(done.stdout)] == ["ja", "nee"]


def test_no_input_gives_no_output(tmp_path: Path) -> None:
    """Empty standard input is no error."""
    done = belmaat("analyse", "--channel", "debtor", home=tmp_path)
    assert (done.returncode, done.stdout) == (0, b"")


def test_it_streams(tmp_path: Path) -> None:
    """One line in, one line out, before the next line comes."""
    with subprocess.Popen(
        [sys.executable, "-m", "app", "analyse", "--channel", "debtor"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=REPOSITORY,
        env={**os.environ, "BELMAAT_HOME": str(tmp_path)},
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for line in (b"ja\n", b"wij zijn failliet verklaard\n"):
            process.stdin.write(line)
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["text"] == line.decode().strip()
        process.stdin.close()


def test_it_needs_neither_ledger_nor_model_nor_window(tmp_path: Path) -> None:
    """Nothing is written, and none of the big libraries is loaded."""
    code = (
        "import sys, io; sys.stdin = io.TextIOWrapper(io.BytesIO(b'ja\\n'));"
        "from app.__main__ import main; main(['analyse', '--channel', 'debtor']);"
        "sys.exit(bool({'vosk', 'PySide6', 'sqlalchemy', 'sounddevice', 'soundcard'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=REPOSITORY,
        env={**os.environ, "BELMAAT_HOME": str(tmp_path / "x")},
        check=False,
    )
    assert done.returncode == 0
    assert not (tmp_path / "x").exists()


def test_a_catalogue_of_ones_own_is_used_alone(tmp_path: Path) -> None:
    """`--catalogue` with one entry: only that objection counts."""
    own = tmp_path / "eigen é.yaml"
    text = (REPOSITORY / "resources/catalogue/objections/payment_run.yaml").read_text(encoding="utf-8")
    own.write_text(text, encoding="utf-8")
    answers = analyse(
        tmp_path,
        "debtor",
        "wij doen pas een betaalronde aan het einde van de maand",
        "die factuur hebben we nooit ontvangen",
        options=("--catalogue", str(own)),
    )
    assert [[o["id"] for o in answer["objections"]] for answer in answers] == [["payment_run"], []]


@pytest.mark.parametrize(
    ("content", "clue"),
    [("id: [", "regel"), ("id: x\nonbekend: ja\n", "regel"), (None, "er niet")],
    ids=["syntax", "key", "missing"],
)
def test_a_wrong_catalogue_is_one_clear_sentence(tmp_path: Path, content: str | None, clue: str) -> None:
    """File, line and problem; status 2; nothing on standard output."""
    own = tmp_path / "eigen.yaml"
    if content is not None:
        own.write_text(content, encoding="utf-8")
    done = belmaat("analyse", "--channel", "debtor", "--catalogue", str(own), home=tmp_path, stdin=b"ja\n")
    assert (done.returncode, done.stdout) == (2, b"")
    assert "eigen.yaml" in done.stderr.decode()
    assert clue in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()
