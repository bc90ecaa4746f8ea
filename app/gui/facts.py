"""The facts of this debtor: open items, what was agreed before, the objections of this call.

They stand in the same place from the first second of the call to the last.
"""

from collections.abc import Callable
from datetime import date
from typing import Protocol

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QGridLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from app.call.formats import money
from app.gui import words
from app.gui.labels import Amount, Column, Words, column, empty, row, rule
from app.gui.running_call import FOLLOWING, StackState
from app.ledger.dossier import Dossier, Invoice, PromiseRecord

_PROMISES_SHOWN = 3


class StackItemLike(Protocol):
    """One objection of this call; `app.call.session.StackItem` is one."""

    @property
    def objection_id(self) -> str:
        """Id in the catalogue."""

    @property
    def title(self) -> str:
        """Dutch title."""

    @property
    def state(self) -> StackState:
        """`open`, `discussed` or `removed`."""


class OpenItems(QWidget):
    """The open invoices of a debtor, each with what matters about it, and the undisputed total."""

    def __init__(self, dossier: Dossier, today: date) -> None:
        """Show the open items of `dossier` as they are on `today`."""
        super().__init__()
        layout = column(spacing=6)
        for invoice in dossier.open_invoices():
            layout.addLayout(_invoice(invoice, today))
            layout.addWidget(rule())
        total = row()
        total.addWidget(Words("Onbetwist", "strong", wrap=False), 1)
        total.addWidget(Amount(money(dossier.undisputed_total()), bold=True))
        layout.addLayout(total)
        self.setLayout(layout)
        self.setAccessibleName("Open posten")
        self.setAccessibleDescription(f"Onbetwist {money(dossier.undisputed_total())}")


def _invoice(invoice: Invoice, today: date) -> QGridLayout:
    grid = QGridLayout()
    grid.setContentsMargins(0, 2, 0, 2)
    grid.setHorizontalSpacing(8)
    grid.setVerticalSpacing(1)
    claimable = invoice.claimable
    grid.addWidget(Words(invoice.number, "plain" if claimable else "quiet", wrap=False), 0, 0)
    grid.addWidget(Amount(money(invoice.open_amount), quiet=not claimable), 0, 1)
    late = invoice.days_late(today)
    note = words.invoice_note(invoice, today)
    if claimable:
        grid.addWidget(Words(words.days_late(late), "late" if late > 0 else "small"), 1, 0, 1, 2)
        if note:
            grid.addWidget(Words(note, "small"), 2, 0, 1, 2)
    else:
        text = words.blocked_note(invoice, note)
        grid.addWidget(Words(text, "small"), 1, 0, 1, 2)
    grid.setColumnStretch(0, 1)
    return grid


class History(QWidget):
    """What was promised before and how it ended, and old matters that are closed."""

    def __init__(
        self,
        dossier: Dossier,
        today: date,
        judge: Callable[[PromiseRecord], QWidget | None] = lambda _promise: None,
    ) -> None:
        """Show the latest promises of both sides and the closed disputes.

        Args:
            dossier: whose.
            today: the day on which it is looked at.
            judge: makes the button with which somebody says how a promise ended; None for no button. A promise with
                a button is shown, however old it is.
        """
        super().__init__()
        layout = column(spacing=6)
        newest_first = sorted(dossier.promises, key=lambda p: (p.made, p.id), reverse=True)
        for at, promise in enumerate(newest_first):
            button = judge(promise)
            if at >= _PROMISES_SHOWN and button is None:
                continue
            what, ending = words.promise_line(promise, today)
            layout.addWidget(Words(f"{what}:", "plain"))
            kind = {"broken": "broken", "kept": "done"}.get(promise.status, "quiet")
            mark = {"broken": "✕ ", "kept": "✓ "}.get(promise.status, "")
            layout.addWidget(Words(mark + ending, kind))
            if button is not None:
                layout.addWidget(button)
        for dispute in dossier.disputes:
            if dispute.closed is not None:
                text = f"{words.past_day(dispute.opened, today)}: {dispute.subject} (afgesloten)"
                layout.addWidget(Words(text, "quiet"))
        if layout.count() == 0:
            layout.addWidget(Words("Nog niets afgesproken.", "quiet"))
        self.setLayout(layout)
        self.setAccessibleName("Eerder")


class StackPanel(QWidget):
    """The objections of this call: open, discussed, removed. A click or the space bar moves one on."""

    def __init__(self, on_change: Callable[[str, StackState], None]) -> None:
        """Call `on_change(objection_id, new_state)` when the controller moves an objection on."""
        super().__init__()
        self._on_change = on_change
        self._shown: tuple[StackItemLike, ...] = ()
        self._layout: QVBoxLayout = column(spacing=2)
        self.setLayout(self._layout)
        self.setAccessibleName("Tegenwerpingen in dit gesprek")
        self._fill()

    def show_stack(self, stack: tuple[StackItemLike, ...]) -> None:
        """Show the objections in the order in which they came."""
        if stack == self._shown:
            return
        self._shown = stack
        self._fill()

    def _fill(self) -> None:
        empty(self._layout)
        if not self._shown:
            self._layout.addWidget(Words("Nog geen.", "quiet"))
        # The newest first: it is in sight also in a long call.
        for item in reversed(self._shown):
            self._layout.addWidget(self._line(item))

    def _line(self, item: StackItemLike) -> QPushButton:
        following = FOLLOWING[item.state]
        button = _WrappingLine(words.STACK_MARKS[item.state], item.title, strong=item.state == "open")
        button.setAccessibleName(f"{item.title}: {words.STACK_WORDS[item.state]}")
        button.setToolTip(f"{words.STACK_WORDS[item.state].capitalize()}. Klik voor: {words.STACK_WORDS[following]}.")
        button.clicked.connect(lambda: self._on_change(item.objection_id, following))
        return button


class _WrappingLine(QPushButton):
    """A line that can be clicked and whose text wraps, which a button's own text can't."""

    def __init__(self, mark: str, text: str, *, strong: bool) -> None:
        super().__init__()
        self.setProperty("kind", "plain")
        layout = row(margins=(4, 3, 4, 3), spacing=6)
        sign = Words(mark, "done" if mark == "✓" else "plain", wrap=False)
        sign.setAlignment(Qt.AlignmentFlag.AlignTop)
        label = Words(text, "strong" if strong else "plain")
        for part in (sign, label):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        layout.addWidget(sign)
        layout.addWidget(label, 1)
        self.setLayout(layout)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        layout = self.layout()
        return layout.sizeHint() if layout is not None else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        layout = self.layout()
        return layout.minimumSize() if layout is not None else super().minimumSizeHint()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        layout = self.layout()
        return layout.heightForWidth(width) if layout is not None else super().heightForWidth(width)


class FactsPanel(Column):
    """The left column of the call."""

    def __init__(
        self, dossier: Dossier, today: date, on_stack: Callable[[str, StackState], None], *, width: int
    ) -> None:
        """Show a debtor; `on_stack(objection_id, state)` is called when an objection is moved on."""
        layout = column(margins=(16, 16, 12, 16), spacing=8)
        layout.addWidget(Words("Open posten", "heading"))
        layout.addWidget(OpenItems(dossier, today))
        layout.addSpacing(12)
        layout.addWidget(Words("Eerder", "heading"))
        layout.addWidget(History(dossier, today))
        layout.addSpacing(12)
        # The stack grows during the call; it stands last so that nothing else moves.
        self.stack = StackPanel(on_stack)
        layout.addWidget(Words("Tegenwerpingen in dit gesprek", "heading"))
        layout.addWidget(self.stack)
        layout.addStretch(1)
        super().__init__(layout, width=width)
        self.setAccessibleName("Feiten van deze debiteur")
