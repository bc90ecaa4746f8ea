"""Which build was proven last, and whether anything changed since: `python packaging/proven.py` (status 1 when it did).

`proven.json` lies in the repository. It holds a hash over what the Windows build is made from apart from the program
itself: this folder, the locked packages, and the version. `./run package` writes it when every step passed.
"""

import hashlib
import json
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
RECORD = ROOT / "packaging" / "proven.json"
_NOT_BUILT_FROM = {"README.md", "proven.json", "debian-packages.txt"}


def inputs() -> str:
    """A hash over this folder, the locks in it, and the version."""
    files = [
        path
        for path in sorted((ROOT / "packaging").rglob("*"))
        if path.is_file() and path.name not in _NOT_BUILT_FROM and "__pycache__" not in path.parts
    ]
    whole = hashlib.sha256()
    for path in [*files, ROOT / "app" / "__init__.py"]:
        content = path.read_bytes().replace(b"\r\n", b"\n")  # the same on every system
        whole.update(f"{path.relative_to(ROOT).as_posix()} {hashlib.sha256(content).hexdigest()}\n".encode())
    return whole.hexdigest()


def is_proven() -> bool:
    """Whether the last proof was of just these inputs."""
    try:
        return bool(json.loads(RECORD.read_text(encoding="utf-8"))["inputs"] == inputs())
    except (OSError, ValueError, KeyError, TypeError):
        return False


def remember(report: dict[str, object]) -> None:
    """Keep what was proven."""
    kept = {name: report[name] for name in ("version", "inputs", "machine", "figures", "steps")}
    RECORD.write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    sys.exit(0 if is_proven() else 1)
