"""Editors for the fields that have several parts: our own promises, a payment plan, a callback, a next step."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget

from app.call.agreement import Callback, Instalment, NextStep, OwnPromise
from app.call.formats import money
from app.gui import words
from app.gui.buttons import link
from app.gui.editors import FieldEditor, line_edit, put
from app.gui.labels import column, empty, row
from app.gui.ticks import Tick

ReadDate = Callable[[str], date | None]
_NO_DATE = "Deze datum is niet begrepen. Typ bijvoorbeeld vrijdag of 11-9."
_NO_TIME = "Deze tijd is niet begrepen. Typ bijvoorbeeld 16.30 of half 5."
_NO_AMOUNT = "Dit bedrag is niet begrepen. Typ bijvoorbeeld 2500."


class _Lines(FieldEditor):
    """What the editors with several lines share: commit once, when a part is finished."""

    def _watch(self, *edits: QLineEdit) -> None:
        for edit in edits:
            edit.editingFinished.connect(lambda edit=edit: self._finished(edit))

    def _finished(self, edit: QLineEdit) -> None:
        if edit.isModified():
            self._commit()

    def _commit(self) -> None:
        raise NotImplementedError

    def _read(self, edit: QLineEdit, read: Callable[[str], Any], refusal: str) -> tuple[Any, bool]:
        """The value of a part and whether it could be read; an empty part is None and all right."""
        text = edit.text().strip()
        if not text:
            return None, True
        value = read(text)
        self.refused.emit("" if value is not None else refusal)
        return value, value is not None

    def _settle(self) -> None:
        for part in self.parts():
            if isinstance(part, QLineEdit):
                part.setModified(False)


class CallbackEditor(_Lines):
    """Date and time of an agreed call."""

    def __init__(self, read_date: ReadDate, read_time: Callable[[str], str | None], today: date) -> None:
        """Read loosely typed dates and times with the given callables."""
        super().__init__()
        self._read_date = read_date
        self._read_time = read_time
        self._today = today
        self.on = line_edit("dag", "Terugbellen op welke dag")
        self.at = line_edit("tijd", "Terugbellen hoe laat")
        self.at.setFixedWidth(64)
        self.agreed = Tick("afgesproken")
        self.agreed.setAccessibleName("Terugbellen is afgesproken")
        layout = column(spacing=4)
        first = row()
        first.addWidget(self.on, 1)
        first.addWidget(self.at)
        layout.addLayout(first)
        layout.addWidget(self.agreed)
        self.setLayout(layout)
        self._watch(self.on, self.at)
        self.agreed.clicked.connect(self._commit)

    def show_value(self, value: Any) -> None:
        """Show a `Callback`."""
        shown = value if isinstance(value, Callback) else Callback(None)
        put(self.on, words.near_day(shown.date, self._today) if shown.date else "")
        put(self.at, shown.time.replace(":", "."))
        self.agreed.setChecked(shown.agreed)

    def parts(self) -> tuple[QWidget, ...]:
        """Day, time and the tick."""
        return (self.on, self.at, self.agreed)

    def _commit(self) -> None:
        day, day_read = self._read(self.on, self._read_date, _NO_DATE)
        time, time_read = self._read(self.at, self._read_time, _NO_TIME)
        if not (day_read and time_read):
            return
        self._settle()
        callback = Callback(day, time or "", agreed=self.agreed.isChecked())
        self.committed.emit(callback if callback != Callback(None) else None)


class NextStepEditor(_Lines):
    """What happens next when nothing was agreed, and when."""

    def __init__(self, read_date: ReadDate, today: date) -> None:
        """Read loosely typed dates with `read_date`."""
        super().__init__()
        self._read_date = read_date
        self._today = today
        self.text = line_edit("wat gebeurt er", "Vervolgstap: wat gebeurt er")
        self.on = line_edit("wanneer", "Vervolgstap: wanneer")
        layout = row()
        layout.addWidget(self.text, 3)
        layout.addWidget(self.on, 2)
        self.setLayout(layout)
        self._watch(self.text, self.on)

    def show_value(self, value: Any) -> None:
        """Show a `NextStep`."""
        shown = value if isinstance(value, NextStep) else NextStep("")
        put(self.text, shown.text)
        put(self.on, words.near_day(shown.date, self._today) if shown.date else "")

    def parts(self) -> tuple[QWidget, ...]:
        """What and when."""
        return (self.text, self.on)

    def _commit(self) -> None:
        day, is_read = self._read(self.on, self._read_date, _NO_DATE)
        if not is_read:
            return
        self._settle()
        step = NextStep(self.text.text().strip(), day)
        self.committed.emit(step if step != NextStep("") else None)


class _Rows(_Lines):
    """A list of lines with one empty line at the end to add another."""

    def __init__(self) -> None:
        super().__init__()
        self._layout: QVBoxLayout = column(spacing=6)
        self.setLayout(self._layout)
        self._lines: list[tuple[QLineEdit, ...]] = []
        self._removers: list[QPushButton] = []
        self._value: tuple[Any, ...] = ()
        self._build(())

    def show_value(self, value: Any) -> None:
        """Show a tuple of lines, or nothing."""
        rows = tuple(value or ())
        if rows == self._value:
            return
        if self.editing:
            return
        self._build(rows)

    def parts(self) -> tuple[QWidget, ...]:
        """Every part of every line, then the buttons that take a line away."""
        return (*(part for line in self._lines for part in line), *self._removers)

    def _build(self, rows: tuple[Any, ...]) -> None:
        self._value = rows
        empty(self._layout)
        self._lines = []
        self._removers = []
        for at, item in enumerate((*rows, None)):
            edits = self._line(item, at)
            self._watch(*edits)
            self._lines.append(edits)
            for edit in edits:
                edit.setModified(False)
            holder = self._arrange(edits)
            if item is not None:
                remove = link("weg", f"Regel {at + 1} weghalen")
                remove.clicked.connect(lambda _checked=False, at=at: self._remove(at))
                self._removers.append(remove)
                holder.addWidget(remove)

    def _remove(self, at: int) -> None:
        rows = tuple(item for number, item in enumerate(self._value) if number != at)
        self._build(rows)
        self.committed.emit(rows or None)

    def _line(self, item: Any, at: int) -> tuple[QLineEdit, ...]:
        raise NotImplementedError

    def _arrange(self, edits: tuple[QLineEdit, ...]) -> Any:
        raise NotImplementedError

    def _commit(self) -> None:
        rows = []
        for edits in self._lines:
            if not any(edit.text().strip() for edit in edits):
                continue
            item = self._item(edits)
            if item is None:
                return
            rows.append(item)
        self._settle()
        focused = self._focused()
        self._build(tuple(rows))
        self._focus(focused)
        self.committed.emit(tuple(rows) or None)

    def _item(self, edits: tuple[QLineEdit, ...]) -> Any:
        raise NotImplementedError

    def _focused(self) -> tuple[int, int] | None:
        for at, edits in enumerate(self._lines):
            for part, edit in enumerate(edits):
                if edit.hasFocus():
                    return at, part
        return None

    def _focus(self, place: tuple[int, int] | None) -> None:
        # Building the lines anew must not lose the place where the controller was.
        if place is not None and place[0] < len(self._lines):
            edit = self._lines[place[0]][place[1]]
            edit.show()  # the layout would show it later, and what is not shown can't have the focus
            edit.setFocus()


class OwnPromisesEditor(_Rows):
    """What we promise: what, who does it, and until when."""

    def __init__(self, read_date: ReadDate, today: date, owner: str) -> None:
        """Propose `owner` for a new line."""
        self._read_date = read_date
        self._today = today
        self._owner = owner
        super().__init__()

    def _line(self, item: Any, at: int) -> tuple[QLineEdit, ...]:
        promise = item if isinstance(item, OwnPromise) else OwnPromise("")
        number = f"Toezegging {at + 1}"
        text = line_edit("wat zeggen wij toe" if at == 0 else "nog iets", f"{number}: wat zeggen wij toe")
        owner = line_edit("wie", f"{number}: wie doet het")
        deadline = line_edit("voor wanneer", f"{number}: voor wanneer")
        text.setText(promise.text)
        owner.setText(promise.owner)
        deadline.setText(words.near_day(promise.deadline, self._today) if promise.deadline else "")
        for edit in (text, owner, deadline):
            edit.setCursorPosition(0)
        return text, owner, deadline

    def _arrange(self, edits: tuple[QLineEdit, ...]) -> Any:
        text, owner, deadline = edits
        self._layout.addWidget(text)
        holder = row()
        holder.addWidget(owner, 1)
        holder.addWidget(deadline, 1)
        is_new = not text.text()
        # Only ever hidden here: showing a part that has no place yet would open a window of its own.
        if is_new:
            owner.hide()
            deadline.hide()
        self._layout.addLayout(holder)
        return holder

    def _item(self, edits: tuple[QLineEdit, ...]) -> OwnPromise | None:
        text, owner, deadline = edits
        day, is_read = self._read(deadline, self._read_date, _NO_DATE)
        if not is_read:
            return None
        return OwnPromise(text.text().strip(), owner.text().strip() or self._owner, day or self._today)


class InstalmentsEditor(_Rows):
    """A payment plan: date and amount of every part."""

    def __init__(self, read_date: ReadDate, read_amount: Callable[[str], Decimal | None], today: date) -> None:
        """Read loosely typed dates and amounts with the given callables."""
        self._read_date = read_date
        self._read_amount = read_amount
        self._today = today
        super().__init__()

    def _line(self, item: Any, at: int) -> tuple[QLineEdit, ...]:
        part = item if isinstance(item, Instalment) else Instalment(None, None)
        day = line_edit("datum", f"Termijn {at + 1}: datum")
        amount = line_edit("bedrag", f"Termijn {at + 1}: bedrag")
        day.setText(words.near_day(part.date, self._today) if part.date else "")
        amount.setText(money(part.amount) if part.amount is not None else "")
        for edit in (day, amount):
            edit.setCursorPosition(0)
        return day, amount

    def _arrange(self, edits: tuple[QLineEdit, ...]) -> Any:
        holder = row()
        holder.addWidget(edits[0], 3)
        holder.addWidget(edits[1], 2)
        self._layout.addLayout(holder)
        return holder

    def _item(self, edits: tuple[QLineEdit, ...]) -> Instalment | None:
        day, day_read = self._read(edits[0], self._read_date, _NO_DATE)
        amount, amount_read = self._read(edits[1], self._read_amount, _NO_AMOUNT)
        return Instalment(day, amount) if day_read and amount_read else None
