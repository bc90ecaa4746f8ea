"""Editors for the plain fields of the agreement form.

An editor shows a value and says when the controller committed another one. It never overwrites what is being typed:
speech goes on while the controller edits.
"""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QLineEdit, QPushButton, QSizePolicy, QWidget

from app.call.agreement import Consent
from app.call.formats import money
from app.gui import words
from app.gui.buttons import link
from app.gui.labels import Words, column, row
from app.gui.theme import BASE, figures_font
from app.gui.ticks import Tick
from app.ledger.dossier import Invoice

_PER_ROW = 2


class FieldEditor(QWidget):
    """What every editor can do.

    Signals:
        committed: the controller decided on a value; None empties the field.
        refused: what was typed could not be read; carries the Dutch sentence, empty when it is all right again.
    """

    committed = Signal(object)
    refused = Signal(str)

    def show_value(self, value: Any) -> None:
        """Show a value of the form, None for empty, unless the controller is typing here."""
        raise NotImplementedError

    def parts(self) -> tuple[QWidget, ...]:
        """The widgets that can have the focus, in Tab order."""
        raise NotImplementedError

    def name(self, label: str) -> None:
        """Give the parts their accessible names, from the label of the field."""
        for part in self.parts():
            if not part.accessibleName():
                part.setAccessibleName(label)

    def beside(self) -> tuple[QWidget, ...]:
        """What stands at the right of the label; nothing for most fields."""
        return ()

    @property
    def editing(self) -> bool:
        """True while something typed has not been committed."""
        return any(isinstance(part, QLineEdit) and part.isModified() for part in self.parts())


def line_edit(placeholder: str = "", name: str = "") -> QLineEdit:
    """A line to type in."""
    edit = QLineEdit()
    edit.setPlaceholderText(placeholder)
    edit.setAccessibleName(name)
    edit.setFont(figures_font(BASE))
    edit.setMinimumWidth(40)
    return edit


def put(edit: QLineEdit, text: str) -> None:
    """Show a text, but leave the cursor and what is being typed alone."""
    if edit.isModified() and edit.hasFocus():
        return
    if edit.text() != text:
        edit.setText(text)
        if not edit.hasFocus():
            edit.setCursorPosition(0)
    edit.setModified(False)


class TextEditor(FieldEditor):
    """One line of text that stands for a value: an amount, a date, a goodwill line."""

    def __init__(
        self,
        read: Callable[[str], Any],
        write: Callable[[Any], str],
        *,
        placeholder: str = "",
        refusal: str = "",
    ) -> None:
        """Make a line.

        Args:
            read: from what was typed to the value; None where it can't be read.
            write: from the value to how it is shown.
            placeholder: shown while empty.
            refusal: the sentence for a text that can't be read.
        """
        super().__init__()
        self._read = read
        self._write = write
        self._refusal = refusal
        self._value: Any = None
        self.edit = line_edit(placeholder)
        self.edit.editingFinished.connect(self._commit)
        self._layout = row()
        self._layout.addWidget(self.edit, 1)
        self.setLayout(self._layout)

    def show_value(self, value: Any) -> None:
        """Show a value."""
        self._value = value
        put(self.edit, "" if value is None else self._write(value))

    def parts(self) -> tuple[QWidget, ...]:
        """The line itself."""
        return (self.edit,)

    def _commit(self) -> None:
        if not self.edit.isModified():
            return
        text = self.edit.text().strip()
        if not text:
            self.edit.setModified(False)
            self.refused.emit("")
            self.committed.emit(None)
            return
        value = self._read(text)
        if value is None:
            self.refused.emit(self._refusal)
            return
        self.edit.setModified(False)
        self.refused.emit("")
        # What is shown afterwards says how it was understood, also when the value stayed the same.
        self.edit.setText(self._write(value))
        self.committed.emit(value)


class AmountEditor(TextEditor):
    """An amount in euros, with the whole of the ticked invoices one click away."""

    def __init__(self, read: Callable[[str], Decimal | None]) -> None:
        """Read amounts with `read`."""
        super().__init__(
            read,
            lambda value: money(value),
            placeholder="€",
            refusal="Dit bedrag is niet begrepen. Typ bijvoorbeeld 6000 of 2.500,50.",
        )
        self._whole = Decimal(0)
        self.hint = Words("hele bedrag", "small", wrap=False)
        self.fill = link("hele bedrag", "Hele bedrag invullen")
        self.fill.clicked.connect(self._fill_whole)
        self.set_whole(Decimal(0))

    def set_whole(self, whole: Decimal) -> None:
        """The sum of the invoices that are ticked, or of all that may be claimed."""
        self._whole = whole
        self._hint()

    def show_value(self, value: Any) -> None:
        """Show an amount."""
        super().show_value(value)
        self._hint()

    def parts(self) -> tuple[QWidget, ...]:
        """The line and the link."""
        return (self.edit, self.fill)

    def beside(self) -> tuple[QWidget, ...]:
        """Whether this is the whole amount, or the link that makes it so."""
        return (self.hint, self.fill)

    def _hint(self) -> None:
        is_whole = self._value is not None and self._value == self._whole
        self.hint.setVisible(is_whole)
        self.fill.setVisible(not is_whole and self._whole > 0)

    def _fill_whole(self) -> None:
        self.edit.setModified(False)
        self.refused.emit("")
        self.committed.emit(self._whole)


class InvoicesEditor(FieldEditor):
    """A box to tick for every open invoice."""

    def __init__(self, invoices: tuple[Invoice, ...]) -> None:
        """Offer these invoices."""
        super().__init__()
        self._boxes: dict[str, Tick] = {}
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(2)
        for number, invoice in enumerate(invoices):
            box = Tick(invoice.number)
            note = "" if invoice.claimable else "geblokkeerd" if invoice.status == "blocked" else "in geschil"
            box.setToolTip(f"{money(invoice.open_amount)}{f', {note}' if note else ''}")
            box.setAccessibleName(
                f"Factuur {invoice.number}, {money(invoice.open_amount)}{f', {note}' if note else ''}"
            )
            box.clicked.connect(self._commit)
            self._boxes[invoice.number] = box
            grid.addWidget(box, number // _PER_ROW, number % _PER_ROW)
        grid.setColumnStretch(_PER_ROW, 1)
        self.setLayout(grid)

    def show_value(self, value: Any) -> None:
        """Tick the invoices of `value`, a tuple of numbers."""
        for number, box in self._boxes.items():
            box.setChecked(number in (value or ()))

    def parts(self) -> tuple[QWidget, ...]:
        """Every box."""
        return tuple(self._boxes.values())

    def _commit(self) -> None:
        chosen = tuple(number for number, box in self._boxes.items() if box.isChecked())
        self.committed.emit(chosen or None)


class MethodEditor(FieldEditor):
    """The way of paying, as four small buttons."""

    def __init__(self) -> None:
        """Offer the methods of the agreement form."""
        super().__init__()
        self._group = QButtonGroup(self)
        self._group.setExclusive(False)
        self._buttons: dict[str, QPushButton] = {}
        layout = row(spacing=3)
        for code, name in words.METHODS.items():
            button = QPushButton(name)
            button.setProperty("kind", "tight")
            button.setCheckable(True)
            button.setAccessibleName(f"Betaalwijze: {name}")
            button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
            button.clicked.connect(lambda checked=False, code=code: self.committed.emit(code if checked else None))
            self._buttons[code] = button
            layout.addWidget(button)
        layout.addStretch(1)
        self.setLayout(layout)

    def show_value(self, value: Any) -> None:
        """Press the button of a code of `METHODS`."""
        for code, button in self._buttons.items():
            button.setChecked(code == value)

    def parts(self) -> tuple[QWidget, ...]:
        """The buttons."""
        return tuple(self._buttons.values())


class ConsentEditor(FieldEditor):
    """Whether the debtor agreed to the sentence that was read aloud, and in which words."""

    def __init__(self, who: str, *, narrow: bool = True) -> None:
        """Ask for the consent of `who`, for example `Meneer Ter Naad`; `narrow` puts the words under the tick."""
        super().__init__()
        self._words = ""
        self.given = Tick("ja" if narrow else f"{who} is akkoord")
        self.given.setAccessibleName(f"{who} is akkoord")
        self.said = line_edit("in welke woorden?", "Woorden waarmee akkoord is gegeven")
        self.given.clicked.connect(self._commit)
        self.said.editingFinished.connect(self._commit_words)
        layout = column(spacing=4) if narrow else row(spacing=10)
        layout.addWidget(self.given)
        layout.addWidget(self.said, 1)
        self.setLayout(layout)

    def show_value(self, value: Any) -> None:
        """Show a `Consent`."""
        consent = value if isinstance(value, Consent) else Consent(given=False)
        self.given.setChecked(consent.given)
        put(self.said, consent.words)

    def parts(self) -> tuple[QWidget, ...]:
        """The tick and the words."""
        return (self.given, self.said)

    def toggle(self) -> None:
        """Turn the tick, as its key does."""
        self.given.setChecked(not self.given.isChecked())
        self._commit()

    def _commit_words(self) -> None:
        if self.said.isModified():
            self._commit()

    def _commit(self) -> None:
        self.said.setModified(False)
        consent = Consent(given=self.given.isChecked(), words=self.said.text().strip())
        self.committed.emit(consent if consent.given or consent.words else None)
