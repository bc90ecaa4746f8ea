"""Pictures of every moment, light and dark, at 100 % and 200 %, kept in `artefacts/gui`."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

ROOT = Path(__file__).resolve().parents[2]
PICTURES = ROOT / "artefacts" / "gui"


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("scale", [1, 2])
def test_every_moment_is_drawn_whole(theme: str, scale: int) -> None:
    """Nothing is cut off on a screen of this scale, and the pictures have its size."""
    environment = os.environ | {"QT_SCALE_FACTOR": str(scale), "QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1"}
    done = subprocess.run(
        [sys.executable, "-m", "tests.gui.pictures", str(PICTURES), theme],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout == ""
    picture = QImage(str(PICTURES / f"4-waarschuwing-{theme}-{scale * 100}.png"))
    assert (picture.width(), picture.height()) == (1280 * scale, 800 * scale)
