"""The few settings: names, light or dark, how to listen, the narrow window, and how the speech model stands."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QButtonGroup, QGridLayout, QLayout, QPushButton, QSizePolicy, QWidget

from app.gui import words
from app.gui.buttons import KeyButton
from app.gui.editors import line_edit
from app.gui.keys import install
from app.gui.labels import Words, column, empty, row
from app.gui.panel_page import lay_out
from app.gui.theme import Theme
from app.gui.ticks import Tick

if TYPE_CHECKING:
    from app.call.desk import Desk

_THEMES = {"system": "Als het systeem", "light": "Licht", "dark": "Donker"}
_KEYS = {"back": "Esc"}


class SettingsPage(QWidget):
    """Saves each choice at once; there is nothing to confirm."""

    def __init__(self, theme: Theme, desk: "Desk", *, back: Callable[[], None], go: Callable[[str], None]) -> None:
        """Show and change the settings of `desk`; `go` opens another page."""
        super().__init__()
        self._theme = theme
        self._desk = desk
        self.controller = line_edit("uw naam", "Uw naam")
        self.company = line_edit("uw bedrijf", "Uw bedrijf")
        self.email = line_edit("uw e-mailadres", "Uw e-mailadres")
        for edit, name in ((self.controller, "controller"), (self.company, "company"), (self.email, "email")):
            edit.editingFinished.connect(lambda edit=edit, name=name: self._set(name, edit.text().strip()))
        self.themes = _Choice("Uiterlijk", _THEMES, self._choose_theme)
        allowed = {code: label for code, label in words.MODES.items() if code in desk.modes}
        self.modes = _Choice("Meelezen", allowed, lambda code: self._set("mode", code))
        self.prescribed = Words("Dit is door uw organisatie ingesteld.", "quiet")
        if len(allowed) == len(words.MODES):
            self.prescribed.hide()
        self.on_top = Tick("Smal venster blijft boven andere vensters")
        self.compact = Tick("Gesprek in het smalle venster beginnen")
        self.motion = Tick("Minder beweging")
        for box, name in ((self.on_top, "on_top"), (self.compact, "compact"), (self.motion, "reduced_motion")):
            box.setAccessibleName(box.text())
            box.clicked.connect(lambda checked=False, name=name: self._set(name, checked))
        self.phrases = Tick("Ook luisteren naar de zinnen van de kaarten")
        self.phrases.clicked.connect(lambda checked=False: self._set("phrases", checked))
        self.careful = Tick("Zinnen van de debiteur nog een keer naluisteren")
        self.careful.clicked.connect(self._choose_careful)
        for box in (self.phrases, self.careful):
            box.setAccessibleName(box.text())
        self.careful_state = Words("", "quiet")
        self.model = Words("")
        self.models = KeyButton(theme, "Spraakmodellen", "", "small")
        self.models.clicked.connect(lambda: go("models"))
        self.catalogue = column(spacing=4)
        self.reload = KeyButton(theme, "Kaarten opnieuw laden", "", "small")
        self.reload.clicked.connect(self._reload)
        self.bench = KeyButton(theme, "Kaarten proberen", "", "small")
        self.bench.clicked.connect(lambda: go("workbench"))
        self.example = KeyButton(theme, "Voorbeeld verwijderen", "", "small")
        self.example.clicked.connect(self._remove_example)
        self.to_back = KeyButton(theme, "Klaar", "Esc", "primary")
        self.to_back.clicked.connect(lambda: back())
        self.check = KeyButton(theme, "Geluid controleren", "", "small")
        self.check.clicked.connect(lambda: go("soundcheck"))
        self._build()
        install(self, _KEYS, {"back": back})

    def enter(self) -> None:
        """Show the settings as they are."""
        desk, settings = self._desk, self._desk.settings
        for edit, text in (
            (self.controller, settings.controller),
            (self.company, settings.company),
            (self.email, settings.email),
        ):
            edit.setText(text)
        self.themes.show_choice(settings.theme)
        self.modes.show_choice(settings.mode)
        self.on_top.setChecked(settings.on_top)
        self.compact.setChecked(settings.compact)
        self.motion.setChecked(settings.reduced_motion)
        self.example.setVisible(desk.has_example)
        self._show_model()
        self._show_catalogue()

    def _show_model(self) -> None:
        desk = self._desk
        trial = " Dit is een proefmodel: reken op meer fouten." if desk.trial_model else ""
        state = {
            "loading": "Het spraakmodel wordt geladen.",
            "ready": f"Klaar: {desk.model_name}.{trial}",
            "missing": "Er is geen spraakmodel. Bellen kan, zonder meelezen.",
            "damaged": "Het spraakmodel is beschadigd. Bellen kan, zonder meelezen.",
        }
        self.model.setText(desk.model_problem or state.get(desk.model_state, ""))
        broken = desk.model_state in ("missing", "damaged")
        self.models.set_label("Spraakmodel herstellen" if broken else "Spraakmodellen")
        self.phrases.setChecked(desk.settings.phrases)
        standing = desk.careful_standing
        self.careful.setChecked(standing == "on")
        self.careful.setEnabled(standing != "absent")
        self.careful_state.setText(words.CAREFUL[standing])

    def _show_catalogue(self) -> None:
        empty(self.catalogue)
        problems = self._desk.catalogue_problems
        for problem in problems:
            self.catalogue.addWidget(Words(str(problem), "careful"))
        if not problems:
            self.catalogue.addWidget(Words("Alle kaarten zijn in orde.", "done"))

    def _choose_careful(self, checked: bool = False) -> None:
        self._set("careful", "on" if checked else "off")
        self._show_model()

    def _reload(self) -> None:
        self._desk.reload_catalogue()
        self._show_catalogue()

    def _remove_example(self) -> None:
        self._desk.remove_example()
        self.example.setVisible(self._desk.has_example)

    def _choose_theme(self, code: str) -> None:
        self._set("theme", code)
        self._theme.choose(code)  # type: ignore[arg-type]

    def _set(self, name: str, value: Any) -> None:
        if getattr(self._desk.settings, name) != value:
            self._desk.save_settings(replace(self._desk.settings, **{name: value}))
        if name == "reduced_motion":
            self._theme.reduced_motion = bool(value)

    def _build(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(12)
        small = column(spacing=4)
        for box in (self.compact, self.on_top, self.motion):
            small.addWidget(box)
        listening = column(spacing=4)
        for widget in (self.phrases, self.careful, self.careful_state):
            listening.addWidget(widget)
        model = row()
        model.addWidget(self.model, 1)
        model.addWidget(self.models)
        cards = row()
        cards.addLayout(self.catalogue, 1)
        cards.addWidget(self.bench)
        cards.addWidget(self.reload)
        modes = column(spacing=4)
        modes.addWidget(self.modes)
        modes.addWidget(self.prescribed)
        sound = row()
        sound.addLayout(modes, 1)
        sound.addWidget(self.check)
        example = row()
        example.addWidget(self.example)
        example.addStretch(1)
        lines = (
            ("Uw naam", self.controller),
            ("Uw bedrijf", self.company),
            ("Uw e-mailadres", self.email),
            ("Uiterlijk", self.themes),
            ("Meelezen", sound),
            ("Venster", small),
            ("Spraakmodel", model),
            ("Extra luisteren", listening),
            ("Kaarten", cards),
            ("", example),
        )
        for at, (label, content) in enumerate(lines):
            grid.addWidget(Words(label, "quiet", wrap=False), at, 0)
            if isinstance(content, QLayout):
                grid.addLayout(content, at, 1)
            elif isinstance(content, QWidget):
                grid.addWidget(content, at, 1)
        grid.setColumnStretch(1, 1)
        inside = column(margins=(24, 20, 24, 20), spacing=16)
        inside.addWidget(Words("Instellingen", "title"))
        inside.addLayout(grid)
        lay_out(
            self, inside, "Alles blijft op deze computer. Er wordt geen geluid bewaard.", (self.to_back,), width=820
        )


class _Choice(QWidget):
    """One of a few, as small buttons in a row."""

    def __init__(self, name: str, options: Any, choose: Callable[[str], None]) -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QPushButton] = {}
        layout = row(spacing=6)
        for code, label in options.items():
            button = QPushButton(label[:1].upper() + label[1:])
            button.setProperty("kind", "small")
            button.setCheckable(True)
            button.setAccessibleName(f"{name}: {label}")
            button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
            button.clicked.connect(lambda _checked=False, code=code: choose(code))
            self._group.addButton(button)
            self._buttons[code] = button
            layout.addWidget(button)
        layout.addStretch(1)
        self.setLayout(layout)

    def show_choice(self, code: str) -> None:
        """Press the button of this code."""
        if code in self._buttons:
            self._buttons[code].setChecked(True)
