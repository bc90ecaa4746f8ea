"""A list of models, and models that are small enough to be made in a test."""

import hashlib
import zipfile
from pathlib import Path

from app.speech.model_store import ModelStore
from app.speech.stop_sign import StopSign
from app.speech.trial import Trial

VOSK = {
    "am/final.mdl": b"akoestiek" * 2_000,
    "conf/model.conf": b"--beam=10\n--endpoint.rule3.min-trailing-silence=1.0\n",
    "conf/mfcc.conf": b"--num-ceps=40\n",
    "graph/HCLG.fst": bytes(range(256)) * 200,
}
WHISPER = {
    "model.bin": b"deel een, deel twee",
    "config.json": b"{}",
    "tokenizer.json": b"{}",
    "vocabulary.json": b"[]",
}
PARTS = {
    "model.bin": ("p1/data/model.bin.part1", "p2/data/model.bin.part2"),
    **{name: (f"p2/data/{name}",) for name in list(WHISPER)[1:]},
}


def sum_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def zip_of(path: Path, files: dict[str, bytes], folder: str = "") -> bytes:
    """Write the files as a zip, in a folder of this name; returns its bytes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(f"{folder}/{name}" if folder else name, content)
    return path.read_bytes()


def wheels(folder: Path) -> dict[str, bytes]:
    """The two packages of the Whisper model, by the names of their wheels."""
    half = len(WHISPER["model.bin"]) // 2
    one = {PARTS["model.bin"][0]: WHISPER["model.bin"][:half], **_wheel("klein_een")}
    two = {PARTS["model.bin"][1]: WHISPER["model.bin"][half:], **_wheel("klein_twee")}
    two |= {PARTS[name][0]: content for name, content in WHISPER.items() if name != "model.bin"}
    return {
        "klein_een-1.0.0-py3-none-any.whl": zip_of(folder / "klein_een-1.0.0-py3-none-any.whl", one),
        "klein_twee-1.0.0-py3-none-any.whl": zip_of(folder / "klein_twee-1.0.0-py3-none-any.whl", two),
    }


def _wheel(name: str) -> dict[str, bytes]:
    """What makes an archive a wheel, for pip."""
    folder = f"{name}-1.0.0.dist-info"
    return {
        f"{folder}/METADATA": f"Metadata-Version: 2.1\nName: {name.replace('_', '-')}\nVersion: 1.0.0\n".encode(),
        f"{folder}/WHEEL": b"Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        f"{folder}/RECORD": b"",
    }


def _files(files: dict[str, bytes], parts: dict[str, tuple[str, ...]] | None = None) -> str:
    lines = []
    for name, content in files.items():
        lines += ["[[model.file]]", f'path = "{name}"', f"size = {len(content)}", f'sha256 = "{sum_of(content)}"']
        if parts:
            lines.append(f"parts = {list(parts[name])}")
    return "\n".join(lines)


def _head(id: str, folder: str, kind: str, unpacked: int = 0) -> str:
    return f"""
[[model]]
id = "{id}"
folder = "{folder}"
name = "Model {id}"
kind = "{kind}"
trial = false
licence = "Apache-2.0"
licence_note = "Voor de test."
good_for = "tests"
limits = "none"
unpacked = {unpacked}
"""


def write_list(shipped: Path, address: str, archives: tuple[bytes, bytes], packages: dict[str, bytes]) -> None:
    """A list with a model whose sums are known, one whose sums aren't, and one in packages."""
    shipped.mkdir(parents=True, exist_ok=True)
    known, strange = (
        f'[[model.source]]\nkind = "url"\naddress = "{address}/{name}.zip"\nsize = {len(archive)}\n'
        for name, archive in zip(("klein", "vreemd"), archives, strict=True)
    )
    of_packages = "".join(
        f'[[model.source.package]]\nname = "{file.split("-")[0].replace("_", "-")}"\nversion = "1.0.0"\n'
        f'file = "{file}"\nsize = {len(content)}\nsha256 = "{sum_of(content)}"\n'
        for file, content in packages.items()
    )
    text = (
        _head("klein", "vosk-klein", "vosk")
        + known
        + "exact = true\n"
        + _files(VOSK)
        + _head("vreemd", "vosk-vreemd", "vosk", 100_000)
        + strange
        + _head("fluister", "fluister", "whisper")
        + '[[model.source]]\nkind = "packages"\n'
        + of_packages
        + _files(WHISPER, PARTS)
    )
    (shipped / "models.toml").write_text(text, encoding="utf-8")


def store_in(folder: Path) -> ModelStore:
    """A store whose models are believed to be usable."""
    return ModelStore(folder / "geleverd", folder / "modellen é", tries=lambda model: True)


def hears_well(model: Path, sound: bytes, stop: StopSign) -> Trial | None:
    """Every model understands every recording."""
    return Trial(f"gehoord in {len(sound)} bytes", 0.1)
