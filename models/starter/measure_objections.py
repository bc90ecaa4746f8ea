"""How many of the held-out sentences' objections the product finds in what a model heard.

    python -m models.starter.measure_objections HEARD.json ...

HEARD.json is what `measure` writes beside its figures. Runs with the project's own Python: the matcher is the product's
(`python -m app analyse`). Only dictation counts here, no phrases and no careful listener.
"""

import json
import logging
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from models.starter.sentences import held_out

ROOT = Path(__file__).resolve().parents[2]

_SPOKEN = re.compile(r"(?:kokoro|espeak|voices)-(\d{3})")
"""Names of the recordings of a held-out sentence, as `measure_speech` gives them; the last speaker counts."""

log = logging.getLogger(__name__)


def found_in(texts: Sequence[str]) -> list[list[str]]:
    """Return the objections that the product finds in each utterance of a debtor, best first."""
    call = [sys.executable, "-m", "app", "analyse", "--channel", "debtor"]
    lines = "".join(f"{text}\n" for text in texts)
    answer = subprocess.run(call, input=lines, capture_output=True, encoding="utf-8", check=True, cwd=ROOT).stdout
    return [[objection["id"] for objection in json.loads(line)["objections"]] for line in answer.splitlines()]


def counted(expected: Sequence[str], found: Sequence[Sequence[str]]) -> tuple[float, float]:
    """Return (share of the objections found first, share of the sentences without one that got one all the same)."""
    raised = [(wanted, ids) for wanted, ids in zip(expected, found, strict=True) if wanted != "-"]
    calm = [ids for wanted, ids in zip(expected, found, strict=True) if wanted == "-"]
    hits = sum(bool(ids) and ids[0] == wanted for wanted, ids in raised)
    return hits / max(1, len(raised)), sum(map(bool, calm)) / max(1, len(calm))


def main() -> None:
    """Report on the held-out sentences as they are written, and on each set of recordings of them."""
    sentences = held_out()
    report("as written", [objection for objection, _ in sentences], [words for _, words in sentences])
    for name in sys.argv[1:]:
        for label, heard in json.loads(Path(name).read_text(encoding="utf-8")).items():
            spoken = {int(found[1]): text for file, text in heard.items() if (found := _SPOKEN.match(file))}
            if spoken:
                expected = [sentences[number][0] for number in spoken]
                report(f"{Path(name).stem} {label}", expected, list(spoken.values()))


def report(label: str, expected: Sequence[str], texts: Sequence[str]) -> None:
    """Write one line."""
    found, false = counted(expected, found_in(texts))
    log.info("%-50s objections found %.2f, sentences with a false one %.2f", label, found, false)


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stdout)
    main()
