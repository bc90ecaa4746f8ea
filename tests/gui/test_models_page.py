"""The page with speech models: bringing one in, choosing, mending, removing, by keys and with a real server."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent

from app.gui.labels import Words
from app.gui.model_row import ModelRow
from app.gui.models_page import ModelsPage
from app.speech.installer import Installer
from app.speech.transfer import Transfer
from app.speech.web import Patience
from tests.gui.conftest import Stage
from tests.gui.cut_off import cut_off
from tests.gui.demo_desk import DeskParts, make_desk
from tests.speech.stores import VOSK, hears_well, store_in, wheels, write_list, zip_of
from tests.speech.web_server import Site, WebServer


@dataclass
class Shown:
    """The page in its window, with the site that has the models."""

    stage: Stage
    site: Site
    folder: Path

    @property
    def page(self) -> ModelsPage:
        page = self.stage.window.pages.currentWidget()
        assert isinstance(page, ModelsPage)
        return page

    def row(self, id_: str) -> ModelRow:
        return next(row for row in self.page.rows if row.id == id_)

    def labels(self, id_: str) -> list[str]:
        return [button.label for button in self.row(id_).buttons if button.isVisibleTo(self.page)]

    def until_done(self) -> None:
        models = self.stage.parts.desk.models
        self.stage.bot.waitUntil(
            lambda: models.work is None and models.outcome is not None and self.page._told is models.outcome,
            timeout=20_000,
        )
        self.stage.settle()

    def heard(self) -> str:
        layout = self.page.heard
        items = [layout.itemAt(at) for at in range(layout.count())]
        widgets = [item.widget() for item in items if item is not None]
        return " ".join(widget.text() for widget in widgets if isinstance(widget, Words))


@pytest.fixture
def shown(tmp_path: Path, make_stage: Callable[[DeskParts], Stage], monkeypatch: pytest.MonkeyPatch) -> Iterator[Shown]:
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    site = Site()
    server = WebServer(site)
    archive = zip_of(tmp_path / "maken" / "klein.zip", VOSK, "vosk-klein")
    large = zip_of(tmp_path / "maken" / "vreemd.zip", {**VOSK, "ivector/final.ie": noise(300_000)}, "vosk-vreemd")
    write_list(tmp_path / "geleverd", site.address, (archive, large), wheels(tmp_path / "maken"))
    site.files["/klein.zip"], site.files["/vreemd.zip"] = archive, large
    store = store_in(tmp_path)
    transfer = Transfer(Patience(connect=2.0, read=10.0, tries=1, pause=0.0))
    installer = Installer(store, lambda: bytes(320), transfer=transfer, hears=hears_well, pip=())
    (tmp_path / "thuis").mkdir()
    stage = make_stage(make_desk(tmp_path / "thuis", store=store, installer=installer))
    stage.window.go("models")
    stage.settle()
    yield Shown(stage, site, tmp_path)
    stage.parts.desk.models.close()
    server.close()


def noise(size: int) -> bytes:
    """Bytes that can't be packed, the same each time."""
    import random

    return random.Random(0).randbytes(size)


def test_nothing_is_fetched_before_somebody_asks(shown: Shown) -> None:
    """The page shows what each model is and costs; the network is left alone."""
    assert shown.labels("klein") == ["Installeren"]
    assert "Apache-2.0" in shown.row("klein").facts.text()
    assert shown.site.asked == []


def test_one_key_installs_the_model_that_has_the_focus(shown: Shown) -> None:
    """The first button has the focus; afterwards the page tells what came in and what it heard."""
    page = shown.page
    assert page.focusWidget() is shown.row("klein").install
    shown.stage.bot.keyClick(page.focusWidget(), Qt.Key.Key_Space)
    shown.until_done()
    assert "Model klein is geïnstalleerd" in page.notice.text
    assert page.notice.property("tone") == "done"
    assert "Verstaan: “gehoord in 320 bytes”" in shown.heard()
    assert shown.labels("klein") == ["Controleren", "Verwijderen"]
    assert shown.row("klein").used.isVisible()
    assert shown.stage.parts.speech.reloads == 1


def test_progress_shows_and_can_be_broken_off_and_gone_on_with(shown: Shown) -> None:
    """A bar, amounts, and a button that takes the focus; then the model offers to go on."""
    shown.site.hangs_after = [200_000]
    row = shown.row("vreemd")
    row.install.setFocus()
    row.install.click()
    shown.stage.bot.waitUntil(lambda: bool(row.work.details.text()), timeout=20_000)
    assert row.work.isVisible()
    assert row.work.bar.maximum() > 0
    assert "MB" in row.work.details.text()
    assert not shown.row("klein").install.isEnabled()
    assert shown.page.focusWidget() is row.work.cancel
    shown.stage.bot.keyClick(row.work.cancel, Qt.Key.Key_Space)
    shown.until_done()
    assert shown.page.notice.text == "Afgebroken. Wat al binnen was, is bewaard."
    assert shown.labels("vreemd") == ["Hervatten", "Verwijderen"]
    assert row.part.isVisible()
    assert shown.page.focusWidget() is row.install
    row.install.click()
    shown.until_done()
    assert shown.labels("vreemd") == ["Controleren", "Verwijderen"]
    assert shown.site.ranges[-1].startswith("bytes=")


def test_a_failure_is_told_in_one_sentence(shown: Shown) -> None:
    """And the model can be tried again."""
    shown.site.statuses["/klein.zip"] = 404
    shown.row("klein").install.click()
    shown.until_done()
    assert "niet meer te vinden" in shown.page.notice.text
    assert shown.page.notice.property("tone") == "careful"
    assert shown.labels("klein") == ["Installeren"]


def test_removing_asks_once_more_and_forgets_it_when_the_focus_goes_on(shown: Shown) -> None:
    """No box: the button itself asks."""
    shown.row("klein").install.click()
    shown.until_done()
    remove = shown.row("klein").remove
    remove.setFocus()
    shown.stage.bot.keyClick(remove, Qt.Key.Key_Space)
    assert remove.label == "Ja, verwijderen"
    shown.row("klein").check.setFocus()
    assert remove.label == "Verwijderen"
    remove.setFocus()
    remove.click()
    remove.click()
    shown.until_done()
    assert shown.page.notice.text == "Model klein is verwijderd."
    assert shown.labels("klein") == ["Installeren"]


def test_another_model_is_used_with_one_press(shown: Shown) -> None:
    """It is kept in the settings."""
    for id_ in ("klein", "vreemd"):
        shown.row(id_).install.click()
        shown.until_done()
    assert shown.labels("vreemd") == ["Gebruiken", "Controleren", "Verwijderen"]
    shown.row("vreemd").use.click()
    shown.until_done()
    assert shown.stage.parts.saved_settings[-1].model == "vreemd"
    assert shown.row("vreemd").used.isVisible()
    assert not shown.row("klein").used.isVisible()


def test_a_damaged_model_is_marked_and_mended(shown: Shown) -> None:
    """Checking tells which file, and the button mends it."""
    shown.row("klein").install.click()
    shown.until_done()
    (shown.folder / "modellen é" / "vosk-klein" / "graph" / "HCLG.fst").write_bytes(b"kort")
    shown.row("klein").check.click()
    shown.until_done()
    assert "beschadigd" in shown.page.notice.text
    assert shown.labels("klein")[0] == "Herstellen"
    assert shown.row("klein").damaged.isVisible()
    shown.row("klein").install.click()
    shown.until_done()
    assert not shown.row("klein").damaged.isVisible()


def test_a_zip_that_is_dropped_on_the_page_is_installed(shown: Shown) -> None:
    """What IT handed out; it appears in the list under its own name."""
    given = shown.folder / "van IT.zip"
    zip_of(given, {**VOSK, "am/final.mdl": b"eigen"}, "bedrijfsmodel")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(given))])
    event = QDropEvent(
        QPoint(5, 5),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    shown.page.dropEvent(event)
    shown.until_done()
    assert shown.page.rows[0].id == "bedrijfsmodel"
    assert "geen controlegetallen" in shown.page.notice.text


def test_work_goes_on_when_the_page_is_left(shown: Shown) -> None:
    """Coming back shows how it ended."""
    shown.site.hangs_after = [100_000]
    shown.row("vreemd").install.click()
    models = shown.stage.parts.desk.models
    shown.stage.bot.waitUntil(lambda: bool(shown.row("vreemd").work.details.text()), timeout=20_000)
    shown.page.leave()
    shown.stage.window.go("models")
    shown.stage.settle()
    assert shown.row("vreemd").work.isVisible()
    models.cancel()
    shown.until_done()
    assert shown.labels("vreemd") == ["Hervatten", "Verwijderen"]


def test_a_damaged_model_at_the_start_is_one_sentence_with_a_button_and_calling_goes_on(
    stage: Stage,
) -> None:
    """From the list to the page that mends it; a call starts and ends without a word being heard."""
    from app.errors import UserError

    speech = stage.parts.speech
    speech.state, speech.problem = "damaged", UserError("model_damaged", map="C:\\modellen")
    stage.window.prepare.aside.show_sound()
    aside = stage.window.prepare.aside
    assert aside.model.text() == "Het spraakmodel is beschadigd. Bellen kan, zonder meelezen."
    assert aside.model_button.isVisibleTo(stage.window)
    aside.model_button.click()
    page = stage.window.pages.currentWidget()
    assert isinstance(page, ModelsPage)
    assert "beschadigd" in page.notice.text
    page.again.click()
    assert speech.reloads == 1
    page.to_back.click()
    stage.start()
    assert stage.window.call is not None
    stage.window.go("finish")
    assert stage.window.finish is not None


def test_the_settings_lead_to_the_models_and_back(stage: Stage) -> None:
    """Esc goes back to where one came from."""
    stage.window.go("settings")
    settings = stage.window.pages.currentWidget()
    assert settings.models.label == "Spraakmodel herstellen"  # type: ignore[attr-defined]
    stage.parts.speech.state = "ready"
    settings.enter()  # type: ignore[attr-defined]
    assert settings.models.label == "Spraakmodellen"  # type: ignore[attr-defined]
    settings.models.click()  # type: ignore[attr-defined]
    page = stage.window.pages.currentWidget()
    assert isinstance(page, ModelsPage)
    stage.bot.keyClick(page, Qt.Key.Key_Escape)
    assert type(stage.window.pages.currentWidget()) is type(settings)


@pytest.mark.parametrize("size", [(1280, 800), (900, 520)], ids=["1280", "900"])
def test_a_busy_page_fits_its_window(shown: Shown, size: tuple[int, int]) -> None:
    """With progress and with an outcome; no empty end to scroll to."""
    window = shown.stage.window
    window.resize(*size)
    shown.site.hangs_after = [200_000]
    shown.row("vreemd").install.click()
    row = shown.row("vreemd")
    shown.stage.bot.waitUntil(lambda: bool(row.work.details.text()), timeout=20_000)
    shown.stage.settle()
    assert cut_off(window) == []
    inside = shown.page._scroll.widget()
    layout = inside.layout()
    assert layout is not None
    assert inside.height() <= max(layout.heightForWidth(inside.width()), shown.page._scroll.viewport().height()) + 40
    row.work.cancel.click()
    shown.until_done()
    assert cut_off(window) == []
