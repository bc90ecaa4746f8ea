"""One window per user: a second start hands its file to the first one and brings that to the front.

The two talk through a local socket of Qt (a named pipe on Windows), which only this user may open. When anything about
it fails, the program simply starts: two windows are better than none.
"""

import sys
from pathlib import Path

from PySide6.QtCore import QCryptographicHash, QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_PATIENCE_MS = 2000
"""Somebody who listens takes the call at once, also while it is busy."""
_ANSWER_MS = 20_000
"""A first window that is still opening answers late; it is there all the same."""
_LONGEST = 32_768
"""Bytes of a message; Windows' longest path."""


class SingleInstance(QObject):
    """The first program listens; later ones speak and end."""

    called = Signal(str)
    """A later start spoke; with the file it was given, or an empty string. Bring the window to the front."""

    def __init__(self, home: Path) -> None:
        """Prepare for the program that works in the data folder `home`; another folder is another program."""
        super().__init__()
        # Qt's own hash: hashlib reads the whole of OpenSSL before the first paint.
        place = str(home.absolute()).casefold().encode()
        digest = QCryptographicHash.hash(place, QCryptographicHash.Algorithm.Sha256).toHex()
        self._name = "belmaat-" + bytes(digest.data()).decode()[:20]
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._answer)

    def is_first(self, file: str = "") -> bool:
        """Become the one that listens, or hand `file` to the one that does.

        Returns:
            False when another window took over; then this program has nothing left to do.
        """
        if self._hand_over(file):
            return False
        if self._server.listen(self._name):
            return True
        if self._hand_over(file):  # two were started at the same moment
            return False
        QLocalServer.removeServer(self._name)  # left behind by a program that was killed
        self._server.listen(self._name)
        return True

    def close(self) -> None:
        """Stop listening, so that the next start opens a window of its own."""
        self._server.close()

    def _hand_over(self, file: str) -> bool:
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if not socket.waitForConnected(_PATIENCE_MS):
            return False
        _let_it_come_forward()
        socket.write(file.encode() + b"\n")
        socket.flush()
        socket.waitForReadyRead(_ANSWER_MS)
        return True

    def _answer(self) -> None:
        socket = self._server.nextPendingConnection()
        socket.readyRead.connect(lambda: self._read(socket))
        socket.disconnected.connect(socket.deleteLater)
        if socket.canReadLine():
            self._read(socket)

    def _read(self, socket: QLocalSocket) -> None:
        if socket.bytesAvailable() > _LONGEST:
            socket.abort()
        if not socket.canReadLine():
            return
        file = bytes(socket.readLine().data()).decode(errors="replace").rstrip("\n")
        socket.write(b"\n")
        socket.flush()
        self.called.emit(file)


def _let_it_come_forward() -> None:
    """Windows lets only the program that the user just started bring a window forward; it may pass that right on."""
    if sys.platform == "win32":
        import ctypes  # Windows only

        any_process = -1
        ctypes.windll.user32.AllowSetForegroundWindow(any_process)
