"""A fault of ours, written to a file that the user can send; the call goes on. No word of a call is in it."""

import faulthandler
import platform
import traceback
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from app import __version__

_KEPT = 20
"""Reports kept; older ones are removed."""
_CRASH_NAME = "vastgelopen.txt"
_CRASH_BYTES = 200_000
"""From here on the file starts anew."""


def write_report(
    folder: Path, kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> Path | None:
    """Write a report.

    The stack is written without the values of variables, and the message of the error is left out: either could hold
    words of the call.

    Returns:
        Where it is, or None when it could not be written.
    """
    now = datetime.now(UTC)
    lines = [
        f"Belmaat {__version__}, Python {platform.python_version()}, {platform.platform()}",
        f"{now:%Y-%m-%d %H:%M:%S} UTC",
        f"{kind.__module__}.{kind.__qualname__}",
        "",
        *traceback.format_tb(trace),
    ]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"fout-{now:%Y%m%d-%H%M%S-%f}.txt"
        path.write_text("\n".join(lines), encoding="utf-8")
        for old in sorted(folder.glob("fout-*.txt"))[:-_KEPT]:
            old.unlink(missing_ok=True)
    except OSError:
        return None
    return path


def watch_for_crashes(folder: Path) -> Path | None:
    """Let a library that ends the whole process leave behind where it happened, in every thread.

    Only names of files and functions are written, no values: the same rule as for reports.

    Returns:
        The file, or None when it could not be opened.
    """
    path = folder / _CRASH_NAME
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if path.exists() and path.stat().st_size > _CRASH_BYTES:
            path.unlink()
        file = path.open("a", encoding="utf-8")  # open for as long as the process lives
    except OSError:
        return None
    faulthandler.enable(file)
    return path
