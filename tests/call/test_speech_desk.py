"""The model is read beside the call: what is wrong with it never keeps anybody from calling."""

import threading
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from app.call.speech_desk import SpeechDesk
from app.errors import UserError
from app.speech.recogniser import Recogniser


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
