"""Start of the program to its first paint, against an empty PySide6 window, each in a process of its own."""

import os
import statistics
import subprocess
import sys
import tempfile
import time

from tests.benchmarks.measure import Measurement

_EMPTY = """
from PySide6.QtWidgets import QApplication, QMainWindow
from PySide6.QtCore import QTimer
class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        QTimer.singleShot(0, app.quit)
app = QApplication([])
window = Window()
window.resize(1280, 800)
window.show()
app.exec()
"""


def _seconds(command: list[str], home: str) -> float:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "BELMAAT_HOME": home, "BELMAAT_QUIT_AFTER_PAINT": "1"}
    before = time.perf_counter()
    subprocess.run(command, env=environment, check=True, capture_output=True)
    return time.perf_counter() - before


def first_paint(rounds: int = 5) -> list[Measurement]:
    """Ratio of the medians; the first round of each fills the disk cache and does not count."""
    empty, belmaat = [], []
    with tempfile.TemporaryDirectory() as home:
        for _ in range(rounds + 1):
            empty.append(_seconds([sys.executable, "-c", _EMPTY], home))
            belmaat.append(_seconds([sys.executable, "-m", "app"], home))
    ratio = statistics.median(belmaat[1:]) / statistics.median(empty[1:])
    return [
        Measurement("start to first paint", ratio, "x", 2.0, "empty PySide6 window"),
        Measurement("start to first paint, seconds", statistics.median(belmaat[1:]), "s", None, stored=False),
    ]
