"""The voices that Kokoro's JavaScript package carries: fifty-four, of eight languages, none of them Dutch.

    python -m models.starter.speech_voices OUT

They are points in the same space as the five Japanese ones that the Python package has, so that the same network
speaks Dutch sounds with any of them or with blends. Ten are kept for measuring.
"""

import argparse
import hashlib
import io
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

import numpy as np
import numpy.typing as npt

PACKAGE = "kokoro-js@1.2.1"
SHA256 = "1f0d0383ef0349af0bd9440d81dc12abbea3a5392eb645283eda876f537f5860"
"""Of the package's file on the npm registry."""
HELD_OUT = frozenset("af_nova af_sky am_eric am_puck bf_lily bm_george ef_dora im_nicola hm_omega zm_yunxi".split())
"""Voices that nothing is trained on."""
ROWS, NUMBERS = 510, 256
"""A voice has a style of so many numbers for each length of text."""

Styles = npt.NDArray[np.float32]


def read_voices(folder: Path, *, held_out: bool = False) -> tuple[list[str], Styles]:
    """Return the names and styles (voices, rows, numbers) of the voices to train on, or of those that are held out.

    Raises:
        FileNotFoundError: the folder holds no voices.
    """
    files = [file for file in sorted(folder.glob("*.bin")) if (file.stem in HELD_OUT) == held_out]
    if not files:
        raise FileNotFoundError(f"no voices in {folder}: run python -m models.starter.speech_voices {folder}")
    return [file.stem for file in files], np.stack([np.fromfile(file, "<f4").reshape(ROWS, NUMBERS) for file in files])


def unpack(package: bytes, folder: Path) -> int:
    """Write the voices of the package's file into a folder and return how many there are.

    Raises:
        ValueError: the file is not the one that is expected.
    """
    if (found := hashlib.sha256(package).hexdigest()) != SHA256:
        raise ValueError(f"{PACKAGE} has the SHA-256 {found}, not {SHA256}")
    folder.mkdir(parents=True, exist_ok=True)
    count = 0
    with tarfile.open(fileobj=io.BytesIO(package)) as archive:
        for member in archive:
            content = archive.extractfile(member) if member.name.endswith(".bin") else None
            if content:
                (folder / Path(member.name).name).write_bytes(content.read())
                count += 1
    return count


def main() -> int:
    """Fetch the package with npm, which knows the registry that is set, and unpack its voices; the status is 0."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["npm", "pack", "--silent", PACKAGE], cwd=folder, check=True, stdout=subprocess.DEVNULL)
        (package,) = Path(folder).glob("*.tgz")
        count = unpack(package.read_bytes(), options.out)
    sys.stdout.write(f"{count} voices\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
