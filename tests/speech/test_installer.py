"""A model is installed whole or not at all, and what was there stays until the new one is in."""

import os
import shutil
from collections import namedtuple
from collections.abc import Callable
from pathlib import Path

import pytest

from app.errors import UserError
from app.speech.installer import Installer, Step
from app.speech.model_list import ModelEntry
from app.speech.model_store import ModelStore
from app.speech.stop_sign import Stopped, StopSign
from app.speech.transfer import Transfer
from app.speech.web import Patience
from tests.speech.stores import VOSK, WHISPER, hears_well, store_in, wheels, write_list, zip_of
from tests.speech.web_server import Site, go_on

QUICK = Patience(connect=2.0, read=2.0, tries=2, pause=0.0)


class Bench:
    """A store, a site that has its models, and an installer."""

    def __init__(self, folder: Path, site: Site) -> None:
        self.site = site
        archive = zip_of(folder / "maken" / "klein.zip", VOSK, "vosk-klein")
        packages = wheels(folder / "maken")
        large = {**VOSK, "ivector/final.ie": os.urandom(200_000)}
        other = zip_of(folder / "maken" / "vreemd.zip", large, "vosk-vreemd")
        write_list(folder / "geleverd", site.address, (archive, other), packages)
        site.files["/klein.zip"], site.files["/vreemd.zip"] = archive, other
        for file, content in packages.items():
            site.files[f"/files/{file}"] = content
        self.store = store_in(folder)
        self.installer = Installer(self.store, lambda: bytes(640), transfer=Transfer(QUICK), hears=hears_well, pip=())
        self.told: list[tuple[Step, int, int]] = []

    def report(self, step: Step, done: int, total: int) -> None:
        self.told.append((step, done, total))

    def entry(self, name: str) -> ModelEntry:
        entry = self.store.entry(name)
        assert entry is not None
        return entry

    def install(self, name: str) -> str | None:
        return self.installer.install(self.entry(name), self.report, go_on()).heard

    @property
    def there(self) -> list[str]:
        folder = self.store.user_folder
        return sorted(path.name for path in folder.iterdir() if path.is_dir()) if folder.is_dir() else []


@pytest.fixture
def bench(tmp_path: Path, site: Site, monkeypatch: pytest.MonkeyPatch) -> Bench:
    # The optional part, where it is installed, would try the make-believe models of these tests and refuse them.
    monkeypatch.setattr("app.speech.careful.is_possible", lambda: False)
    return Bench(tmp_path, site)


def refusal(work: Callable[[], object]) -> str:
    with pytest.raises(UserError) as refused:
        work()
    return refused.value.code


def test_a_model_is_fetched_unpacked_compared_tried_and_put_in_place(bench: Bench) -> None:
    """In that order; afterwards nothing of the work is left."""
    assert bench.install("klein") == "gehoord in 640 bytes"
    (found,) = bench.store.found()
    assert (found.folder.name, found.origin) == ("vosk-klein", "user")
    bench.store.check(found)
    assert list(dict.fromkeys(step for step, _, _ in bench.told)) == ["fetching", "unpacking", "checking", "trying"]
    assert list((bench.store.user_folder / ".onderweg").iterdir()) == []


def test_a_wrong_sum_of_one_file_installs_nothing(bench: Bench, tmp_path: Path) -> None:
    """The archive has the right length, one of its files is another; the next attempt fetches anew."""
    archive = bench.site.files["/klein.zip"]
    changed = {**VOSK, "conf/mfcc.conf": b"--num-ceps=41\n"}
    other = zip_of(tmp_path / "anders.zip", changed, "vosk-klein")
    assert len(other) == len(archive)
    bench.site.files["/klein.zip"] = other
    assert refusal(lambda: bench.install("klein")) == "model_wrong_hash"
    assert bench.there == [".onderweg"]
    bench.site.files["/klein.zip"] = archive
    bench.install("klein")
    assert "vosk-klein" in bench.there


def test_what_is_not_on_the_list_is_not_installed(bench: Bench, tmp_path: Path) -> None:
    """A file that nobody knows has no business there."""
    folder = tmp_path / "van IT" / "vosk-klein"
    for name, content in {**VOSK, "extra/vreemd.bin": b"?"}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    installed = bench.installer.install_from(folder, bench.report, go_on())
    assert installed.checked
    assert not (installed.model.folder / "extra" / "vreemd.bin").exists()
    assert (installed.model.folder / "am" / "final.mdl").exists()


def test_a_model_that_dies_when_it_listens_is_not_installed(bench: Bench) -> None:
    """The trial runs in a process of its own, before anything is moved."""
    dies = Installer(bench.store, bytes, transfer=Transfer(QUICK), hears=lambda m, s, stop: None, pip=())
    assert refusal(lambda: dies.install(bench.entry("klein"), bench.report, go_on())) == "model_unusable"
    assert "vosk-klein" not in bench.there


def test_a_damaged_model_is_replaced_by_a_whole_one(bench: Bench) -> None:
    """Repairing is installing again."""
    bench.install("klein")
    (found,) = bench.store.found()
    (found.folder / "am" / "final.mdl").write_bytes(b"kapot")
    assert refusal(lambda: bench.store.check(found)) == "model_damaged"
    bench.install("klein")
    bench.store.check(found)


def test_a_failed_repair_leaves_the_old_model_where_it_was(bench: Bench) -> None:
    """Nothing is lost by trying."""
    bench.install("klein")
    (found,) = bench.store.found()
    bench.site.statuses["/klein.zip"] = 404
    assert refusal(lambda: bench.install("klein")) == "model_not_there"
    bench.store.check(found)


def test_a_model_without_known_sums_is_tried_and_told_as_such(bench: Bench) -> None:
    """Its sums are kept, so that later damage is seen all the same."""
    installed = bench.installer.install(bench.entry("vreemd"), bench.report, go_on())
    assert not installed.checked
    assert installed.heard
    bench.store.check(installed.model)
    (installed.model.folder / "graph" / "HCLG.fst").write_bytes(b"x" * 51_200)
    assert refusal(lambda: bench.store.check(installed.model)) == "model_damaged"


def test_a_stop_keeps_what_came_in_and_the_next_start_goes_on(bench: Bench) -> None:
    """The user cancels halfway."""
    stop = StopSign()

    def report(step: Step, done: int, total: int) -> None:
        if done > 100_000:
            stop.set()

    entry = bench.entry("vreemd")
    with pytest.raises(Stopped):
        bench.installer.install(entry, report, stop)
    assert 100_000 < bench.installer.fetched(entry) < 200_000
    bench.installer.install(entry, bench.report, go_on())
    assert bench.site.ranges[0] == ""
    assert bench.site.ranges[1].startswith("bytes=1")
    assert bench.installer.fetched(entry) == 0


def test_packages_are_joined_to_a_model(bench: Bench) -> None:
    """The large file comes in two halves; without pip the configured index is asked."""
    bench.site.kinds["/simple/klein-een/"] = bench.site.kinds["/simple/klein-twee/"] = "text/html"
    for number, name in (("een", "klein-een"), ("twee", "klein-twee")):
        link = f'<a href="../../files/klein_{number}-1.0.0-py3-none-any.whl#sha256=x">w</a>'
        bench.site.files[f"/simple/{name}/"] = link.encode()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PIP_INDEX_URL", f"{bench.site.address}/simple")
        installed = bench.installer.install(bench.entry("fluister"), bench.report, go_on())
    assert (installed.checked, installed.heard) == (True, None)
    assert (installed.model.folder / "model.bin").read_bytes() == WHISPER["model.bin"]
    found = bench.store.careful_model()
    assert found is not None
    bench.store.check(found)
    assert bench.store.found() == ()
    assert refusal(lambda: bench.store.load(found)) == "model_for_later"


@pytest.mark.parametrize("packed", [True, False])
def test_a_model_that_it_hands_out_is_installed(bench: Bench, tmp_path: Path, packed: bool) -> None:
    """As a zip or as a folder; told by its name and compared with its sums."""
    given = tmp_path / "map van IT" / "vosk-klein.zip"
    zip_of(given, VOSK, "vosk-klein")
    if not packed:
        shutil.unpack_archive(given, given.parent / "los")
        given = given.parent / "los"
    installed = bench.installer.install_from(given, bench.report, go_on())
    assert (installed.model.folder.name, installed.checked) == ("vosk-klein", True)
    assert given.exists()
    assert bench.site.asked == []


def test_a_listed_model_under_another_name_is_known_by_its_sums(bench: Bench, tmp_path: Path) -> None:
    """IT renamed the folder."""
    zip_of(tmp_path / "spraak.zip", VOSK)
    installed = bench.installer.install_from(tmp_path / "spraak.zip", bench.report, go_on())
    assert (installed.model.folder.name, installed.checked) == ("vosk-klein", True)


def test_an_unknown_model_is_installed_under_its_own_name(bench: Bench, tmp_path: Path) -> None:
    """A model that a company trained itself."""
    zip_of(tmp_path / "m.zip", {**VOSK, "am/final.mdl": b"eigen"}, "Ons model (2026)")
    installed = bench.installer.install_from(tmp_path / "m.zip", bench.report, go_on())
    assert (installed.model.folder.name, installed.checked) == ("Ons model -2026", False)
    assert [model.name for model in bench.store.found()] == ["Ons model -2026"]


def test_a_listed_name_with_other_contents_is_refused(bench: Bench, tmp_path: Path) -> None:
    """It is not what it says it is."""
    zip_of(tmp_path / "vosk-klein.zip", {**VOSK, "am/final.mdl": b"anders"}, "vosk-klein")
    given = tmp_path / "vosk-klein.zip"
    assert refusal(lambda: bench.installer.install_from(given, bench.report, go_on())) == "model_wrong_hash"


def test_packages_that_it_hands_out_are_joined(bench: Bench, tmp_path: Path) -> None:
    """The folder with the wheels is enough."""
    wheels(tmp_path / "wielen")
    installed = bench.installer.install_from(tmp_path / "wielen", bench.report, go_on())
    assert (installed.model.kind, installed.checked) == ("whisper", True)
    (tmp_path / "wielen" / "klein_een-1.0.0-py3-none-any.whl").write_bytes(b"PK")
    given = tmp_path / "wielen"
    assert refusal(lambda: bench.installer.install_from(given, bench.report, go_on())) == "model_wrong_hash"


def test_what_is_no_model_is_refused(bench: Bench, tmp_path: Path) -> None:
    """An archive of letters, an empty folder, a path that isn't there."""
    zip_of(tmp_path / "brieven.zip", {"brief.txt": b"Geachte heer"})
    (tmp_path / "leeg").mkdir()
    for name, code in (("brieven.zip", "not_a_model"), ("leeg", "not_a_model"), ("weg", "model_file_missing")):
        given = tmp_path / name
        assert refusal(lambda given=given: bench.installer.install_from(given, bench.report, go_on())) == code  # type: ignore[misc]
    assert not list((bench.store.user_folder / ".onderweg").glob("*"))


def test_half_a_model_is_refused(bench: Bench, tmp_path: Path) -> None:
    """The graph is missing."""
    files = {name: content for name, content in VOSK.items() if not name.startswith("graph")}
    zip_of(tmp_path / "half.zip", files, "half")
    given = tmp_path / "half.zip"
    assert refusal(lambda: bench.installer.install_from(given, bench.report, go_on())) == "not_a_model"


def test_a_full_disk_is_told_before_the_download(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    """Archive, unpacked model and some room to breathe are counted together."""
    usage = namedtuple("usage", "total used free")(10**9, 10**9, 50_000_000)
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage)
    assert refusal(lambda: bench.install("klein")) == "model_no_space"
    assert bench.site.asked == []


def test_a_model_that_was_removed_is_gone_with_everything_about_it(bench: Bench) -> None:
    """Also its sums, and the folder with the settings for calls."""
    installed = bench.installer.install(bench.entry("vreemd"), bench.report, go_on())
    bench.store._view(installed.model)
    bench.store.remove(installed.model)
    left = sorted(path.name for path in bench.store.user_folder.rglob("*") if "vosk" in path.name)
    assert left == []


def test_a_model_of_the_program_is_not_removed(bench: Bench, tmp_path: Path) -> None:
    """Nor one that lies elsewhere."""
    shutil.copytree(_unpacked(tmp_path), tmp_path / "geleverd" / "vosk-geleverd")
    shipped = bench.store.named("vosk-geleverd")
    assert refusal(lambda: bench.store.remove(shipped)) == "model_shipped"
    elsewhere = bench.store.named(str(_unpacked(tmp_path)))
    assert refusal(lambda: bench.store.remove(elsewhere)) == "model_shipped"
    assert shipped.folder.is_dir()


def test_a_name_finds_a_model_by_id_name_or_folder(bench: Bench) -> None:
    """And says so when it isn't installed."""
    assert refusal(lambda: bench.store.named("klein")) == "model_not_installed"
    bench.install("klein")
    for name in ("klein", "Model klein", "vosk-klein", str(bench.store.user_folder / "vosk-klein")):
        found = bench.store.named(name)
        assert (found.folder.name, found.origin) == ("vosk-klein", "user")


def test_a_store_without_a_place_installs_nothing(tmp_path: Path) -> None:
    """Some programs keep no models."""
    assert refusal(lambda: ModelStore(tmp_path).user_folder) == "model_no_place"


def _unpacked(folder: Path) -> Path:
    made = folder / "los model"
    for name, content in VOSK.items():
        (made / name).parent.mkdir(parents=True, exist_ok=True)
        (made / name).write_bytes(content)
    return made
