"""The agreement form: speech fills, people decide.

A field that was filled from speech is outlined and shows the words that were heard; F9 accepts it. Under every field a
line is kept free for those words or for a problem, so that no field changes its place when something is heard.
"""

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from typing import Any, Protocol

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from app.call.agreement import AgreementForm, FieldName, FormField
from app.call.facts import address
from app.call.form_check import Problem
from app.call.formats import listing, money
from app.gui import words
from app.gui.buttons import KeyButton, link
from app.gui.editors import AmountEditor, ConsentEditor, FieldEditor, InvoicesEditor, MethodEditor, TextEditor
from app.gui.labels import Column, Words, column, restyle, row
from app.gui.row_editors import CallbackEditor, InstalmentsEditor, NextStepEditor, OwnPromisesEditor
from app.gui.theme import Theme
from app.ledger.dossier import ContactPerson, Dossier

LABELS: dict[FieldName, str] = {
    "invoices": "Facturen",
    "amount": "Bedrag",
    "date": "Betaald op de rekening",
    "method": "Betaalwijze",
    "callback": "Terugbellen",
    "own_promise": "Wij zeggen toe",
    "next_step": "Vervolgstap",
    "instalments": "In termijnen",
    "goodwill": "Coulance, mag maar hoeft niet",
    "future_invoices": "Volgende facturen",
    "consent": "Akkoord",
}


_LABEL_HEIGHT = 18
_HEARD: frozenset[FieldName] = frozenset({"invoices", "amount", "date", "callback", "instalments", "consent"})
"""Fields that speech can fill."""


class Readers(Protocol):
    """How typed words become values; the desk brings them."""

    def parse_date(self, text: str) -> date | None:
        """A loosely typed date."""

    def parse_amount(self, text: str) -> Decimal | None:
        """A loosely typed amount."""

    def parse_time(self, text: str) -> str | None:
        """A loosely typed time, as `HH:MM`."""

    def problem_text(self, problem: Problem) -> str:
        """The Dutch sentence of a problem."""


class FormVerbs(Protocol):
    """What the form does with a field; a `CallSession` can do it."""

    def accept(self, name: FieldName) -> object:
        """The controller confirms what was heard."""

    def edit(self, name: FieldName, value: Any) -> object:
        """The controller fills in a value."""

    def clear(self, name: FieldName) -> object:
        """The controller empties the field."""


class FieldBox(QWidget):
    """One field: label, frame, editor, the button that accepts, and the line for what was heard or is wrong."""

    def __init__(self, theme: Theme, name: FieldName, editor: FieldEditor) -> None:
        """Put `editor` in a frame under its label."""
        super().__init__()
        self.name: FieldName = name
        self.editor = editor
        self._refusal = ""
        label = LABELS[name]
        editor.name(label)
        self.accept = KeyButton(theme, "Klopt", "F9", "small")
        self.accept.setAccessibleName(f"{label} klopt, toets F9")
        self.clear = link("wis", f"{label} wissen")
        self.note = Words(" ", "small")
        self.frame = QFrame()
        self.frame.setProperty("kind", "field")
        inside = row(margins=(9, 5, 5, 5), spacing=4)
        inside.addWidget(editor, 1)
        # The place of the button is kept free, so that nothing in the field moves when something is heard.
        place = QWidget()
        both = row(spacing=0)
        both.addStretch(1)
        both.addWidget(self.accept)
        both.addWidget(self.clear)
        place.setLayout(both)
        width = self.accept.sizeHint().width() if name in _HEARD else self.clear.sizeHint().width()
        place.setFixedWidth(width)
        inside.addWidget(place, 0, Qt.AlignmentFlag.AlignVCenter)
        if name in ("method", "own_promise"):
            place.hide()  # a second click, or the link on the line itself, takes back
        self.frame.setLayout(inside)
        self.frame.setMinimumHeight(40)
        layout = column(spacing=3)
        head = row()
        head.addWidget(Words(label, "small", wrap=False), 1)
        for widget in editor.beside():
            head.addWidget(widget)
        above = QWidget()
        above.setLayout(head)
        above.setFixedHeight(_LABEL_HEIGHT)
        layout.addWidget(above)
        layout.addWidget(self.frame)
        layout.addWidget(self.note)
        self.setLayout(layout)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        editor.refused.connect(self._refuse)
        for part in editor.parts():
            part.installEventFilter(self)

    def show_field(self, field: FormField, suggestion: str, problem: str) -> None:
        """Show value and state; `suggestion` is what was heard since, `problem` a sentence or empty."""
        self.editor.show_value(field.value)
        waiting = field.state == "heard" or bool(suggestion)
        self.accept.setVisible(waiting)
        self.clear.setVisible(field.state != "empty" and not waiting)
        if problem:
            note, kind = problem, "careful"
        elif suggestion:
            note, kind = f"Nieuw gehoord: {suggestion}", "small"
        elif field.state == "heard" and field.words:
            note, kind = self._heard(field.words), "small"
        else:
            note, kind = " ", "small"
        state = "problem" if problem else field.state if field.state != "edited" else "empty"
        if self._refusal:
            note, kind, state = self._refusal, "careful", "problem"
        self.note.setToolTip(field.words)
        self.note.setText(note)
        self.note.set_kind(kind)
        if self.frame.property("state") != state:
            self.frame.setProperty("state", state)
            restyle(self.frame)

    def _heard(self, words: str) -> str:
        """The words heard, their end if they are too long for one line; the tool tip has them whole."""
        room = max(self.frame.width(), 200) - self.note.fontMetrics().horizontalAdvance("Gehoord: “”") - 4
        return f"Gehoord: “{self.note.fontMetrics().elidedText(words, Qt.TextElideMode.ElideLeft, room)}”"

    def holds_focus(self) -> bool:
        """True if the controller is in this field."""
        return any(part.hasFocus() for part in self.editor.parts())

    def take_focus(self) -> None:
        """Bring the cursor here, because the controller asked for it."""
        parts = self.editor.parts()
        if parts:
            parts[0].setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Outline the field that has the focus."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.frame.setProperty("focus", "true" if event.type() == QEvent.Type.FocusIn else "false")
            restyle(self.frame)
        return False

    def _refuse(self, sentence: str) -> None:
        self._refusal = sentence
        if sentence:
            self.note.setText(sentence)
            self.note.set_kind("careful")
            self.frame.setProperty("state", "problem")
            restyle(self.frame)


class FormPanel(Column):
    """The right column of the call."""

    def __init__(
        self,
        theme: Theme,
        readers: Readers,
        dossier: Dossier,
        contact: ContactPerson | None,
        today: date,
        owner: str,
        *,
        width: int,
    ) -> None:
        """Build the form for one debtor; `bind` joins it to a call."""
        self._readers = readers
        self._dossier = dossier
        self._today = today
        self._verbs: FormVerbs | None = None
        self._after: Callable[[], None] = lambda: None
        self._form = AgreementForm()
        self.amount = AmountEditor(readers.parse_amount)
        who = address(contact) if contact else ""
        editors: dict[FieldName, FieldEditor] = {
            "invoices": InvoicesEditor(dossier.open_invoices()),
            "amount": self.amount,
            "date": TextEditor(
                readers.parse_date,
                lambda value: words.day(value, today),
                placeholder="welke dag",
                refusal="Deze datum is niet begrepen. Typ bijvoorbeeld vrijdag of 11-9.",
            ),
            "method": MethodEditor(),
            "callback": CallbackEditor(readers.parse_date, readers.parse_time, today),
            "own_promise": OwnPromisesEditor(readers.parse_date, today, owner),
            "next_step": NextStepEditor(readers.parse_date, today),
            "instalments": InstalmentsEditor(readers.parse_date, readers.parse_amount, today),
            "goodwill": TextEditor(str, str, placeholder="geen"),
            "future_invoices": TextEditor(str, str, placeholder="geen afspraak"),
            "consent": ConsentEditor(who[:1].upper() + who[1:] if who else "De debiteur"),
        }
        layout = column(margins=(16, 16, 14, 16), spacing=4)
        top = row()
        top.addWidget(Words("Afspraak", "heading", wrap=False), 1)
        following = link("volgend veld  F10", "Naar het volgende veld, toets F10")
        following.clicked.connect(self.go_to_next)
        top.addWidget(following)
        layout.addLayout(top)
        self.boxes: dict[FieldName, FieldBox] = {}
        for name, editor in editors.items():
            box = FieldBox(theme, name, editor)
            self.boxes[name] = box
            layout.addWidget(box)
            editor.committed.connect(lambda value, name=name: self._commit(name, value))
            box.accept.clicked.connect(lambda _checked=False, name=name: self._accept(name))
            box.clear.clicked.connect(lambda _checked=False, name=name: self._clear(name))
        layout.addStretch(1)
        super().__init__(layout, width=width)
        self.setAccessibleName("Afspraak")
        self.show_form(self._form, ())

    def bind(self, verbs: FormVerbs, after: Callable[[], None]) -> None:
        """Send what the controller decides to `verbs`, and call `after` each time."""
        self._verbs = verbs
        self._after = after

    def show_form(self, form: AgreementForm, problems: Iterable[Problem]) -> None:
        """Show the form as it is; a field in which somebody types keeps what is typed."""
        self._form = form
        sentences: dict[FieldName, str] = {}
        for problem in problems:
            # What is still missing is asked for at the end; during the call only what is wrong is marked.
            if form.get(problem.field).state != "empty":
                sentences.setdefault(problem.field, self._readers.problem_text(problem))
        chosen = form.value("invoices")
        self.amount.set_whole(self._whole(chosen))
        for name, box in self.boxes.items():
            newer = form.suggestion(name)
            suggestion = self.in_words(name, newer.value) if newer is not None else ""
            box.show_field(form.get(name), suggestion, sentences.get(name, ""))

    def accept_next(self) -> None:
        """Accept what was heard: in the field with the focus, otherwise in the first that waits."""
        waiting = [name for name in self.boxes if self._waits(name)]
        focused = [name for name in waiting if self.boxes[name].holds_focus()]
        for name in (focused or waiting)[:1]:
            self._accept(name)

    def go_to_next(self) -> None:
        """Bring the cursor to the next field that asks for attention, or to the next field."""
        names = list(self.boxes)
        here = next((at for at, name in enumerate(names) if self.boxes[name].holds_focus()), -1)
        order = names[here + 1 :] + names[: here + 1]
        asking = [name for name in order if self._waits(name)]
        target = self.boxes[(asking or order)[0]]
        target.take_focus()
        self.ensureWidgetVisible(target)

    def go_to(self, name: FieldName) -> None:
        """Bring the cursor to a field."""
        self.boxes[name].take_focus()
        self.ensureWidgetVisible(self.boxes[name])

    def in_words(self, name: FieldName, value: Any) -> str:
        """A value as a short text."""
        match name:
            case "amount":
                return money(value)
            case "date":
                return words.day(value, self._today)
            case "invoices":
                return listing(tuple(value), "en")
            case "method":
                return words.METHODS.get(value, str(value))
            case "callback":
                day = words.near_day(value.date, self._today) if value.date else ""
                return f"{day} {value.time.replace(':', '.')}".strip()
            case "instalments":
                return f"{len(value)} termijnen"
            case "own_promise":
                return ", ".join(promise.text for promise in value)
            case "consent":
                return f"“{value.words}”" if value.words else "akkoord"
            case "next_step":
                return str(value.text)
            case _:
                return str(value)

    def _waits(self, name: FieldName) -> bool:
        return self._form.get(name).state == "heard" or self._form.suggestion(name) is not None

    def _whole(self, chosen: tuple[str, ...] | None) -> Decimal:
        if not chosen:
            return self._dossier.undisputed_total()
        return sum((i.open_amount for i in self._dossier.open_invoices() if i.number in chosen), Decimal(0))

    def _commit(self, name: FieldName, value: Any) -> None:
        if self._verbs is None:
            return
        if value is None:
            self._verbs.clear(name)
        else:
            self._verbs.edit(name, value)
        self._after()

    def _accept(self, name: FieldName) -> None:
        if self._verbs is not None:
            self._verbs.accept(name)
            self._after()

    def _clear(self, name: FieldName) -> None:
        if self._verbs is not None:
            self._verbs.clear(name)
            self._after()
