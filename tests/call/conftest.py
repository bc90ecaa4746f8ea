"""The shipped texts and catalogue, and the example debtor on the day of the rehearsal."""

from pathlib import Path

import pytest

from app.advice.catalogue import Catalogue, load_catalogue
from app.call.advisers import Advisers
from app.wording import Wording

RESOURCES = Path(__file__).resolve().parents[2] / "resources"


@pytest.fixture(scope="session")
def wording() -> Wording:
    return Wording.load(RESOURCES / "texts")


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return load_catalogue(RESOURCES / "catalogue")


@pytest.fixture(scope="session")
def advisers(catalogue: Catalogue) -> Advisers:
    return Advisers.of(catalogue)
