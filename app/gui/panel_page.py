"""The frame of every page that is one centred panel above a bar with buttons."""

from collections.abc import Sequence

from PySide6.QtWidgets import QLayout, QWidget

from app.gui.labels import Column, Words, column, framed, row, rule


def lay_out(
    page: QWidget,
    inside: QLayout,
    note: str,
    buttons: Sequence[QWidget],
    *,
    width: int,
    least: int = 0,
    share: int = 6,
    top: int = 24,
) -> Column:
    """Put a panel in the middle of a page, and below it a bar with a line of text and buttons.

    Args:
        page: gets the layout.
        inside: what stands in the panel.
        note: left in the bar; may be empty.
        buttons: right in the bar, in this order.
        width: the most pixels that the panel takes.
        least: the fewest.
        share: its part of a narrower page; each side keeps 1.
        top: pixels above the panel.

    Returns:
        The part that scrolls.
    """
    panel = framed("panel", inside)
    panel.setMaximumWidth(width)
    panel.setMinimumWidth(least)
    centred = row()
    centred.addStretch(1)
    centred.addWidget(panel, share)
    centred.addStretch(1)
    middle = column(margins=(18, top, 18, 16))
    middle.addLayout(centred)
    middle.addStretch(1)
    bar = QWidget()
    bar.setObjectName("bar")
    line = row(margins=(20, 10, 20, 10), spacing=10)
    if note:
        line.addWidget(Words(note, "quiet"), 1)
    else:
        line.addStretch(1)
    for button in buttons:
        line.addWidget(button)
    bar.setLayout(line)
    layout = column(spacing=0)
    scrolled = Column(middle)
    layout.addWidget(scrolled, 1)
    layout.addWidget(rule())
    layout.addWidget(bar)
    page.setLayout(layout)
    return scrolled
