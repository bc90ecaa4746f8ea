"""The model's folder."""

import tomllib

import pytest

from models.starter import package


@pytest.fixture
def parts(tmp_path):
    """A network and a graph of a few bytes each."""
    (tmp_path / "final.mdl").write_bytes(b"net")
    for name in (*package.GRAPH_FILES, package.COMPOUNDS):
        (tmp_path / "graph" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "graph" / name).write_bytes(name.encode())
    return tmp_path


def test_the_folder_holds_what_vosk_reads_and_its_list_names_every_file(parts):
    """models.toml tells a whole model by these sizes and sums."""
    out = parts / "model"
    size = package.package(parts / "final.mdl", parts / "graph", out, scale=0.8)
    entries = tomllib.loads("[[model]]\n" + package.file_entries(out))["model"][0]["file"]
    assert {entry["path"] for entry in entries} == {
        "am/final.mdl",
        "conf/mfcc.conf",
        "conf/model.conf",
        package.COMPOUNDS,
        *(f"graph/{name}" for name in package.GRAPH_FILES),
    }
    assert sum(entry["size"] for entry in entries) == size
    assert "--acoustic-scale=0.8\n" in (out / "conf/model.conf").read_text(encoding="ascii")


def test_a_model_that_is_too_large_is_refused(parts, monkeypatch):
    """It would stay in the repository's history for ever."""
    monkeypatch.setattr(package, "LARGEST", 10)
    with pytest.raises(ValueError, match="more than 10"):
        package.package(parts / "final.mdl", parts / "graph", parts / "model")
