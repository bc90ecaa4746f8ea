"""Colours, sizes and the style sheet of the window: the one place that holds them.

The palette is that of the design sketches. Colour always means something: *ours* is what the controller can say,
*careful* asks for attention, *late* is money that is late or a promise that was broken, *done* is done.
"""

from dataclasses import dataclass
from typing import Final, Literal

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QStyle

ThemeChoice = Literal["system", "light", "dark"]

BASE: Final = 15
"""Pixels of ordinary text; Qt multiplies every size here by the scale of the screen."""
SMALL: Final = 13
SENTENCE: Final = 20
"""Pixels of the one sentence to say."""
TITLE: Final = 26
GAP: Final = 4
"""Spacing goes in steps of this many pixels."""
SLIDE_MS: Final = 150
"""How long a card takes to come in, unless the system asks for less motion."""
COMPACT_WIDTH: Final = 440


@dataclass(frozen=True, slots=True)
class Colours:
    """One palette; every member is a colour as `#rrggbb`."""

    ground: str
    panel: str
    line: str
    ink: str
    quiet: str
    ours: str
    ours_tint: str
    careful: str
    careful_tint: str
    late: str
    late_tint: str
    done: str
    done_tint: str
    on_ours: str
    """Text on a surface in the colour *ours*."""
    dark: bool


LIGHT: Final = Colours(
    ground="#f6f6f3",
    panel="#ffffff",
    line="#dfe1dc",
    ink="#1c2126",
    quiet="#5b646d",
    ours="#0b6464",
    ours_tint="#e3f0ef",
    careful="#8a4b08",
    careful_tint="#fdf1df",
    late="#9b1c31",
    late_tint="#fbe9ec",
    done="#1e6b3a",
    done_tint="#e6f3ea",
    on_ours="#ffffff",
    dark=False,
)
DARK: Final = Colours(
    ground="#16191c",
    panel="#1f2428",
    line="#343b41",
    ink="#eceff1",
    quiet="#a3adb6",
    ours="#5cc4bd",
    ours_tint="#173533",
    careful="#f0b86a",
    careful_tint="#3a2b14",
    late="#f08a9b",
    late_tint="#3b1a21",
    done="#7fd09a",
    done_tint="#163323",
    on_ours="#16191c",
    dark=True,
)

TEXT_PAIRS: Final = (
    ("ink", "ground"),
    ("ink", "panel"),
    ("quiet", "ground"),
    ("quiet", "panel"),
    ("ours", "panel"),
    ("ours", "ground"),
    ("ours", "ours_tint"),
    ("ink", "ours_tint"),
    ("quiet", "ours_tint"),
    ("on_ours", "ours"),
    ("careful", "panel"),
    ("careful", "ground"),
    ("careful", "careful_tint"),
    ("ink", "careful_tint"),
    ("late", "panel"),
    ("late", "ground"),
    ("late", "ours_tint"),
    ("late", "late_tint"),
    ("done", "panel"),
    ("done", "ground"),
    ("done", "done_tint"),
)
"""Every pair of text and surface that occurs in the window; each needs a contrast of at least 4.5."""


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours after WCAG 2.1, between 1 and 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)


class Theme(QObject):
    """Holds the palette that is in use and brings it to the application.

    Signals:
        changed: the palette changed; whoever paints for himself repaints.
    """

    changed = Signal()

    def __init__(self, app: QApplication, choice: ThemeChoice = "system") -> None:
        """Apply `choice` to `app` and follow the system while the choice is `system`."""
        super().__init__()
        self._app = app
        self._choice: ThemeChoice = choice
        self.colours = LIGHT
        self.reduced_motion = False
        """What the user chose; `still` also asks the system."""
        self._apply()
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._follow)

    @property
    def choice(self) -> ThemeChoice:
        """What the user chose."""
        return self._choice

    def choose(self, choice: ThemeChoice) -> None:
        """Follow the system, or force light or dark."""
        self._choice = choice
        self._apply()
        self.changed.emit()

    def still(self) -> bool:
        """Whether nothing may move: the user or the system asks for less motion."""
        hint = QStyle.StyleHint.SH_Widget_Animation_Duration
        return self.reduced_motion or self._app.style().styleHint(hint) == 0

    def colour(self, role: str) -> QColor:
        """The colour of a role of the palette, for painting."""
        return QColor(getattr(self.colours, role))

    def _follow(self) -> None:
        if self._choice == "system":
            self._apply()
            self.changed.emit()

    def _apply(self) -> None:
        dark = self._choice == "dark"
        if self._choice == "system":
            scheme = QGuiApplication.styleHints().colorScheme()
            dark = scheme == Qt.ColorScheme.Dark
        self.colours = DARK if dark else LIGHT
        self._app.setFont(interface_font(BASE))
        self._app.setPalette(qt_palette(self.colours))
        self._app.setStyleSheet(style_sheet(self.colours))


def interface_font(pixels: int, *, bold: bool = False) -> QFont:
    """The system's interface font in this many pixels, with figures of equal width where the font has them."""
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    font.setPixelSize(pixels)
    font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    return font


def figures_font(pixels: int, *, bold: bool = False) -> QFont:
    """Like `interface_font`, with figures of equal width where the font offers them (`tnum`)."""
    font = interface_font(pixels, bold=bold)
    font.setFeature(QFont.Tag("tnum"), 1)
    return font


def qt_palette(colours: Colours) -> QPalette:
    """The Qt palette, for what the style sheet does not reach."""
    palette = QPalette()
    role = QPalette.ColorRole
    for which, colour in (
        (role.Window, colours.ground),
        (role.WindowText, colours.ink),
        (role.Base, colours.panel),
        (role.AlternateBase, colours.ground),
        (role.Text, colours.ink),
        (role.Button, colours.panel),
        (role.ButtonText, colours.ink),
        (role.PlaceholderText, colours.quiet),
        (role.Highlight, colours.ours),
        (role.HighlightedText, colours.on_ours),
        (role.ToolTipBase, colours.panel),
        (role.ToolTipText, colours.ink),
        (role.Link, colours.ours),
        (role.Accent, colours.ours),
    ):
        palette.setColor(which, QColor(colour))
    for which in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, which, QColor(colours.quiet))
    return palette


def style_sheet(colours: Colours) -> str:
    """The style sheet of the whole window for one palette."""
    c = colours
    return f"""
QWidget {{ color: {c.ink}; font-size: {BASE}px; }}
QWidget#ground, QScrollArea, QWidget#scrolled {{ background: {c.ground}; border: none; }}
QWidget#bar, QWidget#bar QWidget#flat {{ background: {c.panel}; }}
QWidget#bar {{ border: none; }}
QFrame#rule {{ background: {c.line}; border: none; }}
QToolTip {{ background: {c.panel}; color: {c.ink}; border: 1px solid {c.line}; padding: 4px; }}

QLabel {{ background: transparent; }}
QLabel[kind="title"] {{ font-size: {TITLE}px; font-weight: 600; }}
QLabel[kind="name"] {{ font-size: 19px; font-weight: 600; }}
QLabel[kind="strong"] {{ font-weight: 600; }}
QLabel[kind="quiet"] {{ color: {c.quiet}; }}
QLabel[kind="small"] {{ color: {c.quiet}; font-size: {SMALL}px; }}
QLabel[kind="heading"] {{ color: {c.quiet}; font-size: {SMALL}px; font-weight: 600; }}
QLabel[kind="late"] {{ color: {c.late}; font-size: {SMALL}px; }}
QLabel[kind="broken"] {{ color: {c.late}; font-weight: 600; }}
QLabel[kind="careful"] {{ color: {c.careful}; font-size: {SMALL}px; }}
QLabel[kind="caution"] {{ color: {c.careful}; }}
QLabel[kind="done"] {{ color: {c.done}; }}
QLabel[kind="verdict"] {{ font-size: {SENTENCE}px; }}
QLabel[kind="chip"] {{ font-size: {SMALL}px; border-radius: 11px; padding: 4px 10px; }}
QLabel[kind="chip"][tone="plain"] {{ background: {c.panel}; border: 1px solid {c.line}; color: {c.ink}; }}
QLabel[kind="chip"][tone="careful"] {{ background: {c.careful_tint}; color: {c.careful}; }}
QLabel[kind="chip"][tone="done"] {{ background: {c.done_tint}; color: {c.done}; }}
QLabel[kind="chip"][tone="late"] {{ background: {c.late_tint}; color: {c.late}; }}

QFrame[kind="panel"] {{ background: {c.panel}; border: 1px solid {c.line}; border-radius: 10px; }}
QFrame[kind="overlay"] {{ background: {c.panel}; border: 1px solid {c.ours}; border-radius: 10px; }}
QFrame[kind="say"] {{ background: {c.panel}; border: 1px solid {c.line}; border-left: 5px solid {c.ours};
    border-radius: 10px; }}
QFrame[kind="warn"] {{ background: {c.panel}; border: 1px solid {c.line}; border-left: 5px solid {c.careful};
    border-radius: 10px; }}
QFrame[kind="notice"] {{ background: {c.careful_tint}; border: none; border-radius: 8px; }}
QFrame[kind="notice"] QLabel {{ color: {c.careful}; }}
QFrame[kind="notice"][tone="done"] {{ background: {c.done_tint}; }}
QFrame[kind="notice"][tone="done"] QLabel {{ color: {c.done}; }}
QFrame[kind="field"] {{ background: {c.panel}; border: 1px solid {c.line}; border-radius: 8px; }}
QFrame[kind="field"][state="heard"] {{ border: 2px solid {c.ours}; }}
QFrame[kind="field"][state="accepted"] {{ border: 1px solid {c.done}; }}
QFrame[kind="field"][state="problem"] {{ border: 2px solid {c.careful}; }}
QFrame[kind="field"][focus="true"] {{ border: 2px solid {c.ours}; }}
QFrame[kind="field"] QLineEdit, QFrame[kind="field"] QPlainTextEdit {{ background: transparent; border: none;
    padding: 0px; }}

QPushButton {{ background: {c.panel}; color: {c.ink}; border: 1px solid {c.line}; border-radius: 8px;
    padding: 8px 12px; }}
QPushButton:hover {{ border-color: {c.quiet}; }}
QPushButton:focus {{ border: 2px solid {c.ours}; padding: 7px 11px; }}
QPushButton:checked {{ background: {c.ours_tint}; border-color: {c.ours}; color: {c.ours}; }}
QPushButton:disabled {{ color: {c.quiet}; }}
QPushButton[kind="primary"] {{ background: {c.ours}; color: {c.on_ours}; border-color: {c.ours}; font-weight: 600; }}
QPushButton[kind="primary"]:focus {{ border: 2px solid {c.ink}; }}
QPushButton[kind="primary"]:disabled {{ background: {c.line}; color: {c.ink}; border-color: {c.line}; }}
QPushButton[kind="small"] {{ padding: 3px 8px; font-size: {SMALL}px; }}
QPushButton[kind="small"]:focus {{ padding: 2px 7px; }}
QPushButton[kind="tight"] {{ padding: 3px 6px; font-size: {SMALL}px; }}
QPushButton[kind="tight"]:focus {{ padding: 2px 5px; }}
QPushButton[kind="link"] {{ background: transparent; border: 1px solid transparent; color: {c.ours}; padding: 0px 4px;
    font-size: {SMALL}px; }}
QPushButton[kind="link"]:hover {{ text-decoration: underline; }}
QPushButton[kind="link"]:focus {{ border: 1px solid {c.ours}; padding: 0px 4px; }}
QPushButton[kind="plain"] {{ background: transparent; border: 1px solid transparent; padding: 2px 4px; }}
QPushButton[kind="plain"]:hover, QPushButton[kind="plain"]:focus {{ border: 1px solid {c.ours}; padding: 2px 4px; }}
QPushButton[kind="moment"] {{ background: transparent; border: 1px solid transparent; color: {c.quiet};
    padding: 6px 12px; border-radius: 8px; font-weight: 600; }}
QPushButton[kind="moment"]:checked {{ background: {c.ours_tint}; color: {c.ours}; }}
QPushButton[kind="moment"]:focus {{ border: 1px solid {c.ours}; padding: 6px 12px; }}

QPushButton[kind="entry"] {{ background: transparent; border: 1px solid transparent; border-radius: 8px; padding: 0; }}
QPushButton[kind="entry"]:hover {{ border-color: {c.line}; }}
QPushButton[kind="entry"]:checked {{ background: {c.ours_tint}; }}
QPushButton[kind="entry"]:focus {{ border: 1px solid {c.ours}; padding: 0; }}
QPushButton[kind="phase"] {{ background: transparent; border: 1px solid transparent; color: {c.quiet}; padding: 2px 7px;
    font-size: {SMALL}px; border-radius: 6px; }}
QPushButton[kind="phase"]:checked {{ background: {c.ours_tint}; color: {c.ours}; }}
QPushButton[kind="phase"]:focus {{ border: 1px solid {c.ours}; padding: 2px 7px; }}

QLineEdit, QPlainTextEdit, QComboBox {{ background: {c.panel}; color: {c.ink}; border: 1px solid {c.line};
    border-radius: 8px; padding: 7px 9px; selection-background-color: {c.ours}; selection-color: {c.on_ours};
    placeholder-text-color: {c.quiet}; }}
QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus {{ border: 2px solid {c.ours}; padding: 6px 8px; }}
QLineEdit[kind="goal"], QPlainTextEdit[kind="goal"] {{ font-size: 18px; }}
QComboBox QAbstractItemView {{ background: {c.panel}; color: {c.ink}; border: 1px solid {c.line};
    selection-background-color: {c.ours_tint}; selection-color: {c.ink}; }}
QComboBox::drop-down {{ border: none; width: 24px; }}
QListWidget {{ background: transparent; border: none; outline: none; }}
QListWidget::item {{ padding: 8px 10px; border-radius: 8px; color: {c.ink}; }}
QListWidget::item:selected {{ background: {c.ours_tint}; color: {c.ink}; }}
QProgressBar {{ background: {c.ground}; border: 1px solid {c.line}; border-radius: 5px; min-height: 8px;
    max-height: 8px; }}
QProgressBar::chunk {{ background: {c.ours}; border-radius: 4px; }}
QScrollBar:vertical {{ background: transparent; width: 10px; margin: 0; }}
QScrollBar::handle:vertical {{ background: {c.line}; border-radius: 5px; min-height: 32px; }}
QScrollBar::handle:vertical:hover {{ background: {c.quiet}; }}
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {{ background: none;
    height: 0; }}
QScrollBar:horizontal {{ height: 0; }}
"""
