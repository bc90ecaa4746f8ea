"""`import`, `models`, `doctor`, `selftest` and what every verb has in common."""

from pathlib import Path

import pytest

from tests.commands.belmaat import belmaat

LIST = (
    "Debiteur;Factuurnummer;Factuurdatum;Vervaldatum;Openstaand bedrag\r\n"
    "Bakkerij Één;2026-101;01-08-2026;31-08-2026;1.250,00\r\n"
    "Bakkerij Één;2026-102;15-08-2026;14-09-2026;geen\r\n"
    '=HYPERLINK("x");2026-103;15-08-2026;14-09-2026;99,95\r\n'
)


@pytest.fixture
def open_items(tmp_path: Path) -> Path:
    path = tmp_path / "open posten é.csv"
    path.write_bytes(LIST.encode("cp1252"))
    return path


def test_an_import_names_bad_rows_and_takes_the_rest(tmp_path: Path, open_items: Path) -> None:
    """Status 1 because a row was left out; the line is named."""
    done = belmaat("import", str(open_items), home=tmp_path / "h")
    told = done.stdout.decode()
    assert done.returncode == 1, done.stderr.decode()
    assert "egel 3" in told
    assert "2 nieuw" in told


def test_importing_twice_changes_nothing(tmp_path: Path, open_items: Path) -> None:
    """The second time nothing is new."""
    belmaat("import", str(open_items), home=tmp_path / "h")
    again = belmaat("import", str(open_items), home=tmp_path / "h").stdout.decode()
    assert "0 nieuw" in again
    assert "0 gewijzigd" in again


def test_a_preview_changes_nothing(tmp_path: Path, open_items: Path) -> None:
    """After it, everything is still new."""
    assert belmaat("import", "--preview", str(open_items), home=tmp_path / "h").returncode == 0
    assert "2 nieuw" in belmaat("import", str(open_items), home=tmp_path / "h").stdout.decode()


@pytest.mark.parametrize(
    "content", [None, b"", b"\x00\x01\x02" * 500, b"zomaar wat tekst\n"], ids=["missing", "empty", "binary", "prose"]
)
def test_what_is_no_list_is_one_clear_sentence(tmp_path: Path, content: bytes | None) -> None:
    """Status 2 and no traceback."""
    path = tmp_path / "lijst.csv"
    if content is not None:
        path.write_bytes(content)
    done = belmaat("import", str(path), home=tmp_path / "h")
    assert done.returncode == 2
    assert len(done.stderr.decode().splitlines()) == 1


def test_models_are_listed_and_whole(tmp_path: Path) -> None:
    """The shipped model is there and as it was made."""
    listed = belmaat("models", "list", home=tmp_path)
    assert (listed.returncode, "prototype-nl" in listed.stdout.decode()) == (0, True)
    assert belmaat("models", "verify", home=tmp_path).returncode == 0


def test_a_model_that_is_none_cannot_be_chosen(tmp_path: Path) -> None:
    """One sentence, and the setting stays."""
    done = belmaat("models", "use", str(tmp_path), home=tmp_path / "h")
    assert done.returncode == 2
    assert len(done.stderr.decode().splitlines()) == 1


def test_the_doctor_tells_one_line_about_each_part(tmp_path: Path) -> None:
    """Without a headset it says so, and the status tells it too."""
    done = belmaat("doctor", home=tmp_path, PULSE_SERVER="unix:/nonexistent")
    lines = done.stdout.decode().splitlines()
    assert done.returncode in (0, 1)
    assert len(lines) >= 6
    assert all(line.startswith(("goed ", "let op ")) for line in lines)
    assert done.stderr == b""


def test_the_doctor_tells_that_the_settings_could_not_be_read(tmp_path: Path) -> None:
    """The damaged file is put aside and named; looking again finds nothing wrong with the settings."""
    (tmp_path / "instellingen.json").write_bytes(b"{niet heel")
    first = belmaat("doctor", home=tmp_path, PULSE_SERVER="unix:/nonexistent")
    bad = [line for line in first.stdout.decode().splitlines() if line.startswith("let op ")]
    assert first.returncode == 1
    assert any("instellingen.damaged.json" in line for line in bad)
    again = belmaat("doctor", home=tmp_path, PULSE_SERVER="unix:/nonexistent")
    assert "instellingen.damaged.json" not in again.stdout.decode()


def test_the_selftest_passes(tmp_path: Path) -> None:
    """Resources, catalogue, ledger, speech and window; nothing is left in the user's data folder."""
    home = tmp_path / "h"
    report = tmp_path / "verslag.txt"
    done = belmaat("selftest", "--report", str(report), home=home, QT_QPA_PLATFORM="offscreen")
    assert done.returncode == 0, done.stdout.decode() + done.stderr.decode()
    assert report.read_text(encoding="utf-8") == done.stdout.decode()
    assert not home.exists()


def test_without_a_display_the_window_says_what_to_do(tmp_path: Path) -> None:
    """Not a crash of Qt, but a sentence."""
    done = belmaat(home=tmp_path, DISPLAY="", WAYLAND_DISPLAY="", QT_QPA_PLATFORM="")
    assert done.returncode == 2
    assert "scherm" in done.stderr.decode()


def test_the_version_is_told(tmp_path: Path) -> None:
    """For whoever asks for support."""
    assert belmaat("--version", home=tmp_path).stdout.decode().startswith("Belmaat ")


@pytest.mark.parametrize(
    ("arguments", "verb"), [(("debtor", "export", "abc"), "debtor export"), (("analyse",), "analyse"), (("onzin",), "")]
)
def test_wrong_arguments_are_answered_in_one_dutch_sentence(
    tmp_path: Path, arguments: tuple[str, ...], verb: str
) -> None:
    """Status 2, nothing on standard output, and how to see the right form of that very command."""
    done = belmaat(*arguments, home=tmp_path / "h")
    told = done.stderr.decode()
    assert (done.returncode, done.stdout) == (2, b"")
    assert told.startswith("Deze opdracht klopt zo niet")
    assert f"Met belmaat {verb}".rstrip() + " --help" in told
    assert told.count("\n") == 1
