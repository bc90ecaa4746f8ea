"""What a folder with a model looks like from the outside, before anything tries to load it."""

from pathlib import Path

from app.errors import UserError
from app.speech.model_list import Kind

_VOSK_NEEDS = (("am/final.mdl",), ("conf/model.conf",), ("graph/HCLG.fst", "graph/HCLr.fst"))
_WHISPER_NEEDS = (("model.bin",), ("config.json",), ("tokenizer.json",), ("vocabulary.json", "vocabulary.txt"))


def kind_of(folder: Path) -> Kind | None:
    """What kind of model a folder holds or once held, None for neither: that it is damaged is told, not passed over."""
    if (folder / "am").is_dir() and (folder / "conf").is_dir():
        return "vosk"
    if (folder / "model.bin").is_file() and (folder / "config.json").is_file():
        return "whisper"
    return None


def model_in(folder: Path) -> Path | None:
    """The model in a folder: itself, or the only folder in it, as archives unpack them."""
    inside = [path for path in folder.iterdir() if path.is_dir()] if folder.is_dir() else []
    tries = (folder, inside[0]) if len(inside) == 1 else (folder,)
    return next((each for each in tries if kind_of(each)), None)


def check_vosk_folder(folder: Path) -> None:
    """Refuse a folder that can't be a Vosk model, before Vosk itself ends in a log line.

    Raises:
        UserError: `model_missing` or `model_damaged`.
    """
    _check(folder, _VOSK_NEEDS, (folder / "am").is_dir())
    if (folder / "graph" / "HCLr.fst").is_file():
        _check(folder, (("graph/Gr.fst",),), was_model=True)


def check_whisper_folder(folder: Path) -> None:
    """Refuse a folder that can't be a Whisper model converted for CTranslate2.

    Raises:
        UserError: `model_missing` or `model_damaged`.
    """
    _check(folder, _WHISPER_NEEDS, (folder / "model.bin").is_file())


def _check(folder: Path, needed: tuple[tuple[str, ...], ...], was_model: bool) -> None:
    if not folder.is_dir():
        raise UserError("model_missing", map=folder)
    for choices in needed:
        files = [folder / name for name in choices]
        if not any(path.is_file() and path.stat().st_size for path in files):
            raise UserError("model_damaged" if was_model else "model_missing", map=folder)
