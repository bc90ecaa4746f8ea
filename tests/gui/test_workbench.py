"""The page that tries the cards, with the real matcher and an own catalogue of its own."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.bootstrap import Program
from app.call.desk import Desk
from app.call.events import ChannelTrouble, Event, Final, Partial
from app.gui.buttons import KeyButton
from app.gui.theme import Theme
from app.gui.window import grab
from app.gui.workbench import WorkbenchPage
from app.paths import Paths
from app.settings import Settings
from tests.gui.conftest import Stage
from tests.gui.cut_off import cut_off
from tests.gui.demo_desk import DeskParts, make_desk
from tests.gui.test_reading import ENGLISH, SPEAKING, _texts, visible

PICTURES = Path(__file__).resolve().parents[2] / "artefacts" / "gui"
RUN = "nee wij doen pas aan het einde van de maand een betaalronde"
UNHEARD = "de kat zit op de noordpool"


class Bench:
    """A shown page with what stands behind it."""

    def __init__(self, bot: QtBot, theme: Theme, parts: DeskParts) -> None:
        self.bot, self.theme, self.parts = bot, theme, parts
        self.opened: list[QUrl] = []
        self.left = 0
        self.page = WorkbenchPage(theme, parts.desk, back=self._leave, open_file=self.opened.append)
        self.page.setObjectName("ground")
        self.page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.page.resize(1000, 760)
        bot.addWidget(self.page)
        with bot.waitExposed(self.page):
            self.page.show()
        self.page.activateWindow()
        self.page.enter()
        self.wait()

    def _leave(self) -> None:
        self.left += 1

    def wait(self) -> None:
        self.bot.waitUntil(lambda: not self.page._busy and not self.page._looking, timeout=30_000)

    def type(self, text: str) -> None:
        self.page.line.setText(text)
        self.bot.waitUntil(lambda: self.page.trial.sentence == text, timeout=10_000)

    @property
    def shown(self) -> list[str]:
        return [row.candidate.id for row in self.page.rows if row.isVisible() and row.candidate is not None]


@pytest.fixture
def bench(qtbot: QtBot, theme: Theme, parts: DeskParts) -> Iterator[Bench]:
    made = Bench(qtbot, theme, parts)
    yield made
    parts.desk.close()


@pytest.fixture
def growing(qtbot: QtBot, theme: Theme, tmp_path: Path) -> Iterator[Bench]:
    """A desk whose advisers follow its own catalogue."""
    parts = make_desk(tmp_path)
    program = Program(Paths(tmp_path), settings=Settings())
    inside = replace(parts.desk._parts, catalogue=program.catalogue, advisers=program.advisers)
    made = Bench(qtbot, theme, replace(parts, desk=Desk(inside, parts.desk.settings)))
    yield made
    made.parts.desk.close()


def test_the_cards_come_while_one_types(bench: Bench) -> None:
    """The sure one on top with its words marked; below the threshold it is greyed under a heading of its own."""
    bench.type(RUN)
    page, first = bench.page, bench.page.rows[0]
    assert first.candidate is not None
    assert bench.shown[0] == "payment_run"
    assert (first.heading.text(), first.title.property("kind")) == ("Deze kaart komt", "strong")
    assert first.bar.score == pytest.approx(first.candidate.score)
    assert first.score.text().replace(",", ".") == f"{first.candidate.score:.2f}"
    tinted = [page.marked.text[tint.start : tint.end].strip("\u202f") for tint in page.marked._tints]
    assert tinted == [first.candidate.words.replace(" ", "\u00a0")] or tinted == [first.candidate.words]
    assert not page.state.isVisible()


def test_near_misses_are_grey_and_the_page_says_that_no_card_comes(bench: Bench) -> None:
    """One sees how far off they are."""
    bench.type("wij wachten nog op duitsland")
    assert bench.page.state.text() == "Bij deze zin komt geen kaart."
    assert bench.page.rows[0].heading.text() == "Net niet"
    assert bench.page.rows[0].title.property("kind") == "quiet"


def test_without_words_there_is_nothing_but_a_hint(bench: Bench) -> None:
    """Emptying the line empties the list."""
    bench.type(RUN)
    bench.type("")
    assert bench.shown == []
    assert "Typ een zin" in bench.page.state.text()
    assert not bench.page.add_other.isEnabled()


def test_a_doubt_stands_under_the_card_before_anything_is_added(bench: Bench) -> None:
    """The button says that one adds it all the same, and a screen reader hears the doubt."""
    bench.type("ja nee")
    for row in bench.page.rows:
        if row.isVisible():
            assert "erg kort" in row.doubts.text()
            assert row.add.label == "Toch toevoegen"
            assert row.add.accessibleDescription() == row.doubts.text()
    bench.type("tussendoor betalen doen wij niet")
    first = bench.page.rows[0]
    assert "heeft deze zin al" in first.doubts.text()
    assert not first.add.isEnabled()


def test_adding_counts_at_once_and_can_be_undone_by_key(growing: Bench, tmp_path: Path) -> None:
    """Typed, added by key to another card, heard, undone by key, unheard."""
    bench, page = growing, growing.page
    bench.type(UNHEARD)
    assert not page.trial.firing
    page.other.setCurrentIndex(page.other.findData("payment_run"))
    page.add_other.click()
    bench.wait()
    assert [one.id for one in page.trial.firing] == ["payment_run"]
    assert "telt meteen mee" in page.notice.text
    written = Paths(tmp_path).own_catalogue / "payment_run.yaml"
    assert UNHEARD in written.read_text(encoding="utf-8")
    page.open.click()
    assert bench.opened[0].toLocalFile() == written.as_posix()
    bench.bot.keyClick(page.line, Qt.Key.Key_F8)
    bench.wait()
    assert not written.exists()
    assert not page.trial.firing
    assert not page.undo.isVisible()


def test_the_key_adds_to_the_card_on_top(growing: Bench, tmp_path: Path) -> None:
    """Without touching the mouse."""
    growing.type("wij draaien de batch met de sprinter mee")
    assert growing.shown[0] == "payment_run"
    growing.bot.keyClick(growing.page.line, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    growing.wait()
    assert (Paths(tmp_path).own_catalogue / "payment_run.yaml").exists()


def test_a_card_of_ones_own_is_made_from_a_sentence(growing: Bench, tmp_path: Path) -> None:
    """Its name is asked first; without one a sentence says so."""
    page = growing.page
    growing.type(UNHEARD)
    page.make_card.click()
    growing.wait()
    assert "geen naam" in page.notice.text
    page.name.setText("Noordpool")
    growing.bot.keyClick(page.name, Qt.Key.Key_Return)
    growing.wait()
    assert growing.shown[0] == "eigen_noordpool"
    assert "Noordpool" in page.notice.text
    assert page.other.findData("eigen_noordpool") >= 0


def test_f1_lists_the_keys_of_the_page(bench: Bench) -> None:
    """Each with what it does; Esc puts the list away and stays on the page."""
    page, bot = bench.page, bench.bot
    bot.keyClick(page.line, Qt.Key.Key_F1)
    texts = _texts(page.key_list)
    assert page.key_list.isVisible()
    assert {"Ctrl Enter", "F8", "F5", "Esc", "Zin inspreken", "Toevoeging ongedaan maken"} <= set(texts)
    bot.keyClick(page.line, Qt.Key.Key_Escape)
    assert (page.key_list.isVisible(), bench.left) == (False, 0)
    bot.keyClick(page.line, Qt.Key.Key_Escape)
    assert bench.left == 1


def test_words_that_were_kept_in_a_call_are_one_click_away(qtbot: QtBot, theme: Theme, parts: DeskParts) -> None:
    """Newest first; a choice puts them in the line."""
    debtor = parts.desk.worklist().items[0].debtor_id
    session = parts.desk.start_call(parts.desk.prepare(debtor))
    for text in ("eerst de zolder opruimen", UNHEARD):
        session.handle(Final("debtor", 1.0, text))
        session.capture_unknown()
    parts.desk.end_call()
    bench = Bench(qtbot, theme, parts)
    buttons = [w for w in visible(bench.page, QPushButton) if w.property("kind") == "link"]
    assert [w.accessibleName() for w in buttons] == [f"Probeer: {UNHEARD}", "Probeer: eerst de zolder opruimen"]
    buttons[0].click()  # type: ignore[attr-defined]
    assert bench.page.line.text() == UNHEARD
    parts.desk.close()


def test_the_arrow_keys_walk_from_the_line_through_the_cards(bench: Bench) -> None:
    """And mark the words of the card one stands on."""
    bench.type("de factuur is nooit aangekomen en wij betalen pas met de betaalronde")
    assert len(bench.page.trial.firing) > 1
    bench.page.line.setFocus()
    bench.bot.keyClick(bench.page.line, Qt.Key.Key_Down)
    assert bench.page.rows[0].add.hasFocus()
    first = bench.page.marked._tints
    bench.bot.keyClick(bench.page.rows[0].add, Qt.Key.Key_Down)
    assert bench.page.rows[1].add.hasFocus()
    assert bench.page.marked._tints != first
    bench.bot.keyClick(bench.page.rows[1].add, Qt.Key.Key_Up)
    bench.bot.keyClick(bench.page.rows[0].add, Qt.Key.Key_Up)
    assert bench.page.line.hasFocus()


def test_escape_goes_back(bench: Bench) -> None:
    """From anywhere on the page."""
    bench.bot.keyClick(bench.page.line, Qt.Key.Key_Escape)
    assert bench.left == 1


def test_without_a_model_nothing_is_spoken(bench: Bench) -> None:
    """The button is not there, and its key does nothing."""
    assert not bench.page.say.isVisible()
    bench.bot.keyClick(bench.page.line, Qt.Key.Key_F5)
    assert bench.page.notice.text == ""


@pytest.fixture
def speaking(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> tuple[Bench, list[Callable[[Event], None]], list[bool]]:
    """A page that can hear: who listens, and whether it stopped."""
    listening: list[Callable[[Event], None]] = []
    stopped: list[bool] = []

    def hear_once(publish: Callable[[Event], None]) -> Callable[[], None]:
        listening.append(publish)
        return lambda: stopped.append(True)

    bench.parts.speech.state = "ready"
    monkeypatch.setattr(bench.parts.desk, "hear_once", hear_once)
    bench.page.enter()
    bench.wait()
    return bench, listening, stopped


def test_a_spoken_sentence_comes_in_the_line(
    speaking: tuple[Bench, list[Callable[[Event], None]], list[bool]],
) -> None:
    """Word by word, and after one utterance it stops listening."""
    bench, listening, stopped = speaking
    bench.bot.keyClick(bench.page.line, Qt.Key.Key_F5)
    assert bench.page.say.label == "Stoppen"
    listening[0](Partial("controller", 1.0, "wij betalen"))
    bench.bot.waitUntil(lambda: bench.page.line.text() == "wij betalen")
    assert stopped == []
    listening[0](Final("controller", 2.0, RUN))
    bench.bot.waitUntil(lambda: bench.page.line.text() == RUN)
    assert stopped == [True]
    assert bench.page.say.label == "Inspreken"
    bench.type(RUN)
    assert bench.shown[0] == "payment_run"


def test_trouble_with_the_microphone_is_a_sentence(
    speaking: tuple[Bench, list[Callable[[Event], None]], list[bool]],
) -> None:
    """It stops listening and says what to do; leaving the page stops it as well."""
    bench, listening, stopped = speaking
    bench.page.say.click()
    listening[0](ChannelTrouble("controller", 0.0, "unplugged"))
    bench.bot.waitUntil(lambda: stopped == [True])
    assert "geen geluid" in bench.page.notice.text
    bench.page.say.click()
    bench.page.hide()
    assert stopped == [True, True]


def busy_page(bench: Bench) -> None:
    bench.parts.desk._kept.append(
        [UNHEARD, "eerst moet de zolder nog worden opgeruimd zegt mijn vrouw en daarna de rest"]
    )
    bench.page.enter()
    bench.wait()
    bench.type("wij hebben de factuur nooit ontvangen en wij betalen pas eind van de maand in de betaalronde")


@pytest.mark.parametrize("name", ["light", "dark"])
def test_the_page_is_drawn_whole(bench: Bench, name: str) -> None:
    """Named for a screen reader, in Dutch, nothing cut off, its keys at work; the picture is kept."""
    bench.theme.choose(name)  # type: ignore[arg-type]
    busy_page(bench)
    page = bench.page
    for _ in range(5):
        bench.bot.wait(1)
    grab(page, PICTURES / f"9-kaarten-proberen-{name}-100.png")
    assert cut_off(page) == []
    assert [w for w in visible(page, SPEAKING) if not w.accessibleName()] == []
    texts = [text for text in _texts(page) if ENGLISH.search(text) or "!" in text or "smoes" in text.lower()]
    assert texts == []
    keys = {s.key().toString().replace("+", " ").replace("Return", "Enter") for s in page.findChildren(QShortcut)}
    assert {b.key for b in visible(page, KeyButton) if isinstance(b, KeyButton) and b.key} <= keys
    bench.theme.choose("light")


def test_leaving_while_the_cards_are_made_harms_nothing(qtbot: QtBot, theme: Theme, parts: DeskParts) -> None:
    """The answer of the thread finds nobody any more."""
    page = WorkbenchPage(theme, parts.desk, back=lambda: None, open_file=lambda url: None)
    page.enter()
    page.line.setText(RUN)
    page.deleteLater()
    qtbot.wait(300)
    parts.desk.close()


def test_the_settings_lead_to_the_page_and_escape_back(stage: Stage) -> None:
    """With nothing cut off in a small window."""
    stage.window.resize(1024, 700)
    stage.window.go("settings")
    settings = stage.window.pages.currentWidget()
    stage.settle()
    assert cut_off(stage.window) == []
    settings.bench.click()  # type: ignore[attr-defined]
    page = stage.window.pages.currentWidget()
    assert isinstance(page, WorkbenchPage)
    stage.bot.waitUntil(lambda: not page._busy, timeout=30_000)
    page.line.setText(RUN)
    stage.bot.waitUntil(lambda: bool(page.trial.firing), timeout=10_000)
    stage.settle()
    assert cut_off(stage.window) == []
    stage.bot.keyClick(page.line, Qt.Key.Key_Escape)
    assert stage.window.pages.currentWidget() is stage.window.prepare


def test_from_a_running_call_the_page_leads_back_to_it(stage: Stage) -> None:
    """The call goes on meanwhile, and the words kept in it stand there."""
    stage.start()
    stage.hear(Final("debtor", 1.0, UNHEARD))
    assert stage.window.call is not None
    stage.window.call.unknown()
    stage.window.go("workbench")
    page = stage.window.pages.currentWidget()
    assert isinstance(page, WorkbenchPage)
    stage.settle()
    names = [w.accessibleName() for w in visible(page, QPushButton) if w.property("kind") == "link"]
    assert names == [f"Probeer: {UNHEARD}"]
    stage.bot.waitUntil(lambda: not page._busy, timeout=30_000)
    page.leave()
    assert stage.window.pages.currentWidget() is stage.window.live
