"""Drawing without a display: what Qt's offscreen platform says on standard error that nobody can do anything about."""

import sys
from collections.abc import Callable
from typing import Any, Final

from PySide6.QtCore import QMessageLogContext, QtMsgType, qFormatLogMessage, qInstallMessageHandler
from PySide6.QtGui import QGuiApplication

_IDLE: Final = "This plugin does not support propagateSizeHints()"
"""Said whenever the smallest size of a window changes: there is no window manager to tell it to."""


def hush() -> Callable[[], None]:
    """Leave that one line out on the offscreen platform; all others go where they went.

    Returns:
        Puts everything back as it was.
    """
    if QGuiApplication.platformName() != "offscreen":
        return lambda: None
    before: Any = None

    def handle(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
        if message == _IDLE:
            return
        if before is not None:
            before(kind, context, message)
        else:
            sys.stderr.write(qFormatLogMessage(kind, context, message) + "\n")

    before = qInstallMessageHandler(handle)

    def undo() -> None:
        qInstallMessageHandler(before)

    return undo
