"""The user's own catalogue as files: a phrase or a card is put in with as little change as can be, or taken out again.

An own file adds to the shipped card of the same id, so it holds nothing but the id and the added phrases. A file that
the user wrote himself keeps its comments and its order: the phrase becomes one more line under `zinnen`. Every new text
is written beside the old one, read back, and only then moved into its place.
"""

import json
import os
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from app.advice.catalogue import Catalogue, Objection
from app.advice.catalogue_entries import SHORT_TITLE_LIMIT, Nodes, read_own
from app.advice.catalogue_yaml import Reading, compose, items, pairs
from app.advice.heard import plain
from app.errors import UserError

_PLAIN = re.compile(r"[^\W\d_][\w' ]*\Z")
"""What needs no quotation marks in YAML; in the catalogue every scalar is text, also `ja` and `nee`."""
_BEFORE_MEMBER = re.compile(r"\s*- +\Z")
_BESIDE = ".nieuw"
"""Suffix of a file that is not yet in its place; the catalogue reads only `*.yaml`."""


@dataclass(frozen=True, slots=True)
class Change:
    """What was written, so that it can be taken back."""

    file: Path
    objection_id: str
    phrase: str
    before: bytes | None
    """What the file held; None when it did not exist."""
    after: bytes


@dataclass(frozen=True, slots=True)
class NewCard:
    """A card of the user's own, as far as it is known yet; the base card gives the rest."""

    title: str
    phrase: str
    gentle: str
    """What to say until the user has found better words."""


class OwnCatalogue:
    """Writes in the user's own folder."""

    def __init__(self, folder: Path, catalogue: Callable[[], Catalogue], headings: Mapping[str, str]) -> None:
        """Write in `folder`, which is made when it is first needed.

        Args:
            folder: where the own files lie; folders in it count too.
            catalogue: the catalogue that is in use.
            headings: the comment above a new file with `phrases`, and above one with a `card`.
        """
        self._folder = folder
        self._catalogue = catalogue
        self._headings = headings

    def add_phrase(self, objection_id: str, phrase: str) -> Change:
        """Put a phrase under a card, in the own file that has this card already, else in a new file `<id>.yaml`.

        Raises:
            UserError: `own_card_damaged` when an own file has a mistake, `own_card_unusual` when the phrase can't be
                put in without changing anything else, `folder_unwritable`. Nothing is changed then.
        """
        self._refuse_mistakes()
        for file in self._files():
            for nodes in _entries(file):
                if str(nodes["id"][1].value) == objection_id:
                    before = self._read(file)
                    text = _with_phrase(before.decode("utf-8-sig"), nodes, phrase, file)
                    return self._put(file, objection_id, phrase, before, text)
        text = f"{self._headings['phrases']}\nid: {objection_id}\nzinnen:\n  - {_scalar(phrase)}\n"
        return self._put(self._free(objection_id), objection_id, phrase, None, text)

    def add_card(self, card: NewCard) -> Change:
        """Make a card of the user's own in a file of its own; it works at once and is meant to be completed.

        Raises:
            UserError: as `add_phrase`, or `own_card_untitled`.
        """
        self._refuse_mistakes()
        title = " ".join(card.title.split())
        objection_id = self._new_id(title)
        text = (
            f"{self._headings['card']}\nid: {objection_id}\ntitel: {_quoted(title)}\n"
            f"titel_kort: {_quoted(_shortened(title))}\nzinnen:\n  - {_scalar(card.phrase)}\n"
            f"antwoord:\n  zacht: {_quoted(card.gentle)}\n"
        )
        return self._put(self._free(objection_id), objection_id, card.phrase, None, text)

    def titles(self, file: Path) -> tuple[str, ...]:
        """What a file that somebody handed over holds: the titles of its cards.

        Raises:
            UserError: `catalogue_missing`, or `own_card_damaged` when it has a mistake or no card at all.
        """
        if not file.is_file():
            raise UserError("catalogue_missing", bestand=file)
        cards, problems = read_own(file, self._catalogue())
        if problems or not cards:
            line, problem = (problems[0].line, problems[0].problem) if problems else (1, "er staat geen kaart in")
            raise UserError("own_card_damaged", bestand=file, regel=line, probleem=problem)
        return tuple(card.title for card in cards.values())

    def take_in(self, file: Path) -> Path:
        """Copy a file that somebody handed over into the own folder; it keeps its name.

        Returns:
            Where it is now.

        Raises:
            UserError: as `titles`, or `own_card_damaged` when an own file has this card already, `folder_unwritable`.
                Nothing is changed then.
        """
        self.titles(file)
        self._refuse_mistakes()
        place = self._free(file.stem)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            _write(_beside(place), file.read_bytes())
            _beside(place).replace(place)
        except OSError as error:
            raise UserError("folder_unwritable", map=self._folder) from error
        try:
            self._refuse_mistakes()
        except UserError:
            place.unlink(missing_ok=True)
            raise
        return place

    def take_back(self, change: Change) -> None:
        """Put the file back as it was before a change.

        Raises:
            UserError: `own_card_changed` when the file was edited since, `folder_unwritable`.
        """
        if not change.file.exists() or self._read(change.file) != change.after:
            raise UserError("own_card_changed", bestand=change.file)
        try:
            if change.before is None:
                change.file.unlink()
            else:
                _write(_beside(change.file), change.before)
                _beside(change.file).replace(change.file)
        except OSError as error:
            raise UserError("folder_unwritable", map=self._folder) from error

    def _files(self) -> list[Path]:
        return sorted(self._folder.rglob("*.yaml")) if self._folder.is_dir() else []

    def _refuse_mistakes(self) -> None:
        """With a mistake in any own file the last good catalogue stays in use, so nothing new would be heard."""
        if not self._folder.is_dir():
            return
        _, problems = read_own(self._folder, self._catalogue())
        if problems:
            first = problems[0]
            raise UserError("own_card_damaged", bestand=first.file, regel=first.line, probleem=first.problem)

    def _free(self, objection_id: str) -> Path:
        """A file name that is not taken: a file of this name may hold another card."""
        path, number = self._folder / f"{objection_id}.yaml", 2
        while path.exists():
            path, number = self._folder / f"{objection_id}_{number}.yaml", number + 1
        return path

    def _new_id(self, title: str) -> str:
        words = re.findall(r"[a-z0-9]+", plain(title))
        if not words:
            raise UserError("own_card_untitled")
        stem = "eigen_" + "_".join(words)[:40].strip("_")
        known, number, found = self._catalogue().objections, 2, stem
        while found in known:
            found, number = f"{stem}_{number}", number + 1
        return found

    def _read(self, file: Path) -> bytes:
        try:
            return file.read_bytes()
        except OSError as error:
            raise UserError("folder_unwritable", map=self._folder) from error

    def _put(self, file: Path, objection_id: str, phrase: str, before: bytes | None, text: str) -> Change:
        after = text.encode("utf-8")
        beside = _beside(file)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            try:
                _write(beside, after)
                if not self._adds_only(file if before is not None else None, beside, objection_id, phrase):
                    raise UserError("own_card_unusual", bestand=file)
                beside.replace(file)
            finally:
                beside.unlink(missing_ok=True)
        except OSError as error:
            raise UserError("folder_unwritable", map=self._folder) from error
        return Change(file, objection_id, phrase, before, after)

    def _adds_only(self, old: Path | None, new: Path, objection_id: str, phrase: str) -> bool:
        """Read the new file back: it holds what the old one held and the phrase, and not a thing more or less."""
        catalogue = self._catalogue()
        wanted = read_own(old, catalogue)[0] if old is not None else {}
        got, problems = read_own(new, catalogue)
        changed = got.pop(objection_id, None)
        earlier = wanted.pop(objection_id, None)
        if problems or changed is None or got != wanted or phrase not in changed.phrases:
            return False
        if earlier is None:
            return True
        same = replace(changed, phrases=(), overridden=()) == replace(earlier, phrases=(), overridden=())
        return same and _without(changed, phrase) == _without(earlier, phrase)


def _without(entry: Objection, phrase: str) -> tuple[str, ...]:
    return tuple(one for one in entry.phrases if one != phrase)


def _entries(file: Path) -> Iterator[Nodes]:
    """The entries of an own file, one or a list of them, that have an id."""
    root = compose(Reading(file))
    if root is None:
        return
    unheard = Reading(file)  # mistakes were looked for before
    for node in tuple(items(unheard, root, "")) or (root,):
        nodes = pairs(unheard, node, "")
        if "id" in nodes:
            yield nodes


def _with_phrase(text: str, nodes: Nodes, phrase: str, file: Path) -> str:
    """The text of a file with one more phrase in the entry that `nodes` describes."""
    newline = "\r\n" if "\r\n" in text else "\n"
    lines = text.replace("\r\n", "\n").split("\n")
    if "zinnen" not in nodes:
        key, value = nodes["id"]
        indent = " " * key.start_mark.column
        at = value.end_mark.line + 1
        lines[at:at] = [f"{indent}zinnen:", f"{indent}  - {_scalar(phrase)}"]
        return newline.join(lines)
    members = tuple(items(Reading(file), nodes["zinnen"][1], ""))
    if not members:
        raise UserError("own_card_unusual", bestand=file)
    last = members[-1]
    before = lines[last.start_mark.line][: last.start_mark.column]
    if _BEFORE_MEMBER.match(before):
        at = last.end_mark.line + (1 if last.end_mark.column else 0)
        lines.insert(at, f"{before}{_scalar(phrase)}")
        if at == len(lines) - 1:
            lines.append("")
    else:  # all on one line, between square brackets
        row, column = last.end_mark.line, last.end_mark.column
        lines[row] = f"{lines[row][:column]}, {_scalar(phrase)}{lines[row][column:]}"
    return newline.join(lines)


def _scalar(text: str) -> str:
    return text if _PLAIN.match(text) and text == text.strip() else _quoted(text)


def _quoted(text: str) -> str:
    """Between double quotation marks JSON and YAML agree."""
    return json.dumps(text, ensure_ascii=False)


def _shortened(title: str) -> str:
    """As many whole words as fit in the narrow window."""
    if len(title) <= SHORT_TITLE_LIMIT:
        return title
    return title[: SHORT_TITLE_LIMIT + 1].rpartition(" ")[0] or title[:SHORT_TITLE_LIMIT]


def _beside(file: Path) -> Path:
    return file.with_name(file.name + _BESIDE)


def _write(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
