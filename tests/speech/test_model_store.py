"""Models are found, told whole or damaged, and never end the program."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from app.errors import UserError
from app.speech.model_list import read_list
from app.speech.model_store import ModelStore
from app.speech.trial import hears_in_process

SHIPPED = Path(__file__).resolve().parents[2] / "models"
PROTOTYPE = SHIPPED / "prototype-nl"

pytestmark = [
    pytest.mark.model,
    pytest.mark.skipif(not PROTOTYPE.is_dir(), reason="models/prototype-nl is not there"),
]


@pytest.fixture
def models(tmp_path: Path) -> Path:
    """A copy of the list and of the smallest shipped model, to be damaged; its path has a space and an accent."""
    folder = tmp_path / "mijn modèllen"
    shutil.copytree(PROTOTYPE, folder / PROTOTYPE.name)
    shutil.copyfile(SHIPPED / "models.toml", folder / "models.toml")
    return folder


def cut(file: str, size: int) -> Callable[[Path], None]:
    def damage(model: Path) -> None:
        path = model / file
        path.write_bytes(path.read_bytes()[:size])

    return damage


def scratch(file: str, at: int) -> Callable[[Path], None]:
    """Other bytes in the middle, same size: what a failing disk does."""

    def damage(model: Path) -> None:
        content = bytearray((model / file).read_bytes())
        content[at : at + 4_096] = os.urandom(4_096)
        (model / file).write_bytes(bytes(content))

    return damage


def remove(file: str) -> Callable[[Path], None]:
    return lambda model: (model / file).unlink()


DAMAGES = {
    "cut off acoustic model": cut("am/final.mdl", 2_000_000),
    "empty acoustic model": cut("am/final.mdl", 0),
    "scratched acoustic model": scratch("am/final.mdl", 500_000),
    "cut off graph": cut("graph/HCLG.fst", 1_000_000),
    "scratched graph": scratch("graph/HCLG.fst", 1_500_000),
    "cut off word boundaries": cut("graph/phones/word_boundary.int", 10),
    "missing words": remove("graph/words.txt"),
    "missing settings": remove("conf/mfcc.conf"),
    "cut off settings": cut("conf/model.conf", 10),
}


def refusal(work: Callable[[], object]) -> str:
    with pytest.raises(UserError) as refused:
        work()
    return refused.value.code


@pytest.mark.parametrize(("folder", "megabytes"), [("starter-nl", 39.8), ("prototype-nl", 15.4)])
def test_a_shipped_model_is_whole_and_described(folder: str, megabytes: float) -> None:
    """The list fits the files; facts that must be shown are not empty."""
    store = ModelStore(SHIPPED)
    model = store.named(folder)
    assert model.entry is not None
    store.check(model)
    assert (model.folder, model.origin, model.trial) == (SHIPPED / folder, "shipped", True)
    assert model.megabytes == pytest.approx(megabytes, abs=0.5)
    assert all((model.name, model.entry.licence_note, model.entry.good_for, model.entry.limits))


def test_the_starter_model_goes_before_the_prototype() -> None:
    """Without another choice a user gets the better of the shipped ones, which takes a grammar as well."""
    model = ModelStore(SHIPPED).choose()
    assert model.folder == SHIPPED / "starter-nl"


def test_every_file_of_a_listed_model_is_listed() -> None:
    """A file that nobody checks could be changed unseen."""
    bundled = [entry for entry in read_list(SHIPPED) if any(source.kind == "bundled" for source in entry.sources)]
    assert "prototype-nl" in [entry.id for entry in bundled]
    for entry in bundled:
        folder = SHIPPED / entry.folder
        there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
        assert {file.path for file in entry.files} == there


def test_a_model_under_a_path_with_spaces_and_accents_loads(models: Path) -> None:
    """C:\\Users\\Jérôme is a common place."""
    store = ModelStore(models)
    store.load(store.choose()).recogniser()


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_damage_to_a_listed_model_is_told_before_vosk_sees_it(models: Path, damage: Callable[[Path], None]) -> None:
    """Some of it would end the process in the middle of a call."""
    damage(models / "prototype-nl")
    store = ModelStore(models)
    assert refusal(lambda: store.load(store.choose())) == "model_damaged"


@pytest.mark.parametrize("name", ["scratched acoustic model", "cut off word boundaries", "cut off acoustic model"])
def test_damage_to_an_unknown_model_ends_another_process_not_this_one(models: Path, tmp_path: Path, name: str) -> None:
    """The model is tried elsewhere first."""
    DAMAGES[name](models / "prototype-nl")
    unknown = (models / "prototype-nl").rename(models / "ander-model")
    store = ModelStore(tmp_path / "none", tmp_path / "user")
    assert refusal(lambda: store.load(store.choose(unknown))) == "model_damaged"


def test_an_unknown_model_that_is_whole_is_tried_once_and_remembered(models: Path, tmp_path: Path) -> None:
    """The second start is as fast as with a listed one."""
    unknown = (models / "prototype-nl").rename(models / "ander-model")
    tried: list[Path] = []

    def tries(folder: Path) -> bool:
        tried.append(folder)
        return hears_in_process(folder) is not None

    for _ in range(2):
        store = ModelStore(tmp_path / "none", tmp_path / "user", tries=tries)
        store.load(store.choose(unknown))
    assert tried == [unknown]


def test_an_unknown_model_that_changed_is_tried_again(models: Path, tmp_path: Path) -> None:
    """Another version in the same folder."""
    unknown = (models / "prototype-nl").rename(models / "ander-model")
    tried: list[Path] = []

    def tries(folder: Path) -> bool:
        tried.append(folder)
        return True

    store = ModelStore(tmp_path / "none", tmp_path / "user", tries=tries)
    store.load(store.choose(unknown))
    (unknown / "conf" / "model.conf").write_text("--min-active=200\n--max-active=3000\n", encoding="utf-8")
    store.load(store.choose(unknown))
    assert len(tried) == 2


def test_no_model_anywhere_is_missing(tmp_path: Path) -> None:
    """The button then offers to choose a folder."""
    assert refusal(ModelStore(tmp_path, tmp_path / "user").choose) == "model_missing"
    assert refusal(lambda: ModelStore(SHIPPED).choose(tmp_path / "weg")) == "model_missing"


def test_a_folder_of_something_else_is_no_model(tmp_path: Path) -> None:
    """The user picked the wrong folder."""
    (tmp_path / "brieven").mkdir()
    (tmp_path / "brieven" / "brief.txt").write_text("Geachte heer", encoding="utf-8")
    assert refusal(lambda: ModelStore(SHIPPED).choose(tmp_path / "brieven")) == "not_a_model"


def test_the_folder_around_a_model_is_good_enough(models: Path) -> None:
    """Archives unpack to a folder in a folder."""
    around = models / "uitgepakt"
    around.mkdir()
    inside = (models / "prototype-nl").rename(around / "vosk-model-nl")
    assert ModelStore(SHIPPED).choose(around).folder == inside


def test_the_user_s_own_model_goes_before_the_shipped_trial_model(models: Path, tmp_path: Path) -> None:
    """Who put a better model there wants it used."""
    own = tmp_path / "user" / "vosk-model-nl"
    shutil.copytree(PROTOTYPE, own)
    store = ModelStore(SHIPPED, tmp_path / "user")
    assert [(model.name, model.origin) for model in store.found()] == [
        ("vosk-model-nl", "user"),
        ("Starter NL", "shipped"),
        ("Prototype NL", "shipped"),
    ]
    assert store.choose().folder == own


def test_a_list_that_can_not_be_read_is_told(models: Path) -> None:
    """It is part of the program; installing again mends it."""
    (models / "models.toml").write_text("[[model]]\nname = ", encoding="utf-8")
    assert refusal(ModelStore(models).found) == "texts_damaged"
