"""What the tests of app/dutch share."""

from datetime import date

import pytest

from app.dutch.working_days import prepare


@pytest.fixture(autouse=True, scope="session")
def holidays_are_loaded() -> None:
    """Load the holidays once, as the program does at its start; the first time takes half a second."""
    prepare(date(2026, 9, 8))
