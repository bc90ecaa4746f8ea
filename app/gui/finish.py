"""Afronden: read the agreement aloud, tick the consent, look at the mail, save."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.call.agreement import Consent, FieldName
from app.call.ending import Ending, Line
from app.call.facts import address
from app.call.follow_up import FollowUpPlan
from app.call.mails import MailDraft
from app.gui import words
from app.gui.buttons import KeyButton, link
from app.gui.editors import ConsentEditor, line_edit
from app.gui.flow import FlowLayout
from app.gui.keys import FINISH_KEYS, install, shown
from app.gui.labels import Amount, Chip, Column, Notice, Words, column, empty, framed, restyle, row, rule
from app.gui.running_call import RunningCall
from app.gui.sentence import SentenceLabel
from app.gui.theme import Theme

_WIDE = 1150
_ASIDE = {True: 400, False: 340}
_NEAR = ("vandaag", "morgen")


class FinishPage(QWidget):
    """The last page of a call."""

    def __init__(
        self,
        theme: Theme,
        call: RunningCall,
        *,
        back: Callable[[FieldName | None], None],
        park: Callable[[], None],
        save: Callable[[str, str, MailDraft | None], None],
        open_file: Callable[[QUrl], None],
    ) -> None:
        """End `call`.

        Args:
            theme: where the colours come from.
            call: the running call.
            back: goes back to the call, to a field of the form if one is named.
            park: goes back to the call and asks when it goes on.
            save: saves the call with both answers of the evaluation and the mail as it was edited.
            open_file: opens a file or link in the user's own program.
        """
        super().__init__()
        self._theme = theme
        self._call = call
        self._back = back
        self._park = park
        self._save = save
        self._open = open_file
        self._mail: MailDraft | None = None
        contact = call.session.preparation.contact
        who = address(contact) if contact else ""
        self.consent = ConsentEditor(who[:1].upper() + who[1:] if who else "De debiteur", narrow=False)
        self.consent.name("Akkoord")
        self.consent.committed.connect(self._consented)
        self.sentence = SentenceLabel(theme)
        self.problem = Notice()
        self.told = Notice()
        self._debtor: QVBoxLayout = column(spacing=4)
        self._ours: QVBoxLayout = column(spacing=4)
        self._after: QVBoxLayout = column(spacing=4)
        self.well = line_edit("", "Wat ging goed?")
        self.better = line_edit("", "Wat doet u de volgende keer anders?")
        self.mail_to = line_edit("e-mailadres", "Mail aan")
        self.mail_subject = line_edit("onderwerp", "Onderwerp van de mail")
        self.mail_body = QPlainTextEdit()
        self.mail_body.setAccessibleName("Tekst van de mail")
        self.mail_body.setTabChangesFocus(True)
        self._build(contact is None or contact.formal)
        install(
            self,
            FINISH_KEYS,
            {
                "save": self.save,
                "save_keypad": self.save,
                "back": lambda: back(None),
                "consent": self._toggle_consent,
                "mail_file": self._mail_file,
                "mail_link": self._mail_link,
                "calendar": self._calendar,
                "copy": self._copy,
            },
        )
        call.changed.connect(self._changed)

    def refresh(self) -> None:
        """Draw up the end of the call as the form is now."""
        session = self._call.session
        ending = session.ending()
        self.sentence.show_sentence(ending.read_aloud)
        self.say.setVisible(bool(ending.read_aloud))
        self.consent.show_value(session.form.value("consent"))
        self._agreed.setVisible(ending.result == "agreement")
        self._heard_consent()
        self._show_problem(ending)
        self._show_lines(ending)
        self._show_follow_ups(ending.follow_ups)
        self._show_mail(ending.mail)
        self.to_save.set_label("Vastleggen")

    def save(self) -> None:
        """Save, unless there is no result yet; then say what is missing."""
        for edit in (self.consent.said,):
            edit.clearFocus()
        ending = self._call.session.ending()
        if not ending.can_save:
            self._show_problem(ending, asked=True)
            return
        self._save(self.well.text().strip(), self.better.text().strip(), self._edited_mail())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Narrow the mail in a narrow window."""
        self._aside.setFixedWidth(_ASIDE[self.width() >= _WIDE])
        super().resizeEvent(event)

    # What the buttons do

    def _changed(self, topics: frozenset[str]) -> None:
        if topics & {"form"} and self.isVisible():
            self.refresh()

    def _consented(self, value: object) -> None:
        if isinstance(value, Consent):
            self._call.edit("consent", value)
        else:
            self._call.clear("consent")

    def _toggle_consent(self) -> None:
        if not self.consent.isVisible():
            return
        if self._call.session.form.get("consent").state == "heard":
            self._call.accept("consent")
        else:
            self.consent.toggle()

    def _heard_consent(self) -> None:
        field = self._call.session.form.get("consent")
        heard = field.state == "heard"
        self.heard.setText(f"Gehoord: “{field.words}”" if heard and field.words else "")
        self.heard.setVisible(bool(self.heard.text()))
        self.agree.set_label("Klopt" if heard else "Akkoord")
        given = field.value is not None and field.value.given and not heard
        self.agree.setVisible(not given)
        state = "heard" if heard else "accepted" if given else "empty"
        if self._agreed.property("state") != state:
            self._agreed.setProperty("state", state)
            restyle(self._agreed)

    def _mail_file(self) -> None:
        draft = self._edited_mail()
        if draft is not None:
            path = self._call.desk.write_mail(draft)
            self._tell(f"De mail staat klaar als concept: {path.name}")
            self._open(QUrl.fromLocalFile(str(path)))

    def _open_internal(self, drafts: tuple[MailDraft, ...]) -> None:
        for draft in drafts:
            self._open(QUrl.fromLocalFile(str(self._call.desk.write_mail(draft))))
        self._tell("De interne mail staat klaar als concept.")

    def _mail_link(self) -> None:
        draft = self._edited_mail()
        if draft is not None:
            self._open(QUrl(self._call.desk.mail_link(draft)))

    def _calendar(self) -> None:
        path: Path = self._call.desk.write_calendar(self._call.session)
        self._tell(f"De agenda-afspraken staan klaar: {path.name}")
        self._open(QUrl.fromLocalFile(str(path)))

    def _copy(self) -> None:
        draft = self._edited_mail()
        if draft is not None:
            QGuiApplication.clipboard().setText(draft.body)
            self._tell("De tekst van de mail is gekopieerd.")

    def _tell(self, sentence: str) -> None:
        self.told.tell(sentence, tone="done")

    def _edited_mail(self) -> MailDraft | None:
        if self._mail is None:
            return None
        return replace(
            self._mail,
            to=self.mail_to.text().strip(),
            subject=self.mail_subject.text().strip(),
            body=self.mail_body.toPlainText(),
        )

    # What is shown

    def _show_problem(self, ending: Ending, *, asked: bool = False) -> None:
        blocking = ending.blocking
        if blocking is None:
            remarks = [p for p in ending.problems if not p.blocking]
            self.problem.tell(self._call.desk.problem_text(remarks[0]) if remarks else "")
        elif asked or blocking.code != "consent_missing":
            self.problem.tell(self._call.desk.problem_text(blocking))
        else:
            self.problem.tell("")
        self._ways.setVisible(ending.result is None)

    def _show_lines(self, ending: Ending) -> None:
        for place, lines, nothing in (
            (self._debtor, ending.debtor_side, "Nog geen betaling afgesproken."),
            (self._ours, ending.our_side, "Wij hebben niets toegezegd."),
        ):
            empty(place)
            for line in lines:
                place.addLayout(_line(line, chip=place is self._ours))
                place.addWidget(rule())
            if not lines:
                place.addWidget(Words(nothing, "quiet"))
            form = self._call.session.form
            if place is self._debtor:
                for extra in (form.value("goodwill"), form.value("future_invoices")):
                    if extra:
                        place.addWidget(Words(str(extra), "quiet"))
            elif ending.internal_mails:
                many = len(ending.internal_mails)
                button = link("Interne mail openen" if many == 1 else f"{many} interne mails openen")
                button.clicked.connect(lambda _checked=False, mails=ending.internal_mails: self._open_internal(mails))
                place.addWidget(button)
            place.addStretch(1)

    def _show_follow_ups(self, plans: tuple[FollowUpPlan, ...]) -> None:
        empty(self._after)
        today: date = self._call.desk.today
        plans = tuple(plan for plan in plans if plan.kind != "own_action")
        for plan in plans:
            line = row()
            line.addWidget(Words(plan.text), 1)
            when = words.near_day(plan.due, today)
            line.addWidget(Words(f"{when}, {plan.time.replace(':', '.')}" if plan.time else when, wrap=False))
            self._after.addLayout(line)
            self._after.addWidget(rule())
        if not plans:
            self._after.addWidget(Words("Nog niets gepland.", "quiet"))

    def _show_mail(self, mail: MailDraft | None) -> None:
        for button in (self.as_file, self.as_link, self.as_copy):
            button.setEnabled(mail is not None)
        if mail == self._mail:
            return
        touched = self._mail is not None and self.mail_body.document().isModified()
        self._mail = mail
        if touched:
            return  # what the controller wrote himself is never overwritten
        shown_mail = mail or MailDraft("", "", "")
        _fill(self.mail_to, shown_mail.to)
        _fill(self.mail_subject, shown_mail.subject)
        self.mail_body.setPlainText(shown_mail.body)
        self.mail_body.document().setModified(False)

    # How it is built

    def _build(self, formal: bool) -> None:
        theme = self._theme
        main = column(margins=(18, 16, 18, 16), spacing=12)
        main.addWidget(self.problem)
        ways = FlowLayout()
        for label, verb in (
            ("Gesprek parkeren", self._park),
            ("Terugbellen afspreken", lambda: self._back("callback")),
            ("Vervolgstap noteren", lambda: self._back("next_step")),
        ):
            button = KeyButton(theme, label)
            button.clicked.connect(lambda _checked=False, verb=verb: verb())
            ways.addWidget(button)
        self._ways = QWidget()
        self._ways.setLayout(ways)
        main.addWidget(self._ways)
        say = column(margins=(16, 12, 18, 14), spacing=8)
        head = row()
        head.addWidget(Words("Lees voor", "strong", wrap=False))
        head.addWidget(Words("in de u-vorm" if formal else "in de je-vorm", "quiet", wrap=False))
        head.addStretch(1)
        say.addLayout(head)
        say.addWidget(self.sentence)
        agreed = row(margins=(10, 5, 6, 5))
        agreed.addWidget(self.consent, 1)
        self.agree = KeyButton(theme, "Akkoord", shown(FINISH_KEYS["consent"]), "small")
        self.agree.clicked.connect(self._toggle_consent)
        agreed.addWidget(self.agree)
        self._agreed = framed("field", agreed)
        self._agreed.setProperty("state", "empty")
        self._agreed.setMinimumHeight(42)
        say.addWidget(self._agreed)
        self.heard = Words("", "small")
        say.addWidget(self.heard)
        self.say = framed("say", say)
        main.addWidget(self.say)
        both = row(spacing=14)
        for title, content in (("Debiteur zegt toe", self._debtor), ("Wij zeggen toe", self._ours)):
            inside = column(margins=(16, 12, 16, 12), spacing=8)
            inside.addWidget(Words(title, "heading"))
            inside.addLayout(content)
            both.addWidget(framed("panel", inside), 1)
        main.addLayout(both)
        main.addWidget(Words("Daarna", "heading"))
        main.addLayout(self._after)
        main.addStretch(1)
        columns = row(spacing=0)
        columns.addWidget(Column(main), 1)
        columns.addWidget(rule(vertical=True))
        self._aside = self._mail_column()
        columns.addWidget(self._aside)
        layout = column(spacing=0)
        layout.addLayout(columns, 1)
        layout.addWidget(rule())
        layout.addWidget(self._bar())
        self.setLayout(layout)

    def _mail_column(self) -> Column:
        theme = self._theme
        aside = column(margins=(18, 16, 18, 16), spacing=8)
        aside.addWidget(Words("Bevestiging per e-mail", "heading"))
        aside.addWidget(self.mail_to)
        aside.addWidget(self.mail_subject)
        self.mail_body.setMinimumHeight(180)
        aside.addWidget(self.mail_body, 1)
        self.as_file = KeyButton(theme, "Mail openen", shown(FINISH_KEYS["mail_file"]), "small")
        self.as_file.setToolTip("Als concept openen in uw mailprogramma")
        self.as_link = KeyButton(theme, "Zonder bestand", shown(FINISH_KEYS["mail_link"]), "small")
        self.as_link.setToolTip("Als nieuw bericht openen, zonder bestand")
        self.as_calendar = KeyButton(theme, "In agenda", shown(FINISH_KEYS["calendar"]), "small")
        self.as_calendar.setToolTip("De vervolgacties in uw agenda zetten")
        self.as_copy = KeyButton(theme, "Kopiëren", shown(FINISH_KEYS["copy"]), "small")
        self.as_copy.setToolTip("De tekst van de mail kopiëren")
        buttons = QGridLayout()
        buttons.setSpacing(6)
        for at, (button, verb) in enumerate(
            (
                (self.as_file, self._mail_file),
                (self.as_link, self._mail_link),
                (self.as_calendar, self._calendar),
                (self.as_copy, self._copy),
            )
        ):
            button.clicked.connect(lambda _checked=False, verb=verb: verb())
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            buttons.addWidget(button, at // 2, at % 2)
        aside.addLayout(buttons)
        aside.addWidget(self.told)
        aside.addSpacing(8)
        aside.addWidget(Words("Terugblik, alleen voor u", "heading"))
        for label, edit in (
            ("Wat ging goed?", self.well),
            ("Wat doet u de volgende keer anders?", self.better),
        ):
            aside.addWidget(Words(label, "small"))
            aside.addWidget(edit)
        return Column(aside, width=_ASIDE[True])

    def _bar(self) -> QWidget:
        bar = QWidget()
        bar.setObjectName("bar")
        line = row(margins=(20, 10, 20, 10), spacing=10)
        line.addWidget(Words("Er is geen geluid bewaard. Van de tekst blijft alleen wat hier staat.", "quiet"), 1)
        self.to_call = KeyButton(self._theme, "Terug naar het gesprek", shown(FINISH_KEYS["back"]))
        self.to_call.clicked.connect(lambda: self._back(None))
        self.to_save = KeyButton(
            self._theme, "Vastleggen", shown(FINISH_KEYS["save"].replace("Return", "Enter")), "primary"
        )
        self.to_save.clicked.connect(self.save)
        line.addWidget(self.to_call)
        line.addWidget(self.to_save)
        bar.setLayout(line)
        return bar


def _line(line: Line, *, chip: bool) -> QHBoxLayout:
    layout = row(margins=(0, 3, 0, 3))
    layout.addWidget(Words(line.text, "strong" if line.total else "plain"), 1)
    if chip and line.value:
        layout.addWidget(Chip(line.value, "careful" if line.value in _NEAR else "plain"))
    elif line.value:
        layout.addWidget(Amount(line.value, bold=line.total))
    return layout


def _fill(edit: QLineEdit, text: str) -> None:
    if edit.text() != text:
        edit.setText(text)
        edit.setCursorPosition(0)
