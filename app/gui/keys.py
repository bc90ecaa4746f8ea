"""Every action of the window and its one key, in one table."""

from collections.abc import Callable, Mapping
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

CALL_KEYS: Final[Mapping[str, str]] = {
    "keys": "F1",
    "toggle_firm": "F2",
    "next_card": "F3",
    "hold": "F4",
    "act": "F5",
    "fits": "F6",
    "fits_not": "F7",
    "pin": "F8",
    "accept_field": "F9",
    "next_field": "F10",
    "compact": "F11",
    "finish": "F12",
    "search": "Ctrl+K",
    "dismiss": "Esc",
    "dismiss_warning": "Shift+Esc",
    "plan_apart": "Ctrl+O",
    "mood": "Ctrl+M",
    "mode": "Ctrl+L",
    "park": "Ctrl+P",
    "unknown": "Ctrl+T",
    "move_on": "Ctrl+J",
    "phase_1": "Ctrl+1",
    "phase_2": "Ctrl+2",
    "phase_3": "Ctrl+3",
    "phase_4": "Ctrl+4",
    "phase_5": "Ctrl+5",
    "phase_6": "Ctrl+6",
    "phase_7": "Ctrl+7",
}
"""Actions of the call."""

PREPARE_KEYS: Final[Mapping[str, str]] = {
    "keys": "F1",
    "start": "Return",
    "start_keypad": "Enter",
    "later": "Ctrl+P",
    "import": "Ctrl+I",
    "bank": "Ctrl+B",
    "soundcheck": "Ctrl+G",
    "settings": "Ctrl+,",
    "find_debtor": "Ctrl+K",
    "absent": "Ctrl+N",
    "judge": "Ctrl+R",
    "more": "Ctrl+M",
}
"""Actions before the call."""

FINISH_KEYS: Final[Mapping[str, str]] = {
    "save": "Ctrl+Return",
    "save_keypad": "Ctrl+Enter",
    "back": "F12",
    "consent": "F9",
    "mail_file": "F5",
    "mail_link": "F6",
    "calendar": "F7",
    "copy": "F8",
}
"""Actions at the end of the call."""

WORKBENCH_KEYS: Final[Mapping[str, str]] = {
    "keys": "F1",
    "add": "Ctrl+Return",
    "add_keypad": "Ctrl+Enter",
    "undo": "F8",
    "say": "F5",
    "back_to_list": "Esc",
}
"""Actions where cards are tried out."""

NAMES: Final[Mapping[str, str]] = {
    "toggle_firm": "Zachter of steviger",
    "next_card": "Volgende kaart",
    "hold": "In de wacht, of weer verder",
    "act": "Actie van de kaart",
    "fits": "Kaart past",
    "fits_not": "Kaart past niet",
    "pin": "Kaart vastzetten",
    "accept_field": "Gehoord veld klopt",
    "next_field": "Naar het volgende veld",
    "compact": "Smal venster",
    "finish": "Afronden",
    "search": "Kaart zoeken",
    "dismiss": "Kaart weg",
    "dismiss_warning": "Waarschuwing weg",
    "plan_apart": "Oude kwestie apart inplannen",
    "mood": "Stemming",
    "mode": "Wie er wordt gehoord",
    "park": "Parkeren",
    "unknown": "Onbekende tegenwerping bewaren",
    "move_on": "Tegenwerping besproken",
    "phase_1": "Eerste fase, enzovoort",
    "start": "Bellen",
    "later": "Later bellen",
    "import": "Importeren",
    "bank": "Bank verwerkt",
    "soundcheck": "Geluid controleren",
    "settings": "Instellingen",
    "find_debtor": "Debiteur zoeken",
    "absent": "Niet bereikt",
    "judge": "Toezegging beoordelen",
    "more": "Gegevens opslaan of wissen",
    "add": "Zin toevoegen aan de bovenste kaart",
    "undo": "Toevoeging ongedaan maken",
    "say": "Zin inspreken",
    "back_to_list": "Klaar",
}
"""What the keys do, in Dutch."""

DUTCH_NAMES: Final[Mapping[str, str]] = {"Return": "Enter", "Shift": "Shift", "Ctrl": "Ctrl"}


def shown(key: str) -> str:
    """A key as it stands on a button: `Ctrl K`."""
    return " ".join(DUTCH_NAMES.get(part, part) for part in key.split("+"))


def install(owner: QWidget, keys: Mapping[str, str], actions: Mapping[str, Callable[[], None]]) -> list[QShortcut]:
    """Join keys to actions for as long as `owner` is visible and its window has the focus.

    Raises:
        KeyError: an action without a key, a fault of ours.
    """
    made = []
    for name, action in actions.items():
        shortcut = QShortcut(QKeySequence(keys[name]), owner)
        shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
        shortcut.setAutoRepeat(False)
        shortcut.activated.connect(action)
        made.append(shortcut)
    return made
