"""The recipe as a whole."""

import pytest

from models.starter import build


@pytest.fixture
def steps(tmp_path):
    """The recipe for a folder."""
    return build.recipe(tmp_path / "work", tmp_path / "model", build.Amounts())


def test_no_step_reads_what_a_later_step_makes(steps):
    """The order of the list is the order of the work."""
    made_later = {made for step in steps for made in step.makes}
    for step in steps:
        assert made_later.isdisjoint(step.reads), step.name
        made_later -= set(step.makes)


def test_every_module_that_a_step_runs_is_there(steps):
    """A step whose code was renamed would fail after hours."""
    for step in steps:
        files = [thing for thing in step.reads if not isinstance(thing, str) and thing.suffix == ".py"]
        assert files, step.name
        assert all(file.is_file() for file in files), step.name


def test_steps_have_names_of_their_own(steps):
    """Two steps of one name would share a mark."""
    names = [step.name for step in steps]
    assert len(set(names)) == len(names)


def test_nothing_that_is_measured_with_is_read_by_a_step_that_learns(steps):
    """The held-out sentences reach the measuring alone."""
    held_out = build.HERE / "heldout.txt"
    names = {step.name for step in steps if held_out in step.reads}
    assert names == {"held-out-espeak", "held-out-kokoro", "held-out-voices"}
