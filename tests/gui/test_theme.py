"""One palette, readable, in one place."""

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication

from app.gui import theme as theme_module
from app.gui.theme import DARK, LIGHT, TEXT_PAIRS, Colours, Theme, contrast

GUI = Path(theme_module.__file__).parent


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("pair", TEXT_PAIRS, ids="-on-".join)
def test_every_text_can_be_read_on_its_surface(colours: Colours, pair: tuple[str, str]) -> None:
    """At least 4.5, the limit of WCAG 2.1 for ordinary text."""
    ink, surface = (getattr(colours, role) for role in pair)
    assert contrast(ink, surface) >= 4.5


def test_contrast_is_that_of_the_standard() -> None:
    """Black on white is 21, a colour on itself 1."""
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#0b6464", "#0b6464") == pytest.approx(1)


def test_no_colour_stands_outside_the_theme() -> None:
    """Neither as a hexadecimal number, nor by name, nor made from parts."""
    pattern = re.compile(r"#[0-9a-fA-F]{3,8}\b|QColor\(|Qt\.GlobalColor|rgba?\(")
    found = [
        f"{path.name}: {line.strip()}"
        for path in sorted(GUI.glob("*.py"))
        if path.name != "theme.py"
        for line in path.read_text(encoding="utf-8").splitlines()
        if pattern.search(line)
    ]
    assert found == []


def test_the_theme_can_be_forced_and_tells_it(qapp: QApplication) -> None:
    """Whoever paints for himself hears of the change."""
    made = Theme(qapp, "light")
    heard: list[bool] = []
    made.changed.connect(lambda: heard.append(made.colours.dark))
    made.choose("dark")
    assert (made.colours, heard) == (DARK, [True])
    assert qapp.palette().window().color().name() == DARK.ground
    made.choose("light")
    assert made.colours == LIGHT


def test_text_has_the_size_of_the_design(qapp: QApplication) -> None:
    """15 pixels, in the system's own interface font."""
    Theme(qapp, "light")
    font: QFont = qapp.font()
    assert font.pixelSize() == 15
