"""Draw the program's icon for Windows: `python packaging/icon.py SVG ICO`."""

import os
import struct
import sys
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize
from PySide6.QtGui import QGuiApplication, QIcon

SIZES = (16, 20, 24, 32, 40, 48, 64, 128, 256)
"""What Windows asks for at 100 to 250 %."""


def main() -> None:
    """Draw every size and put them in one file, as PNG (Windows Vista and later read that)."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    _application = QGuiApplication([])
    drawing = QIcon(sys.argv[1])
    Path(sys.argv[2]).write_bytes(icon_file({size: picture(drawing, size) for size in SIZES}))


def picture(drawing: QIcon, size: int) -> bytes:
    """One size as PNG."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not drawing.pixmap(QSize(size, size), 1.0).save(buffer, "PNG"):
        raise SystemExit("the icon could not be drawn")
    return data.data()


def icon_file(pictures: dict[int, bytes]) -> bytes:
    """The .ico format: a head, one row a picture, the pictures."""
    head = struct.pack("<HHH", 0, 1, len(pictures))
    rows, offset = b"", len(head) + 16 * len(pictures)
    for size, data in pictures.items():
        rows += struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(data), offset)
        offset += len(data)
    return head + rows + b"".join(pictures.values())


if __name__ == "__main__":
    main()
