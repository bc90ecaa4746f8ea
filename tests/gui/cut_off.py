"""Finds words that do not fit their place."""

from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QLabel, QLayout, QPushButton, QWidget

from app.gui.buttons import KeyButton
from app.gui.labels import Column
from app.gui.sentence import SentenceLabel
from app.gui.ticks import Tick


def cut_off(window: QWidget) -> list[str]:
    """Every visible piece of text that is narrower or lower than it needs, as a line each."""
    found = []
    for widget in window.findChildren(QWidget):
        if not widget.isVisibleTo(window) or widget.width() == 0:
            continue
        problem = _problem(widget)
        if problem:
            found.append(f"{type(widget).__name__} {problem}")
    return found


def _problem(widget: QWidget) -> str:
    match widget:
        case Column():
            inside = widget.widget()
            if inside is not None and inside.width() > widget.viewport().width():
                return f"{widget.accessibleName()!r}: {inside.width()} in {widget.viewport().width()} pixels"
        case SentenceLabel():
            if widget.height() < widget.heightForWidth(widget.width()):
                return f"{widget.text!r} is too low"
        case KeyButton() | Tick():
            if widget.width() < widget.sizeHint().width():
                return f"{widget.accessibleName()!r} is too narrow: {widget.width()}"
        case QPushButton():
            layout: QLayout | None = widget.layout()
            needed = layout.minimumSize().width() if layout is not None else widget.minimumSizeHint().width()
            if widget.width() < needed:
                return f"{widget.accessibleName()!r} is too narrow: {widget.width()} of {needed}"
        case QLabel():
            return _label(widget)
    return ""


def _label(label: QLabel) -> str:
    text = label.text()
    if not text.strip():
        return ""
    if label.wordWrap():
        needed = label.heightForWidth(label.width())
        return f"{text!r} is too low: {label.height()} of {needed}" if label.height() < needed else ""
    widest = max(QFontMetricsF(label.font()).horizontalAdvance(line) for line in text.splitlines())
    return f"{text!r} is too narrow: {label.width()} of {widest:.0f}" if label.width() < widest - 1 else ""
