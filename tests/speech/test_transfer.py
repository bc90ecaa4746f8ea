"""Files come in whole or not at all, whatever the network does; real sockets to a server on this computer."""

import hashlib
import os
import shutil
import subprocess
import sys
import threading
from collections import namedtuple
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.errors import UserError
from app.speech.stop_sign import Stopped, StopSign
from app.speech.transfer import Transfer, Wanted
from app.speech.web import Patience
from tests.speech.web_server import CERTIFICATE, Site, WebServer, go_on, nobody_listens

CONTENT = os.urandom(400_000)
SUM = hashlib.sha256(CONTENT).hexdigest()
QUICK = Patience(connect=2.0, read=2.0, tries=3, pause=0.0)


@pytest.fixture
def transfer() -> Transfer:
    return Transfer(QUICK)


@pytest.fixture
def model(site: Site) -> Wanted:
    site.files["/model.zip"] = CONTENT
    return Wanted(f"{site.address}/model.zip", len(CONTENT), exact=True, sha256=SUM, provable=True)


def refusal(work: Callable[[], object]) -> str:
    with pytest.raises(UserError) as refused:
        work()
    return refused.value.code


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_file_comes_in_with_its_progress(transfer: Transfer, model: Wanted, tmp_path: Path) -> None:
    """The last that is told is everything of everything, and no part is left."""
    target = tmp_path / "met spatie é" / "model.zip"
    told: list[tuple[int, int]] = []
    transfer.fetch(model, target, lambda done, total: told.append((done, total)), go_on())
    assert target.read_bytes() == CONTENT
    assert told[-1] == (len(CONTENT), len(CONTENT))
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert files(target.parent) == ["model.zip"]


def test_a_file_that_is_there_is_not_fetched_again(
    transfer: Transfer, site: Site, model: Wanted, tmp_path: Path
) -> None:
    """Its sum is looked at, its address is not."""
    target = tmp_path / "model.zip"
    target.write_bytes(CONTENT)
    transfer.fetch(model, target, nobody_listens, go_on())
    assert site.asked == []


def test_a_broken_connection_is_gone_on_with(transfer: Transfer, site: Site, model: Wanted, tmp_path: Path) -> None:
    """Twice it breaks; the rest is asked for, not the whole again."""
    site.breaks_after = [150_000, 120_000]
    target = tmp_path / "model.zip"
    transfer.fetch(model, target, nobody_listens, go_on())
    assert target.read_bytes() == CONTENT
    first, second, third = site.ranges
    assert first == ""
    assert 0 < int(second[6:-1]) <= 150_000
    assert int(second[6:-1]) < int(third[6:-1]) <= 270_000
    assert site.asked[1][1]["If-Range"] == site.tag


def test_a_later_start_goes_on_where_the_first_one_gave_up(site: Site, model: Wanted, tmp_path: Path) -> None:
    """The program was closed in between."""
    site.breaks_after = [200_000, 0, 0]
    target = tmp_path / "model.zip"
    assert refusal(lambda: Transfer(QUICK).fetch(model, target, nobody_listens, go_on())) == "model_broken"
    assert not target.exists()
    part = tmp_path / "model.zip.deel"
    assert 100_000 < part.stat().st_size <= 200_000
    started = part.stat().st_size
    site.asked.clear()
    Transfer(QUICK).fetch(model, target, nobody_listens, go_on())
    assert target.read_bytes() == CONTENT
    assert site.ranges == [f"bytes={started}-"]


def test_a_file_that_changed_meanwhile_is_fetched_whole(site: Site, model: Wanted, tmp_path: Path) -> None:
    """The server's mark is another one: half of one and half of the other would be nothing."""
    site.breaks_after = [200_000, 0, 0]
    target = tmp_path / "model.zip"
    old = Wanted(f"{site.address}/model.zip", len(CONTENT), exact=True)
    assert refusal(lambda: Transfer(QUICK).fetch(old, target, nobody_listens, go_on())) == "model_broken"
    site.files["/model.zip"] = other = os.urandom(len(CONTENT))
    site.tag = '"twee"'
    Transfer(QUICK).fetch(old, target, nobody_listens, go_on())
    assert target.read_bytes() == other


def test_without_the_server_s_mark_and_without_a_sum_it_begins_anew(
    transfer: Transfer, site: Site, tmp_path: Path
) -> None:
    """Nobody could tell whether the halves fit."""
    site.files["/model.zip"] = CONTENT
    site.tag = ""
    site.breaks_after = [200_000]
    target = tmp_path / "model.zip"
    transfer.fetch(Wanted(f"{site.address}/model.zip", 400_000), target, nobody_listens, go_on())
    assert target.read_bytes() == CONTENT
    assert site.ranges == ["", ""]


def test_a_server_that_knows_no_pieces_sends_the_whole(
    transfer: Transfer, site: Site, model: Wanted, tmp_path: Path
) -> None:
    """What was there is not doubled."""
    site.knows_range = False
    site.breaks_after = [200_000]
    target = tmp_path / "model.zip"
    transfer.fetch(model, target, nobody_listens, go_on())
    assert target.read_bytes() == CONTENT


def test_a_server_without_a_length_is_believed_when_the_sum_is_right(
    transfer: Transfer, site: Site, model: Wanted, tmp_path: Path
) -> None:
    """Some proxies drop it."""
    site.says_length = False
    target = tmp_path / "model.zip"
    transfer.fetch(model, target, nobody_listens, go_on())
    assert target.read_bytes() == CONTENT


def test_a_wrong_sum_leaves_nothing(transfer: Transfer, site: Site, model: Wanted, tmp_path: Path) -> None:
    """Neither the file nor a part that could be gone on with."""
    site.files["/model.zip"] = os.urandom(len(CONTENT))
    fetching = lambda: transfer.fetch(model, tmp_path / "model.zip", nobody_listens, go_on())  # noqa: E731
    assert refusal(fetching) == "model_wrong_hash"
    assert files(tmp_path) == []


@pytest.mark.parametrize("says_length", [True, False])
@pytest.mark.parametrize("more", [-1_000, 1_000])
def test_a_wrong_length_leaves_nothing(
    transfer: Transfer, site: Site, model: Wanted, tmp_path: Path, more: int, says_length: bool
) -> None:
    """Longer or shorter, said or not said beforehand."""
    site.files["/model.zip"] = (CONTENT + bytes(1_000))[: len(CONTENT) + more]
    site.says_length = says_length
    fetching = lambda: transfer.fetch(model, tmp_path / "model.zip", nobody_listens, go_on())  # noqa: E731
    assert refusal(fetching) == "model_wrong_length"
    assert files(tmp_path) == []


def test_far_more_than_was_expected_is_not_taken(transfer: Transfer, site: Site, tmp_path: Path) -> None:
    """Also where the length is only known about."""
    site.files["/model.zip"] = CONTENT
    wanted = Wanted(f"{site.address}/model.zip", 100_000)
    fetching = lambda: transfer.fetch(wanted, tmp_path / "model.zip", nobody_listens, go_on())  # noqa: E731
    assert refusal(fetching) == "model_wrong_length"


@pytest.mark.parametrize(
    ("status", "code"),
    [
        (404, "model_not_there"),
        (410, "model_not_there"),
        (403, "model_refused"),
        (401, "model_refused"),
        (500, "model_server"),
        (503, "model_server"),
        (429, "model_server"),
    ],
)
def test_each_refusal_of_a_server_has_its_own_sentence(
    transfer: Transfer, site: Site, model: Wanted, tmp_path: Path, status: int, code: str
) -> None:
    """And only what may be over in a moment is tried again."""
    site.statuses["/model.zip"] = status
    fetching = lambda: transfer.fetch(model, tmp_path / "model.zip", nobody_listens, go_on())  # noqa: E731
    assert refusal(fetching) == code
    assert len(site.asked) == (QUICK.tries if code == "model_server" else 1)


def test_a_redirect_is_followed_and_a_ring_of_them_is_not(
    transfer: Transfer, site: Site, model: Wanted, tmp_path: Path
) -> None:
    """A mirror may send on."""
    site.redirects["/vandaag.zip"] = "/model.zip"
    moved = Wanted(f"{site.address}/vandaag.zip", len(CONTENT), exact=True, sha256=SUM)
    transfer.fetch(moved, tmp_path / "model.zip", nobody_listens, go_on())
    assert (tmp_path / "model.zip").read_bytes() == CONTENT
    site.redirects["/een"], site.redirects["/twee"] = "/twee", "/een"
    ring = Wanted(f"{site.address}/een")
    assert refusal(lambda: transfer.fetch(ring, tmp_path / "x", nobody_listens, go_on())) == "model_server"


def test_a_web_page_instead_of_a_model_is_told(transfer: Transfer, site: Site, model: Wanted, tmp_path: Path) -> None:
    """What the filter of a company answers, with status 200."""
    site.kinds["/model.zip"] = "text/html; charset=utf-8"
    fetching = lambda: transfer.fetch(model, tmp_path / "model.zip", nobody_listens, go_on())  # noqa: E731
    assert refusal(fetching) == "model_web_page"


def test_a_server_that_says_nothing_more_is_given_up_on_and_gone_on_with(
    site: Site, model: Wanted, tmp_path: Path
) -> None:
    """It hangs three times, each time a little further on; then the user hears it, and the part stays."""
    site.hangs_after = [40_000, 0, 0]
    impatient = Transfer(Patience(connect=2.0, read=0.2, tries=3, pause=0.0))
    fetching = lambda: impatient.fetch(model, tmp_path / "model.zip", nobody_listens, go_on())  # noqa: E731
    assert refusal(fetching) == "model_slow"
    assert (tmp_path / "model.zip.deel").stat().st_size >= 32_768
    fetching()
    assert (tmp_path / "model.zip").read_bytes() == CONTENT


def test_a_stop_ends_the_wait_at_once_and_keeps_what_came_in(site: Site, model: Wanted, tmp_path: Path) -> None:
    """The user cancels while nothing comes; the patience of a minute is not waited for."""
    site.hangs_after = [200_000]
    stop = StopSign()
    patient = Transfer(Patience(connect=5.0, read=60.0))

    def report(done: int, total: int) -> None:
        if done >= 150_000:
            threading.Timer(0.05, stop.set).start()

    with pytest.raises(Stopped):
        patient.fetch(model, tmp_path / "model.zip", report, stop)
    assert (tmp_path / "model.zip.deel").stat().st_size >= 150_000
    patient.fetch(model, tmp_path / "model.zip", nobody_listens, go_on())
    assert (tmp_path / "model.zip").read_bytes() == CONTENT


def test_ctrl_c_keeps_what_came_in(site: Site, model: Wanted, tmp_path: Path) -> None:
    """On the command line."""

    def interrupt(done: int, total: int) -> None:
        if done > 200_000:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Transfer(QUICK).fetch(model, tmp_path / "model.zip", interrupt, go_on())
    assert (tmp_path / "model.zip.deel").stat().st_size > 200_000
    Transfer(QUICK).fetch(model, tmp_path / "model.zip", nobody_listens, go_on())
    assert site.ranges[1].startswith("bytes=2")


def test_nobody_at_the_address_is_told(transfer: Transfer, tmp_path: Path, no_proxies: pytest.MonkeyPatch) -> None:
    """No network, or the wrong one."""
    server = WebServer(Site())
    server.close()
    wanted = Wanted(f"{server.site.address}/model.zip")
    fetching = lambda: transfer.fetch(wanted, tmp_path / "x", nobody_listens, go_on())  # noqa: E731
    assert refusal(fetching) == "model_offline"


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_proxy_that_asks_for_a_password_is_told(
    transfer: Transfer, site: Site, tmp_path: Path, no_proxies: pytest.MonkeyPatch, scheme: str
) -> None:
    """For a plain and for a safe address; it is asked once."""
    site.password_for_proxy = True
    no_proxies.setenv(f"{scheme}_proxy", site.address)
    wanted = Wanted(f"{scheme}://model.example/model.zip")
    fetching = lambda: transfer.fetch(wanted, tmp_path / "x", nobody_listens, go_on())  # noqa: E731
    assert refusal(fetching) == "model_proxy_password"


def test_a_proxy_of_the_system_is_used(
    transfer: Transfer, site: Site, tmp_path: Path, no_proxies: pytest.MonkeyPatch
) -> None:
    """The address is asked of the proxy, whole."""
    site.files["http://model.example/model.zip"] = CONTENT
    no_proxies.setenv("http_proxy", site.address)
    wanted = Wanted("http://model.example/model.zip", len(CONTENT), exact=True, sha256=SUM)
    transfer.fetch(wanted, tmp_path / "model.zip", nobody_listens, go_on())
    assert [path for path, _ in site.asked] == ["http://model.example/model.zip"]


def test_a_proxy_that_is_not_there_is_told(transfer: Transfer, tmp_path: Path, no_proxies: pytest.MonkeyPatch) -> None:
    """The setting is old, or the user is not in the office."""
    server = WebServer(Site())
    server.close()
    no_proxies.setenv("https_proxy", server.site.address)
    wanted = Wanted("https://model.example/model.zip")
    fetching = lambda: transfer.fetch(wanted, tmp_path / "x", nobody_listens, go_on())  # noqa: E731
    assert refusal(fetching) == "model_proxy"


@pytest.fixture
def safe_site(no_proxies: pytest.MonkeyPatch) -> Iterator[Site]:
    for name in ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE"):
        no_proxies.delenv(name, raising=False)
    server = WebServer(Site(files={"/model.zip": CONTENT}), safe=True)
    yield server.site
    server.close()


def test_a_certificate_that_the_system_does_not_trust_is_told(
    transfer: Transfer, safe_site: Site, tmp_path: Path
) -> None:
    """Once, without trying again, and nothing is taken."""
    wanted = Wanted(f"{safe_site.address}/model.zip", len(CONTENT))
    fetching = lambda: transfer.fetch(wanted, tmp_path / "model.zip", nobody_listens, go_on())  # noqa: E731
    assert refusal(fetching) == "model_certificate"
    assert safe_site.asked == []


@pytest.mark.parametrize("name", ["REQUESTS_CA_BUNDLE", "SSL_CERT_FILE"])
def test_a_company_s_own_certificate_counts(
    transfer: Transfer, safe_site: Site, tmp_path: Path, no_proxies: pytest.MonkeyPatch, name: str
) -> None:
    """Named in a variable, or in the place where OpenSSL keeps the system's."""
    no_proxies.setenv(name, str(CERTIFICATE))
    wanted = Wanted(f"{safe_site.address}/model.zip", len(CONTENT), exact=True, sha256=SUM)
    transfer.fetch(wanted, tmp_path / "model.zip", nobody_listens, go_on())
    assert (tmp_path / "model.zip").read_bytes() == CONTENT


def test_a_file_of_certificates_that_is_not_there_is_told(
    transfer: Transfer, safe_site: Site, tmp_path: Path, no_proxies: pytest.MonkeyPatch
) -> None:
    """An old variable of another program."""
    no_proxies.setenv("REQUESTS_CA_BUNDLE", str(tmp_path / "weg.pem"))
    wanted = Wanted(f"{safe_site.address}/model.zip", len(CONTENT))
    fetching = lambda: transfer.fetch(wanted, tmp_path / "model.zip", nobody_listens, go_on())  # noqa: E731
    assert refusal(fetching) == "model_certificate"


def test_a_proxy_setting_that_makes_no_sense_is_told(
    transfer: Transfer, tmp_path: Path, no_proxies: pytest.MonkeyPatch
) -> None:
    """Somebody made a slip in it."""
    no_proxies.setenv("https_proxy", "http:/proxy")
    wanted = Wanted("https://model.example/model.zip")
    fetching = lambda: transfer.fetch(wanted, tmp_path / "x", nobody_listens, go_on())  # noqa: E731
    assert refusal(fetching) == "model_proxy"


def test_a_safe_address_that_sends_on_to_an_unsafe_one_is_refused(
    transfer: Transfer, safe_site: Site, site: Site, tmp_path: Path, no_proxies: pytest.MonkeyPatch
) -> None:
    """Nobody in between may put another model there."""
    no_proxies.setenv("REQUESTS_CA_BUNDLE", str(CERTIFICATE))
    site.files["/model.zip"] = CONTENT
    safe_site.redirects["/model.zip"] = f"{site.address}/model.zip"
    wanted = Wanted(f"{safe_site.address}/model.zip", len(CONTENT))
    fetching = lambda: transfer.fetch(wanted, tmp_path / "model.zip", nobody_listens, go_on())  # noqa: E731
    assert refusal(fetching) == "model_redirect"
    assert site.asked == []


def test_a_full_disk_is_told_before_anything_is_fetched(
    transfer: Transfer, model: Wanted, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """How much is needed and how much there is."""
    usage = namedtuple("usage", "total used free")(10**9, 10**9, 50_100_000)
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage)
    with pytest.raises(UserError) as refused:
        transfer.fetch(model, tmp_path / "model.zip", nobody_listens, go_on())
    assert (refused.value.code, refused.value.facts["vrij"]) == ("model_no_space", "0 MB")
    assert "model.zip" not in files(tmp_path)


def test_nothing_of_the_network_is_loaded_before_somebody_asks() -> None:
    """The window starts and a call runs without it; memory and start don't grow."""
    code = (
        "import sys, app.bootstrap, app.call.desk, app.gui.window, app.gui.settings_page, app.speech.model_store\n"
        "wanted = {'requests', 'urllib3', 'truststore', 'app.speech.web', 'app.speech.installer'}\n"
        "sys.exit(', '.join(sorted(wanted & set(sys.modules))) or 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=Path(__file__).resolve().parents[2], capture_output=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")
