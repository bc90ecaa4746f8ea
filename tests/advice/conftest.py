"""What the tests of the advice share: the shipped catalogue, read once."""

from pathlib import Path

import pytest

from app.advice.catalogue import Catalogue, load_catalogue, shipped_folder
from app.advice.coaching import Coach
from app.advice.guards import Guards
from app.advice.matcher import Matcher

ENTRY = """\
id: {id}
titel: Spaart zegels
zinnen:
  - wij sparen eerst de zegels vol
  - eerst moet de spaarkaart vol zijn
antwoord:
  zacht: "Wat leuk[, {{aanhef}}]. Wanneer is de kaart vol?"
"""


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    """The catalogue that ships."""
    return load_catalogue(shipped_folder())


@pytest.fixture(scope="session")
def matcher(catalogue: Catalogue) -> Matcher:
    """A matcher for it."""
    return Matcher(catalogue)


@pytest.fixture(scope="session")
def coach(catalogue: Catalogue) -> Coach:
    """A coach for it."""
    return Coach(catalogue)


@pytest.fixture(scope="session")
def guards(catalogue: Catalogue) -> Guards:
    """The guards for it."""
    return Guards(catalogue)


@pytest.fixture
def own_file(tmp_path: Path) -> Path:
    """A file of a user with one sound entry."""
    file = tmp_path / "eigen é" / "zegels.yaml"
    file.parent.mkdir()
    file.write_text(ENTRY.format(id="stamps"), encoding="utf-8")
    return file
