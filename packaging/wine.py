"""Run Windows programs: on Windows as they are, on Linux under Wine 10 in a root of its own.

Wine 10 is Debian 13's; Debian 12's Wine 8 draws no windows of Qt. So debootstrap makes a small Debian 13 in the build
folder, from the very mirror that this machine's apt uses (about 90 s, 1.2 GB, once). Programs run in it with a private
mount namespace; nothing of this machine is changed and nothing stays mounted. That takes root and Debian.

The user there is called "Daniël de Vries", so that every path below the profile has a space and an é.
"""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ON_WINDOWS = sys.platform == "win32"
USER = "Daniël de Vries"
SUITE = "trixie"
PACKAGES = ("wine", "wine64", "fonts-dejavu-core", "libpulse0")
_NEEDED = ("debootstrap", "unshare", "apt-get", "makensis", "osslsigncode", "Xvfb", "xdotool")
_ENTER = """
set -e
root=$1 build=$2; shift 2
mount --rbind /dev "$root/dev"
mount -t proc proc "$root/proc"
mount --bind /tmp "$root/tmp"
mount --bind "$build" "$root$build"
exec chroot "$root" /usr/bin/env "$@"
"""


class UnavailableError(Exception):
    """Windows programs can't be run on this machine; the message says why."""


def why_not() -> str:
    """What is missing on this machine; empty when Windows programs can be run."""
    if ON_WINDOWS:
        return ""
    if os.geteuid() != 0:
        return "Wine's root needs root rights"
    missing = [name for name in _NEEDED if shutil.which(name) is None]
    if missing:
        return f"not installed: {', '.join(missing)}"
    done = subprocess.run(["unshare", "--mount", "true"], capture_output=True, check=False)
    return "" if done.returncode == 0 else "this machine allows no mount namespaces"


class Windows:
    """A place where Windows programs run."""

    def __init__(self, build: Path, prefix: str = "prefix") -> None:
        """Use `build` for everything; `prefix` is the Windows disk in it, made by `start`."""
        self.build = build.resolve()
        self.prefix = self.build / prefix
        self.display = ""
        self.extra: dict[str, str] = {}

    def path(self, path: Path) -> str:
        """A file of this machine as a Windows program sees it."""
        if ON_WINDOWS:
            return str(path)
        disk = self.prefix / "drive_c"
        inside = "C:\\" + str(path.relative_to(disk)) if path.is_relative_to(disk) else f"Z:{path}"
        return inside.replace("/", "\\")

    @property
    def profile(self) -> Path:
        """The Windows user's folder."""
        return Path.home() if ON_WINDOWS else self.prefix / "drive_c" / "users" / USER

    def start(self) -> None:
        """Make the Windows disk anew."""
        if ON_WINDOWS:
            return
        make_root(self.build)
        self.stop()
        shutil.rmtree(self.prefix, ignore_errors=True)
        self._enter("wineboot", "--init", timeout=180)
        self._enter("winecfg", "-v", "win10", timeout=120)

    def stop(self) -> None:
        """End all Windows programs."""
        if not ON_WINDOWS and self.prefix.exists():
            self._enter("wineserver", "--kill", timeout=60)
            self._enter("wineserver", "--wait", timeout=60)

    def run(
        self,
        program: Path | str,
        *arguments: str,
        timeout: float = 600,
        variables: dict[str, str] | None = None,
        given: bytes = b"",
    ) -> subprocess.CompletedProcess[bytes]:
        """Run a Windows program to its end.

        Raises:
            subprocess.TimeoutExpired: it took longer than `timeout` seconds.
        """
        command = self._command(program, arguments, variables)
        return subprocess.run(
            command, input=given, capture_output=True, timeout=timeout, check=False, env=self._environment(variables)
        )

    def open(
        self, program: Path | str, *arguments: str, variables: dict[str, str] | None = None
    ) -> subprocess.Popen[bytes]:
        """Start a Windows program and don't wait for it."""
        command = self._command(program, arguments, variables)
        return subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=self._environment(variables),
        )

    def talk(self, program: Path | str, *arguments: str) -> subprocess.Popen[bytes]:
        """Start a Windows program with pipes to talk to it."""
        return subprocess.Popen(
            self._command(program, arguments, None),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=self._environment(None),
        )

    def _command(self, program: Path | str, arguments: tuple[str, ...], variables: dict[str, str] | None) -> list[str]:
        shown = self.path(program) if isinstance(program, Path) else program
        if ON_WINDOWS:
            return [shown, *arguments]
        return self._entering("wine", shown, *arguments, variables=variables)

    def _environment(self, variables: dict[str, str] | None) -> dict[str, str] | None:
        return {**os.environ, **self.extra, **(variables or {})} if ON_WINDOWS else None

    def _enter(self, *command: str, timeout: float) -> None:
        subprocess.run(
            self._entering(*command, variables=None),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=timeout,
            check=False,
        )

    def _entering(self, *command: str, variables: dict[str, str] | None) -> list[str]:
        root = self.build / "root"
        settings = {
            "HOME": str(self.build / "home"),
            "PATH": "/usr/lib/wine:/usr/bin:/bin",
            "LC_ALL": "C.UTF-8",
            "WINEPREFIX": str(self.prefix),
            "WINEARCH": "win64",
            "WINEDEBUG": "-all",
            "WINEDLLOVERRIDES": "winedbg.exe=;winemenubuilder.exe=;mscoree=;mshtml=",
            "XDG_RUNTIME_DIR": "/tmp",
            "DISPLAY": self.display,
            **self.extra,
            **(variables or {}),
        }
        return [
            *("unshare", "--mount", "--propagation", "private", "bash", "-c", _ENTER, "wine", str(root)),
            *(str(self.build), "--ignore-environment", f"--chdir={self.build}"),
            *(f"{name}={value}" for name, value in settings.items() if value),
            *command,
        ]


def make_root(build: Path) -> None:
    """Make the small Debian 13 with Wine 10, unless it is there.

    Raises:
        UnavailableError: this machine can't.
    """
    root = build / "root"
    ready = root / "ready"
    wanted = f"{SUITE} {' '.join(PACKAGES)}\n"
    if ready.exists() and ready.read_text(encoding="utf-8") == wanted:
        return
    reason = why_not()
    if reason:
        raise UnavailableError(reason)
    shutil.rmtree(root, ignore_errors=True)
    root.mkdir(parents=True)
    log = build / "debootstrap.log"
    with log.open("wb") as out:
        done = subprocess.run(
            ["debootstrap", "--variant=minbase", f"--include={','.join(PACKAGES)}", SUITE, str(root), _mirror()],
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            check=False,
        )
    if done.returncode:
        tail = log.read_text(encoding="utf-8", errors="replace").splitlines()[-3:]
        raise UnavailableError("debootstrap failed: " + " / ".join(tail))
    accounts = root / "etc" / "passwd"
    line = f"{USER}:x:0:0:root:{build / 'home'}:/bin/sh\n"  # Wine asks for the name of user 0
    accounts.write_text(line + accounts.read_text(encoding="utf-8"), encoding="utf-8")
    (build / "home").mkdir(exist_ok=True)
    (root / str(build).lstrip("/")).mkdir(parents=True, exist_ok=True)
    for name in (root / "var" / "cache" / "apt" / "archives").glob("*.deb"):
        name.unlink()
    ready.write_text(wanted, encoding="utf-8")


def _mirror() -> str:
    """Where this machine gets Debian's packages."""
    done = subprocess.run(
        ["apt-get", "indextargets", "--format", "$(LABEL)|$(COMPONENT)|$(REPO_URI)", "Created-By: Packages"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    for line in done.stdout.splitlines():
        label, component, address = line.split("|", 2)
        if label == "Debian" and component == "main":
            return address
    raise UnavailableError("apt on this machine knows no Debian mirror")


class Display:
    """A screen that exists only in memory, with pictures of what is on it; on Windows the real one."""

    def __init__(self, size: str = "1400x950x24") -> None:
        """Nothing starts before the `with` block."""
        self._size = size
        self._server: subprocess.Popen[bytes] | None = None
        self.name = ""

    def __enter__(self) -> "Display":
        """Start the screen."""
        if ON_WINDOWS:
            return self
        read, write = os.pipe()
        self._server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(write), "-screen", "0", self._size, "-nolisten", "tcp"],
            pass_fds=(write,),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(write)
        with os.fdopen(read, "rb") as number:
            self.name = ":" + number.readline().decode().strip()
        return self

    def __exit__(self, *_reason: object) -> None:
        """Switch it off."""
        if self._server is not None:
            self._server.terminate()
            self._server.wait(20)

    def windows(self, title: str) -> list[str]:
        """Ids of the visible windows with this title."""
        if ON_WINDOWS:
            return []
        done = self._tool("search", "--onlyvisible", "--name", title)
        return done.stdout.split()

    def wait_for(self, title: str, seconds: float) -> bool:
        """Wait until a window with this title is visible."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if self.windows(title):
                return True
            time.sleep(0.2)
        return False

    def key(self, window: str, *keys: str) -> None:
        """Press keys in a window."""
        self._tool("windowfocus", "--sync", window)
        for key in keys:
            self._tool("key", "--window", window, key)
            time.sleep(0.3)

    def painted(self, file: Path, colours: int, seconds: float) -> bool:
        """Photograph the screen until it shows so many colours (looked at every few pixels), or time is up."""
        end = time.monotonic() + seconds
        while not self.picture(file, colours):
            if time.monotonic() > end:
                return False
            time.sleep(1)
        return True

    def picture(self, file: Path, colours: int = 8) -> bool:
        """Photograph the screen; True when there are at least so many colours on it."""
        file.parent.mkdir(parents=True, exist_ok=True)
        variables = dict(os.environ) if ON_WINDOWS else {**os.environ, "DISPLAY": self.name, "QT_QPA_PLATFORM": "xcb"}
        script = Path(__file__).with_name("screenshot.py")
        done = subprocess.run(
            [sys.executable, str(script), str(file), str(colours)], env=variables, capture_output=True, check=False
        )
        return done.returncode == 0

    def _tool(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["xdotool", *arguments],
            env={**os.environ, "DISPLAY": self.name},
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=30,
            check=False,
        )
