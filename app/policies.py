r"""What the organisation prescribes: set by IT, shown to the user, not theirs to change.

On Windows group policy writes registry values under `Software\Policies\Belmaat`; users can't write there. Those of the
machine (HKLM) go before those of the user (HKCU). On Linux the file `/etc/belmaat/policy.toml` holds the same names.

| value | registry type | Linux | meaning |
|---|---|---|---|
| `LedgerUrl` | REG_SZ | text | address of the shared ledger |
| `ModelFolder` | REG_SZ | text | folder of the speech model to use |
| `AllowedModes` | REG_SZ, REG_MULTI_SZ | text or list | of `both debtor microphone off` |
| `Updates` | REG_DWORD | true or false | 0: never look for updates (this version never does) |

A value that can't be understood is left out and named in `problems`: a slip of IT must not keep anybody from calling,
but `doctor` tells it.
"""

import re
import sys
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from app.settings import Settings

type Mode = Literal["both", "debtor", "microphone", "off"]

KEY = r"Software\Policies\Belmaat"
FILE = Path("/etc/belmaat/policy.toml")
_NAMES = ("LedgerUrl", "ModelFolder", "AllowedModes", "Updates")
_MODES: tuple[Mode, ...] = ("both", "debtor", "microphone", "off")


@dataclass(frozen=True, slots=True)
class Policies:
    """What is prescribed; empty where nothing is."""

    ledger: str = ""
    model: str = ""
    modes: tuple[Mode, ...] = _MODES
    """Allowed ways of listening, in the order of the program; never empty."""
    updates: bool = True
    """May the program look for a newer version; this one never does."""
    problems: tuple[str, ...] = ()
    """Names of values that could not be understood."""

    @property
    def fixed(self) -> frozenset[str]:
        """Names of the settings that the user can't choose freely: `ledger`, `model`, `mode`."""
        limited = {"ledger": self.ledger, "model": self.model, "mode": self.modes != _MODES}
        return frozenset(name for name, is_set in limited.items() if is_set)

    def applied(self, settings: Settings) -> Settings:
        """The settings with which the program works."""
        mode = settings.mode if settings.mode in self.modes else self.modes[0]
        return replace(
            settings,
            ledger=self.ledger or settings.ledger,
            model=self.model or settings.model,
            mode=mode,
        )

    def own(self, settings: Settings, before: Settings) -> Settings:
        """What to write: the user's own choices, which count again when the organisation no longer prescribes.

        Args:
            settings: as the program works with them now.
            before: the user's own, as they were read.
        """
        kept: dict[str, Any] = {name: getattr(before, name) for name in self.fixed - {"mode"}}
        if settings.mode == self.applied(before).mode:
            kept["mode"] = before.mode
        return replace(settings, **kept)


def read_policies(file: Path = FILE) -> Policies:
    """What is prescribed on this computer.

    Args:
        file: on other systems than Windows, the file to read.
    """
    return understood(_registry() if sys.platform == "win32" else _file(file))


def understood(values: Mapping[str, object]) -> Policies:
    """Make sense of the values, whatever type they came as; names count whatever their case."""
    given = {name: _value(values, name) for name in _NAMES}
    problems = []
    for name in ("LedgerUrl", "ModelFolder"):
        if not isinstance(given[name], str | None):
            given[name] = None
            problems.append(name)
    modes = _modes(given["AllowedModes"])
    if not modes:
        problems.append("AllowedModes")
    updates = given["Updates"]
    if updates not in (None, 0, 1, "0", "1"):  # True and False count as 1 and 0
        problems.append("Updates")
    return Policies(
        ledger=str(given["LedgerUrl"] or "").strip(),
        model=str(given["ModelFolder"] or "").strip(),
        modes=modes or _MODES,
        updates=updates not in (0, "0"),
        problems=(*problems, *(["policy.toml"] if "unreadable" in values else [])),
    )


def _value(values: Mapping[str, object], name: str) -> object:
    return next((value for key, value in values.items() if key.lower() == name.lower()), None)


def _modes(value: object) -> tuple[Mode, ...]:
    """Allowed modes; all where nothing is set, none where the value makes no sense."""
    if value is None:
        return _MODES
    if isinstance(value, str):
        value = [word for word in re.split(r"[\s,;]+", value) if word]
    if not isinstance(value, list) or not all(isinstance(one, str) and one.lower() in _MODES for one in value):
        return ()
    wanted = {one.lower() for one in value}
    return tuple(mode for mode in _MODES if mode in wanted)


def _file(file: Path) -> dict[str, object]:
    try:
        return dict(tomllib.loads(file.read_text(encoding="utf-8")))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError):  # not ours to read, not UTF-8, not TOML
        return {"unreadable": True}


def _registry() -> dict[str, object]:
    if sys.platform != "win32":
        return {}
    import winreg  # Windows only

    values: dict[str, object] = {}
    for root in (winreg.HKEY_CURRENT_USER, winreg.HKEY_LOCAL_MACHINE):  # the later one wins
        for name in _NAMES:
            try:
                with winreg.OpenKey(root, KEY, 0, winreg.KEY_READ | winreg.KEY_WOW64_64KEY) as key:
                    values[name] = winreg.QueryValueEx(key, name)[0]
            except OSError:
                continue  # not set
    return values
