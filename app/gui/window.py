"""The one window: a bar at the top, one page at a time, no dialogs."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt, QUrl
from PySide6.QtGui import QCloseEvent, QImage, QPainter
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.errors import UserError
from app.gui.bridge import EngineBridge
from app.gui.labels import Notice, Words, column
from app.gui.levels import LevelMeter
from app.gui.theme import Theme
from app.gui.topbar import Clock, TopBar

if TYPE_CHECKING:
    from app.call.agreement import FieldName
    from app.call.desk import Desk
    from app.call.events import Channel
    from app.call.mails import MailDraft
    from app.call.preparation import Preparation
    from app.call.session import CallSession
    from app.gui.card_offer import CardOffer
    from app.gui.compact import CompactWindow
    from app.gui.finish import FinishPage
    from app.gui.live import LivePage
    from app.gui.running_call import RunningCall

_SIZE = (1280, 800)
_SMALLEST = (900, 520)
_LEVELS = 12
"""How deep widgets lie in one another, at most."""


class MainWindow(QWidget):
    """Preparation, call and ending in one window.

    The window can be shown before there is a desk, so that it appears at once; `attach` brings it to life.
    """

    def __init__(self, theme: Theme, *, open_file: Callable[[QUrl], None]) -> None:
        """Show the bar and nothing else yet; `open_file` opens mails and links in the user's own programs."""
        super().__init__()
        self.setObjectName("ground")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle("Belmaat")
        self.setMinimumSize(*_SMALLEST)
        self.resize(*_SIZE)
        self.theme = theme
        self._open_file = open_file
        self._desk: Desk | None = None
        self._file = ""
        self._card_offer: CardOffer | None = None
        self.call: RunningCall | None = None
        self.live: LivePage | None = None
        self.finish: FinishPage | None = None
        self.compact: CompactWindow | None = None
        self.bridge = EngineBridge()
        self.bridge.arrived.connect(self._arrived)
        self.topbar = TopBar(theme, self._go_moment)
        self.notice = Notice()
        self.pages = QStackedWidget()
        self._waiting = Words("Belmaat wordt geopend.", "quiet")
        self._waiting.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.pages.addWidget(self._waiting)
        self._clock = Clock(self, self._tick)
        layout = column(spacing=0)
        layout.addWidget(self.topbar)
        layout.addWidget(self.notice)
        layout.addWidget(self.pages, 1)
        self.setLayout(layout)

    def attach(self, desk: "Desk") -> None:
        """Bring the window to life with a desk."""
        from app.gui.preparation import PreparationPage

        self._desk = desk
        desk.set_publish(self.bridge.publish)
        self.theme.reduced_motion = desk.settings.reduced_motion
        if desk.settings.theme != self.theme.choice:
            self.theme.choose(desk.settings.theme)
        self.prepare = PreparationPage(self.theme, desk, start=self.start_call, go=self.go)
        self.pages.addWidget(self.prepare)
        self._offer = self._draft_line(desk)
        self.prepare.refresh()
        self.go("prepare")
        self.prepare.worklist.take_focus()
        if desk.start_notice:
            self.notice.tell(desk.start_notice)
        if self._file:
            self.open_card(self._file)

    def come_forward(self, file: str = "") -> None:
        """The user started the program once more: show this window, and offer the cards in `file`."""
        shown = self.compact if self.compact is not None and self.compact.isVisible() else self
        if shown.isMinimized():
            shown.showNormal()
        shown.raise_()
        shown.activateWindow()
        if file:
            self.open_card(file)

    def open_card(self, file: str) -> None:
        """Offer to take over the cards in a file that somebody handed over; waits for the desk."""
        from app.gui.card_offer import CardOffer

        self._file = file
        if self._desk is None:
            return
        if self._card_offer is not None:
            self._card_offer.hide()
            self._card_offer.deleteLater()
        self._card_offer = CardOffer(self.theme, self._desk, Path(file))
        own = self.layout()
        if isinstance(own, QVBoxLayout):
            own.insertWidget(1, self._card_offer)
        self._card_offer.ask()

    @property
    def desk(self) -> "Desk":
        """The desk.

        Raises:
            RuntimeError: asked for before `attach`, a fault of ours.
        """
        if self._desk is None:
            raise RuntimeError("the window has no desk yet")
        return self._desk

    # Going from page to page

    def go(self, page: str) -> None:
        """Go to `prepare`, `live`, `finish`, `import`, `soundcheck`, `settings`, `models` or `workbench`."""
        if page == "prepare":
            self._show_prepare()
        elif page == "live" and self.live is not None:
            self.pages.setCurrentWidget(self.live)
            self.topbar.show_moment("live", ("finish",))
        elif page == "finish" and self.finish is not None:
            self.finish.refresh()
            self.pages.setCurrentWidget(self.finish)
            self.topbar.show_moment("finish", ("live",))
            self.finish.setFocus()
        elif page == "import":
            from app.gui.import_page import ImportPage

            page_widget = ImportPage(self.theme, self.desk, back=self._back_to_list)
            self._show_passing(page_widget)
            page_widget.path.setFocus()
        elif page == "soundcheck":
            from app.gui.soundcheck import SoundCheckPage

            check = SoundCheckPage(self.theme, self.desk, back=self._back_to_list)
            self._show_passing(check)
            check.enter()
        elif page == "settings":
            from app.gui.settings_page import SettingsPage

            settings = SettingsPage(self.theme, self.desk, back=self._back_to_list, go=self.go)
            self._show_passing(settings)
            settings.enter()
        elif page == "models":
            from app.gui.models_page import ModelsPage
            from app.gui.settings_page import SettingsPage

            to_settings = isinstance(self.pages.currentWidget(), SettingsPage)
            models = ModelsPage(
                self.theme, self.desk, back=(lambda: self.go("settings")) if to_settings else self._back_to_list
            )
            self._show_passing(models)
            models.enter()
        elif page == "workbench":
            from app.gui.workbench import WorkbenchPage

            bench = WorkbenchPage(self.theme, self.desk, back=self._back_to_list, open_file=self._open_file)
            self._show_passing(bench)
            bench.enter()

    def start_call(self, preparation: "Preparation") -> None:
        """Begin a call."""
        self._begin(lambda: self.desk.start_call(preparation))

    def restore_call(self) -> None:
        """Go on with the call that was not finished last time."""
        self._begin(self.desk.restore_draft)

    def tell_fault(self, report: Path | None) -> None:
        """Say that something went wrong in the program; the call goes on."""
        where = f" Het verslag staat in {report}." if report is not None else ""
        self.notice.tell(f"Er ging iets mis in Belmaat. Het gesprek en het formulier lopen door.{where}")

    def tell_error(self, error: UserError) -> None:
        """Say what the user can do about an error."""
        self.notice.tell(self.desk.error_text(error))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close the desk with the window; a half-filled form was kept."""
        self._clock.stop()
        if self.compact is not None:
            self.compact.deleteLater()
            self.compact = None
        if self._desk is not None:
            if self.call is not None:
                self._desk.autosave(self.call.session)
            self._desk.close()
        super().closeEvent(event)

    def _go_moment(self, moment: str) -> None:
        if self.call is None:
            self.go("prepare")
        else:
            self.go(moment)

    def _begin(self, start: "Callable[[], CallSession]") -> None:
        from app.gui import words
        from app.gui.finish import FinishPage
        from app.gui.live import LivePage
        from app.gui.running_call import RunningCall

        desk = self.desk
        try:
            session = start()
        except UserError as error:
            self.tell_error(error)
            return
        self.notice.tell("")
        self._offer.hide()
        call = self.call = RunningCall(desk, session)
        call.level.connect(self._level)
        call.changed.connect(self._changed)
        call.mail.connect(self._open_mail)
        self.live = LivePage(self.theme, call, finish=lambda: self._to_finish(), compact=self.toggle_compact)
        self.finish = FinishPage(
            self.theme,
            call,
            back=self._back_to_call,
            park=self._park_from_finish,
            save=self._save,
            open_file=self._open_file,
        )
        for page in (self.live, self.finish):
            self.pages.addWidget(page)
        preparation = session.preparation
        self.topbar.title.setText(preparation.dossier.name)
        self.topbar.subtitle.setText(words.contact_summary(preparation.contact))
        self._show_trial()
        self._changed(frozenset({"sound"}))
        self.go("live")
        self._tick()
        self._clock.start()
        self.live.setFocus()
        if desk.settings.compact:
            self.toggle_compact()

    def _to_finish(self) -> None:
        if self.compact is not None and self.compact.isVisible():
            self.toggle_compact()
        self.go("finish")

    def _back_to_call(self, field: "FieldName | None") -> None:
        self.go("live")
        if self.live is not None:
            if field is not None:
                self.live.form.go_to(field)
            else:
                self.live.setFocus()

    def _park_from_finish(self) -> None:
        self.go("live")
        if self.live is not None:
            self.live.ask_park()

    def toggle_compact(self) -> None:
        """Swap between the ordinary window and the narrow one, because the user asked for it."""
        from app.gui.compact import CompactWindow

        if self.call is None:
            return
        if self.compact is not None and self.compact.isVisible():
            self.compact.hide()
            self.show()
            self.activateWindow()
            return
        if self.compact is None:
            self.compact = CompactWindow(
                self.theme,
                self.call,
                on_top=self.desk.settings.on_top,
                wide=self.toggle_compact,
                finish=self._to_finish,
            )
        self.compact.refresh(frozenset({"card", "warning", "caption", "form", "sound"}))
        self.compact.show_clock(self.call.session.elapsed())
        self.compact.show()
        self.hide()

    # Saving

    def _save(self, well: str, better: str, mail: "MailDraft | None") -> None:
        from app.gui.saved import SavedPage, plan_day

        call = self.call
        if call is None:
            return
        desk, session = self.desk, call.session
        ending = session.ending()
        try:
            desk.save(session, well, better)
        except UserError as error:
            self.tell_error(error)
            return
        self.notice.tell("")
        debtor = session.preparation.dossier
        self._leave_call()
        summary = []
        if ending.debtor_side:
            last = ending.debtor_side[-1]
            summary.append(f"Toegezegd: {' · '.join(part for part in (last.value, last.text) if part)}")
        following = next(
            (
                (item.debtor_id, item.debtor_name)
                for item in desk.worklist().items
                if item.debtor_id != debtor.id and item.reason != "promise_running"
            ),
            None,
        )
        page = SavedPage(self.theme, go_on=self._next_debtor, to_list=self._back_to_list, make_card=self._make_card_for)
        self._show_passing(page)
        page.show_saved(
            debtor.name,
            tuple(summary),
            ending.follow_ups,
            following,
            lambda plan: plan_day(plan, desk.today),
            tuple(dict.fromkeys(session.unknown)),
        )

    def _make_card_for(self, words: str) -> None:
        """Take words that no card answered to the workbench."""
        from app.gui.workbench import WorkbenchPage

        self.go("workbench")
        page = self.pages.currentWidget()
        if isinstance(page, WorkbenchPage):
            page.try_words(words)

    def _leave_call(self) -> None:
        self._clock.stop()
        self.desk.end_call()
        if self.compact is not None:
            self.compact.hide()
            self.compact.deleteLater()
            self.compact = None
        for page in (self.live, self.finish):
            if page is not None:
                self.pages.removeWidget(page)
                page.deleteLater()
        self.live = self.finish = None
        self.call = None
        self.topbar.show_clock(None)

    def _next_debtor(self, debtor_id: int) -> None:
        self._show_prepare()
        self.prepare.refresh(debtor_id)
        self.prepare.worklist.take_focus()

    def _back_to_list(self) -> None:
        if self.call is not None:
            self.go("live")
            return
        self._show_prepare()
        self.prepare.refresh()
        self.prepare.worklist.take_focus()

    # Small things

    def _show_prepare(self) -> None:
        from app.gui import words

        desk = self.desk
        if desk.saved_draft() is None:  # finished meanwhile, or its debtor was erased
            self._offer.hide()
        self.pages.setCurrentWidget(self.prepare)
        self._drop_passing()
        self.topbar.title.setText("Belmaat")
        processed = desk.worklist().bank_processed_until
        bank = f" · bank verwerkt t/m {words.near_day(processed, desk.today)}" if processed else ""
        self.topbar.subtitle.setText(f"{words.day(desk.today, desk.today)}{bank}")
        self.topbar.show_moment("prepare", ())
        self._show_trial()
        golden = self.prepare.preparation.golden if self.prepare.preparation else None
        if golden is None:
            self.topbar.show_golden("", inside=True)
        elif golden.inside:
            self.topbar.show_golden(f"Goed beluur tot {golden.until.replace(':', '.')}", inside=True)
        else:
            self.topbar.show_golden(f"Beter bellen vanaf {golden.next.replace(':', '.')}", inside=False)

    def _show_trial(self) -> None:
        self.topbar.trial.setVisible(self.desk.trial_model and self.desk.model_state == "ready")

    def _show_passing(self, page: QWidget) -> None:
        """Show a page that is made anew each time."""
        self._drop_passing()
        self._passing: QWidget | None = page
        self.pages.addWidget(page)
        self.pages.setCurrentWidget(page)
        page.setFocus()

    def _drop_passing(self) -> None:
        page = getattr(self, "_passing", None)
        if page is not None:
            self.pages.removeWidget(page)
            page.deleteLater()
        self._passing = None

    def _draft_line(self, desk: "Desk") -> QWidget:
        """The line that offers to go on with a call that was not finished."""
        from app.gui.buttons import KeyButton

        line = Notice()
        own = self.layout()
        if isinstance(own, QVBoxLayout):
            own.insertWidget(1, line)
        draft = desk.saved_draft()
        layout = line.layout()
        if draft is not None and layout is not None:
            when = f"{draft.at.astimezone():%H.%M}"
            line.tell(f"Het gesprek met {draft.debtor_name} van {when} is niet vastgelegd. Het formulier is bewaard.")
            go_on = KeyButton(self.theme, "Verder met dit gesprek", "", "small")
            away = KeyButton(self.theme, "Weggooien", "", "small")
            go_on.clicked.connect(self.restore_call)
            away.clicked.connect(lambda: self._discard(line))
            layout.addWidget(go_on)
            layout.addWidget(away)
        return line

    def _discard(self, line: QWidget) -> None:
        self.desk.discard_draft()
        line.hide()

    def _arrived(self, event: object) -> None:
        if self.call is not None and self.call.take(event):
            return
        # Something changed outside the call, such as a model that is ready now.
        self._show_trial()
        if self.call is None:
            self.prepare.aside.show_sound()

    def _tick(self) -> None:
        if self.call is None:
            return
        seconds = self.call.session.elapsed()
        self.topbar.show_clock(seconds)
        if self.compact is not None:
            self.compact.show_clock(seconds)
        self.call.tick()

    def _level(self, channel: str, rms: float) -> None:
        meter = self.topbar.debtor if channel == "debtor" else self.topbar.controller
        meter.set_rms(rms)

    def _changed(self, topics: frozenset[str]) -> None:
        if "sound" not in topics or self.call is None:
            return
        from app.gui import words

        troubles = self.call.session.troubles
        meters: tuple[tuple[Channel, LevelMeter], ...] = (
            ("debtor", self.topbar.debtor),
            ("controller", self.topbar.controller),
        )
        for channel, meter in meters:
            kind = troubles.get(channel, "")
            meter.set_trouble(
                f"{words.CHANNELS[channel]} {words.TROUBLES.get(kind, 'geeft geen geluid')}" if kind else ""
            )
            quiet = {"debtor": ("microphone", "off"), "controller": ("debtor", "off")}[channel]
            meter.set_off(self.desk.paused or self.desk.mode in quiet)

    def _open_mail(self, draft: "MailDraft") -> None:
        try:
            path = self.desk.write_mail(draft)
        except UserError as error:
            self.tell_error(error)
            return
        self._open_file(QUrl.fromLocalFile(str(path)))


def grab(window: QWidget, path: Path, scale: float = 1.0) -> None:
    """Write a picture of a window as PNG.

    Args:
        window: what to draw; it need not be visible on a screen.
        path: where the picture goes; its folder is made.
        scale: pixels per logical pixel, 2.0 for a screen at 200 %.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    # What was just changed may still have to be laid out, one level of widgets after the other.
    for _ in range(_LEVELS):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
    image = QImage(window.size() * scale, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(scale)
    image.fill(window.palette().window().color())
    painter = QPainter(image)
    window.render(painter, QPoint(0, 0))
    painter.end()
    image.save(str(path))
