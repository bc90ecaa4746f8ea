"""What the organisation prescribes counts, and a slip of IT keeps nobody from calling."""

from dataclasses import replace
from pathlib import Path

import pytest

from app.bootstrap import Program
from app.paths import Paths
from app.policies import Policies, read_policies, understood
from app.settings import Settings, load_settings

RESOURCES = Paths.standard()


def write(folder: Path, text: str) -> Path:
    file = folder / "policy.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_without_a_file_nothing_is_prescribed(tmp_path: Path) -> None:
    """The computer of somebody without an IT department."""
    policies = read_policies(tmp_path / "policy.toml")
    assert policies == Policies()
    assert policies.fixed == frozenset()


@pytest.mark.skipif("sys.platform == 'win32'", reason="Windows keeps them in the registry")
def test_every_value_of_the_file_is_read(tmp_path: Path) -> None:
    """Ledger, model, ways of listening and updates, under the names that the registry uses too."""
    file = write(
        tmp_path,
        'LedgerUrl = "postgresql://server/belmaat"\nModelFolder = "/srv/model"\n'
        'AllowedModes = ["off", "debtor"]\nUpdates = false\n',
    )
    assert read_policies(file) == Policies(
        "postgresql://server/belmaat", "/srv/model", ("debtor", "off"), updates=False
    )
    assert read_policies(file).fixed == {"ledger", "model", "mode"}


@pytest.mark.parametrize(
    "value", ["debtor off", "off,debtor", "Debtor; OFF", ["off", "debtor"]], ids=["spaces", "commas", "case", "list"]
)
def test_ways_of_listening_come_as_text_or_list(value: object) -> None:
    """A registry editor offers REG_SZ and REG_MULTI_SZ; both are fine."""
    assert understood({"allowedmodes": value}).modes == ("debtor", "off")


@pytest.mark.parametrize("value", ["everything", "", [], 3, ["off", 3]])
def test_ways_that_do_not_exist_are_left_out_and_told(value: object) -> None:
    """Nobody is locked out of listening by a typing error."""
    policies = understood({"AllowedModes": value})
    assert policies.modes == Policies().modes
    assert policies.problems == ("AllowedModes",)


@pytest.mark.parametrize(("name", "value"), [("LedgerUrl", 5), ("ModelFolder", ["x"]), ("Updates", "maybe")])
def test_a_value_of_the_wrong_type_is_left_out_and_told(name: str, value: object) -> None:
    """The others still count."""
    policies = understood({"AllowedModes": "off", name: value})
    assert policies.problems == (name,)
    assert policies == Policies(modes=("off",), problems=(name,))


@pytest.mark.skipif("sys.platform == 'win32'", reason="Windows keeps them in the registry")
def test_a_file_that_is_no_toml_prescribes_nothing_and_is_told(tmp_path: Path) -> None:
    """`doctor` names it."""
    assert read_policies(write(tmp_path, "LedgerUrl = ")) == Policies(problems=("policy.toml",))


def test_the_program_works_with_what_is_prescribed(tmp_path: Path) -> None:
    """Ledger and model of the organisation, and the first allowed way of listening."""
    policies = Policies(ledger="sqlite:///x.db", model="/srv/model", modes=("microphone", "off"))
    program = Program(Paths(tmp_path), policies=policies)
    assert program.settings == replace(Settings(), ledger="sqlite:///x.db", model="/srv/model", mode="microphone")


def test_own_choices_survive_what_is_prescribed(tmp_path: Path) -> None:
    """What the organisation set is not written as the user's own, so that it goes when the policy goes."""
    Program(Paths(tmp_path), policies=Policies()).keep_settings(Settings(model="mijn", mode="both"))
    program = Program(Paths(tmp_path), policies=Policies(model="/srv/model", modes=("microphone", "off")))
    program.keep_settings(replace(program.settings, controller="Ab"))
    assert load_settings(program.paths.settings)[0] == Settings(controller="Ab", model="mijn", mode="both")


def test_an_own_choice_within_the_limits_is_kept(tmp_path: Path) -> None:
    """Of the allowed ways the user's own is written."""
    program = Program(Paths(tmp_path), policies=Policies(modes=("microphone", "off")))
    program.keep_settings(replace(program.settings, mode="off"))
    assert load_settings(program.paths.settings)[0].mode == "off"
