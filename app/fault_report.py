"""A fault of ours, written to a file that the user can send; the call goes on. No word of a call is in it."""

import platform
import traceback
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from app import __version__

_KEPT = 20
"""Reports kept; older ones are removed."""


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
