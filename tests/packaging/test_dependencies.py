"""What is installed is pinned, listed with its licence, and comes from wherever the machine is told to look."""

import importlib.util
import re
import tomllib
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOCKS = sorted(path.name for path in ROOT.glob("requirements*.lock"))


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def third_party() -> ModuleType:
    """The script that writes the list; packaging/ is no package, so that it can't hide the library of that name."""
    spec = importlib.util.spec_from_file_location("third_party", ROOT / "packaging" / "third_party.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def same_name(requirement: str) -> str:
    return re.sub(r"[-_.]+", "-", re.split(r"[^A-Za-z0-9._-]", requirement, maxsplit=1)[0]).lower()


def test_list_of_third_parties_is_what_the_lock_installs(third_party: ModuleType) -> None:
    """THIRD-PARTY.md is exactly what its script writes today: every package, its version, its licence."""
    assert read("THIRD-PARTY.md") == third_party.third_party(read("requirements.lock"))


def test_every_runtime_dependency_is_listed_with_a_licence(third_party: ModuleType) -> None:
    """No dependency of the program goes without a line."""
    wanted = {same_name(line) for line in tomllib.loads(read("pyproject.toml"))["project"]["dependencies"]}
    listed = dict(re.findall(r"^\| ([a-z0-9._-]+) \| [^|]+ \| ([^|]+) \|", read("THIRD-PARTY.md"), flags=re.MULTILINE))
    assert wanted - set(listed) == set()
    assert [name for name in third_party.pinned(read("requirements.lock")) if not listed.get(name, "").strip()] == []


def test_direct_dependencies_say_what_they_are_for(third_party: ModuleType) -> None:
    """A dependency that nobody can name a use for is not one."""
    wanted = {same_name(line) for line in tomllib.loads(read("pyproject.toml"))["project"]["dependencies"]}
    assert set(third_party.PURPOSES) == wanted


@pytest.mark.parametrize("lock", ["requirements-dev.lock", "requirements-voices.lock"])
def test_locks_agree(lock: str, third_party: ModuleType) -> None:
    """Tests run with the very versions that users get."""
    runtime = third_party.pinned(read("requirements.lock"))
    other = third_party.pinned(read(lock))
    assert {name: other.get(name) for name in runtime} == runtime


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pinned_package_has_a_hash(lock: str) -> None:
    """A package that was changed after we pinned it is refused."""
    entries = [entry for entry in re.split(r"^(?=[a-z0-9])", read(lock), flags=re.MULTILINE) if entry.strip()]
    assert entries
    assert [entry.splitlines()[0] for entry in entries if "--hash=sha256:" not in entry] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_locks_name_no_index(lock: str) -> None:
    """Where packages come from is the machine's own setting: a company may have an index of its own."""
    assert re.findall(r"https?://\S+|file://\S+|--(?:extra-)?index-url.*|--find-links.*", read(lock)) == []


def test_packaging_folder_hides_no_library() -> None:
    """With an __init__.py the folder would be imported instead of the library `packaging` that pytest needs."""
    assert not (ROOT / "packaging" / "__init__.py").exists()
