"""The model is read beside the call: what is wrong with it never keeps anybody from calling."""

import shutil
import threading
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from app.bootstrap import Program
from app.call.desk import Desk
from app.call.speech_desk import SpeechDesk
from app.errors import UserError
from app.paths import Paths
from app.settings import Settings
from app.speech.recogniser import Recogniser
from tests.gui.demo_desk import make_desk

PROTOTYPE = Path(__file__).resolve().parents[2] / "models" / "prototype-nl"


class FakeModel:
    """A model that is a folder."""

    def __init__(self, name: str) -> None:
        self.folder = Path(name)

    def recogniser(self) -> Recogniser:
        raise AssertionError("nobody speaks here")

    def phrase_recogniser(self, phrases: Iterable[str]) -> Recogniser | None:
        return None


def desk(load: Callable[[], FakeModel]) -> SpeechDesk:
    return SpeechDesk(load, is_trial=lambda folder: folder.name == "proef")


@pytest.mark.parametrize(
    ("code", "state"),
    [("model_missing", "missing"), ("model_not_installed", "missing"), ("model_damaged", "damaged")],
)
def test_a_model_that_can_not_be_read_is_a_state_and_not_an_end(code: str, state: str) -> None:
    """The window says it in one sentence and offers to mend it."""

    def load() -> FakeModel:
        raise UserError(code)

    speech = desk(load)
    told: list[str] = []
    speech.on_change = lambda: told.append(speech.state)
    speech.reload()
    speech.close()
    assert told == [state]
    assert speech.problem is not None
    with pytest.raises(UserError):
        speech.recogniser()


def test_a_fault_of_ours_is_told_as_damage(caplog: pytest.LogCaptureFixture) -> None:
    """The call goes on without speech; the log tells why."""

    def load() -> FakeModel:
        raise ZeroDivisionError

    speech = desk(load)
    speech.reload()
    speech.close()
    assert speech.state == "damaged"
    assert "speech model not read" in caplog.text


def test_mending_brings_the_model_back() -> None:
    """After installing another one, reading again is enough."""
    models: list[FakeModel] = []

    def load() -> FakeModel:
        if not models:
            raise UserError("model_damaged")
        return models[0]

    speech = desk(load)
    speech.reload()
    speech.close()
    models.append(FakeModel("proef"))
    speech.reload()
    speech.close()
    assert (speech.state, speech.problem, speech.name, speech.trial) == ("ready", None, "proef", True)


def test_a_choice_made_while_a_model_is_read_is_not_lost() -> None:
    """The user chose another one before the first was there: that one is read next."""
    wanted = ["groot"]
    started, go_on = threading.Event(), threading.Event()

    def load() -> FakeModel:
        name = wanted[0]
        started.set()
        go_on.wait(5)
        return FakeModel(name)

    speech = desk(load)
    speech.reload()
    started.wait(5)
    wanted[0] = "klein"
    speech.reload()
    go_on.set()
    speech.close()
    assert speech.name == "klein"


@pytest.mark.model
@pytest.mark.skipif(not PROTOTYPE.is_dir(), reason="models/prototype-nl is not there")
def test_a_call_goes_on_without_speech_when_the_model_is_damaged(tmp_path: Path) -> None:
    """A real model with a scratch: one sentence, a call from start to end, and speech again after the repair."""
    shipped = tmp_path / "modèllen"
    shutil.copytree(PROTOTYPE, shipped / PROTOTYPE.name)
    shutil.copyfile(PROTOTYPE.parent / "models.toml", shipped / "models.toml")
    network = shipped / PROTOTYPE.name / "am" / "final.mdl"
    whole = network.read_bytes()
    network.write_bytes(whole[:1_000_000] + bytes(1_000) + whole[1_001_000:])
    (tmp_path / "thuis").mkdir()
    made = make_desk(tmp_path / "thuis")
    program = Program(Paths(tmp_path / "thuis", shipped_models=shipped), settings=Settings())
    desk = Desk(replace(made.desk._parts, speech=program.speech), Settings())
    program.speech.reload()
    program.speech.close()
    assert desk.model_state == "damaged"
    assert desk.model_problem.startswith("Het spraakmodel is beschadigd of onvolledig")
    session = desk.start_call(desk.prepare(1))
    assert session.elapsed() == 0.0
    assert not desk.can_hear
    desk.end_call()
    network.write_bytes(whole)
    desk.repair_model()
    program.speech.close()
    assert (desk.model_state, desk.model_problem, desk.model_name) == ("ready", "", "prototype-nl")
    desk.close()
