"""Settings: a damaged file never stands in the way of a call."""

import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as limits
from hypothesis import strategies as st

from app.settings import Settings, load_settings, save_settings

CHOSEN = Settings(
    controller="Zoë 🚲", company="Vliegensvlug BV", theme="dark", compact=True, mode="microphone", reduced_motion=True
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "map met é" / "instellingen.json"


def test_what_is_saved_is_read_back(path: Path) -> None:
    """The folder is made, and every setting comes back."""
    save_settings(path, CHOSEN)
    assert load_settings(path) == (CHOSEN, None)
    assert [p.name for p in path.parent.iterdir()] == ["instellingen.json"]


def test_without_a_file_the_defaults_count(path: Path) -> None:
    """The first start."""
    assert load_settings(path) == (Settings(), None)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"null", b"\xff\xfe", b'"x"', b"[" * 100_000, b"\x00" * 20])
def test_a_damaged_file_is_put_aside(content: bytes, path: Path) -> None:
    """It is kept for who wants to look at it, and saving works again."""
    path.parent.mkdir(parents=True)
    path.write_bytes(content)
    loaded, aside = load_settings(path)
    assert loaded == Settings()
    assert aside is not None
    assert aside.read_bytes() == content
    assert not path.exists()
    save_settings(path, CHOSEN)
    assert load_settings(path) == (CHOSEN, None)


@pytest.mark.parametrize(
    "entry",
    [{"compact": "ja"}, {"compact": 1}, {"theme": "pink"}, {"mode": ""}, {"controller": None}, {"controller": 3},
     {"theme": ["dark"]}, {"microphone": {}}, {"unknown": 1}, {"on_top": None}],
)  # fmt: skip
def test_one_wrong_entry_falls_back_and_the_rest_is_kept(entry: dict[str, Any], path: Path) -> None:
    """Unknown keys of another version are passed over too."""
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps({"company": "Jansen", **entry}), encoding="utf-8")
    assert load_settings(path) == (Settings(company="Jansen"), None)


def test_a_file_from_notepad_is_read(path: Path) -> None:
    """With a byte order mark before it."""
    path.parent.mkdir(parents=True)
    path.write_text('{"company": "Jansen"}', encoding="utf-8-sig")
    assert load_settings(path) == (Settings(company="Jansen"), None)


def test_a_path_that_can_not_be_read_is_left_alone(path: Path) -> None:
    """A folder in the place of the file, or a file that is locked: nothing is moved."""
    path.mkdir(parents=True)
    assert load_settings(path) == (Settings(), None)
    assert path.is_dir()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such file names")
def test_a_name_with_half_characters_can_be_saved(path: Path) -> None:
    """Linux allows file names that are no text; the last import may have one."""
    chosen = replace(CHOSEN, last_import="lijst\udcff.csv")
    save_settings(path, chosen)
    assert load_settings(path) == (chosen, None)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner, max_size=2),
    max_leaves=4,
)


@given(st.dictionaries(st.sampled_from([*Settings.__slots__, "x"]), JSON))
@limits(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_the_file_says_the_settings_have_the_right_types(tmp_path: Path, data: dict[str, Any]) -> None:
    """Every entry is checked by itself."""
    path = tmp_path / "s.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    loaded, aside = load_settings(path)
    assert aside is None
    for name in Settings.__slots__:
        assert type(getattr(loaded, name)) is type(getattr(Settings(), name))
