"""Runs the command line in a process of its own, as other programs do."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).resolve().parents[2]


def belmaat(
    *arguments: str, home: Path, stdin: bytes = b"", timeout: float = 120.0, **environment: str
) -> subprocess.CompletedProcess[bytes]:
    """Run `python -m app` with its data in `home`."""
    return subprocess.run(
        [sys.executable, "-m", "app", *arguments],
        input=stdin,
        capture_output=True,
        cwd=REPOSITORY,
        timeout=timeout,
        check=False,
        env={**os.environ, "BELMAAT_HOME": str(home), **environment},
    )


def json_lines(output: bytes) -> list[dict[str, Any]]:
    """Every line of the output as JSON; a line that is none is a failure."""
    return [json.loads(line) for line in output.decode("utf-8").splitlines()]
