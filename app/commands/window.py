"""Without a verb: the window. A file with cards may be named; the window offers to take them over."""

import os
import sys
from argparse import Namespace
from functools import partial
from typing import TYPE_CHECKING

from app.bootstrap import Program
from app.errors import UserError

if TYPE_CHECKING:
    from app.call.desk import Desk


def run(program: Program, options: Namespace) -> int:
    """Open the window and stay until it is closed."""
    if not has_display():
        raise UserError("display_missing")
    from app.fault_report import watch_for_crashes, write_report
    from app.gui.application import run as run_window

    watch_for_crashes(program.paths.logs)

    def open_desk() -> "Desk":
        program.start_log()  # after the first paint; a fault before that is in the report all the same
        return program.desk()

    return run_window(
        open_desk,
        theme=program.settings.theme,
        report=partial(write_report, program.paths.logs),
        explain=lambda error: program.wording.error(error),
        icon=program.paths.resources / "icons" / "belmaat.svg",
        home=program.paths.home,
        file=str(options.card.absolute()) if options.card else "",
    )


def has_display() -> bool:
    """True where a window can be shown (or Qt was told to draw without a screen)."""
    if sys.platform != "linux":
        return True
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return any(os.environ.get(name) for name in names)
