"""What the user chose, in one small JSON file.

Unknown or damaged entries fall back to the default one by one: a setting is never worth a call.
"""

import json
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any, Literal

Theme = Literal["system", "light", "dark"]
_CHOICES: dict[str, tuple[str, ...]] = {
    "theme": ("system", "light", "dark"),
    "mode": ("both", "debtor", "microphone", "off"),
    "careful": ("auto", "on", "off"),
}


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings with their defaults."""

    controller: str = ""
    company: str = ""
    email: str = ""
    theme: Theme = "system"
    compact: bool = False
    on_top: bool = False
    mode: Literal["both", "debtor", "microphone", "off"] = "both"
    microphone: str = ""
    """Endpoint id; empty means the default device."""
    output: str = ""
    model: str = ""
    """Name or folder of the speech model; empty means the best that is there."""
    ledger: str = ""
    """Address of a shared ledger; empty means the file in the data folder."""
    reduced_motion: bool = False
    sound_checked: bool = False
    last_import: str = ""
    phrases: bool = False
    """Listen for the phrases of the catalogue beside dictation, where the model can.

    Off until it is asked for: with the starter model it found nothing that dictation missed, for 25 MB and as much work
    again as dictation of that side.
    """
    careful: Literal["auto", "on", "off"] = "auto"
    """Hear the debtor's utterances once more; `auto` does so where it is installed and the machine is quick enough."""
    careful_speed: float = 0.0
    """Seconds of hearing again per second of speech on this machine; 0 until measured."""


def load_settings(path: Path) -> tuple[Settings, Path | None]:
    """Read the settings.

    Returns:
        The settings, and the place where a damaged file was put aside, or None.
    """
    try:
        data = json.loads(path.read_text(encoding="utf-8-sig"))
        if not isinstance(data, dict):
            raise ValueError
    except FileNotFoundError:
        return Settings(), None
    except OSError:
        return Settings(), None  # locked or not ours to read; it may be fine, so it stays where it is
    except (ValueError, RecursionError):
        return Settings(), _put_aside(path)
    return replace(Settings(), **_valid(data)), None


def save_settings(path: Path, settings: Settings) -> None:
    """Write the settings beside the old file and move them into place.

    Raises:
        OSError: the folder can't be written to.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(".new")
    fresh.write_text(json.dumps(asdict(settings), indent=1), encoding="utf-8")
    fresh.replace(path)


def _valid(data: dict[str, Any]) -> dict[str, Any]:
    defaults = Settings()
    valid: dict[str, Any] = {}
    for field in fields(Settings):
        value = data.get(field.name)
        if type(value) is not type(getattr(defaults, field.name)):
            continue
        if field.name in _CHOICES and value not in _CHOICES[field.name]:
            continue
        valid[field.name] = value
    return valid


def _put_aside(path: Path) -> Path | None:
    aside = path.with_suffix(".damaged.json")
    try:
        path.replace(aside)
    except OSError:
        return None
    return aside
