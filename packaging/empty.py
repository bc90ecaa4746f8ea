"""The smallest program with a window of PySide6, to compare Belmaat's start with: ends when it was drawn."""

import sys

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget


class Empty(QWidget):
    """Nothing in it."""

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """End once this is on the screen."""
        QTimer.singleShot(0, app.quit)


app = QApplication(sys.argv)
window = Empty()
window.setWindowTitle("leeg")
window.resize(1280, 800)
window.show()
sys.exit(app.exec())
