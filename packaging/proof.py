"""Prove what was built: install, run, upgrade and remove it, and write down what happened.

On Linux that happens under Wine 10, for a user called "Daniël de Vries", with a screen in memory and, where PulseAudio
is installed, a headset in software. On Windows the same steps run on the real thing, apart from those that need Wine's
screen or the software headset. `artefacts/windows/` gets report.json and the pictures. A step that could not be done is
reported as left out, with the reason, never as done.
"""

import json
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from make import BUILD, EARLIER, OUT, ROOT, digest, say
from proven import inputs, remember
from sound_proof import hears_both
from wine import ON_WINDOWS, USER, Display, Windows

ARTEFACTS = ROOT / "artefacts" / "windows"
MOST_MEGABYTES = 120
MOST_TIMES_EMPTY = 2.0
ROUNDS = 7
UNINSTALL = r"Software\Microsoft\Windows\CurrentVersion\Uninstall\Belmaat"
LIST = "Debiteur;Factuurnummer;Factuurdatum;Vervaldatum;Openstaand bedrag\r\nBakkerij Één;2026-101;01-08-2026;31-08-2026;1.250,00\r\n"
CARD = "id: eigen_verhuizing\ntitel: Midden in een verhuizing\nzinnen:\n  - wij zijn net aan het verhuizen\nantwoord:\n  zacht: Lastig.\n"


class NotDoneError(Exception):
    """A step that can't be done on this machine."""


@dataclass
class Proof:
    """The steps so far, and where they happen."""

    windows: Windows
    screen: Display
    number: str
    steps: list[dict[str, Any]] = field(default_factory=list)
    figures: dict[str, Any] = field(default_factory=dict)

    @property
    def program(self) -> Path:
        """Where a silent installation for one user lands."""
        return self.local / "Programs" / "Belmaat"

    @property
    def local(self) -> Path:
        """%LOCALAPPDATA%."""
        return Path(os.environ["LOCALAPPDATA"]) if ON_WINDOWS else self.windows.profile / "AppData" / "Local"

    @property
    def data(self) -> Path:
        """Belmaat's data of this user."""
        return self.local / "Belmaat"

    @property
    def cli(self) -> Path:
        """The program for the command line."""
        return self.program / "belmaat-cli.exe"

    def setup(self, number: str) -> Path:
        """The installer of a version."""
        return (OUT if number == self.number else BUILD) / f"Belmaat-{number}-setup.exe"

    def command(self, *arguments: str, timeout: float = 300, given: bytes = b"") -> tuple[int, str]:
        """Run the installed command line; returns status and what it wrote."""
        done = self.windows.run(self.cli, *arguments, timeout=timeout, given=given)
        told = done.stdout.decode("utf-8", errors="replace")
        if done.returncode and not told:
            told = done.stderr.decode("utf-8", errors="replace")[-400:]
        return done.returncode, told

    def registry(self, key: str, name: str | None = None) -> str:
        """A value of the registry; empty when it is not there."""
        wanted = ["/v", name] if name else ["/ve"]
        done = self.windows.run("reg", "query", key, *wanted, timeout=60)
        found = re.search(r"REG_\w+\s+(.*?)\s*$", done.stdout.decode("utf-8", errors="replace"), re.MULTILINE)
        return found[1] if done.returncode == 0 and found else ""

    def step(self, name: str, work: Callable[["Proof"], str]) -> None:
        """Do one step and keep what came of it; one that depends on what else the machine does gets a second try."""
        began = time.monotonic()
        result, detail = self._done(work)
        if result == "FAILED" and work in (wizard, window, start, sound):
            first = detail
            result, detail = self._done(work)
            detail += f" (at the second try; the first: {first})"
        seconds = round(time.monotonic() - began, 1)
        self.steps.append({"step": name, "result": result, "detail": detail, "seconds": seconds})
        say(f"{result:8} {name} ({seconds} s) {detail}")

    def _done(self, work: Callable[["Proof"], str]) -> tuple[str, str]:
        try:
            return "passed", work(self)
        except NotDoneError as reason:
            return "left out", str(reason)
        except subprocess.TimeoutExpired as error:
            self.windows.stop()  # what hangs must not stand in the way of the next step
            return "FAILED", f"took longer than {error.timeout} s"
        except (AssertionError, OSError, subprocess.SubprocessError, LookupError, ValueError) as error:
            return "FAILED", f"{type(error).__name__}: {error}"


def prove(number: str) -> int:
    """Do all steps; status 1 when one failed."""
    ARTEFACTS.mkdir(parents=True, exist_ok=True)
    windows = Windows(BUILD)
    say("making a new Windows disk for the proof")
    windows.start()
    with Display() as screen:
        windows.display = screen.name
        proof = Proof(windows, screen, number)
        for name, work in STEPS:
            proof.step(name, work)
        windows.stop()
    failed = [step for step in proof.steps if step["result"] == "FAILED"]
    report = {
        "version": number,
        "inputs": inputs(),
        "machine": "Windows" if ON_WINDOWS else "Wine 10 (Debian 13) on Linux",
        "system": platform.platform(),
        "files": {path.name: digest(path) for path in sorted(OUT.iterdir())},
        "figures": proof.figures,
        "steps": proof.steps,
    }
    if not failed and not ON_WINDOWS:
        remember(report)
    text = json.dumps(report, indent=1, ensure_ascii=False) + "\n"
    (ARTEFACTS / "report.json").write_text(text, encoding="utf-8")
    done = sum(step["result"] == "passed" for step in proof.steps)
    left = len(proof.steps) - done - len(failed)
    say(f"{done} steps passed, {len(failed)} failed, {left} left out: {ARTEFACTS / 'report.json'}")
    return 1 if failed else 0


# --- The steps, in their order ---------------------------------------------------------------------------------------


def size(proof: Proof) -> str:
    """One file, small enough."""
    megabytes = proof.setup(proof.number).stat().st_size / 1e6
    installed = sum(p.stat().st_size for p in (BUILD / "frozen" / "belmaat").rglob("*") if p.is_file()) / 1e6
    proof.figures["installer_mb"] = round(megabytes, 1)
    proof.figures["installed_mb"] = round(installed, 1)
    assert megabytes <= MOST_MEGABYTES, f"{megabytes:.1f} MB"
    return f"installer {megabytes:.1f} MB, installed {installed:.0f} MB"


def wizard(proof: Proof) -> str:
    """The pages of the installer, photographed, and left without installing."""
    if ON_WINDOWS:
        raise NotDoneError("needs Wine's screen")
    opened = proof.windows.open(proof.setup(proof.number))
    title = "Belmaat"
    assert proof.screen.wait_for(title, 120), "no window"
    window = proof.screen.windows(title)[0]
    for number, page in enumerate(("welkom", "voor wie", "onderdelen", "map"), 1):
        time.sleep(1.5)
        assert proof.screen.painted(ARTEFACTS / f"installatie-{number}-{page.replace(' ', '-')}.png", 8, 30), page
        if page != "map":
            proof.screen.key(window, "Return")
    proof.windows.run("taskkill", "/F", "/IM", proof.setup(proof.number).name, timeout=60)
    opened.wait(60)
    assert not proof.program.exists(), "it installed something"
    return "four pages"


def install_earlier(proof: Proof) -> str:
    """Silently, for one user, into the profile of somebody with an é and a space in his name."""
    done = proof.windows.run(proof.setup(EARLIER), "/S", timeout=300)
    assert done.returncode == 0, f"status {done.returncode}"
    status, text = proof.command("--version")
    assert (status, text.strip()) == (0, f"Belmaat {EARLIER}"), text
    if not ON_WINDOWS:
        assert not str(proof.program).isascii()
        assert " " in str(proof.program)
    return proof.windows.path(proof.program) if ON_WINDOWS else str(proof.program.relative_to(proof.windows.prefix))


def registered(proof: Proof) -> str:
    """Start menu, list of programs, cards of colleagues; no start with Windows unless asked for."""
    menu = proof.local.parent / "Roaming/Microsoft/Windows/Start Menu/Programs/Belmaat.lnk"
    assert menu.exists(), "no entry in the Start menu"
    assert proof.registry(rf"HKCU\{UNINSTALL}", "DisplayVersion") == EARLIER
    assert proof.registry(rf"HKCU\{UNINSTALL}", "QuietUninstallString").endswith("/S")
    opens = proof.registry(r"HKCU\Software\Classes\Belmaat.Kaart\shell\open\command")
    assert "belmaat.exe" in opens, opens
    assert proof.registry(r"HKCU\Software\Microsoft\Windows\CurrentVersion\Run", "Belmaat") == ""
    return "Start menu, uninstall entry, .belmaat-kaart; not with Windows"


def data_of_earlier(proof: Proof) -> str:
    """The earlier version makes a ledger, settings and a card of one's own."""
    items = BUILD / "open posten é.csv"
    items.write_bytes(LIST.encode("cp1252"))
    status, text = proof.command("import", proof.windows.path(items))
    assert status == 0, text
    assert "1 nieuw" in text, text
    (proof.data / "catalogus").mkdir(exist_ok=True)
    (proof.data / "catalogus" / "verhuizing.yaml").write_text(CARD, encoding="utf-8")
    (proof.data / "instellingen.json").write_text('{"controller": "Daniël", "theme": "dark"}', encoding="utf-8")
    return "a debtor, a card, a name"


def upgrade(proof: Proof) -> str:
    """The newer version over the earlier one: nothing of the user changes, nothing of the old program stays."""
    left = proof.program / "_internal" / "oud.dll"
    left.write_bytes(b"old")
    kept = {
        path: digest(path) for path in (proof.data / "catalogus" / "verhuizing.yaml", proof.data / "instellingen.json")
    }
    began = time.monotonic()
    done = proof.windows.run(proof.setup(proof.number), "/S", "/AUTOSTART=1", timeout=300)
    proof.figures["silent_install_s"] = round(time.monotonic() - began, 1)
    assert done.returncode == 0, f"status {done.returncode}"
    assert proof.command("--version")[1].strip() == f"Belmaat {proof.number}"
    assert not left.exists(), "files of the earlier version stayed"
    assert {path: digest(path) for path in kept} == kept, "settings or cards changed"
    items = BUILD / "open posten é.csv"
    status, text = proof.command("import", proof.windows.path(items))
    assert status == 0, text
    assert "0 nieuw" in text, text
    heard = proof.command("analyse", "--channel", "debtor", given=b"wij zijn net aan het verhuizen\n")[1]
    assert "eigen_verhuizing" in heard, heard
    assert proof.registry(r"HKCU\Software\Microsoft\Windows\CurrentVersion\Run", "Belmaat").endswith('belmaat.exe"')
    assert proof.registry(rf"HKCU\{UNINSTALL}", "DisplayVersion") == proof.number
    return "ledger, settings and own card kept; old files gone; autostart set as asked"


def selftest(proof: Proof) -> str:
    """The installed program checks itself: resources, catalogue, ledger, model and recording, window."""
    status, text = proof.command("selftest", timeout=600)
    (ARTEFACTS / "selftest.txt").write_text(text, encoding="utf-8")
    assert status == 0, text
    return f"{text.count('goed ')} checks"


def selftest_without_console(proof: Proof) -> str:
    """belmaat.exe has no streams; its report is a file."""
    report = proof.local / "verslag.txt"
    arguments = ("selftest", "--no-window", "--report", proof.windows.path(report))
    done = proof.windows.run(proof.program / "belmaat.exe", *arguments, timeout=600)
    assert done.returncode == 0, f"status {done.returncode}"
    text = report.read_text(encoding="utf-8")
    assert "Alles werkt" in text, text
    return "report written"


def utf8(proof: Proof) -> str:
    """What other programs read is UTF-8, whatever the code page."""
    said = "ik betaal één factuur, € 4.000, vóór vrijdag\n"
    status, text = proof.command("analyse", "--channel", "debtor", "--today", "2026-09-08", given=said.encode())
    assert status == 0, text
    answer = json.loads(text)
    assert answer["text"] == said.strip(), text
    return f"promise {answer['promise']}"[:80]


def rehearsal(proof: Proof) -> str:
    """The rehearsal call through the installed program: recognised, cards raised, pages drawn."""
    out = BUILD / "demo"
    shutil.rmtree(out, ignore_errors=True)
    began = time.monotonic()
    status, text = proof.command("demo", "--fast", "--out", proof.windows.path(out), timeout=1200)
    assert status == 0, text
    events = [json.loads(line) for line in (out / "events.jsonl").read_text(encoding="utf-8").splitlines()]
    heard = [event["id"] for event in events if event["event"] == "objection"]
    here = ARTEFACTS / "demo"
    shutil.rmtree(here, ignore_errors=True)
    shutil.copytree(out, here)
    proof.figures["rehearsal_s"] = round(time.monotonic() - began, 1)
    proof.figures["rehearsal_objections"] = len(heard)
    assert "payment_run" in heard, heard
    return f"{len(heard)} objections, {len(list(out.glob('*.png')))} pictures"


def models(proof: Proof) -> str:
    """A model below a folder with an é is read; a broken one ends only the process that tried it."""
    inside = proof.program / "_internal" / "models"
    shipped = next(folder for folder in sorted(inside.iterdir()) if (folder / "am").is_dir())
    own = proof.data / "modellen" / "eigen model é"
    shutil.copytree(shipped, own)
    status, text = proof.command("models", "verify")
    assert status == 0, text
    assert text.count("\n") >= 2, text
    assert proof.command("-m", "app.speech.try_model", proof.windows.path(own))[0] == 0
    weights = own / "am" / "final.mdl"
    weights.write_bytes(weights.read_bytes()[:50_000])
    assert proof.command("-m", "app.speech.try_model", proof.windows.path(own))[0] != 0, "a broken model was accepted"
    status, text = proof.command("models", "verify")
    assert status == 1, text
    shutil.rmtree(own)
    return "own model read in a process of its own; a broken one refused"


def policies(proof: Proof) -> str:
    """What group policy writes counts and is told."""
    key = r"HKCU\Software\Policies\Belmaat"
    proof.windows.run("reg", "add", key, "/v", "AllowedModes", "/d", "microphone, off", "/f", timeout=60)
    proof.windows.run("reg", "add", key, "/v", "Updates", "/t", "REG_DWORD", "/d", "0", "/f", timeout=60)
    text = proof.command("doctor")[1]
    proof.windows.run("reg", "delete", key, "/f", timeout=60)
    assert "door uw organisatie ingesteld" in text.lower(), text
    assert "door uw organisatie ingesteld" not in proof.command("doctor")[1].lower()
    return "AllowedModes"


def window(proof: Proof) -> str:
    """The window is there; a second start brings it forward, a card is offered, and it can't be replaced while open."""
    if ON_WINDOWS:
        raise NotDoneError("needs Wine's screen")
    first = proof.windows.open(proof.program / "belmaat.exe")
    try:
        assert proof.screen.wait_for("^Belmaat$", 90), "no window"
        assert proof.screen.painted(ARTEFACTS / "venster-eerst.png", 8, 60), "an empty screen"
        assert proof.screen.painted(ARTEFACTS / "venster.png", 200, 120), "no list of debtors"
        card = proof.local / "verhuizing.belmaat-kaart"
        card.write_text(
            CARD.replace("eigen_verhuizing", "eigen_kaart").replace("verhuizing", "kaart"), encoding="utf-8"
        )
        second = proof.windows.run(proof.program / "belmaat.exe", proof.windows.path(card), timeout=90)
        assert second.returncode == 0, f"second start: status {second.returncode}"
        assert len(proof.screen.windows("^Belmaat$")) == 1, "two windows"
        before, offered = (ARTEFACTS / "venster.png").read_bytes(), ARTEFACTS / "kaart-aangeboden.png"
        for _ in range(40):  # until the line with the offer is there
            assert proof.screen.picture(offered, 200)
            if offered.read_bytes() != before:
                break
            time.sleep(1)
        else:
            raise AssertionError("no card was offered")
        busy = proof.windows.run(proof.setup(proof.number), "/S", timeout=180).returncode
        assert busy == 32, f"the installer replaced an open program: status {busy}"
        assert first.poll() is None, "the first window ended"
    finally:
        proof.windows.run("taskkill", "/IM", "belmaat.exe", timeout=60)
        try:
            first.wait(60)
        except subprocess.TimeoutExpired:
            proof.windows.run("taskkill", "/F", "/IM", "belmaat.exe", timeout=60)
            first.wait(60)
    assert (proof.data / "logboek" / "belmaat.log").exists(), "no log"
    return "painted; one window; card offered; installer waits (32); log there"


def start(proof: Proof) -> str:
    """From start to painted window, beside an empty program with PySide6, turn by turn in the same minutes."""
    environment = {"BELMAAT_QUIT_AFTER_PAINT": "1"}
    empty = proof.local / "leeg"
    shutil.copytree(BUILD / "frozen" / "empty", empty, dirs_exist_ok=True)
    times: dict[str, list[float]] = {"belmaat": [], "empty": []}
    places = {"belmaat": proof.program / "belmaat.exe", "empty": empty / "empty.exe"}
    for _ in range(ROUNDS):
        for name, place in places.items():
            began = time.monotonic()
            done = proof.windows.run(place, timeout=120, variables=environment)
            times[name].append(time.monotonic() - began)
            assert done.returncode == 0, f"{name}: status {done.returncode}"
    shutil.rmtree(empty)
    quickest = {name: min(each) for name, each in times.items()}
    ratio = quickest["belmaat"] / quickest["empty"]
    proof.figures["start_s"] = {name: round(seconds, 2) for name, seconds in quickest.items()}
    proof.figures["start_ratio"] = round(ratio, 2)
    assert ratio <= MOST_TIMES_EMPTY, f"{quickest['belmaat']:.2f} s, {ratio:.2f} times the empty program"
    return f"{quickest['belmaat']:.2f} s, {ratio:.2f} times the empty program (quickest of {ROUNDS})"


def sound(proof: Proof) -> str:
    """Microphone by WASAPI and loopback of the speakers, with the packages and the code that are shipped."""
    if ON_WINDOWS:
        raise NotDoneError("needs the headset in software")
    result = hears_both(proof.windows)
    if isinstance(result, str):
        raise NotDoneError(result)
    proof.figures["sound"] = result
    for channel in ("microphone", "output"):
        assert result[channel]["own"] > 0.6, f"{channel} does not hear what is played: {result}"
        assert result[channel]["other"] < 0.3, f"{channel} hears the other one: {result}"
    return json.dumps(result)


def remove(proof: Proof) -> str:
    """Silently: the program and all that was registered go, the data stays."""
    done = proof.windows.run(proof.program / "uninstall.exe", "/S", timeout=180)
    assert done.returncode == 0, f"status {done.returncode}"
    _gone(proof.program)
    assert proof.registry(rf"HKCU\{UNINSTALL}", "DisplayVersion") == ""
    assert proof.registry(r"HKCU\Software\Classes\.belmaat-kaart") == ""
    assert proof.registry(r"HKCU\Software\Microsoft\Windows\CurrentVersion\Run", "Belmaat") == ""
    assert not (proof.local.parent / "Roaming/Microsoft/Windows/Start Menu/Programs/Belmaat.lnk").exists()
    assert (proof.data / "belmaat.db").exists(), "the data went with it"
    return "program, registry and shortcut gone; data kept"


def remove_asking(proof: Proof) -> str:
    """Not silently it asks about the data; answered with the button that is proposed, they stay."""
    if ON_WINDOWS:
        raise NotDoneError("needs Wine's screen")
    status = proof.windows.run(proof.setup(proof.number), "/S", timeout=300).returncode
    assert status == 0, f"status {status}"
    proof.windows.open(proof.program / "uninstall.exe")
    assert proof.screen.wait_for("Belmaat", 60), "no window"
    proof.screen.painted(ARTEFACTS / "verwijderen.png", 8, 30)
    proof.screen.key(proof.screen.windows("Belmaat")[0], "Return")
    try:
        _gone(proof.program / "_internal", 120)
        _gone(proof.program, 60)
        time.sleep(3)
        assert proof.screen.painted(ARTEFACTS / "verwijderen-gegevens.png", 8, 30), "no question"
        for window_id in proof.screen.windows("Belmaat"):
            proof.screen.key(window_id, "Return")
        time.sleep(3)
    finally:
        proof.windows.stop()
    assert (proof.data / "belmaat.db").exists(), "the data went with it"
    return "asked; answered no; data kept"


def all_users(proof: Proof) -> str:
    """For everybody: Program Files and the registry of the machine; /PURGE takes this user's data too."""
    files = (
        Path(os.environ.get("PROGRAMW6432", r"C:\Program Files"))
        if ON_WINDOWS
        else proof.windows.prefix / "drive_c" / "Program Files"
    )
    place = files / "Belmaat"
    done = proof.windows.run(proof.setup(proof.number), "/S", "/ALLUSERS", "/ASSOCIATE=0", timeout=300)
    assert done.returncode == 0, f"status {done.returncode}"
    assert (place / "belmaat.exe").exists(), "not in Program Files"
    told = proof.registry(rf"HKLM\{UNINSTALL}", "DisplayVersion")
    assert told == proof.number, f"registered: {told!r}"
    opens = proof.registry(r"HKLM\Software\Classes\.belmaat-kaart")
    assert opens == "", f"cards open with {opens!r}"
    done = proof.windows.run(place / "belmaat-cli.exe", "--version", timeout=120)
    told = done.stdout.decode(errors="replace").strip()
    assert told == f"Belmaat {proof.number}", told
    done = proof.windows.run(place / "uninstall.exe", "/S", "/PURGE", timeout=180)
    assert done.returncode == 0, f"status {done.returncode}"
    _gone(place)
    _gone(proof.data)
    assert proof.registry(rf"HKLM\{UNINSTALL}", "DisplayVersion") == ""
    return "installed, run, removed with the data"


def portable(proof: Proof) -> str:
    """Unpacked anywhere, it keeps its data beside itself."""
    place = proof.local / "op een stick é"
    with zipfile.ZipFile(OUT / f"Belmaat-{proof.number}-portable.zip") as archive:
        archive.extractall(place)
    program = place / f"Belmaat-{proof.number}"
    done = proof.windows.run(program / "belmaat-cli.exe", "doctor", timeout=300)
    assert (program / "gegevens" / "belmaat.db").exists(), done.stdout.decode("utf-8", errors="replace")
    assert not proof.data.exists(), "it wrote in the profile"
    shutil.rmtree(place)
    return "data in 'gegevens' beside it"


def signed(proof: Proof) -> str:
    """With a certificate the programs are signed and still run; here one that was made for the occasion."""
    if ON_WINDOWS:
        raise NotDoneError("needs osslsigncode")
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        key, certificate, pfx = folder / "key.pem", folder / "cert.pem", folder / "cert.pfx"
        subject = ["-subj", "/CN=Belmaat proef", "-days", "2", "-addext", "extendedKeyUsage=codeSigning"]
        make = [
            "openssl",
            "req",
            "-x509",
            "-newkey",
            "rsa:2048",
            "-nodes",
            "-keyout",
            str(key),
            "-out",
            str(certificate),
        ]
        subprocess.run([*make, *subject], check=True, capture_output=True)
        pack = ["openssl", "pkcs12", "-export", "-inkey", str(key), "-in", str(certificate), "-out", str(pfx)]
        subprocess.run([*pack, "-passout", "pass:geheim é"], check=True, capture_output=True)
        copy = proof.local / "getekend.exe"
        shutil.copyfile(proof.setup(proof.number), copy)
        script = str(Path(__file__).with_name("signing.py"))
        variables = {**os.environ, "BELMAAT_SIGN_PFX": str(pfx), "BELMAAT_SIGN_PASSWORD": "geheim é"}
        subprocess.run([sys.executable, script, str(copy)], env=variables, check=True, capture_output=True)
        check = ["osslsigncode", "verify", "-CAfile", str(certificate), "-in", str(copy)]
        seen = subprocess.run(check, capture_output=True, check=False)
        assert b"Signature verification: ok" in seen.stdout, seen.stdout.decode(errors="replace")[-400:]
    done = proof.windows.run(copy, "/S", timeout=300)
    assert done.returncode == 0, f"status {done.returncode}"
    assert proof.command("--version")[1].strip() == f"Belmaat {proof.number}"
    proof.windows.run(proof.program / "uninstall.exe", "/S", timeout=180)
    copy.unlink()
    return "self-made certificate, installer signed, verified and run"


def _gone(place: Path, seconds: float = 60) -> None:
    """An uninstaller goes on in a copy of itself; wait for it."""
    end = time.monotonic() + seconds
    while place.exists():
        assert time.monotonic() < end, f"still there: {sorted(p.name for p in place.iterdir())}"
        time.sleep(0.3)


STEPS: tuple[tuple[str, Callable[[Proof], str]], ...] = (
    ("size", size),
    ("pages of the installer", wizard),
    (f"silent installation of {EARLIER} for {USER}", install_earlier),
    ("what is registered", registered),
    ("data made with the earlier version", data_of_earlier),
    ("upgrade", upgrade),
    ("self-test of the installed program", selftest),
    ("self-test without a console", selftest_without_console),
    ("UTF-8 on standard output", utf8),
    ("speech models in a path with an é", models),
    ("settings of the organisation", policies),
    ("window, second start, card of a colleague", window),
    ("rehearsal call", rehearsal),
    ("start compared with an empty program", start),
    ("microphone and loopback", sound),
    ("silent removal", remove),
    ("removal that asks", remove_asking),
    ("installation for all users", all_users),
    ("portable program", portable),
    ("signature", signed),
)
