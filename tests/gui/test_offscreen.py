"""What Qt says where there is no display."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = """
from PySide6.QtCore import qWarning
from PySide6.QtWidgets import QWidget
from app.gui.application import make_application
from app.gui.offscreen import hush
app = make_application()
for quiet in (True, False):
    undo = hush() if quiet else undo()
    window = QWidget()
    window.show()
    window.setMinimumSize(100, 100)
    app.processEvents()
    qWarning(f"something else {quiet}")
"""


def test_the_idle_line_is_left_out_and_every_other_one_is_heard() -> None:
    """In a process of its own, since the handler is Qt's and the test runner has one too."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    lines = done.stderr.splitlines()
    assert lines[0] == "something else True"
    assert lines[1:] == ["This plugin does not support propagateSizeHints()", "something else False"]
