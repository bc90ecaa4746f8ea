"""The settings for calls lie beside the model, and end an utterance sooner without costing a word."""

import hashlib
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import soundfile

from app.speech import call_settings
from app.speech.call_settings import FOR_CALLS, drop, tuned, view
from app.speech.model_list import read_list
from app.speech.model_store import ModelStore
from app.speech.vosk_recogniser import SpeechModel

REPOSITORY = Path(__file__).resolve().parents[2]
PROTOTYPE = REPOSITORY / "models" / "prototype-nl"
needs_model = pytest.mark.skipif(not PROTOTYPE.is_dir(), reason="models/prototype-nl is not there")


@pytest.fixture
def model(tmp_path: Path) -> Path:
    """A folder that looks like a model, under a name with a space and an accent."""
    folder = tmp_path / "modèllen van mij" / "klein"
    for name, content in {
        "am/final.mdl": b"net",
        "conf/model.conf": b"--beam=10\n--endpoint.rule3.min-trailing-silence=1.0\n",
        "conf/mfcc.conf": b"--num-ceps=40\n",
        "graph/phones/word_boundary.int": b"1 singleton\n",
        "README": b"lees mij",
    }.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    files = (folder / "am/final.mdl", folder / "conf/mfcc.conf", folder / "graph/phones/word_boundary.int")
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_lines_are_changed_where_they_stand_and_added_where_they_do_not() -> None:
    """Comments and other settings stay as they are."""
    text = "# van de makers\n--beam=10\n --endpoint.rule3.min-trailing-silence=1.0\n"
    changed = tuned(text, {"endpoint.rule3.min-trailing-silence": "0.5", "lattice-beam": "4.0"})
    assert changed == "# van de makers\n--beam=10\n--endpoint.rule3.min-trailing-silence=0.5\n--lattice-beam=4.0\n"


OFFICIAL = """--min-active=200
--max-active=7000
--beam=13.0
--lattice-beam=4.0
--acoustic-scale=1.0
--frame-subsampling-factor=3
--endpoint.silence-phones=1:2:3:4:5:6:7:8:9:10
--endpoint.rule2.min-trailing-silence=0.5
--endpoint.rule3.min-trailing-silence=1.0
--endpoint.rule4.min-trailing-silence=2.0
"""


def test_of_the_official_small_model_only_the_waits_for_an_end_change() -> None:
    """These are its settings: the text has the published sum."""
    (entry,) = (entry for entry in read_list(REPOSITORY / "models") if entry.id == "small-nl")
    (file,) = (file for file in entry.files if file.path == "conf/model.conf")
    published = OFFICIAL.encode()
    if len(published) != file.size:
        published = published.removesuffix(b"\n")
    assert (len(published), hashlib.sha256(published).hexdigest()) == (file.size, file.sha256)
    changed = tuned(OFFICIAL, {**FOR_CALLS, **dict(entry.settings)})
    assert (
        OFFICIAL.replace("rule3.min-trailing-silence=1.0", "rule3.min-trailing-silence=0.5").replace(
            "rule4.min-trailing-silence=2.0", "rule4.min-trailing-silence=0.5"
        )
        == changed
    )


def test_the_folder_for_calls_leads_to_the_model_and_has_its_own_settings(model: Path, tmp_path: Path) -> None:
    """The model itself is not touched."""
    before = (model / "conf" / "model.conf").read_bytes()
    made = view(model, tmp_path / "afgesteld", (("beam", "13"),))
    assert made is not None
    assert contents(made) == contents(model)
    text = (made / "conf" / "model.conf").read_text(encoding="utf-8")
    assert "--beam=13\n" in text
    assert all(f"--{name}={value}\n" in text for name, value in FOR_CALLS.items())
    assert (model / "conf" / "model.conf").read_bytes() == before


def test_it_is_made_once_and_anew_when_the_model_changed(model: Path, tmp_path: Path) -> None:
    """Another version in the same folder, or other settings in a newer Belmaat."""
    made = view(model, tmp_path / "afgesteld")
    assert made is not None
    stamp = (made / "conf").stat().st_ctime_ns
    assert view(model, tmp_path / "afgesteld") == made
    assert (made / "conf").stat().st_ctime_ns == stamp
    (model / "ivector").mkdir()
    (model / "ivector" / "final.ie").write_bytes(b"nieuw")
    assert view(model, tmp_path / "afgesteld") == made
    assert (made / "ivector" / "final.ie").read_bytes() == b"nieuw"


WAYS = {
    "junctions and hard links": (call_settings._junction, call_settings._hard_links, call_settings._copy),
    "hard links": (call_settings._hard_links,),
    "copies": (call_settings._copy,),
}


@pytest.mark.parametrize("ways", WAYS.values(), ids=WAYS)
def test_where_links_are_not_allowed_there_are_other_ways(
    model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ways: tuple[Callable[[Path, Path], None], ...]
) -> None:
    """Windows allows most users no symbolic links."""
    monkeypatch.setattr(call_settings, "_ways", lambda: ways)
    made = view(model, tmp_path / "afgesteld")
    assert made is not None
    assert contents(made) == contents(model)
    assert not any(path.is_symlink() for path in made.rglob("*"))


def test_a_model_that_can_not_be_linked_or_copied_is_used_as_it_is(
    model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Too large for a copy, and no links; no half folder stays behind."""
    monkeypatch.setattr(call_settings, "_ways", lambda: (call_settings._copy,))
    monkeypatch.setattr(call_settings, "_COPY_UP_TO", 2)
    assert view(model, tmp_path / "afgesteld") is None
    assert list((tmp_path / "afgesteld").iterdir()) == []
    (tmp_path / "vol").write_text("geen map", encoding="utf-8")
    assert view(model, tmp_path / "vol") is None


def test_removing_the_folder_leaves_the_model(model: Path, tmp_path: Path) -> None:
    """Nothing behind a link is touched."""
    before = contents(model)
    made = view(model, tmp_path / "afgesteld")
    assert made is not None
    drop(made)
    assert not made.exists()
    assert contents(model) == before


@needs_model
@pytest.mark.model
def test_an_utterance_ends_sooner_with_the_same_words(tmp_path: Path) -> None:
    """The slowest half of the finals of the rehearsal come sooner; not one word is lost."""
    made = view(PROTOTYPE, tmp_path / "afgesteld")
    assert made is not None
    own, own_waits = finals(SpeechModel(PROTOTYPE))
    calls, calls_waits = finals(SpeechModel(PROTOTYPE, made))
    assert calls.split() == own.split()
    assert max(calls_waits) < 1.3 < max(own_waits)
    assert np.percentile(calls_waits, 90) < np.percentile(own_waits, 90)


@needs_model
@pytest.mark.model
def test_a_model_is_loaded_with_the_settings_for_calls(tmp_path: Path) -> None:
    """The store makes the folder in the user's own, and names the model by its own folder."""
    store = ModelStore(REPOSITORY / "models", tmp_path / "modellen")
    model = store.load(store.named("prototype-nl"))
    assert model.folder == PROTOTYPE
    (made,) = (tmp_path / "modellen" / ".afgesteld").iterdir()
    assert "rule4.min-trailing-silence=0.5" in (made / "conf" / "model.conf").read_text(encoding="utf-8")
    assert {found.origin for found in store.found()} == {"shipped"}  # what was made is no model of the user's


@needs_model
@pytest.mark.model
def test_a_folder_for_calls_that_is_broken_does_not_keep_the_model_from_loading(tmp_path: Path) -> None:
    """Somebody tidied up in the data folder."""
    shipped = tmp_path / "geleverd"
    shutil.copytree(REPOSITORY / "models", shipped, ignore=shutil.ignore_patterns("starter*"))
    store = ModelStore(shipped, tmp_path / "modellen")
    store.load(store.named("prototype-nl"))
    (made,) = (tmp_path / "modellen" / ".afgesteld").iterdir()
    (made / "am").unlink()
    (made / "am").symlink_to(tmp_path / "weg")
    assert store.load(store.named("prototype-nl")).recogniser() is not None


def finals(model: SpeechModel) -> tuple[str, list[float]]:
    """The words of a minute of the rehearsal, and how long after its last word each final came, in seconds."""
    samples, _ = soundfile.read(
        str(REPOSITORY / "resources" / "rehearsal" / "controller.flac"), dtype="int16", frames=90 * 16_000
    )
    sound = np.asarray(samples).astype("<i2").tobytes()
    recogniser = model.recogniser()
    words, waits = [], []
    for start in range(0, len(sound), 3_200):
        heard = recogniser.accept(sound[start : start + 3_200])
        if heard is not None and heard.final and heard.text:
            words.append(heard.text)
            waits.append((start + 3_200) / 32_000 - heard.words[-1].end)
    return " ".join(words), waits
