"""What the controller sees of speech models, and what he can do with them."""

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from app.call.model_desk import ModelDesk, ModelLine, ModelWork
from app.speech.installer import Installer
from app.speech.model_list import read_list
from app.speech.transfer import Transfer
from app.speech.trial import Trial
from app.speech.web import Patience
from app.wording import Wording
from tests.speech.stores import VOSK, hears_well, store_in, wheels, write_list, zip_of
from tests.speech.web_server import Site, WebServer

ROOT = Path(__file__).resolve().parents[2]
WORDING = Wording.load(ROOT / "resources" / "texts")


@dataclass
class Bench:
    """A desk with a site that has its models."""

    desk: ModelDesk
    site: Site
    folder: Path
    chosen: list[str] = field(default_factory=lambda: [""])
    changes: list[str] = field(default_factory=list)
    seen: list[ModelWork] = field(default_factory=list)

    def line(self, id_: str) -> ModelLine:
        return next(line for line in self.desk.lines() if line.id == id_)

    def done(self, work: Callable[[], None]) -> tuple[bool, str]:
        """Do something to its end; whether it went well, and the first sentence about it."""
        work()
        self.desk.join(20)
        assert self.desk.outcome is not None
        return self.desk.outcome.good, self.desk.outcome.sentences[0]

    def install(self, id_: str = "klein") -> tuple[bool, str]:
        return self.done(lambda: self.desk.install(id_))


@pytest.fixture
def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Bench:
    for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
    site = Site()
    server = WebServer(site)
    archive = zip_of(tmp_path / "maken" / "klein.zip", VOSK, "vosk-klein")
    large = {**VOSK, "ivector/final.ie": os.urandom(200_000)}
    other = zip_of(tmp_path / "maken" / "vreemd.zip", large, "vosk-vreemd")
    write_list(tmp_path / "geleverd", site.address, (archive, other), wheels(tmp_path / "maken"))
    site.files["/klein.zip"], site.files["/vreemd.zip"] = archive, other
    store = store_in(tmp_path)
    transfer = Transfer(Patience(connect=2.0, read=5.0, tries=1, pause=0.0))
    installer = Installer(store, lambda: bytes(320), transfer=transfer, hears=hears_well, pip=())
    chosen, changes = [""], list[str]()

    def choose(name: str) -> None:
        chosen[0] = name

    desk = ModelDesk(
        store,
        lambda: installer,
        WORDING,
        chosen=lambda: chosen[0],
        choose=choose,
        changed=lambda: changes.append("changed"),
        said="wij betalen",
    )
    bench = Bench(desk, site, tmp_path, chosen, changes)
    desk.on_change = lambda: bench.seen.extend([desk.work] if desk.work else [])
    yield bench  # type: ignore[misc]
    desk.close()
    server.close()


def test_a_model_that_is_not_there_can_be_installed_and_nothing_else(bench: Bench) -> None:
    """Size and licence stand there before anything is fetched."""
    line = bench.line("klein")
    assert (line.presence, line.can_install, line.can_use, line.can_remove, line.can_check) == (
        "absent",
        True,
        False,
        False,
        False,
    )
    assert "Apache-2.0" in line.facts
    assert bench.site.asked == []


def test_after_installing_it_is_in_use_and_what_it_heard_is_told(bench: Bench) -> None:
    """Without a choice the best one listens; the page shows what was said and what was understood."""
    good, sentence = bench.install()
    assert (good, "Model klein is geïnstalleerd" in sentence) == (True, True)
    assert bench.desk.outcome is not None
    assert "“wij betalen” Verstaan: “gehoord in 320 bytes”" in bench.desk.outcome.sentences[1]
    line = bench.line("klein")
    assert (line.presence, line.used, line.can_use, line.can_remove, line.can_install) == (
        "installed",
        True,
        False,
        True,
        False,
    )
    assert bench.changes == ["changed"]


def test_the_steps_are_told_in_dutch_with_amounts(bench: Bench) -> None:
    """Fetching, unpacking, checking, trying."""
    bench.install()
    sentences = list(dict.fromkeys(work.sentence for work in bench.seen))
    assert sentences == [
        "Model klein wordt voorbereid.",
        "Model klein wordt opgehaald.",
        "Model klein wordt uitgepakt.",
        "Model klein wordt gecontroleerd.",
        "Model klein luistert naar een proefopname.",
    ]
    assert any(work.share is not None and "MB" in work.details for work in bench.seen)


def test_breaking_off_keeps_what_came_in_and_offers_to_go_on(bench: Bench) -> None:
    """The line then says so, and a second start ends well."""
    bench.site.hangs_after = [100_000]

    def stop_when_something_is_there() -> None:
        if bench.desk.work is not None and bench.desk.work.details:
            bench.desk.cancel()

    bench.desk.on_change = stop_when_something_is_there
    good, sentence = bench.install("vreemd")
    assert (good, sentence) == (True, "Afgebroken. Wat al binnen was, is bewaard.")
    line = bench.line("vreemd")
    assert (line.presence, line.can_install, line.can_remove) == ("part", True, True)
    bench.desk.on_change = lambda: None
    assert bench.install("vreemd")[0]


def test_what_came_in_can_be_thrown_away(bench: Bench) -> None:
    """Half of a large model need not stay on the disk."""
    bench.site.hangs_after = [100_000]

    def stop_when_something_is_there() -> None:
        if bench.desk.work is not None and bench.desk.work.details:
            bench.desk.cancel()

    bench.desk.on_change = stop_when_something_is_there
    bench.install("vreemd")
    bench.desk.on_change = lambda: None
    assert bench.done(lambda: bench.desk.remove("vreemd")) == (
        True,
        "Wat er van Model vreemd binnen was, is verwijderd.",
    )
    assert bench.line("vreemd").presence == "absent"


def test_a_failure_is_one_sentence_and_nothing_changes(bench: Bench) -> None:
    """The server does not have it."""
    bench.site.statuses["/klein.zip"] = 404
    good, sentence = bench.install()
    assert not good
    assert "niet meer te vinden op 127.0.0.1" in sentence
    assert bench.line("klein").presence == "absent"
    assert bench.changes == []


def test_one_piece_of_work_at_a_time(bench: Bench) -> None:
    """A second click changes nothing."""
    bench.site.hangs_after = [10]
    bench.desk.install("klein")
    bench.desk.install("vreemd")
    bench.site.release.set()
    bench.desk.cancel()
    bench.desk.join(20)
    assert bench.desk.outcome is not None
    assert bench.desk.outcome.id == "klein"


def test_another_model_is_used_from_now_on(bench: Bench) -> None:
    """Its id is kept as the setting, and what listens reads again."""
    bench.install("klein")
    bench.install("vreemd")
    assert bench.line("klein").used
    good, sentence = bench.done(lambda: bench.desk.use("vreemd"))
    assert (good, sentence) == (True, "Model vreemd wordt vanaf nu gebruikt.")
    assert bench.chosen == ["vreemd"]
    assert (bench.line("vreemd").used, bench.line("klein").used) == (True, False)
    assert len(bench.changes) == 3


def test_removing_the_model_in_use_goes_back_to_the_best_of_the_others(bench: Bench) -> None:
    """The setting no longer names what is gone."""
    bench.install("klein")
    bench.install("vreemd")
    bench.done(lambda: bench.desk.use("vreemd"))
    assert bench.done(lambda: bench.desk.remove("vreemd"))[0]
    assert bench.chosen == [""]
    assert (bench.line("vreemd").presence, bench.line("klein").used) == ("absent", True)


def test_a_damaged_model_is_seen_checked_and_mended(bench: Bench) -> None:
    """Installing again is the repair."""
    bench.install()
    (bench.folder / "modellen é" / "vosk-klein" / "graph" / "HCLG.fst").write_bytes(b"kort")
    line = bench.line("klein")
    assert (line.presence, line.can_install, line.can_use) == ("damaged", True, False)
    good, sentence = bench.done(lambda: bench.desk.check("klein"))
    assert (good, "beschadigd" in sentence) == (False, True)
    assert bench.install()[0]
    assert bench.done(lambda: bench.desk.check("klein")) == (True, "Model klein is volledig en ongewijzigd.")


def test_a_model_without_known_sums_says_so_before_and_after(bench: Bench) -> None:
    """The user decides with open eyes."""
    assert any("geen controlegetallen" in note for note in bench.line("vreemd").notes)
    good, sentence = bench.install("vreemd")
    assert (good, "niet na te gaan" in sentence) == (True, True)


def test_a_model_from_a_file_stands_in_the_list(bench: Bench) -> None:
    """One that nobody knows, with its own name, usable at once."""
    given = bench.folder / "van IT.zip"
    zip_of(given, {**VOSK, "am/final.mdl": b"eigen"}, "bedrijfsmodel")
    assert bench.done(lambda: bench.desk.install_from(given))[0]
    line = bench.line("bedrijfsmodel")
    assert (line.used, line.can_remove, line.good_for) == (
        True,
        True,
        "Een eigen model, niet uit de lijst van Belmaat.",
    )
    assert bench.done(lambda: bench.desk.remove("bedrijfsmodel"))[0]


def test_the_organisation_s_choice_can_not_be_changed_here(bench: Bench) -> None:
    """The line says who decided."""
    bench.install("klein")
    bench.install("vreemd")
    bench.chosen[0] = "klein"
    bench.desk._prescribed = True
    assert not bench.line("vreemd").can_use
    assert "Uw organisatie" in bench.line("klein").notes[-1]


def test_a_model_that_understood_nothing_is_told_so(bench: Bench) -> None:
    """No empty quotation marks."""
    bench.desk._installer._hears = lambda model, sound, stop: Trial("", 0.1)
    bench.install()
    assert bench.desk.outcome is not None
    assert "geen woord" in bench.desk.outcome.sentences[1]


@pytest.mark.parametrize("entry", read_list(ROOT / "models"), ids=lambda entry: entry.id)
def test_every_model_of_the_list_is_described_in_dutch(entry: object) -> None:
    """What it is good for and what its limits are; honest words where something isn't known."""
    texts = f"models.list.{getattr(entry, 'id', '')}"
    assert WORDING.text(f"{texts}.goed_voor").endswith(".")
    assert WORDING.text(f"{texts}.grenzen").endswith(".")
    if getattr(entry, "licence", "") in ("unknown", "unsettled"):
        assert WORDING.text(f"{texts}.licentie")
