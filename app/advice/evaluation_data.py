"""Read the evaluation set: `tests/evaluation/`, described in its README."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

_PROMISE_WRITERS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth"
).split()


@dataclass(frozen=True, slots=True)
class Said:
    """One utterance with what a careful human hears in it."""

    text: str
    objections: frozenset[str] = frozenset()
    warnings: frozenset[str] = frozenset()
    call_type: str = "overdue"
    voice: str = ""
    """Who said it, where `text` is what the recogniser made of it: `espeak` or `kokoro`."""
    original: str = ""
    """What was said, where `text` is what was heard."""
    manner: str = ""
    """`everyday` or `indirect`, where the writer says which."""

    @property
    def held_out(self) -> bool:
        """True for the half that nobody looks at while developing, chosen by the hash of what was said."""
        digest = hashlib.sha1((self.original or self.text).encode(), usedforsecurity=False).hexdigest()
        return int(digest, 16) % 2 == 1


@dataclass(frozen=True, slots=True)
class Promised:
    """One promise with its date and amount; both None where nothing was promised."""

    text: str
    today: date
    open_items: tuple[tuple[str, Decimal, bool], ...]
    """Number, amount in euros, disputed."""
    date: date | None
    amount: Decimal | None


@dataclass(frozen=True, slots=True)
class EvaluationSet:
    """Everything in the folder."""

    debtor: tuple[Said, ...]
    """With and without objections."""
    controller: tuple[Said, ...]
    promises: tuple[Promised, ...]
    small_talk: tuple[str, ...]
    heard_debtor: tuple[Said, ...] = ()
    """The same as `debtor`, spoken by synthetic voices and recognised by the real recogniser."""
    heard_controller: tuple[Said, ...] = ()
    heard_promises: tuple[Promised, ...] = ()
    others: tuple[Said, ...] = ()
    """Utterances by two writers who saw nothing of the project."""
    third: tuple[Said, ...] = ()
    """By a writer who saw nothing of the project either; `manner` tells how directly it is said."""
    other_talk: tuple[str, ...] = ()
    """The debtor's half of fifty minutes of ordinary talk, by the same two."""
    other_promises: tuple[tuple[str, tuple[Promised, ...]], ...] = ()
    """By writer."""
    other_warnings: tuple[tuple[str, tuple[Said, ...]], ...] = ()
    """Old matters, anger and what only looks like them, by writer."""
    questions: tuple[tuple[str, bool], ...] = ()
    """What the controller said before an answer in a word or two, and whether that answer promises a payment."""


def read_evaluation_set(folder: Path) -> EvaluationSet:
    """Read the set.

    Raises:
        OSError: a file is missing.
    """
    debtor = (*_said(folder / "debtor.jsonl"), *_said(folder / "none.jsonl"))
    others = folder / "others"
    return EvaluationSet(
        debtor,
        tuple(_said(folder / "controller.jsonl")),
        tuple(map(_promised, _records(folder / "promises.jsonl"))),
        _lines(folder / "small_talk.txt"),
        (*_said(folder / "spoken" / "debtor.jsonl"), *_said(folder / "spoken" / "none.jsonl")),
        tuple(_said(folder / "spoken" / "controller.jsonl")),
        tuple(map(_promised, _records(folder / "spoken" / "promises.jsonl"))),
        tuple(_said(others / "debtor.jsonl")),
        tuple(_said(others / "debtor_third.jsonl")),
        _lines(others / "talk.txt"),
        tuple(
            (writer, tuple(map(_promised, _records(others / f"promises_{writer}.jsonl"))))
            for writer in _PROMISE_WRITERS
        ),
        tuple((writer, tuple(_said(others / f"warnings_{writer}.jsonl"))) for writer in ("first", "second")),
        tuple((record["controller"], record["payment"]) for record in _records(others / "questions.jsonl")),
    )


def _lines(file: Path) -> tuple[str, ...]:
    return tuple(line.strip() for line in file.read_text(encoding="utf-8").splitlines() if line.strip())


def _records(file: Path) -> Iterator[dict[str, Any]]:
    with file.open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)


def _said(file: Path) -> Iterator[Said]:
    for record in _records(file):
        yield Said(
            record["text"],
            frozenset(record.get("objections", ())),
            frozenset(record.get("warnings", ())),
            record.get("call_type", "overdue"),
            record.get("voice", "").partition(" ")[0],
            record.get("of", ""),
            record.get("manner", ""),
        )


def _promised(record: dict[str, Any]) -> Promised:
    promise = record["promise"] or {}
    day, amount = promise.get("date"), promise.get("amount")
    return Promised(
        record["text"],
        date.fromisoformat(record["today"]),
        tuple((item["number"], Decimal(item["amount"]), bool(item["disputed"])) for item in record["open_items"]),
        date.fromisoformat(day) if day else None,
        Decimal(amount) if amount else None,
    )
