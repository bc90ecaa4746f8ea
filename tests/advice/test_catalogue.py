"""Reading catalogues: what is right is read whole, what is wrong is named with file, line and problem."""

from pathlib import Path

import pytest

from app.advice.catalogue import (
    Catalogue,
    CatalogueError,
    CatalogueStore,
    load_catalogue,
    shipped_folder,
)

GOOD = """\
id: stamps
titel: Spaart zegels
zinnen:
  - wij sparen eerst de zegels vol
antwoord:
  zacht: "Wat leuk[, {aanhef}]."
"""


def test_shipped_catalogue_is_whole(catalogue: Catalogue) -> None:
    """All 38 objections have at least twelve phrases, both answers, two questions and an action."""
    assert len(catalogue.objections) == 38
    for one in catalogue.objections.values():
        assert len(one.phrases) >= 12
        assert one.gentle
        assert one.firm
        assert len(one.questions) >= 2
        assert one.action is not None
    assert catalogue.base is not None
    assert catalogue.none_phrases


@pytest.mark.parametrize(
    ("change", "line", "words"),
    [
        (("titel: Spaart", "titeltje: Spaart"), 2, "onbekend"),
        (("titel: Spaart zegels\n", ""), 1, "'titel' ontbreekt"),
        (("  - wij sparen eerst de zegels vol\n", "  - ''\n"), 4, "leeg"),
        (("  - wij sparen eerst de zegels vol\n", "  - {a: b}\n"), 4, "geen groep"),
        (("zinnen:\n  - wij sparen eerst de zegels vol\n", "zinnen: nee\n"), 3, "lijst"),
        (("{aanhef}", "{naam}"), 6, "{naam} is onbekend"),
        (("[, {aanhef}]", ", {aanhef}"), 6, "niet tussen vierkante haken"),
        (("[, {aanhef}]", "[, {aanhef}"), 6, "niet gesloten"),
        (("  - wij", "\t- wij"), 4, "tab"),
        (("zinnen:\n  - wij", "zinnen:\n - wij\n   - x: y\n  - wij"), 5, ""),
        (("id: stamps\n", "id: stamps\nid: twee\n"), 2, "twee keer"),
        (("id: stamps", "id: Zegels!"), 1, "kleine letters"),
        (('zacht: "Wat', "zacht: 'Wat"), 6, "aanhalingsteken"),
        (("antwoord:\n", "actie: {soort: dansen, tekst: hup}\nantwoord:\n"), 5, "dansen"),
        (("antwoord:\n", "titel_kort: een titel die veel te lang is\nantwoord:\n"), 5, "24"),
    ],
)
def test_mistake_is_named_with_its_line(tmp_path: Path, change: tuple[str, str], line: int, words: str) -> None:
    """Each mistake in a file gives a problem with that file, the line and Dutch words."""
    file = tmp_path / "fout.yaml"
    file.write_text(GOOD.replace(*change), encoding="utf-8")
    with pytest.raises(CatalogueError) as raised:
        load_catalogue(file)
    problem = raised.value.problems[0]
    assert problem.file == file
    assert problem.line == line
    assert words in problem.problem


def test_file_that_is_not_utf8_is_named_with_its_line(tmp_path: Path) -> None:
    """A file in another encoding is refused with the line of the first strange byte."""
    file = tmp_path / "latin.yaml"
    file.write_bytes(GOOD.replace("zegels vol", "zégels vol").encode("latin-1"))
    with pytest.raises(CatalogueError) as raised:
        load_catalogue(file)
    assert raised.value.problems[0].line == 4
    assert "UTF-8" in raised.value.problems[0].problem


def test_file_that_is_too_large_is_refused(tmp_path: Path) -> None:
    """Nobody waits for a gigabyte of phrases."""
    file = tmp_path / "groot.yaml"
    file.write_bytes(b"# " + b"x" * 2_000_001)
    with pytest.raises(CatalogueError, match="te groot"):
        load_catalogue(file)


def test_missing_file_is_a_problem_and_no_traceback(tmp_path: Path) -> None:
    """A file that is not there is named."""
    with pytest.raises(CatalogueError, match="kan niet gelezen worden"):
        load_catalogue(tmp_path / "weg.yaml")


def test_all_problems_are_collected(tmp_path: Path) -> None:
    """Two mistakes give two problems in one go."""
    file = tmp_path / "twee.yaml"
    file.write_text(GOOD.replace("titel:", "kop:").replace("{aanhef}", "{x}"), encoding="utf-8")
    with pytest.raises(CatalogueError) as raised:
        load_catalogue(file)
    assert len(raised.value.problems) == 3


def test_scalars_stay_text(tmp_path: Path) -> None:
    """What YAML would call a boolean or a number stays what the author typed."""
    file = tmp_path / "tekst.yaml"
    file.write_text(GOOD.replace("- wij", "- nee\n  - 1.50\n  - wij"), encoding="utf-8")
    assert load_catalogue(file).objections["stamps"].phrases[:2] == ("nee", "1.50")


def test_single_file_counts_alone_but_keeps_the_warnings(own_file: Path) -> None:
    """With one file only its objections count; warnings and ordinary talk are the shipped ones."""
    catalogue = load_catalogue(own_file)
    assert set(catalogue.objections) == {"stamps"}
    assert "says_must" in catalogue.warnings


def test_file_may_hold_a_list(tmp_path: Path) -> None:
    """A list of entries in one file gives all of them; a double id is a problem."""
    entry = "- " + GOOD.replace("\n", "\n  ").rstrip() + "\n"
    file = tmp_path / "lijst.yaml"
    file.write_text(entry + entry.replace("id: stamps", "id: other"), encoding="utf-8")
    assert set(load_catalogue(file).objections) == {"stamps", "other"}
    file.write_text(entry + entry, encoding="utf-8")
    with pytest.raises(CatalogueError, match="komt twee keer voor"):
        load_catalogue(file)


def test_own_entry_is_added(own_file: Path) -> None:
    """An own objection stands beside the shipped ones and says where it came from."""
    catalogue = load_catalogue(shipped_folder(), own_file.parent)
    assert len(catalogue.objections) == 39
    assert catalogue.objections["stamps"].origin == "own"


def test_own_wording_overrides_only_what_it_gives(tmp_path: Path, catalogue: Catalogue) -> None:
    """A given answer replaces the shipped one; phrases come on top; the rest stays; deleting restores."""
    own = tmp_path / "eigen.yaml"
    own.write_text(
        "id: payment_run\nzinnen: [wij draaien altijd op zondag]\nantwoord: {zacht: Dat snap ik.}\n",
        encoding="utf-8",
    )
    mine = load_catalogue(shipped_folder(), own).objections["payment_run"]
    shipped = catalogue.objections["payment_run"]
    assert mine.gentle == "Dat snap ik."
    assert mine.firm == shipped.firm
    assert mine.phrases == (*shipped.phrases, "wij draaien altijd op zondag")
    assert mine.overridden == ("zinnen", "antwoord")
    own.unlink()
    assert load_catalogue(shipped_folder(), own).objections["payment_run"] == shipped


def test_bad_own_file_leaves_the_shipped_catalogue(own_file: Path, catalogue: Catalogue) -> None:
    """A mistake of the user costs that file only, and is told."""
    bad = own_file.with_name("fout.yaml")
    bad.write_text("id: [", encoding="utf-8")
    mixed = load_catalogue(shipped_folder(), own_file.parent)
    assert set(mixed.objections) == {*catalogue.objections, "stamps"}
    assert [problem.file for problem in mixed.problems] == [bad]


def test_store_keeps_the_last_good_version(own_file: Path) -> None:
    """A half-saved file during a call takes no card away."""
    store = CatalogueStore(shipped_folder(), own_file)
    sound = own_file.read_text(encoding="utf-8")
    own_file.write_text(sound[:30], encoding="utf-8")
    assert store.reload()
    assert "stamps" in store.catalogue.objections
    own_file.write_text(sound.replace("Spaart", "Verzamelt"), encoding="utf-8")
    assert store.reload() == ()
    assert store.catalogue.objections["stamps"].title == "Verzamelt zegels"
