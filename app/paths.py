r"""Where everything lives: one object, movable as a whole.

The user's data folder comes from platformdirs: `%LOCALAPPDATA%\Belmaat` on Windows, `~/.local/share/Belmaat` on Linux.
`BELMAAT_HOME` puts everything under one root, for tests and the rehearsal. An unpacked program with a file called
`portable` beside it keeps its data in the folder `gegevens` there.
"""

import os
import sys
from dataclasses import dataclass
from pathlib import Path

import platformdirs

_PROGRAM = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True)
class Paths:
    """All folders and files of one installation."""

    home: Path
    """The user's own data; made when it is first written to."""
    resources: Path = _PROGRAM / "resources"
    shipped_models: Path = _PROGRAM / "models"

    @classmethod
    def standard(cls) -> "Paths":
        """The places of this user on this machine."""
        frozen = Path(getattr(sys, "_MEIPASS", _PROGRAM))
        own = os.environ.get("BELMAAT_HOME")
        if own:
            home = Path(own)
        elif _is_portable():
            home = Path(sys.executable).parent / "gegevens"
        else:
            home = Path(platformdirs.user_data_path("Belmaat", appauthor=False))
        return cls(home, frozen / "resources", frozen / "models")

    @property
    def ledger(self) -> Path:
        """The ledger when no address of a shared one is set."""
        return self.home / "belmaat.db"

    @property
    def drafts(self) -> Path:
        """Half-filled forms, one file per call."""
        return self.home / "concepten"

    @property
    def own_catalogue(self) -> Path:
        """The user's own objections and wording; survives updates."""
        return self.home / "catalogus"

    @property
    def own_texts(self) -> Path:
        """The user's own mails and sentences."""
        return self.home / "teksten"

    @property
    def mails(self) -> Path:
        """Written .eml and .ics files."""
        return self.home / "mails"

    @property
    def settings(self) -> Path:
        """The settings."""
        return self.home / "instellingen.json"

    @property
    def models(self) -> Path:
        """Speech models that the user installed."""
        return self.home / "modellen"

    @property
    def logs(self) -> Path:
        """Log and crash reports."""
        return self.home / "logboek"

    @property
    def catalogue(self) -> Path:
        """The shipped catalogue."""
        return self.resources / "catalogue"

    @property
    def texts(self) -> Path:
        """The shipped texts."""
        return self.resources / "texts"

    @property
    def rehearsal(self) -> Path:
        """The rehearsal call."""
        return self.resources / "rehearsal"


def _is_portable() -> bool:
    """An installed or unpacked program, with the file beside it that says so."""
    return bool(getattr(sys, "frozen", False)) and (Path(sys.executable).parent / "portable").exists()
