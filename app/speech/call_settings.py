"""A model's settings, tuned for calls: a copy beside the model, never in it.

Vosk reads `conf/model.conf` in the folder of a model and can't be given another file. So a second folder is made in
which everything leads to the model, but for `conf`: that is a copy, with the lines below changed. Where no such folder
can be made, the model is used as it is.

The beams stay as the makers set them. On the rehearsal wider ones (15, 7000 tokens, lattice 6) cost two thirds more
processor time and mended no word, narrower ones (11, 3000) saved a twentieth; the official small model already has 13,
7000 and 4. A model that gains by other values says so under `calls` in `models.toml`.

On Linux everything else is a symbolic link. On Windows those need rights that few users have, so it is a junction, else
hard links, else a copy of a model that is small.
"""

import contextlib
import hashlib
import os
import shutil
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

FOR_CALLS: Mapping[str, str] = {
    "endpoint.rule2.min-trailing-silence": "0.5",
    "endpoint.rule3.min-trailing-silence": "0.5",
    "endpoint.rule4.min-trailing-silence": "0.5",
}
"""An utterance ends after half a second of silence, however sure the decoder is of the end of the sentence (rules 2 to
4: sure, less sure, not at all). Kaldi's own are 0.5, 1 and 2 seconds; a card that waits for a final comes that much
later."""

_COPY_UP_TO = 200_000_000
"""Bytes of a model that is copied when it can't be linked."""
_STAMP = "gemaakt-van.txt"


def tuned(settings: str, changes: Mapping[str, str]) -> str:
    """The text of a `model.conf` with other values; lines that were not there are added at the end."""
    left = dict(changes)
    lines = []
    for line in settings.splitlines():
        name, _, _ = line.strip().removeprefix("--").partition("=")
        if line.strip().startswith("--") and name in changes:
            line = f"--{name}={changes[name]}"
            left.pop(name, None)
        lines.append(line)
    return "\n".join([*lines, *(f"--{name}={value}" for name, value in left.items())]) + "\n"


def view(model: Path, views: Path, extra: Iterable[tuple[str, str]] = ()) -> Path | None:
    """The folder to open instead of a model's own; made when it isn't there yet.

    Args:
        model: folder of the model.
        views: where such folders are kept.
        extra: settings of this model besides `FOR_CALLS`, or instead of them.

    Returns:
        The folder, or None when it can't be made.
    """
    changes = {**FOR_CALLS, **dict(extra)}
    model = model.resolve()
    try:
        settings = (model / "conf" / "model.conf").read_text(encoding="utf-8")
        stamp = f"{model}\n{_names(model)}\n{tuned(settings, changes)}"
        folder = views / f"{model.name}-{hashlib.sha256(str(model).encode()).hexdigest()[:8]}"
        if _stamp_of(folder) == stamp and _leads_somewhere(folder, model):
            return folder
        return _make(model, folder, tuned(settings, changes), stamp)
    except (OSError, UnicodeDecodeError):
        return None


def drop(view_folder: Path) -> None:
    """Remove such a folder; the model stays. Nothing behind a link or junction is touched."""
    if not view_folder.is_dir():
        return
    for inside in view_folder.iterdir():
        if inside.is_symlink():
            inside.unlink()
        elif inside.is_junction():
            inside.rmdir()
    shutil.rmtree(view_folder, ignore_errors=True)


def _make(model: Path, folder: Path, settings: str, stamp: str) -> Path:
    fresh = folder.with_name(f"{folder.name}.{os.getpid()}")
    drop(fresh)
    fresh.mkdir(parents=True)
    try:
        for inside in model.iterdir():
            if inside.name == "conf":
                shutil.copytree(inside, fresh / "conf")
                (fresh / "conf" / "model.conf").chmod(0o644)
            else:
                _lead(inside, fresh / inside.name)
        (fresh / "conf" / "model.conf").write_text(settings, encoding="utf-8", newline="\n")
        (fresh / _STAMP).write_text(stamp, encoding="utf-8")
        drop(folder)
        fresh.replace(folder)
    except OSError:
        drop(fresh)
        if _stamp_of(folder) == stamp:
            return folder  # another Belmaat made it at this moment
        raise
    return folder


def _lead(thing: Path, place: Path) -> None:
    """Make `place` lead to `thing`, in the first way that works.

    Raises:
        OSError: none does.
    """
    for way in _ways():
        with contextlib.suppress(OSError):
            way(thing, place)
            return
        if place.is_dir():
            shutil.rmtree(place, ignore_errors=True)
    raise OSError(f"no link to {thing}")


def _ways() -> tuple[Callable[[Path, Path], None], ...]:
    if sys.platform == "win32":
        return (_junction, _hard_links, _copy)
    return (_symbolic_link, _copy)


def _symbolic_link(thing: Path, place: Path) -> None:
    place.symlink_to(thing, target_is_directory=thing.is_dir())


def _junction(thing: Path, place: Path) -> None:
    if sys.platform != "win32" or not thing.is_dir():
        raise OSError("no junction")
    import _winapi

    _winapi.CreateJunction(str(thing), str(place))


def _hard_links(thing: Path, place: Path) -> None:
    if thing.is_file():
        place.hardlink_to(thing)
        return
    place.mkdir()
    for inside in thing.iterdir():
        _hard_links(inside, place / inside.name)


def _copy(thing: Path, place: Path) -> None:
    if _bytes(thing) > _COPY_UP_TO:
        raise OSError("too large to copy")
    if thing.is_dir():
        shutil.copytree(thing, place)
    else:
        shutil.copyfile(thing, place)


def _bytes(thing: Path) -> int:
    files = [thing] if thing.is_file() else [path for path in thing.rglob("*") if path.is_file()]
    return sum(path.stat().st_size for path in files)


def _names(model: Path) -> str:
    """What a copy or hard link would miss: files that were put there since."""
    files = sorted(path for path in model.rglob("*") if path.is_file())
    return "\n".join(
        f"{path.relative_to(model).as_posix()} {path.stat().st_size} {path.stat().st_mtime_ns}" for path in files
    )


def _stamp_of(folder: Path) -> str:
    try:
        return (folder / _STAMP).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return ""


def _leads_somewhere(folder: Path, model: Path) -> bool:
    return all((folder / inside.name).exists() for inside in model.iterdir())
